"""Reads a book: its entries by number, with what they brought and how they were struck (R4.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from commandpost.domain.contacts.kinds import post_name
from commandpost.domain.core.numbers import entry_number, entry_ref, incident_ref
from commandpost.domain.core.unit import Ask
from commandpost.domain.log.records import EntryShown, StrikeShown
from commandpost.locale.words import language, say

ENTRIES = """
SELECT e.id, e.label, e.number, e.event_at, e.recorded_at, e.kind, txt.value,
  coalesce(said.value, sayer.value), author.value, channel.value, place.value, known.zh, known.en, e.said_by IS NOT NULL OR e.said_by_person IS NOT NULL,
  strike.at, striker.value, why.value, twin.label, twin.number, twin_book.kind, twin_book.day, twin_book.year, twin_book.label, twin_book.number,
  (SELECT json_group_array(json_array(metric, mark, value)) FROM fact WHERE fact.entry_id = e.id),
  own.kind, own.day, own.year, own.label, own.number, e.drill, o.to_post, whom.value, o.id IS NOT NULL, e.rowid
FROM log_entry e JOIN personal txt ON txt.id = e.text JOIN book own ON own.id = e.book_id
LEFT JOIN personal said ON said.id = e.said_by
LEFT JOIN person p1 ON p1.id = e.said_by_person LEFT JOIN personal sayer ON sayer.id = p1.name
LEFT JOIN person p2 ON p2.id = e.author LEFT JOIN personal author ON author.id = p2.name
LEFT JOIN personal channel ON channel.id = e.channel
LEFT JOIN place known ON known.id = e.place_id LEFT JOIN personal place ON place.id = e.place
LEFT JOIN strike ON strike.entry_id = e.id
LEFT JOIN person p3 ON p3.id = strike.by_person LEFT JOIN personal striker ON striker.id = p3.name
LEFT JOIN personal why ON why.id = strike.reason
LEFT JOIN order_given o ON o.entry_id = e.id LEFT JOIN person p4 ON p4.id = o.to_person
LEFT JOIN personal whom ON whom.id = coalesce(o.to_words, p4.name)
LEFT JOIN log_entry twin ON twin.id = e.points_to LEFT JOIN book twin_book ON twin_book.id = twin.book_id
WHERE e.book_id = ?
"""
BY_NUMBER = ENTRIES + "ORDER BY length(e.label), e.label, e.number LIMIT ? OFFSET ?"
NEWEST_FIRST = ENTRIES + "ORDER BY e.event_at DESC, e.rowid DESC LIMIT ? OFFSET ?"
IN_TIME = (
    ENTRIES.replace("WHERE e.book_id = ?", "WHERE e.book_id IN ({books})")
    + "ORDER BY e.event_at {down}, e.recorded_at {down}, e.rowid {down} LIMIT ? OFFSET ?"
)
ONE_OF = ENTRIES.replace("WHERE e.book_id = ?", "WHERE e.id IN ({ids})")
NEWEST = "SELECT id FROM log_entry WHERE book_id = ? AND stream_id = ? ORDER BY number DESC LIMIT ?"
READS = ("log_entry", "fact", "strike", "personal", "person", "place", "book", "order_given")


def entries_of(
    ask: Ask, book: str, *, also: Iterable[str] = (), limit: int = -1, offset: int = 0, newest_first: bool = False
) -> list[EntryShown]:
    """Give a book's entries by label, then number, or newest first by event time; with the books merged into it in the order of events."""
    if also := list(also):
        sql = IN_TIME.format(books=", ".join("?" * (len(also) + 1)), down="DESC" if newest_first else "")
        return [_shown(ask, row) for row in ask(sql, (book, *also, limit, offset))]
    return [_shown(ask, row) for row in ask(NEWEST_FIRST if newest_first else BY_NUMBER, (book, limit, offset))]


def newest_of(ask: Ask, book: str, count: int, *, also: Iterable[str] = ()) -> list[EntryShown]:
    """Give the entries a book took last, in the order of their recording, by the index of their numbers: a long book costs as much as a short one.

    With those of the books merged into it, in the order in which they happened.
    """
    books, streams = [book, *also], ask("SELECT id FROM stream")
    found = [key for one in books for (stream,) in streams for (key,) in ask(NEWEST, (one, stream, count))]
    rows = [row for at in range(0, len(found), 500) for row in ask(_one_of(found[at : at + 500]), found[at : at + 500])]
    if len(books) == 1:
        return [_shown(ask, row) for row in sorted(rows, key=lambda row: (row[4], len(row[1]), row[1], row[2]))[-count:]]
    newest = sorted(rows, key=lambda row: (row[4], row[-1]))[-count:]
    return [_shown(ask, row) for row in sorted(newest, key=lambda row: (row[3], row[4], row[-1]))]


def _one_of(keys: list[str]) -> str:
    return ONE_OF.format(ids=", ".join("?" * len(keys)))


def count_of(ask: Ask, book: str) -> int:
    """Give how many entries a book has."""
    return int(ask("SELECT count(*) FROM log_entry WHERE book_id = ?", (book,))[0][0])


def plain_number(value: Decimal | str | None) -> int | float | str | None:
    """Give a figure as JSON has it: an integer, a decimal number, or an option's code."""
    if value is None:
        return None
    try:
        number = Decimal(value)
    except ArithmeticError:
        return str(value)
    return int(number) if number == number.to_integral_value() else float(number)


def _shown(ask: Ask, row: Sequence[Any]) -> EntryShown:
    (_, label, number, event_at, recorded_at, kind, text, by, author, channel, place, place_zh, place_en, was_said,
     struck_at, striker, why, twin_label, twin, twin_kind, twin_day, twin_year, twin_book_label, twin_book, facts,
     own_kind, own_day, own_year, own_label, own_number, drill, to_post, whom, ordered, _) = row  # fmt: skip
    points_to = None
    if twin is not None:
        book = f"duty:{twin_day}" if twin_kind == "duty" else incident_ref(twin_year, twin_book_label, twin_book)
        points_to = f"{book} {entry_ref(twin_label, twin)}"
    return EntryShown(
        number=entry_number(label, number),
        event_at=event_at,
        recorded_at=recorded_at,
        by=by if by is not None else (say("[erased]") if was_said else author),
        author=author,
        channel=channel,
        place=place or (place_zh if language() == "zh_CN" else place_en),
        kind=kind,
        text=text if text is not None else say("[erased]"),
        struck=struck_at is not None,
        strike=StrikeShown(struck_at, striker, why or say("[erased]")) if struck_at is not None else None,
        facts={metric: (plain_number(value) if mark == "set" else mark) for metric, mark, value in json.loads(facts)},
        points_to=points_to,
        book=f"duty:{own_day}" if own_kind == "duty" else incident_ref(own_year, own_label, own_number),
        drill=bool(drill),
        to=(post_name(ask, to_post) if to_post else whom if whom is not None else say("[erased]")) if ordered else None,
    )
