"""What the incident under the cursor owes, with countdowns: beside its newest words on a wide screen (R4.2; SCREENS)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span, cell_len, fit, shown
from commandpost.tui.parts.counted import lasted, left
from commandpost.tui.parts.sheet import Lines

OPEN = ("pending", "raised", "acknowledged")


def owed_lines(records: Sequence[Any], width: int, now: float) -> Lines:
    """Give open obligations, soonest first, each with its countdown, and how many are done; what starts later is not owed yet."""
    open_ = sorted(
        (instant(one.due_at).timestamp(), shown(one.subject), shown(one.to_names))
        for one in records
        if one.state in OPEN and one.due_at < "9" and instant(one.started_at).timestamp() <= now
    )
    done = sum(one.state == "met" for one in records)
    lines: Lines = []
    if records:
        told = say("{open} due · {done} done", open=len(open_), done=done)
        lines.append([(f" {told}", "quiet")])
    for due, subject, to in open_:
        count, late = left(due, now)
        head = f" {say('LATE')} {lasted(now - due)} " if late else f" {count} "
        line: list[Span] = [(fit(head, 15), "late" if late else "strong"), (subject, "late" if late else "")]
        if width - 15 - cell_len(subject) > 8 and to:
            line.append((f" → {to}", "quiet"))
        lines.append(line)
    return lines
