"""ctrl+p: every verb of the book and every key of this page, found by part of its name (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from commandpost.locale.words import say, say_in
from commandpost.tui.keys import key_name, told
from commandpost.tui.parts.command_words import spelling
from commandpost.tui.parts.help import keys_here
from commandpost.tui.parts.verbs import SAYS

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
        taken = set()
        for active in keys_here(self.screen):
            binding = active.binding
            taken.add(binding.id)
            name = told(SAYS.get(binding.id or "", "")) or told(binding.description)
            run = partial(self.app.run_action, binding.action, active.node)
            yield Choice(name, f"{name} {binding.id}", key_name(binding.key), run)
        if self._frame.desk is None:
            return
        for verb, sentence in SAYS.items():
            if verb in taken:
                continue
            words = spelling(verb)
            searched = f"{told(sentence)} {words} {say_in('en', sentence)}"
            yield Choice(told(sentence), searched, words, partial(self._frame.type_verb, words + " "))

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


class DeskPalette(CommandPalette):
    """Textual's palette with our commands, in our words."""

    def __init__(self) -> None:
        super().__init__(providers=[Everything], placeholder=say("Type part of a command"))
