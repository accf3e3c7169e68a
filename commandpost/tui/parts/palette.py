"""ctrl+p: every verb of the book and every key of this page, found by part of its name (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from commandpost.domain.registry import COMMANDS, QUESTIONS
from commandpost.locale.words import say
from commandpost.tui.keys import key_name, told
from commandpost.tui.parts.command_words import spelling
from commandpost.tui.parts.help import keys_here
from commandpost.tui.parts.verbs import NOT_HERE, in_short, says, sentence

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class Choice(NamedTuple):
    """Something the palette can do: what it is called, what is searched, what is told beside it, how it is done."""

    name: str
    searched: str
    hint: str
    run: Any


class Everything(Provider):
    """The keys of the page and the verbs of the book."""

    @property
    def _frame(self) -> DeskApp:
        return cast("DeskApp", self.app)

    def _choices(self) -> Iterator[Choice]:
        taken = {"desk.palette"}
        for active in cast("DeskPalette", self.app.screen).keys:
            binding = active.binding
            if binding.id in taken:
                continue
            taken.add(binding.id or "")
            name, more = told(binding.description), in_short(says(binding.id or ""))
            name = f"{name} · {more}" if more else name
            run = partial(self.app.run_action, binding.action, active.node)
            searched = f"{name} {told(binding.description)} {binding.description} {binding.id}"
            yield Choice(name, searched, key_name(binding.key), run)
        for verb in (*COMMANDS, *QUESTIONS) if self._frame.desk is not None else ():
            if verb in taken or verb in NOT_HERE:
                continue
            words = spelling(verb)
            name = in_short(says(verb)) or words
            yield Choice(name, f"{name} {words} {sentence(verb)}", words, partial(self._frame.type_verb, f"{words} "))

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for choice in self._choices():
            yield DiscoveryHit(choice.name, choice.run, text=choice.name, help=choice.hint)

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        for choice in self._choices():
            if (score := matcher.match(choice.searched)) > 0:
                yield Hit(score, matcher.highlight(choice.name), choice.run, text=choice.name, help=choice.hint)


def palette_open(app: Any) -> bool:
    """Whether it lies over the page already."""
    return CommandPalette.is_open(app)


class DeskPalette(CommandPalette):
    """Textual's palette with our commands, in our words."""

    DEFAULT_CSS = """
    DeskPalette SearchIcon { display: none; }
    DeskPalette #--container { border: none; background: $background; }
    DeskPalette #--input { border: none; border-bottom: solid $faint; }
    DeskPalette CommandInput { padding: 0 1; }
    DeskPalette CommandList { border: none; border-bottom: solid $faint; }
    """

    def __init__(self, page: Screen[Any]) -> None:
        self.keys = keys_here(page)  # as they are before this page lies over it
        super().__init__(providers=[Everything], placeholder=say("Type part of a command"))
