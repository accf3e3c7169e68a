"""One way to write a moment down: UTC text of fixed width, so that the desk's times sort as text and read alike in table and journal (JOURNAL 1.2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def stamp(moment: datetime) -> str:
    """Give `2026-11-24T07:05:48.123Z` for an aware moment in any zone; refuses (ValueError) a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def instant(text: str) -> datetime:
    """Read what `stamp` wrote, or any ISO 8601 time with an offset; gives UTC. Refuses (ValueError) a time without offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    return moment.astimezone(UTC)


def shifted(text: str, *, minutes: float = 0, seconds: float = 0) -> str:
    """Give the stamp that lies so many minutes and seconds after `text` (before, when negative)."""
    return stamp(instant(text) + timedelta(minutes=minutes, seconds=seconds))


def seconds_between(earlier: str, later: str) -> float:
    """Give the seconds from `earlier` to `later`, negative when the order is the other way round."""
    return (instant(later) - instant(earlier)).total_seconds()
