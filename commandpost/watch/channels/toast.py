"""Brings a message to the desk's own screen: the row stands in the book, the desk is told that it is there (SCREENS, An alert)."""

from __future__ import annotations

from commandpost.domain.alarms.records.shown import Message
from commandpost.watch.channels.contract import SENT, Fared


class Toast:
    """The line on the screen, and whom to telephone. It gathers; the watch calls the screen once for all that came together."""

    name = "toast"
    serves = frozenset({"screen", "call"})
    slow = False

    def __init__(self) -> None:
        self._since: str | None = None

    def deliver(self, message: Message) -> Fared:
        """Note that there is something to show."""
        self._since = min(message.began, self._since or message.began)
        return SENT

    def take(self) -> str | None:
        """Give since when there is something to show, once."""
        since, self._since = self._since, None
        return since
