"""Whom the desk expects to hear from, what was heard of them, and when the roll was called at once (R3.4, R4.4)."""

from __future__ import annotations

from commandpost.domain.core.columns import SQLModel, code_of, ident, key, moment, personal, plain, shared, whole

WHY = ("level", "evacuation", "command", "missing", "benchmark", "card")


class Expectation(SQLModel, table=True):
    """A team, a post, a round, a generator that is to be heard every so many minutes; what the plan said of its kind then is kept with it."""

    __tablename__ = "expectation"
    __table_args__ = shared("fact", indexes=("incident(incident_id)",))
    id: str = key()
    kind: str = code_of()
    deadline_kind: str = code_of()
    who: str = personal()
    who_post: str | None = code_of(nullable=True)
    who_person: str | None = ident("person", nullable=True)
    incident_id: str | None = ident("incident", nullable=True)
    every_min: int = whole()
    at_once_min: int | None = whole(nullable=True)
    opens: str | None = plain(nullable=True)
    closes: str | None = plain(nullable=True)
    owner_post: str = code_of()
    since: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    entry_id: str = ident("log_entry")


class ExpectationStep(SQLModel, table=True):
    """They were heard (all, or with those who are missing), are not expected until a time, or not any more."""

    __tablename__ = "expectation_step"
    __table_args__ = shared("fact", indexes=("expectation(expectation_id, step, at)", "entry(entry_id)"))
    id: str = key()
    expectation_id: str = ident("expectation")
    step: str = code_of("heard", "paused", "stopped")
    at: str = moment()
    recorded_at: str = moment()
    until: str | None = moment(nullable=True)
    missing: str | None = personal(nullable=True)
    reason: str | None = personal(nullable=True)
    by_person: str | None = ident("person", nullable=True)
    entry_id: str = ident("log_entry")


class RollCall(SQLModel, table=True):
    """The roll of an incident's teams is called at once, and why."""

    __tablename__ = "roll_call"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)",))
    id: str = key()
    incident_id: str = ident("incident")
    why: str = code_of(*WHY)
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)
