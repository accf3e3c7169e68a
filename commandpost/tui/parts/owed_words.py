"""Says in a strip how many notes the lists still owe: quietly, for they are asked for later (R4.4)."""

from __future__ import annotations

from commandpost.locale.words import say
from commandpost.tui.parts.cells import Span


def owed_in_short(count: int) -> list[Span]:
    """Give the words for a strip; nothing while nothing is owed."""
    return [(say("notes owed: {count}", count=count), "quiet")] if count else []
