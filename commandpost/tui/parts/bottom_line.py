"""The line at the foot of the screen: it shows what it understood and keeps its draft (DESIGN 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import Span, cell_len, fold, segments
from commandpost.tui.parts.ink import Painted
from commandpost.tui.parts.line import Line

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class Told(Painted, Widget):
    """A few lines under the one that is typed in."""

    DEFAULT_CSS = """
    Told { height: 2; }
    """

    LEAST = 2  # so high at least, so that nothing jumps

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[Span]] = []
        self._high = 0

    def tell(self, lines: list[list[Span]]) -> None:
        """Show these lines."""
        self.lines = lines
        if (high := max(self.LEAST, len(lines))) != self._high:  # else no key would be answered without a new layout
            self.styles.height = self._high = high
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one of them."""
        width = self.size.width
        spans = self.lines[y] if y < len(self.lines) else []
        return Strip(segments([("   ", ""), *spans], width, self.paints), width)


class BottomLine(Vertical):
    """The frame of the quick line and of the entry line."""

    DEFAULT_CSS = """
    BottomLine { height: auto; border-top: solid $faint; }
    BottomLine > Horizontal { height: 1; }
    BottomLine Line { width: 1fr; }
    """

    BINDINGS: ClassVar = bound(Key("desk.back", "escape", "keep", Sentence("keep as draft"), show=False))

    class Closed(Message):
        """The line gives its place back."""

        def __init__(self, line: BottomLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self, frame: DeskApp, place: str, text: str = "", wrong: str | None = None) -> None:
        super().__init__(id="bottom")
        self.place = place
        self.closing = False
        self._text = text or frame.drafts.at(place).text
        self.wrong = wrong  # why the last line was not done
        self._given_back: str | None = self._text if wrong else None  # the words that came back with it

    @property
    def frame(self) -> DeskApp:
        """The app that this line stands in."""
        return cast("DeskApp", self.app)

    # what a subclass says

    def prompt(self) -> str:
        """Give the words before the line."""
        return "▸ "

    def explain(self, text: str, width: int) -> list[list[Span]]:
        """Say what was understood of what is typed, and what Enter does."""
        raise NotImplementedError

    def entered(self, text: str) -> None:
        """Do what was typed."""
        raise NotImplementedError

    def swallows(self, event: events.Key) -> bool:
        """Whether a key is none of the form's, nor a letter: the finger that opened it is still down."""
        return False

    def said(self, answer: Any) -> str | None:
        """Say what was done; None where the desk shall say it as of any verb."""
        return None

    # the line

    def compose(self) -> ComposeResult:
        """The line and what it understood."""
        with Horizontal():
            yield Prompt(self)
            yield Line(self._text)
        yield Told()

    @property
    def was_left(self) -> bool:
        """Whether its page was left before it was put together: there is no line to write into, and nobody to read it."""
        return self._pruning or not self.is_attached or not self.query(Line)

    def on_mount(self) -> None:
        """Say what it is for."""
        if not self.was_left:
            self.retell()

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.query_one(Line)

    @property
    def words(self) -> str:
        """What stands there, as it is kept."""
        return self.line.value

    def retell(self) -> None:
        """Say again what was understood."""
        width = max(20, self.size.width - 4 if self.size.width else self.app.size.width - 4)
        lines = self.explain(self.line.value, width)
        if self.wrong:
            from commandpost.tui.parts.said_here import said_here

            lines = [*([(part, "strong")] for part in fold(say("Not done: ") + said_here(self.wrong, self.screen), width)), *lines]
        self.query_one(Told).tell(lines)
        self.query_one(Prompt).again()

    def on_input_changed(self, event: Line.Changed) -> None:
        """Keep every key."""
        event.stop()
        if event.value != self._given_back:
            self.wrong = self._given_back = None
        self.frame.drafts.typed(self.place, event.value)
        self.retell()

    def on_line_entered(self, event: Line.Entered) -> None:
        """Do what was typed; an empty line is a second Enter, or nothing."""
        event.stop()
        if event.text.strip():
            self.entered(event.text.strip())

    def on_line_too_long(self, event: Line.TooLong) -> None:
        """Say that nothing was taken."""
        event.stop()
        self.refuse(event.sentence)

    def refuse(self, sentence: str, text: str | None = None) -> None:
        """Say what is wrong and what to do; what was typed stays, or comes back."""
        if text is not None and not self.line.value:
            self.line.put(text)
        self.wrong, self._given_back = sentence, self.line.value
        self.retell()

    def give_way(self) -> None:
        """Give the place and the keys back."""
        self.closing = True
        self.post_message(self.Closed(self))

    def action_keep(self) -> None:
        """Give the place back; what was typed waits."""
        self.give_way()


class Prompt(Painted, Widget):
    """The words before the line."""

    DEFAULT_CSS = """
    Prompt { width: auto; height: 1; }
    """

    def __init__(self, owner: BottomLine) -> None:
        super().__init__()
        self._owner, self._words = owner, owner.prompt()

    def again(self) -> None:
        """Say them anew where they are others: the language was changed."""
        if (words := self._owner.prompt()) != self._words:
            self._words = words
            self.refresh(layout=True)

    def get_content_width(self, container: Any, viewport: Any) -> int:
        """As wide as its words."""
        return cell_len(self._owner.prompt()) + 1

    def render_line(self, y: int) -> Strip:
        """Paint them."""
        width = self.size.width
        return Strip(segments([(" " + self._owner.prompt(), "accent")], width, self.paints), width)
