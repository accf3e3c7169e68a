"""Writes a numbered entry into a book, with the figures it brought, and strikes one out: the only place where a number is given (R4.2, STANDARDS 5)."""

from __future__ import annotations

from dataclasses import dataclass

from commandpost.domain.core.kinds import Told
from commandpost.domain.core.numbers import entry_ref, incident_ref
from commandpost.domain.core.unit import Unit
from commandpost.domain.log.kinds import BookRef, Setting
from commandpost.store.instant import instant


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry came from: who said it, over which channel, at what place. Personal texts by their id."""

    person: str | None = None
    words: str | None = None
    channel: str | None = None
    place_id: str | None = None
    place: str | None = None

    @classmethod
    def of(
        cls,
        said_by: tuple[str | None, Told | None] | None,
        channel: Told | None = None,
        place: tuple[str | None, str | None] = (None, None),
    ) -> Origin:
        """Make it from what a verb was given."""
        person, words = said_by or (None, None)
        return cls(person, words.id if words else None, channel.id if channel else None, *place)


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry just written."""

    id: str
    ref: str


def open_incident_book(unit: Unit) -> BookRef:
    """Open the book of a new incident: the next number of the year in the site's zone, gapless in this stream."""
    from zoneinfo import ZoneInfo

    year = instant(unit.now).astimezone(ZoneInfo(unit.site.zone)).year
    last = unit("SELECT coalesce(max(number), 0) FROM book WHERE year = ? AND stream_id = ?", (year, unit.site.stream))[
        0
    ][0]
    key = unit.insert(
        "book", kind="incident", year=year, stream_id=unit.site.stream, label=unit.site.label, number=last + 1
    )
    return BookRef(key, "incident", incident_ref(year, unit.site.label, last + 1))


def write_entry(
    unit: Unit,
    book: BookRef,
    text: str,
    kind: str,
    origin: Origin = Origin(),
    *,
    at: str | None = None,
    points_to: str | None = None,
) -> WrittenEntry:
    """Write the next entry of a book; `text` is the id of a personal value, `at` the event time (else the unit's)."""
    last = unit(
        "SELECT coalesce(max(number), 0) FROM log_entry WHERE book_id = ? AND stream_id = ?",
        (book.id, unit.site.stream),
    )[0][0]
    unit.drill = bool(getattr(book, "drill", unit.drill))  # an incident that stands already is what it began as
    key = unit.insert(
        "log_entry", book_id=book.id, stream_id=unit.site.stream, label=unit.site.label, number=last + 1,
        event_at=at or unit.at, recorded_at=unit.now, kind=kind, text=text, said_by=origin.words, said_by_person=origin.person,
        channel=origin.channel, place_id=origin.place_id, place=origin.place, author=unit.who, points_to=points_to, drill=int(unit.drill),
    )  # fmt: skip
    return WrittenEntry(key, entry_ref(unit.site.label, last + 1))


def is_drill(unit: Unit, entry: str) -> bool:
    """Whether an entry was written in an exercise: what is done to it later is part of it (R7.3)."""
    return bool(unit("SELECT drill FROM log_entry WHERE id = ?", (entry,))[0][0])


def say_entry(unit: Unit, book: BookRef, kind: str, text: str, *, at: str | None = None) -> WrittenEntry:
    """Write an entry in the desk's own words (a level set, a step taken): who did it stands as its author."""
    return write_entry(unit, book, unit.keep("entry", text), kind, Origin(person=unit.who), at=at)


def write_fact(
    unit: Unit, incident: str, entry: str, metric: str, mark: str, value: str | None, *, at: str | None = None
) -> None:
    """Write what an entry said of a figure."""
    unit.insert(
        "fact", incident_id=incident, entry_id=entry, metric=metric, mark=mark, value=value, event_at=at or unit.at, recorded_at=unit.now
    )  # fmt: skip


def write_settings(unit: Unit, incident: str, entry: str, settings: list[Setting], *, at: str | None = None) -> None:
    """Write the figures that an entry set."""
    for setting in settings:
        write_fact(unit, incident, entry, setting.metric, "set", setting.value, at=at)
