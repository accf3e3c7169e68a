"""Lays out for the rules what the book holds of a deadline's alarms: how it stands, what was told, who answered, spans and breaks (R4.1, R4.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from commandpost.domain.alarms.records.standing import Break, Scene, Span, Standing, Told
from commandpost.domain.contacts.questions import holders
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import say
from commandpost.plan.reader import Plan

COLUMNS = """
SELECT d.id, d.rowid, d.kind, d.code, d.round, d.started_at, d.due_at, d.state, d.policy, d.owner_post, d.incident_id,
  i.type, i.plan, i.level, i.department, i.command_post, i.command_person, coalesce(i.drill, 0),
  (SELECT c.recorded_at FROM deadline_change c WHERE c.deadline_id = d.id AND c.state = 'pending' ORDER BY c.rowid DESC LIMIT 1),
  s.cycle, s.step, s.round, s.at, s.rowid,
  (SELECT p.id FROM person p WHERE p.id = d.owner_person AND p.erased_at IS NULL), d.about
FROM deadline d LEFT JOIN incident i ON i.id = d.incident_id
LEFT JOIN alert_step s ON s.rowid = (SELECT max(t.rowid) FROM alert_step t WHERE t.deadline_id = d.id)
WHERE {where}
"""
OPEN = "d.state IN ('pending', 'raised') AND d.sleeps = 0{more} ORDER BY d.due_at, d.rowid"
ALL = COLUMNS.format(where=OPEN.format(more=""))
SOME = COLUMNS.format(where=OPEN.format(more=" AND d.id IN (SELECT value FROM json_each(?))"))
OF_INCIDENT = COLUMNS.format(where=OPEN.format(more=" AND d.incident_id = ?"))
ONE = COLUMNS.format(where="d.id = ?")
ANSWERED = "SELECT deadline_id, cycle, person_id FROM acknowledgement WHERE deadline_id IN (SELECT value FROM json_each(?))"
SPANS = "SELECT at, until FROM maintenance ORDER BY rowid"
REASON = "SELECT value FROM maintenance LEFT JOIN personal ON personal.id = maintenance.reason ORDER BY maintenance.rowid DESC LIMIT 1"
BREAKS = "SELECT seconds, deadlines, steps FROM watch_break WHERE kind IN ('set_back', 'jumped') ORDER BY rowid"
TIMES = ("deadline", "deadline_change", "incident", "alert_step", "acknowledgement", "maintenance", "watch_break", "person")
SHOWN = (*(table for table in TIMES if table != "acknowledgement"), "post_holder")
READS = (*TIMES, "post_holder")


def all_standing(ask: Ask) -> list[Standing]:
    """Give every deadline that may still be told of, due first first."""
    return [standing(row) for row in ask(ALL)]


def some_standing(ask: Ask, ids: Sequence[str]) -> list[Standing]:
    """Give those of these deadlines that may still be told of, with who answered in the cycle that runs."""
    wanted = json.dumps(list(ids))
    return _answered(ask, [standing(row) for row in ask(SOME, (wanted,))], wanted)


def of_incident(ask: Ask, incident: str) -> list[Standing]:
    """Give an incident's deadlines that may still be told of."""
    rows = [standing(row) for row in ask(OF_INCIDENT, (incident,))]
    return _answered(ask, rows, json.dumps([row.id for row in rows]))


def one_standing(ask: Ask, deadline: str) -> Standing:
    """Give a deadline in whatever state it is."""
    return _answered(ask, [standing(ask(ONE, (deadline,))[0])], json.dumps([deadline]))[0]


def scene_of(ask: Ask, *, cast: bool = True) -> Scene:
    """Give everything beside the deadlines that the rules ask, as it stands now; without `cast` only what times are made of."""

    def plan_of(digest: str | None) -> Plan:
        return ask.plan(digest)

    breaks = tuple(Break(*row) for row in ask(BREAKS))
    return Scene(plan_of, holders(ask, ask.now) if cast else {}, spans(ask), breaks)


def spans(ask: Ask) -> tuple[Span, ...]:
    """Give the stretches of maintenance: each ends at its time, or where a later word ended it or began another."""
    found: list[Span] = []
    for at, until in ask(SPANS):
        if found and found[-1].until > at:
            found[-1] = Span(found[-1].since, at)
        if until is not None and until > at:
            if found and found[-1].until == at:  # prolonged: one stretch
                found[-1] = Span(found[-1].since, until)
            else:
                found.append(Span(at, until))
    return tuple(span for span in found if span.until > span.since)


def off_until(ask: Ask) -> str | None:
    """Give until when nothing is sent, None where alarms are sent."""
    return next((span.until for span in spans(ask) if span.since <= ask.now < span.until), None)


def off_because(ask: Ask) -> str:
    """Give why nothing is sent."""
    found = ask(REASON)
    return (found[0][0] if found else None) or say("[erased]")


def standing(row: Sequence[Any]) -> Standing:
    """Make what the rules are told of a row of `COLUMNS`."""
    told = Told(*row[19:24]) if row[19] is not None else None
    return Standing._make((*row[:17], bool(row[17]), row[18], told, frozenset(), *row[24:26]))


def _answered(ask: Ask, rows: list[Standing], wanted: str) -> list[Standing]:
    said: dict[tuple[str, int], set[str]] = {}
    for deadline, cycle, person in ask(ANSWERED, (wanted,)):
        if person is not None:
            said.setdefault((deadline, cycle), set()).add(person)
    if not said:
        return rows
    return [
        row._replace(answered=frozenset(said.get((row.id, row.told.cycle), ()))) if row.told is not None else row
        for row in rows
    ]
