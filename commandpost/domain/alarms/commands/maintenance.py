"""Switches alarms off until a time, for work on the desk itself; they come back by themselves (R4.2)."""

from __future__ import annotations

from commandpost.domain.alarms.questions.facts import off_until
from commandpost.domain.alarms.rules.wording import site_time
from commandpost.domain.core.kinds import Moment, Reason, misused
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.locale.words import say


def maintenance(unit: Unit, *, until: Moment | None = None, reason: Reason | None = None, off: bool = False) -> None:
    """Send no alarm until a time, with the reason; --off ends it at once (R4.2)."""
    if off == (until is not None) or (until is not None) != (reason is not None):
        raise misused(
            say("Say until when and why, or that it is over."), say("Give --until TIME --reason TEXT, or --off.")
        )
    if off and off_until(unit) is None:
        raise refuse(say("Alarms are not switched off."), say("Nothing needs to be done."), "R4.2")
    if until is not None and until <= unit.now:
        raise refuse(
            say("{time} has passed already.", time=site_time(until, unit.site.zone)), say("Name a time that is still to come."), "R4.2", until
        )
    key = unit.insert(
        "maintenance", at=unit.now, until=until, by_person=unit.who, reason=reason.id if reason is not None else None
    )
    unit.make("maintenance", key, "")
    unit.remark(say("No alarm is sent until {time}.", time=site_time(until, unit.site.zone)) if until else say("Alarms are sent again."))
