"""Keeps the lists of an incident equal to what type and level say: writes what is new, lets the rest stand down, takes nothing away (R4.3, R4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commandpost.domain.checklists.questions.told import (
    TaskRow,
    answers_of,
    rows_of,
    said_of_lists,
    ticks_of,
    told_of,
    words_of,
)
from commandpost.domain.checklists.records.tasks import Applied, Ticked
from commandpost.domain.checklists.rules.activated import activated, activation
from commandpost.domain.checklists.rules.deadlines import KINDS, mark_rows, task_rows
from commandpost.domain.core.unit import Moment, Unit
from commandpost.domain.incidents.commands.owed import COLUMNS, OPEN, change, reconcile
from commandpost.domain.incidents.kinds import IncidentHead, head_by_id, ref_of
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.rules.decided import level_changes, standing
from commandpost.domain.incidents.rules.owed import waited
from commandpost.domain.incidents.rules.posts import DUTY_OFFICER, commander_post
from commandpost.locale.words import say
from commandpost.plan.read_lists import time_marks
from commandpost.store.instant import shifted

DECIDED = {
    "level": "SELECT entry_id FROM level_decision WHERE incident_id = ? ORDER BY at DESC, rowid DESC LIMIT 1",
    "type": "SELECT entry_id FROM type_change WHERE incident_id = ? ORDER BY at DESC, rowid DESC LIMIT 1",
}
ASKED = "SELECT code FROM deadline WHERE incident_id = ? AND kind IN ('statutory', 'notify') AND state != 'cancelled'"
TOLD_OF = """
SELECT t.book_id FROM task_step s JOIN task t ON t.id = s.task_id JOIN incident i ON i.id = t.book_id WHERE s.entry_id = ?1
UNION SELECT incident_id FROM list_step WHERE entry_id = ?1 UNION SELECT incident_id FROM mark_answered WHERE entry_id = ?1
"""
TICKED_THERE = """
SELECT i.id, t.code FROM incident i JOIN task t ON t.book_id = i.id
WHERE i.merged_into = ?1 AND t.state = 'done' AND t.card_id IS NULL AND t.text IS NULL
AND EXISTS (SELECT 1 FROM task o WHERE o.book_id = ?1 AND o.code = t.code AND o.state = 'open') ORDER BY i.rowid, t.rowid
"""


def write_lists(unit: Unit, moment: Moment) -> None:
    """Work out the lists of an incident anew."""
    if moment.incident is not None:
        head = head_by_id(unit, moment.incident, ref_of(unit, moment.incident))
        settle_lists(unit, head, moment.name)
        if moment.name == "tied" and head.merged_into is None:
            _ticked_there(unit, head)
    else:
        settle_states(unit, moment.subject or "", {})


def struck(unit: Unit, moment: Moment) -> None:
    """An entry was struck: the tick it told of was never made."""
    for (incident,) in unit(TOLD_OF, (moment.subject,)):
        settle_lists(unit, head_by_id(unit, incident, ref_of(unit, incident)), moment.name)


def settle_lists(unit: Unit, head: IncidentHead, name: str) -> None:
    """Write what applies, stand down what does not, and make the rows of deadlines agree."""
    rows = unit(COLUMNS + "WHERE incident_id = ? AND kind IN ('task_critical', 'first_step', 'task', 'time_mark') ORDER BY rowid", (head.id,))
    if head.merged_into is not None:  # what stands open here is the other's to do, until the merge is undone
        for row in (row for row in rows if row[5] in OPEN):
            change(unit, row[0], row[5], "cancelled", unit.at, "merged")
        return
    plan, history = unit.plan(head.plan), history_of(unit, head)
    sent = said_of_lists(unit, head.id, "sent")
    applied = {task.code: task for task in activated(plan, history, sent)}
    ticks = ticks_of(unit, head.id)
    known = {row.code: row for row in rows_of(unit, head.id)}
    came = [task for code, task in applied.items() if code not in known]
    for task in came:
        _write(unit, head, history, task)
    down, up = 0, 0
    for row in known.values():
        change_ = _kept(unit, head, history, row, applied.get(row.code), ticks.get(row.id), name)
        down, up = down + (change_ == "stood_down"), up + (change_ == "stood_up")
    _say(unit, len(came) + up if known else 0, down)
    changes = level_changes(history)
    if name == "level_set" and known and changes[-1].at == unit.at and not (came or up or down):  # the level has changed, now
        unit.remark(say("Nothing new for the lists"))
    asked = {code for (code,) in unit(ASKED, (head.id,))}
    _owe(unit, head, history, rows, ticks, frozenset(code for code, task in applied.items() if (asked | set(plan.rules)) & set(task.meets)))


def _ticked_there(unit: Unit, head: IncidentHead) -> None:
    """What was done under a duplicate is not done here by itself: it may have been another place or team; a person ticks it, and is told what."""
    there: dict[str, list[str]] = {}
    for incident, code in unit(TICKED_THERE, (head.id,)):
        there.setdefault(incident, []).append(code)
    rows = {row.code: row for row in rows_of(unit, head.id)} if there else {}
    for incident, codes in there.items():
        words = say("; ").join(words_of(unit, unit.plan(head.plan), rows[code]) for code in codes)
        unit.remark(
            say("Done under {number}, still open here: {tasks}; tick what holds here too: commandpost task done", number=ref_of(unit, incident), tasks=words)
        )


def _say(unit: Unit, came: int, down: int) -> None:
    if came:
        unit.remark(say("New on the lists: {count}", count=came))
    if down:
        unit.remark(say("Standing down from the lists: {count}", count=down))


def _times(history: History, task: Applied, ticked: Ticked | None) -> tuple[str, str]:
    """Give since when a task counts and its target; a reopening lets what was not done begin anew, a hold leaves its time out."""
    over = ticked.at if ticked is not None and ticked.state != "open" else None
    since = task.since
    if history.reopened_at is not None and (over is None or over > history.reopened_at):
        since = max(since, history.reopened_at)
    return waited(history, since, shifted(since, minutes=task.minutes), over)


def _write(unit: Unit, head: IncidentHead, history: History, task: Applied) -> None:
    since, target = _times(history, task, None)
    unit.insert(
        "task", book_id=head.id, code=task.code, grp=task.group, phase=task.phase, place=task.place, critical=int(task.critical), since=since,
        new=int(task.new), target_at=target, waits=int(task.waits), owner_role=task.role, owner_post=task.post, assigned=0, state="open",
        recorded_at=unit.now,
    )  # fmt: skip


def _kept(
    unit: Unit, head: IncidentHead, history: History, row: TaskRow, task: Applied | None, ticked: Ticked | None, name: str
) -> str | None:
    """Make a row that stands agree; gives whether it stood down or up."""
    told = ticked or Ticked()
    applies = task is not None or row.text is not None or (row.card is not None and row.state != "stood_down")  # a card that is over stays so
    state = told.state if told.state != "open" else "open" if applies else "stood_down"
    fields: dict[str, Any] = {"state": state, "assigned": int(told.assigned), "owner_person": told.owner}
    if task is not None:
        since, target = _times(history, task, ticked)
        fields |= {"since": since, "target_at": target, "waits": int(task.waits), "new": int(task.new), "owner_post": task.post}
    if told.assigned and told.post is not None:
        fields["owner_post"] = told.post
    stands = {
        "state": row.state, "assigned": row.assigned, "owner_person": row.person, "since": row.since, "target_at": row.target_at, "waits": row.waits,
        "new": row.new, "owner_post": row.post,
    }  # fmt: skip
    differs = {field: value for field, value in fields.items() if stands[field] != value}
    if differs:
        unit.update("task", row.id, **differs)
    if "stood_down" not in (state, row.state) or state == row.state:
        return None
    step = "stood_down" if state == "stood_down" else "stood_up"
    why = "type" if name == "type_changed" else "level"
    found = unit(DECIDED[why], (head.id,))
    unit.insert(
        "task_step", task_id=row.id, step=step, at=unit.at, recorded_at=unit.now, by_person=unit.who, why=why, paper=0,
        entry_id=found[0][0] if found else None,
    )  # fmt: skip
    return step


def settle_states(unit: Unit, book: str, known: dict[str, TaskRow]) -> None:
    """Make the states of a duty book's tasks (an action card's steps) agree with what was ticked."""
    ticks = ticks_of(unit, book)
    for row in rows_of(unit, book):
        told = ticks.get(row.id, Ticked())
        if row.state not in (told.state, "stood_down"):
            unit.update("task", row.id, state=told.state)
        if told.assigned and (row.post, row.person) != (told.post or row.post, told.owner):
            unit.update("task", row.id, owner_post=told.post or row.post, owner_person=told.owner, assigned=1)


def _owe(
    unit: Unit, head: IncidentHead, history: History, rows: Sequence[Any], ticks: dict[str, Ticked], carried: frozenset[str]
) -> None:
    plan = unit.plan(head.plan)
    decision = standing(history)
    commander = commander_post(plan, decision.level, history.department) if decision is not None else DUTY_OFFICER
    found = rows_of(unit, head.id)
    heads = {row.group: row.post for row in reversed(found) if row.group is not None and not row.assigned and row.card is None}
    complete = dict(said_of_lists(unit, head.id, "complete"))
    ended = history.state == "ended"
    told = [told_of(row, ticks.get(row.id), carried=row.code in carried) for row in found]
    owed = [
        *task_rows(told, complete, {group: post for group, post in heads.items() if group}, commander, ended),
        *mark_rows(
            time_marks(plan), activation(history), answers_of(unit, head.id), commander,
            "ended" if ended else "controlled" if history.state == "controlled" else None,
        ),
    ]  # fmt: skip
    assert {row.kind for row in owed} <= KINDS  # noqa: S101 - a kind that is settled nowhere would stay for ever
    reconcile(unit, plan, rows, owed, incident=head.id, sleeps=head.after_the_fact, gone="stood_down")
