"""Raises what has fallen due: each step once, oldest first, whoever of several watches comes first; writes who was to be told (R4.1, R4.2)."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from commandpost.domain.alarms.kinds import Codes, Ids
from commandpost.domain.alarms.questions.facts import scene_of, some_standing
from commandpost.domain.alarms.questions.naming import Namer
from commandpost.domain.alarms.records.standing import Standing, Step, Target
from commandpost.domain.alarms.rules.messages import Piece, open_messages
from commandpost.domain.alarms.rules.steps import due_steps
from commandpost.domain.core.done import Again
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.owed import change
from commandpost.domain.incidents.kinds import head_by_id, ref_of
from commandpost.domain.incidents.rules.subjects import addressees
from commandpost.domain.log.commands.writing import Origin, write_entry
from commandpost.locale.words import say
from commandpost.store.instant import shifted

log = logging.getLogger("commandpost.alarms")
OF_LISTS = frozenset({"task_critical", "first_step", "task"})
RECENT = "SELECT told, raised_at FROM alert_step WHERE raised_at > ? ORDER BY rowid"


def raise_due(unit: Unit, *, due: Ids, able: Codes = ()) -> None:
    """Raise those of these obligations whose next step has fallen due (R4.2).

    `able` are the channels that whoever asks delivers by itself, at once: their messages are taken. Where another watch was
    first there is nothing to write, and nothing is written.
    """
    unit.who = None  # nobody did this: time did
    scene = scene_of(unit)
    found: list[tuple[Standing, list[Step]]] = []
    for row in some_standing(unit, due):
        try:
            steps = due_steps(scene, row, unit.now)
        except Exception:
            log.exception("the alarm of a deadline cannot be worked out: %s", row.id)
            continue
        if steps:
            found.append((row, steps))
    if not found:
        raise Again([])
    found.sort(key=lambda pair: (pair[1][0].slot.at, pair[0].due_at))
    raising = Raising(unit, able)
    for row, steps in found:
        raising.write(row, steps)
    raising.finish()


class Raising:
    """The steps written in one unit of work, with the messages they are gathered into."""

    def __init__(self, unit: Unit, able: Sequence[str] = ()) -> None:
        self.unit, self.able = unit, frozenset(able)
        self._space = UUID(unit.site.stream)
        told = unit(RECENT, (shifted(unit.now, seconds=-120),))
        pieces = [
            Piece(person or post, channel, message, raised_at)
            for text, raised_at in told
            for post, person, channel, message in json.loads(text)
            if message is not None
        ]
        self._open = open_messages(pieces, unit.now)
        self._new: dict[str, tuple[str, int]] = {}

    def write(self, row: Standing, steps: list[Step]) -> None:
        """Write the steps of one deadline and that it is raised now."""
        unit = self.unit
        for step in steps:
            slot = step.slot
            unit.insert(
                "alert_step", id=step_id(self._space, row.id, slot.cycle, slot.step, slot.round), deadline_id=row.id, cycle=slot.cycle,
                step=slot.step, round=slot.round, why=slot.why, at=slot.at, raised_at=unit.now, slept=step.slept,
                told=json.dumps(self._told(step), separators=(",", ":")),
            )  # fmt: skip
            if step.last:
                self._nobody_answered(row, step)
            elif row.kind in OF_LISTS and (slot.cycle, slot.step, slot.round) == (1, 1, 0):
                self._late(row, steps[-1])  # where nobody holds the first post, whoever was told in their stead
        if row.state != "raised":
            change(unit, row.id, row.state, "raised", steps[0].slot.at, steps[0].slot.why)

    def finish(self) -> None:
        """Take the messages that whoever raises delivers at once."""
        for message, (channel, alarms) in self._new.items():
            if channel in self.able:
                self.unit.insert(
                    "delivery", message_id=message, channel=channel, via="watch", fate="taken", alarms=alarms, at=self.unit.now
                )  # fmt: skip
                self.unit.make("message", message, "")

    def _told(self, step: Step) -> list[list[Any]]:
        anybody = any(target.person is not None for target in step.targets)
        return [
            [target.post, target.person, channel, self._message(target, channel) if _tells(step, target, anybody) else None]
            for target in step.targets
            for channel in step.channels
        ]

    def _message(self, target: Target, channel: str) -> str:
        where = (target.key, channel)
        message = self._open.get(where)
        if message is None:
            message = self._open[where] = self.unit.new_id()
            self._new[message] = (channel, 0)
        if message in self._new:
            self._new[message] = (channel, self._new[message][1] + 1)
        return message

    def _nobody_answered(self, row: Standing, step: Step) -> None:
        """That nobody answered goes into the log of the incident."""
        self._noted(row, step, say("nobody answered: {what} → {whom}"))

    def _late(self, row: Standing, step: Step) -> None:
        """Of a late task the log gets the first and the last alarm; what lies between is one line that counts up."""
        self._noted(row, step, say("late: {what} → {whom}"))

    def _noted(self, row: Standing, step: Step, words: str) -> None:
        unit = self.unit
        if row.incident is None:
            return
        whom = addressees(unit.plan(row.plan), [target.post for target in step.targets])
        words = words.format(what=Namer(unit).subject(row), whom=whom)
        head = head_by_id(unit, row.incident, ref_of(unit, row.incident))
        write_entry(unit, head, unit.keep("entry", words), "system", Origin())


def _tells(step: Step, target: Target, anybody: bool) -> bool:
    """A gap is told nothing; where nobody holds any post of the policy, the desk is told by post whom to find."""
    return not step.vacant and (target.person is not None or not anybody)


def step_id(space: UUID, deadline: str, cycle: int, step: int, round_: int) -> str:
    """Give the id of a step: the same for everybody who would raise it on this file."""
    return str(uuid5(space, f"{deadline}.{cycle}.{step}.{round_}"))
