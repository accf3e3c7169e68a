"""Ticks tasks: done, not applicable, taken back, given to another, noted; each is an entry with person and time (R4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commandpost.domain.checklists.commands.taking import may_take
from commandpost.domain.checklists.kinds import SheetOf, SheetRef, TaskOf, TaskRef
from commandpost.domain.checklists.questions.sheets import differs
from commandpost.domain.checklists.questions.told import clock_of, rows_of, ticks_of, words_of
from commandpost.domain.checklists.records.tasks import Ticked
from commandpost.domain.checklists.rules.allowed import SOON_S, in_time, may_tick, may_undo
from commandpost.domain.checklists.rules.words import meets_of
from commandpost.domain.contacts.kinds import PostOrPerson, SaidBy, person_name
from commandpost.domain.contacts.questions import holder
from commandpost.domain.core.kinds import Note, Reason, Told
from commandpost.domain.core.refusal import allow, refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.owed import change, settle_incident
from commandpost.domain.incidents.kinds import AnyBook, IncidentHead
from commandpost.domain.incidents.rules.subjects import subject
from commandpost.domain.log.commands.writing import Origin, WrittenEntry, write_entry
from commandpost.domain.log.kinds import BookRef
from commandpost.locale.words import say
from commandpost.store.instant import seconds_between

MET_BY = """
SELECT d.id, d.code, c.at FROM deadline_change c JOIN deadline d ON d.id = c.deadline_id
WHERE d.incident_id = ? AND d.kind = 'notify' AND d.state = 'met' AND c.state = 'met' AND c.entry_id = (
  SELECT entry_id FROM task_step WHERE task_id = ? AND step = 'done' ORDER BY rowid DESC LIMIT 1)
