"""Shows a desktop notification through plyer: in a thread of its own, with a time limit, and remembered once it failed (ANCHORS, plyer)."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Callable

from commandpost.domain.alarms.records.shown import Message
from commandpost.watch.channels.contract import SENT, Fared, one_line

log = logging.getLogger("commandpost.watch")
LIMIT_S = 5.0
LONGEST = 250  # characters: Windows refuses more than 256
Notify = Callable[[str, str], None]


def by_plyer(title: str, text: str) -> None:
    """Show it through plyer; raises whatever the desktop's service, or its absence, makes plyer raise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # plyer warns on stderr that it falls back, in the middle of a screen
        from plyer import notification

        notification.notify(title=title[:64], message=text[:LONGEST], app_name="commandpost", timeout=10)


class Desktop:
    """The desktop's notification service. Once it failed or hung it is not asked again by this process: `failed` says why."""

    name = "plyer"
    serves = frozenset({"desktop"})
    slow = True

    def __init__(self, notify: Notify = by_plyer, limit_s: float = LIMIT_S) -> None:
        self._notify, self._limit = notify, limit_s
        self.failed: str | None = None

    def deliver(self, message: Message) -> Fared:
        """Show it, or say why not: `hung` after the time limit, else the kind of the fault."""
        if self.failed is not None:
            return Fared(False, self.failed)
        fault: list[str] = []

        def show() -> None:
            try:
                self._notify(message.title, one_line(message))
            except Exception as raised:
                fault.append(type(raised).__name__)

        thread = threading.Thread(target=show, name="desktop-notification", daemon=True)
        thread.start()
        thread.join(self._limit)
        if thread.is_alive():
            fault.append("hung")
        if fault:
            self.failed = fault[0]
            log.warning("desktop notifications do not work here: %s", self.failed)
            return Fared(False, self.failed)
        return SENT
