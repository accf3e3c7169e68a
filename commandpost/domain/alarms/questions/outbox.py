"""The messages that are to go out now, and those that nobody could deliver: what a watch takes in hand (R4.1, R4.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from commandpost.domain.alarms.questions.naming import Namer
from commandpost.domain.alarms.records.shown import Message, Outbox
from commandpost.domain.alarms.rules.messages import MINUTE_S, TAKEN_FOR_S, Fate, given_up, grown, wants_sending
from commandpost.domain.alarms.rules.wording import digest, line
from commandpost.domain.core.kinds import Code
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.rules.subjects import subject
from commandpost.locale.words import say
from commandpost.store.instant import seconds_between, shifted

KEPT_MIN = 12 * 60  # what is older has been told again since, or its steps are over
YOUNG_S = 2 * MINUTE_S  # until then a message may still take alarms in
UNHEARD_S = 30  # a message on a channel that nobody here has fails after this
SHOWN = ("screen", "call")  # these stand in the table until a desk shows them: they never fail
STEPS = """
SELECT s.told, s.raised_at, d.kind, d.code, d.round, d.due_at, d.state, d.incident_id, i.type, i.plan, i.level, coalesce(i.drill, 0),
  s.rowid
FROM alert_step s CROSS JOIN deadline d ON d.id = s.deadline_id LEFT JOIN incident i ON i.id = d.incident_id
WHERE {which} ORDER BY d.due_at, s.rowid
"""
LATELY = STEPS.format(which="s.raised_at > ?")
FROM_MARK = STEPS.format(which="s.rowid >= ? AND +s.raised_at > ?")
FATES = "SELECT message_id, fate, at, alarms FROM delivery WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY rowid"


class _Held(NamedTuple):
    channel: str
    began: str
    first: int
    alarms: list[Sequence[Any]]


@reads("alert_step", "deadline", "incident", "book", "delivery")
def outbox(ask: Ask, *, channels: list[Code] = [], mine: list[Code] = [], since: Code | None = None) -> Outbox:
    """Messages that are to go out now through these channels, oldest first; `mine` are those that were taken a moment ago.

    Also the messages on other channels that nobody took within half a minute, and when to look again. With the mark of an
    earlier answer for the same channels only what had not met its fate then: a night of 8,000 steps is not read at each beat.
    """
    held = _held(ask, since)
    fates: dict[str, list[Fate]] = {}
    for message, *fate in ask(FATES, (json.dumps(list(held)),)):
        fates.setdefault(message, []).append(Fate(*fate))
    namer, ready, failed, later = Namer(ask), [], [], []
    mark, over = 0, 0
    for key, one in held.items():
        over = max(over, *(row[-1] for row in one.alarms))
        known = fates.get(key, [])
        size, ours = grown([row[1] for row in one.alarms], one.began, known), one.channel in channels
        if key in mine or (ours and _waits(one) and wants_sending(one.began, size, known, ask.now)):
            ready.append(_message(ask, namer, key, one))
        elif why := _failed(one, known, ours, ask.now):
            failed.append((key, one.channel, why, len(one.alarms)))
        elif (again := _again(one, known, size, ours)) is not None and again > ask.now:
            later.append(again)
        elif _is_over(one, known, size, ours, ask.now):
            continue
        mark = min(mark or one.first, one.first)
    return Outbox(tuple(ready), tuple(failed), min(later, default=None), str(mark or over + 1) if held else since)


def _held(ask: Ask, since: str | None) -> dict[str, _Held]:
    kept = shifted(ask.now, minutes=-KEPT_MIN)
    rows = ask(FROM_MARK, (int(since), kept)) if since is not None else ask(LATELY, (kept,))
    held: dict[str, _Held] = {}
    for row in rows:
        for _, _, channel, message in json.loads(row[0]):
            if message is not None:
                one = held.get(message) or _Held(channel, row[1], row[-1], [])
                held[message] = one._replace(began=min(one.began, row[1]), first=min(one.first, row[-1]))
                one.alarms.append(row)
    return held


def _waits(one: _Held) -> bool:
    """Whether anybody still has to be told: what was answered, met or cancelled since disturbs nobody any more."""
    return any(row[6] == "raised" for row in one.alarms)


def _failed(one: _Held, known: list[Fate], ours: bool, now: str) -> str | None:
    if given_up(known, now) and (ours or one.channel not in SHOWN):
        return "interrupted"
    unheard = not known and not ours and one.channel not in SHOWN and seconds_between(one.began, now) >= UNHEARD_S
    return "no_channel" if unheard else None


def _is_over(one: _Held, known: list[Fate], size: int, ours: bool, now: str) -> bool:
    """Whether nothing more can come of a message here: it takes no more alarms in, and has met its fate or waits for a desk that shows it."""
    if seconds_between(one.began, now) < YOUNG_S:  # also one in the future of a clock that was set back: its minute comes again
        return False
    if not known:
        return not ours and one.channel in SHOWN
    return known[-1].fate != "taken" and (not ours or size <= max(fate.alarms for fate in known))


def _again(one: _Held, known: list[Fate], size: int, ours: bool) -> str | None:
    if known and known[-1].fate == "taken":
        return shifted(known[-1].at, seconds=TAKEN_FOR_S)
    if known and ours and size > max(fate.alarms for fate in known):
        return shifted(one.began, seconds=MINUTE_S)
    return shifted(one.began, seconds=UNHEARD_S) if not known and not ours and one.channel not in SHOWN else None


def _message(ask: Ask, namer: Namer, key: str, one: _Held) -> Message:
    lines = []
    for _, _, kind, code, round_, due_at, _, incident, type_code, version, level, drill, _ in one.alarms[:6]:
        plan = ask.plan(version)
        what = subject(plan, type_code or "", kind, code, round_)
        late = int(seconds_between(due_at, ask.now))
        lines.append(line(plan, what, namer.incident(incident), level, late, bool(drill)))
    title = say("commandpost: {site}", site=ask.site.name)
    return Message(key, one.channel, title, digest(len(one.alarms), tuple(lines)), len(one.alarms), one.began)
