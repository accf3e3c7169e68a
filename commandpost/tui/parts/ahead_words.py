"""Says what a running figure will bring if nobody stops it: a level, a grade, a clock, in so many minutes (R4.3; DESIGN 2)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.incidents.rules.grades import severity
from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span, cell_len, fold
from commandpost.tui.parts.counted import left
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words
from commandpost.tui.parts.telling import Teller

LEVELS = ("I", "II", "III", "IV")  # the highest first


def ahead_lines(found: Any, now: float, tell: Teller, width: int) -> list[list[Span]]:
    """Give what would be higher than the level that is decided or suggested, and each worse grade or clock of the law.

    Each moment stands on one line or, where that is too narrow, with the rest folded under it.

    `I red and Ordinary in 0:12:00 if still: Time trapped in lift · clock of …`: what and when stand first.
    """
    lines: list[list[Span]] = []
    now_at = min(_rank(found.decided), _rank(found.level or found.default_level))
    graded = severity(found.grade or "")
    for item in found.ahead:
        reached: list[Span] = []
        if _rank(item["level"]) < now_at:
            reached.append((level_words(item["level"]), level_ink(item["level"])))
        if item["grade"] and severity(item["grade"]) < graded:
            reached.append((tell.grade(item["grade"]), "strong"))
        more = [say("if still: {metric}", metric=tell.metric(item["metric"]))]
        if item["starts_clocks"]:
            more.append(say("clock of {rules}", rules=say(", ").join(tell.rule(code) for code in item["starts_clocks"])))
            reached = reached or [(say("a clock of the law"), "strong")]
        if not reached:
            continue
        line: list[Span] = [(" ", "")]
        for place, part in enumerate(reached):
            line += [(say(" and "), "quiet")] * bool(place) + [part]
        count, _ = left(instant(item["at"]).timestamp(), now)
        line += [(say(" in "), "quiet"), (count, "strong")]
        rest = " · ".join(more)
        if sum(cell_len(text) for text, _ in line) + cell_len(rest) + 2 < width:
            lines.append([*line, ("  " + rest, "quiet")])
        else:
            lines += [line, *([("   " + part, "quiet")] for part in fold(rest, max(8, width - 4))[:2])]
    return lines


def _rank(level: str | None) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
