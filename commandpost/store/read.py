"""Asks the file: a question is SQL text on a read-only connection of the driver alone, so that the board stands before anything heavy is loaded."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from commandpost.store.files import DATABASE, as_writable_as

KEPT_KIB = 8_000  # of the file stay in memory at most: what the walk through an index of 100,000 rows reads again and again


class Read(Protocol):
    """What a question is given: the read-only connection of a desk, or the open unit of work of a command."""

    def __call__(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """Give all rows as tuples."""
        ...


class Reader:
    """One read-only connection; may be used from several threads, one question at a time."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / DATABASE
        if not self.path.is_file():
            raise FileNotFoundError(self.path)
        self._lock = threading.Lock()
        self._connection, self._blind = _readable(self.path)

    def __call__(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            try:
                return self._connection.execute(sql, params).fetchall()
            except UnicodeDecodeError as torn:
                raise sqlite3.DatabaseError(f"malformed: {torn.reason}") from torn

    def rows(self, sql: str, params: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Give a cursor of its own for a long walk (verify); the caller is alone with this reader."""
        return self._connection.execute(sql, params)

    def see(self) -> None:
        """Look again where the file could only be read as it stood; called when it can be written."""
        if self._blind:
            with self._lock:
                self._connection.close()
                self._connection, self._blind = _readable(self.path)

    def version(self) -> int:
        """Give SQLite's data_version: it changes when another connection has committed (3 microseconds)."""
        with self._lock:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @property
    def connection(self) -> sqlite3.Connection:
        """The driver's connection, for backup and tests that watch which tables a question touches."""
        return self._connection

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def open_readonly(path: Path) -> sqlite3.Connection:
    """Open the file for questions only: it cannot write, whatever SQL it is given."""
    return _readable(path)[0]


def _readable(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Give the connection, and whether it reads the file as it stands, blind to later commits.

    In a folder that cannot be written, or on a full disk, SQLite cannot make its -shm file: what was closed properly can still be read.
    """
    as_writable_as(path)
    connection = _opened(path, "mode=rw")
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        connection.execute(f"PRAGMA cache_size=-{KEPT_KIB}")  # not before: it too looks into the file
    except sqlite3.OperationalError as fault:
        connection.close()
        shm = any(words in str(fault) for words in ("unable to open", "readonly", "disk I/O"))
        if shm and path.is_file() and not _unmerged(path):
            return _opened(path, "immutable=1"), True
        raise
    except sqlite3.Error:
        connection.close()
        raise
    return connection, False


def _opened(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA busy_timeout=5000")
    return connection


def _unmerged(path: Path) -> bool:
    """Whether the write-ahead log holds commits that are not yet in the file itself."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0
