"""The lists of an incident and of action cards: what is to be done, every tick, what was said of a whole list, benchmarks, time marks (R2.2, R4.3, R4.4)."""

from __future__ import annotations

from commandpost.domain.core.columns import SQLModel, code_of, ident, key, moment, personal, plain, shared, whole

STATES = ("open", "done", "skipped", "stood_down")
STEPS = ("done", "skipped", "undone", "assigned", "noted", "paper", "stood_down", "stood_up")


class CardUse(SQLModel, table=True):
    """An action card opened on an incident or on none: what it says of place, route and hazard, what it was switched from, how it ended."""

    __tablename__ = "card_use"
    __table_args__ = shared("state machine", indexes=("book(book_id, at)", "open(at) WHERE state = 'open'"))
    id: str = key()
    card: str = code_of()
    book_id: str = ident("book")
    state: str = code_of("open", "closed", "switched")
    at: str = moment()
    recorded_at: str = moment()
    closed_at: str | None = moment(nullable=True)
    by_person: str | None = ident("person", nullable=True)
    place: str | None = personal(nullable=True)
    route: str | None = personal(nullable=True)
    hazard: str | None = personal(nullable=True)
    from_id: str | None = ident("card_use", nullable=True)
    entry_id: str = ident("log_entry")


class Task(SQLModel, table=True):
    """One thing to be done of a book's lists, written once and never taken away; `since` is when it began to count, `waits` while its group is on standby."""

    __tablename__ = "task"
    __table_args__ = shared("state machine", indexes=("book(book_id, code)", "card(card_id) WHERE card_id IS NOT NULL"))
    id: str = key()
    book_id: str = ident("book")
    card_id: str | None = ident("card_use", nullable=True)
    code: str = code_of()
    grp: str | None = code_of(nullable=True)
    phase: str = code_of()
    place: int = whole()
    critical: int = whole()
    since: str = moment()
    new: int = whole()
    target_at: str = moment()
    waits: int = whole()
    text: str | None = personal(nullable=True)  # of one that somebody added; the plan has the words of all others
    owner_role: str | None = code_of(nullable=True)
    owner_post: str | None = code_of(nullable=True)
    owner_person: str | None = ident("person", nullable=True)
    assigned: int = whole()
    state: str = code_of(*STATES)
    recorded_at: str = moment()


class TaskStep(SQLModel, table=True):
    """What became of a task: done, not applicable, taken back, given to another, noted, stood down with why, standing again."""

    __tablename__ = "task_step"
    __table_args__ = shared("fact", indexes=("task(task_id, at)", "entry(entry_id)"))
    id: str = key()
    task_id: str = ident("task")
    step: str = code_of(*STEPS)
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    said_by: str | None = personal(nullable=True)
    said_by_person: str | None = ident("person", nullable=True)
    note: str | None = personal(nullable=True)
    why: str | None = code_of(nullable=True)
    owner_post: str | None = code_of(nullable=True)
    owner_person: str | None = ident("person", nullable=True)
    paper: int = whole()
    sheet_id: str | None = ident("sheet", nullable=True)  # of what was ticked on paper, where it is known
    entry_id: str | None = ident("log_entry", nullable=True)


class Sheet(SQLModel, table=True):
    """A list as it was printed, under a number of its own in its incident; `plan` is the version it was printed from."""

    __tablename__ = "sheet"
    __table_args__ = shared("fact", unique=(("incident_id", "stream_id", "number"),), indexes=("entry(entry_id)",))
    id: str = key()
    incident_id: str = ident("incident")
    grp: str = code_of()
    stream_id: str = ident("stream")
    label: str = code_of()
    number: int = whole()
    pages: int = whole()
    plan: str = plain()
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    entry_id: str = ident("log_entry")


class ListStep(SQLModel, table=True):
    """What a person said of a whole list: complete, with what stays open, sent from standby, or gone through at a pause point (`grp` is the point then)."""

    __tablename__ = "list_step"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)", "entry(entry_id)"))
    id: str = key()
    incident_id: str = ident("incident")
    grp: str = code_of()
    step: str = code_of("complete", "sent", "confirmed")
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    open: str = plain()  # JSON: the codes of what stays open
    entry_id: str = ident("log_entry")


class BenchmarkDeclared(SQLModel, table=True):
    """A named fact that the commander declared."""

    __tablename__ = "benchmark"
    __table_args__ = shared("fact", indexes=("incident(incident_id, code)", "entry(entry_id)"))
    id: str = key()
    incident_id: str = ident("incident")
    code: str = code_of()
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    entry_id: str = ident("log_entry")


class MarkAnswered(SQLModel, table=True):
    """The commander's word at a time mark: is the strategy still right."""

    __tablename__ = "mark_answered"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)", "entry(entry_id)"))
    id: str = key()
    incident_id: str = ident("incident")
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    note: str | None = personal(nullable=True)
    entry_id: str = ident("log_entry")
