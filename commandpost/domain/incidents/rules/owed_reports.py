"""Works out who is told by when: report chain, law, the type's notify rows, the level's follow-ups (R4.1, R4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from commandpost.domain.incidents.records.assessment import Clock
from commandpost.domain.incidents.records.wanted import Ends, Wanted
from commandpost.domain.incidents.rules.decided import level_changes, standing, stretches
from commandpost.domain.incidents.rules.owed import Case
from commandpost.domain.incidents.rules.posts import DUTY_OFFICER, resolve, spokes_post
from commandpost.plan.reader import ChainStep, NotifyRow, StatutoryRule
from commandpost.store.instant import shifted

STEP_TAKEN, ANSWERED_NO, REPORTED = "step_taken", "answered_no", "reported"


def chain_rows(case: Case) -> Iterator[Wanted]:
    """Each step of the report chain; one without minutes goes with the law's row, else with the level."""
    for step in case.plan.chain:
        start, minutes = _chain_start(case, step)
        if start is None or minutes is None or law_that_carries(case, step) is not None:
            continue
        taken = case.history.chain.get(step.code)
        met_at = taken or case.met("chain_step", step.code)
        begins = case.begins(start, met_at)
        ends: Ends | None = ("met", taken, STEP_TAKEN) if taken is not None else None
        yield case.row(
            "chain_step",
            step.code,
            started_at=begins,
            due_at=shifted(begins, minutes=minutes),
            to=_chain_addressees(case, step),
            owner=resolve(case.plan, step.from_post, case.history.department),
            source=f"report_chain.{step.code}",
            met_at=met_at,
            ends=ends,
        )


def _chain_start(case: Case, step: ChainStep) -> tuple[str | None, int | None]:
    """Give when a step begins and its minutes: with the report, or with the decision that brought one of its levels.

    A step without minutes of its own takes those of the level that was decided then; without a decision it has none.
    """
    history, levels = case.history, step.levels or case.plan.levels.keys()
    last = stretches(history, levels)[-1:]
    brought = last[0][0] if last and last[0][1] is None else None
    if step.within_min is not None and not step.levels:
        return history.received_at, step.within_min
    if brought is None:
        return None, step.within_min
    level = next(change.level for change in level_changes(history) if change.at == brought and change.level in levels)
    minutes = step.within_min if step.within_min is not None else case.plan.levels[level].followup_minutes
    return max(history.received_at, brought), minutes


def _chain_addressees(case: Case, step: ChainStep) -> tuple[str, ...]:
    decision = standing(case.history)
    if step.within_min is None and decision is not None:
        return case.plan.levels[decision.level].followup_to
    post = resolve(case.plan, step.to_post, case.history.department)
    return (post,) if post is not None else ()


def law_that_carries(case: Case, step: ChainStep) -> str | None:
    """Give the rule whose row carries a chain step without minutes: the clock due first that is not answered "no".

    A clock that starts only after the step was due, or was taken, does not carry it: what is late stays late.
    """
    start, minutes = _chain_start(case, step)
    if step.within_min is not None or start is None or minutes is None:
        return None
    taken = case.history.chain.get(step.code) or case.met("chain_step", step.code)
    until = shifted(case.begins(start, taken), minutes=minutes)
    until = min(until, taken) if taken is not None else until
    due = {
        code: shifted(at, minutes=case.plan.rules[code].deadline_minutes)
        for code, at in case.clock_starts.items()
        if at <= until and case.answers.get(code) != "no"
    }
    return min(due, key=lambda code: due[code], default=None)


def _standing_clocks(case: Case) -> list[Clock]:
    return [clock for clock in case.clocks if clock.applies != "no"]


