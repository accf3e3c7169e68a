"""Asks which obligations end, or ended, with their incident although nobody had met them (R4.2, R4.5)."""

from __future__ import annotations

from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import IncidentHead
from commandpost.domain.incidents.rules.subjects import subject
from commandpost.domain.incidents.rules.unmet import Unmet, ends_unmet

OPEN = """
SELECT kind, code, round, started_at, due_at FROM deadline
WHERE incident_id = ? AND state IN ('pending', 'raised', 'acknowledged') AND sleeps = 0 ORDER BY due_at, rowid
"""
ENDED = """
SELECT kind, code, round, started_at, due_at FROM deadline d
WHERE incident_id = ? AND state = 'cancelled' AND sleeps = 0 AND EXISTS (
  SELECT 1 FROM deadline_change c WHERE c.deadline_id = d.id AND c.state = 'cancelled' AND c.why = 'ended' AND c.at = ?
) ORDER BY due_at, rowid
"""


def still_owed(ask: Ask, incident: IncidentHead, at: str) -> list[Unmet]:
    """Give what would end unmet if the incident ended at `at`; whom it is about is not named, since these words are kept."""
    return _unmet(ask, incident, ask(OPEN, (incident.id,)), at)


def ended_unmet(ask: Ask, incident: IncidentHead) -> list[Unmet]:
    """Give what ended unmet when the incident ended; nothing while it has not."""
    if incident.ended_at is None:
        return []
    return _unmet(ask, incident, ask(ENDED, (incident.id, incident.ended_at)), incident.ended_at)


def _unmet(ask: Ask, incident: IncidentHead, rows: list[tuple[str, str, int, str, str]], at: str) -> list[Unmet]:
    plan = ask.plan(incident.plan)
    return [
        Unmet(subject(plan, incident.type, kind, code, round_), due_at)
        for kind, code, round_, started_at, due_at in rows
        if ends_unmet(kind, started_at, due_at, at)
    ]
