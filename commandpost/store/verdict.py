"""Says what a look at the whole book found, and stops it at the first fault (JOURNAL 1.8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int], bool]  # told how many records are done; says whether to go on
STEP = 5000  # so often it is told


@dataclass(slots=True)
class Verdict:
    """What verify found: how much it looked at, the first fault in words, warnings that are no fault."""

    records: int = 0
    streams: int = 0
    values: int = 0
    erased: int = 0
    rows: int = 0
    fault: str | None = None
    warnings: list[str] = field(default_factory=list)
    stopped: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is broken."""
        return self.fault is None


class Broken(Exception):
    """The first fault, in words."""
