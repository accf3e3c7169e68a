"""Looks back: how long until somebody answered, until it was met, how often it was late and by how much, per incident and per month (R4.2, R5)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from commandpost.domain.alarms.questions.naming import Namer
from commandpost.domain.alarms.records.shown import Past, Stats
from commandpost.domain.alarms.rules.looking_back import Kept, past
from commandpost.domain.core.kinds import Moment
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident
from commandpost.domain.incidents.rules.unmet import ends_unmet
from commandpost.store.instant import instant

KEPT = """
SELECT d.incident_id, d.started_at, d.due_at,
  CASE d.state WHEN 'met' THEN (SELECT c.at FROM deadline_change c WHERE c.deadline_id = d.id AND c.state = 'met' ORDER BY c.rowid DESC LIMIT 1) END,
  (SELECT min(s.raised_at) FROM alert_step s WHERE s.deadline_id = d.id),
  (SELECT min(a.at) FROM acknowledgement a WHERE a.deadline_id = d.id),
  CASE d.state WHEN 'cancelled' THEN (
    SELECT c.at FROM deadline_change c WHERE c.deadline_id = d.id AND c.state = 'cancelled' AND c.why = 'ended' ORDER BY c.rowid DESC LIMIT 1
  ) END, d.state, d.kind
FROM deadline d LEFT JOIN incident i ON i.id = d.incident_id
WHERE d.sleeps = 0 AND coalesce(i.drill, 0) = 0 AND d.started_at <= ?{more} ORDER BY d.due_at, d.rowid
"""


@reads("deadline", "deadline_change", "incident", "alert_step", "acknowledgement", "book")
def statistics(ask: Ask, *, incident: Incident | None = None, since: Moment | None = None) -> Stats:
    """Look back: time to answer and to meet, how often late and by how much, per incident and per month; --csv for a spreadsheet (R4.2)."""
    more = (" AND d.incident_id = ?" if incident else "") + (" AND d.due_at >= ?" if since else "")
    given = [ask.now, *([incident.id] if incident else []), *([since] if since else [])]
    namer, zone = Namer(ask), ZoneInfo(ask.site.zone)
    by_incident: dict[str, list[Kept]] = {}
    by_month: dict[str, list[Kept]] = {}
    for key, *kept_fields, state, kind in ask(KEPT.format(more=more), given):
        kept = Kept(*kept_fields)
        if state == "cancelled" and not (kept.ended_at and ends_unmet(kind, kept.started_at, kept.due_at, kept.ended_at)):
            continue
        if kept.due_at > ask.now and kept.met_at is None and kept.ended_at is None:
            continue  # neither kept nor late yet
        by_month.setdefault(f"{instant(kept.due_at).astimezone(zone):%Y-%m}", []).append(kept)
        if (number := namer.incident(key)) is not None:
            by_incident.setdefault(number, []).append(kept)
    return Stats(_each(by_incident, ask.now), _each(by_month, ask.now))


def _each(found: dict[str, list[Kept]], now: str) -> tuple[Past, ...]:
    return tuple(past(scope, rows, now) for scope, rows in sorted(found.items()))
