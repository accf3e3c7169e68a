"""Tells the time to everything that asks, so that no code looks at a clock by itself and a test can move it (DESIGN 2)."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from commandpost.store.instant import stamp


class Clock(Protocol):
    """Wall time and the monotonic clock of this boot."""

    def now(self) -> datetime:
        """Give the wall time, aware, in UTC."""
        ...

    def monotonic_ms(self) -> int:
        """Give milliseconds that never go back while the machine runs."""
        ...

    def boot(self) -> str:
        """Give an id of this boot of the machine, or of this process where the system tells none."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def __init__(self) -> None:
        self._boot = ""

    def now(self) -> datetime:
        """Give the wall time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Give the monotonic clock in milliseconds."""
        return time.monotonic_ns() // 1_000_000

    def boot(self) -> str:
        """Give the kernel's boot id, or a random one for this process."""
        if not self._boot:
            try:
                self._boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
            except OSError:
                self._boot = os.urandom(16).hex()
        return self._boot


class MovedClock:
    """A clock that stands where it is put: for stories, rehearsals and the demo."""

    def __init__(self, now: datetime, boot: str = "moved") -> None:
        self._now, self._mono, self._boot = now.astimezone(UTC), 0, boot

    def now(self) -> datetime:
        """Give the moment it was put to."""
        return self._now

    def monotonic_ms(self) -> int:
        """Give the milliseconds it was moved forward by."""
        return self._mono

    def boot(self) -> str:
        """Give the name it was made with."""
        return self._boot

    def put(self, now: datetime) -> None:
        """Put the wall clock to a moment; the monotonic clock follows forward only."""
        forward = (now - self._now).total_seconds()
        self._mono += max(0, round(forward * 1000))
        self._now = now.astimezone(UTC)


def offset_of(moment: datetime, zone: str) -> str:
    """Give the zone's offset at a moment as `+08:00`."""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")[19:25]


def last_shown(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Give when the clock at the site last showed `14:05`, at its own wall; None for a text that is no time of day."""
    found = re.fullmatch(r"\s*(\d{1,2})[:：](\d{2})\s*", text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    local = now.astimezone(zone)
    then = local.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return then if then <= local else then - timedelta(days=1)


def now_stamp(clock: Clock) -> str:
    """Give the clock's now as the desk writes it down."""
    return stamp(clock.now())
