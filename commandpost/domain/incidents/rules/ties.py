"""Says which two incidents may be merged or linked, and which tie may be undone (R4.1): no chains, no circles, a drill apart from what is real."""

from __future__ import annotations

from commandpost.domain.core.refusal import Refusal
from commandpost.domain.incidents.records.ties import TieEnd
from commandpost.locale.words import say

CLAUSE = "R4.1"


def may_merge(this: TieEnd, into: TieEnd) -> Refusal | None:
    """One report twice may be merged into the other: never in chains or circles, nor a running one into what is over or was written down later."""
    return _may_point(this, into) or _may_meet(this, into)


def _may_point(this: TieEnd, into: TieEnd) -> Refusal | None:
    if this.number == into.number:
        return Refusal(
            say("{number} cannot be tied to itself.", number=this.number), say("Name two incidents."), CLAUSE, this.number
        )
    if into.merged_into == this.number:
        return Refusal(
            say("{into} was merged into {number} before: each would mean the other.", into=into.number, number=this.number),
            say("Undo that first: commandpost incident unmerge {number} --reason TEXT", number=into.number),
            CLAUSE,
            into.number,
        )
    if this.merged_into is not None:
        return Refusal(
            say("{number} is already merged into {into}.", number=this.number, into=this.merged_into),
            say("Undo that first: commandpost incident unmerge {number} --reason TEXT", number=this.number),
            CLAUSE,
            this.number,
        )
    if into.merged_into is not None:
        return Refusal(
            say("{number} is itself merged into {into}.", number=into.number, into=into.merged_into),
            say("Merge into {into}.", into=into.merged_into),
            CLAUSE,
            into.number,
        )
    if this.holds:
        return Refusal(
            say("Others are merged into {number}: {numbers}.", number=this.number, numbers=", ".join(this.holds)),
            say("Undo those merges, then merge each into {into}.", into=into.number),
            CLAUSE,
            this.number,
        )
    return None


def _may_meet(this: TieEnd, into: TieEnd) -> Refusal | None:
    if this.drill != into.drill:
        drill = this.number if this.drill else into.number
        return Refusal(
            say("{number} is a drill, the other one is real.", number=drill),
            say("They stay two; what is real is never part of an exercise."),
            "R7.3",
            drill,
        )
    if into.ended and not this.ended:
        return Refusal(
            say("{into} has ended, {number} has not.", into=into.number, number=this.number),
            say("Reopen {into} first, or end {number}.", into=into.number, number=this.number),
            CLAUSE,
            into.number,
        )
    if into.after_the_fact and not this.after_the_fact:
        return Refusal(
            say("{into} was written down after the fact: it keeps no watch over times.", into=into.number),
            say("Merge the other way round: {into} into {number}.", into=into.number, number=this.number),
            CLAUSE,
            into.number,
        )
    return None


def may_unmerge(this: TieEnd) -> Refusal | None:
    """Only what is merged is parted again."""
    if this.merged_into is None:
        return Refusal(
            say("{number} is not merged into another.", number=this.number),
            say("See what is: commandpost incident list"),
            CLAUSE,
            this.number,
        )
    return None


def may_link(number: str, other: str, *, linked: bool) -> Refusal | None:
    """Two incidents are linked once; a number merged into the other one is the other one."""
    if number == other:
        return Refusal(say("{number} cannot be tied to itself.", number=number), say("Name two incidents."), CLAUSE, number)
    if linked:
        return Refusal(
            say("{number} and {other} are linked already.", number=number, other=other),
            say("Nothing is left to link."),
            CLAUSE,
            other,
        )
    return None


def may_unlink(number: str, other: str, *, linked: bool) -> Refusal | None:
    """Only what is linked is unlinked."""
    if not linked:
        return Refusal(
            say("{number} and {other} are not linked.", number=number, other=other),
            say("See its links: commandpost incident show {number}", number=number),
            CLAUSE,
            other,
        )
    return None


def starts_earlier(this: TieEnd, into: TieEnd) -> bool:
    """Whether the merged report counts for when the other one was received: what was written down after the fact moves no clock of one that ran."""
    return into.after_the_fact or not this.after_the_fact
