"""Tells a key that is pressed from one that is held down: Space held down ticks one step, not five (R4.4)."""

from __future__ import annotations

import time
from collections.abc import Callable

# A keyboard repeats a key after 0.25 to 1 s, then thirty times a second. Nobody reads a step aloud and hears its answer in less.
HELD_S = 1.0


class OnePress:
    """Lets the first press through; the next only after the key was still for a while."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last = -(10.0**9)

    def counts(self) -> bool:
        """Whether this press is one of its own; each press heard keeps the finger down a while longer."""
        last, self._last = self._last, self._now()
        return self._last - last >= HELD_S
