"""Short numbers that people say over the radio: `26-0007`, `B#12`, `duty:2026-11-05`, and how they are read back (JOURNAL 1.4)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

FIRST_LABEL = "A"

_INCIDENT = re.compile(r"^#?(\d{2})-(?:([A-Z][0-9]*)-)?(\d{1,6})$", re.IGNORECASE)
_LABELLED_ENTRY = re.compile(r"^([A-Z][0-9]*)#(\d{1,9})$", re.IGNORECASE)
_DUTY = re.compile(r"^duty(?::(\d{4}-\d{2}-\d{2}))?$", re.IGNORECASE)


class IncidentNumber(NamedTuple):
    """The year (four digits), the stream's label and the number within both."""

    year: int
    label: str
    number: int


def incident_ref(year: int, label: str, number: int) -> str:
    """Print an incident's number: `26-0007`, `26-B-0007`."""
    middle = "" if label == FIRST_LABEL else f"{label}-"
    return f"{year % 100:02d}-{middle}{number:04d}"


def read_incident(text: str) -> IncidentNumber | None:
    """Read an incident's number as printed, or None."""
    found = _INCIDENT.match(text.strip())
    if not found:
        return None
    return IncidentNumber(2000 + int(found[1]), (found[2] or FIRST_LABEL).upper(), int(found[3]))


def entry_ref(label: str, number: int) -> str:
    """Print an entry's number: `#12`, `B#12`."""
    return f"{'' if label == FIRST_LABEL else label}#{number}"


def entry_number(label: str, number: int) -> str:
    """Print an entry's number without a leading `#`: `12`, `B#12`."""
    return entry_ref(label, number).removeprefix("#")


def read_entry(text: str) -> tuple[str, int] | None:
    """Read `#12`, `12` or `B#12` as (label, number), or None; only a leading # may be left out."""
    text = text.strip()
    if found := _LABELLED_ENTRY.match(text):
        return found[1].upper(), int(found[2])
    plain = text.removeprefix("#")
    return (FIRST_LABEL, int(plain)) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def read_duty(text: str) -> str | None:
    """Read `duty` (gives "") or `duty:2026-11-05` (gives the day), or None."""
    found = _DUTY.match(text.strip())
    if not found:
        return None
    if found[1]:
        try:
            date.fromisoformat(found[1])
        except ValueError:
            return None
    return found[1] or ""


def duty_book(day: str) -> str:
    """Give the book of a duty day."""
    return f"duty:{day}"


def duty_day(moment: datetime, zone: str, day_starts: str) -> str:
    """Give the duty day of a moment in the site's zone; it turns at the site's own hour, not at midnight."""
    local = moment.astimezone(ZoneInfo(zone))
    turns = time.fromisoformat(day_starts)
    day = local.date() - timedelta(days=1) if local.time() < turns else local.date()
    return day.isoformat()
