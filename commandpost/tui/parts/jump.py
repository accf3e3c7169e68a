"""Jump mode: a letter over every place one can go to on this page; pressed, the cursor is there, by keyboard alone (DESIGN 4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset, Size
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import segments
from commandpost.tui.parts.ink import InkWell, Painted

LETTERS = "asdfghjklqwertyuiopzxcvbnm"  # those under the fingers first


class Place(NamedTuple):
    """Where one can go: the cell of its letter, and what takes one there."""

    at: Offset
    go: Callable[[], object]


def places(page: Screen[None]) -> list[Place]:
    """Give every place in sight, from the top to the bottom: what a part offers by `jump_places`, else whatever takes the keys."""
    found: list[Place] = []
    for widget in page.query("*"):
        if not (widget.display and widget.visible and widget.is_attached):
            continue
        offers: Iterable[Place] = getattr(widget, "jump_places", tuple)()
        if not offers and widget.focusable:
            offers = [Place(Offset(0, 0), widget.focus)]
        if not offers:
            continue
        seen = page.find_widget(widget).visible_region
        begins = widget.region.offset
        found += [Place(at, offer.go) for offer in offers if seen.contains_point(at := begins + offer.at)]
    taken: dict[Offset, Place] = {}
    for place in found:
        taken.setdefault(place.at, place)
    return sorted(taken.values(), key=lambda place: (place.at.y, place.at.x))


def lines_in_sight(view: ScrollView, lines: Sequence[tuple[int, Callable[[], object]]]) -> list[Place]:
    """Give a place for each line of a view that is in sight now; going there gives the view the keys."""

    def go(choose: Callable[[], object]) -> None:
        view.focus()
        choose()

    top = round(view.scroll_y)
    seen = range(top, top + view.scrollable_content_region.height)
    # the letter stands on the mark's cell, inside the border if there is one
    x, y = view.scrollable_content_region.offset - view.region.offset
    return [Place(Offset(x, y + line - top), partial(go, choose)) for line, choose in lines if line in seen]


def codes(count: int) -> list[str]:
    """Give so many letters, or pairs where there are not enough; none is the beginning of another."""
    size = len(LETTERS)
    pairs = 0  # so many letters begin pairs
    while size - pairs + pairs * size < count:
        pairs += 1
    single, leading = LETTERS[: size - pairs], LETTERS[size - pairs :]
    return [*single, *(first + second for first in leading for second in LETTERS)][:count]


class Letter(Painted, Widget):
    """What is to be pressed for one place."""

    DEFAULT_CSS = "Letter { position: absolute; height: 1; }"

    def __init__(self, code: str, at: Offset) -> None:
        super().__init__()
        self.code = code
        self.styles.width = len(code)
        self.styles.offset = at

    def render_line(self, y: int) -> Strip:
        """Paint it."""
        return Strip(segments([(self.code, "flag")], len(self.code), self.paints), len(self.code))


class Jump(ModalScreen[Callable[[], object]]):
    """The letters over the page; Esc leaves, a key that is no letter here does nothing."""

    DEFAULT_CSS = "Jump { background: transparent; overflow: hidden; }"
    BINDINGS = bound(Key("desk.back", "escape", "leave", Sentence("back")))

    def __init__(self, found: list[Place]) -> None:
        super().__init__()
        self._places = dict(zip(codes(len(found)), found, strict=True))
        self._typed = ""
        self._laid_out: Size | None = None

    def compose(self) -> ComposeResult:
        """A letter for each."""
        yield InkWell()
        for code, place in self._places.items():
            yield Letter(code, place.at)

    def on_key(self, event: events.Key) -> None:
        """Go there, or wait for the second letter."""
        if event.key == "escape":
            return
        event.stop()
        typed = self._typed + unicodedata.normalize("NFKC", event.character or "").lower()
        if (place := self._places.get(typed)) is not None:
            self.dismiss(place.go)
        elif event.key == "backspace" or any(code.startswith(typed) for code in self._places):
            self._typed = "" if event.key == "backspace" else typed
            for letter in self.query(Letter):
                letter.display = letter.code.startswith(self._typed)

    def on_resize(self, event: events.Resize) -> None:
        """The places have moved."""
        if self._laid_out not in (None, event.size):
            self.dismiss(None)
        self._laid_out = event.size

    def page_shifts(self) -> None:
        """A line comes in under the letters: none of them would stand where it leads to."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Stay where one was."""
        self.dismiss(None)
