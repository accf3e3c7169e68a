"""Works out by when somebody is to be heard: every so many minutes, at once when the roll is called, not while paused (R3.4, R4.4).

One not heard stays one not heard: neither an answer of another, nor a pause made later, nor the end of the incident takes a silence away.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from commandpost.domain.callout.records.hearing import Expected, Round
from commandpost.domain.incidents.records.wanted import Ends, Wanted
from commandpost.store.instant import instant, seconds_between, shifted, stamp

KEPT = 3  # rounds looked at again: what was met before stands as it was met


def rounds(told: Expected, last: int | None = None) -> list[Round]:
    """Give the rounds, the open one last; with `last` only the newest so many."""
    first = max(0, len(told.heard) - last + 1) if last is not None else 0
    made = []
    for number in range(first, len(told.heard) + 1):
        base = told.heard[number - 1] if number else told.since
        heard = told.heard[number] if number < len(told.heard) else None
        made.append(Round(number + 1, base, due_after(told, base, heard), heard))
    return made


def due_after(told: Expected, base: str, heard: str | None = None) -> str:
    """Give by when they are to be heard after `base`; what was said once they were `heard` again plays no part."""
    due = following(base, told.every_min, told.hours, told.zone)
    for pause in told.pauses:
        if pause.until > base and pause.at < due and (heard is None or pause.at < heard):
            due = max(due, pause.until)
    if told.at_once_min is not None:
        for call in told.calls:
            if base < call and (heard is None or call < heard):
                return min(due, shifted(call, minutes=told.at_once_min))
    return due


def following(base: str, minutes: int, hours: tuple[str, str] | None, zone: str) -> str:
    """Give the moment so many minutes after `base`; where hours are named the clock runs within them alone."""
    if hours is None or hours[0] >= hours[1]:
        return shifted(base, minutes=minutes)
    local = instant(base).astimezone(ZoneInfo(zone))
    opens, closes = (time.fromisoformat(hour) for hour in hours)
    if opens <= local.time() and local + timedelta(minutes=minutes) <= _at(local, closes):
        return shifted(base, minutes=minutes)
    day = local if local.time() < opens else local + timedelta(days=1)
    length = int((_at(day, closes) - _at(day, opens)).total_seconds()) // 60
    return stamp(_at(day, opens) + timedelta(minutes=min(minutes, length)))


def _at(day: datetime, clock: time) -> datetime:
    return day.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)


def rows_of(told: Expected) -> list[Wanted]:
    """Give the newest rounds as rows of the table of deadlines: the open one, and those just met."""
    made = []
    for row in rounds(told, KEPT):
        ends: Ends | None = ("met", row.heard_at, "heard") if row.heard_at is not None else None
        if ends is None and told.over_at is not None and row.due_at > told.over_at:  # who was silent by then stays so
            ends = ("cancelled", told.over_why)
        made.append(
            Wanted(
                told.kind, told.id, row.number, min(row.started_at, row.due_at), row.due_at, (told.owner,), told.owner, None,
                "hear_from", (), ends, about=told.about,
            )
        )
    return made


def open_round(told: Expected) -> Round:
    """Give the round that runs."""
    return rounds(told, 1)[-1]


def missed(told: Expected, now: str) -> int:
    """Count the rounds in which nothing was heard since they were last heard."""
    due = open_round(told).due_at
    return 0 if due > now else 1 + int(seconds_between(due, now) // (told.every_min * 60))
