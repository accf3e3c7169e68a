"""Asks at which pause points the lists are to be gone through now (R4.4)."""

from __future__ import annotations

from commandpost.domain.checklists.questions.told import TaskRow, rows_of, said_of_lists
from commandpost.domain.checklists.records.reading import PauseDue
from commandpost.domain.checklists.rules.pauses import WHOLE, due
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident, IncidentHead, head_by_id, ref_of
from commandpost.domain.incidents.questions.history import history_of
from commandpost.plan.read_lists import pause_points

OPEN = "SELECT id FROM incident WHERE state != 'ended' AND level IS NOT NULL AND merged_into IS NULL AND after_the_fact = 0 ORDER BY received_at"
# what an incident's history is made of
HISTORY = (
    "incident", "book", "type_change", "fact", "rule_answer", "level_decision", "state_change", "chain_step", "deadline", "criterion_mark", "report_part",
    "command_step", "incident_hold", "log_entry", "report_called", "person", "deadline_change", "order_given", "order_step", "list_step", "task", "strike",
)  # fmt: skip


@reads(*HISTORY)
def pauses(ask: Ask, *, incident: Incident | None = None) -> list[PauseDue]:
    """At which pause point the lists are to be gone through now, of one incident or of all: one at a time, the latest that has come (R4.4)."""
    heads = [incident] if incident is not None else [head_by_id(ask, key, ref_of(ask, key)) for (key,) in ask(OPEN)]
    return [found for head in heads if (found := pause_due(ask, head)) is not None]


def pause_due(ask: Ask, head: IncidentHead, *, done: bool = False) -> PauseDue | None:
    """Give the pause point that is due in an incident that runs; none where nothing is open there, unless `done` is said."""
    if head.state == "ended" or head.level is None or head.merged_into is not None or head.after_the_fact:
        return None
    points = pause_points(ask.plan(head.plan))
    found = due(points, history_of(ask, head), (at for _, at in said_of_lists(ask, head.id, "confirmed")), ask.now)
    if found is None:
        return None
    code, since = found
    read = sum(row.state == "open" for row in at_pause(rows_of(ask, head.id), code))
    return PauseDue(head.ref, code, points[code].zh, points[code].en, since, read, code not in WHOLE) if read or done else None


def at_pause(rows: list[TaskRow], point: str) -> list[TaskRow]:
    """Give the tasks that are gone through at a pause point: what is critical, before a hand-over or stand-down all; never what waits on standby."""
    return [
        row for row in rows if row.card is None and row.state != "stood_down" and not row.waits and (row.critical or point in WHOLE)
    ]
