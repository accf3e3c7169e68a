"""Sets, raises and lowers the response level, changes the type, and answers the desk's questions about the law (R4.3, R1.2)."""

from __future__ import annotations

from commandpost.domain.core.kinds import Reason
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.deciding import decide
from commandpost.domain.incidents.kinds import Incident, IncidentHead, Level, Rule, TypeCode, YesNo
from commandpost.domain.log.commands.writing import say_entry
from commandpost.locale.words import language, say


def set_level(unit: Unit, incident: Incident, level: Level, *, reason: Reason) -> None:
    """Decide the response level, with a reason; who commands and which groups act follow from the plan (R4.3)."""
    refuse_ended(incident)
    was = incident.level
    text = (
        say("Level set to {level}: {reason}", level=level, reason=reason.value)
        if was is None
        else say("Level {level} kept: {reason}", level=level, reason=reason.value)
        if was == level
        else say("Level {was} to {level}: {reason}", was=was, level=level, reason=reason.value)
    )
    entry = say_entry(unit, incident, "decision", text)
    decide(unit, incident, level, reason.id, entry.id)
    _made(unit, incident, entry.id, entry.ref)
    unit.tell("level_set", incident.id)


def change_type(unit: Unit, incident: Incident, type: TypeCode, *, reason: Reason) -> None:
    """Change what the incident is: what was done stays, the new type's obligations come in (R1.2)."""
    refuse_ended(incident)
    plan = unit.plan(incident.plan)
    if type not in plan.types:
        raise refuse(
            say("The plan this incident began with has no such type."), say("Report a new incident."), "R1.2", type
        )
    if type == incident.type:
        raise refuse(say("The incident already is of this type."), say("Name another type."), "R1.2", type)
    names = plan.types[incident.type].name(language()), plan.types[type].name(language())
    entry = say_entry(
        unit,
        incident,
        "decision",
        say("Type {was} changed to {now}: {reason}", was=names[0], now=names[1], reason=reason.value),
    )
    unit.insert(
        "type_change",
        incident_id=incident.id,
        type=type,
        at=max(unit.at, incident.received_at),
        by_person=unit.who,
        reason=reason.id,
        entry_id=entry.id,
    )
    unit.update("incident", incident.id, type=type)
    _made(unit, incident, entry.id, entry.ref)
    unit.tell("type_changed", incident.id)


def answer(unit: Unit, incident: Incident, rule: Rule, answer: YesNo, *, reason: Reason) -> None:
    """Answer whether a statutory rule applies to this incident; unanswered never means no (R4.3)."""
    name = unit.plan(incident.plan).rules[rule].name(language())
    text = (
        say("{rule}: applies. {reason}", rule=name, reason=reason.value)
        if answer == "yes"
        else say("{rule}: does not apply. {reason}", rule=name, reason=reason.value)
    )
    entry = say_entry(unit, incident, "decision", text)
    unit.insert(
        "rule_answer",
        incident_id=incident.id,
        rule=rule,
        answer=answer,
        at=unit.at,
        by_person=unit.who,
        reason=reason.id,
        entry_id=entry.id,
    )
    _made(unit, incident, entry.id, entry.ref)
    unit.tell("answered", incident.id)


def confirm(unit: Unit, incident: Incident, rule: Rule) -> None:
    """Confirm a rule's danger though no figure has met its test yet: its clock starts now (R4.3)."""
    found = unit.plan(incident.plan).rules[rule]
    words = found.or_confirmed_zh if language() == "zh_CN" else found.or_confirmed_en
    if not words:
        raise refuse(
            say("This rule has nothing to confirm: its clock starts by itself."),
            say("Answer it: commandpost incident answer N RULE yes|no"),
            "R4.3",
            rule,
        )
    entry = say_entry(
        unit, incident, "decision", say("{rule}: confirmed. {words}", rule=found.name(language()), words=words)
    )
    unit.insert(
        "rule_answer",
        incident_id=incident.id,
        rule=rule,
        answer="confirmed",
        at=unit.at,
        by_person=unit.who,
        entry_id=entry.id,
    )
    _made(unit, incident, entry.id, entry.ref)
    unit.tell("answered", incident.id)


def refuse_ended(incident: IncidentHead) -> None:
    """Refuse to command an incident that has ended."""
    if incident.state == "ended":
        raise refuse(
            say("Incident {number} has ended.", number=incident.ref),
            say("Reopen it first: commandpost incident reopen {number} --reason TEXT", number=incident.ref),
            "R4.5",
            incident.ref,
        )


def _made(unit: Unit, incident: IncidentHead, entry: str, ref: str) -> None:
    unit.incident = incident.id
    unit.make("log_entry", entry, ref)
