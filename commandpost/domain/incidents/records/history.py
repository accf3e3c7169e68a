"""What the book says of one incident, laid out for the rules: facts, types, answers, decisions, by event time (R4.3).

All times are UTC text as `store.instant.stamp` makes it: of fixed width, so that they compare as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

NOTHING: Mapping[str, str] = MappingProxyType({})


class FactMark(NamedTuple):
    """A statement about one metric that is not struck: a value set, or the start or end of something that runs.

    `entry` is the entry's number as printed, without the #; `order` is the order of recording; `value` is plain text
    ("12", "3.5", an option's code), None for start and stop.
    """

    entry: str
    order: int
    metric: str
    mark: Literal["set", "start", "stop"]
    value: str | None
    event_at: str
    recorded_at: str


class TypeSpan(NamedTuple):
    """The type that the incident had from `since` on; the first one since it was received."""

    type: str
    since: str


class Answer(NamedTuple):
    """A person's word on a statutory rule: it applies, it does not, or its danger is confirmed without a test."""

    rule: str
    answer: Literal["yes", "no", "confirmed"]
    at: str


class Decision(NamedTuple):
    """A person's decision of the response level (R4.3); one that keeps the level is a decision too.

    `suggested` is what the desk suggested when it was made, None where nobody kept it.
    """

    level: str
    at: str
    suggested: str | None = None


class Met(NamedTuple):
    """An obligation that a person marked as met at `at`, named as its row is."""

    kind: str
    code: str
    round: int
    at: str


class CommandTold(NamedTuple):
    """A step in who commands: proposed, offered, withdrawn, declined, accepted or taken; a post, a person, both, or a post that nobody holds."""

    step: str
    post: str | None
    person: str | None
    at: str


class HoldTold(NamedTuple):
    """The incident waits from `at` until `until`; `ended_at` is when it was taken back or held anew, None while nobody did."""

    at: str
    until: str
    ended_at: str | None = None
    held_again: bool = False


class OrderTold(NamedTuple):
    """An order of the incident's log that is not struck, by its entry's number; `instruction` tells a leader's (批示)."""

    code: str
    instruction: bool
    given_at: str
    read_back_by: str
    due_at: str
    post: str | None
    person: str | None
    about: str | None
    read_back_at: str | None
    done_at: str | None


class History(NamedTuple):
    """One incident as its book tells it now; every tuple stands in the order of event time, then of recording.

    `types` holds at least one span. `chain` gives the event time of each step of R4.1 taken; `criteria` says "met" or
    "overridden"; `parts` are those of the six of R4.2 that are known.
    """

    types: tuple[TypeSpan, ...]
    marks: tuple[FactMark, ...]
    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]
    received_at: str
    started_at: str
    department: str | None = None
    state: str = "reported"
    chain: Mapping[str, str] = NOTHING
    controlled_at: str | None = None
    ended_at: str | None = None
    reopened_at: str | None = None
    commander_person: str | None = None
    command_since: str | None = None
    met: tuple[Met, ...] = ()
    criteria: Mapping[str, str] = NOTHING
    parts: frozenset[str] = frozenset()
    command: tuple[CommandTold, ...] = ()
    holds: tuple[HoldTold, ...] = ()
    orders: tuple[OrderTold, ...] = ()
    reports_called: tuple[tuple[str, str], ...] = ()  # (at, due_at)
