"""Asks the terminal itself to notify: the one OSC form that most terminals know (OSC 9), also over a remote line (issue 5, point 1)."""

from __future__ import annotations

from collections.abc import Callable

from commandpost.domain.alarms.records.shown import Message
from commandpost.store.instant import seconds_between
from commandpost.watch.channels.contract import AT_ONCE_S, SENT, Fared, one_line

LONGEST = 200  # characters; some terminals drop what is longer


def notification(message: Message) -> str:
    """Give the sequence: `ESC ] 9 ; text BEL`."""
    return f"\x1b]9;{one_line(message)[:LONGEST]}\x07"


class Terminal:
    """The terminal's own notification; `write` puts the sequence where the terminal reads it."""

    name = "terminal"
    serves = frozenset({"desktop"})
    slow = False

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._last: tuple[str, str] | None = None  # what was written for which moment

    def deliver(self, message: Message) -> Fared:
        """Write the sequence; the same words to a second person in the same moment are on the screen already."""
        words = notification(message)
        if self._last is not None and self._last[0] == words and 0 <= seconds_between(self._last[1], message.began) < AT_ONCE_S:
            return SENT
        try:
            self._write(words)
        except OSError:
            return Fared(False, "no_terminal")
        self._last = (words, message.began)
        return SENT
