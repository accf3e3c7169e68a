"""What the board answers with, and what it was narrowed to; named tuples, for the rows come before anything heavy is loaded (R4.3; DESIGN 5)."""

from __future__ import annotations

from typing import NamedTuple

from commandpost.domain.incidents.records.owed import OwedShown


class NextOwed(NamedTuple):
    """The obligation of an incident that is due soonest."""

    kind: str
    subject: str
    due_at: str
    late_s: int


class BoardRow(NamedTuple):
    """An incident as the board shows it; `suggested` stands where no level is set and nobody ended it."""

    id: str
    number: str
    level: str | None
    suggested: str | None
    colour: str | None
    type: str
    type_name: str
    place: str | None
    state: str
    started_at: str
    received_at: str
    ended_at: str | None
    commander: str | None
    command_post: str | None
    vacant: bool
    next: NextOwed | None
    last_at: str | None
    last_word: str | None
    drill: bool
    after_the_fact: bool
    held_until: str | None = None
    command_since: str | None = None
    offered_to: str | None = None  # to whom command is offered, and since when nobody has answered
    offered_since: str | None = None


class Board(NamedTuple):
    """A window of the board with what stands above it.

    `counts` are the open incidents by level and `soon` the obligations due soonest on the whole desk, `owed` and `owed_late`
    how many there are of all. `rows` begin at `offset` of the `size` rows that were asked for, out of `of` in those states;
    `open` and `late` are incidents of the whole desk. `late_next` is when the next obligation falls due:
    `owed_late` is then more. `turns_s` seconds after `as_of` something falls due, or comes near:
    then the order is another one.
    """

    as_of: str
    counts: dict[str, int]
    soon: tuple[OwedShown, ...]
    rows: tuple[BoardRow, ...]
    exercise: bool
    size: int = 0
    offset: int = 0
    of: int = 0
    open: int = 0
    late: int = 0
    owed: int = 0
    owed_late: int = 0
    turns_s: float | None = None
    late_next: str | None = None


class Which(NamedTuple):
    """What a board is narrowed to: any one of each kind named, of every kind named at once; nothing named narrows nothing.

    `levels` holds None for the level that nobody set, `places` ids of known places, `words` places as they were told,
    `days` half-open stretches of time in which the incident was reported.
    """

    states: tuple[str, ...]
    levels: tuple[str | None, ...] = ()
    types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    days: tuple[tuple[str, str], ...] = ()


class OpenIncident(NamedTuple):
    """What the order of the open incidents follows from; `row` is the number of its row, `due_at` of what is owed next."""

    row: int
    state: str
    level: str | None
    type: str
    place_id: str | None
    place: str | None
    received_at: str
    recorded_at: str
    after_the_fact: int
    drill: int
    due_at: str | None
    by: str | None
    held_until: str | None = None


class ValueShown(NamedTuple):
    """Something the board can be narrowed to: of which kind (state, level, type, place, day), its code, all that it is called."""

    kind: str
    code: str
    names: tuple[str, ...]
