"""Says which rows of the table of deadlines the lists need: one for each critical task, one for the rest of each list, one for the time mark (R4.3, R4.4).

Sixty tasks would bury the board, the next strip and the alarms: what is not critical stands in its list, and the list has one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commandpost.domain.checklists.records.tasks import FIRST_TEN, TaskTold
from commandpost.domain.incidents.records.wanted import Ends, Wanted
from commandpost.plan.records_lists import TimeMarks
from commandpost.store.instant import seconds_between, shifted

CRITICAL, FIRST, REST, MARK = "task_critical", "first_step", "task", "time_mark"
KINDS = frozenset({CRITICAL, FIRST, REST, MARK})
OTHERS = "others"  # the list of what belongs to no group: what somebody added
OVER = ("done", "skipped")


def task_rows(
    tasks: Sequence[TaskTold], complete: Mapping[str, str], heads: Mapping[str, str | None], commander: str, ended: bool
) -> Iterator[Wanted]:
    """Give the rows of tasks: `complete` is when a person said so of a list, `heads` the post that owns a group's list."""
    rest: dict[str, list[TaskTold]] = {}
    for task in tasks:
        if task.state == "stood_down" or task.card or task.waits or task.carried:
            continue
        if task.critical:
            yield Wanted(
                CRITICAL, task.code, 1, task.since, task.target_at, _to(task.post), task.post, None, task.code, (),
                _ends(task.state, task.at, ended), task.person, task.text,
            )  # fmt: skip
        else:
            rest.setdefault(task.group or (OTHERS if task.text else FIRST_TEN), []).append(task)
    for code, found in rest.items():
        kind, owner = (FIRST, commander) if code == FIRST_TEN else (REST, heads.get(code) or commander)
        since, due = min(task.since for task in found), max(task.target_at for task in found)
        yield Wanted(kind, code, 1, min(since, due), due, _to(owner), owner, None, f"lists.{code}", (), _rest_ends(found, complete.get(code), ended))


def _to(post: str | None) -> tuple[str, ...]:
    return (post,) if post is not None else ()


def _ends(state: str, at: str | None, ended: bool) -> Ends | None:
    if state == "done":
        return ("met", at or "", "task_done")
    if state == "skipped":
        return ("cancelled", "task_skipped")
    return ("cancelled", "ended") if ended else None


def _rest_ends(tasks: Sequence[TaskTold], complete: str | None, ended: bool) -> Ends | None:
    if all(task.state in OVER for task in tasks):
        return ("met", max(task.at or "" for task in tasks), "list_done")
    if complete is not None and all(task.since <= complete for task in tasks):
        return ("met", complete, "list_complete")
    return ("cancelled", "ended") if ended else None


def mark_rows(marks: TimeMarks, begun: str | None, answers: Sequence[str], commander: str, over: str | None) -> Iterator[Wanted]:
    """Give the time marks that were answered and the one that comes next; marks that passed unanswered are counted, not stacked."""
    if begun is None or not marks.then_every:
        return
    number = 0
    for answer in [*answers, None]:
        number += 1
        due = mark_at(marks, begun, number)
        ends: Ends | None = ("met", answer, "mark_answered") if answer is not None else ("cancelled", over) if over is not None else None
        yield Wanted(MARK, MARK, number, begun, due, (commander,), commander, None, "time_marks", (), ends)
        while answer is not None and mark_at(marks, begun, number + 1) <= answer:
            number += 1


def next_mark(marks: TimeMarks, begun: str | None, answers: Sequence[str]) -> tuple[int, str] | None:
    """Give the mark that is due or comes next: its number (from 1) and when; None where the plan asks at none, or nothing was activated."""
    number, last = 1, None
    for row in mark_rows(marks, begun, answers, "", None):
        number, last = row.round, row.due_at
    return (number, last) if last is not None else None


def mark_at(marks: TimeMarks, begun: str, number: int) -> str:
    """Give when the mark of that number (from 1) comes."""
    named = len(marks.minutes)
    last = marks.minutes[-1] if named else 0
    minutes = marks.minutes[number - 1] if number <= named else last + (number - named) * marks.then_every
    return shifted(begun, minutes=minutes)


def late_s(target_at: str, state: str, waits: bool, at: str) -> int:
    """Give by how many whole seconds an open task is late; nothing else is."""
    return max(0, int(seconds_between(target_at, at))) if state == "open" and not waits else 0
