"""Asks what is to be done in an incident, whose it is, what is late, what was done by whom (R2.2, R4.4)."""

from __future__ import annotations

from commandpost.domain.checklists.kinds import GroupCode
from commandpost.domain.checklists.questions.told import READS, TaskRow, rows_of, ticks_of
from commandpost.domain.checklists.records.tasks import FIRST_TEN, TaskShown, Ticked, owner_told
from commandpost.domain.checklists.rules.allowed import owes
from commandpost.domain.checklists.rules.deadlines import late_s
from commandpost.domain.checklists.rules.words import by_law, noted, plan_words
from commandpost.domain.contacts.questions import holders, names_of
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import AnyBook, IncidentHead
from commandpost.locale.words import say


@reads(*READS, "incident", "book", "person", "personal", "post_holder")
def tasks(ask: Ask, book: AnyBook, *, group: GroupCode | None = None, all: bool = False) -> list[TaskShown]:
    """The lists of an incident, or the open cards of the duty log: every task, or one group's, with owner, target, state; --all with what stood down."""
    plan = ask.plan(getattr(book, "plan", None))
    rows = [row for row in rows_of(ask, book.id) if all or row.state != "stood_down"]
    if group is not None:
        rows = [row for row in rows if (row.group or (FIRST_TEN if row.text is None and row.card is None else None)) == group]
    words = plan_words(plan, [row.code for row in rows])
    ticks, held = ticks_of(ask, book.id), holders(ask, ask.now)
    names = names_of(ask)
    order = {code: number for number, code in enumerate((FIRST_TEN, *plan.groups))}
    law, at = by_law(plan), ask.now
    commander = None
    if isinstance(book, IncidentHead):
        commander = book.command_person
        if book.state == "ended" and book.ended_at is not None:
            at = min(at, book.ended_at)
    rows.sort(key=lambda row: (row.card is None, order.get(row.group or FIRST_TEN, 99), row.text is not None, row.target_at, row.place))
    return [_shown(ask, row, ticks.get(row.id, Ticked()), words.get(row.code), held, names, commander, at, row.code in law) for row in rows]


@reads(*READS, "incident", "book", "person", "personal", "post_holder")
def owed_words(ask: Ask, book: AnyBook) -> list[TaskShown]:
    """What a list still owes in words: what was found not applicable without a reason, and what the plan wants noted."""
    plan = ask.plan(getattr(book, "plan", None))
    ticks, wants = ticks_of(ask, book.id), noted(plan)
    wanting = {row.code for row in rows_of(ask, book.id) if (told := ticks.get(row.id)) is not None and owes(told, row.code in wants)}
    return [row for row in tasks(ask, book) if row.id in wanting]


def _shown(
    ask: Ask, row: TaskRow, ticked: Ticked, words: tuple[str, str] | None, held: dict[str, dict[int, str]], names: dict[str, str],
    commander: str | None, at: str, lawful: bool,
) -> TaskShown:  # fmt: skip
    if row.text is not None:
        own = _value(ask, row.text)
        words = (own, own)
    zh, en = words or (row.code, row.code)
    by = _value(ask, ticked.by) if ticked.by else names.get(ticked.person or "")
    return TaskShown(
        id=row.code,
        group=row.group,
        phase=row.phase,
        text_zh=zh,
        text_en=en,
        owner=_owner(row, held, names, commander),
        critical=bool(row.critical),
        target_at=row.target_at,
        state=row.state,
        done_at=ticked.at if row.state in ("done", "skipped") else None,
        done_by=by if row.state in ("done", "skipped") else None,
        late_s=late_s(row.target_at, row.state, bool(row.waits) or lawful, at),
        new_since=row.since if row.new else None,
    )


def _owner(row: TaskRow, held: dict[str, dict[int, str]], names: dict[str, str], commander: str | None) -> str:
    """A post or a role, and the person where it is somebody's by name or the post is held."""
    code = row.post or row.role or "duty_officer"
    ranks = held.get(row.post or "", {})
    person = row.person or ranks.get(1) or ranks.get(2)
    if person is None and row.role == "commander":
        person = commander
    return owner_told(code, names.get(person or ""))


def _value(ask: Ask, key: str) -> str:
    return ask("SELECT value FROM personal WHERE id = ?", (key,))[0][0] or say("[erased]")
