"""Finds incidents and log entries by words and phrases, Chinese and English alike, newest first, and marks them in their line (R4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commandpost.domain.core.kinds import Plain
from commandpost.domain.core.numbers import entry_number, incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.questions.listing import Count
from commandpost.locale.words import language, say
from commandpost.store.search import MATCH, Marker, phrase

MOST = 50

# MATCH itself is written once, in store/search; what it gives are the numbers of personal values. CROSS JOIN keeps the order:
# from the few hits outward (left to itself, SQLite walks the whole log and looks each entry up among the hits). One hit more
# than wanted is asked for: it is not shown, it tells that there are more.
FOUND = f"""
WITH hit AS MATERIALIZED ({MATCH})
SELECT personal.n, 'incident' AS kind, book.kind, book.day, book.year, book.label, book.number, NULL, NULL, personal.value, i.received_at,
  i.type, i.state, i.level, i.plan, place.value, known.zh, known.en, NULL, NULL, 0, (SELECT count(*) FROM hit), (SELECT min(rowid) FROM hit)
FROM hit CROSS JOIN personal ON personal.n = hit.rowid CROSS JOIN incident i ON i.title = personal.id CROSS JOIN book ON book.id = i.id
LEFT JOIN personal place ON place.id = i.place LEFT JOIN place known ON known.id = i.place_id
UNION ALL
SELECT personal.n, 'log_entry', book.kind, book.day, book.year, book.label, book.number, e.label, e.number, personal.value, e.event_at,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, coalesce(said.value, sayer.value, CASE WHEN e.said_by IS NULL THEN author.value END),
  e.said_by, strike.at IS NOT NULL, (SELECT count(*) FROM hit), (SELECT min(rowid) FROM hit)
FROM hit CROSS JOIN personal ON personal.n = hit.rowid CROSS JOIN log_entry e ON e.text = personal.id CROSS JOIN book ON book.id = e.book_id
LEFT JOIN personal said ON said.id = e.said_by
LEFT JOIN person p1 ON p1.id = e.said_by_person LEFT JOIN personal sayer ON sayer.id = p1.name
LEFT JOIN person p2 ON p2.id = e.author LEFT JOIN personal author ON author.id = p2.name
LEFT JOIN strike ON strike.entry_id = e.id
ORDER BY 1 DESC, 2
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: an incident, or an entry with its number in its book.

    `marks` are the half-open spans of `text` that were found; `by` is who said or wrote an entry; type, place, state and
    level are an incident's. `more` is true on the last hit alone, where older ones were left out.
    """

    kind: str
    incident: str | None
    number: str
    text: str
    event_at: str
    book: str
    by: str | None
    struck: bool
    type_name: str | None
    place: str | None
    state: str | None
    level: str | None
    marks: tuple[tuple[int, int], ...]
    more: bool


@reads("search", "personal", "incident", "log_entry", "book", "person", "place", "strike")
def search(ask: Ask, text: Plain, *, limit: Count = MOST, begun: bool = False) -> list[Found]:
    """Incidents and log entries that hold the words as a phrase, newest first: the newest 50, or as many as wanted; begun: the last word goes on."""
    wanted = phrase(text, begun=begun)
    if not wanted:
        return []
    rows = ask(FOUND, (wanted, limit + 1))
    more = bool(rows) and rows[0][-2] > limit
    rows = [row for row in rows if not (more and row[0] == row[-1])]
    with Marker(wanted) as marker:
        marks = marker.marks([row[9] or "" for row in rows])
    # A text in which the words no longer stand was erased: it is no hit, whatever the index still says.
    made = [(row, spans) for row, spans in zip(rows, marks, strict=True) if spans or len(row[9] or "") > Marker.LONGEST]
    return [_found(ask, row, spans, more=more and n == len(made) - 1) for n, (row, spans) in enumerate(made)]


def _found(ask: Ask, row: tuple[Any, ...], marks: tuple[tuple[int, int], ...], *, more: bool) -> Found:
    (_, kind, book_kind, day, year, label, number, entry_label, entry, text, event_at, code, state, level, plan,
     place, place_zh, place_en, by, said_by, struck, *_) = row  # fmt: skip
    incident = incident_ref(year, label, number) if book_kind == "incident" else None
    known = ask.plan(plan).types.get(code) if plan else None
    return Found(
        kind=kind,
        incident=incident,
        number=(incident if kind == "incident" else entry_number(entry_label, entry)) or "",
        text=text,
        event_at=event_at,
        book=incident or f"duty:{day}",
        by=by if by is not None or said_by is None else say("[erased]"),
        struck=bool(struck),
        type_name=known.name(language()) if known else code,
        place=place or (place_zh if language() == "zh_CN" else place_en),
        state=state,
        level=level,
        marks=marks,
        more=more,
    )
