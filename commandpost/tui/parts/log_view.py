"""A log one reads from the end: the newest entry stands at the bottom, above the line for the next one; a cursor stands on one entry (R4.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from commandpost.tui.parts.cells import Span, segments
from commandpost.tui.parts.log_lines import Entry, Folded, full_lines, log_lines
from commandpost.tui.parts.scrolled import Scrolled

if TYPE_CHECKING:
    from commandpost.tui.parts.jump import Place


class LogView(Scrolled, can_focus=True):
    """Entries folded to the width; it stays at the end unless somebody reads further up. The cursor keeps its entry by number."""

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

    class Moved(Message):
        """The cursor stands on another entry, or the entries came anew."""

    class Pressed(Message):
        """An entry was clicked twice."""

    def __init__(
        self,
        zone: Callable[[], tzinfo],
        fold: Folded = full_lines,
        empty: Callable[[], list[list[Span]]] = list,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._zone, self._how, self._empty = zone, fold, empty
        self.entries: list[Entry] = []
        self.cursor: str | None = None  # the number of the entry one stands on
        self._wish: str | None = None
        self._lines: list[list[Span]] = []
        self._spots: list[tuple[int, int]] = []  # the lines of each entry: from, to (not included)
        self._follow = True

    def feed(self, entries: list[Entry]) -> None:
        """Take the log anew, oldest first; what is being read stays where it is, the cursor on its entry (on the newest, if it was there)."""
        below = self.virtual_size.height - self.scroll_y
        first = self.entries[0].number if self.entries else ""
        longer = bool(entries) and first != "" and entries[0].number != first
        on_last = not self.entries or self.cursor == self.entries[-1].number
        self.entries = entries
        if on_last or self._place() is None:
            self.cursor = entries[-1].number if entries else None
        self._fold()
        if self._wish is not None and any(entry.number == self._wish for entry in entries):
            self.choose(self._wish)
        elif self._follow:
            self.scroll_to(y=self.virtual_size.height, animate=False, force=True)
        elif longer:  # earlier entries came in above
            self.scroll_to(y=self.virtual_size.height - below, animate=False, force=True)
        self.post_message(self.Moved())

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor."""
        place = self._place()
        return None if place is None else self.entries[place]

    def holds(self, number: str) -> bool:
        """Whether an entry is among those held, by its printed number."""
        wanted = number if "#" in number else f"#{number}"
        return any(entry.number == wanted for entry in self.entries)

    def choose(self, number: str) -> None:
        """Put the cursor on an entry by its printed number (`#12` or `12`), as soon as it is there."""
        wanted = number if "#" in number else f"#{number}"
        place = next((at for at, entry in enumerate(self.entries) if entry.number == wanted), None)
        self._wish = wanted if place is None or not self._spots else None
        if place is not None and self._spots:
            self._put(place)

    def _place(self) -> int | None:
        return next((at for at, entry in enumerate(self.entries) if entry.number == self.cursor), None)

    def _put(self, place: int) -> None:
        if not self.entries:
            return
        place = max(0, min(place, len(self.entries) - 1))
        self.cursor = self.entries[place].number
        begins, ends = self._spots[place]
        room, top = self.scrollable_content_region.height, round(self.scroll_y)
        begins = begins if place else 0  # the day's own line above the first entry is seen too
        if ends > top + room:
            top = ends - room
        self._follow = ends >= len(self._lines)  # at once: a resize may come before the scroll does
        self.scroll_to(y=min(top, begins), animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved())

    def jump_places(self) -> list[Place]:
        """Every entry that begins in sight."""
        from commandpost.tui.parts.jump import lines_in_sight

        return lines_in_sight(self, [(begins, partial(self._put, at)) for at, (begins, _) in enumerate(self._spots)])

    def action_step(self, entries: int) -> None:
        """Go an entry up or down."""
        place = self._place()
        if place is not None:
            self._put(place + entries)

    def action_page(self, pages: int) -> None:
        """Go a screenful up or down."""
        place = self._place()
        if place is None:
            return
        wanted = self._spots[place][0] + pages * self.scrollable_content_region.height
        there = max((at for at, (begins, _) in enumerate(self._spots) if begins <= wanted), default=0)
        self._put(there if there != place else place + pages)

    def action_first(self) -> None:
        """Go to the oldest entry."""
        self._put(0)

    def action_last(self) -> None:
        """Go to the newest."""
        self._put(len(self.entries) - 1)

    def on_click(self, event: events.Click) -> None:
        """One click chooses an entry, two open it."""
        line = round(self.scroll_y) + event.y
        place = next((at for at, (begins, ends) in enumerate(self._spots) if begins <= line < ends), None)
        if place is not None:
            self._put(place)
            if event.chain == 2:
                self.post_message(self.Pressed())

    def _fold(self) -> None:
        width = self.scrollable_content_region.width
        if width:
            self._lines, self._spots = log_lines(self.entries, self._zone(), width, self._how)
            self._lines = self._lines or self._empty()
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
        follow = self._follow and (not self.entries or self.cursor == self.entries[-1].number)
        self._fold()
        if self._wish is not None and self.holds(self._wish):  # it was wished for before there was any room
            self.choose(self._wish)
        elif follow:
            self.scroll_to(y=self.virtual_size.height, animate=False, force=True)
        elif (place := self._place()) is not None and self._spots:
            self._put(place)  # the chosen entry stays in sight, whatever lines it now takes

    def render_line(self, y: int) -> Strip:
        """Paint one line; those of the chosen entry carry the mark."""
        width = self.scrollable_content_region.width
        at = round(self.scroll_y) + y
        spans = self._lines[at] if at < len(self._lines) else []
        place = self._place()
        begins, ends = (0, 0) if place is None or place >= len(self._spots) else self._spots[place]
        if not begins <= at < ends:
            return Strip(segments(spans, width, self.paints), width)
        # where the chosen row is reversed it has one ink; here a struck line must stay struck, and the mark says enough
        # and a long entry would be a big block of colour: only its first line lies on the paper of the chosen
        calm = self.paints["chosen"].reverse or at > begins
        paints = self.paints if calm else self.paints.over("chosen")
        (first, ink), *rest = spans
        marked = [Segment("▌", paints["accent"]), *segments([(first[1:], ink), *rest], width - 1, paints)]
        return Strip(marked, width)
