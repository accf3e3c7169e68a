"""What every channel is: one small class that takes a message to people in its own way and says how it fared (issue 5, point 1)."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from commandpost.domain.alarms.records.shown import Message

AT_ONCE_S = 2  # what begins this soon after is the same moment


class Fared(NamedTuple):
    """How a message fared: `why` is a code where it failed."""

    sent: bool
    why: str | None = None


SENT = Fared(True)


class Channel(Protocol):
    """A way to tell people. None knows another."""

    name: str  # as the fate of a message names it
    serves: frozenset[str]  # the channels of the plan whose messages go this way
    slow: bool  # whether it may take longer than a blink: it is then done aside, and the others do not wait

    def deliver(self, message: Message) -> Fared:
        """Take the message to people; never raises for what may go wrong on the way."""
        ...


def one_line(message: Message) -> str:
    """Give a message as one line, with how many more alarms it holds."""
    more = f" (+{message.alarms - 1})" if message.alarms > 1 and len(message.lines) > 1 else ""
    return clean(message.lines[0] + more)


def clean(text: str) -> str:
    """Give the text without control characters, so that no word of a plan can speak to the terminal."""
    return "".join(c if c.isprintable() or c == " " else " " for c in text)
