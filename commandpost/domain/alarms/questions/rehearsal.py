"""Rehearses an incident's alarms: minute by minute who would be told what if nobody answered, with tonight's holders and gaps; nothing is sent (R4.1, R7)."""

from __future__ import annotations

from commandpost.domain.alarms.questions.facts import READS, of_incident, scene_of
from commandpost.domain.alarms.questions.naming import Namer
from commandpost.domain.alarms.records.shown import Rehearsed
from commandpost.domain.alarms.records.standing import Scene, Standing
from commandpost.domain.alarms.rules.steps import after, due_steps, next_moment
from commandpost.domain.core.kinds import Moment
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident
from commandpost.store.instant import shifted

UNTIL_MIN = 24 * 60  # where nobody says until when


@reads(*READS, "book", "personal")
def rehearse(ask: Ask, incident: Incident, *, until: Moment | None = None) -> list[Rehearsed]:
    """Who would be told what, when and how if nobody answered, until a time or for a day; nothing is sent."""
    scene, namer = scene_of(ask), Namer(ask)
    end = until or shifted(ask.now, minutes=UNTIL_MIN)
    made = [
        told for row in of_incident(ask, incident.id) for told in _of_one(scene, namer, row, incident.ref, ask.now, end)
    ]
    return sorted(made, key=lambda told: (told.at, told.due_at, told.deadline, told.step))


def _of_one(scene: Scene, namer: Namer, row: Standing, ref: str, now: str, end: str) -> list[Rehearsed]:
    made: list[Rehearsed] = []
    while (coming := next_moment(scene, row, now)) is not None:
        at = max(coming, now)
        if at > end:
            break
        steps = due_steps(scene, row, at)
        for step in steps:
            made += [
                Rehearsed(
                    at, ref, row.id, namer.subject(row), row.due_at, step.slot.step, step.slot.round, target.post,
                    namer.post(row.plan, target.post), namer.person(target.person), step.channels, step.vacant, step.last,
                )
                for target in step.targets
            ]  # fmt: skip
        row = after(row, steps)
    return made
