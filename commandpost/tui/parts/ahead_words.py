"""Says what a running figure will bring if nobody stops it: a level, a grade, a clock, in so many minutes (R4.3; DESIGN 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span
from commandpost.tui.parts.counted import left
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words
from commandpost.tui.parts.telling import Teller


def ahead_lines(ahead: Sequence[Mapping[str, Any]], now: float, tell: Teller) -> list[list[Span]]:
    """Give one line for each moment at which something is reached: `I red and 一般 in 0:12:00 if still stranded`."""
    lines: list[list[Span]] = []
    for item in ahead:
        reached: list[Span] = []
        if item["level"]:
            reached.append((level_words(item["level"]), level_ink(item["level"])))
        if item["grade"]:
            reached.append((tell.grade(item["grade"]), "strong"))
        if item["starts_clocks"]:
            clocks = say(", ").join(tell.rule(code) for code in item["starts_clocks"])
            reached.append((say("clock of {rules}", rules=clocks), ""))
        if not reached:
            continue
        line: list[Span] = [(" ", "")]
        for place, part in enumerate(reached):
            line += [(say(" and "), "quiet")] * bool(place) + [part]
        count, _ = left(instant(item["at"]).timestamp(), now)
        line += [(say(" in "), "quiet"), (count, "strong")]
        line.append((say(" if still: {metric}", metric=tell.metric(item["metric"])), "quiet"))
        lines.append(line)
    return lines
