"""Proves a big book on several processors at once: each takes a stretch of the journal, and what they found must fit together (DESIGN 5, verify).

It only ever says that everything is well. Where anything does not fit, the book is looked at again, record after record, and that look names the fault.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from commandpost.store.fold import Changing, Fold, Kept, Row, hold_counts
from commandpost.store.journal import NO_PREV, hash_of
from commandpost.store.loading import loading
from commandpost.store.read import open_readonly
from commandpost.store.schema import TableShape
from commandpost.store.verdict import Broken, Verdict

WORTH_IT = 20_000  # records; fewer are proved before a second process has started
HEAD_START = 1_500  # records that this process proves while another one starts
MOST = 4
DAMAGE = (OSError, sqlite3.Error, ValueError, TypeError, LookupError)  # what a damaged file makes of the look at it


class Link(NamedTuple):
    """Where a stretch takes up a stream and leaves it: the first record's number and what it follows, the last one's number and hash."""

    first: int
    prev: str
    last: int
    hash: str


class Part(NamedTuple):
    """What one stretch found, as far as others must know it."""

    links: dict[str, Link]

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
        links = Links()
        with loading():  # nothing that it makes goes in circles
            fold.walk(links.follow)
    finally:
        connection.close()
    kept = {name: (t.first, t.last, t.written) for name, t in fold.tables.items() if isinstance(t, Kept) and t.written}
    changing = {name: t for name, t in fold.tables.items() if isinstance(t, Changing)}
    return Part(
        links=links.found,
        kept=kept,
        state={name: table.state for name, table in changing.items()},
        loose={name: table.loose for name, table in changing.items() if table.loose},
        values=fold.values.walked(),
        unsettled=frozenset(fold.values.unsettled),
        settled=frozenset(fold.values.settled),
    )


class Links:
    """The chain within one stretch: every record's bytes give its hash, and it follows the one before it."""

    def __init__(self) -> None:
        self.found: dict[str, Link] = {}

    def follow(self, row: Row) -> None:
        """Go on to the next record; raises Broken where it is no such link."""
        stream, seq, prev, digest = row[0], row[1], row[3], row[9]
        known = self.found.get(stream)
        if hash_of(row[8]) != digest or (known is not None and (known[2] + 1, known[3]) != (seq, prev)):
            raise Broken(stream)
        self.found[stream] = Link(seq, prev, seq, digest) if known is None else Link(known[0], known[1], seq, digest)


class Stretches:
    """The processes at work, and what they found put together; this process takes the first stretch itself."""

    def __init__(self, connection: sqlite3.Connection, path: Path, shapes: Sequence[TableShape]) -> None:
        self._connection, self._path, self._shapes = connection, path, shapes
        self._executor: ProcessPoolExecutor | None = None
        self._parts: list[Future[Part]] = []
        last = connection.execute("SELECT max(rowid) FROM journal").fetchone()[0] or 0
        count = min(MOST, os.cpu_count() or 1)
        if last < WORTH_IT or count < 2:
            return
        first = min(last, last // count + HEAD_START)
        ends = [first + (last - first) * i // (count - 1) for i in range(count)]
        self._mine = (0, first)
        try:
            self._executor = ProcessPoolExecutor(count - 1, mp_context=get_context("spawn"))
            self._parts = [self._executor.submit(examine, path, shapes, stretch) for stretch in pairwise(ends)]
        except OSError:  # no further process may be started here
            self._parts = []

    def well(self, verdict: Verdict, known: Iterable[tuple[str, int, str]]) -> bool:
        """Whether every stretch was well and all of them fit together, and hold the records `known` from elsewhere (stream, number, hash).

        Then the verdict has its counts.
        """
        if not self._parts:
            return False
        try:
            mine = examine(self._path, self._shapes, self._mine)
            parts = [mine, *(part.result() for part in self._parts)]
            self._together(parts, verdict)
            verdict.records, verdict.streams = self._chained(parts, known)
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

    def _chained(self, parts: Sequence[Part], known: Iterable[tuple[str, int, str]]) -> tuple[int, int]:
        """Give how many records stand in how many streams; raises Broken where a link or a known record is missing."""
        ends: dict[str, tuple[int, str]] = {}
        for part in parts:
            for stream, link in part.links.items():
                seq, digest = ends.get(stream, (0, NO_PREV))
                if (link.first, link.prev) != (seq + 1, digest):
                    raise Broken(stream)
                ends[stream] = (link.last, link.hash)
        for record in known:
            if not self._connection.execute(
                "SELECT 1 FROM journal WHERE stream_id = ? AND seq = ? AND hash = ?", record
            ).fetchone():
                raise Broken(record[0])
        return sum(seq for seq, _ in ends.values()), len(ends)

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
