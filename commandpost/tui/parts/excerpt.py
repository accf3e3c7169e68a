"""Cuts a long text to one line around the words that were found in it, each of them marked (R4.2)."""

from __future__ import annotations

from collections.abc import Sequence

from commandpost.tui.parts.cells import Span, cell_len, shown


def excerpt(before: Sequence[Span], text: str, marks: Sequence[tuple[int, int]], width: int, ink: str) -> list[Span]:
    """Give the text as spans with the marks in ink `found`, begun so far in that the first mark is seen within `width` cells."""
    room = width - sum(cell_len(part) for part, _ in before)
    begin = 0
    if marks:
        first, end = marks[0]
        lead = cell_len(shown(text[:first]))
        if lead + min(cell_len(shown(text[first:end])), room) > room:
            begin, least = first, max(0, room // 3)
            while begin > 0 and cell_len(shown(text[begin - 1 : first])) < least:
                begin -= 1
    spans = list(before)
    if begin:
        spans.append(("…", "quiet"))
    at = begin
    for start, stop in marks:
        if start < at:
            start = at
        if stop <= at:
            continue
        if start > at:
            spans.append((shown(text[at:start]), ink))
        spans.append((shown(text[start:stop]), "found"))
        at = stop
        if sum(cell_len(part) for part, _ in spans) > width:
            return spans
    if at < len(text):
        spans.append((shown(text[at : at + width]), ink))
    return spans
