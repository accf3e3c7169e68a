"""Starts statutory clocks: when a rule's test was first met or confirmed, never before the report (R4.1, DESIGN 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from commandpost.domain.incidents.records.assessment import Clock, RuleQuestion
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.rules.grades import conditions_of, enough_persons, first_of_table
from commandpost.domain.incidents.rules.timeline import BEGINNING, Timeline
from commandpost.domain.incidents.rules.wording import in_language
from commandpost.plan.reader import IncidentType, Plan, StatutoryRule
from commandpost.store.instant import instant, shifted, stamp

# supplement_days_fire_traffic is the shorter window of a fire (Decree 493, art. 13)
FIRE = "fire"


def answers_at(history: History, at: str) -> dict[str, str]:
    """Give the last yes or no of each rule as of a moment; a rule not in it was not answered."""
    return {said.rule: said.answer for said in history.answers if said.at <= at and said.answer != "confirmed"}


def rules_of(plan: Plan, history: History) -> tuple[StatutoryRule, ...]:
    """Give the rules of today's type, in the order of the plan."""
    return tuple(plan.rules[code] for code in plan.types[history.types[-1].type].rules)


def started(plan: Plan, history: History, timeline: Timeline, rule: StatutoryRule) -> str | None:
    """Give when the clock of a rule of today's type started, None if it has not by the timeline's moment."""
    if not rule.has_starts_when:
        brought = next(span.since for span in history.types if rule.code in plan.types[span.type].rules)
        at: str | None = max(history.received_at, brought)
    else:
        at = _first_met(plan, plan.types[history.types[-1].type], history, timeline, rule)
        at = max(history.received_at, at) if at is not None else None
    return at if at is not None and at <= timeline.at else None


def _first_met(plan: Plan, kind: IncidentType, history: History, timeline: Timeline, rule: StatutoryRule) -> str | None:
    confirmed = (said for said in history.answers if said.rule == rule.code and said.answer == "confirmed")
    found = [said.at for said in confirmed if said.at <= timeline.at]
    for test in rule.starts_any:
        if test.metric is not None and test.ge is not None:
            reach = timeline.track(test.metric).reach(test.ge, BEGINNING, timeline.end)
        elif test.grade_table is not None:
            reach = first_of_table(timeline, plan.grade_tables[test.grade_table], kind)
        else:
            reach = None
        if reach is not None:
            found.append(reach.at)
    return min(found, default=None)


def starts_ahead(plan: Plan, history: History, timeline: Timeline, rule: StatutoryRule) -> str | None:
    """Give when something that runs now will start the clock of a rule that has not started; None if nothing will."""
    kind, found = plan.types[history.types[-1].type], []
    for test in rule.starts_any:
        if test.metric is not None and test.ge is not None:
            found.append(timeline.track(test.metric).crossing(test.ge, timeline.at))
        elif test.grade_table is not None:
            for _, condition in conditions_of(plan.grade_tables[test.grade_table], kind):
                if enough_persons(timeline, condition, timeline.at):
                    found.append(timeline.track(condition.metric).crossing(condition.at_least, timeline.at))
    at = min((at for at in found if at is not None), default=None)
    return max(history.received_at, at) if at is not None else None


def clocks(plan: Plan, history: History, timeline: Timeline, answers: Mapping[str, str]) -> tuple[Clock, ...]:
    """Give the clocks of today's type that had started by the timeline's moment, in the order of the type's rules."""
    running = []
    for rule in rules_of(plan, history):
        at = started(plan, history, timeline, rule)
        if at is None:
            continue
        source = in_language(rule.source, rule.source_en) or rule.source
        running.append(
            Clock(
                rule=rule.code,
                applies=answers.get(rule.code, "ask"),
                starts_at=at,
                due_at=shifted(at, minutes=rule.deadline_minutes),
                to=rule.to,
                source=source,
                window_until=window_until(history, rule),
            )
        )
    return tuple(running)


def window_until(history: History, rule: StatutoryRule) -> str | None:
    """Give the end of the days within which a change in casualties is to be supplemented; a fire's are fewer."""
    days = rule.supplement_days
    if history.types[-1].type == FIRE and rule.supplement_days_fire_traffic is not None:
        days = rule.supplement_days_fire_traffic
    return stamp(instant(history.started_at) + timedelta(days=days)) if days is not None else None


def asks(plan: Plan, running: Iterable[Clock]) -> tuple[RuleQuestion, ...]:
    """Give the conditions that the desk still asks about: unanswered is asked again, it never means no."""
    return tuple(_question(plan.rules[clock.rule], confirm=False) for clock in running if clock.applies == "ask")


def confirmables(plan: Plan, history: History, running: Iterable[Clock]) -> tuple[RuleQuestion, ...]:
    """Give what a person may confirm although no test is met."""
    begun = {clock.rule for clock in running}
    return tuple(
        _question(rule, confirm=True)
        for rule in rules_of(plan, history)
        if rule.or_confirmed_zh and rule.code not in begun
    )


def _question(rule: StatutoryRule, *, confirm: bool) -> RuleQuestion:
    zh, en = (rule.or_confirmed_zh, rule.or_confirmed_en) if confirm else (rule.applies_when_zh, rule.applies_when_en)
    return RuleQuestion(rule.code, in_language(zh, en) or "")
