"""The line that adds to an incident's log; each book has its own draft (R4.2; DESIGN 2, No keystroke is lost)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commandpost.locale.words import say
from commandpost.tui.parts.bottom_line import BottomLine
from commandpost.tui.parts.cells import Span
from commandpost.tui.parts.drafts import entry_place

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class EntryLine(BottomLine):
    """One entry after another into one book, until Esc."""

    def __init__(self, frame: DeskApp, book: str) -> None:
        self.book = book
        super().__init__(frame, entry_place(book))

    def prompt(self) -> str:
        """Say which book it goes to."""
        return say("log {book} ▸ ", book=self.book)

    def explain(self, text: str, width: int) -> list[list[Span]]:
        """Say what Enter does."""
        enter = say("Enter add to the log of {book}", book=self.book)
        return [[(enter, "quiet"), ("   ", ""), (say("Esc keep as draft"), "quiet")]]

    def entered(self, text: str) -> None:
        """Add the entry; the line stays for the next one."""
        self.frame.doing.entry(self.book, text)
