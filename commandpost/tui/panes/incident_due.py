"""What must happen in an incident: obligations, late first; how far the report went; what its end still needs (R4.1, R4.2, R4.5)."""

from __future__ import annotations

from typing import Any

from commandpost.locale.words import say
from commandpost.tui.panes.incident_words import Owed, due_words, late_count, title
from commandpost.tui.parts.cells import Span, cell_len, cut, fold, shown
from commandpost.tui.parts.counted import is_late
from commandpost.tui.parts.rows import Row
from commandpost.tui.parts.telling import Teller

LISTS = frozenset({"task_critical", "first_step", "task", "time_mark"})


def due_rows(record: Any, owed: list[Owed], width: int, now: float, tell: Teller) -> list[Row]:
    """Give the rows of the middle column."""
    own = [one for one in owed if one.kind not in LISTS or (one.open and is_late(one.due, now))]
    return [*_obligations(own, width, now), *_chain(record, width, tell), *_criteria(record, width), *_lists(owed, width, now)]


def _obligations(owed: list[Owed], width: int, now: float) -> list[Row]:
    late = late_count(owed, now)
    more: list[Span] = [(" · ", "quiet"), (say("{count} LATE", count=late), "late")] if late else []
    rows = [Row(None, [title(say("due"), *more)])]
    running = [one for one in owed if one.open]
    rows += [Row(f"due:{one.id}", due_words(one, width, now)) for one in running]
    if not running:
        rows.append(Row(None, [[(" " + say("Nothing is due here."), "quiet")]]))
    counted = [one for one in owed if one.state != "cancelled"]
    if done := sum(one.state == "met" for one in counted):
        rows.append(Row(None, [[(" " + say("done: {done} of {all}", done=done, all=len(counted)), "quiet")]]))
    return rows


def _lists(owed: list[Owed], width: int, now: float) -> list[Row]:
    """What stands open in the lists and is not late yet: behind what only this page shows; the lists themselves are a page of their own."""
    ahead = [one for one in owed if one.kind in LISTS and one.open and not is_late(one.due, now)]
    if not ahead:
        return []
    return [Row(None, [[], title(say("on the lists"))]), *(Row(f"due:{one.id}", due_words(one, width, now, most=1)) for one in ahead)]


def _chain(record: Any, width: int, tell: Teller) -> list[Row]:
    rows = [Row(None, [[], title(say("report chain"))])]
    for step in record.chain:
        when = tell.clock(step.at) if step.at else "  —  "
        by = f"  {shown(step.by)}" if step.at and step.by else ""
        text = cut(shown(step.name), width - 9)
        room = width - 9 - cell_len(text)
        line: list[Span] = [(f" {when}  ", "" if step.at else "quiet"), (text, "" if step.at else "quiet")]
        if by and room > 8:
            line.append((cut(by, room), "quiet"))
        rows.append(Row(None if step.at else f"chain:{step.step}", [line]))
    return rows


def _criteria(record: Any, width: int) -> list[Row]:
    if not record.criteria:
        return []
    open_ = sum(not (one.met or one.overridden) for one in record.criteria)
    rows = [
        Row(None, [[], title(say("to end it"), (" " + say("{count} still to do", count=open_) if open_ else "", "quiet"))])
    ]
    for one in record.criteria:
        done = one.met or one.overridden
        mark = say("fulfilled") if one.met else say("overridden") if one.overridden else "—"
        parts = fold(shown(one.text), max(8, width - 6))
        ink = "quiet" if done else ""
        lines: list[list[Span]] = [
            [(f"  {mark}  ", "quiet"), (parts[0] if not done else cut(shown(one.text), width - 12), ink)]
        ]
        if not done:
            lines += [[("     ", ""), (part, ink)] for part in parts[1:2]]
        rows.append(Row(None if done else f"criterion:{one.code}", lines))
    return rows
