"""The end (R4.5) and the steps an incident allows (R4.3): refused in words, with what to do instead."""

from __future__ import annotations

from typing import Any

import pytest
from told import at, our_plan, told

from commandpost.domain.incidents.records.history import Answer
from commandpost.domain.incidents.rules.closing import PARTS, criteria_of, may_end, missing_criteria, missing_parts
from commandpost.domain.incidents.rules.state import (
    after_level,
    may_answer,
    may_change_type,
    may_confirm,
    may_control,
    may_reopen,
    may_set_level,
    may_step_chain,
)
from commandpost.locale.words import set_language

FIRE = ("fire.close.flames_out", "fire.close.headcount", "fire.close.systems_reset")


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def controlled(**more: Any) -> Any:
    return told("fire", **{"state": "controlled", "decisions": [("10:01", "III")], **more})


def end(history: Any, **more: Any) -> str | None:
    refusal = may_end(our_plan(), history, **{"met": FIRE, "confirmed_by": "Chen Hao", **more})
    return refusal.what if refusal else None


def test_the_six_parts_of_a_report_that_are_missing_are_named() -> None:
    assert missing_parts(told("fire")) == PARTS == ("time", "place", "nature", "scope", "severity", "measures")
    assert missing_parts(told("fire", parts=frozenset({"time", "place", "severity"}))) == (
        "nature",
        "scope",
        "measures",
    )


def test_criteria_are_those_of_todays_type_less_what_is_met_or_overridden() -> None:
    assert tuple(criterion.code for criterion in criteria_of(our_plan(), told("fire"))) == FIRE
    assert missing_criteria(our_plan(), told("fire", criteria={FIRE[0]: "met", FIRE[2]: "overridden"})) == (FIRE[1],)


def test_the_end_comes_after_control() -> None:
    assert end(controlled()) is None
    assert (
        end(told("fire", state="responding", decisions=[("10:01", "III")])) == "The incident is not under control yet."
    )
    assert end(controlled(state="ended")) == "The incident has already ended."


def test_every_criterion_is_met_or_overridden_with_a_reason() -> None:
    refusal = may_end(our_plan(), controlled(), met=FIRE[:1], confirmed_by="Chen Hao")
    assert refusal is not None and refusal.clause == "R4.5" and refusal.subject == FIRE[1]
    assert FIRE[1] in refusal.what and FIRE[2] in refusal.what and FIRE[0] not in refusal.what
    assert end(controlled(), met=FIRE[:2], overridden={FIRE[2]: "mains off, guard posted"}) is None
    assert end(controlled(), met=FIRE[:2], overridden={FIRE[2]: "  "}) == "A criterion is overridden without a reason."
    assert end(controlled(criteria=dict.fromkeys(FIRE, "met")), met=()) is None
    assert (
        end(controlled(), met=(*FIRE, "fire.close.nonsense"))
        == "“fire.close.nonsense” is no closing criterion of this type."
    )


@pytest.mark.parametrize("nobody", [None, "", "  "])
def test_the_leading_group_confirms_the_end(nobody: str | None) -> None:
    assert end(controlled(), confirmed_by=nobody) == "The leading group has not confirmed the end."


def test_control_comes_after_the_level_and_once() -> None:
    assert may_control(told("fire", decisions=[("10:01", "III")])) is None
    assert may_control(told("fire")).what == "No response level is set yet."
    assert may_control(controlled()).what == "The incident is already under control."
    assert may_control(controlled(state="ended")).what == "The incident has ended."


def test_only_what_has_ended_is_reopened() -> None:
    assert may_reopen(controlled(state="ended")) is None
    assert may_reopen(controlled()).what == "The incident has not ended."


def test_any_level_may_be_decided_until_the_end() -> None:
    plan = our_plan()
    assert may_set_level(plan, told("fire"), "I") is may_set_level(plan, controlled(), "IV") is None
    assert may_set_level(plan, told("fire"), "V").what == "“V” is no response level."
    assert may_set_level(plan, controlled(state="ended"), "I").do == "Reopen it first, with a reason."
    assert (after_level("reported"), after_level("controlled")) == ("responding", "controlled")


def test_the_type_changes_to_another_one_of_the_plan() -> None:
    plan = our_plan()
    assert may_change_type(plan, told("fire"), "gas_leak") is None
    assert may_change_type(plan, told("fire"), "fire").what == "The incident already has this type."
    assert (
        may_change_type(plan, told("fire"), "flood of tears").what
        == "“flood of tears” is no incident type of the plan."
    )
    assert may_change_type(plan, controlled(state="ended"), "gas_leak").what == "The incident has ended."


def test_a_step_of_the_chain_is_taken_once() -> None:
    plan = our_plan()
    assert may_step_chain(plan, told("fire"), "verified") is None
    assert may_step_chain(plan, told("fire", chain={"verified": at("10:05")}), "verified").clause == "R4.1"
    assert "department" in may_step_chain(plan, told("fire"), "hearsay").do


def test_rules_are_answered_again_and_again_and_confirmed_once() -> None:
    plan = our_plan()
    assert may_answer(plan, controlled(state="ended"), "work_safety_accident") is None
    assert may_answer(plan, told("fire"), "food_safety").what == "“food_safety” is no rule of this incident's type."
    assert may_answer(plan, told("earthquake"), "food_safety").do.startswith("The type has no statutory rule")
    assert may_confirm(plan, told("fire"), "work_safety_accident") is None
    assert may_confirm(plan, told("lift_entrapment"), "special_equipment").clause == "R4.1"
    said = (Answer("work_safety_accident", "confirmed", at("10:02")),)
    assert may_confirm(plan, told("fire", answers=said), "work_safety_accident").what == "This was already confirmed."
