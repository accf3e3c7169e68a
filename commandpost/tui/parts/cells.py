"""Puts words into terminal cells: a Chinese character takes two, a cut ends in …, no paste steers the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style

__all__ = ["Span", "cell_len", "cut", "fit", "fold", "segments", "shown"]

Span = tuple[str, str]  # (text, name of an ink)

_SHOWN = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\N{REPLACEMENT CHARACTER}")
_SHOWN.update({0x0A: " ", 0x0D: " ", 0x09: " ", 0x0B: " ", 0x0C: " ", 0x2028: " ", 0x2029: " "})
# Marks that turn the reading direction of everything after them would let one entry reorder a whole line.
_SHOWN.update(dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), ""))


NOT_FIRST = frozenset("，。、；：！？）》」』”’…,.;:!?)")
NOT_LAST = frozenset("（《「『“‘")


@lru_cache(4096)
def shown(text: str) -> str:
    """Give the text as it may stand on one line of a screen; what is stored stays as it is."""
    return text.translate(_SHOWN) if not text.isascii() or not text.isprintable() else text


@lru_cache(4096)
def cut(text: str, width: int) -> str:
    """Give the text in at most `width` cells; when it is too long it ends in …, never in half a character."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    spans, _ = split_graphemes(text)
    room, end = width - 1, 0
    for _, stop, size in spans:
        if size > room:
            break
        room -= size
        end = stop
    return text[:end].rstrip() + "…"


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Give the text in exactly `width` cells, filled with blanks on the right (or the left, for numbers)."""
    text = cut(text, width)
    blank = " " * (width - cell_len(text))
    return blank + text if right else text + blank


def fold(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells: at a blank, if there is one, else between characters.

    A comma begins no line, and a bracket that opens ends none.
    """
    width = max(width, 2)
    if cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    start, blank, used, used_at_blank = 0, -1, 0, 0
    spans, _ = split_graphemes(text)
    before, size_before = 0, 0  # where the character before this one begins, and how wide it is
    word, used_at_word = 0, 0  # where the Latin word or the figure begins that this character may belong to
    for begin, end, size in spans:
        if size != 1 or size_before != 1 or text[before] == " ":
            word, used_at_word = begin, used
        if used + size > width:
            if text[begin] == " ":  # the line ends exactly at a blank
                lines.append(text[start:begin])
                start, blank, used = end, -1, 0
                continue
            if size == 1 and start < word < begin and word > blank + 1:  # a figure between Chinese words is not parted
                lines.append(text[start:word])
                start, used = word, used - used_at_word
            elif blank > start and size == 1:  # before a Chinese character a line may end anywhere
                lines.append(text[start:blank])
                start, used = blank + 1, used - used_at_blank
            elif (
                ((text[begin] in NOT_FIRST and text[before] not in NOT_FIRST) or text[before] in NOT_LAST)
                and start < before
                and size + size_before <= width
            ):
                lines.append(text[start:before])  # a comma begins no line, a bracket ends none: the character before comes along
                start, used = before, size_before
            else:
                lines.append(text[start:begin])
                start, used = begin, 0
            blank, word, used_at_word = -1, start, 0
        before, size_before = begin, size
        used += size
        if text[begin] == " ":
            blank, used_at_blank = begin, used
    lines.append(text[start:])
    return lines


def segments(spans: list[Span], width: int, paints: Mapping[str, Style], cut_at: int | None = None) -> list[Segment]:
    """Paint spans into exactly `width` cells, words into the first `cut_at`; what does not fit is cut or left out."""
    painted: list[Segment] = []
    room = width if cut_at is None else cut_at
    for text, ink in spans:
        if room <= 0:
            break
        seen = cut(text, room)
        painted.append(Segment(seen, paints[ink]))
        room -= cell_len(seen)
        if seen != text:  # a cell may be left before the edge: nothing follows a cut
            break
    blank = room + (0 if cut_at is None else width - cut_at)
    if blank > 0:
        painted.append(Segment(" " * blank, paints[""]))
    return painted
