"""How an entry reads in the column of an incident: where it is narrow, who said it stands before the words, not beside them (R4.2; SCREENS)."""

from __future__ import annotations

from datetime import tzinfo

from commandpost.tui.parts.cells import Span, cut, fold
from commandpost.tui.parts.counted import clock
from commandpost.tui.parts.log_lines import Entry, full_lines, notes_of

NARROW = 72  # cells under which a column of its own for who said it leaves too few for the words
WHO_MOST = 24


def incident_lines(entry: Entry, zone: tzinfo, width: int, number_width: int) -> list[list[Span]]:
    """Give the entry on as many lines as its words need."""
    if width >= NARROW:
        return full_lines(entry, zone, width, number_width)
    indent = 6 + 2 + number_width + 1
    room = max(8, width - indent - 1)
    who = cut(entry.who, min(WHO_MOST, room))
    ink = "struck" if entry.struck else ""
    head: list[Span] = [(" " + clock(entry.at, zone), ""), (f"  {entry.number:>{number_width}} ", "quiet")]
    parts = fold(f"{who}  {entry.text}" if who else entry.text, room)
    lines: list[list[Span]] = []
    for at, part in enumerate(parts):
        before: list[Span] = head if at == 0 else [(" " * indent, "")]
        if at == 0 and who and part.startswith(who):
            lines.append([*before, (who, "quiet"), (part[len(who) :], ink)])
        else:
            lines.append([*before, (part, ink)])
    notes = notes_of(entry, zone)
    lines += [[(" " * indent, ""), (part, "quiet")] for part in (fold(notes, room) if notes else ())]
    return lines
