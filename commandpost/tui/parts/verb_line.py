"""What the `:` line says and offers while a verb is typed: verbs that fit, its usage, the next word and what may stand there (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.dom import DOMNode

from commandpost.locale.words import say
from commandpost.tui.parts.cells import Span, cell_len
from commandpost.tui.parts.command_words import spoken
from commandpost.tui.parts.completing import (
    Wanted,
    learn_verbs,
    next_told,
    option_choices,
    said_key,
    taken,
    usage_told,
    verb_choices,
    wanted,
    word_choices,
)
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.finding import Choice, Finder
from commandpost.tui.parts.part_list import Window, room_of, row_told

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

OFFERED, OFFERED_LOW = 6, 4  # words offered at once; fewer on a low screen


class VerbHelp:
    """Follows one `:` line: no key asks the file on the loop; what may stand at a place is asked once, in a thread."""

    def __init__(self, owner: DOMNode, frame: DeskApp, again: Callable[[], None]) -> None:
        self._frame, self._again = frame, again
        self._errand = Errand(owner, "words of a verb")
        self._finders: dict[tuple[Any, ...], Finder] = {}
        self._verbs: Finder | None = None
        self._asked: tuple[Any, ...] | None = None
        self._for: tuple[str, int] | None = None
        self.window = Window(())
        Errand(owner, "learn verbs").run(learn_verbs, self._learned, frame.complain)

    def _learned(self, _: None) -> None:
        self._verbs = Finder(verb_choices())
        self._for = None
        self._again()

    def _finder(self, want: Wanted) -> Finder | None:
        if want.is_option:
            return Finder(option_choices(want))
        key = said_key(want)
        if key not in self._finders and self._asked != key and self._frame.desk is not None:
            self._asked = key
            work = partial(word_choices, self._frame.desk, want)
            self._errand.run(work, partial(self._landed, key), partial(self._missed, key))
        return self._finders.get(key)

    def _landed(self, key: tuple[Any, ...], choices: list[Choice]) -> None:
        self._finders[key] = Finder(choices)
        self._for = None
        self._again()

    def _missed(self, key: tuple[Any, ...], error: Exception) -> None:
        """A number that is not there yet has nothing to offer; any other fault is said."""
        if getattr(error, "refusal", None) is None:
            self._frame.complain(error)
        self._landed(key, [])

    def _look(self, text: str) -> Wanted | None:
        """Find what fits; the mark stays where it is while the words stay."""
        want = wanted(text)
        finder = self._finder(want) if want is not None else self._verbs
        state = (text, id(finder) if want is None or not want.is_option else 0)
        if state != self._for:
            self._for = state
            typed = text.strip() if want is None else want.typed
            found = finder.find(typed) if finder is not None else []
            if want is not None and any(choice.key == typed for choice in found[:1]):
                found = []  # it stands there already
            self.window = Window(found)
        return want

    def told(self, text: str, width: int) -> list[list[Span]] | None:
        """Say usage, next word and what may stand there; None where the line is a report."""
        want = self._look(text)
        rows = OFFERED if self._frame.size.height >= 30 else OFFERED_LOW
        seen = self.window.seen(rows)
        room = room_of([choice.names[0] for choice, _ in seen])
        offered = [row_told(one.names[0], one, room, marked=marked, now=False, width=width) for one, marked in seen]
        if want is not None:
            keys = self._keys(say("Enter do it"), bool(offered))
            return [
                *_broken(usage_told(want.verb, want.parameter.name if want.parameter else None), width),
                next_told(want),
                *offered,
                keys,
            ]
        if (said := spoken(text)) is not None:  # whole, but no blank behind it yet
            usage = [usage_told(said.id, None)] if self._verbs is not None else []
            return [*usage, *offered, self._keys(say("Enter do it"), bool(offered))]
        if not text.strip():
            hint = say("A verb, found by its words, what it does, or pinyin; anything else is a report.")
            return [[(hint, "faint")], *offered, self._keys("", bool(offered))]
        return [*offered, self._keys(say("Enter report"), True)] if offered and len(text.split()) <= 2 else None

    @staticmethod
    def _keys(enter: str, offers: bool) -> list[Span]:
        keys = [enter, say("Tab complete") if offers else "", say("Esc keep as draft")]
        return [span for key in keys if key for span in ((key, "quiet"), ("   ", ""))][:-1]

    def move(self, by: int) -> bool:
        """Mark another word; False where none is offered."""
        self.window.move(by)
        return bool(self.window.found)

    def take(self, text: str) -> str | None:
        """Give the line with the marked word in it; None where none is offered."""
        want = self._look(text)
        choice = self.window.chosen
        if choice is None or (want is None and spoken(text) is None and len(text.split()) > 2):
            return None
        return taken(text, want, choice)


def _broken(spans: list[tuple[str, str]], width: int) -> list[list[Span]]:
    """Put a usage on as many lines as it needs, two at most."""
    lines: list[list[Span]] = [[]]
    used = 0
    for text, ink in spans:
        size = cell_len(text)
        if lines[-1] and used + size > width and len(lines) < 2:
            lines.append([("   ", "")])
            used = 3
        lines[-1].append((text, ink))
        used += size
    return lines
