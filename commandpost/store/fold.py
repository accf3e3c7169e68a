"""Replays the journal beside the tables: every column, every commitment and every shared row must be what the records say (JOURNAL 1.8, invariant 1)."""

from __future__ import annotations

import hmac
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from commandpost.locale.words import say
from commandpost.store.schema import TableShape
from commandpost.store.verdict import STEP, Broken, Progress, Verdict

COPIES = (
    "SELECT stream_id, seq, hlc, prev, schema, command, command_id, incident_id, body, hash FROM journal "
    "WHERE rowid > ? AND rowid <= ? ORDER BY rowid"
)
COPIED = itemgetter("stream", "seq", "hlc", "prev", "schema", "cmd", "cmd_id", "incident")
ONE_VALUE = "SELECT salt, value FROM personal WHERE id = ?"
PLACE_OF = "SELECT n FROM personal WHERE id = ?"
IN_ORDER = "SELECT id, salt, value FROM personal WHERE n >= ? ORDER BY n"

Row = tuple[Any, ...]
WHOLE = (0, 2**62)  # every record, by its place in the file


class Fold:
    """The second pass: compares in the order in which records, rows and personal values were written, and remembers only what may still change.

    Given a stretch of the journal it looks at that alone; what it cannot know from it stands in its `tables` and `values`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        shapes: Sequence[TableShape],
        verdict: Verdict,
        progress: Progress = lambda done: True,
        stretch: tuple[int, int] = WHOLE,
    ) -> None:
        self._connection, self._verdict, self._progress, self._stretch = connection, verdict, progress, stretch
        self._labels = labels(connection)
        from_start = stretch[0] == WHOLE[0]
        self.tables: dict[str, Kept | Changing] = {
            shape.name: (Kept if shape.append_only else Changing)(connection, shape, from_start)
            for shape in shapes
            if shape.shared
        }
        self.values = Values(connection, from_start)

    def run(self) -> None:
        """Compare everything; raises Broken at the first difference."""
        if self.walk():
            self._finish()

    def walk(self, also: Callable[[Row], None] | None = None) -> bool:
        """Compare the records of the stretch with what they wrote, and let another look at each first; gives whether it came to the end.

        Raises Broken at the first difference.
        """
        read = json.JSONDecoder().raw_decode
        for done, row in enumerate(self._connection.cursor().execute(COPIES, self._stretch)):
            if also is not None:
                also(row)
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
                return False
        return True

    def _where(self, row: Row) -> str:
        return f"{self._labels.get(row[0], row[0])}/{row[1]}"

    def _record(self, record: dict[str, Any], row: Row) -> None:
        written: dict[str, str] = {}
        _note(record["args"].values(), written)  # a word that no row took stands in the arguments
        redacted: set[str] = set()
        for change in record["rows"]:
            name, after = change["t"], change["a"]
            table = self.tables.get(name)
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
            self.values.rewritten(key, written.pop(key, None), where)
        if written and not self.values.first(written, where):
            raise Broken(say("record {number}: a value it speaks of is gone", number=self._where(row)))

    def _finish(self) -> None:
        if self.values.unsettled:
            first = next(iter(self.values.unsettled.values()))
            raise Broken(say("record {number}: a text or name beside it was changed", number=self._where(first)))
        for name, table in self.tables.items():
            table.finish(name)
            self._verdict.rows += table.written
        hold_counts(self._connection, self._verdict, self.values.known)


def hold_counts(connection: sqlite3.Connection, verdict: Verdict, known: int) -> None:
    """Count the texts and names; raises Broken where there are more or fewer than the records wrote."""
    there, verdict.values = connection.execute("SELECT count(*), count(value) FROM personal").fetchone()
    verdict.erased = there - verdict.values
    if there != known:
        raise Broken(say("there are {there} texts and names, the journal knows of {known}", there=there, known=known))


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

    def __init__(self, connection: sqlite3.Connection, shape: TableShape, from_start: bool) -> None:
        self._connection, self.name, self.columns = connection, shape.name, shape.columns
        self.personal = tuple(i for i, column in enumerate(shape.columns) if column in shape.personal)
        self.key = shape.columns.index("id")
        self.from_start = from_start
        self.written = 0  # rows that the records wrote

    def walk(self, key: str | None = None) -> Iterator[Row]:
        """Give the rows in the order in which they were written, from the one of that key on."""
        begin = f"WHERE rowid >= (SELECT rowid FROM {self.name} WHERE id = ?)" if key else ""  # noqa: S608 - names of our own tables
        text = f"SELECT {', '.join(self.columns)} FROM {self.name} {begin} ORDER BY rowid"  # noqa: S608
        return iter(self._connection.cursor().execute(text, (key,) if key else ()))

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


class Kept(_Table):
    """A table whose rows are never changed: they stand in the order in which the records wrote them."""

    def __init__(self, connection: sqlite3.Connection, shape: TableShape, from_start: bool) -> None:
        super().__init__(connection, shape, from_start)
        self._rows: Iterator[Row] | None = self.walk() if from_start else None
        self.first = self.last = ""  # the keys between which this stretch found every row as it was written

    def takes(self, key: str, op: str, after: dict[str, Any], written: dict[str, str]) -> bool:
        """Whether the table's next row is the one that a record wrote."""
        laid = self.laid(key, after, written)
        if self._rows is None:
            self._rows = self.walk(key)
        if not self.first:
            self.first = key
        self.last = key
        return op == "i" and laid is not None and laid == next(self._rows, None)

    def finish(self, name: str) -> None:
        """Raise Broken where a row is left that no record wrote."""
        if self._rows is None or next(self._rows, None) is not None:
            raise Broken(say("{table} holds a row that no record wrote", table=name))


