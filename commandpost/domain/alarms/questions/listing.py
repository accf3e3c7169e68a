"""Lists every alarm that was raised: for which obligation, told to whom through what, and what became of it (R4.1, R4.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

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
FATES = "SELECT message_id, fate FROM delivery WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY rowid"
ANSWERS = """
SELECT a.deadline_id, a.cycle, a.person_id, a.at, n.value FROM acknowledgement a LEFT JOIN personal n ON n.id = a.note
WHERE a.deadline_id IN (SELECT value FROM json_each(?)) ORDER BY a.rowid
"""
WEIGHS = {"taken": 0, "failed": 1, "sent": 2, "seen": 3}  # what is said of a message that fared several ways


@reads("alert_step", "deadline", "book", "delivery", "acknowledgement", "personal", "person")
def alerts(
    ask: Ask, *, incident: Incident | None = None, open: bool = False, since: Moment | None = None, most: Count | None = None
) -> list[AlertShown]:
    """Alarms in the order in which they were raised: each step, person and channel, when, how late, what became of it; --most the newest so many."""
    rows = _steps(ask, incident, open, since, most)
    if not rows:
        return []
    fates = _fates(ask, [message for row in rows for *_, message in json.loads(row[5]) if message is not None])
    answers: dict[tuple[str, int], list[Sequence[Any]]] = {}
    for deadline, cycle, *said in ask(ANSWERS, (json.dumps(sorted({row[1] for row in rows})),)):
        answers.setdefault((deadline, cycle), []).append(said)
    namer = Namer(ask)
    shown = [shown for row in rows for shown in _shown(namer, row, fates, answers.get((row[1], row[3]), []))]
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


def _fates(ask: Ask, messages: list[str]) -> dict[str, str]:
    fates: dict[str, str] = {}
    for message, fate in ask(FATES, (json.dumps(messages),)):
        if WEIGHS[fate] >= WEIGHS.get(fates.get(message, ""), -1):
            fates[message] = fate
    return fates


def _shown(namer: Namer, row: Sequence[Any], fates: dict[str, str], answers: list[Sequence[Any]]) -> list[AlertShown]:
    key, deadline, incident, _, step, told, raised_at, due_at = row
    made = []
    for post, person, channel, message in json.loads(told):
        answer = _answer(answers, person) if message is not None else None
        fate = fates.get(message, "raised")
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


def _answer(answers: list[Sequence[Any]], person: str | None) -> Sequence[Any] | None:
    """One's own answer, else the first of anybody: one word stops the steps for all."""
    own = (said for said in answers if person is not None and said[0] == person)
    return next(own, answers[0] if answers else None)
