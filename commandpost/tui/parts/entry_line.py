"""The line that adds to a log, of an incident or of the duty day; each book has its own draft (R4.2; DESIGN 2, No keystroke is lost)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commandpost.locale.words import say
from commandpost.tui.parts.bottom_line import BottomLine
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.drafts import entry_place
from commandpost.tui.parts.entry_words import NOBODY, Known, SaidEntry, known, read_entry
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.naming import kind_words

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class EntryLine(BottomLine):
    """One entry after another into one book, until Esc."""

    def __init__(self, frame: DeskApp, book: str) -> None:
        self.book = book
        self._known = NOBODY
        super().__init__(frame, entry_place(book))

    def on_mount(self) -> None:
        """Ask whom the desk knows, so that a head can be told from words."""
        super().on_mount()
        if (desk := self.frame.desk) is not None and not self.was_left:
            Errand(self, "whom the desk knows").run(partial(known, desk), self._learned, self.frame.complain)

    def _learned(self, who: Known) -> None:
        self._known = who
        self.retell()

    def prompt(self) -> str:
        """Say which book it goes to."""
        return say("duty log ▸ ") if is_duty(self.book) else say("log {book} ▸ ", book=self.book)

    def explain(self, text: str, width: int) -> list[list[Span]]:
        """Say what was understood of the head, and what Enter does."""
        duty = is_duty(self.book)
        enter = say("Enter add to the duty log") if duty else say("Enter add to the log of {book}", book=self.book)
        keys: list[Span] = [(enter, "quiet"), ("   ", ""), (say("Esc keep as draft"), "quiet")]
        told = head_words(read_entry(text.strip(), self._known))
        if not told and not text:
            told = say("who, channel, kind or @place may stand before a colon")
            return [keys, [(told, "quiet")]]
        return [keys, [(told, "accent")]] if told else [keys]

    def entered(self, text: str) -> None:
        """Add the entry; the line stays for the next one."""
        self.frame.doing.entry(self.book, text)


def is_duty(book: str) -> bool:
    """Whether it is the duty log, and no incident's."""
    return book.startswith("duty")


def head_words(said: SaidEntry) -> str:
    """Say what the head of a line told; nothing where it has none."""
    told = [
        said.by and say("said by {name}", name=shown(said.by)),
        said.channel and say("over {channel}", channel=shown(said.channel)),
        said.kind and kind_words(said.kind),
        said.place and say("at {place}", place=shown(said.place)),
    ]
    return " · ".join(part for part in told if part)
