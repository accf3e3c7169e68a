"""Puts the arithmetic of R4.3 together: what the rules say of an incident as of one moment, for a person to decide."""

from __future__ import annotations

from commandpost.domain.incidents.records.assessment import Assessment
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.rules.ahead import ahead
from commandpost.domain.incidents.rules.clocks import answers_at, asks, clocks, confirmables
from commandpost.domain.incidents.rules.grades import grade_hits, grade_of
from commandpost.domain.incidents.rules.levels import level_hits, type_at
from commandpost.domain.incidents.rules.timeline import Timeline
from commandpost.plan.reader import Plan


def assess(plan: Plan, history: History, at: str) -> Assessment:
    """Judge an incident as of `at` (a stamp), with everything said since about that time or before it (hindsight).

    The level suggested is the highest reached at any moment up to then, under the type that held at that moment; the
    grade and the clocks are those of today's type. The texts are in the language now spoken.
    """
    timeline = Timeline(plan.metrics, history.marks, at)
    answers = answers_at(history, at)
    kind = plan.types[history.types[-1].type]
    hits = level_hits(plan, history, timeline)
    graded = grade_hits(plan, kind, answers, timeline)
    running = clocks(plan, history, timeline, answers)
    return Assessment(
        as_of=at,
        level=hits[0].level if hits else None,
        default_level=plan.types[type_at(history, at)].default_level,
        hits=hits,
        ahead=ahead(plan, history, answers, timeline),
        grade=grade_of(plan, kind, graded),
        grade_hits=graded,
        clocks=running,
        asks=asks(plan, running),
        confirmables=confirmables(plan, history, running),
        facts=timeline.facts(),
    )
