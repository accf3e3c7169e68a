"""Which of a few verbs is meant: a small list at the foot of the page; the form of the verb opens then (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.ask.calls import Call
from commandpost.tui.parts.bottom_line import BottomLine
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.part_list import PartList

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class VerbChoice(BottomLine):
    """What can be done to one incident now. A subclass asks the book, and names the choices by what was answered."""

    DEFAULT_CSS = "VerbChoice > Vertical { height: auto; }"

    BINDINGS: ClassVar = bound(Key("desk.back", "escape", "keep", Sentence("as it was"), show=False))

    def __init__(self, frame: DeskApp, place: str, number: str) -> None:
        super().__init__(frame, place, " ")
        self.closing = True  # nothing to keep as a draft
        self.number = number
        self.known: Any = None  # what the book answered

    # what a subclass says

    def label(self) -> str:
        """Say what it is about."""
        return self.number

    def choices(self) -> list[Choice]:
        """Give what can be done, by what is known now."""
        raise NotImplementedError

    def ask(self, desk: Any) -> Any:
        """Ask the book what the choices depend on; in a thread."""
        return desk.ask("incident.show", self.number)

    def call_of(self, key: str) -> Call | None:
        """Give the verb of a choice with its words, None where a sentence says all."""
        raise NotImplementedError

    # what the line does

    def compose(self) -> ComposeResult:
        """The list, at first without what the book knows."""
        with Vertical():
            yield PartList(self.place, self.label(), self.choices(), "")

    @property
    def line(self) -> Line:
        """Where one types what one means."""
        return self.query_one(PartList).field

    def on_mount(self) -> None:
        """Ask what the choices depend on."""
        if (desk := self.frame.desk) is not None and not self.was_left:
            Errand(self, self.place).run(partial(self.ask, desk), self._learned, self.frame.complain)

    def _learned(self, known: Any) -> None:
        self.known = known
        self.retell()

    def retell(self) -> None:
        """Say it anew: the book has answered, or the language was changed."""
        for found in self.query(PartList):
            found.take(self.choices())

    def on_part_list_chosen(self, event: PartList.Chosen) -> None:
        """Open the form of the verb."""
        event.stop()
        call = self.call_of(event.choice.key)
        if call is None:
            return
        verb, words, options = call
        frame = self.frame
        frame.standing.settle()
        self.give_way()
        opened: Callable[[], Any] = lambda: frame.run_worker(frame.ask_verb(verb, *words, **options))  # noqa: E731 - after the line has gone
        self.call_later(opened)

    def on_part_list_left(self, event: PartList.Left) -> None:
        """Leave it as it is."""
        event.stop()
        if event.by == 0:
            self.give_way()
