"""Records the steps of the report chain and the six parts of a report, so that what is missing can be named (R4.1, R4.2)."""

from __future__ import annotations

import json
from dataclasses import replace

from commandpost.domain.contacts.kinds import SaidBy, person_name
from commandpost.domain.core.kinds import PartText, Told
from commandpost.domain.core.refusal import allow, refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.deciding import command_anew
from commandpost.domain.incidents.commands.owed import OPEN, change
from commandpost.domain.incidents.kinds import Department, Incident, IncidentHead, Step
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.questions.places import known_place
from commandpost.domain.incidents.rules.state import may_step_chain
from commandpost.domain.log.commands.writing import Origin, say_entry, write_entry
from commandpost.locale.words import language, say


def chain(unit: Unit, incident: Incident, step: Step, *, by: SaidBy | None = None) -> None:
    """Record a step of the report chain: head of department, leading group, verified, plan activated, authority (R4.1)."""
    plan = unit.plan(incident.plan)
    allow(may_step_chain(plan, history_of(unit, incident), step))
    words = next(found for found in plan.chain if found.code == step).name(language())
    origin = Origin.of(by) if by else Origin(person=unit.who)
    who = by[1].value if by and by[1] else person_name(unit, by[0] if by else unit.who)
    entry = write_entry(
        unit,
        incident,
        unit.keep("entry", say("{step} ({who})", step=words, who=who) if who else words),
        "action",
        origin,
    )
    unit.insert(
        "chain_step", incident_id=incident.id, step=step, at=unit.at, said_by=origin.words, said_by_person=origin.person, entry_id=entry.id
    )  # fmt: skip
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    if step == "authority":
        _meet_carrying(unit, incident.id, entry.id)
    unit.tell("chain_stepped", incident.id, step)


def _meet_carrying(unit: Unit, incident: str, entry: str) -> None:
    """The report to authority and the law's row that carries this step are one obligation."""

    for key, state, also in unit(
        "SELECT id, state, also FROM deadline WHERE incident_id = ? AND kind = 'statutory'", (incident,)
    ):
        if state in OPEN and "authority" in json.loads(also):
            change(unit, key, state, "met", unit.at, "reported", entry=entry)


def _found_out_where(unit: Unit, incident: IncidentHead, place: Told) -> IncidentHead:
    """A place told later is where it happened, as long as none was known; a known one says whose department it is."""
    if incident.place_id is not None or incident.place is not None:
        return incident
    known = known_place(unit, place.value)
    department = incident.department
    if known is not None and department is None:
        department = unit("SELECT department FROM place WHERE id = ?", (known,))[0][0]
    found = replace(incident, place_id=known, place=None if known else place.id, department=department)
    unit.update("incident", incident.id, place_id=found.place_id, place=found.place, department=department)
    return found


def describe(
    unit: Unit, incident: Incident, *, place: PartText | None = None, nature: PartText | None = None, scope: PartText | None = None,
    severity: PartText | None = None, measures: PartText | None = None, department: Department | None = None,
) -> None:  # fmt: skip
    """Say the parts of the report as they are known now: place, nature, scope, severity, measures; and whose department it is (R4.2)."""
    given = {"place": place, "nature": nature, "scope": scope, "severity": severity, "measures": measures}
    told = {part: text for part, text in given.items() if text is not None}
    if not told and department is None:
        raise refuse(
            say("Nothing is described."),
            say("Give at least one of --place --nature --scope --severity --measures --department."),
            "R4.2",
            incident.ref,
        )
    names = {
        "place": say("place"),
        "nature": say("nature"),
        "scope": say("scope"),
        "severity": say("severity"),
        "measures": say("measures"),
    }
    lines = [say("{part}: {text}", part=names[part], text=text.value) for part, text in told.items()]
    if department is not None:
        named = unit.plan(incident.plan).departments[department].name(language())
        lines.append(say("{part}: {text}", part=say("department"), text=named))
    entry = say_entry(unit, incident, "report", " · ".join(lines))
    found = _found_out_where(unit, incident, place) if place is not None else incident
    if department is not None:
        found = replace(found, department=department)
        unit.update("incident", incident.id, department=department)
    if found.department != incident.department:
        command_anew(unit, found, entry.id)
    for part, text in told.items():
        unit.insert(
            "report_part",
            incident_id=incident.id,
            part=part,
            text=text.id,
            at=unit.at,
            by_person=unit.who,
            entry_id=entry.id,
        )
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    unit.tell("described", incident.id)
