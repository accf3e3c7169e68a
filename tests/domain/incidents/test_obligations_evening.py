"""Three incidents open at once, restated from the evening of the demo: what the desk must say at one minute (R4.1, R4.3)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from told import our_plan

from commandpost.domain.incidents.records.assessment import Assessment
from commandpost.domain.incidents.records.history import Answer, Decision, FactMark, History, Met, TypeSpan
from commandpost.domain.incidents.records.wanted import Wanted
from commandpost.domain.incidents.rules.assess import assess
from commandpost.domain.incidents.rules.closing import missing_criteria
from commandpost.domain.incidents.rules.obligations import wanted
from commandpost.store.instant import instant, seconds_between, stamp

ANCHOR = instant("2026-11-24T20:27:00+08:00")
NOW = stamp(ANCHOR)


def t(minutes: float) -> str:
    return stamp(ANCHOR + timedelta(minutes=minutes))


def marks(*lines: tuple[float, str, Any]) -> tuple[FactMark, ...]:
    """Each line: (minute, metric, value), or "start" / "stop" in place of the value."""
    return tuple(
        FactMark(str(n), n, metric, value if value in ("start", "stop") else "set", None if value in ("start", "stop") else str(value), t(m), t(m))
        for n, (m, metric, value) in enumerate(lines, 1)
    )  # fmt: skip


def decided(*lines: tuple[float, str]) -> tuple[Decision, ...]:
    return tuple(Decision(level, t(m)) for m, level in lines)


FALL = History(
    types=(TypeSpan("customer_injury", t(-105)),),
    marks=marks((-105, "minor_injuries", 1), (-15, "serious_injuries", 0)),
    answers=(Answer("work_safety_accident", "no", t(-90)),),
    decisions=decided((-104, "IV")),
    received_at=t(-105),
    started_at=t(-105),
    department="security",
    state="controlled",
    controlled_at=t(-80),
    chain={"department": t(-103.5), "group": t(-100), "verified": t(-97), "activated": t(-94)},
    commander_person="zhai-bin",
    command_since=t(-104),
    met=(Met("followup", "followup", 1, t(-45)),),
    criteria={"customer_injury.close.hazard_removed": "met", "customer_injury.close.treated_followed": "met"},
)
LIFT = History(
    types=(TypeSpan("lift_entrapment", t(-78)),),
    marks=marks((-78, "trapped", 3), (-78, "trapped_minutes", "start")),
    answers=(),
    decisions=decided((-77.5, "IV"), (-48, "III"), (-16, "III")),  # the last one keeps the level, with its reason
    received_at=t(-78),
    started_at=t(-78),
    department="technical",
    state="responding",
    chain={"department": t(-76.5), "group": t(-74), "verified": t(-69), "activated": t(-67)},
    commander_person="zhou-li",
    command_since=t(-48),
    met=(
        Met("notify", "lift_entrapment.notify.elev_maint", 1, t(-77)),
        Met("notify", "lift_entrapment.notify.119", 1, t(-47.6)),
        Met("followup", "followup", 1, t(-18)),
    ),
)
FIRE = History(
    types=(TypeSpan("fire", t(-47)),),
    marks=marks(
        (-47, "minor_injuries", 1), (-42, "closure_hours", "start"), (-41, "trapped", 2), (-39, "evacuated", 120), (-37, "trapped", 0),
        (-37, "minor_injuries", 3), (-34, "evacuated", 210), (-31, "evacuated", 320), (-11, "serious_injuries", 0),
    ),
    answers=(Answer("work_safety_accident", "yes", t(-35.5)),),
    decisions=decided((-47, "III"), (-43, "II")),
    received_at=t(-47),
    started_at=t(-47),
    department="customer_service",
    state="responding",
    chain={"department": t(-45), "group": t(-43.5), "verified": t(-38), "activated": t(-36), "authority": t(-34)},
    commander_person="chen-hao",
    command_since=t(-43),
    met=(
        Met("notify", "fire.notify.119", 1, t(-46)),
        Met("notify", "fire.notify.120", 1, t(-43.8)),
        Met("notify", "fire.notify.hq", 1, t(-38.5)),
        Met("notify", "fire.notify.emb", 1, t(-34)),
        Met("followup", "followup", 1, t(-23)),
    ),
)  # fmt: skip
EVENING = {"fall": FALL, "lift": LIFT, "fire": FIRE}


def judged(name: str) -> Assessment:
    return assess(our_plan(), EVENING[name], NOW)


def owed() -> list[tuple[str, Wanted]]:
    """Every open row of the three, due first first."""
    found = [
        (name, row) for name, history in EVENING.items() for row in wanted(our_plan(), history, NOW) if row.ends is None
    ]
    return sorted(found, key=lambda pair: pair[1].due_at)


@pytest.mark.parametrize(("name", "level"), [("fall", "IV"), ("lift", "II"), ("fire", "II")])
def test_the_level_suggested_and_no_grade_yet(name: str, level: str) -> None:
    assert (judged(name).level, judged(name).grade) == (level, None)


def test_the_facts_as_they_are_known() -> None:
    fire = judged("fire").facts
    known = {
        "minor_injuries": 3,
        "serious_injuries": 0,
        "injured": 3,
        "trapped": 0,
        "evacuated": 320,
        "closure_hours": Decimal("0.7"),
    }
    assert {metric: fire[metric] for metric in known} == known
    assert all(fire[metric] is None for metric in ("deaths", "missing", "direct_loss_cny"))
    assert judged("lift").facts["trapped_minutes"] == 78 and judged("fall").facts["injured"] == 1


def test_exactly_one_obligation_is_late() -> None:
    late = [(name, row.kind, row.round, row.to, row.due_at) for name, row in owed() if row.due_at <= NOW]
    assert late == [("fire", "followup", 2, ("leading_group", "hq", "emb"), t(-3))]
    assert seconds_between(late[0][4], NOW) == 180


def test_what_comes_next() -> None:
    follow_ups = [
        (name, row.round, row.to, row.due_at) for name, row in owed() if row.kind == "followup" and row.due_at > NOW
    ]
    assert follow_ups == [("lift", 2, ("leading_group",), t(12)), ("fall", 2, ("leading_group",), t(15))]
    assert [row.kind for _, row in owed()][:3] == ["followup"] * 3


def test_what_lies_ahead() -> None:
    lift = judged("lift").ahead
    assert [(item.metric, item.at_least, item.at, item.level, item.grade, item.starts_clocks) for item in lift] == [
        ("trapped_minutes", 120, t(42), "I", "一般", ("special_equipment",))
    ]
    fire = judged("fire").ahead[0]
    assert (fire.metric, fire.at_least, fire.at, fire.level) == ("closure_hours", 4, t(198), "III")
    assert judged("fall").ahead == ()
    clock = next(row for name, row in owed() if name == "lift" and row.kind == "statutory")
    assert (clock.started_at, clock.due_at, clock.applies) == (t(42), t(102), "ask")


def test_the_law_was_met_by_the_call_to_the_bureau() -> None:
    row = next(row for row in wanted(our_plan(), FIRE, NOW) if row.kind == "statutory")
    assert (row.code, row.started_at, row.due_at, row.ends) == (
        "work_safety_accident",
        t(-47),
        t(13),
        ("met", t(-34), "reported"),
    )
    assert row.also == ("fire.notify.emb", "authority")


def test_the_rule_asked_about_the_fall_does_not_apply() -> None:
    row = next(row for row in wanted(our_plan(), FALL, NOW) if row.kind == "statutory")
    assert row.ends == ("cancelled", "answered_no")


def test_the_criteria_still_open() -> None:
    assert missing_criteria(our_plan(), FALL) == ("customer_injury.close.record_complete",)
    assert len(missing_criteria(our_plan(), LIFT)) == len(missing_criteria(our_plan(), FIRE)) == 3