"""
DOWN = "SELECT max(at) FROM task_step WHERE task_id = ? AND step = 'stood_down'"
NOTIFY = "SELECT id, state, code FROM deadline WHERE incident_id = ? AND kind = 'notify' AND state IN ('pending', 'raised', 'acknowledged')"


def done(
    unit: Unit, book: AnyBook, task: TaskOf, *, by: SaidBy | None = None, note: Note | None = None, paper: bool = False, sheet: SheetOf | None = None,
) -> None:  # fmt: skip
    """Tick a task as done: who answered, with a note if there is one; --paper or --sheet for what was ticked on paper, at its own time (R4.4)."""
    known, words = _ticked(unit, book, task), _words(unit, book, task)
    paper = _from_paper(unit, task, paper, sheet)
    if paper and _beside(unit, book, task, known, "done", words, by, note, sheet):
        return
    state = _standing(unit, task, known, paper)
    allow(may_tick(state, _who_when(unit, known), unit.at, unit.now, _received(book, paper=paper), _ended(book)))
    text = say("Done: {task}", task=words)
    if paper:
        text = say("Done, from paper: {task}", task=words)
    if sheet is not None:
        text = say("Done, from paper (sheet no. {sheet}): {task}", sheet=sheet.ref, task=words)
    if note is not None:
        text = say("{what} ({note})", what=text, note=note.value)
    if unit.at < task.since:
        unit.remark(say("It was done before it stood on the list, at {time}.", time=clock_of(unit, task.since)))
    elif (late := int(seconds_between(task.target_at, unit.at) // 60)) >= 1:  # under a minute nobody calls it late
        unit.remark(say("Done {minutes} min after its target.", minutes=late))
    entry = _entry(unit, book, text, "action", by)
    _step(unit, book, task, "done", entry, by=by, note=note, paper=paper, sheet=sheet)
    if isinstance(book, IncidentHead):
        _told(unit, book, task, entry)


def skip(
    unit: Unit, book: AnyBook, task: TaskOf, *, reason: Reason | None = None, by: SaidBy | None = None, paper: bool = False, sheet: SheetOf | None = None,
) -> None:  # fmt: skip
    """Say that a task is not applicable, and why; in its first two minutes the reason may be owed; --paper or --sheet if it stood on paper (R4.4)."""
    known, words = _ticked(unit, book, task), _words(unit, book, task)
    paper = _from_paper(unit, task, paper, sheet)
    if paper and _beside(unit, book, task, known, "skipped", words, by, reason, sheet):
        return
    state = _standing(unit, task, known, paper)
    allow(may_tick(state, _who_when(unit, known), unit.at, unit.now, _received(book, paper=paper), _ended(book)))
    if reason is None and seconds_between(task.since, unit.at) > SOON_S:
        raise refuse(say("Say why it is not applicable."), say("Its first two minutes are over: give the reason in a few words."), "R4.4", task.code)
    text = (
        say("Not applicable: {task} ({reason})", task=words, reason=reason.value)
        if reason
        else say("Not applicable: {task} (the reason is owed)", task=words)
    )
    if paper:
        text = say("{what}, from paper", what=text) if sheet is None else say("{what}, from paper (sheet no. {sheet})", what=text, sheet=sheet.ref)
    _step(unit, book, task, "skipped", _entry(unit, book, text, "decision", by), by=by, note=reason, paper=paper, sheet=sheet)


def undo(unit: Unit, book: AnyBook, task: TaskOf, *, reason: Reason | None = None) -> None:
    """Take a tick back by a new record: the task is open again, and as late as it is (R4.4)."""
    known, words = _ticked(unit, book, task), _words(unit, book, task)
    allow(may_undo(known.state, book.ref))
    allow(in_time(unit.at, unit.now, _received(book), _ended(book)))
    text = say("Taken back: {task} is open again", task=words)
    if reason is not None:
        text = say("{what} ({note})", what=text, note=reason.value)
    met = unit(MET_BY, (book.id, task.id)) if isinstance(book, IncidentHead) and known.state == "done" else []
    _step(unit, book, task, "undone", _entry(unit, book, text, "action", None), note=reason)
    if isinstance(book, IncidentHead) and met:
        _untold(unit, book, met)


def assign(unit: Unit, book: AnyBook, task: TaskOf, to: PostOrPerson) -> None:
    """Give a task to another post or person; a post that nobody holds is said (R2.2)."""
    known, words = _ticked(unit, book, task), _words(unit, book, task)
    if known.state != "open" or task.state == "stood_down":
        allow(may_tick(known.state if known.state != "open" else task.state, _who_when(unit, known), unit.at, unit.now, None, None))
    allow(in_time(unit.at, unit.now, _received(book), _ended(book)))
    may_take(unit, book, to.person)
    if to.post is not None and holder(unit, to.post, unit.at) is None:
        unit.remark(say("Nobody holds this post: {post}. Name somebody: commandpost post assign", post=to.name))
    entry = _entry(unit, book, say("{task}: given to {who}", task=words, who=to.name), "decision", None)
    _step(unit, book, task, "assigned", entry, post=to.post, person=to.person)


def note(unit: Unit, book: AnyBook, task: TaskOf, text: Note) -> None:
    """Note something about a task: begun, blocked, a count, evidence; what was owed in words is settled (R4.4)."""
    entry = _entry(unit, book, say("{task}: {note}", task=_words(unit, book, task), note=text.value), "report", None)
    _step(unit, book, task, "noted", entry, note=text)


def _told(unit: Unit, book: IncidentHead, task: TaskRef, entry: WrittenEntry) -> None:
    """A step that tells somebody (dial 119) meets the row that asks for just that: one obligation, ticked once; the law's row is met by its report."""
    plan = unit.plan(book.plan)
    meets = meets_of(plan, task.code.partition("~")[0])
    for key, state, code in unit(NOTIFY, (book.id,)):
        if code in meets and change(unit, key, state, "met", unit.at, "reported", entry=entry.id):
            unit.remark(say("With it is met: {what}", what=subject(plan, book.type, "notify", code, 1)))
            unit.tell("deadline_met", book.id, key)


def _untold(unit: Unit, book: IncidentHead, met: Sequence[Any]) -> None:
    """Whom the tick told was not told: the row it met asks again from where it stood, and with it the law's that was met through it."""
    plan = unit.plan(book.plan)
    for key, code, at in met:
        if change(unit, key, "met", "pending", at, "unsaid"):
            unit.remark(say("Open again with it: {what}", what=subject(plan, book.type, "notify", code, 1)))
    settle_incident(unit, book)


def _from_paper(unit: Unit, task: TaskRef, paper: bool, sheet: SheetRef | None) -> bool:
    """Whether a tick stood on paper; it has its own time then, and the moment of entering is not that."""
    if not paper and sheet is None:
        return False
    if not unit.at_given:
        raise refuse(say("What was ticked on paper has its own time, and none was given."), say("Give the time on the paper, like 14:05."), "R4.4", task.code)
    return True


