"""Says who commands at any moment, which offer stands, and who may offer, accept, decline or take command (R4.3).

At every moment exactly one holds command, or the gap has a name: the post that nobody holds, or no level yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commandpost.domain.core.refusal import Refusal
from commandpost.domain.incidents.records.history import CommandTold, History
from commandpost.domain.incidents.rules.state import ENDED
from commandpost.locale.words import say

OFFERING, TAKING = frozenset({"proposed", "offered"}), frozenset({"accepted", "taken"})
CLAUSE = "R4.3"


class Holding(NamedTuple):
    """Who holds command since when; without a person it is a gap, without a post either no level was set yet."""

    post: str | None
    person: str | None
    since: str | None


class Offer(NamedTuple):
    """Command as it was offered: the how many-th, to which post or person, and how it ended (None: it stands)."""

    number: int
    post: str | None
    person: str | None
    at: str
    proposed: bool
    ended: str | None = None
    ended_at: str | None = None


def holding(steps: Sequence[CommandTold], at: str) -> Holding:
    """Give who holds command at a moment; steps stand in the order of their event time, then of recording."""
    taken = [step for step in steps if step.step in TAKING and step.at <= at]
    return Holding(taken[-1].post, taken[-1].person, taken[-1].at) if taken else Holding(None, None, None)


def offers(steps: Sequence[CommandTold]) -> list[Offer]:
    """Give every offer with its end: accepted, declined, taken over by somebody else, withdrawn, or offered anew to another."""
    made: list[Offer] = []
    for step in steps:
        stands = bool(made) and made[-1].ended is None
        if step.step in OFFERING:
            if stands:
                made[-1] = made[-1]._replace(ended="offered_anew", ended_at=step.at)
            made.append(Offer(len(made) + 1, step.post, step.person, step.at, step.step == "proposed"))
        elif stands:
            made[-1] = made[-1]._replace(ended=step.step, ended_at=step.at)
    return made


def standing_offer(steps: Sequence[CommandTold]) -> Offer | None:
    """Give the offer that nobody has answered yet."""
    made = offers(steps)
    return made[-1] if made and made[-1].ended is None else None


def may_offer(history: History, post: str | None, person: str | None, *, named: str) -> Refusal | None:
    """Command may be offered to anybody but who holds it, and once to the same one, while the incident has not ended."""
    if history.state == ENDED:
        return _over()
    if person is not None and person == history.commander_person:
        return Refusal(say("{name} holds command already.", name=named), say("Nothing is to be passed."), CLAUSE)
    offer = standing_offer(history.command)
    same = offer is not None and (offer.person == person if person is not None else offer.person is None and offer.post == post)
    if same and offer is not None and not offer.proposed:
        return Refusal(
            say("Command is offered to {name} already, and not answered yet.", name=named),
            say("Wait for the answer, offer it to another, or take it with a reason."),
            CLAUSE,
        )
    return None


def may_answer_offer(history: History, who: str | None, holders: Sequence[str], *, named: str) -> Refusal | None:
    """Only the one to whom command was offered, or who holds the post it was offered to, accepts or declines it."""
    if history.state == ENDED:
        return _over()
    offer = standing_offer(history.command)
    if offer is None:
        return Refusal(
            say("Command is offered to nobody now."), say("Take it with a reason: commandpost command take N --as NAME --reason TEXT"), CLAUSE
        )
    allowed = holders if offer.person is None or offer.proposed else [offer.person]
    if who is None or who not in allowed:
        return Refusal(
            say("Command was offered to {name}, who alone accepts or declines it.", name=named),
            say("Say who answers with --as NAME, give the post to somebody, or take command with a reason."),
            CLAUSE,
        )
    return None


def may_take(history: History, who: str | None) -> Refusal | None:
    """Somebody may take command over, with a reason, who does not hold it already."""
    if history.state == ENDED:
        return _over()
    if who is None or who == history.commander_person:
        return Refusal(say("Whoever takes command must be another one than who holds it."), say("Name the person with --as NAME."), CLAUSE)
    return None


def _over() -> Refusal:
    return Refusal(say("The incident has ended."), say("Reopen it first, with a reason."), CLAUSE)
