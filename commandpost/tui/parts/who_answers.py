"""Names who answered a step that was read aloud: whoever does it first, then the posts and all the desk knows, else in one's own words (R4.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical

from commandpost.locale.words import language, say
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.part_list import PartList
from commandpost.tui.parts.verb_choice import VerbChoice

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class Names(PartList):
    """A list of people in which other words may be typed as well."""

    def on_line_entered(self, event: Line.Entered) -> None:
        """Take the marked one, or the words as they stand."""
        if self.window.chosen is None and (text := event.text.strip()):
            event.stop()
            event.prevent_default()
            self.post_message(self.Chosen(self.part, Choice(text, (text,)), now=False))

    def lines(self, width: int) -> list[list[Span]]:
        """Say the rows; where none fits, that the words will do."""
        if not self.window.found:
            return [[(say("In your own words; none of those known."), "quiet")]]
        return super().lines(width)


class WhoAnswers(VerbChoice):
    """Who answered: opened over the foot of the page, it gives the name back and does nothing else."""

    def __init__(self, frame: DeskApp, number: str, usual: tuple[str, ...], take: Callable[[str], None]) -> None:
        super().__init__(frame, "answers", number)
        self._usual, self._take = usual, take

    def ask(self, desk: Any) -> Any:
        """Who holds which post, and everybody else."""
        return desk.ask("post.list"), desk.ask("person.list"), desk.plan

    def label(self) -> str:
        """What is asked."""
        return say("who answered?")

    def choices(self) -> list[Choice]:
        """Whoever does the step first, then those who hold posts, then all the others."""
        found = {name: Choice(name, (name,)) for name in self._usual}
        if self.known is not None:
            posts, people, plan = self.known
            for post in posts:
                named = plan.posts[post.post]
                for name in filter(None, (post.first, post.second)):
                    here = found.get(name)
                    words = (name, named.zh, named.en) if here is None else (*here.names, named.zh, named.en)
                    found[name] = Choice(name, words, (here.hint if here is not None and here.hint else named.name(language())))
            for person in people:
                found.setdefault(person.name, Choice(person.name, (shown(person.name),)))
        return list(found.values())

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical():
            yield Names(self.place, self.label(), self.choices(), "")

    def call_of(self, key: str) -> None:
        """It stands at the foot of the page from now on."""
        self.frame.standing.settle()
        self.give_way()
        self._take(key)
