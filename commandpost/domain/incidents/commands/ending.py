"""Brings an incident to its end: controlled, every closing criterion met or overridden, confirmed by the leading group; or opens it again (R4.5)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from commandpost.domain.contacts.kinds import SaidBy
from commandpost.domain.core.kinds import Reason
from commandpost.domain.core.refusal import allow, refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import Criterion, Incident, Override
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.questions.unmet import still_owed
from commandpost.domain.incidents.rules.closing import may_end
from commandpost.domain.incidents.rules.state import may_control, may_reopen
from commandpost.domain.incidents.rules.unmet import unmet_words
from commandpost.domain.log.commands.writing import say_entry
from commandpost.locale.words import language, say
from commandpost.store.instant import instant


def control(unit: Unit, incident: Incident) -> None:
    """Say that the incident is under control (R4.5)."""
    allow(may_control(history_of(unit, incident)))
    _not_before(unit, incident.received_at)
    entry = say_entry(unit, incident, "decision", say("Under control"))
    unit.insert(
        "state_change", incident_id=incident.id, state="controlled", at=unit.at, by_person=unit.who, entry_id=entry.id
    )
    unit.update("incident", incident.id, state="controlled", controlled_at=unit.at)
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    unit.tell("controlled", incident.id)


def end(
    unit: Unit,
    incident: Incident,
    *,
    reason: Reason,
    confirmed_by: SaidBy,
    met: list[Criterion] = [],
    override: list[Override] = [],
) -> None:
    """Declare the end: refused while a closing criterion is neither met nor overridden, or the leading group has not confirmed (R4.5)."""
    plan = unit.plan(incident.plan)
    names = {criterion.code: criterion.name(language()) for criterion in plan.types[incident.type].closing_criteria}
    person, words = confirmed_by
    confirmed = words.id if words else unit("SELECT name FROM person WHERE id = ?", (person,))[0][0]
    confirmer = words.value if words else unit("SELECT value FROM personal WHERE id = ?", (confirmed,))[0][0]
    overridden = {code: why.value for code, why in override}
    allow(may_end(plan, history_of(unit, incident), met=met, overridden=overridden, confirmed_by=confirmer))
    _not_before(unit, incident.controlled_at)
    for code in met:
        entry = say_entry(unit, incident, "report", say("criterion met: {criterion}", criterion=names[code]))
        unit.insert(
            "criterion_mark",
            incident_id=incident.id,
            criterion=code,
            how="met",
            at=unit.at,
            by_person=unit.who,
            entry_id=entry.id,
        )
    unmet = still_owed(unit, incident, unit.at)
    if unmet:  # an end lets nothing go unseen: the book names it, its row keeps that it ended unmet
        say_entry(unit, incident, "system", say("At the end: {unmet}", unmet=unmet_words(unmet, unit.at, most=len(unmet))))
        unit.remark(say("It ended with {unmet}", unmet=unmet_words(unmet, unit.at)))
    text = say("Ended: {reason}. Confirmed for the leading group by {name}", reason=reason.value, name=confirmer)
    lines = [
        say("overridden: {criterion} ({reason})", criterion=names[code], reason=why.value) for code, why in override
    ]
    entry = say_entry(unit, incident, "decision", " · ".join([text, *lines]))
    for code, why in override:
        unit.insert(
            "criterion_mark",
            incident_id=incident.id,
            criterion=code,
            how="overridden",
            at=unit.at,
            by_person=unit.who,
            reason=why.id,
            entry_id=entry.id,
        )
    unit.insert(
        "state_change", incident_id=incident.id, state="ended", at=unit.at, by_person=unit.who, reason=reason.id, confirmed_by=confirmed, entry_id=entry.id
    )  # fmt: skip
    unit.update("incident", incident.id, state="ended", ended_at=unit.at)
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    unit.tell("ended", incident.id)


def reopen(unit: Unit, incident: Incident, *, reason: Reason) -> None:
    """Open an ended incident again, with a reason: it responds at the level it had (R4.5)."""
    allow(may_reopen(history_of(unit, incident)))
    _not_before(unit, incident.ended_at)
    entry = say_entry(unit, incident, "decision", say("Reopened: {reason}", reason=reason.value))
    unit.insert(
        "state_change",
        incident_id=incident.id,
        state="responding",
        at=unit.at,
        by_person=unit.who,
        reason=reason.id,
        entry_id=entry.id,
    )
    unit.update("incident", incident.id, state="responding", ended_at=None, controlled_at=None)
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    unit.tell("reopened", incident.id)


def _not_before(unit: Unit, earlier: str | None) -> None:
    """Refuse an event time before that of the step it follows: a slip of the pen that would turn the evening round."""
    if earlier is not None and unit.at < earlier:
        local = instant(earlier).astimezone(ZoneInfo(unit.site.zone)).strftime("%Y-%m-%d %H:%M:%S")
        raise refuse(
            say("This step cannot lie before the one it follows, at {time}.", time=local),
            say("Give a later time with --at, or none."),
            "R4.5",
        )
