"""Asks the terminal itself to notify: the one OSC form that most terminals know (OSC 9), also over a remote line (issue 5, point 1)."""

from __future__ import annotations

from collections.abc import Callable

from commandpost.domain.alarms.records.shown import Message
from commandpost.watch.channels.contract import SENT, Fared, one_line

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

    def deliver(self, message: Message) -> Fared:
        """Write the sequence."""
        try:
            self._write(notification(message))
        except OSError:
            return Fared(False, "no_terminal")
        return SENT
