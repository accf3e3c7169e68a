"""Declares the commander's benchmarks and answers the time marks: each starts by a moment what the plan says it starts (R4.3, R4.4)."""

from __future__ import annotations

from commandpost.domain.checklists.kinds import BenchmarkName
from commandpost.domain.checklists.questions.told import answers_of
from commandpost.domain.checklists.records.tasks import CONTROL
from commandpost.domain.core.kinds import Note
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.ending import control
from commandpost.domain.incidents.kinds import Incident
from commandpost.domain.log.commands.writing import say_entry
from commandpost.locale.words import language, say

DECLARED = """
SELECT at FROM benchmark b WHERE incident_id = ? AND code = ? AND at > ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = b.entry_id) ORDER BY at LIMIT 1
"""
REOPENED = "SELECT coalesce(max(at), '') FROM state_change WHERE incident_id = ? AND state = 'responding' AND reason IS NOT NULL"


def declare(unit: Unit, incident: Incident, name: BenchmarkName) -> None:
    """Declare a benchmark: all out, fire out, gas off, all accounted for, under control; the next roll call and report begin with it (R4.3)."""
    if incident.state == "ended":
        raise refuse(say("The incident has ended."), say("Reopen it first, with a reason."), "R4.3", incident.ref)
    if name.only_types and incident.type not in name.only_types:
        raise refuse(
            say("“{name}” is no benchmark of this type of incident.", name=name.name(language())), say("Put it into the log, or change the type."),
            "R4.3", name.code,
        )  # fmt: skip
    reopened = unit(REOPENED, (incident.id,))[0][0]
    if unit(DECLARED, (incident.id, name.code, reopened)):
        raise refuse(
            say("“{name}” was declared already.", name=name.name(language())), say("Strike its entry if it was wrong: commandpost log strike"),
            "R4.3", name.code,
        )  # fmt: skip
    entry = say_entry(unit, incident, "decision", say("Benchmark: {name}", name=name.name(language())))
    unit.insert(
        "benchmark", incident_id=incident.id, code=name.code, at=unit.at, recorded_at=unit.now, by_person=unit.who, entry_id=entry.id
    )  # fmt: skip
    unit.make("log_entry", entry.id, entry.ref)
    unit.incident = incident.id
    if name.code == CONTROL and incident.state != "controlled":
        control(unit, incident)
    if "followup" in name.starts:
        unit.tell("report_called", incident.id, entry.id)
    if "roll_call" in name.starts:
        unit.tell("roll_called", incident.id, entry.id)


def answer(unit: Unit, incident: Incident, note: Note, *, change: bool = False) -> None:
    """Answer at a time mark whether the strategy is still right; --change when it is not: the next mark is asked for then (R4.3)."""
    if incident.state == "ended" or incident.level is None:
        raise refuse(
            say("The incident has ended.") if incident.state == "ended" else say("No level is set: nothing has been activated yet."),
            say("Put it into the log."), "R4.3", incident.ref,
        )  # fmt: skip
    before = answers_of(unit, incident.id)
    if unit.at > unit.now or (before and unit.at <= before[-1]):
        raise refuse(
            say("A word for this moment stands already, or it has not come yet."), say("Give a later time with --at, or none."), "R4.3", incident.ref
        )
    words = say("Time mark, the strategy must change: {note}", note=note.value) if change else say("Time mark: {note}", note=note.value)
    entry = say_entry(unit, incident, "decision", words)
    unit.insert(
        "mark_answered", incident_id=incident.id, at=unit.at, recorded_at=unit.now, by_person=unit.who, note=note.id, entry_id=entry.id
    )  # fmt: skip
    unit.make("log_entry", entry.id, entry.ref)
    unit.incident = incident.id
    unit.tell("listed", incident.id)
