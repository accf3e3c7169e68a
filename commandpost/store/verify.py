"""Proves the book: the chain over the stored bytes, then every column, commitment and shared row against the fold of the journal (JOURNAL 1.2, 1.8)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from commandpost.locale.words import say
from commandpost.store.journal import NO_PREV, hash_of
from commandpost.store.mark import Mark
from commandpost.store.personal import commitment
from commandpost.store.schema import TableShape, missing_guards

Progress = Callable[[int], bool]  # told how many records are done; says whether to go on
STEP = 5000
CHAIN = "SELECT seq, hash, prev, body FROM journal WHERE stream_id = ? ORDER BY seq"
COPIES = "SELECT stream_id, seq, hlc, prev, schema, command, command_id, incident_id, body FROM journal ORDER BY rowid"


@dataclass(slots=True)
class Verdict:
    """What verify found: how much it looked at, the first fault in words, warnings that are no fault."""

    records: int = 0
    streams: int = 0
    values: int = 0
    erased: int = 0
    rows: int = 0
    fault: str | None = None
    warnings: list[str] = field(default_factory=list)
    stopped: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is broken."""
        return self.fault is None


class _Broken(Exception):
    """The first fault, in words."""


def verify(
    connection: sqlite3.Connection,
    shapes: Sequence[TableShape],
    marks: Callable[[str], Mark | None],
    progress: Progress = lambda done: True,
) -> Verdict:
    """Look at everything, and stop at the first fault, which is named. Runs on a read-only connection within one snapshot."""
    verdict = Verdict()
    try:
        connection.execute("BEGIN")
        try:
            _chains(connection, marks, verdict, progress)
            if not verdict.stopped:
                _Fold(connection, shapes, verdict, progress).run()
            verdict.warnings += [
                say("a guard is missing and is put back at the next open: {name}", name=name)
                for name in missing_guards(connection, shapes)
            ]
        finally:
            connection.execute("ROLLBACK")
    except _Broken as broken:
        verdict.fault = str(broken)
    except sqlite3.DatabaseError as fault:
        verdict.fault = say("the file itself is damaged: {fault}", fault=str(fault))
    return verdict


def chains(
    connection: sqlite3.Connection, marks: Callable[[str], Mark | None], progress: Progress = lambda done: True
) -> Verdict:
    """The first pass alone: hash the stored bytes of every stream, never parsing them."""
    verdict = Verdict()
    try:
        _chains(connection, marks, verdict, progress)
    except _Broken as broken:
        verdict.fault = str(broken)
    return verdict


def _chains(
    connection: sqlite3.Connection, marks: Callable[[str], Mark | None], verdict: Verdict, progress: Progress
) -> None:
    labels = _labels(connection)
    for (stream,) in connection.execute("SELECT DISTINCT stream_id FROM journal ORDER BY stream_id").fetchall():
        verdict.streams += 1
        name, before, expected = labels.get(stream, stream), NO_PREV, 1
        mark = marks(stream)
        for seq, digest, prev, body in connection.execute(CHAIN, (stream,)):
            if seq != expected:
                raise _Broken(say("record {number} is missing", number=f"{name}/{expected}"))
            if hash_of(body) != digest:
                raise _Broken(
                    say("record {number} was changed: its bytes do not give its hash", number=f"{name}/{seq}")
                )
            if prev != before:
                raise _Broken(say("record {number} does not follow the one before it", number=f"{name}/{seq}"))
            if mark is not None and mark.seq == seq and mark.hash != digest:
                raise _Broken(say("record {number} is not the one this machine once wrote", number=f"{name}/{seq}"))
            before, expected = digest, seq + 1
            verdict.records += 1
            if verdict.records % STEP == 0 and not progress(verdict.records):
                verdict.stopped = True
                return
        if mark is not None and mark.seq >= expected:
            raise _Broken(say("the end is cut off: {number} was written once and is gone", number=f"{name}/{mark.seq}"))


def _labels(connection: sqlite3.Connection) -> dict[str, str]:
    try:
        return dict(connection.execute("SELECT id, label FROM stream").fetchall())
    except sqlite3.DatabaseError:
        return {}


