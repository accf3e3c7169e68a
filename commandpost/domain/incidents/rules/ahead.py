"""Looks ahead along what runs: when each threshold and each legal grade will be reached if nobody stops it (R4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from commandpost.domain.incidents.records.assessment import Ahead
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.rules.clocks import rules_of, started, starts_ahead
from commandpost.domain.incidents.rules.grades import conditions_of, enough_persons, severity, tables_asked
from commandpost.domain.incidents.rules.levels import highest, thresholds_of, type_at
from commandpost.domain.incidents.rules.timeline import Run, Timeline
from commandpost.plan.reader import GradeCondition, Plan, Threshold


@dataclass(slots=True)
class _Mark:
    """What stands at one length of a running metric."""

    thresholds: list[Threshold] = field(default_factory=list)
    conditions: list[tuple[str, str, GradeCondition]] = field(default_factory=list)  # grade, table, condition


class Crossing(NamedTuple):
    """A length that the latest stretch of a running metric passed, will pass, or (`cut`) would have had it not stopped.

    `level` and `grade` are what it brings, None where it brings none; `source` says where the rule stands.
    """

    at: str
    metric: str
    at_least: Decimal
    level: str | None
    grade: str | None
    run: Run
    passed: bool
    cut: bool
    source: str


def crossings(plan: Plan, history: History, answers: Mapping[str, str], timeline: Timeline) -> tuple[Crossing, ...]:
    """Give every crossing of the latest stretch of each running metric, in the order of time.

    Thresholds are those of the type at the timeline's moment; grades those of today's type, under rules not answered
    "no".
    """
    found = []
    for code, metric in plan.metrics.items():
        if metric.kind != "running":
            continue
        track = timeline.track(code)
        if not track.runs:
            continue
        run = track.runs[-1]
        for at_least, mark in _marks(plan, history, answers, timeline, code).items():
            reach = track.reach(at_least, run.start, timeline.end)
            at = reach.at if reach is not None else track.length_after(run.start, at_least)
            level = highest(plan, [threshold.level for threshold in mark.thresholds])
            grades = [
                (grade, table)
                for grade, table, condition in mark.conditions
                if enough_persons(timeline, condition, min(at, timeline.at))
            ]
            grade, table = min(grades, key=lambda pair: severity(pair[0]), default=(None, ""))
            if level is None and grade is None:
                continue
            source = next((t.source for t in mark.thresholds if t.level == level), f"legal_grades.{table}")
            cut = reach is None and run.stop is not None
            found.append(Crossing(at, code, at_least, level, grade, run, reach is not None, cut, source))
    return tuple(sorted(found, key=lambda crossing: (crossing.at, crossing.metric)))


def _marks(
    plan: Plan, history: History, answers: Mapping[str, str], timeline: Timeline, metric: str
) -> dict[Decimal, _Mark]:
    marks: dict[Decimal, _Mark] = {}
    for threshold in thresholds_of(plan, type_at(history, timeline.at)):
        if threshold.metric == metric and threshold.ge is not None:
            marks.setdefault(threshold.ge, _Mark()).thresholds.append(threshold)
    kind = plan.types[history.types[-1].type]
    for table in tables_asked(plan, kind, answers):
        for grade, condition in conditions_of(table, kind):
            if condition.metric == metric:
                marks.setdefault(condition.at_least, _Mark()).conditions.append((grade, table.code, condition))
    return marks


def clocks_ahead(plan: Plan, history: History, timeline: Timeline) -> Iterator[tuple[str, str]]:
    """Give (rule, moment) of each clock that has not started and that something running will start."""
    for rule in rules_of(plan, history):
        if started(plan, history, timeline, rule) is None:
            at = starts_ahead(plan, history, timeline, rule)
            if at is not None:
                yield rule.code, at


def ahead(plan: Plan, history: History, answers: Mapping[str, str], timeline: Timeline) -> tuple[Ahead, ...]:
    """Say what will be reached after the timeline's moment; levels below the one already reached are said too."""
    starting = {rule: at for rule, at in clocks_ahead(plan, history, timeline) if answers.get(rule) != "no"}
    coming = []
    for crossing in crossings(plan, history, answers, timeline):
        if crossing.passed or crossing.cut:
            continue
        starts = tuple(rule for rule, at in starting.items() if at == crossing.at)
        coming.append(Ahead(crossing.at, crossing.level, crossing.grade, crossing.metric, crossing.at_least, starts))
    return tuple(coming)
