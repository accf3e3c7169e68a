"""The book: numbered entries that are never changed, struck or redacted by later facts, and the figures they brought (R4.2; STANDARDS 5)."""

from __future__ import annotations

from commandpost.domain.core.columns import SQLModel, code_of, ident, key, moment, personal, plain, shared, whole

KINDS = ("report", "decision", "action", "resource", "order", "instruction", "system")


class Book(SQLModel, table=True):
    """What entries are numbered in: a duty day of the site, or an incident (whose number it holds; the incident has the book's id)."""

    __tablename__ = "book"
    __table_args__ = shared("fact", unique=(("year", "stream_id", "number"),), indexes=("label(year, label, number)",))
    id: str = key()
    kind: str = code_of("duty", "incident")
    day: str | None = plain(nullable=True)
    year: int | None = whole(nullable=True)
    stream_id: str = ident("stream")
    label: str = code_of()
    number: int | None = whole(nullable=True)


class LogEntry(SQLModel, table=True):
    """One entry of a book, its number gapless per book and stream."""

    __tablename__ = "log_entry"
    __table_args__ = shared(
        "fact", unique=(("book_id", "stream_id", "number"),), indexes=("event(book_id, event_at)", "text(text)")
    )
    id: str = key()
    book_id: str = ident("book")
    stream_id: str = ident("stream")
    label: str = code_of()
    number: int = whole()
    event_at: str = moment()
    recorded_at: str = moment()
    kind: str = code_of(*KINDS)
    text: str = personal()
    said_by: str | None = personal(nullable=True)
    said_by_person: str | None = ident("person", nullable=True)
    channel: str | None = personal(nullable=True)
    place_id: str | None = ident("place", nullable=True)
    place: str | None = personal(nullable=True)
    author: str | None = ident("person", nullable=True)
    points_to: str | None = ident("log_entry", nullable=True)
    drill: int = whole()


class Strike(SQLModel, table=True):
    """An entry struck out: it stays readable, with who, when and why."""

    __tablename__ = "strike"
    __table_args__ = shared("fact", indexes=("entry(entry_id)",))
    id: str = key()
    entry_id: str = ident("log_entry")
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str = personal()


class Redaction(SQLModel, table=True):
    """A personal value taken out or rewritten by law: the value's id with its new commitment, the basis, who did it."""

    __tablename__ = "redaction"
    __table_args__ = shared("fact", indexes=("value(value_id)",))
    id: str = key()
    value_id: str = personal()
    entry_id: str | None = ident("log_entry", nullable=True)
    person_id: str | None = ident("person", nullable=True)
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    basis: str = personal()


class Fact(SQLModel, table=True):
    """A figure as an entry brought it: set to a value, or a running one started or ended; the entry's event time is its own."""

    __tablename__ = "fact"
    __table_args__ = shared("fact", indexes=("incident(incident_id, event_at)", "entry(entry_id)"))
    id: str = key()
    incident_id: str = ident()
    entry_id: str = ident("log_entry")
    metric: str = code_of()
    mark: str = code_of("set", "start", "stop")
    value: str | None = plain(nullable=True)
    event_at: str = moment()
    recorded_at: str = moment()


class OrderGiven(SQLModel, table=True):
    """An entry that orders somebody to do something: to whom, repeated by when, done by when; a leader's instruction is one with a longer clock (R4.2)."""

    __tablename__ = "order_given"
    __table_args__ = shared("fact", indexes=("book(book_id)", "entry(entry_id)"))
    id: str = key()
    entry_id: str = ident("log_entry")
    book_id: str = ident("book")
    kind: str = code_of("order", "instruction")
    to_post: str | None = code_of(nullable=True)
    to_person: str | None = ident("person", nullable=True)
    to_words: str | None = personal(nullable=True)  # who it is where neither the plan nor the desk knows them
    given_at: str = moment()
    read_back_by: str = moment()
    due_at: str = moment()
    by_person: str | None = ident("person", nullable=True)


class OrderStep(SQLModel, table=True):
    """An order read back, or reported done (R4.2)."""

    __tablename__ = "order_step"
    __table_args__ = shared("fact", indexes=("order(order_id, step)",))
    id: str = key()
    order_id: str = ident("order_given")
    step: str = code_of("read_back", "done")
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    note: str | None = personal(nullable=True)
    entry_id: str = ident("log_entry")


class ImportedFile(SQLModel, table=True):
    """A file of entries read into an incident once, by the SHA-256 of its bytes."""

    __tablename__ = "imported_file"
    __table_args__ = shared("fact", indexes=("incident(incident_id, sha256)",))
    id: str = key()
    incident_id: str = ident()
    sha256: str = plain()
    rows: int = whole()
    at: str = moment()


class Attachment(SQLModel, table=True):
    """A photo or paper of a book, numbered in it: its bytes lie beside the file under their SHA-256, a personal value like its name (R4.2; JOURNAL 3)."""

    __tablename__ = "attachment"
    __table_args__ = shared(
        "set",
        append_only=True,
        unique=(("book_id", "stream_id", "number"),),
        indexes=("contents(contents)", "entry(entry_id)", "told(told_id)"),
    )
    id: str = key()
    book_id: str = ident("book")
    stream_id: str = ident("stream")
    label: str = code_of()
    number: int = whole()
    name: str = personal()
    contents: str = personal()  # the SHA-256 of the bytes, in hex; nothing once the law took them
    size: int = whole()
    media: str = plain()
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)  # the entry it belongs to
    told_id: str | None = ident("log_entry", nullable=True)  # else the entry that tells of it
    note: str | None = personal(nullable=True)
    drill: int = whole()
