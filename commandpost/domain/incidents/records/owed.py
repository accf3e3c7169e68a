"""What must happen next, as people and screens are told (R4.1, R4.2)."""

from __future__ import annotations

from typing import NamedTuple


class OwedShown(NamedTuple):
    """An obligation as a row: what, to whom, by when, how late in whole seconds (0 when not late)."""

    id: str
    incident: str | None
    subject: str
    kind: str
    code: str
    round: int
    started_at: str
    due_at: str
    state: str
    applies: str | None
    late_s: int
    to: tuple[str, ...]
    to_names: str
    source: str | None
    also: tuple[str, ...]
    drill: bool = False
