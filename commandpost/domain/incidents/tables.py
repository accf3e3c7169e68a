"""An incident and the facts that made it what it is: its types, levels, command, chain, answers, parts, criteria, states (R4)."""

from __future__ import annotations

from commandpost.domain.core.columns import SQLModel, code_of, ident, key, moment, personal, plain, shared, whole

STATES = ("reported", "responding", "controlled", "ended")
LEVELS = ("I", "II", "III", "IV")
PARTS = ("time", "place", "nature", "scope", "severity", "measures")


class Incident(SQLModel, table=True):
    """The header of an incident (its number stands in the book of the same id); what changes is the latest of the facts below, kept here for the board."""

    __tablename__ = "incident"
    __table_args__ = shared(
        "record",
        indexes=(
            "open(received_at) WHERE state != 'ended'",
            "title(title)",
            # every order of the board walks its own index, and every filter is answered by the same one (R4.3; DESIGN 5)
            "recorded(recorded_at, merged_into, received_at, state, level, type, place_id)",
            "received(received_at, state, level, type, place_id, merged_into)",
            "level(level, received_at, state, type, place_id, merged_into)",
            "type(type, received_at, state, level, place_id, merged_into)",
            "place(place_id, received_at, state, level, type, merged_into)",
            "state(state, received_at, level, type, place_id, merged_into)",
            "words(place) WHERE place IS NOT NULL",
            "merged(merged_into) WHERE merged_into IS NOT NULL",
            "promoted(promoted_from) WHERE promoted_from IS NOT NULL",
        ),
    )
    id: str = key()  # the book's id
    type: str = code_of()
    title: str = personal()
    place_id: str | None = ident("place", nullable=True)
    place: str | None = personal(nullable=True)
    department: str | None = code_of(nullable=True)
    state: str = code_of(*STATES)
    level: str | None = code_of(*LEVELS, nullable=True)
    received_at: str = moment()
    started_at: str = moment()
    recorded_at: str = moment()
    controlled_at: str | None = moment(nullable=True)
    ended_at: str | None = moment(nullable=True)
    command_post: str | None = code_of(nullable=True)
    command_person: str | None = ident("person", nullable=True)
    command_since: str | None = moment(nullable=True)
    plan: str = plain()
    drill: int = whole()
    after_the_fact: int = whole()
    promoted_from: str | None = ident("log_entry", nullable=True)
    held_until: str | None = moment(nullable=True)  # it waits until then and leaves the board's top
    merged_into: str | None = ident("incident", nullable=True)  # the one that its number now means


class TypeChange(SQLModel, table=True):
    """The type an incident had from a moment on; the first row is its report."""

    __tablename__ = "type_change"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)",))
    id: str = key()
    incident_id: str = ident("incident")
    type: str = code_of()
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str | None = personal(nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class LevelDecision(SQLModel, table=True):
    """A person's decision of the response level, with its reason and a picture of what the desk knew at that second (R4.3)."""

    __tablename__ = "level_decision"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)",))
    id: str = key()
    incident_id: str = ident("incident")
    level: str = code_of(*LEVELS)
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str = personal()
    picture: str = plain()
    entry_id: str | None = ident("log_entry", nullable=True)


class CommandStep(SQLModel, table=True):
    """A step in who commands: proposed by a level, offered by a person, withdrawn, declined, accepted, taken; a post without a person is a gap (R4.3)."""

    __tablename__ = "command_step"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)",))
    id: str = key()
    incident_id: str = ident("incident")
    step: str = code_of("proposed", "offered", "withdrawn", "declined", "accepted", "taken")
    post: str | None = code_of(nullable=True)  # none: a person who holds no post commands
    person_id: str | None = ident("person", nullable=True)
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str | None = personal(nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class IncidentHold(SQLModel, table=True):
    """An incident waits until a time, with a reason, or was taken back from waiting (R4.2)."""

    __tablename__ = "incident_hold"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)",))
    id: str = key()
    incident_id: str = ident("incident")
    step: str = code_of("held", "resumed")
    until: str | None = moment(nullable=True)
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str | None = personal(nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class ChainStep(SQLModel, table=True):
    """A step of the report chain that was taken (R4.1)."""

    __tablename__ = "chain_step"
    __table_args__ = shared("fact", indexes=("incident(incident_id, step)",))
    id: str = key()
    incident_id: str = ident("incident")
    step: str = code_of()
    at: str = moment()
    said_by: str | None = personal(nullable=True)
    said_by_person: str | None = ident("person", nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class RuleAnswer(SQLModel, table=True):
    """A person's answer whether a statutory rule applies, or that its danger is confirmed though no test is met."""

    __tablename__ = "rule_answer"
    __table_args__ = shared("fact", indexes=("incident(incident_id, rule)",))
    id: str = key()
    incident_id: str = ident("incident")
    rule: str = code_of()
    answer: str = code_of("yes", "no", "confirmed")
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str | None = personal(nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class ReportPart(SQLModel, table=True):
    """One of the six parts of a report as it was last told (R4.2)."""

    __tablename__ = "report_part"
    __table_args__ = shared("fact", indexes=("incident(incident_id, part, at)",))
    id: str = key()
    incident_id: str = ident("incident")
    part: str = code_of(*PARTS)
    text: str = personal()
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class CriterionMark(SQLModel, table=True):
    """A closing criterion met, or overridden with a reason (R4.5)."""

    __tablename__ = "criterion_mark"
    __table_args__ = shared("fact", indexes=("incident(incident_id, criterion)",))
    id: str = key()
    incident_id: str = ident("incident")
    criterion: str = code_of()
    how: str = code_of("met", "overridden")
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str | None = personal(nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class StateChange(SQLModel, table=True):
    """The incident's state from a moment on; the end names who confirmed it for the leading group (R4.5)."""

    __tablename__ = "state_change"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)",))
    id: str = key()
    incident_id: str = ident("incident")
    state: str = code_of(*STATES)
    at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str | None = personal(nullable=True)
    confirmed_by: str | None = personal(nullable=True)
    entry_id: str | None = ident("log_entry", nullable=True)


class IncidentTie(SQLModel, table=True):
    """Two incidents tied or untied: one merged into the other as the same report twice, or both linked; the latest fact of a pair stands (R4.1)."""

    __tablename__ = "incident_tie"
    __table_args__ = shared("fact", indexes=("incident(incident_id, other_id)", "other(other_id, incident_id)"))
    id: str = key()
    kind: str = code_of("merged", "unmerged", "linked", "unlinked")
    incident_id: str = ident("incident")
    other_id: str = ident("incident")
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    reason: str = personal()
    entry_id: str | None = ident("log_entry", nullable=True)
    other_entry_id: str | None = ident("log_entry", nullable=True)
    received_at: str | None = moment(nullable=True)  # merged: when the other one was received and began by its own report
    started_at: str | None = moment(nullable=True)


class ReportCalled(SQLModel, table=True):
    """The next follow-up is wanted by a time because something turned: a benchmark was declared (R4.2)."""

    __tablename__ = "report_called"
    __table_args__ = shared("fact", indexes=("incident(incident_id, at)",))
    id: str = key()
    incident_id: str = ident("incident")
    at: str = moment()
    due_at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident("person", nullable=True)
    entry_id: str = ident("log_entry")
