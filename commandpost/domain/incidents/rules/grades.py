"""Works out the legal accident grade, a scale of its own beside the response level: the worst of all tables (R4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from commandpost.domain.incidents.records.assessment import NONE_ON_FILE, GradeHit, GradeNeed
from commandpost.domain.incidents.rules.timeline import BEGINNING, Reach, Timeline, shown
from commandpost.plan.reader import GradeCondition, GradeTable, IncidentType, Plan

# worst first; every table uses these words of the law
GRADES = ("特别重大", "重大", "较大", "一般")
PERSONS = "stranded_persons"  # what a condition's `persons` counts


def tables_of(plan: Plan, kind: IncidentType) -> dict[str, GradeTable]:
    """Give the tables that the type's rules name, by rule; a rule without a table on file is left out."""
    named: dict[str, GradeTable] = {}
    for code in kind.rules:
        table = plan.grade_tables.get(plan.rules[code].grade_table or NONE_ON_FILE)
        if table is not None and table.tests:
            named[code] = table
    return named


def tables_asked(plan: Plan, kind: IncidentType, answers: Mapping[str, str]) -> tuple[GradeTable, ...]:
    """Give each table once that may decide the grade: those of the rules that were not answered "no"."""
    asked = {table.code: table for rule, table in tables_of(plan, kind).items() if answers.get(rule) != "no"}
    return tuple(asked.values())


def conditions_of(table: GradeTable, kind: IncidentType) -> Iterator[tuple[str, GradeCondition]]:
    """Give (grade, condition), worst first, without those meant for other equipment than this type's."""
    for test in table.tests:
        for condition in test.conditions:
            if condition.equipment is None or kind.equipment in condition.equipment:
                yield test.grade, condition


def reached(timeline: Timeline, condition: GradeCondition) -> Reach | None:
    """Find the first moment at which a condition held, with the persons it asks for at that same moment."""
    track = timeline.track(condition.metric)
    if not track.steps:
        return None
    first = track.reach(condition.at_least, BEGINNING, timeline.end)
    if first is None or condition.persons is None:
        return first
    persons = list(timeline.track(PERSONS).intervals(Decimal(condition.persons), timeline.end))
    for begins, ends in track.intervals(condition.at_least, timeline.end):
        for present, gone in persons:
            at = max(begins, present)
            if at < min(ends, gone):
                return track.reach(condition.at_least, at, timeline.end)
    return None


def enough_persons(timeline: Timeline, condition: GradeCondition, at: str) -> bool:
    """Tell whether as many persons as a condition asks for were known to be stranded at a moment."""
    if condition.persons is None:
        return True
    known = timeline.track(PERSONS).value(at)
    return known is not None and known >= condition.persons


def first_of_table(timeline: Timeline, table: GradeTable, kind: IncidentType) -> Reach | None:
    """Find the first moment at which any grade of a table was reached."""
    found = (reached(timeline, condition) for _, condition in conditions_of(table, kind))
    return min((reach for reach in found if reach is not None), default=None, key=lambda reach: reach.at)


def grade_hits(plan: Plan, kind: IncidentType, answers: Mapping[str, str], timeline: Timeline) -> tuple[GradeHit, ...]:
    """Name each condition of each table that was reached, worst grade first, then in the order of time."""
    hits = []
    for table in tables_asked(plan, kind, answers):
        for grade, condition in conditions_of(table, kind):
            reach = reached(timeline, condition)
            if reach is None:
                continue
            track, metric = timeline.track(condition.metric), plan.metrics[condition.metric]
            value = shown(metric, track.value(timeline.at))
            if value is None or value < condition.at_least:
                value = shown(metric, track.peak(BEGINNING, timeline.end, timeline.at))
            hits.append(
                GradeHit(
                    grade,
                    table.code,
                    condition.metric,
                    value or condition.at_least,
                    condition.at_least,
                    reach.at,
                    reach.entry,
                )
            )
    hits.sort(key=lambda hit: (severity(hit.grade), hit.at))
    return tuple(hits)


def grade_of(plan: Plan, kind: IncidentType, hits: tuple[GradeHit, ...]) -> str | None:
    """Give the worst grade reached: none_on_file where no rule of the type names a table, None before any test is."""
    if not tables_of(plan, kind):
        return NONE_ON_FILE
    return hits[0].grade if hits else None


def needed_for_next(
    plan: Plan, kind: IncidentType, answers: Mapping[str, str], grade: str | None
) -> tuple[GradeNeed, ...]:
    """Name what would bring the next worse grade: of every table asked the conditions of its mildest grade above today's, each metric once.

    Nothing where no table is on file, or the worst is reached.
    """
    now = len(GRADES) if grade is None or grade == NONE_ON_FILE else severity(grade)
    worse = [
        (found, condition)
        for table in tables_asked(plan, kind, answers)
        for found, condition in conditions_of(table, kind)
        if severity(found) < now
    ]
    next_one = max((severity(found) for found, _ in worse), default=-1)
    needs: dict[str, GradeNeed] = {}
    for found, condition in worse:
        known = needs.get(condition.metric)
        if severity(found) == next_one and (known is None or condition.at_least < known.at_least):
            needs[condition.metric] = GradeNeed(found, condition.metric, condition.at_least)
    return tuple(needs.values())


def severity(grade: str) -> int:
    """Give the place of a grade on the law's scale, 0 the worst; a word the law does not use comes last."""
    return GRADES.index(grade) if grade in GRADES else len(GRADES)
