"""Statutory clocks (R4.1): when they start, whether they apply, what the desk asks."""

from __future__ import annotations

import pytest
from told import Book, at, our_plan, told

from commandpost.domain.incidents.records.assessment import Clock
from commandpost.domain.incidents.records.history import Answer, TypeSpan
from commandpost.domain.incidents.rules.assess import assess
from commandpost.locale.words import set_language


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def running(type_: str, book: Book | None = None, clock: str = "12:00", **more: object) -> dict[str, Clock]:
    return {found.rule: found for found in assess(our_plan(), told(type_, book, **more), at(clock)).clocks}


def test_a_rule_without_a_test_starts_with_the_report() -> None:
    clock = running("food_poisoning")["food_safety"]
    assert (clock.applies, clock.starts_at, clock.due_at, clock.to) == (
        "ask",
        at("10:00"),
        at("12:00"),
        ("amr", "health"),
    )
    assert clock.window_until is None


def test_a_rule_without_a_test_starts_with_the_change_of_type_that_brought_it() -> None:
    spans = (TypeSpan("unclassified", at("10:00")), TypeSpan("food_poisoning", at("10:30")))
    assert running("", types=spans)["food_safety"].starts_at == at("10:30")
    spans = (TypeSpan("sudden_illness", at("10:00")), TypeSpan("food_poisoning", at("10:30")))
    assert running("", types=spans)["public_health"].starts_at == at("10:00")
    assert running("", clock="10:10", types=spans).keys() == {"public_health"}


def test_a_test_starts_the_clock_at_its_event_time_not_at_its_recording() -> None:
    book = Book().said("10:20", evacuated=10).said("10:05", minor_injuries=1)
    clock = running("fire", book)["work_safety_accident"]
    assert (clock.starts_at, clock.due_at) == (at("10:05"), at("11:05"))
    assert running("fire", book, "10:04") == {}


def test_a_fact_met_before_a_change_of_type_keeps_its_own_time() -> None:
    spans = (TypeSpan("unclassified", at("10:00")), TypeSpan("fire", at("10:30")))
    assert running("", Book().said("10:05", minor_injuries=1), types=spans)["work_safety_accident"].starts_at == at(
        "10:05"
    )


def test_no_clock_starts_before_the_report() -> None:
    book = Book().said("09:40", minor_injuries=1)
    assert running("fire", book, started_at=at("09:40"))["work_safety_accident"].starts_at == at("10:00")
    assert running("fire", book, "09:59", started_at=at("09:40")) == {}


def test_a_lower_figure_stops_no_clock() -> None:
    book = Book().said("10:05", trapped=1).said("10:10", trapped=0)
    assert running("fire", book)["work_safety_accident"].starts_at == at("10:05")


def test_what_runs_starts_the_clock_at_the_minute_of_the_grade() -> None:
    book = Book().start("10:00", "trapped_minutes")
    assert running("lift_entrapment", book, "11:59:59") == {}
    assert running("lift_entrapment", book, "12:00")["special_equipment"].starts_at == at("12:00")


def test_a_danger_may_be_confirmed_before_anyone_is_hurt() -> None:
    before = assess(our_plan(), told("fire"), at("10:10"))
    assert [ask.rule for ask in before.confirmables] == ["work_safety_accident"] and before.asks == ()
    assert before.confirmables[0].text.startswith("Nobody hurt yet")
    said = (Answer("work_safety_accident", "confirmed", at("10:07")),)
    after = assess(our_plan(), told("fire", Book().said("10:20", minor_injuries=1), answers=said), at("10:30"))
    assert after.clocks[0].starts_at == at("10:07") and after.confirmables == ()
    assert [ask.rule for ask in after.asks] == ["work_safety_accident"]


def test_an_answer_changes_no_time_and_silence_never_means_no() -> None:
    book = Book().said("10:05", minor_injuries=1)
    yes = (Answer("work_safety_accident", "yes", at("10:20")),)
    assert running("fire", book)["work_safety_accident"].applies == "ask"
    assert running("fire", book, answers=yes)["work_safety_accident"].applies == "yes"
    assert running("fire", book, "10:19", answers=yes)["work_safety_accident"].applies == "ask"
    assert running("fire", book, answers=yes)["work_safety_accident"].starts_at == at("10:05")
    no = (*yes, Answer("work_safety_accident", "no", at("10:30")))
    found = assess(our_plan(), told("fire", book, answers=no), at("11:00"))
    assert found.clocks[0].applies == "no" and found.asks == ()


def test_the_window_for_changes_in_casualties_is_shorter_for_a_fire() -> None:
    book = Book().said("10:05", minor_injuries=1)
    assert running("fire", book)["work_safety_accident"].window_until == "2026-12-01T10:00:00.000Z"
    assert running("gas_leak", book)["work_safety_accident"].window_until == "2026-12-24T10:00:00.000Z"
    began = running("gas_leak", book, started_at=at("09:30"))["work_safety_accident"]
    assert began.window_until == "2026-12-24T09:30:00.000Z"


def test_clocks_stand_in_the_order_of_the_types_rules_and_only_todays() -> None:
    spans = (TypeSpan("fire", at("10:00")), TypeSpan("crowd_crush", at("10:30")))
    found = assess(our_plan(), told("", Book().said("10:05", minor_injuries=1), types=spans), at("11:00"))
    assert [clock.rule for clock in found.clocks] == ["mass_event", "work_safety_accident"]
    spans = (TypeSpan("fire", at("10:00")), TypeSpan("earthquake", at("10:30")))
    assert running("", Book().said("10:05", minor_injuries=1), types=spans) == {}
