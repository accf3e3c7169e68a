"""Reaches behind the desk's back: a closed file as bytes, opened anew in memory for every attack, and searched for words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from commandpost.desk import tables
from commandpost.store.ddl import shape_of
from commandpost.store.files import DATABASE
from commandpost.store.mark import Mark, Marks
from commandpost.store.schema import TableShape
from commandpost.store.verdict import Verdict
from commandpost.store.verify import verify
from tests.story import Post

Seen = Callable[[str], Mark | None]


def shapes() -> list[TableShape]:
    """Give the shapes of all tables."""
    return [shape_of(table) for table in tables()]


def no_marks(stream: str) -> Mark | None:
    """A machine that never wrote this file."""
    return None


def marks_of(post: Post) -> Seen:
    """Give the marks of the machine on which the post stood."""
    return Marks(post.folder / "state", post.folder / "data" / DATABASE).read


def as_bytes(folder: Path) -> bytes:
    """Give a closed desk's file with everything in it, readable in memory (its header says no write-ahead log)."""
    source, copy = sqlite3.connect(folder / DATABASE), sqlite3.connect(":memory:")
    with source, copy:
        source.backup(copy)
        content = bytearray(copy.serialize())
    source.close()
    copy.close()
    content[18:20] = b"\x01\x01"
    return bytes(content)


def opened(content: bytes) -> sqlite3.Connection:
    """Open such bytes in memory, with none of the desk's pragmas."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    return connection


def unguarded(content: bytes) -> sqlite3.Connection:
    """Open them with every lasting guard taken out and no check that would stop an attacker."""
    connection = opened(content)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints=ON")
    return connection


def look(connection: sqlite3.Connection, seen: Seen = no_marks) -> Verdict:
    """Verify what is in the connection."""
    return verify(connection, shapes(), seen)


def everywhere(value: str, *folders: Path) -> list[str]:
    """Give every file under the folders that holds the value's bytes, in UTF-8 or either UTF-16."""
    wanted = [value.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = file.read_bytes()
            found += [str(file.relative_to(folder)) for piece in wanted if piece in content]
    return found
