"""Asks the rules what level and grade an incident has reached, as of any minute, and why (R4.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from commandpost.domain.core.kinds import Moment
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident
from commandpost.domain.incidents.questions.history import READS, history_of
from commandpost.domain.incidents.records.shown import Suggestion
from commandpost.domain.incidents.rules.assess import assess
from commandpost.domain.incidents.rules.clocks import answers_at
from commandpost.domain.incidents.rules.grades import needed_for_next
from commandpost.domain.log.questions import plain_number


@reads(*READS)
def suggest(ask: Ask, incident: Incident, *, as_of: Moment | None = None) -> Suggestion:
    """What the rules suggest for an incident: level, grade, clocks, questions, what lies ahead."""
    at = as_of or ask.now
    plan, history = ask.plan(incident.plan), history_of(ask, incident)
    found = assess(plan, history, at)
    needs = needed_for_next(plan, plan.types[history.types[-1].type], answers_at(history, at), found.grade)
    return Suggestion(
        incident=incident.ref,
        as_of=at,
        level=found.level,
        default_level=found.default_level,
        hits=tuple(
            {
                "level": hit.level, "metric": hit.metric, "value": _shown(hit.value),
                **({"at_least": _shown(hit.at_least)} if hit.at_least is not None else {"equals": hit.equals}),
                "entry": hit.entry, "source": hit.source, "text": hit.text, "at": hit.at, "legal": hit.legal,
            }
            for hit in found.hits
        ),
        ahead=tuple(
            {
                "at": item.at, "level": item.level, "grade": item.grade, "metric": item.metric, "at_least": _shown(item.at_least),
                "starts_clocks": list(item.starts_clocks),
            }
            for item in found.ahead
        ),
        grade=found.grade,
        grade_hits=tuple(
            {
                "grade": hit.grade, "table": hit.table, "metric": hit.metric, "value": _shown(hit.value), "at_least": _shown(hit.at_least),
                "at": hit.at, "entry": hit.entry,
            }
            for hit in found.grade_hits
        ),
        clocks=tuple(
            {
                "rule": clock.rule, "applies": clock.applies, "starts_at": clock.starts_at, "due_at": clock.due_at, "to": list(clock.to),
                "source": clock.source, "window_until": clock.window_until,
            }
            for clock in found.clocks
        ),
        asks=tuple({"rule": item.rule, "text": item.text} for item in found.asks),
        confirmables=tuple({"rule": item.rule, "text": item.text} for item in found.confirmables),
        decided=incident.level,
        grade_needs=tuple(
            {"grade": need.grade, "metric": need.metric, "at_least": _shown(need.at_least)} for need in needs
        ),
    )  # fmt: skip


def _shown(value: Decimal | str | None) -> Any:
    return plain_number(value)
