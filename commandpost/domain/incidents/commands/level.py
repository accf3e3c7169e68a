"""Sets, raises and lowers the response level, changes the type, and answers the desk's questions about the law (R4.3, R1.2)."""

from __future__ import annotations

from commandpost.domain.core.kinds import Reason
from commandpost.domain.core.refusal import allow
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.deciding import decide
from commandpost.domain.incidents.kinds import Incident, IncidentHead, Level, Rule, TypeCode, YesNo
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.rules.state import may_change_type, may_confirm, may_set_level
from commandpost.domain.incidents.rules.wording import level_code_words
from commandpost.domain.log.commands.writing import say_entry
from commandpost.locale.words import language, say


def set_level(unit: Unit, incident: Incident, level: Level, *, reason: Reason) -> None:
    """Decide the response level, with a reason; who commands and which groups act follow from the plan (R4.3)."""
    allow(may_set_level(unit.plan(incident.plan), history_of(unit, incident), level))
    levels, was = unit.plan(incident.plan).levels, incident.level
    now = level_code_words(levels[level])
    text = (
        say("Level set to {level}: {reason}", level=now, reason=reason.value)
        if was is None
        else say("Level {level} kept: {reason}", level=now, reason=reason.value)
        if was == level
        else say("Level {was} to {level}: {reason}", was=level_code_words(levels[was]), level=now, reason=reason.value)
    )
    entry = say_entry(unit, incident, "decision", text)
    decide(unit, incident, level, reason.id, entry.id)
    _made(unit, incident, entry.id, entry.ref)
    unit.tell("level_set", incident.id)


def change_type(unit: Unit, incident: Incident, type: TypeCode, *, reason: Reason) -> None:
    """Change what the incident is: what was done stays, the new type's obligations come in (R1.2)."""
    plan = unit.plan(incident.plan)
    allow(may_change_type(plan, history_of(unit, incident), type))
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
    # a change written down late, behind one that was made after it, is history
    standing = unit(
        "SELECT type FROM type_change WHERE incident_id = ? ORDER BY at DESC, rowid DESC LIMIT 1", (incident.id,)
    )
    unit.update("incident", incident.id, type=standing[0][0])
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
    plan = unit.plan(incident.plan)
    allow(may_confirm(plan, history_of(unit, incident), rule))
    found = plan.rules[rule]
    words = found.or_confirmed_zh if language() == "zh_CN" else found.or_confirmed_en
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


def _made(unit: Unit, incident: IncidentHead, entry: str, ref: str) -> None:
    unit.incident = incident.id
    unit.make("log_entry", entry, ref)
