"""Cuts a long text to one line around the words that were found in it, each of them marked (R4.2)."""

from __future__ import annotations

from collections.abc import Sequence

from commandpost.tui.parts.cells import Span, cell_len, cut, shown


def excerpt(before: Sequence[Span], text: str, marks: Sequence[tuple[int, int]], width: int, ink: str) -> list[Span]:
    """Give the text as spans of at most `width` cells, the marks in ink `found`, begun so far in that the first is seen."""
    made = _Made(width)
    for part, its in before:
        made.add(part, its)
    begin = _begin(text, marks, made.room)
    if begin:
        made.add("…", "quiet")
    at = begin
    for start, stop in (*marks, (len(text), len(text))):
        made.add(shown(text[at : min(max(start, at), at + width)]), ink)
        made.add(shown(text[max(start, at) : stop]), "found")
        at = max(at, stop)
    return made.spans


def _begin(text: str, marks: Sequence[tuple[int, int]], room: int) -> int:
    """Give where the text begins to be shown: at its head if the first mark is then seen, else some words before the mark."""
    if not marks:
        return 0
    first, end = marks[0]
    ahead, rest = cell_len(shown(text[:first])), cell_len(shown(text[first : first + room]))
    if ahead + min(cell_len(shown(text[first:end])), room) <= room:
        return 0
    least = max(0, room // 3, room - rest - 1)  # where little follows, more of what stands before is shown
    begin = first
    while begin > 0 and cell_len(shown(text[begin - 1 : first])) < least:
        begin -= 1
    return begin


class _Made:
    """Spans put side by side until the room is full; what does not fit ends in …."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.spans: list[Span] = []

    def add(self, text: str, ink: str) -> None:
        """Add a piece, or what fits of it."""
        if not text or self.room <= 0:
            return
        size = cell_len(text)
        piece = text if size <= self.room else cut(text, self.room)
        self.spans.append((piece, "quiet" if piece == "…" else ink))  # of a mark nothing is left: nothing is marked
        self.room = self.room - size if size <= self.room else 0
