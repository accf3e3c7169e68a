"""Memory is swept while nobody types: a whole sweep takes longer than a key may wait for its picture (DESIGN 5)."""

from __future__ import annotations

import gc
import time

YOUNG, OLDER = 2_000, 8  # new objects until the newest are looked through, and how often until those before them are too
OLD = 1_000  # a whole sweep by itself, should nobody ever rest
DUE = 8  # so many sweeps of the older ones make a whole one worth its while
RESTS_S = 2.0  # so long no key was heard


class Sweeping:
    """When Python looks for what nobody needs any more. What is loaded to stay is left out of it."""

    def __init__(self) -> None:
        self._heard_at = 0.0
        self._on = False

    def begin(self) -> None:
        """The first page stands: until now nothing was swept, and what is here stays."""
        self._on = True
        gc.freeze()
        gc.set_threshold(YOUNG, OLDER, OLD)
        gc.enable()

    def loaded(self) -> None:
        """Something big was loaded that stays: no later sweep needs to look at it."""
        if self._on:
            gc.freeze()

    def key_heard(self) -> None:
        """Somebody types."""
        self._heard_at = time.monotonic()

    def tick(self) -> None:
        """Sweep, if it is due and nobody types."""
        if self._on and gc.get_count()[2] >= DUE and time.monotonic() - self._heard_at >= RESTS_S:
            gc.collect()
