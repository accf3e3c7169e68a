"""Finds words and phrases, Chinese and English alike: every CJK character is a token of its own, a question is asked as one phrase (DESIGN 2, Search)."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

TOKENIZER = "unicode61 remove_diacritics 2"  # as the index was made (store/schema.py)
MATCH = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"

_CJK = re.compile(
    r"([\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])"
)


def spaced(text: str) -> str:
    """Give the text as it is indexed: full-width forms folded, each CJK character standing alone."""
    return _CJK.sub(r" \1 ", unicodedata.normalize("NFKC", text))


def phrase(text: str, *, begun: bool = False) -> str:
    """Give the MATCH expression that finds the words typed, in that order, side by side; empty when there is no word in it.

    `begun`: the last word is still being typed, so that longer ones fit it too (exting, fire and fires); a single letter
    does not, for half the book begins with it, nor does a Chinese character, which is a word of its own.
    """
    words = re.findall(r"\w+", spaced(text))
    if not words:
        return ""
    goes_on = begun and len(words[-1]) > 1 and re.search(r"\w$", text) is not None
    return f'"{" ".join(words)}"' + (" *" if goes_on else "")


class Marker:
    """Finds where in texts the words stand that a search found, by the tokenizer of the index itself."""

    LONGEST = 100_000  # characters of a text that are looked through

    def __init__(self, wanted: str) -> None:
        """Take a MATCH expression of `phrase`; the index is one in memory, gone with this marker."""
        self._wanted = wanted
        self._file = sqlite3.connect(":memory:", isolation_level=None)
        self._file.execute(f"CREATE VIRTUAL TABLE seen USING fts5(text, tokenize='{TOKENIZER}')")

    def __enter__(self) -> Marker:
        return self

    def __exit__(self, *gone: object) -> None:
        self._file.close()

    def marks(self, texts: Sequence[str]) -> list[tuple[tuple[int, int], ...]]:
        """Give for each text the half-open spans that were found, in its own characters; none where the words are not there."""
        laid = [_laid_out(text[: self.LONGEST]) for text in texts]
        self._file.execute("DELETE FROM seen")
        self._file.executemany(
            "INSERT INTO seen(rowid, text) VALUES (?, ?)", [(n, text) for n, (text, _) in enumerate(laid)]
        )
        found = self._file.execute(
            "SELECT rowid, highlight(seen, 0, char(2), char(3)) FROM seen WHERE seen MATCH ?", (self._wanted,)
        )
        made: list[tuple[tuple[int, int], ...]] = [()] * len(texts)
        for row, shown in found:
            places = laid[row][1]
            made[row] = tuple((places[begin][0], places[end - 1][1]) for begin, end in _between(shown))
        return made


def _between(shown: str) -> Iterator[tuple[int, int]]:
    at, begin = 0, 0
    for char in shown:
        if char == "\x02":
            begin = at
        elif char == "\x03":
            yield begin, at
        else:
            at += 1


def _laid_out(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Give the text as it is indexed, with the span of the text as typed that each of its characters came from."""
    chars: list[str] = []
    places: list[tuple[int, int]] = []
    for begin, end in _pieces(text):
        for char in spaced(text[begin:end]):
            chars.append(" " if char in "\x02\x03" else char)
            places.append((begin, end))
    return "".join(chars), places


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    """Cut a text where nothing on the right changes what stands on the left when both are folded (e and its accent stay one)."""
    begin = 0
    for at in range(1, len(text)):
        char = text[at]
        if char.isascii() or unicodedata.normalize("NFKC", text[begin:at]) + unicodedata.normalize(
            "NFKC", char
        ) == unicodedata.normalize("NFKC", text[begin : at + 1]):
            yield begin, at
            begin = at
    if text:
        yield begin, len(text)


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
