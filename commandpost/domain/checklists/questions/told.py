"""Lays out for the rules what the book holds of an incident's lists: tasks, what their steps come to, what was said of whole lists (R4.4)."""

from __future__ import annotations

from typing import NamedTuple
from zoneinfo import ZoneInfo

from commandpost.domain.checklists.records.tasks import TaskTold, Ticked
from commandpost.domain.checklists.rules.words import plan_words
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import language, say
from commandpost.plan.reader import Plan
from commandpost.store.instant import instant

ROWS = """
SELECT t.id, t.card_id, t.code, t.grp, t.phase, t.place, t.critical, t.since, t.new, t.target_at, t.waits, t.text, t.owner_role, t.owner_post,
  t.owner_person, t.assigned, t.state FROM task t WHERE {which} ORDER BY t.rowid
"""
OF_BOOK = ROWS.format(which="t.book_id = ?")
# a struck entry un-says the tick it told of
STEPS = """
SELECT s.task_id, s.step, s.at, s.said_by, coalesce(s.said_by_person, s.by_person), s.note, s.owner_post, s.owner_person
FROM task_step s JOIN task t ON t.id = s.task_id
WHERE {which} AND s.step NOT IN ('stood_down', 'stood_up', 'paper') AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id)
ORDER BY s.rowid
"""
OF_BOOK_STEPS = STEPS.format(which="t.book_id = ?")
SENT = """
SELECT grp, at FROM list_step l WHERE incident_id = ? AND step = ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = l.entry_id) ORDER BY at, rowid
"""
MARKS = """
SELECT at FROM mark_answered m WHERE incident_id = ? AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = m.entry_id) ORDER BY at, rowid
"""
READS = ("task", "task_step", "strike")


class TaskRow(NamedTuple):
    """A row of the table of tasks."""

    id: str
    card: str | None
    code: str
    group: str | None
    phase: str
    place: int
    critical: int
    since: str
    new: int
    target_at: str
    waits: int
    text: str | None
    role: str | None
    post: str | None
    person: str | None
    assigned: int
    state: str


def rows_of(ask: Ask, book: str) -> list[TaskRow]:
    """Give the tasks of a book in the order in which they were written."""
    return [TaskRow(*row) for row in ask(OF_BOOK, (book,))]


def ticks_of(ask: Ask, book: str) -> dict[str, Ticked]:
    """Give what the steps of each task of a book come to, by the task's id; one without a step is not in it."""
    found: dict[str, Ticked] = {}
    for task, step, at, by, person, note, post, owner in ask(OF_BOOK_STEPS, (book,)):
        was = found.get(task, Ticked())
        if step in ("done", "skipped"):
            was = was._replace(state=step, at=at, by=by, person=person, note=note or was.note)
        elif step == "undone":
            was = was._replace(state="open", at=None, by=None, person=None)
        elif step == "assigned":
            was = was._replace(assigned=True, post=post, owner=owner)
        else:
            was = was._replace(note=note or was.note)
        found[task] = was
    return found


def told_of(row: TaskRow, ticked: Ticked | None, *, carried: bool = False) -> TaskTold:
    """Give what the rules of deadlines are told of a task."""
    at = ticked.at if ticked else None
    return TaskTold(
        row.code, row.group, bool(row.critical), row.since, row.target_at, bool(row.waits), row.state, at, row.post, row.person, row.text,
        row.card is not None, carried,
    )  # fmt: skip


def said_of_lists(ask: Ask, incident: str, step: str) -> list[tuple[str, str]]:
    """Give (list, moment) of each time a person sent a group, or called a list complete."""
    return [(group, at) for group, at in ask(SENT, (incident, step))]


def answers_of(ask: Ask, incident: str) -> list[str]:
    """Give when the commander answered at a time mark."""
    return [row[0] for row in ask(MARKS, (incident,))]


def clock_of(ask: Ask, moment: str) -> str:
    """Give a moment as the site's clock shows it."""
    return instant(moment).astimezone(ZoneInfo(ask.site.zone)).strftime("%H:%M")


def words_of(ask: Ask, plan: Plan, row: TaskRow) -> str:
    """Give what a task says, in the language now spoken."""
    if row.text is not None:
        return ask("SELECT value FROM personal WHERE id = ?", (row.text,))[0][0] or say("[erased]")
    found = plan_words(plan, [row.code]).get(row.code, (row.code, row.code))
    return found[0] if language() == "zh_CN" else found[1]
