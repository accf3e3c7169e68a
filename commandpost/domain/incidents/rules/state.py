"""Says which steps an incident allows: level, type, chain, answers, control, reopening (R4.3, R4.5).

The same question greys a key and is asked again, with the truth, inside the transaction.

Words: reported (level not set), responding, controlled, ended; a reopened incident responds again.
"""

from __future__ import annotations

from commandpost.domain.core.refusal import Refusal
from commandpost.domain.incidents.records.history import History
from commandpost.locale.words import say
from commandpost.plan.reader import Plan

REPORTED, RESPONDING, CONTROLLED, ENDED = STATES = ("reported", "responding", "controlled", "ended")


def _over(clause: str) -> Refusal:
    return Refusal(say("The incident has ended."), say("Reopen it first, with a reason."), clause)


def may_set_level(plan: Plan, history: History, level: str) -> Refusal | None:
    """Any level may be decided, lower or higher, while the incident has not ended; keeping it is a decision too."""
    if history.state == ENDED:
        return _over("R4.3")
    if level not in plan.levels:
        return Refusal(
            say("“{level}” is no response level.", level=level),
            say("Choose one of {levels}.", levels=", ".join(plan.levels)),
            "R4.3",
        )
    return None


def may_change_type(plan: Plan, history: History, type_code: str) -> Refusal | None:
    """The type may change midway, to another one of the plan."""
    if history.state == ENDED:
        return _over("R1.2")
    if type_code not in plan.types:
        return Refusal(
            say("“{type}” is no incident type of the plan.", type=type_code),
            say("Choose one of its types by its code."),
            "R1.2",
        )
    if type_code == history.types[-1].type:
        return Refusal(
            say("The incident already has this type."), say("Choose another type, or leave it."), "R1.2", type_code
        )
    return None


def may_step_chain(plan: Plan, history: History, step: str) -> Refusal | None:
    """A step of the report chain is taken once, in whatever order it happened."""
    if step not in {known.code for known in plan.chain}:
        return Refusal(
            say("“{step}” is no step of the report chain.", step=step),
            say("Choose one of {steps}.", steps=", ".join(known.code for known in plan.chain)),
            "R4.1",
        )
    if step in history.chain:
        return Refusal(
            say("This step of the report chain was already taken."), say("Put what is new into the log."), "R4.1", step
        )
    return None


def may_answer(plan: Plan, history: History, rule: str) -> Refusal | None:
    """A rule of the incident's type may be answered, and answered again, at any time: the law outlives the end."""
    known = plan.types[history.types[-1].type].rules
    if rule not in known:
        named = say("Choose one of {rules}.", rules=", ".join(known))
        if not known:
            named = say("The type has no statutory rule; change the type first.")
        return Refusal(say("“{rule}” is no rule of this incident's type.", rule=rule), named, "R4.1")
    return None


def may_confirm(plan: Plan, history: History, rule: str) -> Refusal | None:
    """A danger may be confirmed where the rule says so; what has been confirmed stays so."""
    refusal = may_answer(plan, history, rule)
    if refusal is not None:
        return refusal
    if plan.rules[rule].or_confirmed_zh is None:
        return Refusal(
            say("This rule starts by its own test; there is nothing to confirm."),
            say("Set the fact, or answer the rule yes or no."),
            "R4.1",
            rule,
        )
    if any(said.rule == rule and said.answer == "confirmed" for said in history.answers):
        return Refusal(say("This was already confirmed."), say("Answer the rule yes or no."), "R4.1", rule)
    return None


def may_control(history: History) -> Refusal | None:
    """An incident may be called controlled once its level is decided, and while it has not ended."""
    if history.state == ENDED:
        return _over("R4.5")
    if history.state == REPORTED:
        return Refusal(say("No response level is set yet."), say("Set it first, with a reason."), "R4.3")
    if history.state == CONTROLLED:
        return Refusal(
            say("The incident is already under control."), say("Declare its end, or go on with the log."), "R4.5"
        )
    return None


def may_reopen(history: History) -> Refusal | None:
    """Only what has ended is reopened."""
    if history.state != ENDED:
        return Refusal(
            say("The incident has not ended."), say("Go on with the log; there is nothing to reopen."), "R4.5"
        )
    return None


def after_level(state: str) -> str:
    """Give the state once a level is decided: what was only reported responds; else it stays."""
    return RESPONDING if state == REPORTED else state
