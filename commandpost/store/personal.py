"""Keeps what people said and who they are beside the journal, with a salted commitment in it: provable while it exists, silent once erased (JOURNAL 3)."""

from __future__ import annotations

import hmac
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from commandpost.store.search import forget, index

SALT_BYTES = 32
FINDABLE = frozenset({"entry", "title"})  # kinds of value that `search` looks through


def commitment(salt: bytes, value: str) -> str:
    """Give HMAC-SHA-256 of the value under its own salt, in hex."""
    return hmac.digest(salt, value.encode("utf-8"), "sha256").hex()


def commitments(read: Callable[[str, Sequence[Any]], list[Any]], ids: Iterable[str]) -> dict[str, str]:
    """Give the commitments of these values as they stand in the file, "" where nothing is left of one; what the file never held is left out."""
    rows = read(
        "SELECT id, salt, value FROM personal WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return {key: "" if value is None or salt is None else commitment(salt, value) for key, salt, value in rows}


class PersonalValues:
    """The personal values written in one unit of work, and how the journal mentions them."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        new_id: Callable[[], str],
        salt: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._connection, self._new_id, self._salt = connection, new_id, salt
        self.written: dict[str, str | None] = {}

    def keep(self, kind: str, value: str, subject: str | None = None) -> str:
        """Store a value under a fresh id and a fresh salt; gives the id. `subject` is the person it is about, where that is known."""
        key, salt = self._new_id(), self._salt(SALT_BYTES)
        cursor = self._connection.execute(
            "INSERT INTO personal(id, subject_id, kind, salt, value, state) VALUES (?, ?, ?, ?, ?, 'kept')",
            (key, subject, kind, salt, value),
        )
        if kind in FINDABLE:
            assert cursor.lastrowid is not None  # noqa: S101
            index(self._connection, cursor.lastrowid, value)
        self.written[key] = commitment(salt, value)
        return key

    def rewrite(self, key: str, value: str | None, basis: str | None, by: str | None) -> tuple[str, str | None]:
        """Replace a value by `value` with a new salt, or take it away (None); the old value and salt are gone from the table and the search index.

        Gives the value's kind and what it was.
        """
        n, kind, old = self._connection.execute("SELECT n, kind, value FROM personal WHERE id = ?", (key,)).fetchone()
        salt = self._salt(SALT_BYTES) if value is not None else None
        if old is not None and kind in FINDABLE:
            forget(self._connection, n, old)
        self._connection.execute(
            "UPDATE personal SET value = ?, salt = ?, basis = ?, erased_by = ?, state = ? WHERE id = ?",
            (value, salt, basis, by, "erased" if value is None else "redacted", key),
        )
        if value is not None and kind in FINDABLE:
            index(self._connection, n, value)
        self.written[key] = commitment(salt, value) if salt is not None and value is not None else None
        return kind, old

    def mention(self, key: str, written: bool = True) -> dict[str, str]:
        """Give what stands in a record for a personal value: its id, and its commitment where this unit wrote it (JOURNAL 3)."""
        found = self.written.get(key) if written else None
        return {"$p": key, "c": found} if found else {"$p": key}