def statutory_rows(case: Case) -> Iterator[Wanted]:
    """One row for each clock that runs or that something running will start; a "no" cancels it, silence never."""
    for code, starts_at in case.clock_starts.items():
        rule, applies = case.plan.rules[code], case.answers.get(code, "ask")
        carried = [row for row in case.kind.notify if code in row.meets and row.contact in rule.to]
        steps = tuple(step.code for step in case.plan.chain if law_that_carries(case, step) == code)
        yield case.row(
            "statutory",
            code,
            started_at=starts_at,
            due_at=shifted(starts_at, minutes=rule.deadline_minutes),
            to=rule.to,
            owner=spokes_post(case.plan),
            source=rule.source,
            applies=applies,
            also=(*(row.id for row in carried), *steps) if applies != "no" else (),
            met_at=case.met("statutory", code) or _met_through(case, rule, carried),
            ends=("cancelled", ANSWERED_NO) if applies == "no" else None,
        )


def _met_through(case: Case, rule: StatutoryRule, carried: list[NotifyRow]) -> str | None:
    """A rule is also met when each body it names was told by a notify row that it carries; the last one counts."""
    told = []
    for contact in rule.to:
        times = [at for row in carried if row.contact == contact and (at := case.met("notify", row.id)) is not None]
        if not times:
            return None
        told.append(min(times))
    return max(told, default=None)


def notify_rows(case: Case) -> Iterator[Wanted]:
    """Whom the type wants told at the level decided; what the law's row already carries has no row of its own."""
    for row in case.kind.notify:
        law_due = None
        if any(code in case.plan.rules for code in row.meets):
            applying = [clock for clock in _standing_clocks(case) if clock.rule in row.meets]
            if not applying or any(row.contact in clock.to for clock in applying):
                continue
            law_due = min(clock.due_at for clock in applying)
        met_at = case.met("notify", row.id)
        start = _notify_start(case, row, met_at)
        if start is None:
            continue
        begins = case.begins(start, met_at)
        due = shifted(begins, minutes=row.within_minutes)
        due = min(due, law_due) if law_due is not None else due
        yield case.row(
            "notify",
            row.id,
            started_at=min(begins, due),
            due_at=due,
            to=(row.contact,),
            owner=DUTY_OFFICER,
            source=row.id,
            met_at=met_at,
            lawful=law_due is not None,
        )


def _notify_start(case: Case, row: NotifyRow, met_at: str | None) -> str | None:
    """Give when a notify row came to apply: with the type where it stands for every level, else with its level.

    A row that left with a lower level and came back is owed anew; one that was met stays where it was.
    """
    spans = case.history.types
    first = len(spans) - 1
    while first > 0 and spans[first - 1].type == spans[-1].type:
        first -= 1
    brought = case.history.received_at if first == 0 else max(case.history.received_at, spans[first].since)
    if row.levels >= case.plan.levels.keys():
        return brought
    applied = stretches(case.history, row.levels)
    if met_at is not None:
        applied = [stretch for stretch in applied if stretch[0] <= met_at] or applied[:1]
    elif applied and applied[-1][1] is not None:
        applied = []
    return max(brought, applied[-1][0]) if applied else None


def followup_rows(case: Case) -> Iterator[Wanted]:
    """The rhythm of the level decided: each round that was sent, and one open round after the last of them."""
    changes = level_changes(case.history)
    if not changes:
        return
    reopened = case.history.reopened_at or ""
    sent = sorted((met for met in case.history.met if met.kind == "followup"), key=lambda met: met.round)
    before, number = "", 0
    for met_at, number_ in [(met.at, met.round) for met in sent] + [(None, None)]:
        number = number_ if number_ is not None else number + 1
        known = [change for change in changes if met_at is None or change.at <= met_at] or list(changes[:1])
        level = case.plan.levels[known[-1].level]
        start = max(before, known[-1].at)
        if met_at is None or reopened <= met_at:
            start = max(start, reopened)
        due = shifted(start, minutes=level.followup_minutes)
        called = [wanted for at, wanted in case.history.reports_called if start <= at and (met_at is None or at < met_at)]
        yield case.row(
            "followup",
            "followup",
            round_=number,
            started_at=start,
            due_at=min([due, *called]),
            to=level.followup_to,
            owner=spokes_post(case.plan),
            source=f"levels.{level.code}.followup_minutes",
            met_at=met_at,
            ends=None,
        )
        before = met_at or ""
