"""Catches one key for a command, whatever that key means elsewhere, and says at once why it cannot be (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from commandpost.locale.words import say
from commandpost.tui.parts.cells import fold
from commandpost.tui.parts.ink import InkWell
from commandpost.tui.parts.sheet import Lines, Sheet


class PressKey(ModalScreen[None]):
    """A panel that waits for the new key; Esc leaves it as it was."""

    DEFAULT_CSS = """
    PressKey { align: center middle; background: transparent; }
    PressKey > Sheet { width: 64; max-width: 96%; height: auto; background: $background; border: solid $faint; padding: 0 1; }
    """

    def __init__(self, what: str, now: str, take: Callable[[str], str]) -> None:
        super().__init__()
        self._what, self._now, self._take = what, now, take
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """One sheet."""
        yield InkWell()
        yield Sheet(self._lines, lambda: 0.0, counts=False)

    def _lines(self, width: int, now: float) -> Lines:
        wrong: Lines = [[(part, "strong")] for part in fold(self._wrong, max(width, 20))] if self._wrong else []
        return [
            [(say("Press the new key for {what} (now {key}).", what=self._what, key=self._now), "")],
            *wrong,
            [(say("Esc leaves it as it is."), "quiet")],
        ]

    def on_key(self, event: events.Key) -> None:
        """Take it, or say why not."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        key: Any = event.character if event.is_printable and event.character != " " else event.key
        self._wrong = self._take(key)
        if not self._wrong:
            self.dismiss(None)
            return
        sheet = self.query_one(Sheet)
        sheet.refresh(layout=True)
        sheet.again()
