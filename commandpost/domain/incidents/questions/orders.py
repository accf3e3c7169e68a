"""Asks which orders were given, to whom, and whether they came back: repeated, done (R4.2)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.contacts.kinds import post_name
from commandpost.domain.core.numbers import entry_number, incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import AnyBook
from commandpost.domain.incidents.records.history import OrderTold
from commandpost.domain.incidents.records.orders import OrderShown
from commandpost.locale.words import say
from commandpost.store.instant import seconds_between

STEP = """(SELECT min(s.at) FROM order_step s WHERE s.order_id = o.id AND s.step = '{step}'
  AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id))"""
ORDERS = f"""
SELECT o.id, o.kind, o.given_at, o.read_back_by, o.due_at, o.to_post, o.to_person, coalesce(o.to_words, p.name),
  {STEP.format(step="read_back")}, {STEP.format(step="done")}, e.label, e.number, book.id, book.kind, book.day, book.year, book.label, book.number
FROM order_given o JOIN log_entry e ON e.id = o.entry_id JOIN book ON book.id = o.book_id LEFT JOIN person p ON p.id = o.to_person
WHERE {{which}} AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = o.entry_id) ORDER BY o.given_at, o.rowid
"""  # noqa: S608 - statements of ours
OF_INCIDENT = ORDERS.format(which="o.book_id IN (SELECT ?1 UNION ALL SELECT id FROM incident WHERE merged_into = ?1)")
ONE = ORDERS.format(which="o.id = ?1")
OUT = ORDERS.format(which=f"{STEP.format(step='done')} IS NULL")
OF_DUTY = ORDERS.format(which="book.kind = 'duty'")
TEXTS = """
SELECT o.id, txt.value, name.value, notes.value, o.due_at, incident.drill, incident.merged_into FROM order_given o
JOIN log_entry e ON e.id = o.entry_id JOIN personal txt ON txt.id = e.text
LEFT JOIN person p ON p.id = o.to_person LEFT JOIN personal name ON name.id = coalesce(o.to_words, p.name)
LEFT JOIN order_step s ON s.order_id = o.id AND s.step = 'done' LEFT JOIN personal notes ON notes.id = s.note
LEFT JOIN incident ON incident.id = o.book_id WHERE o.id = ?
"""
READS = ("order_given", "order_step", "log_entry", "strike", "book", "person", "incident", "personal")


def orders_of(ask: Ask, incident: str) -> tuple[OrderTold, ...]:
    """Give the orders of an incident's log and of the logs merged into it, struck ones left out."""
    return tuple(told(row, incident) for row in ask(OF_INCIDENT, (incident,)))


def order_told(ask: Ask, order: str) -> OrderTold | None:
    """Give one order, None where it was struck."""
    found = ask(ONE, (order,))
    return told(found[0], None) if found else None


def told(row: Any, incident: str | None) -> OrderTold:
    """Make the order of a row of `ORDERS`; in the log of `incident` its bare number is its code, elsewhere the book stands before it."""
    (_, kind, given, read_back_by, due, post, person, about, read_back, done, label, number, book, *named) = row
    code = entry_number(label, number)
    if book != incident:
        code = f"{_book(*named)}#{code.replace('#', '.')}" if "#" in code else f"{_book(*named)}#{code}"
    return OrderTold(code, kind == "instruction", given, read_back_by, due, post, person, about, read_back, done)


def _book(kind: str, day: str | None, year: int | None, label: str, number: int | None) -> str:
    return f"duty:{day}" if kind == "duty" else incident_ref(year or 0, label, number or 0)


@reads(*READS)
def orders(ask: Ask, *, book: AnyBook | None = None) -> list[OrderShown]:
    """Orders and leaders' instructions that have not come back yet, of the whole desk, or all of one log."""
    rows = ask(OUT) if book is None else ask(OF_INCIDENT, (book.id,))
    return [_shown(ask, row) for row in rows]


def _shown(ask: Ask, row: Any) -> OrderShown:
    order = told(row, None)
    _, text, name, note, due, drill, _ = ask(TEXTS, (row[0],))[0]
    who = post_name(ask, order.post) if order.post else name or say("[erased]")
    waits_for = None if order.done_at else "done" if order.read_back_at else "read_back"
    by = order.read_back_by if waits_for == "read_back" else due
    return OrderShown(
        id=row[0],
        book=order.code.partition("#")[0],
        entry=order.code.partition("#")[2],
        kind=row[1],
        text=text or say("[erased]"),
        to=who,
        to_post=order.post,
        given_at=order.given_at,
        read_back_by=order.read_back_by,
        read_back_at=order.read_back_at,
        due_at=due,
        done_at=order.done_at,
        note=note,
        waits_for=waits_for,
        late_s=max(0, int(seconds_between(by, ask.now))) if waits_for else 0,
        drill=bool(drill),
    )
