"""Lets slow channels do their work aside, on threads that hold up neither the watch nor the end of the desk (R4.2).

The pools of the standard library are waited for when Python ends: a site's program that hangs would keep a desk that was left.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue

from commandpost.watch.channels.contract import Fared

HANDS = 2  # messages that are on their way at once

Work = Callable[[], Fared]


class Aside:
    """A few hands for what takes longer than a blink; what they still hold when the desk is left is let go."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Future[Fared], Work] | None] = SimpleQueue()
        self._hands = 0

    def begin(self, work: Work) -> Future[Fared]:
        """Do the work as soon as a hand is free; returns at once."""
        future: Future[Fared] = Future()
        self._waiting.put((future, work))
        if self._hands < HANDS:
            self._hands += 1
            threading.Thread(target=self._work, name="watch-channel", daemon=True).start()
        return future

    def leave(self) -> None:
        """Begin nothing more; what is being done is not waited for."""
        try:
            while True:
                self._waiting.get_nowait()
        except Empty:
            pass
        for _ in range(self._hands):
            self._waiting.put(None)

    def _work(self) -> None:
        while (one := self._waiting.get()) is not None:
            future, work = one
            try:
                future.set_result(work())
            except Exception as fault:  # how it fared is read from the future
                future.set_exception(fault)
