"""How an incident is told: head, what it owes with countdowns, level and grade apart, chain, facts (R4.1–R4.3)."""

from __future__ import annotations

from typing import Any, NamedTuple

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, fold, shown
from commandpost.tui.parts.counted import lasted, left
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words, state_words
from commandpost.tui.parts.sheet import Lines
from commandpost.tui.parts.telling import Teller

OPEN = ("pending", "raised", "acknowledged")
MOST = 9  # obligations told on the side


class Owed(NamedTuple):
    """An obligation of the incident; `due` in epoch seconds."""

    subject: str
    to: str
    due: float
    state: str
    asks: bool


def owed_of(records: Any, now: str) -> list[Owed]:
    """Make obligations of what `deadline.list` answered, open ones soonest first; what starts later is not owed yet."""
    owed = [
        Owed(shown(r.subject), shown(r.to_names), instant(r.due_at).timestamp(), r.state, r.applies == "ask")
        for r in records
        if r.due_at < "9" and r.started_at <= now
    ]
    return sorted(owed, key=lambda one: (one.state not in OPEN, one.due))


def head_line(record: Any, width: int, now: float, tell: Teller) -> list[Span]:
    """Give number, type and place; then the level, who commands, the state and how long it runs, as much as fits."""
    title = f" {record.number} {shown(record.type_name)}" + (f" · {shown(record.place)}" if record.place else "")
    began = instant(record.received_at).timestamp()
    until = instant(record.ended_at).timestamp() if record.ended_at else now
    level = level_words(record.level) if record.level else say("level not set")
    right: list[Span] = [(level, level_ink(record.level) if record.level else "strong")]
    state = state_words(record.state)
    if record.after_the_fact:
        right.append((f" · {say('after the fact')} · {state} ", "quiet"))
    else:
        right.append((f" · {state} {lasted(until - began)} ", ""))
    if command := command_words(record, tell):
        words: Span = (f" · {command}", "")
        if sum(cell_len(text) for text, _ in (*right, words)) < width - 24:  # else it stands on the side, or below
            right.insert(1, words)
    size = sum(cell_len(text) for text, _ in right)
    return [(fit(title, max(10, width - size - 1)) + " ", "strong"), *right]


def command_words(record: Any, tell: Teller) -> str:
    """Say who commands; an empty post is a gap that is named."""
    person, post = record.commander.person, record.commander.post
    if person and post:
        return say("commander {person} ({post})", person=shown(person), post=tell.post(post))
    if person:
        return say("commander {person}", person=shown(person))
    return say("commander: nobody ({post})", post=tell.post(post)) if post else ""


def due_lines(owed: list[Owed], width: int, now: float, most: int) -> Lines:
    """Give what is owed, late ones first in words and red."""
    running = [one for one in owed if one.state in OPEN]
    lines: Lines = []
    for one in running[:most]:
        count, late = left(one.due, now)
        line: list[Span] = [(f" {count:>9} ", "late" if late else "strong")]
        if late:
            line.append((say("LATE") + " ", "late"))
        room = width - sum(cell_len(text) for text, _ in line) - 1
        words = cut(one.subject + (say(" (if it applies)") if one.asks else ""), room)
        line.append((words, "late" if late else ""))
        if one.to and cell_len(words) + 6 < room:
            line.append((cut(f" → {one.to}", room - cell_len(words)), "quiet"))
        lines.append(line)
    if len(running) > most:
        lines.append([(" " * 11 + say("and {count} more", count=len(running) - most), "quiet")])
    return lines or [[(" " + say("Nothing is due here."), "quiet")]]


def due_in_short(owed: list[Owed], width: int, now: float, lines: int) -> Lines:
    """Give the first of what is owed, the number of the others behind it."""
    more = sum(one.state in OPEN for one in owed) - lines
    tail = f" +{more}" if more > 0 else ""
    told = due_lines(owed, width - cell_len(tail), now, lines)[:lines]
    return [*told[:-1], [*told[-1], (tail, "quiet")]]


def side_lines(record: Any, owed: list[Owed], width: int, now: float, tell: Teller) -> Lines:
    """Give the right side: what is due, how bad it is, who acts, how far the report went, what is known."""
    lines: Lines = [_title(say("due")), *due_lines(owed, width, now, MOST)]
    counted = [one for one in owed if one.state != "cancelled"]
    if done := sum(one.state == "met" for one in counted):
        lines.append([(" " + say("done: {done} of {all}", done=done, all=len(counted)), "quiet")])
    lines += [[], _title(say("how bad")), _level(record)]
    lines.append([(" " + say("accident grade") + "  ", "quiet"), (tell.grade(record.grade), "strong")])
    acting = say("acting: {groups}", groups=tell.groups(record.groups)) if record.groups else ""
    who = [command_words(record, tell), acting]
    if any(who):
        lines += [[], _title(say("who"))]
        lines += [[(f" {part}", "")] for words in who if words for part in fold(words, width - 2)]
    lines += _chain(record, width, tell)
    if record.facts:
        lines += [[], _title(say("facts"))]
        lines += [[(f" {part}", "")] for part in fold(" · ".join(tell.facts(record.facts)), width - 2)]
    if record.state == "controlled":
        lines += [[], _title(say("to end it"))]
        for one in record.criteria:
            mark = say("met") if one.met else say("overridden") if one.overridden else say("open")
            text = cut(shown(one.text), width - cell_len(mark) - 4)
            lines.append([(f" {mark}  ", "quiet" if one.met else "strong"), (text, "")])
    return lines


def _title(text: str) -> list[Span]:
    return [(f" {text}", "quiet")]


def _level(record: Any) -> list[Span]:
    spans: list[Span] = [(" " + say("response level") + "  ", "quiet")]
    spans.append((level_words(record.level), level_ink(record.level)) if record.level else (say("not set"), "strong"))
    if record.suggested and record.suggested != record.level and not record.ended_at:
        spans += [(say(", suggested "), ""), (level_words(record.suggested), level_ink(record.suggested))]
    return spans


def _chain(record: Any, width: int, tell: Teller) -> Lines:
    lines: Lines = [[], _title(say("report chain"))]
    for step in record.chain:
        when = tell.clock(step.at) if step.at else "  —  "
        lines.append(
            [(f" {when}  ", "" if step.at else "quiet"), (cut(shown(step.name), width - 9), "" if step.at else "quiet")]
        )
    return lines
