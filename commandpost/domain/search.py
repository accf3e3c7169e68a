"""Finds incidents and log entries by words and phrases, Chinese and English alike, newest first (R4.2)."""

from __future__ import annotations

from dataclasses import dataclass

from commandpost.domain.core.kinds import Plain
from commandpost.domain.core.numbers import entry_number, incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.store.search import MATCH, phrase

MOST = 50

# MATCH itself is written once, in store/search; what it gives are the numbers of personal values. CROSS JOIN keeps the order:
# from the few hits outward (left to itself, SQLite walks the whole log and looks each entry up among the hits)
FOUND = f"""
WITH hit AS MATERIALIZED ({MATCH})
SELECT 'incident' AS kind, book.kind, book.day, book.year, book.label, book.number, NULL, NULL, personal.value, i.received_at, personal.n
FROM hit CROSS JOIN personal ON personal.n = hit.rowid CROSS JOIN incident i ON i.title = personal.id CROSS JOIN book ON book.id = i.id
UNION ALL
SELECT 'log_entry', book.kind, book.day, book.year, book.label, book.number, e.label, e.number, personal.value, e.event_at, personal.n
FROM hit CROSS JOIN personal ON personal.n = hit.rowid CROSS JOIN log_entry e ON e.text = personal.id CROSS JOIN book ON book.id = e.book_id
ORDER BY 11 DESC, 1 LIMIT 100
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: an incident, or an entry with its number in its book."""

    kind: str
    incident: str | None
    number: str
    text: str
    event_at: str
    book: str


@reads("search", "personal", "incident", "log_entry", "book")
def search(ask: Ask, text: Plain) -> list[Found]:
    """Incidents and log entries that hold the words as a phrase, newest first."""
    wanted = phrase(text)
    if not wanted:
        return []
    made = []
    for kind, book_kind, day, year, label, number, entry_label, entry, words, event_at, _ in ask(FOUND, (wanted, MOST)):
        incident = incident_ref(year, label, number) if book_kind == "incident" else None
        own = incident if kind == "incident" else entry_number(entry_label, entry)
        made.append(Found(kind, incident, own or "", words, event_at, incident or f"duty:{day}"))
    return made
