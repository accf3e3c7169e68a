"""Holds the one connection that writes: WAL, every commit on the disk before the next call is taken, and a capture that no command can forget (DESIGN 2)."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, insert, update
from sqlalchemy.pool import StaticPool

from commandpost.store import capture
from commandpost.store.ddl import shape_of
from commandpost.store.files import DATABASE
from commandpost.store.schema import missing_guards, put_guards

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Insert, Table, Update

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
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


class Writer:
    """The held connection with its engine, the shapes of the tables and the statements made from them once."""

    def __init__(self, folder: Path, tables: Sequence[Table]) -> None:
        self.path = folder / DATABASE
        self.tables = {table.name: table for table in tables}
        self.shapes = {table.name: shape_of(table) for table in tables}
        self.raw = open_raw(self.path)
        self.mended = self._mend()
        capture.install(self.raw, self.shapes.values())
        self.engine: Engine = create_engine("sqlite://", creator=lambda: self.raw, poolclass=StaticPool)
        event.listen(self.engine, "begin", self._begin)
        self.connection: Connection = self.engine.connect()
        self.lock = threading.RLock()
        self._inserts: dict[str, Insert] = {name: insert(table) for name, table in self.tables.items()}
        self._updates: dict[str, Update] = {}

    def _mend(self) -> list[str]:
        if not missing_guards(self.raw, self.shapes.values()):
            return []
        self.raw.execute("BEGIN IMMEDIATE")
        mended = put_guards(self.raw, self.shapes.values())
        self.raw.execute("COMMIT")
        return mended

    def _begin(self, connection: Connection) -> None:
        self.raw.execute("BEGIN IMMEDIATE")  # the driver connection: exec_driver_sql would begin again

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One writer's transaction, committed at the end and undone when anything is raised; one at a time in this process."""
        with self.lock, self.connection.begin():
            capture.clear(self.raw)
            yield

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that is undone alone when it raises."""
        with self.connection.begin_nested():
            yield

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """Insert one row; a wrong one is refused by the table itself (IntegrityError)."""
        self.connection.execute(self._inserts[table], row)

    def update(self, table: str, key: str, fields: dict[str, Any], when: dict[str, Any] | None = None) -> int:
        """Change fields of one row, where `when` still holds (compare-and-set); gives how many rows were changed, 0 or 1."""
        target = self.tables[table]
        statement = update(target).where(target.c.id == key)
        for column, value in (when or {}).items():
            statement = statement.where(target.c[column] == value)
        return int(self.connection.execute(statement.values(fields)).rowcount)

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """Ask within the open transaction."""
        return self.raw.execute(sql, params).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self.connection.close()
            self.engine.dispose()
            self.raw.close()
