"""A page that is read aloud: one line of heading, the text in the language spoken, in both side by side where there is room (R4.2, R4.3)."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal

from commandpost.locale.words import LANGUAGES, language
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet

LONGEST = 76  # cells that an eye reads at one go while somebody listens


class Reading(Sheet, can_focus=True):
    """The text, moved by the arrow keys."""


class ReadingPage(Pane):
    """A subclass asks for a record with its text in both languages, names its heading and says how the text is folded."""

    DEFAULT_CSS = """
    ReadingPage > .head { height: 1; }
    ReadingPage > Horizontal { height: 1fr; border-top: solid $faint; }
    ReadingPage .here { width: 1fr; height: 1fr; }
    ReadingPage .other { display: none; width: 1fr; height: 1fr; border-left: solid $faint; }
    ReadingPage.-wide .other { display: block; }
    """

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self.record: Any = None  # its `zh` and `en` are the text

    # what a subclass says

    def head(self, width: int, now: float) -> Lines:
        """Say what is read."""
        raise NotImplementedError

    def folded(self, text: str, code: str, width: int) -> Lines:
        """Fold the text of a language to a width so that it can be read aloud."""
        raise NotImplementedError

    # what the page does

    def compose(self) -> ComposeResult:
        """The heading, and the text in one language or both."""
        now = self.frame.standing.now_s
        yield Sheet(self.head, now, counts=False, classes="head")
        with Horizontal():
            yield Reading(lambda width, _: self._told(language(), width), now, counts=False, classes="here")
            yield Sheet(lambda width, _: self._told(other_language(), width), now, counts=False, classes="other")

    def text(self, code: str) -> str:
        """Give the text in a language; nothing while it is not known."""
        return "" if self.record is None else self.record.zh if code == "zh_CN" else self.record.en

    def _told(self, code: str, width: int) -> Lines:
        return self.folded(self.text(code), code, width)

    def say_again(self) -> None:
        """Draw it anew; where one was reading stays."""
        for sheet in self.query(Sheet):
            sheet.again()

    def retell(self) -> None:
        """The other language comes to the front."""
        self.say_again()
        super().retell()

    def number_here(self) -> str:
        """This one."""
        return self.number

    def action_back(self) -> None:
        """Back to the incident."""
        self.frame.pop_screen()


def other_language() -> str:
    """Give the language that is not spoken now."""
    return next(code for code in LANGUAGES if code != language())
