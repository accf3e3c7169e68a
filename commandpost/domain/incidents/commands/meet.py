"""Marks an obligation met: to whom, by which channel, and the text that was sent (R4.1, R4.2)."""

from __future__ import annotations

import json

from commandpost.domain.core.kinds import Channel, Note, Who
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.owed import OPEN, change
from commandpost.domain.incidents.kinds import DeadlineOf
from commandpost.domain.incidents.rules.subjects import subject
from commandpost.domain.log.commands.writing import Origin, write_entry
from commandpost.locale.words import say

# what no report can meet: the state itself must change
BY_DOING = {
    "level": "incident set-level", "commander": "post assign", "threshold": "fact stop", "order_read_back": "order read-back",
    "order_done": "order done", "instruction_read_back": "order read-back", "instruction": "order done", "hold": "incident resume",
    "command_offer": "command accept", "task_critical": "task done", "task": "task done", "first_step": "task done", "time_mark": "mark answer",
}  # fmt: skip


def meet(unit: Unit, deadline: DeadlineOf, *, to: Who, channel: Channel, note: Note) -> None:
    """Mark an obligation met: says to whom, by which channel, and keeps the text that was sent (R4.2)."""
    if deadline.state not in OPEN:
        raise refuse(
            say("This obligation is already {state}.", state=_state(deadline.state)),
            say("See what is open: commandpost deadline list"),
            "R4.2",
            deadline.id,
        )
    heard = {known.kind: "hear answer" for known in unit.plan().hear_from.values()}
    if verb := (BY_DOING | heard).get(deadline.kind):
        raise refuse(
            say("This obligation is met by doing it, not by a report."),
            say("Do it: commandpost {verb}", verb=verb),
            "R4.3",
            deadline.id,
        )
    entry = None
    if deadline.incident is not None:
        plan = unit.plan(deadline.incident.plan)
        told = subject(plan, deadline.incident.type, deadline.kind, deadline.code, deadline.round)
        words = say("{what} → {to}, {channel}: {note}", what=told, to=to.value, channel=channel.value, note=note.value)
        entry = write_entry(
            unit, deadline.incident, unit.keep("entry", words), "action", Origin(person=unit.who, channel=channel.id)
        )
    change(
        unit, deadline.id, deadline.state, "met", unit.at, "reported", told=to.id, channel=channel.id, note=note.id, entry=entry.id if entry else None
    )  # fmt: skip
    unit.make("deadline", deadline.id, entry.ref if entry else deadline.id)
    if deadline.incident is None:
        return
    unit.incident = deadline.incident.id
    also = json.loads(deadline.also)
    step = deadline.code if deadline.kind == "chain_step" else "authority" if "authority" in also else None
    if (
        step
        and entry
        and not unit("SELECT 1 FROM chain_step WHERE incident_id = ? AND step = ?", (deadline.incident.id, step))
    ):
        unit.insert(
            "chain_step",
            incident_id=deadline.incident.id,
            step=step,
            at=unit.at,
            said_by_person=unit.who,
            entry_id=entry.id,
        )
    unit.tell("deadline_met", deadline.incident.id, deadline.id)


def _state(state: str) -> str:
    return say("met") if state == "met" else say("cancelled")
