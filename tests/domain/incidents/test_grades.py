"""The legal accident grade (R4.3): a scale of its own, the worst over the tables that may apply."""

from __future__ import annotations

from told import Book, at, our_plan, told

from commandpost.domain.incidents.records.history import Answer, TypeSpan
from commandpost.domain.incidents.rules.assess import assess


def grade(type_: str, book: Book, clock: str = "12:00", **more: object) -> str | None:
    return assess(our_plan(), told(type_, book, **more), at(clock)).grade


def test_nothing_until_a_test_is_reached_then_the_law_counts() -> None:
    assert grade("fire", Book().said("10:05", minor_injuries=40)) is None
    assert grade("fire", Book().said("10:05", serious_injuries=1)) == "一般"
    assert grade("fire", Book().said("10:05", deaths=3)) == "较大"
    assert grade("fire", Book().said("10:05", deaths=10)) == "重大"
    assert grade("fire", Book().said("10:05", deaths=2, serious_injuries=100)) == "特别重大"


def test_a_type_without_a_table_says_so_and_borrows_none() -> None:
    dead = Book().said("10:05", deaths=30)
    assert grade("food_poisoning", dead) == "none_on_file"
    assert grade("earthquake", dead) == "none_on_file"  # no rule at all
    assert grade("complaint_mass", dead) == "none_on_file"  # a rule without a table


def test_a_rule_answered_no_takes_its_table_away() -> None:
    book = Book().said("10:05", serious_injuries=1)
    no = (Answer("work_safety_accident", "no", at("10:30")),)
    assert grade("customer_injury", book, answers=no) is None
    assert grade("customer_injury", book, "10:29", answers=no) == "一般"
    again = (*no, Answer("work_safety_accident", "yes", at("10:40")))
    assert grade("customer_injury", book, answers=again) == "一般"


def test_a_lower_figure_lowers_no_grade() -> None:
    found = assess(our_plan(), told("fire", Book().said("10:05", deaths=3).said("10:30", deaths=2)), at("11:00"))
    assert found.grade == "较大"
    assert [(hit.grade, hit.value, hit.at_least, hit.entry) for hit in found.grade_hits] == [
        ("较大", 3, 3, "1"),
        ("一般", 2, 1, "1"),
    ]


def test_equipment_tests_count_only_for_the_types_equipment() -> None:
    stuck = Book().start("10:00", "stranded_minutes")
    assert [grade("ride_failure", stuck, clock) for clock in ("10:59:59", "11:00")] == [None, "一般"]
    assert [grade("ropeway_stranding", stuck, clock) for clock in ("13:29", "13:30", "22:00")] == [None, "一般", "较大"]
    assert grade("lift_entrapment", stuck, "+1 10:00") is None
    lift = Book().start("10:00", "trapped_minutes")
    assert [grade("lift_entrapment", lift, clock) for clock in ("11:59", "12:00", "+1 12:00")] == [None, "一般", "一般"]


def test_a_hundred_persons_must_be_stranded_at_that_very_moment() -> None:
    full = Book().said("10:00", stranded_persons=120).start("10:00", "stranded_minutes")
    assert grade("ropeway_stranding", full, "+1 10:00") == "重大"
    rescued = (
        Book().said("10:00", stranded_persons=120).start("10:00", "stranded_minutes").said("20:00", stranded_persons=99)
    )
    assert grade("ropeway_stranding", rescued, "+1 10:00") == "较大"
    unknown = Book().start("10:00", "stranded_minutes")
    assert grade("ropeway_stranding", unknown, "+1 10:00") == "较大"
    counted_late = Book().start("10:00", "stranded_minutes").said("+1 11:00", stranded_persons=100)
    found = assess(our_plan(), told("ropeway_stranding", counted_late), at("+1 12:00"))
    assert found.grade == "重大" and found.grade_hits[0].at == at("+1 11:00")


def test_the_grade_is_that_of_todays_type_whatever_held_before() -> None:
    book = Book().said("10:05", deaths=1)
    spans = (TypeSpan("fire", at("10:00")), TypeSpan("food_poisoning", at("10:20")))
    assert grade("", book, types=spans) == "none_on_file"
    spans = (TypeSpan("food_poisoning", at("10:00")), TypeSpan("fire", at("10:20")))
    assert grade("", book, "10:10", types=spans) == "一般"


def test_the_worst_of_two_tables_counts() -> None:
    found = assess(
        our_plan(), told("structure_collapse", Book().said("10:05", deaths=1, direct_loss_cny=60000000)), at("11:00")
    )
    assert found.grade == "重大"
    assert found.grade_hits[0].metric == "direct_loss_cny" and found.grade_hits[0].table == "work_safety"
