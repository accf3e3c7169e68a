"""How an incident is told: its head, what it owes with countdowns, level and grade apart, the chain, the facts (R4.1–R4.3; SCREENS)."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any, NamedTuple

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, fold, shown
from commandpost.tui.parts.counted import clock, lasted, left
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words, state_words
from commandpost.tui.parts.sheet import Lines


class Owed(NamedTuple):
    """An obligation of the incident; times in epoch seconds."""

    subject: str
    to: str
    due: float
    state: str
    asks: bool


OPEN = ("pending", "raised", "acknowledged")


def owed_of(records: Any) -> list[Owed]:
    """Make obligations of what `deadline.list` answered, open ones soonest first."""
    owed = [
        Owed(shown(r.subject), shown(_to(r.to)), instant(r.due_at).timestamp(), r.state, getattr(r, "applies", None) == "ask") for r in records
    ]
    return sorted(owed, key=lambda o: (o.state not in OPEN, o.due))


def _to(to: Any) -> str:
    return to if isinstance(to, str) else ", ".join(to or ())


def head_line(record: Any, width: int, now: float, zone: tzinfo) -> list[Span]:
    """Give number, type and place; then the level, who commands, the state and how long it runs, as much as fits."""
    title = f" {record.number} {shown(record.type_name)}" + (f" · {shown(record.place)}" if record.place else "")
    began = instant(record.received_at).timestamp()
    until = instant(record.ended_at).timestamp() if record.ended_at else now
    right: list[Span] = [(level_words(record.level), level_ink(record.level))] if record.level else [(say("level not set"), "strong")]
    if command := command_words(record):
        right.append((f" · {command}", ""))
    right.append((f" · {state_words(record.state)} {lasted(until - began)} ", ""))
    size = sum(cell_len(text) for text, _ in right)
    if size > width - 24:  # a narrow screen: who commands stands on the sheet below
        right = [right[0], right[-1]]
        size = sum(cell_len(text) for text, _ in right)
    return [(fit(title, max(10, width - size - 1)) + " ", "strong"), *right]


def command_words(record: Any) -> str:
    """Say who commands; an empty post is a gap that is named."""
    person, post = getattr(record, "commander", None), getattr(record, "commander_post", None)
    if person and post:
        return say("commander {person} ({post})", person=shown(person), post=post)
    if post:
        return say("commander {post}: nobody", post=post)
    return ""


def due_lines(owed: list[Owed], width: int, now: float, most: int) -> Lines:
    """Give what is owed, late ones first in words and red."""
    running = [o for o in owed if o.state in OPEN]
    lines: Lines = []
    for one in running[:most]:
        count, late = left(one.due, now)
        words = f"{one.subject}{say(' (if it applies)') if one.asks else ''}"
        to = f" → {one.to}" if one.to else ""
        ink = "late" if late else ""
        line: list[Span] = [(f" {count:>9} ", "late" if late else "strong")]
        if late:
            line.append((say("LATE") + " ", "late"))
        room = width - sum(cell_len(text) for text, _ in line) - 1
        line.append((cut(words, room), ink))
        if to and cell_len(words) + 6 < room:
            line.append((cut(to, room - cell_len(words)), "quiet"))
        lines.append(line)
    if len(running) > most:
        lines[-1].append((say(" +{count}", count=len(running) - most), "quiet"))
    if not running:
        lines.append([(" " + say("Nothing is due here."), "quiet")])
    return lines


def side_lines(record: Any, owed: list[Owed], width: int, now: float, zone: tzinfo) -> Lines:
    """Give the right side: due, level and grade, command, chain, facts."""
    done = sum(1 for one in owed if one.state == "met")
    lines: Lines = [_title(say("due"))]
    lines += due_lines(owed, width, now, most=9)
    if done:
        lines.append([(" " + say("done: {done} of {all}", done=done, all=sum(o.state != "cancelled" for o in owed)), "quiet")])
    lines += [[], _title(say("how bad"))]
    level: list[Span] = [(" " + say("response level") + "  ", "quiet")]
    if record.level:
        level.append((level_words(record.level), level_ink(record.level)))
    else:
        level.append((say("not set"), "strong"))
    if record.suggested and record.suggested != record.level:
        level += [(say(", suggested "), ""), (level_words(record.suggested), level_ink(record.suggested))]
    lines.append(level)
    if grade := getattr(record, "grade_text", None) or getattr(record, "grade", None):
        lines.append([(" " + say("accident grade") + "  ", "quiet"), (shown(str(grade)), "strong")])
    if command := command_words(record):
        lines.append([(f" {cut(command, width - 2)}", "")])
    lines += _chain(record, width, zone)
    lines += _facts(record, width)
    return lines


def _title(text: str) -> list[Span]:
    return [(f" {text}", "quiet")]


def _chain(record: Any, width: int, zone: tzinfo) -> Lines:
    steps = getattr(record, "chain", None) or ()
    if not steps:
        return []
    told = []
    for step in steps:
        when = clock(instant(step.at).timestamp(), zone) if step.at else "—"
        told.append(f"{shown(step.name)} {when}")
    return [[], _title(say("chain")), *([(f" {part}", "")] for part in fold(" → ".join(told), width - 2))]


def _facts(record: Any, width: int) -> Lines:
    facts = getattr(record, "facts_text", None) or ()
    if not facts:
        return []
    return [[], _title(say("facts")), *([(f" {part}", "")] for part in fold(" · ".join(shown(f) for f in facts), width - 2))]
