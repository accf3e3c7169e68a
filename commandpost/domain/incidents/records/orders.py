"""An order as people and screens see whether it came back (R4.2)."""

from __future__ import annotations

from typing import NamedTuple


class OrderShown(NamedTuple):
    """An order or a leader's instruction: to whom, repeated and done when or by when; `waits_for` is read_back, done or None; late in whole seconds."""

    id: str
    book: str
    entry: str
    kind: str
    text: str
    to: str
    to_post: str | None
    given_at: str
    read_back_by: str
    read_back_at: str | None
    due_at: str
    done_at: str | None
    note: str | None
    waits_for: str | None
    late_s: int
    drill: bool = False
