"""Prints a list from the screen: drawn off the loop by a child process, numbered by the queue of verbs, and where the file lies is said (R4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commandpost.exchange.paper.listing import Ready, draw, file_away, said
from commandpost.locale.words import say
from commandpost.tui.parts.errand import Queue

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class Printing:
    """What is being printed, one list after the other."""

    def __init__(self, frame: DeskApp) -> None:
        self._frame = frame
        self._queue = Queue(frame, "paper")
        self._queue.start()

    def list(self, number: str, group: str) -> None:
        """Print a list of an incident into the desk's folder of papers."""
        desk = self._frame.desk
        if desk is None:
            return
        self._frame.standing.say(say("The list is being printed."))
        self._queue.run(lambda: draw(desk, number, group), self._drawn, self._frame.complain)

    def _drawn(self, ready: Ready) -> None:
        desk = self._frame.desk
        assert desk is not None  # noqa: S101 - it drew the list
        made: list[Any] = []

        def filed() -> None:
            made.append(file_away(desk, ready))

        def told(_: Any) -> str:
            self._frame.changed(frozenset({"sheet", "log_entry"}))
            return " ".join(said(made[0]))

        self._frame.doing.do(filed, told, self._frame.complain)
