"""Lists every alarm that was raised: for which obligation, told to whom through what, and what became of it (R4.1, R4.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from commandpost.domain.alarms.questions.fared import Answers, answer_of, answers, fates
from commandpost.domain.alarms.questions.naming import Namer
from commandpost.domain.alarms.records.shown import AlertShown, ToldShown
from commandpost.domain.core.kinds import Moment
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.domain.incidents.questions.listing import Count
from commandpost.store.instant import seconds_between

STEPS = """
SELECT s.id, s.deadline_id, d.incident_id, s.cycle, s.step, s.told, s.raised_at, d.due_at
FROM {tables} WHERE d.id = s.deadline_id{where} ORDER BY {sign}s.rowid{window}
"""
# the three states are those of the index, which alone finds the few that are open
OPEN = "d.state IN ('pending', 'raised', 'acknowledged') AND d.state != 'pending' AND d.sleeps = 0"


@reads("alert_step", "deadline", "book", "delivery", "acknowledgement", "personal", "person")
def alerts(
    ask: Ask, *, incident: Incident | None = None, open: bool = False, since: Moment | None = None, most: Count | None = None
) -> list[AlertShown]:
    """Alarms in the order in which they were raised: each step, person and channel, when, how late, what became of it; --most the newest so many."""
    rows = _steps(ask, incident, open, since, most)
    if not rows:
        return []
    fared = fates(ask, [piece for row in rows for piece in json.loads(row[5])])
    said = answers(ask, [row[1] for row in rows])
    namer = Namer(ask)
    shown = [shown for row in rows for shown in _shown(namer, row, fared, said.get((row[1], row[3]), []))]
    return shown[-most:] if most is not None else shown


def _steps(ask: Ask, incident: IncidentHead | None, only_open: bool, since: str | None, most: int | None) -> list[Sequence[Any]]:
    """Give the steps of a window, in the order in which they were raised; a step is one alarm at least, so no more steps than alarms are read."""
    wanted = [*([OPEN] if only_open else []), *(["d.incident_id = ?"] if incident else []), *(["s.raised_at >= ?"] if since else [])]
    given: list[Any] = [*([incident.id] if incident else []), *([since] if since else []), *([most] if most is not None else [])]
    sql = STEPS.format(
        tables="deadline d CROSS JOIN alert_step s" if only_open or incident else "alert_step s CROSS JOIN deadline d",
        where="".join(f" AND {one}" for one in wanted),
        sign="+" if wanted else "",  # the window is found by its index and then put in order, not the whole table walked in order
        window=" DESC LIMIT ?" if most is not None else "",
    )
    found = ask(sql, given)
    return found[::-1] if most is not None else found


def _shown(namer: Namer, row: Sequence[Any], fared: Mapping[str, tuple[str, str | None]], said: Answers) -> list[AlertShown]:
    key, deadline, incident, _, step, told, raised_at, due_at = row
    made = []
    for post, person, channel, message in json.loads(told):
        answer = answer_of(said, person) if message is not None else None
        fate, _ = fared.get(message, ("raised", None))
        state = "nobody" if message is None else "acknowledged" if answer else "raised" if fate == "taken" else fate
        by, at, note = answer or (None, None, None)
        made.append(
            AlertShown(
                id=str(uuid5(UUID(key), f"{person or post}.{channel}")),
                deadline=deadline,
                incident=namer.incident(incident),
                step=step,
                told=ToldShown(post, namer.person(person), channel),
                raised_at=raised_at,
                due_at=due_at,
                late_s=max(0, int(seconds_between(due_at, raised_at))),
                state=state,
                acknowledged_by=namer.person(by),
                acknowledged_at=at,
                note=note,
            )
        )
    return made
