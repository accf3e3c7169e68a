"""Gives every row its id: UUIDv7, made from the desk's clock, so that no code makes one by itself (JOURNAL 1.1)."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

from commandpost.domain.core.clock import Clock

VARIANT = {
    digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"
}  # the two bits of RFC 9562 before two of chance


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
        millis = f"{int(self._clock.now().timestamp() * 1000) & 0xFFFF_FFFF_FFFF:012x}"
        chance = self._chance(10).hex()
        return f"{millis[:8]}-{millis[8:]}-7{chance[:3]}-{VARIANT[chance[3]]}{chance[4:7]}-{chance[7:19]}"
