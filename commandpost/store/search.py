"""Finds words and phrases, Chinese and English alike: every CJK character is a token of its own, a question is asked as one phrase (DESIGN 2, Search)."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

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
        laid = [_LaidOut(text[: self.LONGEST]) for text in texts]
        self._file.execute("BEGIN")
        self._file.execute("DELETE FROM seen")
        self._file.executemany(
            "INSERT INTO seen(rowid, text) VALUES (?, ?)", [(n, one.text) for n, one in enumerate(laid)]
        )
        found = self._file.execute(
            "SELECT rowid, highlight(seen, 0, char(2), char(3)) FROM seen WHERE seen MATCH ?", (self._wanted,)
        ).fetchall()
        self._file.execute("COMMIT")
        made: list[tuple[tuple[int, int], ...]] = [()] * len(texts)
        for row, shown in found:
            made[row] = tuple(laid[row].typed(begin, end) for begin, end in _between(shown))
        return made


_ENDS = re.compile("[\x02\x03]")


def _between(shown: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for count, found in enumerate(_ENDS.finditer(shown)):
        at = found.start() - count  # the marks before it are no characters of the text
        if found[0] == "\x02":
            begin = at
        else:
            yield begin, at


class _Folded(dict[int, str]):
    """Gives a character as it is indexed, folded and spaced; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = " " if code in (2, 3) else spaced(chr(code))
        return folded


_FOLDED = _Folded()


class _LaidOut:
    """A text as it is indexed, and the way back to the text as typed."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(_FOLDED)
        self._pieces: list[tuple[int, int]] | None = None
        if self.text == spaced(
            text.translate({2: " ", 3: " "})
        ):  # nearly every text: no character is folded with another
            self._ends = list(accumulate(len(_FOLDED[ord(char)]) for char in text))
            return
        self._pieces = list(_pieces(text))
        folded = [spaced(text[begin:end]).translate({2: " ", 3: " "}) for begin, end in self._pieces]
        self.text, self._ends = "".join(folded), list(accumulate(map(len, folded)))

    def typed(self, begin: int, end: int) -> tuple[int, int]:
        """Give the half-open span of the text as typed that a span, not empty, came from."""
        first, last = bisect_right(self._ends, begin), bisect_right(self._ends, end - 1)
        return (first, last + 1) if self._pieces is None else (self._pieces[first][0], self._pieces[last][1])


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
