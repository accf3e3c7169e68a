"""Compares wall and monotonic clock at each wake, and says when nobody watched: sleep, a clock set back, a watch that was not there (ANCHORS, scheduling)."""

from __future__ import annotations

from typing import NamedTuple

from commandpost.desk import Desk
from commandpost.domain.core.clock import now_stamp
from commandpost.store import presence
from commandpost.store.instant import seconds_between
from commandpost.store.presence import Presence

BACK_S = 5  # a wall clock that falls behind by less is being corrected gently
AHEAD_S = 30
UNWATCHED_S = 90  # longer without any watch is said
KEEP_EVERY_S = 30


class Seen(NamedTuple):
    """What a look at the clocks found: the kind of break, since when, until when, and by how much the wall clock was moved."""

    kind: str
    since: str
    until: str
    seconds: int


class Clocks:
    """Both clocks as they stood at the last look, and the file's memory of when anybody looked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: Presence | None = None
        self._kept: Presence | None = None

    def look(self) -> list[Seen]:
        """Compare with the last look, the first time with the file's memory; give what nobody saw."""
        now = self._now()
        before, self._last = self._last, now
        remembered = presence.kept(self._desk.reader)
        if before is None:
            return _compared(remembered, now, remembered) if remembered is not None else []
        return _compared(before, now, remembered)

    def forget(self) -> None:
        """What the last look found could not be written down: the next one compares with the file's memory."""
        self._last = None

    def stirred(self) -> bool:
        """Whether the wall clock was moved since the last look, or it is time to say that somebody watches."""
        if self._last is None:
            return True
        now = self._now()
        return abs(_moved(self._last, now)) >= BACK_S or self._is_due(now)

    def keep(self) -> None:
        """Say in the file that somebody watches now."""
        self._kept = self._now()
        presence.keep(self._desk.folder, self._kept)

    def keep_in_time(self) -> bool:
        """Say it again where half a minute has passed; gives whether it was said."""
        if not self._is_due(self._now()):
            return False
        self.keep()
        return True

    def _is_due(self, now: Presence) -> bool:
        return self._kept is None or now.mono - self._kept.mono >= KEEP_EVERY_S * 1000 or now.at < self._kept.at

    def _now(self) -> Presence:
        clock = self._desk.clock
        return Presence(now_stamp(clock), clock.monotonic_ms(), clock.boot())


def _moved(before: Presence, now: Presence) -> float:
    """Give by how many seconds the wall clock was moved against the monotonic one; of another boot only what cannot be otherwise."""
    walked = seconds_between(before.at, now.at)
    if before.boot != now.boot:
        return min(0.0, walked)
    return walked - (now.mono - before.mono) / 1000


def _compared(before: Presence, now: Presence, remembered: Presence | None) -> list[Seen]:
    moved = _moved(before, now)
    if moved <= -BACK_S:
        return [Seen("set_back", before.at, now.at, round(moved))]
    if moved >= AHEAD_S:
        return [Seen("jumped", before.at, now.at, round(moved))]
    if remembered is not None and seconds_between(remembered.at, now.at) > UNWATCHED_S:
        return [Seen("unwatched", remembered.at, now.at, 0)]
    return []
