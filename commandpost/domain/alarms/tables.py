"""Who was told of what falls due, how the message fared, who answered, and when nothing was sent or nobody watched (R4.1, R4.2)."""

from __future__ import annotations

from commandpost.domain.core.columns import SQLModel, code_of, ident, key, moment, personal, plain, shared, whole


class AlertStep(SQLModel, table=True):
    """One step of a deadline's escalation, told once: its id is made of deadline, cycle, step and round, so that no second watch can raise it again.

    `at` is when it fell due, `raised_at` when it was raised, `slept` how many steps before it nobody was awake to ring,
    `told` a JSON list of [post, person or null, channel, message or null]; without a message nobody held the post.
    """

    __tablename__ = "alert_step"
    __table_args__ = shared("fact", indexes=("deadline(deadline_id)", "raised(raised_at)"))
    id: str = key()
    deadline_id: str = ident("deadline")
    cycle: int = whole()
    step: int = whole()
    round: int = whole()
    why: str = code_of()
    at: str = moment()
    raised_at: str = moment()
    slept: int = whole()
    told: str = plain()


class Delivery(SQLModel, table=True):
    """What became of a message on one channel: taken by a watch, sent, failed and why, seen; `alarms` is how many it held."""

    __tablename__ = "delivery"
    __table_args__ = shared("fact", indexes=("message(message_id)",))
    id: str = key()
    message_id: str = ident()
    channel: str = code_of()
    via: str = code_of()
    fate: str = code_of("taken", "sent", "failed", "seen")
    why: str | None = code_of(nullable=True)
    alarms: int = whole()
    at: str = moment()


class Acknowledgement(SQLModel, table=True):
    """Somebody's word that they are on it: it stops the steps of that cycle, not the deadline."""

    __tablename__ = "acknowledgement"
    __table_args__ = shared("fact", indexes=("deadline(deadline_id, cycle)",))
    id: str = key()
    deadline_id: str = ident("deadline")
    cycle: int = whole()
    person_id: str | None = ident("person", nullable=True)
    at: str = moment()
    recorded_at: str = moment()
    note: str | None = personal(nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class Escalation(SQLModel, table=True):
    """Somebody's decision that the next step comes now, with the reason."""

    __tablename__ = "escalation"
    __table_args__ = shared("fact", indexes=("deadline(deadline_id)",))
    id: str = key()
    deadline_id: str = ident("deadline")
    cycle: int = whole()
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str = personal()
    entry_id: str | None = ident("log_entry", nullable=True)


class Maintenance(SQLModel, table=True):
    """From `at` until `until` nothing is sent; without `until` it was ended by hand. The latest row counts."""

    __tablename__ = "maintenance"
    __table_args__ = shared("fact")
    id: str = key()
    at: str = moment()
    until: str | None = moment(nullable=True)
    by_person: str | None = ident("person", nullable=True)
    reason: str | None = personal(nullable=True)


class WatchBreak(SQLModel, table=True):
    """A stretch that no watch saw, a jump of the clock, or a clock set back by `seconds` (negative); what was written before it, by the count of rows."""

    __tablename__ = "watch_break"
    __table_args__ = shared("fact")
    id: str = key()
    kind: str = code_of("unwatched", "jumped", "set_back")
    since: str = moment()
    until: str = moment()
    seconds: int = whole()
    deadlines: int = whole()
    steps: int = whole()
