"""Says what still stands between an incident and its end, and which parts of a report are missing (R4.2, R4.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from commandpost.domain.core.refusal import Refusal
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.rules.state import CONTROLLED, ENDED
from commandpost.locale.words import language, say
from commandpost.plan.reader import Criterion, Plan

PARTS = ("time", "place", "nature", "scope", "severity", "measures")


def missing_parts(history: History) -> tuple[str, ...]:
    """Name the parts of R4.2 that nobody has told yet, in the order of a report."""
    return tuple(part for part in PARTS if part not in history.parts)


def criteria_of(plan: Plan, history: History) -> tuple[Criterion, ...]:
    """Give the closing criteria of today's type."""
    return plan.types[history.types[-1].type].closing_criteria


def missing_criteria(plan: Plan, history: History) -> tuple[str, ...]:
    """Give the codes of the closing criteria of today's type that are neither met nor overridden."""
    return tuple(criterion.code for criterion in criteria_of(plan, history) if criterion.code not in history.criteria)


def may_end(
    plan: Plan,
    history: History,
    *,
    met: Collection[str] = (),
    overridden: Mapping[str, str] | None = None,
    confirmed_by: str | None,
) -> Refusal | None:
    """The end needs control, every criterion met or overridden with a reason, and the leading group's word (R4.5).

    `met` and `overridden` (criterion to reason) are what the declaration itself brings.
    """
    if history.state == ENDED:
        return Refusal(say("The incident has already ended."), say("Reopen it with a reason if it goes on."), "R4.5")
    if history.state != CONTROLLED:
        return Refusal(say("The incident is not under control yet."), say("Say first that it is controlled."), "R4.5")
    overridden = overridden or {}
    names = {criterion.code: criterion.name(language()) for criterion in criteria_of(plan, history)}
    strange = sorted((set(met) | set(overridden)) - names.keys())
    if strange:
        return Refusal(
            say("“{code}” is no closing criterion of this type.", code=strange[0]),
            say("Its criteria are: {codes}.", codes=", ".join(names)),
            "R4.5",
            strange[0],
        )
    silent = [code for code, reason in overridden.items() if not reason.strip()]
    if silent:
        what = say("A criterion is overridden without a reason.")
        return Refusal(what, say("Give the reason after the criterion."), "R4.5", silent[0])
    open_ = [code for code in missing_criteria(plan, history) if code not in {*met, *overridden}]
    if open_:
        return Refusal(
            say("Not met yet: {criteria}.", criteria="; ".join(f"{names[code]} ({code})" for code in open_)),
            say("Mark each one as met, or override it with a reason."),
            "R4.5",
            open_[0],
        )
    if not (confirmed_by or "").strip():
        what = say("The leading group has not confirmed the end.")
        return Refusal(what, say("Name who confirmed it for the leading group."), "R4.5")
    return None
