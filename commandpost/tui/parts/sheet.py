"""A sheet of short lines that say themselves anew every second: obligations, facts, headers (SCREENS)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from commandpost.tui.parts.cells import Span, segments
from commandpost.tui.parts.ink import Painted

Lines = list[list[Span]]


class Sheet(Painted, ScrollView, can_focus=False):
    """Lines made by a function of the width and the moment, when they are needed and on each tick if they count."""

    DEFAULT_CSS = """
    Sheet { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    def __init__(
        self, say_lines: Callable[[int, float], Lines], now: Callable[[], float], *, counts: bool = True, **options: Any
    ) -> None:
        super().__init__(**options)
        self._say, self._now, self._counts = say_lines, now, counts
        self._lines: Lines | None = None

    def tick(self) -> None:
        """A second has passed."""
        if self._counts:
            self.again()

    def again(self) -> None:
        """Say the lines anew."""
        self._lines = None
        if self.display and self.size.width:
            self.virtual_size = Size(self.size.width, len(self._said()))
            self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Other widths break lines elsewhere."""
        self.again()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its lines, where the style says `auto`."""
        return len(self._say(width, self._now()))

    def _said(self) -> Lines:
        if self._lines is None:
            self._lines = self._say(self.scrollable_content_region.width, self._now())
        return self._lines

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width = self.scrollable_content_region.width
        lines = self._said()
        at = round(self.scroll_y) + y
        spans = lines[at] if at < len(lines) else []
        return Strip(segments(spans, width, self.paints), width)
