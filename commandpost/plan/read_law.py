"""Reads the law of the plan: each grade test becomes plain conditions on metrics in their own units (R4.1, R4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from commandpost.plan.records import GradeCondition, GradeTable, GradeTest, StartTest, StatutoryRule

# the short keys of a test in law.yaml and the metric each stands for
COUNTED = {"deaths": "deaths", "serious": "serious_injuries", "loss_cny": "direct_loss_cny"}
MINUTES_PER_HOUR = 60
# the keys that time a standstill, and the equipment each is for; ride and ropeway share one metric
STRANDED = {
    "ride": frozenset({"ride"}),
    "ropeway": frozenset({"ropeway"}),
    "ride_or_ropeway": frozenset({"ride", "ropeway"}),
}


def grade_table(code: str, row: Mapping[str, Any]) -> GradeTable:
    """Read one entry of legal_grades; worst first, so that an upper bound (hours_lt) decides nothing and is dropped."""
    return GradeTable(
        code,
        row.get("zh"),
        row.get("en"),
        row["source"],
        row.get("source_en"),
        tuple(GradeTest(test["grade"], test["en"], tuple(_conditions(test))) for test in row["tests"]),
    )


def _conditions(test: Mapping[str, Any]) -> Iterator[GradeCondition]:
    for key, metric in COUNTED.items():
        if test.get(key) is not None:
            yield GradeCondition(metric, Decimal(test[key]), None, None)
    if test.get("lift_trapped_hours") is not None:
        yield GradeCondition("trapped_minutes", _minutes(test["lift_trapped_hours"]), frozenset({"lift"}), None)
    for key, kind in (("stranded", None), ("ropeway_stranded", "ropeway"), ("ride_stranded", "ride")):
        bound = test.get(key)
        if bound is not None:
            equipment = STRANDED[kind or bound["kind"]]
            yield GradeCondition("stranded_minutes", _minutes(bound["hours_ge"]), equipment, bound.get("persons"))


def _minutes(hours: int | str) -> Decimal:
    minutes = Decimal(hours) * MINUTES_PER_HOUR
    whole = minutes.to_integral_value()
    return whole if whole == minutes else minutes


def start_tests(row: Mapping[str, Any]) -> tuple[StartTest, ...]:
    """Read what raises a rule's question by itself; empty where the question comes with the type."""
    return tuple(
        StartTest(test.get("metric"), None if test.get("ge") is None else Decimal(test["ge"]), test.get("grade_table"))
        for test in (row.get("starts_when") or {}).get("any", ())
    )


def statutory_rule(row: Mapping[str, Any]) -> StatutoryRule:
    """Read one duty to report by law."""
    starts = row.get("starts_when") or {}
    return StatutoryRule(
        row["code"],
        row["zh"],
        row["en"],
        row["deadline_minutes"],
        row["from_event"],
        row["from_event_en"],
        tuple(row["to"]),
        row.get("supplement_days"),
        row.get("supplement_days_fire_traffic"),
        row["grade_table"],
        row["applies_when_zh"],
        row["applies_when_en"],
        start_tests(row),
        bool(starts),
        starts.get("or_confirmed_zh"),
        starts.get("or_confirmed_en"),
        row["source"],
        row["source_en"],
    )
