"""Asks for a list as it is read aloud: step by step in both languages, and who answers for each (R4.4)."""

from __future__ import annotations

from collections.abc import Sequence

from commandpost.domain.checklists.kinds import ListCode
from commandpost.domain.checklists.questions.pauses import HISTORY, at_pause, pause_due
from commandpost.domain.checklists.questions.tasks import tasks
from commandpost.domain.checklists.questions.told import TaskRow, rows_of
from commandpost.domain.checklists.records.reading import ListHere, Reading, ReadStep
from commandpost.domain.checklists.records.tasks import FIRST_TEN, TaskShown, owner_parts
from commandpost.domain.checklists.rules.deadlines import OTHERS
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import AnyBook, IncidentHead
from commandpost.plan.read_lists import cards, list_kind, pause_points, roles
from commandpost.plan.reader import Plan
from commandpost.plan.records import FirstStep
from commandpost.plan.records_lists import CardStep


@reads(*HISTORY, "personal", "post_holder", "task_step")
def read_aloud(ask: Ask, book: AnyBook, list: ListCode | None = None) -> Reading:
    """A list as it is read aloud, step by step: a group's, the first ten minutes, an open action card's, or what a pause point asks; else what is due now."""
    plan = ask.plan(getattr(book, "plan", None))
    rows = [row for row in rows_of(ask, book.id) if row.state != "stood_down"]
    pause = pause_due(ask, book) if isinstance(book, IncidentHead) else None
    by_list = _by_list(plan, rows)
    here = [ListHere(code, *_names(plan, code), sum(row.state == "open" for row in found), len(found)) for code, found in by_list.items()]
    if pause is not None:
        here.insert(0, ListHere(pause.code, pause.zh, pause.en, pause.open, pause.open))
    code = list or next((one.code for one in here if one.open), FIRST_TEN)
    read = at_pause(rows, code) if code in pause_points(plan) else by_list.get(code, [])
    wanted = {row.code: row for row in read}
    shown = {task.id: task for task in tasks(ask, book) if task.id in wanted}
    steps = tuple(_step(plan, row, shown[row.code]) for row in read)
    return Reading(book.ref, code, *_names(plan, code), _mode(plan, code), code in pause_points(plan), pause, steps, tuple(here))


def _by_list(plan: Plan, rows: Sequence[TaskRow]) -> dict[str, list[TaskRow]]:
    """The tasks by the list they stand on, in the order in which they are read: open cards, the first ten minutes, the groups, the rest."""
    found: dict[str, list[TaskRow]] = {code: [] for code in (*cards(plan), FIRST_TEN, *plan.groups, OTHERS)}
    for row in rows:
        code = row.code.partition(".")[0] if row.card is not None else row.group or (OTHERS if row.text is not None else FIRST_TEN)
        found.setdefault(code, []).append(row)
    for code, listed in found.items():
        last = listed[-1].card if listed else None  # a card used twice is read as it is used now
        found[code] = sorted((row for row in listed if row.card == last), key=lambda row: (row.text is not None, row.place))
    return {code: listed for code, listed in found.items() if listed}


def _names(plan: Plan, code: str) -> tuple[str, str]:
    if code in plan.groups:
        return plan.groups[code].zh, plan.groups[code].en
    points, known = pause_points(plan), cards(plan)
    if code in points:
        return points[code].zh, points[code].en
    if code in known:
        return known[code].zh, known[code].en
    return list_kind(plan, "first_10_min")[1:] if code == FIRST_TEN else list_kind(plan, "tasks")[1:]


def _mode(plan: Plan, code: str) -> str:
    return list_kind(plan, "first_10_min" if code == FIRST_TEN else "action_card" if code in cards(plan) else "tasks")[0]


def _step(plan: Plan, row: TaskRow, task: TaskShown) -> ReadStep:
    owner, person = owner_parts(task.owner)
    named = roles(plan).get(owner) or plan.posts.get(owner)
    details = _details(plan, row)
    return ReadStep(
        task.id, row.group, task.text_zh, task.text_en, *details, named.zh if named else owner, named.en if named else owner,
        person or None, task.critical, task.target_at, task.late_s, task.state, task.done_at, task.done_by,
    )  # fmt: skip


def _details(plan: Plan, row: TaskRow) -> tuple[str | None, str | None]:
    """What the plan adds to a step of the first ten minutes or of a card, in small letters."""
    code = row.code.partition("~")[0]
    kind, card = plan.types.get(code.partition(".")[0]), cards(plan).get(code.partition(".")[0])
    steps: tuple[FirstStep | CardStep, ...] = (*(kind.first_10_min if kind else ()), *(card.steps if card else ()))
    for step in steps:
        if step.id == code:
            return step.detail_zh, step.detail_en
    return None, None
