"""Gives a printed list its number and puts it into the log: what was handed out on paper is known afterwards (R4.4)."""

from __future__ import annotations

from commandpost.domain.checklists.kinds import GroupCode, Minutes
from commandpost.domain.checklists.questions.sheets import next_number
from commandpost.domain.checklists.rules.sheet_code import sheet_ref
from commandpost.domain.checklists.rules.words import list_name
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import Incident
from commandpost.domain.log.commands.writing import say_entry
from commandpost.locale.words import say


def printed(unit: Unit, incident: Incident, group: GroupCode, number: Minutes, pages: Minutes) -> None:
    """Put a list that lies ready on paper into the log under its number, which must still be the next one (R4.4)."""
    if number != next_number(unit, incident.id):
        raise refuse(say("Sheet {sheet} was printed in the meantime.", sheet=number), say("Print it again."), "R4.4", incident.ref)
    ref, plan = sheet_ref(unit.site.label, number), unit.plan(incident.plan)
    entry = say_entry(
        unit, incident, "action", say("Printed on paper: {list}, sheet no. {sheet} ({pages} A4)", list=list_name(plan, group), sheet=ref, pages=pages)
    )
    key = unit.insert(
        "sheet", incident_id=incident.id, grp=group, stream_id=unit.site.stream, label=unit.site.label, number=number, pages=pages, plan=plan.digest,
        at=unit.at, recorded_at=unit.now, by_person=unit.who, entry_id=entry.id,
    )  # fmt: skip
    unit.make("sheet", key, ref)
    unit.make("log_entry", entry.id, entry.ref)
    unit.incident = incident.id
