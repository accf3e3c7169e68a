"""How a row of the board looks: number, level in number and colour word, what, where, state, time run, who commands, what is next, the last word (SCREENS)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.counted import clock, lasted, left
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words, state_words
from commandpost.tui.parts.paged_table import Column


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A row as it is drawn; times in epoch seconds, texts in the language spoken."""

    number: str
    what: str
    where: str
    state: str
    level: str | None
    suggested: str | None
    began: float
    ended: float | None
    command: str
    next_subject: str
    next_due: float | None
    owed: int
    last: float | None
    last_text: str
    after_the_fact: bool


def _seconds(text: str | None) -> float | None:
    return None if text is None else instant(text).timestamp()


def row_of(record: Any) -> BoardRow:
    """Make a row of what the question `board` answered."""
    return BoardRow(
        number=record.number,
        what=shown(record.type_name),
        where=shown(record.place or ""),
        state=record.state,
        level=record.level,
        suggested=record.suggested,
        began=instant(record.received_at).timestamp(),
        ended=_seconds(record.ended_at),
        command=_command(record),
        next_subject=shown(record.next_subject or ""),
        next_due=_seconds(record.next_due_at),
        owed=record.owed,
        last=_seconds(record.last_at),
        last_text=shown(record.last_text or ""),
        after_the_fact=record.after_the_fact,
    )


def _command(record: Any) -> str:
    if record.commander and record.commander_post:
        return shown(say("{person} ({post})", person=record.commander, post=record.commander_post))
    if record.commander_post:
        return say("{post}: nobody", post=record.commander_post)
    return ""


def _level(row: BoardRow, now: float) -> list[Span]:
    if row.level is not None:
        return [(level_words(row.level), "quiet" if row.ended else level_ink(row.level))]
    if row.suggested is not None and not row.ended:
        return [(say("unset, "), "strong"), (say("{level}?", level=row.suggested), level_ink(row.suggested))]
    return [(say("unset"), "quiet" if row.ended else "strong")]


def level_sentence(level: str | None, suggested: str | None) -> list[Span]:
    """Say the level in full, where there is room."""
    if level is not None:
        return [(level_words(level), level_ink(level))]
    if suggested is not None:
        return [(say("level not set, suggested "), "strong"), (level_words(suggested), level_ink(suggested))]
    return [(say("level not set"), "strong")]


def _state(row: BoardRow, now: float) -> list[Span]:
    if row.after_the_fact:
        return [(say("after the fact"), "quiet")]
    return [(state_words(row.state), "quiet" if row.ended else "")]


def _elapsed(row: BoardRow, now: float) -> Span:
    if row.after_the_fact:
        return ("", "")
    return (lasted((row.ended or now) - row.began), "quiet" if row.ended else "")


def _next(row: BoardRow, now: float) -> list[Span]:
    if row.next_due is None:
        return [("", "")]
    if row.after_the_fact:
        return [(row.next_subject, "quiet")]
    count, late = left(row.next_due, now)
    return [(row.next_subject, "late" if late else ""), (f" {count}", "late" if late else "strong")]


def columns(zone: Callable[[], tzinfo]) -> list[Column[BoardRow]]:
    """Give the columns, those that count every second among them."""

    def last(row: BoardRow, now: float) -> list[Span]:
        if row.last is None:
            return [("", "")]
        return [(clock(row.last, zone()) + " ", "quiet"), (row.last_text, "quiet" if row.ended else "")]

    return [
        Column("number", lambda: say("No."), lambda r, n: (r.number, "quiet" if r.ended else "strong"), 8),
        Column("level", lambda: say("Level"), _level, 11),
        Column("what", lambda: say("What"), lambda r, n: (r.what, "quiet" if r.ended else ""), 13, grow=2),
        Column("where", lambda: say("Where"), lambda r, n: (r.where, "quiet" if r.ended else ""), 13, grow=2),
        Column("state", lambda: say("State"), _state, 10, from_width=118),
        Column("elapsed", lambda: say("Elapsed"), _elapsed, 8, right=True, ticks=True, from_width=118, gap=2),
        Column("command", lambda: say("Command"), lambda r, n: (r.command, "quiet" if r.ended else ""), 11, grow=2, from_width=118),
        Column("next", lambda: say("Next"), _next, 22, grow=3, ticks=True, tail=True, gap=2),
        Column("last", lambda: say("Last word"), last, 12, grow=8, from_width=118),
    ]
