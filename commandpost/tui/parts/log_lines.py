"""How an entry of a log reads: time, number, who and how, words; a struck one stays, struck through (R4.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import NamedTuple

from commandpost.locale.words import say
from commandpost.tui.parts.cells import Span, fit, fold
from commandpost.tui.parts.counted import clock, day

LATE_RECORD_S = 120  # an entry written down so long after it happened says so


class Entry(NamedTuple):
    """An entry as it is drawn; times in epoch seconds."""

    number: str
    at: float
    recorded: float
    who: str
    text: str
    struck: str | None
    facts: str
    place: str = ""
    via: str = ""
    kind: str = ""
    became: str = ""  # the incident it was promoted to


Folded = Callable[[Entry, tzinfo, int, int], list[list[Span]]]  # entry, zone, width, width of the numbers -> lines


def one_line(entry: Entry, zone: tzinfo, who_width: int) -> list[Span]:
    """Give the entry on one line, for a place that shows the newest."""
    spans: list[Span] = [
        (f"{entry.number:>5} ", "quiet"),
        (clock(entry.at, zone) + " ", ""),
        (fit(entry.who, who_width) + "  ", "quiet"),
        (entry.text, "struck" if entry.struck else ""),
    ]
    if entry.struck:
        spans.append(("  " + entry.struck, "quiet"))
    return spans


def full_lines(entry: Entry, zone: tzinfo, width: int, number_width: int) -> list[list[Span]]:
    """Give the entry on as many lines as its words need."""
    who_width = 22 if width >= 100 else 18 if width >= 72 else 12
    head: list[Span] = [
        (" " + clock(entry.at, zone), ""),
        (f"  {entry.number:>{number_width}} ", "quiet"),
        (fit(entry.who, who_width) + " ", "quiet"),
    ]
    indent = 6 + 3 + number_width + who_width + 1
    ink = "struck" if entry.struck else ""
    lines: list[list[Span]] = []
    for at, part in enumerate(fold(entry.text, width - indent - 1)):
        lines.append([*(head if at == 0 else [(" " * indent, "")]), (part, ink)])
    notes = notes_of(entry, zone)
    for part in fold(notes, width - indent - 1) if notes else ():
        lines.append([(" " * indent, ""), (part, "quiet")])
    return lines


def notes_of(entry: Entry, zone: tzinfo) -> str:
    """Give what is told under an entry: how it was struck, the figures it brought, when it was written down."""
    parts = (entry.struck, entry.facts and f"[{entry.facts}]", _late_record(entry, zone))
    return " · ".join(part for part in parts if part)


def _late_record(entry: Entry, zone: tzinfo) -> str:
    if entry.recorded - entry.at < LATE_RECORD_S:
        return ""
    when = clock(entry.recorded, zone)
    if day(entry.recorded, zone) != day(entry.at, zone):
        when = f"{day(entry.recorded, zone)} {when}"
    return say("written down {time}", time=when)


def log_lines(
    entries: list[Entry], zone: tzinfo, width: int, how: Folded = full_lines
) -> tuple[list[list[Span]], list[tuple[int, int]]]:
    """Give a whole log, oldest first, with a line wherever a day begins, and of each entry the lines from, to (not included)."""
    lines: list[list[Span]] = []
    spots: list[tuple[int, int]] = []
    today = ""
    number_width = max((len(entry.number) for entry in entries), default=0)
    for entry in entries:
        if (date := day(entry.at, zone)) != today:
            today = date
            lines.append([(f" {date}", "faint")])
        folded = how(entry, zone, width, number_width)
        spots.append((len(lines), len(lines) + len(folded)))
        lines += folded
    return lines, spots
