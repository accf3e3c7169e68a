"""Asks for the site's places and the plan pack in force (R4.2, R4.3)."""

from __future__ import annotations

import json

from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.site.records import PlaceShown, PlanShown


@reads("place")
def places(ask: Ask) -> list[PlaceShown]:
    """Known places, by code."""
    rows = ask("SELECT id, code, zh, en, words, department FROM place ORDER BY code")
    return [
        PlaceShown(key, code, zh, en, tuple(json.loads(words)), department)
        for key, code, zh, en, words, department in rows
    ]


@reads("plan_pack", "site")
def plan_in_force(ask: Ask) -> PlanShown:
    """The plan pack in force: version and contents."""
    plan = ask.plan()
    adopted_at, origin = ask(
        "SELECT adopted_at, origin FROM plan_pack WHERE digest = ? ORDER BY adopted_at LIMIT 1", (plan.digest,)
    )[0]
    types = plan.types.values()
    return PlanShown(
        digest=plan.digest, adopted_at=adopted_at, origin=origin, types=len(plan.types), metrics=len(plan.metrics),
        thresholds=len(plan.common_thresholds) + sum(len(t.thresholds) for t in types), rules=len(plan.rules), posts=len(plan.posts),
        tasks=sum(len(tasks) for t in types for tasks in t.tasks.values()), notify_rows=sum(len(t.notify) for t in types),
        criteria=sum(len(t.closing_criteria) for t in types), policies=len(plan.policies),
    )  # fmt: skip
