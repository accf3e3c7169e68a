"""What is told of printed lists and of what came back from them (R4.4)."""

from __future__ import annotations

from typing import NamedTuple


class SheetShown(NamedTuple):
    """A printed list: its number, whose list, how many pages, the plan's version, when and by whom, its entry, how many of its ticks were entered."""

    sheet: str
    group: str
    pages: int
    plan: str
    printed_at: str
    printed_by: str | None
    entry: str
    entered: int


class PaperShown(NamedTuple):
    """What paper says of a task, beside what the screen says: `says` is done or skipped, at its own time, entered later by somebody at the desk.

    `state`, `state_at`, `state_by` are what the screen says, null where nobody ticked it there and the list knows it from paper alone.
    `disagrees` where the list says another time or state than this paper; both stay.
    """

    task: str
    group: str | None
    text_zh: str
    text_en: str
    sheet: str | None
    says: str
    at: str
    by: str | None
    entered_at: str
    entered_by: str | None
    state: str | None
    state_at: str | None
    state_by: str | None
    disagrees: bool
