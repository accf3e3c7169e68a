"""Says how long and how late: H:MM:SS, with a minus sign when time has run out (DESIGN 4)."""

from __future__ import annotations

from datetime import datetime, tzinfo

from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import say

DAY = 86_400


def left(due: float, now: float) -> tuple[str, bool]:
    """Give the countdown to a moment (epoch seconds) and whether it is late: 0:04:50, or −0:03:10."""
    if is_late(due, now):
        return "−" + lasted(now - due), True
    return lasted(due - now), False


def counting(due: float, now: float) -> tuple[str, str]:
    """Say how it stands with a moment, as words and ink: `LATE 0:03:10` in red, else what is left."""
    count, late = left(due, now)
    return (f"{say('LATE')} {lasted(now - due)}", "late") if late else (count, "strong")


def is_late(due: float, now: float) -> bool:
    """Whether a moment lies a whole second back: what is due at once is not late in the same breath."""
    return now - due >= 1


def clock(epoch: float, zone: tzinfo) -> str:
    """Give the time of day in the site's zone as 14:06."""
    return datetime.fromtimestamp(epoch, zone).strftime("%H:%M")


def clock_s(epoch: float, zone: tzinfo) -> str:
    """Give the time of day with seconds."""
    return datetime.fromtimestamp(epoch, zone).strftime("%H:%M:%S")


def moment(epoch: float, now: float, zone: tzinfo) -> str:
    """Give the time of day, before it month and day where it is another one than now."""
    there = day(epoch, zone)
    return clock(epoch, zone) if there == day(now, zone) else f"{there[5:]} {clock(epoch, zone)}"


def day(epoch: float, zone: tzinfo) -> str:
    """Give the date in the site's zone as 2026-11-24."""
    return datetime.fromtimestamp(epoch, zone).strftime("%Y-%m-%d")
