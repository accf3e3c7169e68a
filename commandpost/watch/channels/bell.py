"""Rings the terminal's bell: once for all that fell due in the same moment (issue 5, point 1)."""

from __future__ import annotations

from collections.abc import Callable

from commandpost.domain.alarms.records.shown import Message
from commandpost.store.instant import seconds_between
from commandpost.watch.channels.contract import AT_ONCE_S, SENT, Fared


class Bell:
    """The bell of the terminal, rung by whoever holds the terminal: `ring` writes one BEL."""

    name = "bell"
    serves = frozenset({"bell"})
    slow = False

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._rung: str | None = None

    def deliver(self, message: Message) -> Fared:
        """Ring, unless it rang for an alarm of the same moment."""
        if self._rung is not None and 0 <= seconds_between(self._rung, message.began) < AT_ONCE_S:
            return SENT
        try:
            self._ring()
        except OSError:
            return Fared(False, "no_terminal")
        self._rung = message.began
        return SENT
