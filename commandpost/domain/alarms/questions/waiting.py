"""The alarms that wait for somebody's answer, as the desk shows them: the oldest first, who was told, who is next and when (R4.1, R4.2; SCREENS)."""

from __future__ import annotations

import json

from commandpost.domain.alarms.questions.facts import COLUMNS, SHOWN, off_because, off_until, scene_of, standing
from commandpost.domain.alarms.questions.naming import Namer
from commandpost.domain.alarms.records.shown import Waiting, WaitingShown
from commandpost.domain.alarms.records.standing import Scene, Standing, Target
from commandpost.domain.alarms.rules.steps import next_moment, policy_of, told_next
from commandpost.domain.core.kinds import Moment
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.questions.listing import Count
from commandpost.store.instant import seconds_between, shifted

RAISED = COLUMNS.format(where="d.state = 'raised' AND d.sleeps = 0 AND s.raised_at >= ? ORDER BY d.due_at, d.rowid LIMIT ?")
COUNT = "SELECT count(*) FROM deadline WHERE state = 'raised' AND sleeps = 0"
LAST = "SELECT told, raised_at, step FROM alert_step WHERE rowid = ?"
UNWATCHED = "SELECT since, until FROM watch_break WHERE kind != 'set_back' ORDER BY rowid DESC LIMIT 1"
A_DAY_MIN = 24 * 60


@reads(*SHOWN, "book", "personal")
def waiting(ask: Ask, *, since: Moment | None = None, most: Count = 50) -> Waiting:
    """Alarms that nobody has answered, oldest first; whether alarms are off, and when nobody watched last."""
    scene, namer = scene_of(ask), Namer(ask)
    shown = tuple(_shown(ask, scene, namer, standing(row)) for row in ask(RAISED, (since or "", most)))
    until = off_until(ask)
    gap = ask(UNWATCHED)
    unwatched = (gap[0][0], gap[0][1]) if gap and gap[0][1] > shifted(ask.now, minutes=-A_DAY_MIN) else None
    return Waiting(ask(COUNT)[0][0], shown, until, off_because(ask) if until is not None else None, unwatched)


def _shown(ask: Ask, scene: Scene, namer: Namer, row: Standing) -> WaitingShown:
    assert row.told is not None  # noqa: S101 - what is raised was told
    told, raised_at, step = ask(LAST, (row.told.order,))[0]
    pieces = [piece for piece in json.loads(told) if piece[3] is not None]
    reached = {person or post: Target(post, person) for post, person, _, _ in pieces}
    coming = next_moment(scene, row, ask.now)
    return WaitingShown(
        deadline=row.id,
        incident=namer.incident(row.incident),
        level=row.level,
        subject=namer.subject(row),
        due_at=row.due_at,
        late_s=max(0, int(seconds_between(row.due_at, ask.now))),
        raised_at=raised_at,
        step=step,
        told=namer.whom(row.plan, reached.values()),
        next_at=coming,
        next_to=namer.whom(row.plan, told_next(scene, row)) if coming is not None else (),
        drill=row.drill,
        offers_card=policy_of(scene, row).offers_card,
        messages=tuple((message, channel) for _, _, channel, message in pieces),
        unnamed=namer.unnamed(row),
    )
