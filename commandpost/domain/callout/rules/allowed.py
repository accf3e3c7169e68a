"""Says who may be expected, answer, pause and be let go (R3.4, R4.4): nothing is done that would hide a silence."""

from __future__ import annotations

from commandpost.domain.callout.records.hearing import Expected
from commandpost.domain.callout.rules.hearing import open_round
from commandpost.domain.core.refusal import Refusal
from commandpost.locale.words import say

CLAUSE = "R4.4"


def may_answer(told: Expected, at: str, now: str, who: str) -> Refusal | None:
    """Who is heard was heard by now, after they were first expected."""
    if at > now:
        return Refusal(say("Nobody was heard yet at that time."), say("Give the time at which they answered, or none."), CLAUSE, who)
    if at < told.since:
        return Refusal(say("{who} was not expected yet at that time.", who=who), say("Give a later time with --at, or none."), CLAUSE, who)
    return None


def may_pause(told: Expected, until: str, at: str, now: str, who: str) -> Refusal | None:
    """Only who was heard in time may be paused, until a time that lies ahead."""
    if until <= max(at, now):
        return Refusal(say("This time has passed already."), say("Give a time that lies ahead with --until."), CLAUSE, who)
    return _not_silent(told, now, who)


def may_stop(told: Expected, now: str, who: str) -> Refusal | None:
    """Who is silent is looked for, not let go."""
    return _not_silent(told, now, who)


def _not_silent(told: Expected, now: str, who: str) -> Refusal | None:
    last = told.heard[-1] if told.heard else told.since
    called = told.at_once_min is not None and any(call > last for call in told.calls)
    if open_round(told).due_at <= now or called:
        return Refusal(
            say("{who} is silent: nothing was heard since they were called.", who=who) if called else say("{who} is silent.", who=who),
            say("Hear them first: commandpost hear answer, or send somebody to look."),
            CLAUSE,
            who,
        )
    return None
