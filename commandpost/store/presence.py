"""Remembers when a watch last looked, in the file and not in the journal: a beat is no act, but a silence must be noticed (DESIGN 2, One truth for time)."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import NamedTuple

from commandpost.store.files import DATABASE
from commandpost.store.read import Read

KEY = "watched"


class Presence(NamedTuple):
    """When a watch last looked: wall time as a stamp, the monotonic clock in milliseconds, the boot that clock belongs to."""

    at: str
    mono: int
    boot: str


def keep(folder: Path, seen: Presence) -> None:
    """Write down that a watch has just looked. Local to this file: never journalled, never carried."""
    connection = sqlite3.connect(folder / DATABASE, isolation_level=None, timeout=5)
    try:
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(
            "INSERT INTO own(key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (KEY, json.dumps(seen)),
        )
    finally:
        connection.close()


def kept(read: Read) -> Presence | None:
    """Give when a watch last looked; None where none ever did."""
    found = read("SELECT value FROM own WHERE key = ?", (KEY,))
    return Presence(*json.loads(found[0][0])) if found else None
