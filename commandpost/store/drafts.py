"""Keeps what is being typed, from the first key, on a connection of its own: a crash or a power cut brings it back (DESIGN 2, No keystroke is lost)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from commandpost.store.files import DATABASE


class _Asks(Protocol):
    def __call__(self, sql: str, params: Sequence[Any] = ()) -> list[Any]: ...


def keep(folder: Path, place: str, text: str, at: str) -> None:
    """Keep the text of one place (`quick`, `entry:26-0007`); an empty text drops it. Local: it is never journalled."""
    connection = sqlite3.connect(folder / DATABASE, isolation_level=None, timeout=5)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA synchronous=FULL")
        if text:
            connection.execute(
                "INSERT INTO draft(place, text, changed_at) VALUES (?, ?, ?) "
                "ON CONFLICT (place) DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at",
                (place, text, at),
            )
        else:
            connection.execute("DELETE FROM draft WHERE place = ?", (place,))
    finally:
        connection.close()


def kept(read: _Asks, place: str) -> str:
    """Give what was being typed there, or an empty text."""
    found = read("SELECT text FROM draft WHERE place = ?", (place,))
    return found[0][0] if found else ""
