"""Facts over time (R4.2, R4.3): what is known at a moment, sums of parts, what runs, when a number was first reached."""

from __future__ import annotations

from decimal import Decimal

import pytest
from told import Book, at, our_plan

from commandpost.domain.incidents.rules.timeline import BEGINNING, Timeline, from_ms, number, to_ms


def facts(book: Book, clock: str) -> Timeline:
    return Timeline(our_plan().metrics, book.marks, at(clock))


def test_not_known_is_never_zero() -> None:
    known = facts(Book().said("10:05", serious_injuries=0), "10:10").facts()
    assert known["serious_injuries"] == 0
    assert known["deaths"] is None and known["missing"] is None and known["closure_hours"] is None


def test_a_later_figure_takes_the_place_of_an_earlier_one_by_event_time_not_by_recording() -> None:
    book = Book().said("10:20", evacuated=320).said("10:10", evacuated=120)
    assert facts(book, "10:15").value("evacuated") == 120
    assert facts(book, "10:20").value("evacuated") == 320
    assert facts(book, "10:09").value("evacuated") is None


def test_two_figures_for_one_moment_are_a_figure_and_its_correction() -> None:
    book = Book().said("10:05", trapped=5).said("10:05", trapped=2)
    track = facts(book, "10:30").track("trapped")
    assert track.value(at("10:05")) == 2
    assert track.reach(Decimal(3), BEGINNING, at("10:31")) is None


def test_a_sum_counts_the_parts_that_are_known_and_a_statement_where_it_is_larger() -> None:
    book = Book().said("10:05", injured=2).said("10:10", minor_injuries=1).said("10:15", serious_injuries=3)
    line = facts(book, "10:20")
    injured = line.track("injured")
    assert [injured.value(at(clock)) for clock in ("10:04", "10:05", "10:10", "10:15")] == [None, 2, 2, 4]
    assert injured.reach(Decimal(4), BEGINNING, line.end) == (at("10:15"), "3")
    assert line.value("persons_ill") == 4  # deaths are not known


def test_within_one_entry_the_sum_sees_all_its_figures_at_once() -> None:
    book = (
        Book().said("10:05", serious_injuries=0, minor_injuries=8).said("10:10", serious_injuries=5, minor_injuries=3)
    )
    assert facts(book, "10:30").track("injured").reach(Decimal(10), BEGINNING, at("11:00")) is None


def test_what_runs_grows_from_its_start_mark_and_stands_still_from_its_stop_mark() -> None:
    book = Book().start("10:00", "closure_hours").stop("11:30", "closure_hours")
    line = facts(book, "14:00")
    closure = line.track("closure_hours")
    assert closure.value(at("10:00")) == 0
    assert closure.value(at("10:45")) == Decimal("0.75")
    assert line.value("closure_hours") == Decimal("1.5")
    assert closure.reach(Decimal("1.5"), BEGINNING, line.end) == (at("11:30"), "1")
    assert closure.reach(Decimal("1.51"), BEGINNING, line.end) is None


def test_a_new_start_begins_anew() -> None:
    book = Book().start("10:00", "trapped_minutes").stop("10:40", "trapped_minutes").start("11:00", "trapped_minutes")
    line = facts(book, "11:05")
    assert line.value("trapped_minutes") == 5
    assert [run.number for run in line.track("trapped_minutes").runs] == [1, 2]
    assert line.track("trapped_minutes").peak(BEGINNING, line.end, line.at) == 40


def test_a_stop_without_a_start_and_a_second_stop_say_nothing() -> None:
    book = Book().stop("09:50", "outage_minutes").start("10:00", "outage_minutes")
    book.stop("10:10", "outage_minutes").stop("10:30", "outage_minutes")
    line = facts(book, "11:00")
    assert line.track("outage_minutes").value(at("09:55")) is None
    assert line.value("outage_minutes") == 10


def test_an_estimate_counts_while_it_is_longer_than_the_time_that_has_passed() -> None:
    book = Book().start("10:00", "closure_hours").said("10:30", closure_hours="2.5")
    closure = facts(book, "16:00").track("closure_hours")
    assert closure.value(at("10:30")) == Decimal("2.5")
    assert closure.value(at("12:30")) == Decimal("2.5")
    assert closure.value(at("13:00")) == 3
    assert closure.reach(Decimal(2), BEGINNING, at("16:00")) == (at("10:30"), "2")
    assert closure.reach(Decimal(3), BEGINNING, at("16:00")) == (at("13:00"), "1")


def test_zero_is_reached_by_a_start_mark_only() -> None:
    assert facts(Book(), "10:00").track("missing_minutes").reach(Decimal(0), BEGINNING, at("11:00")) is None
    line = facts(Book().start("10:00", "missing_minutes"), "10:00")
    assert line.track("missing_minutes").reach(Decimal(0), BEGINNING, line.end) == (at("10:00"), "1")


def test_the_entry_named_is_the_one_that_first_brought_the_number() -> None:
    book = Book().said("10:00", trapped=1).said("10:05", trapped=2).said("10:10", trapped=1).said("10:15", trapped=0)
    track = facts(book, "11:00").track("trapped")
    assert track.reach(Decimal(1), at("10:12"), at("11:00")) == (at("10:12"), "1")
    assert track.reach(Decimal(1), at("10:15"), at("11:00")) is None


def test_a_running_value_is_shown_rounded_down() -> None:
    assert facts(Book().start("10:00", "closure_hours"), "10:59:59").value("closure_hours") == Decimal("0.99")
    assert facts(Book().start("10:00", "trapped_minutes"), "11:40").value("trapped_minutes") == 100


def test_figures_that_are_none_say_nothing() -> None:
    book = Book().said("10:00", deaths="many").said("10:01", deaths="NaN").said("10:02", deaths="Infinity")
    assert facts(book, "10:30").value("deaths") is None
    assert facts(Book().said("10:00", closure_hours="1e90"), "10:30").value("closure_hours") == Decimal("1e90")
    assert facts(Book().said("10:00", no_such_metric=3), "10:30").facts().keys() == our_plan().metrics.keys()


@pytest.mark.parametrize("text", ["2", "3.5", "0"])
def test_numbers_are_read_exactly(text: str) -> None:
    assert number(text) == Decimal(text)


def test_moments_turn_into_milliseconds_and_back() -> None:
    moment = at("10:05:30")
    assert from_ms(to_ms(moment)) == moment
    assert from_ms(to_ms(moment) + 1) == moment.replace(".000Z", ".001Z")
