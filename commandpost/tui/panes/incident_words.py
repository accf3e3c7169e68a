"""How an incident is told at its head: number, level, command, how long; what is late, whatever else is shown (R4.1–R4.3)."""

from __future__ import annotations

from typing import Any, NamedTuple

from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, fold, shown
from commandpost.tui.parts.command_told import holder_words
from commandpost.tui.parts.counted import is_late, left
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words, state_words
from commandpost.tui.parts.sheet import Lines
from commandpost.tui.parts.telling import Teller

OPEN = ("pending", "raised", "acknowledged")


class Owed(NamedTuple):
    """An obligation of the incident; `due` in epoch seconds."""

    id: str
    subject: str
    to: str
    due: float
    state: str
    asks: bool
    kind: str
    code: str

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN


def owed_of(records: Any, now: str) -> list[Owed]:
    """Make obligations of what `deadline.list` answered, open ones soonest first; what starts later is not owed yet."""
    owed = [
        Owed(r.id, shown(r.subject), shown(r.to_names), instant(r.due_at).timestamp(), r.state, r.applies == "ask", r.kind, r.code)
        for r in records
        if r.due_at < "9" and r.started_at <= now
    ]  # fmt: skip
    return sorted(owed, key=lambda one: (not one.open, one.due))


def head_line(record: Any, width: int, now: float, tell: Teller) -> list[Span]:
    """Give number, type and place; then the level, who commands, the state and how long it runs, as much as fits."""
    title = f" {record.number} {shown(record.type_name)}" + (f" · {shown(record.place)}" if record.place else "")
    began = instant(record.received_at).timestamp()
    until = instant(record.ended_at).timestamp() if record.ended_at else now
    level = level_words(record.level) if record.level else say("level not set")
    right: list[Span] = [(" 演练 EXERCISE ", "flag"), ("  ", "")] if record.drill else []
    right.append((level, level_ink(record.level) if record.level else "strong"))
    held = held_words(record, tell)
    state = f"{held} ·" if held else state_words(record.state)
    if record.after_the_fact:
        right.append((f" · {say('after the fact')} · {state} ", "quiet"))
    else:
        right.append((f" · {state} {lasted(until - began)} ", ""))
    if command := holder_words(record, tell):
        words: Span = (f" · {command}", "")
        if sum(cell_len(text) for text, _ in (*right, words)) < width - 24:  # else it stands on the side
            right.insert(len(right) - 1, words)
    size = sum(cell_len(text) for text, _ in right)
    return [(fit(title, max(10, width - size - 1)) + " ", "strong"), *right]


def held_words(record: Any, tell: Teller) -> str:
    """Say until when it waits; nothing where it does not."""
    until = getattr(record, "held_until", None)
    return say("held until {time}", time=tell.clock(until)) if until and record.state != "ended" else ""


def tab_line(at: int, late: int, width: int) -> list[Span]:
    """Give the names of the three columns, the one that is seen strong, where only one is: the late ones stay counted."""
    due = say("what must happen")
    names = [say("log"), due, say("who and how bad")]
    spans: list[Span] = [(" ", "")]
    for place, name in enumerate(names):
        spans.append((f"[{name}]" if place == at else f" {name} ", "strong" if place == at else "quiet"))
        if place == 1 and late:
            spans.append((" " + say("{count} LATE", count=late), "late"))
        spans.append(("  ", ""))
    tail = say("Tab")
    room = width - sum(cell_len(text) for text, _ in spans) - cell_len(tail) - 1
    return [*spans, (" " * max(0, room), ""), (tail, "quiet")]


def due_words(one: Owed, width: int, now: float, *, most: int = 2) -> Lines:
    """Give an obligation on as many lines as it needs, a few at most: late in red and in words."""
    count, late = left(one.due, now)
    head: list[Span] = [(f" {count:>8} ", "late" if late else "strong")]
    if late:
        head.append((say("LATE") + " ", "late"))
    indent = sum(cell_len(text) for text, _ in head)
    words = one.subject + (say(" (if it applies)") if one.asks else "")
    parts = fold(words, max(8, width - indent - 1))
    if len(parts) > most:
        parts = [*parts[: most - 1], cut(" ".join(parts[most - 1 :]), max(8, width - indent - 1))]
    ink = "late" if late else ""
    lines: Lines = [[*head, (parts[0], ink)], *([(" " * indent, ""), (part, ink)] for part in parts[1:])]
    room = width - indent - cell_len(parts[-1]) - 1
    if one.to and room > 8:
        lines[-1].append((cut(f" → {one.to}", room), "quiet"))
    return lines


def due_in_short(owed: list[Owed], width: int, now: float) -> Lines:
    """Give the first of what is owed on one line, the number of the others behind it."""
    running = [one for one in owed if one.open]
    if not running:
        return [[(" " + say("Nothing is due here."), "quiet")]]
    tail = f" +{len(running) - 1}" if len(running) > 1 else ""
    return [[*due_words(running[0], width - cell_len(tail), now, most=1)[0], (tail, "quiet")]]


def late_count(owed: list[Owed], now: float) -> int:
    """Give how many are late."""
    return sum(one.open and is_late(one.due, now) for one in owed)


def title(text: str, *more: Span) -> list[Span]:
    """Give the heading of a part."""
    return [(f" {text}", "quiet"), *more]


def indented(text: str, width: int, ink: str = "", *, by: int = 3, most: int = 9) -> Lines:
    """Fold a text under its heading."""
    parts = fold(text, max(8, width - by - 1))
    if len(parts) > most:
        parts = [*parts[: most - 1], cut(" ".join(parts[most - 1 :]), max(8, width - by - 1))]
    return [[(" " * by, ""), (part, ink)] for part in parts]
