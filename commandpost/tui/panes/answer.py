"""A question asked on the command line, answered in words on a page of its own until it has a better one (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import fold, shown
from commandpost.tui.parts.command_words import Spoken, arguments, spelling
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet
from commandpost.tui.parts.verbs import says

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Page(Sheet, can_focus=True):
    """Lines that one reads up and down."""

    BINDINGS: ClassVar = bound(
        Key("list.up", "up", "scroll_up", Sentence("line above"), show=False),
        Key("list.down", "down", "scroll_down", Sentence("line below"), show=False),
        Key("list.page_up", "pageup", "page_up", Sentence("page above"), show=False),
        Key("list.page_down", "pagedown", "page_down", Sentence("page below"), show=False),
        Key("list.first", "home", "scroll_home", Sentence("beginning"), show=False),
        Key("list.last", "end", "scroll_end", Sentence("last line"), show=False),
    )


class Answer(Pane):
    """The answer to one question, said anew when what it reads has changed."""

    DEFAULT_CSS = """
    Answer > .head { height: auto; }
    """
    BINDINGS = bound(Key("desk.back", "escape", "back", Sentence("back")))

    def __init__(self, said: Spoken) -> None:
        super().__init__()
        self._said = said
        self._words, self._options = arguments(said)
        self._record: Any = None
        self._answered = False

    def compose(self) -> ComposeResult:
        """What was asked, and the answer."""
        now = self.frame.standing.now_s
        yield Sheet(self._head, now, counts=False, classes="head")
        yield Page(self._lines, now, counts=False)

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The question as it was typed."""
        return {self._said.id: (tuple(self._words), self._options)}

    def show(self, question: str, record: Any) -> None:
        """Draw the answer."""
        self._record, self._answered = record, True
        self._again()

    def _again(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()
        self.refresh(layout=True)

    def retell(self) -> None:
        """Ask in the other language."""
        super().retell()
        self._again()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    def _head(self, width: int, now: float) -> Lines:
        asked = " ".join([spelling(self._said.id), *self._said.words])
        lines: Lines = [[(" " + shown(asked), "strong")]]
        lines += [[(" " + part, "quiet")] for part in fold(says(self._said.id), max(10, width - 2))]
        return [*lines, []]

    def _lines(self, width: int, now: float) -> Lines:
        desk = self.frame.desk
        if not self._answered or desk is None:
            return []
        from commandpost.exchange.naming import Teller
        from commandpost.exchange.spoken import spoken

        standing = self.frame.standing
        tell = Teller(desk.plan, cast("ZoneInfo", standing.zone), standing.now_text(), max(20, width - 2))
        try:
            lines = spoken(self._said.id, self._record, tell)
        except KeyError:
            lines = [say("This answer has no words yet.")]
        return [[(" " + shown(part), "")] for line in lines for part in fold(line, max(20, width - 2))]
