"""What questions about the book answer with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StrikeShown:
    """When, by whom and why an entry was struck."""

    at: str
    by: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry as a person reads it; a struck one stays readable, an erased text reads as such."""

    number: str
    event_at: str
    recorded_at: str
    by: str | None
    author: str | None
    channel: str | None
    place: str | None
    kind: str
    text: str
    struck: bool
    strike: StrikeShown | None
    facts: dict[str, Any]
    points_to: str | None
    book: str = ""  # the incident or duty day whose number it bears
    drill: bool = False
    to: str | None = None  # to whom an order or instruction was given


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A photo or paper as a person sees it listed; `size` in bytes; one whose bytes the law took has no hash and is `erased`."""

    number: str
    name: str
    sha256: str | None
    size: int
    media: str
    at: str
    by: str | None
    entry: str | None
    note: str | None
    state: str
    book: str
    drill: bool
