"""A log one reads from the end: the newest entry stands at the bottom, above the line for the next one (R4.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from commandpost.tui.parts.cells import Span, segments
from commandpost.tui.parts.ink import Painted
from commandpost.tui.parts.log_lines import Entry, log_lines


class LogView(Painted, ScrollView, can_focus=True):
    """Entries folded to the width; it stays at the end unless somebody reads further up."""

    DEFAULT_CSS = """
    LogView { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    BINDINGS: ClassVar = [
        Binding("up", "step(-1)", show=False, id="list.up"),
        Binding("down", "step(1)", show=False, id="list.down"),
        Binding("pageup", "page(-1)", show=False, id="list.page_up"),
        Binding("pagedown", "page(1)", show=False, id="list.page_down"),
        Binding("home", "first", show=False, id="list.first"),
        Binding("end", "last", show=False, id="list.last"),
    ]

    class Earlier(Message):
        """The reader has come to the oldest entry that is held."""

    def __init__(self, zone: Callable[[], tzinfo], **options: Any) -> None:
        super().__init__(**options)
        self._zone = zone
        self.entries: list[Entry] = []
        self._lines: list[list[Span]] = []
        self._follow = True

    def feed(self, entries: list[Entry]) -> None:
        """Take the log anew, oldest first; what is being read stays where it is."""
        below = self.virtual_size.height - self.scroll_y
        first = self.entries[0].number if self.entries else ""
        longer = bool(entries) and first != "" and entries[0].number != first
        self.entries = entries
        self._fold()
        if self._follow:
            self.scroll_to(y=self.virtual_size.height, animate=False)
        elif longer:  # earlier entries came in above
            self.scroll_to(y=self.virtual_size.height - below, animate=False)

    def action_step(self, lines: int) -> None:
        """Read a line further up or down."""
        self.scroll_to(y=self.scroll_y + lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Read a screenful further up or down."""
        self.scroll_to(y=self.scroll_y + pages * self.scrollable_content_region.height, animate=False)

    def action_first(self) -> None:
        """Go to the oldest entry."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Go to the newest."""
        self.scroll_to(y=self.virtual_size.height, animate=False)

    def _fold(self) -> None:
        width = self.scrollable_content_region.width
        if width:
            self._lines = log_lines(self.entries, self._zone(), width)
            self.virtual_size = Size(self.size.width, len(self._lines))
            self.refresh()

    def retell(self) -> None:
        """The language was changed."""
        self._fold()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember whether the end is in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._follow = new_value >= self.max_scroll_y - 0.5
        if new_value <= 0 < old_value:
            self.post_message(self.Earlier())

    def on_resize(self, event: events.Resize) -> None:
        """Fold to the new width; at the end, stay there."""
        follow = self._follow
        self._fold()
        if follow:
            self.scroll_to(y=self.virtual_size.height, animate=False)

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width = self.scrollable_content_region.width
        at = round(self.scroll_y) + y
        spans = self._lines[at] if at < len(self._lines) else []
        return Strip(segments(spans, width, self.paints), width)
