"""Folds a shouted line so that the words of plan and site are found however typed, and marked as typed (R4.2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")

# What other keyboards write for the quotation mark, the apostrophe and the hyphen; NFKC leaves these alone.
_ALIKE = {**dict.fromkeys("“”„‟〝〞＂", '"'), **dict.fromkeys("‘’‚‛ʼ＇", "'"), **dict.fromkeys("‐‑﹣－", "-")}
# A Chinese comma never stands inside a number, a Western one may: 受伤2，200人疏散 against 1,200 evacuated.
_KEPT = frozenset("，")
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


class _Fold(dict[int, str]):
    """Gives for a code point what it is compared as; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    if char in _KEPT:
        return char
    if char in _BREAKS:
        return "\n"
    if char.isspace():
        return " "
    if char in _ALIKE:
        return _ALIKE[char]
    compared = unicodedata.normalize("NFKC", char).casefold()
    if compared.isdigit() and not char.isdecimal():
        return char  # ① and ² are marks beside a text, not figures of it
    # Only letters may become several (Ⅲ, ﬁ): words end where letters end, so no match ends inside one typed character.
    return (
        compared if len(compared) == 1 or (len(compared) <= 4 and compared.isascii() and compared.isalpha()) else char
    )


_TABLE = _Fold()


@dataclass(frozen=True, slots=True)
class Folded:
    """A line as it is compared; `at[i]` is the place in the typed line of the character that `text[i]` came from."""

    text: str
    at: Sequence[int]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Give the half-open span of the typed line that a non-empty span of `text` came from."""
        return self.at[start], self.at[end - 1] + 1


def fold(line: str) -> Folded:
    """Fold a line: NFKC, small letters, runs of blanks one blank; any string will do, lone surrogates too."""
    text = line.translate(_TABLE)
    if len(text) == len(line) and "  " not in text:
        return Folded(text, range(len(text)))
    chars: list[str] = []
    at: list[int] = []
    for place, char in enumerate(line):
        for folded in _TABLE[ord(char)]:
            if folded == " " and chars and chars[-1] == " ":
                continue
            chars.append(folded)
            at.append(place)
    return Folded("".join(chars), at)


def wordish(char: str) -> bool:
    """Say whether a folded character is of words written with blanks around: a letter before U+2000, a figure, `_`."""
    if char.isascii():
        return char.isalnum() or char == "_"
    return "\u00c0" <= char <= "\u1fff" and char not in "×÷"


def whole(text: str, start: int, end: int) -> bool:
    """Say whether a span cuts through no such word on either side; Chinese may start and end anywhere."""
    if start and wordish(text[start]) and wordish(text[start - 1]):
        return False
    return not (end < len(text) and wordish(text[end - 1]) and wordish(text[end]))


class Hit(NamedTuple, Generic[V]):
    """A word found: half-open span of the folded text and what the word stands for."""

    start: int
    end: int
    value: V


class WordIndex(Generic[V]):
    """Finds words by looking up slices: cheap to build (nothing to compile when typing starts), linear in the line."""

    __slots__ = ("_sizes", "_words")

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        """Take words with what they stand for; where a word comes twice, the first stays."""
        self._words: dict[str, V] = {}
        sizes: dict[str, set[int]] = {}
        for word, value in entries:
            if word and word not in self._words:
                self._words[word] = value
                sizes.setdefault(word[0], set()).add(len(word))
        self._sizes = {first: sorted(lengths, reverse=True) for first, lengths in sizes.items()}

    def words(self) -> dict[str, V]:
        """Give the words with what they stand for, in the order in which they came."""
        return dict(self._words)

    def longest(self, text: str, start: int) -> Hit[V] | None:
        """Give the longest word that stands whole at a place of the folded text."""
        for size in self._sizes.get(text[start : start + 1], ()):
            end = start + size
            if end <= len(text) and text[start:end] in self._words and whole(text, start, end):
                return Hit(start, end, self._words[text[start:end]])
        return None

    def sweep(self, text: str) -> list[Hit[V]]:
        """Give the words of a folded text, in order; a longer one swallows a shorter inside it, two may overlap."""
        found: list[Hit[V]] = []
        reach = 0
        sizes = self._sizes
        for start, char in enumerate(text):
            if char in sizes and (hit := self.longest(text, start)) is not None and hit.end > reach:
                found.append(hit)
                reach = hit.end
        return found
