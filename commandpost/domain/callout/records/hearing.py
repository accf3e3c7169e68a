"""What the book says of somebody who is to be heard, and what people and screens are told of it (R3.4, R4.4)."""

from __future__ import annotations

from typing import NamedTuple


class Pause(NamedTuple):
    """They are not expected to be heard from `at` until `until`."""

    at: str
    until: str


class Expected(NamedTuple):
    """Somebody who is to be heard every so many minutes; `heard`, `pauses`, `calls` stand in the order of event time, struck ones left out.

    `hours` are from and until of the site's day (in `zone`) within which the clock runs; `over_at` is when the incident ended or nobody expected them any more.
    """

    id: str
    kind: str
    about: str
    owner: str
    every_min: int
    at_once_min: int | None
    hours: tuple[str, str] | None
    zone: str
    since: str
    heard: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    calls: tuple[str, ...] = ()
    over_at: str | None = None
    over_why: str = "ended"


class Round(NamedTuple):
    """One round: by when they are to be heard, and when they were (None: not yet)."""

    number: int
    started_at: str
    due_at: str
    heard_at: str | None


class HearShown(NamedTuple):
    """Somebody who is to be heard, as a row: `late_s` in whole seconds (0 when not late), `missed` rounds counted, `missing` who did not answer last time.

    `called` tells why the roll is called now (level, evacuation, command, missing), None where it is not.
    """

    id: str
    who: str
    kind: str
    kind_name: str
    incident: str | None
    every_min: int
    since: str
    last_heard_at: str | None
    due_at: str
    late_s: int
    missed: int
    paused_until: str | None
    pause_reason: str | None
    missing: str | None
    called: str | None
    deadline: str | None
    over: bool
    drill: bool = False