class Changing(_Table):
    """A table whose rows change: what the records make of them is compared at the end."""

    def __init__(self, connection: sqlite3.Connection, shape: TableShape, from_start: bool) -> None:
        super().__init__(connection, shape, from_start)
        self._at = {column: i for i, column in enumerate(shape.columns)}
        self.state: dict[str, Row] = {}
        self.loose: dict[str, dict[str, Any]] = {}  # changes of rows that an earlier stretch wrote

    def takes(self, key: str, op: str, after: dict[str, Any], written: dict[str, str]) -> bool:
        """Apply a record's change; gives whether it can be: a new row, or known fields of a known one."""
        if op == "i":
            laid = self.laid(key, after, written)
            if laid is None or key in self.state:
                return False
            self.state[key] = laid
            return True
        fields: dict[str, Any] = {}
        for column, value in after.items():
            if isinstance(value, dict):
                if "c" in value:
                    written[value["$p"]] = value["c"]
                value = value["$p"]
            fields[column] = value
        return self.changes(key, fields)

    def changes(self, key: str, fields: dict[str, Any]) -> bool:
        """Change fields of a row; gives whether both are known."""
        if not self._at.keys() >= fields.keys():
            return False
        if key in self.state:
            row = list(self.state[key])
            for column, value in fields.items():
                row[self._at[column]] = value
            self.state[key] = tuple(row)
            return True
        if not self.from_start:
            self.loose.setdefault(key, {}).update(fields)
        return not self.from_start

    def finish(self, name: str) -> None:
        """Raise Broken where table and records differ."""
        for row in self.walk():
            key = row[self.key]
            if self.state.pop(key, None) != row:
                raise Broken(say("{table}: the row {key} is not what the journal says", table=name, key=key))
        if self.state:
            raise Broken(say("{table}: the row {key} is gone", table=name, key=next(iter(self.state))))


class Values:
    """The texts and names beside the journal, read in the order in which they were kept, each held against its commitment."""

    def __init__(self, connection: sqlite3.Connection, from_start: bool) -> None:
        self._connection = connection
        self._rows: sqlite3.Cursor | None = connection.cursor().execute(IN_ORDER, (0,)) if from_start else None
        self._ahead: dict[str, Row] = {}  # read, but not yet spoken of
        self._ends = ("", "")
        self.known = 0
        self.unsettled: dict[str, Row] = {}  # not what its record says: a later redaction may account for it
        self.settled: set[str] = set()  # rewritten, and what the rewriting record says

    def first(self, written: dict[str, str], where: Row) -> bool:
        """Hold values against the record that first wrote them; gives whether all are there."""
        self.known += len(written)
        if self._rows is None:
            self._rows = self._from(written)
        digest = hmac.digest
        while written:  # they stand in the order in which the records wrote them
            rows = [self._ahead.pop(key) for key in written if key in self._ahead] if self._ahead else None
            if not rows:
                rows = self._rows.fetchmany(len(written))
                if not rows:
                    return False
                self._ends = (self._ends[0] or rows[0][0], rows[-1][0])
            for row in rows:
                key, salt, value = row
                commitment = written.pop(key, None)
                if commitment is None:
                    self._ahead[key] = row
                elif value is None or salt is None or digest(salt, value.encode(), "sha256").hex() != commitment:
                    self.unsettled[key] = where
        return True

    def walked(self) -> tuple[str, str, int]:
        """Give the first and the last that was read and how many the records wrote; raises Broken where one was passed over."""
        if self._ahead:
            raise Broken(next(iter(self._ahead)))
        return (*self._ends, self.known)

    def _from(self, keys: Iterable[str]) -> sqlite3.Cursor:
        begin = min((n for key in keys for (n,) in self._connection.execute(PLACE_OF, (key,))), default=0)
        return self._connection.cursor().execute(IN_ORDER, (begin,))

    def rewritten(self, key: str, commitment: str | None, where: Row) -> None:
        """Hold a value against the record that rewrote it, or took it away (no commitment); the last such record counts."""
        found = self._connection.execute(ONE_VALUE, (key,)).fetchone()
        salt, value = found or (None, None)
        if commitment is None:  # nothing may be left of what was taken away, not its salt either
            well = salt is None and value is None
        else:
            well = salt is not None and value is not None and hmac.digest(salt, value.encode(), "sha256").hex() == commitment
        if well:
            self.unsettled.pop(key, None)
            self.settled.add(key)
        else:
            self.unsettled[key] = where
            self.settled.discard(key)
