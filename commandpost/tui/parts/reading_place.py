"""Keeps the step one was reading aloud, list by list, where drafts are kept: most errors come from going on in the wrong place (R4.4)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from commandpost.tui.parts.drafts import READING

if TYPE_CHECKING:
    from commandpost.tui.parts.drafts import Drafts

MOST = 40  # lists whose place is kept


class Open(NamedTuple):
    """The list that was being read when the desk was left."""

    number: str
    list: str


class ReadingPlace:
    """Where one was in each list, and which list is being read now; written behind every step."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def _read(self) -> tuple[dict[str, str], list[str]]:
        try:
            kept = json.loads(self._drafts.at(READING).text or "{}")
            return {str(key): str(step) for key, step in kept["steps"].items()}, [str(word) for word in kept["open"]]
        except (ValueError, TypeError, KeyError, AttributeError):
            return {}, []

    def of(self, number: str, code: str) -> str | None:
        """Give the step one left in a list."""
        return self._read()[0].get(f"{number}/{code}")

    @property
    def open(self) -> Open | None:
        """What was being read when the desk was left, or fell."""
        words = self._read()[1]
        return Open(*words) if len(words) == 2 else None

    def at(self, number: str, code: str, step: str) -> None:
        """The step is on the screen now."""
        steps, _ = self._read()
        steps.pop(f"{number}/{code}", None)
        steps[f"{number}/{code}"] = step
        self._write(dict(list(steps.items())[-MOST:]), [number, code])

    def left(self) -> None:
        """Nothing is being read any more; the places stay."""
        self._write(self._read()[0], [])

    def _write(self, steps: dict[str, str], words: list[str]) -> None:
        self._drafts.typed(READING, json.dumps({"steps": steps, "open": words}, ensure_ascii=False))
