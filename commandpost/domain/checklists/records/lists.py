"""What whoever commands sees of an incident's lists: heads, tasks, benchmarks, time mark; one task in full; the timeline (R4.3, R4.4)."""

from __future__ import annotations

from typing import NamedTuple

from commandpost.domain.checklists.records.group_cards import GroupCardShown


class TaskLine(NamedTuple):
    """A task as its list shows it. `owner` is the person, else the post or role by name; moments are UTC.

    `clocked` is False for what stands by, and where a rule of law has the clock: neither is late by its own target. `soon_until` is the end of the
    minutes in which nothing is asked of who ticks it. `owes` when words are still owed; `why`, `stood_at`: why and when it stood down.
    """

    id: str
    text_zh: str
    text_en: str
    owner: str
    mine: bool
    critical: bool
    since: str
    target_at: str
    state: str
    done_at: str | None
    done_by: str | None
    waits: bool
    clocked: bool
    soon_until: str
    new_since: str | None
    owes: bool
    why: str | None
    stood_at: str | None


class ListLine(NamedTuple):
    """A list with its head: `code` a group's, first_ten, others, or card.CODE; `mine` when whoever sits at the desk leads it.

    `complete_at` when a person called it complete, `sent_at` when the group was sent from standby, `standby` while it waits for that.
    """

    code: str
    zh: str
    en: str
    mode: str
    mine: bool
    standby: bool
    sent_at: str | None
    complete_at: str | None
    complete_by: str | None
    card: GroupCardShown | None
    tasks: tuple[TaskLine, ...]


class BenchmarkLine(NamedTuple):
    """A benchmark of this type of incident: its place in the plan (from 0), when and by whom it was declared, what begins with it."""

    code: str
    place: int
    zh: str
    en: str
    declared_at: str | None
    by: str | None
    starts: tuple[str, ...]


class MarkLine(NamedTuple):
    """The time mark that is next or due: how many minutes after activation, when, and what is asked."""

    minutes: int
    due_at: str
    ask_zh: str
    ask_en: str


class ListsShown(NamedTuple):
    """The lists of an incident as whoever commands sees them; `activated_at` is when the first level wrote them, None while there is none."""

    number: str
    type_zh: str
    type_en: str
    place: str | None
    level: str | None
    state: str
    drill: bool
    received_at: str
    ended_at: str | None
    activated_at: str | None
    commander_post: str | None
    commander: str | None
    benchmarks: tuple[BenchmarkLine, ...]
    mark: MarkLine | None
    lists: tuple[ListLine, ...]


class StepShown(NamedTuple):
    """What became of a task, in the order of the book: done, skipped, undone, assigned, noted, paper, stood_down, stood_up; `struck` when its entry is.

    `paper` where it came from paper (with the sheet's number, or nothing where no sheet was named); `entered_by` whoever put it in; of a step
    `paper` the reason `why` is what the sheet says: done or skipped.
    """

    step: str
    at: str
    recorded_at: str
    by: str | None
    note: str | None
    to: str | None
    why: str | None
    entry: str | None
    struck: bool
    paper: str | None = None
    entered_by: str | None = None


class TaskTold(NamedTuple):
    """Everything about a task: the plan's words and detail, whose it is, its times, every step, the obligation that stands for it.

    `list_zh`, `list_en` name its list; `meets` names what else it fulfils; `obligation` is the state of its own row of deadlines, None without one.
    """

    number: str
    line: TaskLine
    list_zh: str
    list_en: str
    phase_zh: str
    phase_en: str
    detail_zh: str | None
    detail_en: str | None
    meets: tuple[str, ...]
    obligation: str | None
    wants_note: bool
    steps: tuple[StepShown, ...]


class TimelineRow(NamedTuple):
    """What was done when against its target. `kind` is level, done, skipped, open, complete, sent, benchmark or mark; `at` None while open.

    `late_s` whole seconds after the target, 0 in time and where there is none; `taken_s` since it stood on the list, None where nothing did.
    """

    kind: str
    code: str
    at: str | None
    what: str
    list_name: str | None
    by: str | None
    target_at: str | None
    late_s: int
    taken_s: int | None
    critical: bool
