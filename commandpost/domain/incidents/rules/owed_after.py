"""Works out what the end opens: clear the scene, restore business, count the losses, report casualties (R4.5)."""

from __future__ import annotations

from collections.abc import Iterator

from commandpost.domain.incidents.records.wanted import Wanted
from commandpost.domain.incidents.rules.clocks import window_until
from commandpost.domain.incidents.rules.decided import standing
from commandpost.domain.incidents.rules.owed import Case
from commandpost.domain.incidents.rules.posts import commander_post, spokes_post
from commandpost.store.instant import shifted


def after_end_rows(case: Case) -> Iterator[Wanted]:
    """What is owed once the end was declared; a second end after a reopening opens it anew."""
    ended_at = case.history.ended_at
    if not case.ended or ended_at is None:
        return
    decision = standing(case.history)
    owner = commander_post(case.plan, decision.level, case.history.department) if decision is not None else None
    for step in case.plan.after_end:
        yield case.row(
            "after_end",
            step.code,
            started_at=ended_at,
            due_at=shifted(ended_at, minutes=step.within_min),
            owner=owner,
            source=f"after_end.{step.code}",
            met_at=case.met("after_end", step.code, since=ended_at),
        )


def supplement_rows(case: Case) -> Iterator[Wanted]:
    """The days within which a change in casualties must be supplemented, for each clock not answered "no"."""
    if not case.ended:
        return
    for code in case.clock_starts:
        rule, applies = case.plan.rules[code], case.answers.get(code, "ask")
        until = window_until(case.history, rule)
        if until is None or applies == "no":
            continue
        yield case.row(
            "supplement",
            code,
            started_at=case.history.started_at,
            due_at=until,
            to=rule.to,
            owner=spokes_post(case.plan),
            source=rule.source,
            applies=applies,
            met_at=case.met("supplement", code),
            ends=("cancelled", "window_passed") if case.now > until else None,
        )