class _Fold:
    """The second pass: replays the journal beside the tables and compares row by row, in the order in which both were written."""

    def __init__(
        self, connection: sqlite3.Connection, shapes: Sequence[TableShape], verdict: Verdict, progress: Progress
    ) -> None:
        self._connection, self._verdict, self._progress = connection, verdict, progress
        self._shapes = {shape.name: shape for shape in shapes if shape.shared}
        self._labels = _labels(connection)
        self._walks = {name: _walk(connection, shape) for name, shape in self._shapes.items() if shape.append_only}
        self._state: dict[str, dict[str, dict[str, Any]]] = {
            name: {} for name, shape in self._shapes.items() if not shape.append_only
        }
        self._people = connection.cursor().execute("SELECT id, salt, value FROM personal ORDER BY n")
        self._ahead: dict[str, tuple[bytes | None, str | None]] = {}
        self._unsettled: dict[str, str] = {}
        self._first = 0

    def run(self) -> None:
        """Compare everything; raises at the first difference."""
        for done, (*copies, body) in enumerate(self._connection.cursor().execute(COPIES)):
            record = json.loads(body)
            where = f"{self._labels.get(copies[0], copies[0])}/{copies[1]}"
            said = [record[key] for key in ("stream", "seq", "hlc", "prev", "schema", "cmd", "cmd_id", "incident")]
            if said != copies:
                raise _Broken(say("record {number}: a column beside the body says something else", number=where))
            self._record(record, where)
            if done % STEP == 0 and not self._progress(self._verdict.records + done):
                self._verdict.stopped = True
                return
        self._finish()

    def _record(self, record: dict[str, Any], where: str) -> None:
        written: dict[str, str] = {}
        forgotten: set[str] = set()
        redacting = False
        for row in record["rows"]:
            table, key, op, after = row["t"], row["k"], row["op"], row["a"]
            shape = self._shapes.get(table)
            if shape is None:
                raise _Broken(
                    say("record {number} speaks of a table that is not here: {table}", number=where, table=table)
                )
            fields = {}
            for column, value in after.items():
                if isinstance(value, dict):
                    if "c" in value:
                        written[value["$p"]] = value["c"]
                    elif table == "redaction" and column == "value_id":
                        forgotten.add(value["$p"])
                    value = value["$p"]
                fields[column] = value
            redacting = redacting or table == "redaction"
            self._apply(shape, key, op, fields, where)
        rewritten = (
            {row["a"]["value_id"]["$p"] for row in record["rows"] if row["t"] == "redaction"} if redacting else set()
        )
        for key, digest in written.items():
            self._first += key not in rewritten
            self._settle(key, digest, where)
        for key in forgotten:
            self._settle(key, None, where)

    def _apply(self, shape: TableShape, key: str, op: str, fields: dict[str, Any], where: str) -> None:
        self._verdict.rows += op == "i"
        if shape.append_only:
            found = next(self._walks[shape.name], None)
            if found is None or found.pop("id") != key or found != fields:
                raise _Broken(
                    say(
                        "record {number}: the row it wrote in {table} is not as it was written",
                        number=where,
                        table=shape.name,
                    )
                )
            return
        rows = self._state[shape.name]
        if op == "i":
            rows[key] = fields
        else:
            rows[key] = {column: value for column, value in {**rows[key], **fields}.items() if value is not None}

    def _settle(self, key: str, digest: str | None, where: str) -> None:
        salt, value = self._value(key, where)
        kept = commitment(salt, value) if salt is not None and value is not None else None
        if kept == digest:
            self._unsettled.pop(key, None)
        else:
            self._unsettled[key] = where  # a later redaction may account for it

    def _value(self, key: str, where: str) -> tuple[bytes | None, str | None]:
        while key not in self._ahead:
            row = self._people.fetchone()
            if row is None:
                raise _Broken(say("record {number}: a value it speaks of is gone", number=where))
            self._ahead[row[0]] = (row[1], row[2])
            self._verdict.values += row[2] is not None
            self._verdict.erased += row[2] is None
        found = self._ahead[key]
        if len(self._ahead) > 100_000:  # what was settled long ago is asked for again only by a redaction
            self._ahead = {k: v for k, v in self._ahead.items() if k in self._unsettled or v[1] is None or k == key}
        return found

    def _finish(self) -> None:
        if self._unsettled:
            raise _Broken(
                say(
                    "record {number}: a text or name beside it was changed", number=next(iter(self._unsettled.values()))
                )
            )
        for name, walk in self._walks.items():
            if next(walk, None) is not None:
                raise _Broken(say("{table} holds a row that no record wrote", table=name))
        for name, rows in self._state.items():
            for found in _walk(self._connection, self._shapes[name]):
                key = found.pop("id")
                if rows.pop(key, None) != found:
                    raise _Broken(say("{table}: the row {key} is not what the journal says", table=name, key=key))
            if rows:
                raise _Broken(say("{table}: the row {key} is gone", table=name, key=next(iter(rows))))
        there = self._connection.execute("SELECT count(*) FROM personal").fetchone()[0]
        if there != self._first:
            raise _Broken(
                say("there are {there} texts and names, the journal knows of {known}", there=there, known=self._first)
            )


def _walk(connection: sqlite3.Connection, shape: TableShape) -> Iterator[dict[str, Any]]:
    cursor = connection.cursor().execute(f"SELECT {', '.join(shape.columns)} FROM {shape.name} ORDER BY rowid")  # noqa: S608 - names of our own tables
    for row in cursor:
        yield {column: value for column, value in zip(shape.columns, row, strict=True) if value is not None}
