"""The arithmetic of R4.3 put together: two real cases, and properties held against a naive replay minute by minute."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from replay import MINUTES, Replay, minute
from told import Book, at, case, local, our_plan, told

from commandpost.domain.incidents.records.assessment import Assessment
from commandpost.domain.incidents.records.history import Answer, FactMark, History, TypeSpan
from commandpost.domain.incidents.rules.assess import assess
from commandpost.domain.incidents.rules.grades import severity
from commandpost.locale.words import set_language

# ---- a festival in 2021: what would have been right at any minute of that evening


def festival(clock: str) -> Assessment:
    return assess(our_plan(), case("astroworld-2021.csv", "crowd_crush"), local(clock))


@pytest.mark.parametrize(
    ("clock", "level", "grade"),
    [
        ("2021-11-05T10:05-05:00", None, None),
        ("2021-11-05T10:09-05:00", None, None),
        ("2021-11-05T10:10-05:00", "II", None),  # four hurt in the rush on the gates: three are enough
        ("2021-11-05T20:51-05:00", "II", None),
        ("2021-11-05T20:52-05:00", "I", None),  # nearly 300 treated
        ("2021-11-05T21:21-05:00", "I", "一般"),  # two crushed
        ("2021-11-05T21:38-05:00", "I", "较大"),  # eleven
        ("2021-11-05T22:12-05:00", "I", "较大"),  # eight dead
        ("2021-11-14T17:59-06:00", "I", "较大"),
        ("2021-11-14T18:00-06:00", "I", "重大"),  # the tenth death
    ],
)
def test_the_festival_as_of_any_minute(clock: str, level: str | None, grade: str | None) -> None:
    found = festival(clock)
    assert (found.level, found.grade) == (level, grade)


def test_the_festival_names_rules_values_and_entries() -> None:
    found = festival("2021-11-05T22:12-05:00")
    first = [(hit.metric, hit.at_least, hit.value, hit.entry) for hit in found.hits if hit.level == "I"]
    assert first == [("injured", 10, 317, "14"), ("serious_injuries", 3, 17, "22"), ("deaths", 1, 8, "27")]
    later = festival("2021-11-05T23:59-05:00")  # 17 became 9: known as 9, reached as 17
    assert later.facts["serious_injuries"] == 9
    assert next(hit.value for hit in later.grade_hits if hit.metric == "serious_injuries" and hit.at_least == 10) == 17
    assert next(hit.value for hit in later.hits if hit.metric == "serious_injuries" and hit.at_least == 3) == 9


def test_the_festival_starts_two_clocks_and_asks_about_both() -> None:
    found = festival("2021-11-05T22:12-05:00")
    assert [(clock.rule, clock.applies, clock.starts_at) for clock in found.clocks] == [
        ("mass_event", "ask", local("2021-11-05T10:05-05:00")),
        ("work_safety_accident", "ask", local("2021-11-05T10:10-05:00")),
    ]
    assert [ask.rule for ask in found.asks] == ["mass_event", "work_safety_accident"]
    assert found.facts["missing"] is None and found.ahead == ()


# ---- a ride in 2023: decided by minutes, between two entries


def ride(clock: str) -> Assessment:
    history = case("crandon-2023.csv", "ride_failure")
    book = Book()
    book.marks, book.entry = list(history.marks), 9
    book.start(local("2023-07-02T13:20-05:00"), "stranded_minutes").stop(
        local("2023-07-02T17:01-05:00"), "stranded_minutes"
    )
    return assess(our_plan(), history._replace(marks=tuple(book.marks)), local(f"2023-07-02T{clock}-05:00"))


def test_the_ride_is_decided_by_minutes() -> None:
    judged = [
        (found.level, found.grade) for found in map(ride, ("13:20", "13:21", "13:49:59", "13:50", "14:19:59", "14:20"))
    ]
    assert judged == [(None, None), ("III", None), ("III", None), ("II", None), ("II", None), ("I", "一般")]
    assert ride("14:19:59").clocks == ()
    clock = ride("17:30").clocks[0]
    assert (clock.rule, clock.starts_at, clock.due_at, clock.to) == (
        "special_equipment",
        local("2023-07-02T14:20-05:00"),
        local("2023-07-02T15:20-05:00"),
        ("amr",),
    )


def test_the_ride_looks_ahead() -> None:
    items = [(item.at, item.level, item.grade, item.starts_clocks) for item in ride("13:30").ahead]
    assert items == [
        (local("2023-07-02T13:50-05:00"), "II", None, ()),
        (local("2023-07-02T14:20-05:00"), "I", "一般", ("special_equipment",)),
        (local("2023-07-03T01:20-05:00"), None, "较大", ()),
    ]
    assert ride("17:01").ahead == () and ride("18:00").facts["stranded_minutes"] == 221


# ---- properties

TYPES = ("fire", "lift_entrapment", "ride_failure", "ropeway_stranding", "lost_child", "food_poisoning", "severe_weather_flood",
         "structure_collapse", "crowd_crush", "power_cut", "earthquake", "unclassified")  # fmt: skip
COUNTS = ("deaths", "missing", "serious_injuries", "minor_injuries", "injured", "persons_ill", "trapped", "stranded_persons",
          "evacuated", "gathered_persons")  # fmt: skip
RUNNING = ("stranded_minutes", "trapped_minutes", "missing_minutes", "outage_minutes", "closure_hours")
FIGURES = st.sampled_from([0, 1, 2, 3, 5, 9, 10, 30, 50, 99, 100, 500])


@st.composite
def marks(draw: st.DrawFn) -> list[FactMark]:
    told_: list[FactMark] = []
    for order in range(draw(st.integers(0, 9))):
        moment = minute(draw(st.integers(0, MINUTES - 20)))
        kind = draw(st.sampled_from(["count", "count", "measure", "run", "choice", "estimate"]))
        mark, value = "set", None
        if kind == "count":
            metric, value = draw(st.sampled_from(COUNTS)), str(draw(FIGURES))
        elif kind == "measure":
            metric, value = draw(
                st.sampled_from([("direct_loss_cny", "20000000"), ("density_per_m2", "4.5"), ("water_depth_cm", "12")])
            )
        elif kind == "choice":
            metric, value = "warning_colour", draw(st.sampled_from(["blue", "yellow", "orange", "red"]))
        elif kind == "estimate":
            metric, value = draw(st.sampled_from(RUNNING)), str(draw(FIGURES))
        else:
            metric, mark = draw(st.sampled_from(RUNNING)), draw(st.sampled_from(["start", "start", "stop"]))
        told_.append(FactMark(str(order // 2 + 1), order, metric, mark, value, moment, moment))
    return told_


@st.composite
def histories(draw: st.DrawFn) -> History:
    since = sorted(draw(st.lists(st.integers(21, MINUTES - 20), max_size=2, unique=True)))
    kinds = draw(st.lists(st.sampled_from(TYPES), min_size=len(since) + 1, max_size=len(since) + 1))
    spans = tuple(TypeSpan(kind, minute(m)) for kind, m in zip(kinds, (20, *since), strict=True))
    rules = ("work_safety_accident", "special_equipment", "mass_event", "public_health")
    answers = sorted(
        (Answer(draw(st.sampled_from(rules)), draw(st.sampled_from(["yes", "no", "confirmed"])), minute(draw(st.integers(20, MINUTES))))
         for _ in range(draw(st.integers(0, 3)))),
        key=lambda answer: answer.at,
    )  # fmt: skip
    return History(spans, tuple(draw(marks())), tuple(answers), (), minute(20), minute(draw(st.integers(0, 20))))


@given(histories(), st.integers(20, MINUTES))
@settings(max_examples=120, deadline=None)
def test_as_of_any_minute_equals_a_naive_replay(history: History, now: int) -> None:
    found, naive = assess(our_plan(), history, minute(now)), Replay(our_plan(), history, now)
    assert found.level == naive.level
    assert found.grade == naive.grade
    assert {clock.rule: clock.starts_at for clock in found.clocks} == naive.clocks
    assert {(hit.source, hit.metric, hit.at_least, hit.equals, hit.level): hit.at for hit in found.hits} == naive.hits
    assert {(item.at, item.metric, item.level) for item in found.ahead if item.level} == naive.ahead
    for metric, value in naive.facts(now).items():
        known = found.facts[metric]
        assert known == value or (isinstance(known, Decimal) and 0 <= value - known < Decimal("0.01"))


@given(histories(), st.integers(0, 20), st.sampled_from([1, 2, 7, 50]), st.integers(20, MINUTES))
@settings(max_examples=150, deadline=None)
def test_raising_any_figure_lowers_neither_level_nor_grade(history: History, which: int, more: int, now: int) -> None:
    figures = [i for i, mark in enumerate(history.marks) if mark.mark == "set" and mark.metric != "warning_colour"]
    if not figures:
        return
    i = figures[which % len(figures)]
    raised = list(history.marks)
    raised[i] = raised[i]._replace(value=str(Decimal(raised[i].value or 0) + more))
    before, after = (
        assess(our_plan(), history, minute(now)),
        assess(our_plan(), history._replace(marks=tuple(raised)), minute(now)),
    )
    ranks = {code: level.rank for code, level in our_plan().levels.items()} | {None: 5}
    assert ranks[after.level] <= ranks[before.level]
    assert before.grade in (None, after.grade) or severity(after.grade or "") <= severity(before.grade)
    assert {clock.rule for clock in before.clocks} <= {clock.rule for clock in after.clocks}


@given(histories(), st.randoms(use_true_random=False), st.integers(20, MINUTES))
@settings(max_examples=60, deadline=None)
def test_what_was_struck_was_never_said(history: History, chance: object, now: int) -> None:
    # a struck entry is not handed to the rules: what is left keeps its gaps in the order of recording, and any order of handing over
    shuffled = list(history.marks)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    gaps = tuple(mark._replace(order=mark.order * 7 + 3) for mark in shuffled)
    assert assess(our_plan(), history._replace(marks=gaps), minute(now)) == assess(our_plan(), history, minute(now))


@given(histories(), st.integers(20, MINUTES))
@settings(max_examples=60, deadline=None)
def test_what_was_said_about_later_moments_says_nothing_now(history: History, now: int) -> None:
    known = tuple(mark for mark in history.marks if mark.event_at <= minute(now))
    assert assess(our_plan(), history._replace(marks=known), minute(now)) == assess(our_plan(), history, minute(now))


@given(histories())
@settings(max_examples=40, deadline=None)
def test_as_time_goes_on_nothing_reached_is_lost(history: History) -> None:
    ranks = {code: level.rank for code, level in our_plan().levels.items()} | {None: 5}
    last = 5
    for now in range(20, MINUTES, 9):
        rank = ranks[assess(our_plan(), history, minute(now)).level]
        assert rank <= last
        last = rank


def test_the_sentences_come_in_the_language_spoken() -> None:
    book = Book().said("10:05", trapped=3)
    try:
        set_language("zh_CN")
        found = assess(our_plan(), told("fire", book), at("10:30"))
    except FileNotFoundError:
        pytest.skip("the catalogue is not compiled here")
    finally:
        set_language("en")
    legal = next(hit for hit in found.hits if hit.at_least == 3)
    assert legal.text == "被困人数：3人。达到3人：二级（橙色）。法律上属较大涉险事故。"
    assert found.asks[0].text.startswith("事故出在")
