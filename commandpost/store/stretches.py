"""Proves a big book on several processors at once: each takes a stretch of the journal, and what they found must fit together (DESIGN 5, verify).

It only ever says that everything is well. Where anything does not fit, the book is looked at again, record after record, and that look names the fault.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from commandpost.store.fold import Changing, Fold, Kept, Row, hold_counts
from commandpost.store.loading import loading
from commandpost.store.read import open_readonly
from commandpost.store.schema import TableShape
from commandpost.store.verdict import Broken, Verdict

WORTH_IT = 20_000  # records; fewer are proved before a second process has started
MOST = 4
DAMAGE = (OSError, sqlite3.Error, ValueError, TypeError, LookupError)  # what a damaged file makes of the look at it


class Part(NamedTuple):
    """What one stretch found, as far as others must know it."""

    kept: dict[str, tuple[str, str, int]]  # table -> first and last key, how many rows between them
    state: dict[str, dict[str, Row]]
    loose: dict[str, dict[str, dict[str, Any]]]
    values: tuple[str, str, int]  # the same of the texts and names that it wrote
    unsettled: frozenset[str]
    settled: frozenset[str]


def examine(path: Path, shapes: Sequence[TableShape], stretch: tuple[int, int]) -> Part:
    """Look at one stretch, in a process of its own; raises Broken where something is not as its record says."""
    connection = open_readonly(path)
    try:
        fold = Fold(connection, shapes, Verdict(), stretch=stretch)
        with loading():  # nothing that it makes goes in circles
            fold.walk()
    finally:
        connection.close()
    kept = {name: (t.first, t.last, t.written) for name, t in fold.tables.items() if isinstance(t, Kept) and t.written}
    changing = {name: t for name, t in fold.tables.items() if isinstance(t, Changing)}
    return Part(
        kept=kept,
        state={name: table.state for name, table in changing.items()},
        loose={name: table.loose for name, table in changing.items() if table.loose},
        values=fold.values.walked(),
        unsettled=frozenset(fold.values.unsettled),
        settled=frozenset(fold.values.settled),
    )


class Stretches:
    """The processes at work; begun before the chain is looked at, asked afterwards."""

    def __init__(self, connection: sqlite3.Connection, path: Path, shapes: Sequence[TableShape]) -> None:
        self._connection, self._shapes = connection, shapes
        self._executor: ProcessPoolExecutor | None = None
        self._parts: list[Future[Part]] = []
        last = connection.execute("SELECT max(rowid) FROM journal").fetchone()[0] or 0
        count = min(MOST, os.cpu_count() or 1)
        if last < WORTH_IT or count < 2:
            return
        ends = [last * i // count for i in range(count + 1)]
        try:
            self._executor = ProcessPoolExecutor(count, mp_context=get_context("spawn"))
            self._parts = [self._executor.submit(examine, path, shapes, stretch) for stretch in pairwise(ends)]
        except OSError:  # no further process may be started here
            self._parts = []

    def well(self, verdict: Verdict) -> bool:
        """Whether every stretch was well and all of them fit together; then the verdict has its counts."""
        if not self._parts:
            return False
        try:
            self._together([part.result() for part in self._parts], verdict)
        except (Broken, BrokenProcessPool, *DAMAGE):
            return False
        return True

    def _together(self, parts: Sequence[Part], verdict: Verdict) -> None:
        whole = Fold(self._connection, self._shapes, verdict)
        rows = 0
        for name, table in whole.tables.items():
            if isinstance(table, Kept):
                rows += self._in_order(name, [part.kept[name] for part in parts if name in part.kept])
                continue
            for part in parts:
                if not all(table.changes(key, fields) for key, fields in part.loose.get(name, {}).items()):
                    raise Broken(name)
                if part.state[name].keys() & table.state.keys():
                    raise Broken(name)
                table.state.update(part.state[name])
                rows += len(part.state[name])
            table.finish(name)
        unsettled: set[str] = set()
        for part in parts:
            unsettled = (unsettled - part.settled) | part.unsettled
        if unsettled:
            raise Broken("values")
        hold_counts(
            self._connection, verdict, self._in_order("personal", [part.values for part in parts if part.values[2]])
        )
        verdict.rows += rows

    def _in_order(self, name: str, found: Sequence[tuple[str, str, int]]) -> int:
        """Give how many rows of a kept table were found; raises Broken where stretches overlap or a row lies in none."""
        one = f"SELECT rowid FROM {name} WHERE id = ?"  # noqa: S608 - names of our own tables
        ends = [tuple(self._connection.execute(one, (key,)).fetchone()[0] for key in part[:2]) for part in found]
        written = sum(part[2] for part in found)
        there = self._connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
        if there != written or any(before[1] >= after[0] for before, after in pairwise(ends)):
            raise Broken(name)
        return written

    def __enter__(self) -> Stretches:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
