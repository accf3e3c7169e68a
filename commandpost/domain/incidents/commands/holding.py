"""Lets an incident wait until a time, with a reason, and takes it back; the law's clocks go on running (R4.2)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from commandpost.domain.core.kinds import Moment, Reason
from commandpost.domain.core.refusal import allow
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import Incident
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.rules.holding import LAW, may_hold, may_resume
from commandpost.domain.incidents.rules.subjects import subject
from commandpost.domain.log.commands.writing import say_entry
from commandpost.locale.words import say
from commandpost.store.instant import instant

GOES_ON = """
SELECT kind, code, round, due_at FROM deadline WHERE incident_id = ? AND state IN ('pending', 'raised', 'acknowledged') AND due_at <= ? ORDER BY due_at
"""


def hold(unit: Unit, incident: Incident, *, until: Moment, reason: Reason) -> None:
    """Let an incident wait until a time, with a reason: it leaves the top of the board and comes back by then; the law's clocks are not held (R4.2)."""
    allow(may_hold(history_of(unit, incident), until, unit.at, unit.now))
    entry = say_entry(unit, incident, "decision", say("On hold until {time}: {reason}", time=_clock(unit, until), reason=reason.value))
    unit.insert(
        "incident_hold", incident_id=incident.id, step="held", until=until, at=unit.at, recorded_at=unit.now, by_person=unit.who, reason=reason.id,
        entry_id=entry.id,
    )  # fmt: skip
    unit.update("incident", incident.id, held_until=until)
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    plan = unit.plan(incident.plan)
    for kind, code, round_, due in unit(GOES_ON, (incident.id, until)):
        if kind in LAW:
            said = subject(plan, incident.type, kind, code, round_)
            unit.remark(say("The law does not wait: {what}, due {time}", what=said, time=_clock(unit, due)))
    unit.tell("held", incident.id)


def resume(unit: Unit, incident: Incident, *, reason: Reason | None = None) -> None:
    """Take an incident back from waiting, before its time or when it has come (R4.2)."""
    allow(may_resume(history_of(unit, incident)))
    words = say("Taken back from hold: {reason}", reason=reason.value) if reason else say("Taken back from hold")
    entry = say_entry(unit, incident, "decision", words)
    unit.insert(
        "incident_hold", incident_id=incident.id, step="resumed", at=unit.at, recorded_at=unit.now, by_person=unit.who,
        reason=reason.id if reason else None, entry_id=entry.id,
    )  # fmt: skip
    unit.update("incident", incident.id, held_until=None)
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    unit.tell("held", incident.id)


def _clock(unit: Unit, moment: str) -> str:
    zone = ZoneInfo(unit.site.zone)
    local, today = instant(moment).astimezone(zone), instant(unit.now).astimezone(zone).date()
    return local.strftime("%H:%M" if local.date() == today else "%Y-%m-%d %H:%M")
