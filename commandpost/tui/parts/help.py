"""`?`: the keys that work here, each with what it does; made from the bindings themselves (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import ModalScreen, Screen

from commandpost.locale.words import say
from commandpost.tui.keys import GLOBAL, Key, Sentence, bound, key_name, told
from commandpost.tui.parts.cells import fit
from commandpost.tui.parts.ink import InkWell
from commandpost.tui.parts.sheet import Lines, Sheet


def keys_here(screen: Screen[Any]) -> list[ActiveBinding]:
    """Give the keys that work on a screen now, its own first, each once."""
    seen: set[str] = set()
    found = []
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and binding.id and not binding.system and binding.id not in seen:
            seen.add(binding.id)
            found.append(active)
    order = {key.id: place for place, key in enumerate(GLOBAL)}
    return sorted(found, key=lambda active: order.get(active.binding.id or "", -1))


class Help(ModalScreen[None]):
    """A panel over the page it tells of."""

    CSS_PATH = "help.tcss"
    BINDINGS = bound(
        Key("desk.back", "escape", "close", Sentence("back")),
        Key("desk.help", "question_mark", "close", Sentence("help")),
    )

    def __init__(self, keys: list[ActiveBinding], now: Callable[[], float]) -> None:
        super().__init__()
        self._keys, self._now = keys, now

    def compose(self) -> ComposeResult:
        """One sheet."""
        yield InkWell()
        yield Sheet(self._lines, self._now, counts=False)

    def _lines(self, width: int, now: float) -> Lines:
        lines: Lines = [[(say("Keys that work here"), "strong")], []]
        for active in self._keys:
            name = key_name(active.binding.key)
            ink = "" if active.enabled else "faint"
            mark = "accent" if active.enabled else "faint"
            lines.append([(fit(name, 10), mark), (told(active.binding.description), ink)])
        lines += [
            [(fit("↑ ↓ PgUp PgDn Home End", 24), "accent"), (say("move in a list"), "")],
            [],
            [(say("What is typed is on disk from the first key:"), "quiet")],
            [(say("Esc, a crash or a power cut brings it back."), "quiet")],
        ]
        return lines

    def action_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)
