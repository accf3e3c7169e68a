"""Finds words and phrases, Chinese and English alike: every CJK character is a token of its own, a question is asked as one phrase (DESIGN 2, Search)."""

from __future__ import annotations

import re
import sqlite3
import unicodedata

MATCH = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"

_CJK = re.compile(
    r"([\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])"
)


def spaced(text: str) -> str:
    """Give the text as it is indexed: full-width forms folded, each CJK character standing alone."""
    return _CJK.sub(r" \1 ", unicodedata.normalize("NFKC", text))


def phrase(text: str) -> str:
    """Give the MATCH expression that finds the words typed, in that order, side by side; empty when there is no word in it."""
    words = " ".join(re.findall(r"\w+", spaced(text)))
    return f'"{words}"' if words else ""


def index(connection: sqlite3.Connection, row: int, text: str) -> None:
    """Make the text findable under the personal row's number."""
    connection.execute("INSERT INTO search(rowid, text) VALUES (?, ?)", (row, spaced(text)))


def forget(connection: sqlite3.Connection, row: int, text: str) -> None:
    """Take the old text out of the index; `optimize` afterwards takes it out of the file."""
    connection.execute("INSERT INTO search(search, rowid, text) VALUES ('delete', ?, ?)", (row, spaced(text)))


def tidy(connection: sqlite3.Connection, pages: int = 16) -> None:
    """Merge a little of the index; run when nobody types, since it holds the write lock for some milliseconds (MEASURED 6)."""
    connection.execute("INSERT INTO search(search, rank) VALUES ('merge', ?)", (pages,))


def optimize(connection: sqlite3.Connection) -> None:
    """Rewrite the whole index so that nothing forgotten stays in it."""
    connection.execute("INSERT INTO search(search) VALUES ('optimize')")
