"""Says when an incident may wait and be taken back, and what goes on meanwhile: the law's clocks are never held (R4.2)."""

from __future__ import annotations

from commandpost.domain.core.refusal import Refusal
from commandpost.domain.incidents.records.history import History, HoldTold
from commandpost.domain.incidents.rules.state import ENDED
from commandpost.locale.words import say

LAW = frozenset({"statutory", "supplement"})


def standing_hold(history: History) -> HoldTold | None:
    """Give the hold that nobody has taken back, past its time or not."""
    return history.holds[-1] if history.holds and history.holds[-1].ended_at is None else None


def may_hold(history: History, until: str, at: str, now: str) -> Refusal | None:
    """An incident that has not ended may wait until a time that lies ahead."""
    if history.state == ENDED:
        return Refusal(say("The incident has ended."), say("Reopen it first, with a reason."), "R4.2")
    if until <= max(at, now):
        return Refusal(say("This time has passed already."), say("Give a time that lies ahead with --until."), "R4.2")
    return None


def may_resume(history: History) -> Refusal | None:
    """Only what waits is taken back."""
    if standing_hold(history) is None:
        return Refusal(say("The incident is not on hold."), say("Go on with the log; nothing is to be taken back."), "R4.2")
    return None
