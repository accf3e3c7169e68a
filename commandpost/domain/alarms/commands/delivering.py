"""Keeps the fate of every message: taken by a watch, sent, failed and why, seen by somebody (R4.1, R4.2)."""

from __future__ import annotations

from commandpost.domain.alarms.kinds import Fates
from commandpost.domain.alarms.rules.messages import Fate, wants_sending
from commandpost.domain.core.done import Again
from commandpost.domain.core.unit import Unit

FATES = "SELECT fate, at, alarms FROM delivery WHERE message_id = ? ORDER BY rowid"
SEEN = "SELECT 1 FROM delivery WHERE message_id = ? AND fate = 'seen' AND alarms >= ?"


def take(unit: Unit, *, messages: Fates) -> None:
    """Take messages to deliver them: each is (message, channel, alarms, when it began); what another took first is left to it (R4.2)."""
    unit.who = None
    for message, channel, alarms, began in messages:
        fates = [Fate(*row) for row in unit(FATES, (message,))]
        if not wants_sending(began, alarms, fates, unit.now):
            continue
        unit.insert("delivery", message_id=message, channel=channel, via="watch", fate="taken", alarms=alarms, at=unit.now)
        unit.make("message", message, "")
    if not unit.made:
        raise Again([])


def deliver(unit: Unit, *, fates: Fates) -> None:
    """Write what became of messages: each is (message, channel, via, fate, why, alarms) (R4.2)."""
    unit.who = None
    for message, channel, via, fate, why, alarms in fates:
        unit.insert(
            "delivery", message_id=message, channel=channel, via=via, fate=fate, why=why, alarms=alarms, at=unit.now
        )


def seen(unit: Unit, *, messages: Fates) -> None:
    """Write that somebody at the desk looked at these alarms: each is (message, channel, alarms) (R4.2)."""
    fresh = [item for item in messages if not unit(SEEN, (item[0], item[2]))]
    if not fresh:
        raise Again([])
    for message, channel, alarms in fresh:
        unit.insert("delivery", message_id=message, channel=channel, via="desk", fate="seen", alarms=alarms, at=unit.now)
