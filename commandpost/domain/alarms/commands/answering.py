"""Answers an alarm: somebody is on it, with a word; or the next one is told at once, with the reason (R4.1, R4.2)."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

from commandpost.domain.alarms.commands.raising import Raising
from commandpost.domain.alarms.questions.facts import off_because, off_until, one_standing, scene_of
from commandpost.domain.alarms.questions.naming import Namer
from commandpost.domain.alarms.records.standing import Scene, Standing
from commandpost.domain.alarms.rules.steps import next_moment, now_steps, policy_of, told_next
from commandpost.domain.alarms.rules.wording import site_time
from commandpost.domain.core.kinds import Note, Reason
from commandpost.domain.core.refusal import Refusal, allow
from commandpost.domain.core.unit import Ask, Unit
from commandpost.domain.incidents.commands.owed import OPEN, change
from commandpost.domain.incidents.kinds import DeadlineOf, DeadlineRef
from commandpost.domain.log.commands.writing import WrittenEntry, say_entry
from commandpost.locale.words import say
from commandpost.store.instant import instant

ANSWER = "SELECT a.person_id, a.at, n.value FROM acknowledgement a LEFT JOIN personal n ON n.id = a.note WHERE a.deadline_id = ? ORDER BY a.rowid DESC LIMIT 1"
TOLD = "SELECT told FROM alert_step WHERE deadline_id = ? AND cycle = ? AND step = ?"


def acknowledge(unit: Unit, deadline: DeadlineOf, *, note: Note | None = None) -> None:
    """Say that somebody is on it: the steps stop, the obligation stays; a word about it goes into the log (R4.2).

    Where everybody who was told must answer, one answer silences that one alone. A second answer is kept, not refused.
    """
    allow(_over(deadline))
    row = one_standing(unit, deadline.id)
    cycle = row.told.cycle if row.told is not None else 1
    before = _answered_before(unit, deadline)
    words = say("acknowledged: {note}", note=note.value) if note is not None else None
    entry = _said(unit, deadline, row, "action", words) if words is not None else None
    unit.insert(
        "acknowledgement", deadline_id=deadline.id, cycle=cycle, person_id=unit.who, at=unit.at, recorded_at=unit.now,
        note=note.id if note else None, entry_id=entry.id if entry else None,
    )  # fmt: skip
    unit.incident = deadline.incident.id if deadline.incident else None
    unit.make("deadline", deadline.id, entry.ref if entry else deadline.id)
    if deadline.state == "acknowledged":
        if before:
            unit.remark(before)
        return
    scene = scene_of(unit)
    if _others_must(unit, scene, row):
        unit.remark(say("The others who were told must answer too."))
        return
    if next_moment(scene, row, unit.now) is not None and (spared := told_next(scene, row)):
        unit.remark(say("Told no more: {names}.", names=say(", ").join(Namer(unit).whom(row.plan, spared))))
    change(unit, deadline.id, deadline.state, "acknowledged", unit.at, "answered")


def escalate(unit: Unit, deadline: DeadlineOf, *, reason: Reason) -> None:
    """Tell the next step at once, with the reason; whoever answered before is told again (R4.2)."""
    allow(may_escalate(unit, deadline))
    row = one_standing(unit, deadline.id)
    steps = now_steps(scene_of(unit), row, unit.now)
    entry = _said(unit, deadline, row, "decision", say("escalated: {reason}", reason=reason.value))
    unit.insert(
        "escalation", deadline_id=deadline.id, cycle=steps[0].slot.cycle, at=unit.at, by_person=unit.who, reason=reason.id,
        entry_id=entry.id if entry else None,
    )  # fmt: skip
    unit.incident = deadline.incident.id if deadline.incident else None
    unit.make("deadline", deadline.id, entry.ref if entry else deadline.id)
    Raising(unit).write(row, steps)


def may_escalate(ask: Ask, deadline: DeadlineRef) -> Refusal | None:
    """Say why an obligation cannot be escalated now: it is over, or alarms are off."""
    if (over := _over(deadline)) is not None:
        return over
    if (until := off_until(ask)) is not None:
        return Refusal(
            say(
                "Alarms are off until {time} ({reason}): nothing is sent.",
                time=site_time(until, ask.site.zone), reason=off_because(ask),
            ),
            say("Switch them on: commandpost watch maintenance --off"),
            "R4.2",
            deadline.id,
        )
    return None


def _answered_before(unit: Unit, deadline: DeadlineRef) -> str:
    """Say who answered before, when, with what word; nothing where nobody did."""
    if deadline.state != "acknowledged" or not (found := unit(ANSWER, (deadline.id,))):
        return ""
    person, at, note = found[0]
    there = f"{instant(at).astimezone(ZoneInfo(unit.site.zone)):%H:%M}"
    who = Namer(unit).person(person) or say("somebody")
    if note:
        return say("{who} had answered at {time}: {note}", who=who, time=there, note=note)
    return say("{who} had answered at {time}.", who=who, time=there)


def _over(deadline: DeadlineRef) -> Refusal | None:
    if deadline.state in OPEN:
        return None
    state = say("met") if deadline.state == "met" else say("cancelled")
    return Refusal(
        say("This obligation is already {state}.", state=state),
        say("See what is open: commandpost deadline list"),
        "R4.2",
        deadline.id,
    )


def _said(unit: Unit, deadline: DeadlineRef, row: Standing, kind: str, words: str) -> WrittenEntry | None:
    """Write into the incident's log what was said of an obligation; what belongs to no incident has none."""
    if deadline.incident is None:
        return None
    return say_entry(unit, deadline.incident, kind, say("{what}: {words}", what=Namer(unit).subject(row), words=words))


def _others_must(unit: Unit, scene: Scene, row: Standing) -> bool:
    """Whether the step that was told must be answered by everybody it was told to, and somebody has not yet."""
    policy = policy_of(scene, row)
    if row.told is None or row.told.step > len(policy.steps) or not policy.steps[row.told.step - 1].everyone:
        return False
    told = unit(TOLD, (row.id, row.told.cycle, row.told.step))
    asked = {person for (text,) in told for _, person, _, message in json.loads(text) if message is not None and person}
    return bool(asked - row.answered - {unit.who})
