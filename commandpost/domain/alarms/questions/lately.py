"""What was told lately and what became of it, the newest first: the second list of the alarms page (R4.1, R4.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from commandpost.domain.alarms.questions.facts import COLUMNS, standing
from commandpost.domain.alarms.questions.fared import Answers, answer_of, answers, fates
from commandpost.domain.alarms.questions.naming import Namer
from commandpost.domain.alarms.records.shown import Passed, ToldLately
from commandpost.domain.alarms.records.standing import Standing, Target
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.questions.listing import Count

NEWEST = "SELECT id, deadline_id, cycle, step, told, raised_at FROM alert_step ORDER BY rowid DESC LIMIT ?"
THESE = COLUMNS.format(where="d.id IN (SELECT value FROM json_each(?))")


@reads("alert_step", "deadline", "deadline_change", "incident", "person", "acknowledgement", "delivery", "book", "personal")
def lately(ask: Ask, *, most: Count = 100) -> tuple[ToldLately, ...]:
    """What was told lately, the newest first: to whom, through what, whether it was sent, seen or failed and why, who answered (R4.2)."""
    steps = ask(NEWEST, (most,))
    ids = json.dumps(sorted({row[1] for row in steps}))
    about = {row.id: row for row in map(standing, ask(THESE, (ids,)))}
    pieces = [[tuple(piece) for piece in json.loads(row[4])] for row in steps]
    fared = fates(ask, [piece for told in pieces for piece in told])
    said = answers(ask, [row[1] for row in steps])
    namer = Namer(ask)
    return tuple(
        shown
        for row, told in zip(steps, pieces, strict=True)
        for shown in _shown(namer, row, told, about[row[1]], fared, said.get((row[1], row[2]), []))
    )


def _shown(
    namer: Namer, step: Sequence[Any], told: list[Any], about: Standing, fared: Mapping[str, tuple[str, str | None]], said: Answers
) -> list[ToldLately]:
    key, deadline, _, number, _, raised_at = step
    made = []
    for post, person in dict.fromkeys((post, person) for post, person, _, _ in told):
        mine = [piece for piece in told if piece[:2] == (post, person)]
        reached = [piece for piece in mine if piece[3] is not None]
        by, at, note = answer_of(said, person) or (None, None, None)
        made.append(
            ToldLately(
                id=f"{key}.{person or post}",
                deadline=deadline,
                incident=namer.incident(about.incident),
                level=about.level,
                subject=namer.subject(about),
                step=number,
                raised_at=raised_at,
                due_at=about.due_at,
                whom=namer.whom(about.plan, [Target(post, person)])[0],
                held=person is not None,
                ways=tuple(Passed(channel, *fared.get(message, ("raised", None))) for _, _, channel, message in reached),
                answered_by=namer.person(by),
                answered_at=at,
                note=note,
                drill=about.drill,
            )
        )
    return made
