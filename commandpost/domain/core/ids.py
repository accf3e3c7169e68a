"""Gives every row its id: UUIDv7, made from the desk's clock, so that no code makes one by itself (JOURNAL 1.1)."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

from commandpost.domain.core.clock import Clock


class Ids(Protocol):
    """Anything that gives fresh ids."""

    def __call__(self) -> str:
        """Give an id that was never given before."""
        ...


class UuidIds:
    """UUIDv7 from a clock and a source of chance."""

    def __init__(self, clock: Clock, chance: Callable[[int], bytes] = os.urandom) -> None:
        self._clock, self._chance = clock, chance

    def __call__(self) -> str:
        """Give a UUIDv7 as 36 characters."""
        millis = int(self._clock.now().timestamp() * 1000) & ((1 << 48) - 1)
        chance = int.from_bytes(self._chance(10), "big")
        value = (millis << 80) | (7 << 76) | ((chance >> 64 & 0xFFF) << 64) | (2 << 62) | (chance & ((1 << 62) - 1))
        text = f"{value:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
