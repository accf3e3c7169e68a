"""The watch of a desk that has a screen: the screen starts and stops it and is called back with what was raised (issue 5, points 1 and 3).

It sits on the file through a desk of its own, as a second process would: nothing of it runs on the screen's threads, and
what it writes the screen learns as another's word. Whether a separate `commandpost watch` runs beside it makes no difference.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commandpost.domain.alarms.records.shown import Waiting
from commandpost.domain.core.broken import told
from commandpost.domain.core.clock import Clock
from commandpost.domain.core.refusal import Refused

if TYPE_CHECKING:
    from commandpost.watch.loop import Watch

log = logging.getLogger("commandpost.watch")
AGAIN_S = 30.0  # after a fall the watch is tried again
LEAVING_S = 0.3  # so long whoever leaves the desk waits for a slow channel


class Watching:
    """The desk's own watch.

    `on_raised` is called on the watch's thread with the alarms that came to this screen just now, oldest first (`rows`), how
    many wait in all, whether alarms are off, and when nobody watched; it must return at once. `ring` writes one BEL, `write`
    an OSC sequence, where the terminal reads it; `program` is the site's own, `desktop` whether plyer is asked.
    """

    def __init__(
        self,
        folder: Path,
        state: Path,
        on_raised: Callable[[Waiting], None],
        *,
        ring: Callable[[], None] | None = None,
        write: Callable[[str], None] | None = None,
        program: Sequence[str] = (),
        desktop: bool = True,
        clock: Clock | None = None,
    ) -> None:
        self._folder, self._state, self._clock = folder, state, clock
        self._on_raised, self._ring, self._write = on_raised, ring, write
        self._program, self._desktop = tuple(program), desktop
        self._leave = threading.Event()
        self._thread: threading.Thread | None = None
        self._watch: Watch | None = None
        self._fell: str | None = None

    @property
    def fault(self) -> str | None:
        """Why it does not watch, in words, while that lasts: the screen says it."""
        watch = self._watch
        return self._fell or (next(iter(list(watch.faults.values())), None) if watch is not None else None)

    def start(self) -> None:
        """Begin to watch; returns at once, everything heavy is loaded on the watch's own thread."""
        if self._thread is None:
            self._leave.clear()
            self._thread = threading.Thread(target=self._run, name="desk-watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop watching and let go of the file; returns when that is done."""
        self._leave.set()
        if self._thread is not None:
            self._thread.join(10)
            self._thread = None

    def _run(self) -> None:
        """Watch until the desk is left; after a fall try again."""
        while True:
            self._stand()
            self._watch = None
            if self._leave.wait(AGAIN_S if self._fell else 0):
                return

    def _stand(self) -> None:
        from commandpost.desk import open_desk
        from commandpost.locale.words import language
        from commandpost.watch.channels.at_hand import at_hand
        from commandpost.watch.loop import Watch
        from commandpost.watch.waking import Waking

        try:
            with open_desk(self._folder, self._state, clock=self._clock, language=language()) as desk:
                channels = at_hand(
                    toast=True, ring=self._ring, write=self._write, program=self._program, desktop=self._desktop
                )
                self._watch = watch = Watch(desk, channels, self._on_raised)
                waking = Waking(watch)
                waking.start()
                self._fell = None
                self._leave.wait()
                waking.stop()
                watch.close(LEAVING_S)
        except Refused as refused:
            why = refused.refusal.sentence()
            if why != self._fell:  # once, however often it is tried again
                log.error("the desk is not watched: %s", why)
            self._fell = why
        except Exception as fault:
            why = told(fault, self._folder)
            if why != self._fell:
                log.exception("the desk is not watched")
            self._fell = why
