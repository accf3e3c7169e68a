"""A column of rows of which some can be chosen: each may take several lines and counts by itself; the cursor keeps its row by key (SCREENS)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from commandpost.tui.parts.cells import segments
from commandpost.tui.parts.scrolled import Scrolled
from commandpost.tui.parts.sheet import Lines

if TYPE_CHECKING:
    from commandpost.tui.parts.jump import Place


class Row(NamedTuple):
    """Lines that belong together; one without a key is a heading that nobody chooses."""

    key: str | None
    lines: Lines


class Rows(Scrolled, can_focus=True):
    """Rows made by a function of the width and the moment. A row that has gone takes the cursor with it: no key acts on the next one."""

    BINDINGS: ClassVar = [
        Binding("up", "step(-1)", show=False, id="list.up"),
        Binding("down", "step(1)", show=False, id="list.down"),
        Binding("pageup", "step(-8)", show=False, id="list.page_up"),
        Binding("pagedown", "step(8)", show=False, id="list.page_down"),
        Binding("home", "step(-999)", show=False, id="list.first"),
        Binding("end", "step(999)", show=False, id="list.last"),
    ]

    class Moved(Message):
        """The cursor stands on another row."""

    class Pressed(Message):
        """A row was clicked twice."""

    def __init__(self, say_rows: Callable[[int, float], list[Row]], now: Callable[[], float], **options: Any) -> None:
        super().__init__(**options)
        self._say, self._now = say_rows, now
        self._rows: list[Row] = []
        self._tops: list[int] = []
        self._lines: Lines = []
        self.cursor: str | None = None
        self._place = 0  # among the rows that can be chosen, where the cursor was last

    @property
    def keys(self) -> list[str]:
        """The rows that can be chosen."""
        return [row.key for row in self._rows if row.key is not None]

    def again(self) -> None:
        """Say the rows anew; the cursor stays on its row, or is lost with it."""
        width = self.scrollable_content_region.width
        if not (self.display and width):
            return
        first = not self.keys
        self._rows = self._say(width, self._now())
        self._tops, self._lines = [], []
        for row in self._rows:
            self._tops.append(len(self._lines))
            self._lines += row.lines
        self.virtual_size = Size(self.size.width, len(self._lines))
        keys = self.keys
        if self.cursor in keys:
            self._place = keys.index(self.cursor)
        elif first and keys:
            self.cursor = keys[0]
        else:  # it went with its row; an arrow key chooses again from there
            self.cursor = None
        self.refresh()

    def tick(self) -> None:
        """A second has passed."""
        self.again()

    def jump_places(self) -> list[Place]:
        """Every row in sight that can be chosen."""
        from commandpost.tui.parts.jump import lines_in_sight

        pairs = zip(self._tops, self._rows, strict=True)
        return lines_in_sight(self, [(top, partial(self.choose, row.key)) for top, row in pairs if row.key is not None])

    def action_step(self, step: int) -> None:
        """Go up or down among the rows that can be chosen; the page moves with the cursor."""
        keys = self.keys
        if not keys:
            self.scroll_to(y=self.scroll_y + step, animate=False)
            return
        here = self._place if self.cursor is not None else self._place - (step > 0)
        place = max(0, min(here + step, len(keys) - 1))
        if self.cursor == keys[place]:
            self.scroll_to(y=self.scroll_y + step, animate=False)  # what stands above the first row, or below the last
        self.choose(keys[place])

    def choose(self, key: str) -> None:
        """Put the cursor on a row."""
        at = next((place for place, row in enumerate(self._rows) if row.key == key), None)
        if at is None:
            return
        moved = key != self.cursor
        self.cursor, self._place = key, self.keys.index(key)
        if moved:
            self._into_sight(self._tops[at], len(self._rows[at].lines))
            self.post_message(self.Moved())
        self.refresh()

    def _into_sight(self, top: int, height: int) -> None:
        seen, room = round(self.scroll_y), self.scrollable_content_region.height
        above = top - 1 if self._place else 0  # the heading above the first row is seen too
        if top + height > seen + room:
            self.scroll_to(y=top + height - room, animate=False)
        elif above < seen:
            self.scroll_to(y=max(0, above), animate=False)

    def on_click(self, event: events.Click) -> None:
        """One click chooses a row, two open it."""
        if (key := self._key_at(round(self.scroll_y) + event.y)) is not None:
            self.choose(key)
            if event.chain == 2:
                self.post_message(self.Pressed())

    def on_resize(self, event: events.Resize) -> None:
        """Other widths break lines elsewhere."""
        self.again()

    def on_focus(self, event: events.Focus) -> None:
        """The mark is seen where the keys are."""
        self.refresh()

    def on_blur(self, event: events.Blur) -> None:
        """And quiet where they are not."""
        self.refresh()

    def _key_at(self, line: int) -> str | None:
        for top, row in zip(self._tops, self._rows, strict=True):
            if top <= line < top + len(row.lines):
                return row.key
        return None

    def render_line(self, y: int) -> Strip:
        """Paint one line; those of the chosen row carry the mark, in the accent where the keys are."""
        width, at = self.scrollable_content_region.width, round(self.scroll_y) + y
        spans = self._lines[at] if at < len(self._lines) else []
        if self.cursor is None or self._key_at(at) != self.cursor or not spans:
            return Strip(segments(spans, width, self.paints), width)
        (first, ink), *rest = spans
        mark = self.paints["accent" if self.has_focus else "faint"]
        return Strip([Segment("▌", mark), *segments([(first[1:], ink), *rest], width - 1, self.paints)], width)
