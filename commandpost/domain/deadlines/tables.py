"""Everything with a time limit is one row here, and every change of its state a fact (DESIGN 2, One truth for time)."""

from __future__ import annotations

from commandpost.domain.core.columns import SQLModel, code_of, ident, key, moment, personal, plain, shared, whole

STATES = ("pending", "raised", "acknowledged", "met", "cancelled")


class Deadline(SQLModel, table=True):
    """An obligation: of what kind, by when, whose, under which rule. `due_at` never changes."""

    __tablename__ = "deadline"
    __table_args__ = shared(
        "state machine",
        indexes=(
            "open(due_at, started_at) WHERE state IN ('pending', 'raised', 'acknowledged') AND sleeps = 0",
            "next(incident_id, due_at, started_at) WHERE state IN ('pending', 'raised', 'acknowledged') AND sleeps = 0",
            "incident(incident_id, kind, code)",
        ),
    )
    id: str = key()
    incident_id: str | None = ident(nullable=True)
    kind: str = code_of()
    code: str = code_of()
    round: int = whole()
    started_at: str = moment()
    due_at: str = moment()
    state: str = code_of(*STATES)
    applies: str | None = code_of("yes", "no", "ask", nullable=True)
    addressees: str = plain()
    owner_post: str | None = code_of(nullable=True)
    owner_person: str | None = ident("person", nullable=True)  # whose it is by name: an order, an offer of command
    about: str | None = personal(nullable=True)  # whom it is about where the plan has no word for it: who was not heard
    source: str | None = plain(nullable=True)
    also: str = plain()
    policy: str = code_of()
    sleeps: int = whole()


class DeadlineChange(SQLModel, table=True):
    """One change of a deadline's state, at the moment it took effect, with who, why, to whom and the text that was sent."""

    __tablename__ = "deadline_change"
    __table_args__ = shared("fact", indexes=("deadline(deadline_id, at)",))
    id: str = key()
    deadline_id: str = ident("deadline")
    state: str = code_of(*STATES)
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    why: str | None = code_of(nullable=True)
    told: str | None = personal(nullable=True)
    channel: str | None = personal(nullable=True)
    note: str | None = personal(nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)
