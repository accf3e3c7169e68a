"""Lays words out for a terminal: cell widths right for Chinese, long texts wrapped in their column, nothing in a text that could steer the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from commandpost.domain.core.kinds import printable

NARROWEST = 24  # a last column is never squeezed below this, whatever the terminal's width
GAP = "  "


def cells(text: str) -> int:
    """Give how many cells a text takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


@cache
def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clean(text: str) -> str:
    """Give a text safe for one line of a terminal: control and direction characters as visible signs."""
    return printable(text).replace("\n", " ⏎ ")


def wrapped(text: str, width: int) -> list[str]:
    """Cut a text into lines of a width in cells, at blanks where there are some, never through a wide character."""
    lines: list[str] = []
    rest = text
    while cells(rest) > width:
        used = end = 0
        while end < len(rest) and used + _cells_of(rest[end]) <= width:
            used += _cells_of(rest[end])
            end += 1
        end = max(end, 1)
        blank = rest.rfind(" ", 1, end + 1)
        at = blank if blank > 0 and cells(rest[blank:end]) < width // 2 else end
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*lines, rest]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, indent: str = "") -> list[str]:
    """Lay rows out under their heads; a column without a word in it is left out, the last one is wrapped to the terminal's width.

    Without heads (an empty sequence) the rows stand alone.
    """
    if not rows:
        return []
    body = [[clean(cell) for cell in row] for row in rows]
    kept = [i for i in range(len(rows[0])) if any(row[i] for row in body)]
    lines = [[heads[i] for i in kept]] if heads else []
    lines += [[row[i] or "—" for i in kept] for row in body]
    if not kept:
        return []
    sizes = [[cells(cell) for cell in line] for line in lines]
    widths = [max(column) for column in zip(*sizes, strict=True)]
    before = cells(indent) + sum(widths[:-1]) + len(GAP) * (len(kept) - 1)
    last = max(NARROWEST, width - before)
    made = []
    for line, size in zip(lines, sizes, strict=True):
        first, *more = wrapped(line[-1], last) if size[-1] > last else (line[-1],)
        front = indent + "".join([cell + " " * (widths[i] - size[i]) + GAP for i, cell in enumerate(line[:-1])])
        made.append((front + first).rstrip())
        made += [(" " * before + part).rstrip() for part in more]
    return made


def pairs(rows: Sequence[tuple[str, str]], width: int, indent: str = "") -> list[str]:
    """Lay out names with what belongs to them, one below the other."""
    return table((), [row for row in rows if row[1]], width, indent)
