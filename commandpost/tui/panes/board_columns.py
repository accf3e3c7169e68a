"""How a row of the board looks: number, level, what, where, state, time run, command, next, last word (SCREENS)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.counted import DAY, clock, day, left
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words, state_words
from commandpost.tui.parts.paged_table import Column

if TYPE_CHECKING:
    from commandpost.tui.panes.board_head import Narrowed
    from commandpost.tui.parts.standing import Standing


WIDE = 119  # from so many cells on (120 and a scroll bar) every column is there


class BoardRow(NamedTuple):
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
    last: float | None
    last_text: str
    after_the_fact: bool
    drill: bool = False
    held: float | None = None  # on hold until then
    offered: str = ""  # to whom command is offered
    offered_at: float | None = None

    @property
    def past(self) -> bool:
        """Nothing waits for anybody here."""
        return self.after_the_fact or self.ended is not None


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
        ended=_seconds(getattr(record, "ended_at", None)),
        command=_command(record),
        next_subject=shown(record.next.subject) if record.next else "",
        next_due=_seconds(record.next.due_at) if record.next else None,
        last=_seconds(record.last_at),
        last_text=shown(record.last_word or ""),
        after_the_fact=record.after_the_fact,
        drill=record.drill,
        held=_seconds(getattr(record, "held_until", None)),
        offered=shown(getattr(record, "offered_to", None) or ""),
        offered_at=_seconds(getattr(record, "offered_since", None)),
    )


def _command(record: Any) -> str:
    if record.commander:
        if record.command_post:
            return shown(say("{person} ({post})", person=record.commander, post=record.command_post))
        return shown(record.commander)
    return say("nobody ({post})", post=record.command_post) if record.command_post else ""


def _what(row: BoardRow, now: float) -> list[Span]:
    """What it is; an exercise says so in the row, also when none is on any more (R7.3)."""
    return [*([(say("drill") + " ", "accent")] if row.drill else []), (row.what, _ink(row))]


def _level(row: BoardRow, now: float) -> list[Span]:
    if row.level is not None:
        return [(level_words(row.level), _ink(row, level_ink(row.level)))]
    if row.suggested is not None and not row.past:
        return [(say("unset, "), "strong"), (say("{level}?", level=row.suggested), level_ink(row.suggested))]
    return [(say("unset"), _ink(row, "strong"))]


def level_sentence(level: str | None, suggested: str | None) -> list[Span]:
    """Say the level in full, where there is room."""
    if level is not None:
        return [(level_words(level), level_ink(level))]
    if suggested is not None:
        return [(say("level not set, suggested "), "strong"), (level_words(suggested), level_ink(suggested))]
    return [(say("level not set"), "strong")]


def _elapsed(row: BoardRow, now: float) -> Span:
    if row.after_the_fact:
        return ("", "")
    return (lasted((row.ended or now) - row.began), _ink(row))


def _next(row: BoardRow, now: float) -> list[Span]:
    if row.next_due is None:
        return [("", "")]
    if row.after_the_fact:
        return [(row.next_subject, "quiet")]
    count, late = left(row.next_due, now)
    return [(row.next_subject, "late" if late else ""), (f" {count}", "late" if late else "strong")]


def _ink(row: BoardRow, ink: str = "") -> str:
    return "quiet" if row.past else ink


def columns(standing: Standing, narrowed: Narrowed) -> list[Column[BoardRow]]:
    """Give the columns, those that count every second among them; the title of the one that orders has an arrow."""

    def last(row: BoardRow, now: float) -> list[Span]:
        if row.last is None:
            return [("", "")]
        zone = standing.zone
        today = day(row.last, zone) == day(now, zone)
        when = clock(row.last, zone) if today else day(row.last, zone)[5:]
        return [(when + " ", "quiet"), (row.last_text, _ink(row))]

    def since(row: BoardRow, now: float) -> Span:
        zone = standing.zone
        today = day(row.began, zone) == day(now, zone)
        return (clock(row.began, zone) if today else f"{day(row.began, zone)[5:]} {clock(row.began, zone)}", "quiet")

    def state(row: BoardRow, now: float) -> list[Span]:
        if row.after_the_fact:
            return [(say("after the fact"), "quiet")]
        if row.held is not None and row.ended is None:
            there = standing.zone
            return [(say("held {time}", time=clock(row.held, there) if row.held - now < DAY else day(row.held, there)[5:]), "quiet")]
        return [(state_words(row.state), _ink(row))]

    def command(row: BoardRow, now: float) -> list[Span]:
        if not row.offered or row.offered_at is None:
            return [(row.command, _ink(row))]
        asked = say("offered {time}", time=clock(row.offered_at, standing.zone))
        return [(f"→ {row.offered}?", "strong"), (f" {asked}", "quiet"), (f" · {row.command}", "")]

    arrow = narrowed.arrow
    return [
        Column("number", lambda: say("No.") + arrow("number"), lambda r, n: (r.number, _ink(r, "strong")), 8),
        Column("level", lambda: say("Level") + arrow("level"), _level, 11),
        Column("what", lambda: say("What") + arrow("what"), _what, 13, grow=2),
        Column("where", lambda: say("Where") + arrow("where"), lambda r, n: (r.where, _ink(r)), 13, grow=2),
        Column("state", lambda: say("State") + arrow("state"), state, 10, from_width=WIDE),
        Column("since", lambda: say("Since"), since, 11, from_width=170),
        Column("elapsed", lambda: say("Elapsed") + arrow("since").strip(), _elapsed, 8, right=True, ticks=True, from_width=WIDE),
        Column("command", lambda: say("Command") + arrow("command"), command, 10, grow=4, from_width=WIDE),
        Column("next", lambda: say("Next") + arrow("urgency"), _next, 25, grow=4, ticks=True, tail=True),
        Column("last", lambda: say("Last word") + arrow("last"), last, 11, grow=6, from_width=WIDE),
    ]  # fmt: skip
