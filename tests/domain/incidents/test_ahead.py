"""Looking ahead along what runs (R4.3): level I and 一般 in so many minutes if still stranded."""

from __future__ import annotations

from decimal import Decimal

from told import Book, at, our_plan, told

from commandpost.domain.incidents.records.history import Answer, TypeSpan
from commandpost.domain.incidents.rules.assess import assess


def ahead(type_: str, book: Book, clock: str, **more: object) -> list[tuple[object, ...]]:
    found = assess(our_plan(), told(type_, book, **more), at(clock)).ahead
    return [(item.at, item.level, item.grade, item.at_least, item.starts_clocks) for item in found]


def test_every_crossing_ahead_is_named_with_the_clock_it_starts() -> None:
    lift = Book().said("10:00", trapped=3).start("10:00", "trapped_minutes")
    assert ahead("lift_entrapment", lift, "10:10") == [
        (at("10:30"), "III", None, 30, ()),
        (at("11:00"), "II", None, 60, ()),
        (at("12:00"), "I", "一般", 120, ("special_equipment",)),
    ]
    assert ahead("lift_entrapment", lift, "11:00") == [(at("12:00"), "I", "一般", 120, ("special_equipment",))]
    assert ahead("lift_entrapment", lift, "12:00") == []


def test_what_was_stopped_brings_nothing_more() -> None:
    lift = Book().start("10:00", "trapped_minutes").stop("10:20", "trapped_minutes")
    assert ahead("lift_entrapment", lift, "10:15") != []
    assert ahead("lift_entrapment", lift, "10:20") == []


def test_an_estimate_that_is_longer_hides_what_it_has_reached_already() -> None:
    book = Book().start("10:00", "closure_hours").said("10:05", closure_hours=6)
    assert ahead("power_cut", book, "10:10") == [(at("+1 10:00"), "II", None, 24, ())]


def test_levels_below_the_one_reached_are_said_too() -> None:
    book = Book().said("10:01", deaths=1).start("10:02", "closure_hours")
    assert [item[1] for item in ahead("fire", book, "10:10")] == ["III", "II"]


def test_a_grade_alone_is_ahead_too_and_two_hundredths_need_their_persons() -> None:
    ride = Book().start("10:00", "stranded_minutes")
    assert ahead("ride_failure", ride, "11:30") == [(at("22:00"), None, "较大", 720, ())]
    full = Book().said("10:00", stranded_persons=100).start("10:00", "stranded_minutes")
    assert [item[2] for item in ahead("ride_failure", full, "11:30")] == ["较大", "重大", "特别重大"]


def test_a_clock_that_runs_already_or_was_answered_no_is_not_started_again() -> None:
    lift = Book().start("10:00", "trapped_minutes").said("10:05", minor_injuries=1)
    assert ahead("lift_entrapment", lift, "11:00")[-1] == (at("12:00"), "I", "一般", 120, ())
    lift = Book().start("10:00", "trapped_minutes")
    no = (Answer("special_equipment", "no", at("10:30")),)
    assert ahead("lift_entrapment", lift, "11:00", answers=no) == [(at("12:00"), "I", None, 120, ())]


def test_thresholds_are_those_of_the_type_that_holds() -> None:
    spans = (TypeSpan("unclassified", at("10:00")), TypeSpan("lift_entrapment", at("10:20")))
    lift = Book().start("10:00", "trapped_minutes")
    assert [item[1] for item in ahead("", lift, "10:10", types=spans)] == [None]  # the grade is that of today's type
    assert [item[1] for item in ahead("", lift, "10:20", types=spans)] == ["III", "II", "I"]


def test_after_a_new_start_its_crossings_lie_ahead_again() -> None:
    lift = Book().start("10:00", "trapped_minutes").stop("10:40", "trapped_minutes").start("11:00", "trapped_minutes")
    found = assess(our_plan(), told("lift_entrapment", lift), at("11:05"))
    assert found.level == "III"
    assert found.ahead[0].at == at("11:30") and found.ahead[0].at_least == Decimal(30)
