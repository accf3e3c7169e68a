"""Replays the journal beside the tables: every column, every commitment and every shared row must be what the records say (JOURNAL 1.8, invariant 1)."""

from __future__ import annotations

import hmac
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from commandpost.locale.words import say
from commandpost.store.schema import TableShape
from commandpost.store.verdict import STEP, Broken, Progress, Verdict

COPIES = "SELECT stream_id, seq, hlc, prev, schema, command, command_id, incident_id, body FROM journal ORDER BY rowid"
COPIED = itemgetter("stream", "seq", "hlc", "prev", "schema", "cmd", "cmd_id", "incident")
ONE_VALUE = "SELECT salt, value FROM personal WHERE id = ?"

Row = tuple[Any, ...]


class Fold:
    """The second pass: compares in the order in which records, rows and personal values were written, and remembers only what may still change."""

    def __init__(
        self, connection: sqlite3.Connection, shapes: Sequence[TableShape], verdict: Verdict, progress: Progress
    ) -> None:
        self._connection, self._verdict, self._progress = connection, verdict, progress
        self._labels = labels(connection)
        self._tables: dict[str, _Kept | _Changing] = {
            shape.name: (_Kept if shape.append_only else _Changing)(connection, shape)
            for shape in shapes
            if shape.shared
        }
        self._values = _Values(connection, verdict)

    def run(self) -> None:
        """Compare everything; raises Broken at the first difference."""
        read = json.JSONDecoder().raw_decode
        for done, row in enumerate(self._connection.cursor().execute(COPIES)):
            try:
                record = read(row[8].decode())[0]
                copied = COPIED(record)
            except (ValueError, LookupError):
                copied = None
            if copied != row[:8]:
                raise Broken(
                    say("record {number}: a column beside the body says something else", number=self._where(row))
                )
            try:
                self._record(record, row)
            except (LookupError, TypeError, AttributeError, ValueError):  # whoever forged it forged its hashes too
                raise Broken(say("record {number} cannot be read", number=self._where(row))) from None
            if row[0] not in self._labels:
                raise Broken(
                    say("record {number} belongs to a life of a desk that is not here", number=self._where(row))
                )
            if done % STEP == 0 and not self._progress(self._verdict.records + done):
                self._verdict.stopped = True
                return
        self._finish()

    def _where(self, row: Row) -> str:
        return f"{self._labels.get(row[0], row[0])}/{row[1]}"

    def _record(self, record: dict[str, Any], row: Row) -> None:
        written: dict[str, str] = {}
        _note(record["args"].values(), written)  # a word that no row took stands in the arguments
        redacted: set[str] = set()
        for change in record["rows"]:
            name, after = change["t"], change["a"]
            table = self._tables.get(name)
            if table is None:
                raise Broken(
                    say("record {number} speaks of a table that is not here: {table}", number=self._where(row), table=name)
                )  # fmt: skip
            if not table.takes(change["k"], change["op"], after, written):
                raise Broken(
                    say("record {number}: the row it wrote in {table} is not as it was written", number=self._where(row), table=name)
                )  # fmt: skip
            if name == "redaction":
                redacted.add(after["value_id"]["$p"])
        where = (row[0], row[1])
        for key in redacted:
            self._values.rewritten(key, written.pop(key, None), where)
        if written and not self._values.first(written, where):
            raise Broken(say("record {number}: a value it speaks of is gone", number=self._where(row)))

    def _finish(self) -> None:
        if self._values.unsettled:
            first = next(iter(self._values.unsettled.values()))
            raise Broken(say("record {number}: a text or name beside it was changed", number=self._where(first)))
        for name, table in self._tables.items():
            table.finish(name)
            self._verdict.rows += table.written
        there, known = self._values.counted()
        if there != known:
            raise Broken(
                say("there are {there} texts and names, the journal knows of {known}", there=there, known=known)
            )


def labels(connection: sqlite3.Connection) -> dict[str, str]:
    """Give the streams' printed labels, as far as they can be read."""
    try:
        return dict(connection.execute("SELECT id, label FROM stream").fetchall())
    except sqlite3.DatabaseError:
        return {}


def _note(values: Iterable[Any], written: dict[str, str]) -> None:
    """Note the personal ids with their commitments that stand in a record's arguments."""
    for value in values:
        if isinstance(value, dict):
            if "c" in value and "$p" in value:
                written[value["$p"]] = value["c"]
            else:
                _note(value.values(), written)
        elif isinstance(value, list):
            _note(value, written)


