"""What the rules of alarms are told: a deadline as it stands, what was told so far, the people, the spans in which nothing is sent (R4.1, R4.2).

All times are UTC text as `store.instant.stamp` makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from commandpost.plan.reader import Plan


class Told(NamedTuple):
    """The last step that was told: `at` is when it fell due, `order` its place among all steps written."""

    cycle: int
    step: int
    round: int
    at: str
    order: int = 0


class Standing(NamedTuple):
    """A deadline that is open, as alarms see it; `order` is its place among all deadlines written.

    `opened_at` is when the row was last written as pending, `answered` who acknowledged in the cycle that runs; `owner` is the
    post whose it is, `person` whose it is by name, `about` the id of the personal value that says whom it is about.
    """

    id: str
    order: int
    kind: str
    code: str
    round: int
    started_at: str
    due_at: str
    state: str
    policy: str
    owner: str | None
    incident: str | None
    type: str | None
    plan: str | None
    level: str | None
    department: str | None
    command_post: str | None
    command_person: str | None
    drill: bool
    opened_at: str
    told: Told | None = None
    answered: frozenset[str] = frozenset()
    person: str | None = None
    about: str | None = None


class Span(NamedTuple):
    """A stretch in which nothing is sent; it ends by itself."""

    since: str
    until: str


class Break(NamedTuple):
    """A clock that was set back (negative seconds) or jumped ahead, and how much had been written before."""

    seconds: int
    deadlines: int
    steps: int


class Scene(NamedTuple):
    """Everything beside the deadline that the rules ask: plans by version (None: in force), who holds what, spans, breaks."""

    plan_of: Callable[[str | None], Plan]
    cast: Mapping[str, Mapping[int, str]]
    spans: tuple[Span, ...] = ()
    breaks: tuple[Break, ...] = ()


class Slot(NamedTuple):
    """A step of an escalation with the moment at which it falls due."""

    cycle: int
    step: int
    round: int
    at: str
    why: str


class Target(NamedTuple):
    """A post that is told, and the person who holds it; None is a gap. `owner` stands for a post where the row is somebody's by name."""

    post: str
    person: str | None

    @property
    def key(self) -> str:
        """Give what tells this one from every other that may be told: the person, else the post."""
        return self.person or self.post


class Step(NamedTuple):
    """What is to be told now: the slot, to whom, through which channels; `vacant`: nobody holds any of the posts and the next is told at once."""

    slot: Slot
    targets: tuple[Target, ...]
    channels: tuple[str, ...]
    slept: int
    vacant: bool
    last: bool
