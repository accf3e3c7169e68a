"""Writes down what no watch saw: a stretch that nobody watched, a jump of the clock, a clock set back (R4.2; ANCHORS, scheduling)."""

from __future__ import annotations

from commandpost.domain.alarms.kinds import Seconds
from commandpost.domain.core.done import Again
from commandpost.domain.core.kinds import Code, Moment
from commandpost.domain.core.unit import Unit
from commandpost.store.instant import seconds_between

SAME_S = 90  # two watches that woke together saw the same
LATEST = "SELECT kind, since, until FROM watch_break ORDER BY rowid DESC LIMIT 4"
COUNTS = "SELECT (SELECT coalesce(max(rowid), 0) FROM deadline), (SELECT coalesce(max(rowid), 0) FROM alert_step)"


def note(unit: Unit, *, kind: Code, since: Moment, until: Moment, seconds: Seconds) -> None:
    """Write down a stretch that no watch saw, or a clock that jumped or was set back, once though several watches saw it (R4.2).

    `kind` is unwatched, jumped or set_back; `seconds` is by how much the clock was moved, negative when it was set back.
    """
    unit.who = None
    for was, begun, ended in unit(LATEST):
        alike = (was == "set_back") == (kind == "set_back")
        if alike and max(abs(seconds_between(begun, since)), abs(seconds_between(ended, until))) < SAME_S:
            raise Again([])
    deadlines, steps = unit(COUNTS)[0]
    key = unit.insert(
        "watch_break", kind=kind, since=since, until=until, seconds=seconds, deadlines=deadlines, steps=steps
    )
    unit.make("watch_break", key, "")
