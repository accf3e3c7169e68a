"""Words for telling the rules what a book says: our own plan, moments of one evening, marks, cases read from their files."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from commandpost.domain.incidents.records.history import Decision, FactMark, History, TypeSpan
from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder
from commandpost.plan.reader import Plan
from commandpost.store.instant import instant, stamp

CASES = Path(__file__).parents[2] / "cases"
SHORT = {"deaths": "deaths", "serious": "serious_injuries", "minor": "minor_injuries"}


@cache
def our_plan() -> Plan:
    """Give the plan that came with commandpost."""
    text = canonical(read_folder(our_pack_dir()))
    return Plan.from_json(json.loads(text), digest(text))


def at(clock: str) -> str:
    """Give a moment of the evening: `10:05`, `10:05:30`, or `+1 02:00` on the day after."""
    day, _, hour = clock.rpartition(" ")
    return stamp(instant(f"2026-11-24T{hour}+00:00") + timedelta(days=int(day or 0)))


class Book:
    """A book that numbers its entries; each line tells one thing."""

    def __init__(self) -> None:
        self.marks: list[FactMark] = []
        self.entry = 0

    def _write(self, moment: str, metric: str, mark: Any, value: str | None) -> None:
        self.marks.append(FactMark(str(self.entry), len(self.marks), metric, mark, value, moment, moment))

    def said(self, clock: str, **values: object) -> Book:
        """One entry with the figures in it."""
        self.entry += 1
        for metric, value in values.items():
            self._write(at(clock) if len(clock) < 15 else clock, metric, "set", str(value))
        return self

    def start(self, clock: str, metric: str) -> Book:
        self.entry += 1
        self._write(at(clock) if len(clock) < 15 else clock, metric, "start", None)
        return self

    def stop(self, clock: str, metric: str) -> Book:
        self.entry += 1
        self._write(at(clock) if len(clock) < 15 else clock, metric, "stop", None)
        return self


def told(type_: str = "fire", book: Book | None = None, received: str = "10:00", **more: Any) -> History:
    """Give an incident's history: its type (or spans), its book, and whatever else is named."""
    more.setdefault("types", (TypeSpan(type_, at(received)),))
    more.setdefault("answers", ())
    more.setdefault("started_at", at(received))
    more["decisions"] = tuple(Decision(level, at(clock)) for clock, level in more.get("decisions", ()))
    if more["decisions"] and "state" not in more:
        more["state"] = "responding"
    return History(marks=tuple(book.marks) if book else (), received_at=at(received), **more)


def case(name: str, type_: str) -> History:
    """Give a real case as an import makes it: one entry a row, its columns the facts, received at the earliest row."""
    book = Book()
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        book.said(stamp(instant(row["time"])), **{SHORT[column]: row[column] for column in SHORT})
    first = min(stamp(instant(row["time"])) for row in rows)
    return History(
        types=(TypeSpan(type_, first),),
        marks=tuple(book.marks),
        answers=(),
        decisions=(),
        received_at=first,
        started_at=first,
    )


def local(text: str) -> str:
    """Give a moment written with its offset as a stamp."""
    return stamp(instant(text))
