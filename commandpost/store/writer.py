"""Holds the one connection that writes: WAL, every commit on the disk before the next call is taken, and a capture that no command can forget (DESIGN 2)."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from commandpost.store import capture
from commandpost.store.files import DATABASE
from commandpost.store.schema import TableShape, missing_guards, put_guards

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA wal_autocheckpoint=4000",
)


def open_raw(path: Path) -> sqlite3.Connection:
    """Open the file for writing with the desk's pragmas; transactions are begun by hand."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


class Writer:
    """The held connection, the shapes of the tables, and the statements made from them, each once.

    The texts are made from the shapes and run by the driver: SQLAlchemy's own way to the driver costs more than the row, and a
    verb that only adds rows does not load it at all.
    """

    def __init__(self, folder: Path, shapes: Sequence[TableShape]) -> None:
        self.path = folder / DATABASE
        self.shapes = {shape.name: shape for shape in shapes}
        self.raw = open_raw(self.path)
        try:
            self.mended = self._mend()
            capture.install(self.raw, self.shapes.values())
        except BaseException:
            self.raw.close()
            raise
        self.lock = threading.RLock()
        self._inserts: dict[tuple[str, ...], str] = {}
        self._updates: dict[tuple[str, tuple[str, ...], tuple[str, ...]], str] = {}

    def _mend(self) -> list[str]:
        if not missing_guards(self.raw, self.shapes.values()):
            return []
        self.raw.execute("BEGIN IMMEDIATE")
        with self.raw:  # committed, or undone when it raises
            return put_guards(self.raw, self.shapes.values())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One writer's transaction, committed at the end and undone when anything is raised; one at a time in this process."""
        with self.lock:
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                capture.clear(self.raw)
                yield
                self.raw.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # what was raised first is what is told
                    if self.raw.in_transaction:
                        self.raw.execute("ROLLBACK")
                raise

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that is undone alone when it raises."""
        self.raw.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has undone everything already
                self.raw.execute("ROLLBACK TO part")
                self.raw.execute("RELEASE part")
            raise
        self.raw.execute("RELEASE part")

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """Insert one row; a wrong one is refused by the table itself (IntegrityError)."""
        kind = (table, *row)
        text = self._inserts.get(kind)
        if text is None:
            if unknown := row.keys() - set(self.shapes[table].columns):
                raise KeyError(table, *unknown)
            blanks = ", ".join(f":{name}" for name in row)
            text = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({blanks})"  # noqa: S608 - names of our own tables
            self._inserts[kind] = text
        self.raw.execute(text, row)

    def update(self, table: str, key: str, fields: dict[str, Any], when: dict[str, Any] | None = None) -> int:
        """Change fields of one row, where `when` still holds (compare-and-set); gives how many rows were changed, 0 or 1."""
        when = when or {}
        kind = (table, tuple(fields), tuple(when))
        text = self._updates.get(kind)
        if text is None:
            from commandpost.store.statements import change

            text = self._updates[kind] = change(self.shapes[table], fields, when)
        given = {
            "the_row": key,
            **{f"was_{c}": v for c, v in when.items()},
            **{f"now_{c}": v for c, v in fields.items()},
        }
        return self.raw.execute(text, given).rowcount

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """Ask within the open transaction."""
        return self.raw.execute(sql, params).fetchall()

    def version(self) -> int:
        """Give SQLite's data_version: it changes when another connection has committed, never by what this one wrote."""
        return int(self.raw.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self.raw.close()
