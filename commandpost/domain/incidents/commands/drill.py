"""Begins and ends an exercise at this desk: what is reported in between is a drill for ever, through the very same screens (R7.3, DESIGN 2)."""

from __future__ import annotations

from commandpost.domain.core.kinds import Reason
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.log.commands.writing import say_entry
from commandpost.domain.log.kinds import duty_book
from commandpost.locale.words import say

OPEN = """
SELECT book.year, book.label, book.number FROM incident i JOIN book ON book.id = i.id
WHERE i.state != 'ended' AND i.drill = ? AND i.after_the_fact = 0 AND i.merged_into IS NULL ORDER BY i.received_at
"""


def start(unit: Unit, *, reason: Reason) -> None:
    """Begin an exercise: every incident reported from now on is a drill, left out of what is counted of real ones (R7.3)."""
    if unit.site.drill:
        raise refuse(
            say("An exercise is on already."), say("End it first: commandpost drill stop"), "R7.3", unit.site.label
        )
    _step(unit, "started", say("Exercise begins: {reason}", reason=reason.value), reason.id)
    if real := _open(unit, drill=False):
        unit.remark(say("Real incidents are open: {numbers}. They stay real.", numbers=real))


def stop(unit: Unit, *, reason: Reason | None = None) -> None:
    """End the exercise: what is reported from now on is real; drills that are still open are named (R7.3)."""
    if not unit.site.drill:
        raise refuse(
            say("No exercise is on."), say("Begin one: commandpost drill start --reason TEXT"), "R7.3", unit.site.label
        )
    text = say("Exercise ends: {reason}", reason=reason.value) if reason else say("Exercise ends")
    _step(unit, "stopped", text, reason.id if reason else None)
    if left := _open(unit, drill=True):
        unit.remark(say("Drills still open: {numbers}. End each of them.", numbers=left))


def _step(unit: Unit, step: str, text: str, reason: str | None) -> None:
    unit.drill = True
    entry = say_entry(unit, duty_book(unit, ""), "decision", text)
    unit.insert(
        "drill", desk_id=unit.site.desk, step=step, at=unit.at, recorded_at=unit.now, by_person=unit.who, reason=reason
    )
    unit.make("log_entry", entry.id, entry.ref)


def _open(unit: Unit, *, drill: bool) -> str:
    return ", ".join(incident_ref(*row) for row in unit(OPEN, (int(drill),)))
