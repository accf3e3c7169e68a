"""The response level (R4.3): every threshold that was reached, each moment under the type that held then."""

from __future__ import annotations

from decimal import Decimal

import pytest
from told import Book, at, our_plan, told

from commandpost.domain.incidents.records.history import TypeSpan
from commandpost.domain.incidents.rules.assess import assess
from commandpost.locale.words import set_language


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def level(type_: str, book: Book, clock: str = "12:00") -> str | None:
    return assess(our_plan(), told(type_, book), at(clock)).level


def test_no_rule_hit_is_no_level_and_the_type_has_its_default() -> None:
    found = assess(our_plan(), told("fire"), at("10:01"))
    assert (found.level, found.default_level, found.hits) == (None, "III", ())


def test_a_lower_figure_lowers_nothing() -> None:
    book = Book().said("10:05", deaths=1).said("10:10", deaths=0)
    found = assess(our_plan(), told("fire", book), at("10:30"))
    assert found.level == "I" and found.facts["deaths"] == 0
    assert (found.hits[0].value, found.hits[0].entry, found.hits[0].at) == (1, "1", at("10:05"))
    assert "at the highest" in found.hits[0].text


def test_hits_come_highest_level_first_then_by_time_and_name_value_threshold_and_entry() -> None:
    book = Book().said("10:02", minor_injuries=1).said("10:04", trapped=1).said("10:08", minor_injuries=4)
    found = assess(our_plan(), told("fire", book), at("10:30"))
    assert [(hit.level, hit.metric, hit.at_least, hit.value, hit.entry) for hit in found.hits] == [
        ("II", "trapped", 1, 1, "2"),
        ("II", "injured", 3, 4, "3"),
        ("III", "injured", 1, 4, "1"),
        ("III", "trapped", 1, 1, "2"),
        ("IV", "injured", 1, 4, "1"),
    ]
    assert found.hits[1].text == "Injured: 4 persons. From 3 persons: Level II (orange)."
    assert found.hits[0].source == "incident_types.fire.auto_thresholds" and found.hits[3].source == "common_thresholds"


def test_the_law_is_named_where_it_makes_something_of_it() -> None:
    hit = assess(our_plan(), told("fire", Book().said("10:05", trapped=3)), at("10:30")).hits[-1]
    three = [
        hit
        for hit in assess(our_plan(), told("fire", Book().said("10:05", trapped=3)), at("10:30")).hits
        if hit.at_least == 3
    ]
    assert three[0].legal == "Relatively serious dangerous occurrence"
    assert three[0].text.endswith("In law: Relatively serious dangerous occurrence.")
    assert hit.legal is None


def test_some_types_are_excepted_from_common_thresholds() -> None:
    book = Book().said("10:05", minor_injuries=2)
    assert level("food_poisoning", book) == "IV"  # persons_ill >= 1, not injured
    assert level("earthquake", book) == "III"
    assert level("lost_child", Book().said("10:05", missing=1)) is None


def test_each_moment_is_judged_under_the_type_that_held_then() -> None:
    # one missing: level II in general, level I in a fire
    spans = (TypeSpan("unclassified", at("10:00")), TypeSpan("fire", at("10:20")))
    book = Book().said("10:05", missing=1).said("10:10", missing=0)
    assert assess(our_plan(), told(book=book, types=spans), at("11:00")).level == "II"
    book = Book().said("10:05", missing=1)
    found = assess(our_plan(), told(book=book, types=spans), at("11:00"))
    assert found.level == "I"
    assert (found.hits[0].at, found.hits[0].entry) == (at("10:20"), "1")
    assert assess(our_plan(), told(book=book, types=spans), at("10:19")).level == "II"


def test_what_a_former_type_reached_stays_reached() -> None:
    spans = (TypeSpan("fire", at("10:00")), TypeSpan("unclassified", at("10:20")))
    found = assess(our_plan(), told(book=Book().said("10:05", missing=1), types=spans), at("11:00"))
    assert found.level == "I" and found.default_level == "IV"
    assert len([hit for hit in found.hits if hit.source == "common_thresholds"]) == 1  # named once, not once a type


def test_what_runs_crosses_between_two_entries() -> None:
    book = Book().start("10:00", "trapped_minutes").said("12:30", trapped=3)
    assert [level("lift_entrapment", book, clock) for clock in ("10:29:59", "10:30", "11:00", "12:00")] == [
        None,
        "III",
        "II",
        "I",
    ]


def test_zero_or_more_needs_a_start_mark() -> None:
    assert level("ropeway_stranding", Book().said("10:05", stranded_persons=4)) is None
    assert level("ropeway_stranding", Book().start("10:05", "stranded_minutes"), "10:05") == "III"


def test_a_choice_reaches_the_level_of_its_option_and_keeps_it() -> None:
    book = Book().said("10:05", warning_colour="orange").said("10:30", warning_colour="yellow")
    found = assess(our_plan(), told("severe_weather_flood", book), at("11:00"))
    assert [(hit.level, hit.equals, hit.value, hit.at) for hit in found.hits] == [
        ("II", "orange", "orange", at("10:05")),
        ("III", "yellow", "yellow", at("10:30")),
    ]
    assert found.hits[0].text == "Weather-warning colour: Orange. Therefore Level II (orange)."


def test_an_estimate_counts_for_the_level_before_the_time_has_passed() -> None:
    book = Book().start("10:00", "closure_hours").said("10:10", closure_hours=30)
    found = assess(our_plan(), told("power_cut", book), at("10:15"))
    assert found.level == "II"
    assert [(hit.metric, hit.at_least, hit.entry, hit.value) for hit in found.hits] == [
        ("closure_hours", Decimal(24), "2", 30),
        ("closure_hours", Decimal(4), "2", 30),
    ]