def _standing(unit: Unit, task: TaskRef, known: Ticked, paper: bool) -> str:
    """A task's state as a tick meets it: what stood down later than it was done on paper was open then."""
    if known.state != "open" or task.state != "stood_down" or not paper:
        return known.state if known.state != "open" else task.state
    down = unit(DOWN, (task.id,))[0][0]
    if down is None or unit.at > down:
        return task.state
    unit.remark(say("It stands down since {time}; it was done before.", time=clock_of(unit, down)))
    return "open"


def _beside(
    unit: Unit, book: BookRef, task: TaskRef, known: Ticked, says: str, words: str, by: tuple[str | None, Told | None] | None, note: Told | None,
    sheet: SheetRef | None,
) -> bool:  # fmt: skip
    """Whether the task was ticked already: what paper says of it is kept beside that, and where the two disagree is said."""
    if known.state == "open":
        return False
    allow(in_time(unit.at, unit.now, _received(book, paper=True), _ended(book)))
    time = clock_of(unit, unit.at)
    text = (
        say("From paper: {task} done at {time}", task=words, time=time)
        if says == "done"
        else say("From paper: {task} not applicable at {time}", task=words, time=time)
    )
    if sheet is not None:
        text = say("{what} (sheet no. {sheet})", what=text, sheet=sheet.ref)
    if note is not None:
        text = say("{what} ({note})", what=text, note=note.value)
    told = _who_when(unit, known) if known.state == "done" else say("not applicable, {told}", told=_who_when(unit, known))
    if differs(known, says, unit.at):
        unit.remark(say("The list says {told}; both are kept.", told=told))
    else:
        unit.remark(say("The list says the same: {told}", told=told))
    _step(unit, book, task, "paper", _entry(unit, book, text, "report", by), by=by, note=note, paper=True, sheet=sheet, why=says)
    return True


def _step(
    unit: Unit, book: BookRef, task: TaskRef, step: str, entry: WrittenEntry, *, by: tuple[str | None, Told | None] | None = None,
    note: Told | None = None, paper: bool = False, sheet: SheetRef | None = None, why: str | None = None, post: str | None = None,
    person: str | None = None,
) -> None:  # fmt: skip
    said_person, said = by or (None, None)
    unit.insert(
        "task_step", task_id=task.id, step=step, at=unit.at, recorded_at=unit.now, by_person=unit.who, said_by=said.id if said else None,
        said_by_person=said_person, note=note.id if note else None, owner_post=post, owner_person=person, paper=int(paper), entry_id=entry.id,
        **({"sheet_id": sheet.id} if sheet else {}), **({"why": why} if why else {}),
    )  # fmt: skip
    unit.make("log_entry", entry.id, entry.ref)
    incident = book.id if book.kind == "incident" else None
    unit.incident = incident
    unit.tell("listed", incident, None if incident else book.id)


def _entry(unit: Unit, book: BookRef, text: str, kind: str, by: tuple[str | None, Told | None] | None) -> WrittenEntry:
    return write_entry(unit, book, unit.keep("entry", text), kind, Origin.of(by) if by else Origin(person=unit.who))


def _ticked(unit: Unit, book: BookRef, task: TaskRef) -> Ticked:
    return ticks_of(unit, book.id).get(task.id, Ticked())


def _words(unit: Unit, book: BookRef, task: TaskRef) -> str:
    plan = unit.plan(getattr(book, "plan", None))
    return words_of(unit, plan, next(row for row in rows_of(unit, book.id) if row.id == task.id))


def _who_when(unit: Unit, known: Ticked) -> str:
    if known.at is None:
        return ""
    who = unit("SELECT value FROM personal WHERE id = ?", (known.by,))[0][0] if known.by else person_name(unit, known.person)
    return say("{time} by {who}", time=clock_of(unit, known.at), who=who or say("somebody"))


def _received(book: BookRef, *, paper: bool = False) -> str | None:
    """When the incident was reported; for paper, which knows no seconds, the beginning of that minute."""
    found = book.received_at if isinstance(book, IncidentHead) else None
    return found if found is None or not paper else f"{found[:17]}00.000Z"


def _ended(book: BookRef) -> str | None:
    return book.ended_at if isinstance(book, IncidentHead) and book.state == "ended" else None
