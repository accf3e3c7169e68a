"""Opens the desk in a thread and brings its first answer along: rows on the screen before anything heavy is loaded (MEASURED 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.tui.parts.drafts import read_drafts
from commandpost.tui.parts.standing import QUESTION

if TYPE_CHECKING:
    from commandpost.desk import Desk
    from commandpost.tui.opener import Opener


class Opened(NamedTuple):
    """An open desk, what was half typed in it, its board."""

    desk: Desk
    drafts: dict[str, str]
    board: Any


def open_all(opener: Opener) -> Opened:
    """Open the desk and ask what the first page shows; may raise Refused."""
    return answered(opener())


def answered(desk: Desk) -> Opened:
    """Ask an open desk what the first page shows."""
    return Opened(desk, read_drafts(desk), desk.ask(QUESTION))
