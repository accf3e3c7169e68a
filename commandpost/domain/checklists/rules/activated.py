"""Says which tasks apply from type and level, since when each counts, whose it is, and what waits on standby (R2.2, R4.3, R4.4).

It knows nothing but the plan, the incident's history and when groups were sent: asked again it answers the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commandpost.domain.checklists.records.tasks import FIRST_TEN, Applied
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.rules.decided import level_changes
from commandpost.domain.incidents.rules.posts import HEAD_OF_INCIDENT_DEPARTMENT, resolve
from commandpost.plan.reader import Level, Plan

Sent = tuple[str, str]  # (group, at)
Moment = tuple[str, str, str]  # (at, type, level)


def activation(history: History) -> str | None:
    """Give when the lists were first written: when a level was first decided."""
    changes = level_changes(history)
    return changes[0].at if changes else None


def activated(plan: Plan, history: History, sent: Sequence[Sent] = ()) -> tuple[Applied, ...]:
    """Give every task that applies now, in the plan's order: first-ten-minutes steps, then group by group.

    A task that applied before and does again counts anew from then; one whose group acts already goes on while the group is called standby.
    """
    first = activation(history)
    if first is None:
        return ()
    since: dict[str, str] = {}
    came: dict[str, str] = {}
    waits: dict[str, bool] = {}
    tasks: dict[str, Applied] = {}
    for at, kind, level in _stretches(history, [moment for _, moment in sent]):
        gone = {group for group, moment in sent if moment <= at}
        tasks = {task.code: task for task in _at(plan, history, kind, plan.levels[level])}
        before = set(since)
        for code, task in tasks.items():
            came.setdefault(code, at)
            waiting = task.waits and task.group not in gone and (code not in before or waits[code])
            if code not in before or (waits[code] and not waiting):
                since[code] = at
            waits[code] = waiting
        for code in before - set(tasks):
            del since[code], waits[code], came[code]
    return tuple(task._replace(since=since[code], waits=waits[code], new=came[code] > first) for code, task in tasks.items())


def _stretches(history: History, more: Sequence[str]) -> Iterator[Moment]:
    """Give each moment from which on type, level or who was sent was another, with type and level then."""
    changes, spans = level_changes(history), history.types
    for at in sorted({*(change.at for change in changes), *(span.since for span in spans), *more}):
        level = next((change.level for change in reversed(changes) if change.at <= at), None)
        if level is not None:
            kind = next((span.type for span in reversed(spans) if span.since <= at), spans[0].type)
            yield at, kind, level


def _at(plan: Plan, history: History, kind: str, level: Level) -> Iterator[Applied]:
    """The tasks of a type at a level; `waits` says whether its group is called standby there and the task is none to do meanwhile."""
    for place, step in enumerate(plan.types[kind].first_10_min):
        role, post = (None, step.role) if step.role in plan.posts else (step.role, None)
        yield Applied(step.id, None, FIRST_TEN, place, False, step.minute, "", False, False, role, post, step.meets)
    for group in level.groups:
        owner = resolve(plan, HEAD_OF_INCIDENT_DEPARTMENT, history.department) if level.own_staff else plan.groups[group].head_post
        for place, task in enumerate(plan.types[kind].tasks.get(group, ())):
            if task.from_level is None or level.rank <= plan.levels[task.from_level].rank:
                waits = group in level.standby and not task.standby
                yield Applied(task.id, group, task.phase, place, task.critical, task.target_min, "", False, waits, None, owner, task.meets)


def on_standby(plan: Plan, level: str | None, sent: Sequence[Sent], applied: Mapping[str, Applied]) -> frozenset[str]:
    """Give the groups that are called and not yet sent."""
    found = plan.levels.get(level or "")
    return frozenset(
        group for group in (found.standby if found else ()) if any(task.group == group and task.waits for task in applied.values())
    )
