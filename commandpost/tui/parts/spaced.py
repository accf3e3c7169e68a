"""Sets words wide apart, so that one step fills the screen and is read at arm's length by somebody who reads it aloud (R4.4)."""

from __future__ import annotations

from typing import NamedTuple

from commandpost.tui.parts.cells import NOT_FIRST, NOT_LAST, cell_len
from commandpost.tui.parts.finding import HAN


class Wide(NamedTuple):
    """How far apart: blanks between letters, between Chinese characters, between words, and empty lines between lines."""

    letters: int
    characters: int
    words: int
    lines: int


VERY_FAR, FAR, NEAR, PLAIN = Wide(1, 4, 5, 2), Wide(1, 2, 3, 1), Wide(1, 1, 3, 0), Wide(0, 0, 1, 0)


def spaced(text: str, width: int, wide: Wide) -> list[str]:
    """Break a text into lines of widely set words; a line ends between words or Chinese characters, and no comma begins one."""
    lines: list[str] = []
    line = ""
    for piece, gap in _pieces(text, wide):
        more = f"{line}{' ' * gap}{piece}" if line else piece
        if line and cell_len(more) > width and not piece.startswith(tuple(NOT_FIRST)):
            lines += [line, *[""] * wide.lines]
            line = piece
        else:
            line = more
    return [*lines, line] if line else lines


def fitting(texts: tuple[str, ...], width: int, height: int) -> list[list[str]]:
    """Give each text as wide as all of them fit into the height, with room between them; at worst as plain lines."""
    for wide in (VERY_FAR, FAR, NEAR, PLAIN):
        laid = [spaced(text, width, wide) for text in texts]
        if sum(len(lines) for lines in laid) + 2 * (len(laid) - 1) <= height and all(cell_len(line) <= width for lines in laid for line in lines):
            return laid
    return laid


def _pieces(text: str, wide: Wide) -> list[tuple[str, int]]:
    """The words and Chinese characters of a text, each with the blanks before it."""
    found: list[tuple[str, int]] = []
    for word in text.split():
        gap = wide.words
        for piece in _characters(word):
            letters = piece if HAN.search(piece) else (" " * wide.letters).join(piece)
            if found and gap == wide.characters and {found[-1][0][-1], piece[0]} & (NOT_FIRST | NOT_LAST):
                gap = max(0, gap - 1)  # these have a blank of their own
            found.append((letters, gap))
            gap = wide.characters
    return found


def _characters(word: str) -> list[str]:
    """A word, taken apart at its Chinese characters; what is Latin in it stays together."""
    pieces: list[str] = []
    latin = ""
    for character in word:
        if HAN.match(character) or not character.isascii():
            pieces += [latin] if latin else []
            pieces.append(character)
            latin = ""
        else:
            latin += character
    return [*pieces, latin] if latin else pieces
