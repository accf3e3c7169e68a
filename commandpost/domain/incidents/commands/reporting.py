"""Wants the next follow-up at once where something turned: a benchmark was declared (R4.2)."""

from __future__ import annotations

from commandpost.domain.core.unit import Moment, Unit
from commandpost.domain.incidents.commands.owed import settle
from commandpost.plan.read_lists import report_within
from commandpost.store.instant import shifted

WHEN = "SELECT e.event_at, i.plan FROM log_entry e JOIN incident i ON i.id = e.book_id WHERE e.id = ?"


def report_called(unit: Unit, moment: Moment) -> None:
    """Let the next report fall due within the plan's minutes of the entry that calls for it; one that is due sooner stays."""
    at, plan = unit(WHEN, (moment.subject,))[0]
    due = shifted(at, minutes=report_within(unit.plan(plan)))
    unit.insert(
        "report_called", incident_id=moment.incident, at=at, due_at=due, recorded_at=unit.now, by_person=unit.who, entry_id=moment.subject
    )  # fmt: skip
    settle(unit, moment)
