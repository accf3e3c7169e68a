"""Lists incidents, newest first, for people and scripts (R4.2)."""

from __future__ import annotations

from typing import Annotated

from commandpost.domain.core.kinds import Kind, misused
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.records.listed import IncidentLine
from commandpost.locale.words import language, say

LISTING = """
SELECT book.year, book.label, book.number, i.type, title.value, place.value, known.zh, known.en, i.state, i.level, i.received_at, i.ended_at,
  name.value, i.drill, i.after_the_fact, i.plan, into_book.year, into_book.label, into_book.number
FROM page CROSS JOIN incident i ON i.rowid = page.n CROSS JOIN book ON book.id = i.id LEFT JOIN personal title ON title.id = i.title
LEFT JOIN personal place ON place.id = i.place LEFT JOIN place known ON known.id = i.place_id
LEFT JOIN person p ON p.id = i.command_person LEFT JOIN personal name ON name.id = p.name LEFT JOIN book into_book ON into_book.id = i.merged_into
"""
# the page is taken from the index first, then its rows are joined: whatever the size of the book (MEASURED 4)
PAGE = (
    "WITH page AS MATERIALIZED (SELECT rowid AS n FROM incident {which} ORDER BY recorded_at DESC, rowid DESC LIMIT ?)"
)
IN_ORDER = " ORDER BY i.recorded_at DESC, i.rowid DESC"
ALL = PAGE.format(which="") + LISTING + IN_ORDER
IN_STATE = PAGE.format(which="WHERE state = ?") + LISTING + IN_ORDER


def _count(ask: Ask, raw: object, so_far: object) -> tuple[int, int]:
    try:
        found = int(str(raw))
    except ValueError:
        found = -1
    if not 0 < found <= 1_000_000:
        raise misused(say("“{text}” is not a count.", text=str(raw)[:20]), say("Give a whole number from 1 up."))
    return found, found


Count = Annotated[int, Kind("COUNT", _count)]


def _state(ask: Ask, raw: object, so_far: object) -> tuple[str, str]:
    text = str(raw)
    if text not in ("reported", "responding", "controlled", "ended"):
        raise misused(
            say("“{text}” is no state.", text=text[:20]),
            say("Choose one of: {options}", options="reported, responding, controlled, ended"),
        )
    return text, text


State = Annotated[str, Kind("STATE", _state)]


@reads("incident", "book", "personal", "place", "person")
def listing(ask: Ask, *, state: State | None = None, limit: Count = 1000) -> list[IncidentLine]:
    """Incidents, newest first."""
    rows = ask(IN_STATE, (state, limit)) if state else ask(ALL, (limit,))
    made = []
    for (
        year,
        label,
        number,
        type_code,
        title,
        place,
        zh,
        en,
        now,
        level,
        received,
        ended,
        commander,
        drill,
        after,
        digest,
        *into,
    ) in rows:
        kind = ask.plan(digest).types[type_code]
        made.append(
            IncidentLine(
                number=incident_ref(year, label, number), type=type_code, type_name=kind.name(language()), title=title or say("[erased]"),
                place=place or (zh if language() == "zh_CN" else en), state=now, level=level, received_at=received, ended_at=ended,
                commander=commander, drill=bool(drill), after_the_fact=bool(after),
                merged_into=incident_ref(*into) if into[0] is not None else None,
            )
        )  # fmt: skip
    return made
