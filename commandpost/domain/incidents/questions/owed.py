"""Asks what must happen next: obligations with their due time, how late, to whom (R4.1, R4.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from commandpost.domain.core.kinds import Moment
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident
from commandpost.domain.incidents.records.owed import OwedShown
from commandpost.domain.incidents.rules.subjects import addressees, subject
from commandpost.locale.words import say
from commandpost.store.instant import seconds_between

OPEN_STATES = frozenset({"pending", "raised", "acknowledged"})

COLUMNS = """
SELECT d.id, book.year, book.label, book.number, d.kind, d.code, d.round, d.started_at, d.due_at, {state}, d.applies, d.addressees, d.source, d.also,
  incident.type, incident.plan, d.sleeps, incident.drill, about.value, d.about IS NOT NULL, whose.value, d.owner_person IS NOT NULL
FROM deadline d LEFT JOIN book ON book.id = d.incident_id LEFT JOIN incident ON incident.id = d.incident_id
LEFT JOIN personal about ON about.id = d.about LEFT JOIN person p ON p.id = d.owner_person LEFT JOIN personal whose ON whose.id = p.name
"""
NOW = COLUMNS.format(state="d.state")
# the state that a row had at a moment: its last change up to then; a row that did not exist yet has none
AS_OF = COLUMNS.format(
    state="(SELECT c.state FROM deadline_change c WHERE c.deadline_id = d.id AND c.at <= ? ORDER BY c.at DESC, c.rowid DESC LIMIT 1)"
)
ORDER = " ORDER BY d.due_at, d.rowid"
ALL_NOW = NOW + "WHERE d.state IN ('pending', 'raised', 'acknowledged') AND d.sleeps = 0" + ORDER
ONE_NOW = NOW + "WHERE d.incident_id = ?" + ORDER
ALL_AS_OF = AS_OF + ORDER
ONE_AS_OF = AS_OF + "WHERE d.incident_id = ?" + ORDER
SOON = (
    NOW
    + "WHERE d.state IN ('pending', 'raised', 'acknowledged') AND d.sleeps = 0 AND d.started_at <= ?"
    + ORDER
    + " LIMIT ?"
)
READS = ("deadline", "deadline_change", "book", "incident", "person", "personal")


@reads(*READS)
def owed(ask: Ask, *, incident: Incident | None = None, as_of: Moment | None = None) -> list[OwedShown]:
    """Obligations by due time: the open ones of the whole desk, or all of one incident, as of now or of a moment."""
    at = as_of or ask.now
    if as_of is None:
        rows = ask(ONE_NOW, (incident.id,)) if incident else ask(ALL_NOW)
    else:
        rows = ask(ONE_AS_OF, (at, incident.id)) if incident else ask(ALL_AS_OF, (at,))
    shown = [owed_row(ask, row, at) for row in rows if row[9] is not None]
    return [row for row in shown if incident or row.state in OPEN_STATES]


def soonest(ask: Ask, count: int) -> list[OwedShown]:
    """Give the obligations due soonest, late ones first; what a running figure would start only later is left out."""
    return [owed_row(ask, row, ask.now) for row in ask(SOON, (ask.now, count))]


def owed_row(ask: Ask, row: Sequence[Any], at: str) -> OwedShown:
    """Make an answer of a row of `COLUMNS`."""
    (
        key,
        year,
        label,
        number,
        kind,
        code,
        round_,
        started_at,
        due_at,
        state,
        applies,
        to,
        source,
        also,
        type_code,
        digest,
        _,
        drill,
        about,
        is_about,
        whose,
        is_whose,
    ) = row
    plan = ask.plan(digest)
    codes = tuple(json.loads(to))
    return OwedShown(
        id=key,
        incident=incident_ref(year, label, number) if number is not None else None,
        subject=subject(plan, type_code or "", kind, code, round_, about or (say("[erased]") if is_about else None)),
        kind=kind,
        code=code,
        round=round_,
        started_at=started_at,
        due_at=due_at,
        state=state,
        applies=applies,
        late_s=max(0, int(seconds_between(due_at, at))) if state in OPEN_STATES else 0,
        to=codes,
        to_names=addressees(plan, codes) if codes or not is_whose else whose or say("[erased]"),
        source=source,
        also=tuple(json.loads(also)),
        drill=bool(drill),
    )