class _Table:
    """A table's columns in their order, and how a record's fields are laid beside them."""

    def __init__(self, connection: sqlite3.Connection, shape: TableShape) -> None:
        self.columns = shape.columns
        self.personal = tuple(i for i, column in enumerate(shape.columns) if column in shape.personal)
        self.key = shape.columns.index("id")
        text = f"SELECT {', '.join(shape.columns)} FROM {shape.name} ORDER BY rowid"  # noqa: S608 - names of our own tables
        self.written = 0  # rows that the records wrote
        self.rows: Iterator[Row] = iter(connection.cursor().execute(text))

    def laid(self, key: str, after: dict[str, Any], written: dict[str, str]) -> Row | None:
        """Give an inserted row as the table must hold it, None when a field has no column; notes the commitments it brought."""
        row = list(map(after.get, self.columns))
        if len(after) != len(row) - row.count(None):
            return None
        for i in self.personal:
            if (mention := row[i]) is not None:
                row[i] = mention["$p"]
                if "c" in mention:
                    written[mention["$p"]] = mention["c"]
        row[self.key] = key
        self.written += 1
        return tuple(row)


class _Kept(_Table):
    """A table whose rows are never changed: they stand in the order in which the records wrote them."""

    def takes(self, key: str, op: str, after: dict[str, Any], written: dict[str, str]) -> bool:
        """Whether the table's next row is the one that a record wrote."""
        laid = self.laid(key, after, written)
        return op == "i" and laid is not None and laid == next(self.rows, None)

    def finish(self, name: str) -> None:
        """Raise Broken where a row is left that no record wrote."""
        if next(self.rows, None) is not None:
            raise Broken(say("{table} holds a row that no record wrote", table=name))


class _Changing(_Table):
    """A table whose rows change: what the records make of them is compared at the end."""

    def __init__(self, connection: sqlite3.Connection, shape: TableShape) -> None:
        super().__init__(connection, shape)
        self._at = {column: i for i, column in enumerate(shape.columns)}
        self._state: dict[str, Row] = {}

    def takes(self, key: str, op: str, after: dict[str, Any], written: dict[str, str]) -> bool:
        """Apply a record's change; gives whether it can be: a new row, or known fields of a known one."""
        if op == "i":
            laid = self.laid(key, after, written)
            if laid is None or key in self._state:
                return False
            self._state[key] = laid
            return True
        if key not in self._state or not self._at.keys() >= after.keys():
            return False
        row = list(self._state[key])
        for column, value in after.items():
            if isinstance(value, dict):
                if "c" in value:
                    written[value["$p"]] = value["c"]
                value = value["$p"]
            row[self._at[column]] = value
        self._state[key] = tuple(row)
        return True

    def finish(self, name: str) -> None:
        """Raise Broken where table and records differ."""
        for row in self.rows:
            key = row[self.key]
            if self._state.pop(key, None) != row:
                raise Broken(say("{table}: the row {key} is not what the journal says", table=name, key=key))
        if self._state:
            raise Broken(say("{table}: the row {key} is gone", table=name, key=next(iter(self._state))))


class _Values:
    """The texts and names beside the journal, read in the order in which they were kept, each held against its commitment."""

    def __init__(self, connection: sqlite3.Connection, verdict: Verdict) -> None:
        self._connection, self._verdict = connection, verdict
        self._rows = connection.cursor().execute("SELECT id, salt, value FROM personal ORDER BY n")
        self._ahead: dict[str, Row] = {}  # read, but not yet spoken of
        self._known = 0
        self.unsettled: dict[str, Row] = {}  # not what its record says: a later redaction may account for it

    def first(self, written: dict[str, str], where: Row) -> bool:
        """Hold values against the record that first wrote them; gives whether all are there."""
        self._known += len(written)
        for key in written.keys() & self._ahead.keys():
            self._hold(self._ahead.pop(key), written.pop(key), where)
        while written:  # they stand in the order in which the records wrote them
            rows = self._read(len(written))
            if not rows:
                return False
            for row in rows:
                commitment = written.pop(row[0], None)
                if commitment is None:
                    self._ahead[row[0]] = row
                else:
                    self._hold(row, commitment, where)
        return True

    def _hold(self, row: Row, commitment: str, where: Row) -> None:
        key, salt, value = row
        if value is None or salt is None or hmac.digest(salt, value.encode(), "sha256").hex() != commitment:
            self.unsettled[key] = where

    def rewritten(self, key: str, commitment: str | None, where: Row) -> None:
        """Hold a value against the record that rewrote it, or took it away (no commitment); the last such record counts."""
        found = self._connection.execute(ONE_VALUE, (key,)).fetchone()
        salt, value = found or (None, None)
        kept = hmac.digest(salt, value.encode(), "sha256").hex() if salt is not None and value is not None else None
        if kept == commitment:
            self.unsettled.pop(key, None)
        else:
            self.unsettled[key] = where

    def counted(self) -> tuple[int, int]:
        """Give how many values there are, and how many the records wrote."""
        while self._read(5000):
            pass
        return self._verdict.values + self._verdict.erased, self._known

    def _read(self, count: int) -> list[Row]:
        rows: list[Row] = self._rows.fetchmany(count)
        erased = sum(row[2] is None for row in rows)
        self._verdict.erased += erased
        self._verdict.values += len(rows) - erased
        return rows
