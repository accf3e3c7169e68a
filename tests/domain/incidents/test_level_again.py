"""The level is to be decided again when what is suggested rises above it (R4.3): once for each higher suggestion, never two at once."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from test_obligations_any_evening import evenings
from told import Book, at, our_plan, told

from commandpost.domain.incidents.records.history import Decision, History, TypeSpan
from commandpost.domain.incidents.records.wanted import Wanted
from commandpost.domain.incidents.rules.levels import level_hits, suggested
from commandpost.domain.incidents.rules.obligations import wanted
from commandpost.domain.incidents.rules.owed_levels import answered_rank
from commandpost.domain.incidents.rules.timeline import Timeline

FIRST = ("level", at("10:05"))


def levels(history: History, clock: str = "12:00") -> list[tuple[str, str, Any]]:
    """Give (code, due, ends) of each row that asks for the level."""
    found = [row for row in wanted(our_plan(), history, at(clock)) if row.kind == "level"]
    return [(row.code, row.due_at, row.ends) for row in found]


def open_(history: History, clock: str = "12:00") -> list[tuple[str, str]]:
    return [(code, due) for code, due, ends in levels(history, clock) if ends is None]


def decided(*lines: tuple[str, str, str | None]) -> dict[str, Any]:
    return {"decisions": tuple(Decision(level, at(clock), knew) for clock, level, knew in lines)}


def fire(book: Book, *lines: tuple[str, str, str | None], **more: Any) -> History:
    return told("fire", book, state="responding", **more)._replace(**decided(*lines))


def test_a_fact_that_brings_a_higher_level_asks_again_from_then() -> None:
    book = Book().said("10:20", serious_injuries=1)
    assert open_(fire(book, ("10:02", "III", "III"))) == [("II>III", at("10:25"))]
    assert open_(fire(book, ("10:02", "II", "III"))) == []
    assert open_(fire(book, ("10:02", "I", "III"))) == []


def test_any_decision_after_it_meets_it_also_one_to_stay() -> None:
    book = Book().said("10:20", serious_injuries=1)
    for level in ("I", "II", "III", "IV"):
        assert open_(fire(book, ("10:02", "III", "III"), ("10:22", level, "II"))) == [], level


def test_after_a_decision_to_stay_only_a_higher_suggestion_asks_again() -> None:
    book = Book().said("10:20", serious_injuries=1).said("10:30", serious_injuries=2)
    assert open_(fire(book, ("10:02", "III", "III"), ("10:22", "III", "II"))) == []
    book.said("10:40", deaths=3)
    assert open_(fire(book, ("10:02", "III", "III"), ("10:22", "III", "II"))) == [("I>III", at("10:45"))]


def test_what_climbs_further_before_anybody_decided_is_due_when_the_first_was() -> None:
    book = Book().said("10:20", serious_injuries=1).said("10:23", deaths=3)
    assert open_(fire(book, ("10:02", "III", "III"))) == [("I>III", at("10:25"))]


def test_a_figure_heard_late_was_not_known_to_who_decided() -> None:
    late = Book().said("10:01", serious_injuries=1)
    late.marks[0] = late.marks[0]._replace(recorded_at=at("10:30"))
    assert open_(fire(late, ("10:10", "III", "III"))) == [("II>III", at("10:35"))]


def test_lowering_is_never_asked_for_and_what_was_lowered_knowingly_stays_quiet() -> None:
    book = Book().said("10:01", serious_injuries=1)
    assert open_(fire(book, ("10:02", "I", "II"))) == []
    assert open_(fire(book, ("10:02", "II", "II"), ("10:30", "IV", "II"))) == []


def test_while_none_is_decided_a_rise_after_the_first_was_due_asks_in_its_place() -> None:
    book = Book().said("10:04", minor_injuries=1)
    assert open_(told("fire", book)) == [FIRST]
    book.said("10:40", deaths=3)
    assert levels(told("fire", book)) == [("I>", at("10:05"), None)]
    assert levels(fire(book, ("10:50", "I", "I"))) == [("level", at("10:05"), ("met", at("10:50"), "level_decided"))]


def test_along_what_runs_the_row_of_its_threshold_asks_and_no_second_one() -> None:
    lift = Book().start("10:00", "trapped_minutes")
    history = told("lift_entrapment", lift, state="responding")._replace(**decided(("10:02", "III", "III")))
    assert open_(history, "11:30") == []
    threshold = next(row for row in wanted(our_plan(), history, at("11:30")) if row.code == "trapped_minutes>=60")
    assert (threshold.due_at, threshold.ends) == (at("11:00"), None)


def test_a_stretch_that_ended_without_a_decision_leaves_the_question() -> None:
    lift = Book().start("10:00", "trapped_minutes").stop("11:10", "trapped_minutes").start("11:20", "trapped_minutes")
    history = told("lift_entrapment", lift, state="responding")._replace(**decided(("10:02", "III", "III")))
    assert open_(history, "11:30") == [("II>III", at("11:05"))]


def test_a_level_lowered_before_the_crossing_leaves_its_threshold_open() -> None:
    lift = Book().start("10:00", "trapped_minutes")
    history = told("lift_entrapment", lift, decisions=[("10:02", "II"), ("10:10", "III")])

    def row(clock: str) -> Wanted:
        return next(row for row in wanted(our_plan(), history, at(clock)) if row.code == "trapped_minutes>=60")

    assert row("10:30").ends is None and row("11:30").ends is None and open_(history, "11:30") == []


def test_the_end_ends_it_and_a_reopening_asks_anew() -> None:
    book = Book().said("10:20", serious_injuries=1)
    ended = fire(book, ("10:02", "III", "III"))._replace(state="ended", ended_at=at("11:00"))
    assert ("II>III", at("10:25"), ("cancelled", "ended")) in levels(ended)
    again = ended._replace(state="responding", ended_at=None, reopened_at=at("11:30"))
    assert open_(again) == [("II>III", at("11:35"))]


def test_another_type_asks_by_what_its_own_rules_reach() -> None:
    book = Book().said("10:03", persons_ill=12)
    history = fire(book, ("10:04", "IV", "IV"))
    assert open_(history) == []
    changed = history._replace(types=(*history.types, TypeSpan("food_poisoning", at("10:30"))))
    assert open_(changed) == [("II>IV", at("10:35"))]


@given(evenings())
@settings(max_examples=200, deadline=None)
def test_never_two_at_once_none_while_decided_is_as_high_and_no_rise_untold(history: History) -> None:
    plan, now = our_plan(), at("12:00")
    rows = wanted(plan, history, now)
    asking = [row for row in rows if row.kind == "level" and row.ends is None]
    assert len(asking) <= 1
    hits = level_hits(plan, history, Timeline(plan.metrics, history.marks, now))
    again = [row for row in asking if row.code != "level"]
    for row in again:
        level, _, over = row.code.partition(">")
        assert over == (history.decisions[-1].level if history.decisions else "")
        assert plan.levels[hits[0].level].rank <= plan.levels[level].rank
        assert not over or plan.levels[level].rank < plan.levels[over].rank
    answered = answered_rank(plan, history)
    if history.state != "ended" and answered is not None and hits and plan.levels[hits[0].level].rank < answered:
        told_by = [row.code.partition(">")[0] for row in again]
        passed = [row for row in rows if row.kind == "threshold" and row.ends is None and row.due_at <= now]
        assert told_by or passed, "nobody is told"
        assert passed or told_by == [suggested(plan, history, now)]
