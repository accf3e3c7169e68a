"""A list of any length that paints the lines one sees, from a window of rows fetched by query (MEASURED 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from commandpost.tui.parts.cells import Span, cell_len, fit, segments
from commandpost.tui.parts.ink import Painted, Paints
from commandpost.tui.parts.table_columns import Column, Row, laid_out

if TYPE_CHECKING:
    from commandpost.tui.parts.jump import Place

MARGIN = 40  # so near to the edge of the rows that are held the next ones are fetched
ROOM = 12  # lines that come into sight when a line one typed in gives its place back
SLOW_S = 0.06  # after so long rows that are on their way are late
HEAD = 1  # lines the titles take

__all__ = ["Column", "PagedTable"]


class PagedTable(Painted, ScrollView, Generic[Row], can_focus=True):
    """Rows by window: `feed` gives it some, `Wanted` says which are needed next; the cursor keeps its row."""

    DEFAULT_CSS = """
    PagedTable { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    BINDINGS: ClassVar = [
        Binding("up", "step(-1)", show=False, id="list.up"),
        Binding("down", "step(1)", show=False, id="list.down"),
        Binding("pageup", "page(-1)", show=False, id="list.page_up"),
        Binding("pagedown", "page(1)", show=False, id="list.page_down"),
        Binding("home", "first", show=False, id="list.first"),
        Binding("end", "last", show=False, id="list.last"),
    ]

    class Wanted(Message):
        """Rows from `offset` on are needed, `limit` of them at most."""

        def __init__(self, table: PagedTable[Any], offset: int, limit: int) -> None:
            super().__init__()
            self.table, self.begins, self.limit = table, offset, limit

        @property
        def control(self) -> PagedTable[Any]:
            """The list that wants them."""
            return self.table

    class Moved(Message):
        """The cursor stands on another row, or on none (`row` is None)."""

        def __init__(self, table: PagedTable[Any], row: Any) -> None:
            super().__init__()
            self.table, self.row = table, row

        @property
        def control(self) -> PagedTable[Any]:
            """The list whose cursor it is."""
            return self.table

    class Pressed(Message):
        """A row was clicked twice."""

        def __init__(self, table: PagedTable[Any], row: Any) -> None:
            super().__init__()
            self.table, self.row = table, row

        @property
        def control(self) -> PagedTable[Any]:
            """The list the row stands in."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key_of: Callable[[Row], str],
        now: Callable[[], float],
        empty: Callable[[], list[list[Span]]] = list,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._columns, self._key_of, self._now, self._empty = tuple(columns), key_of, now, empty
        self.rows: tuple[Row, ...] = ()
        self.begins = self.cursor = 0
        self.count: int | None = None  # not known yet
        self.cursor_key: str | None = None
        self.lost = False  # the row under the cursor is gone; nothing is chosen until the cursor is moved
        self._wish: str | None = None
        self._asked = -1
        self._fresh: bool | None = (
            None  # what comes next is another list; whether the cursor goes with its row at any rate
        )
        self._far: int | None = None  # the top line of a place whose rows are on their way
        self._places: list[tuple[Column[Row], int]] = []
        self._still: dict[tuple[int, bool], list[list[Segment] | None]] = {}
        self._width, self._anew = 0, True  # anew: every line is another one
        self._painted_with: Paints | None = None
        self._chosen_paints = Paints({}, Style())

    # rows in

    def feed(self, rows: Sequence[Row], offset: int, count: int) -> None:
        """Take a window of rows that begins at `offset` of `count`; the cursor goes with its row, the scroll stays."""
        self.rows, self.begins, self.count = tuple(rows), offset, count
        self._asked = -1
        self._still.clear()
        self._anew = True
        self.virtual_size = Size(self.size.width, count + HEAD)
        before = self.cursor_key
        if self._fresh is not None:
            return self._begin_again(before)
        self._keep_cursor()
        if self._wish is not None and (place := self._place_of(self._wish)) is not None:
            self._wish = None
            self._put(place)
        elif self._far is not None and self.row_at(self.cursor) is not None:
            self._put(self.cursor, self._far)
        elif before is None and self.cursor_key is not None:
            self.post_message(self.Moved(self, self.chosen))
        elif before != self.cursor_key:
            self.post_message(self.Moved(self, None))
        self.refresh()
        self._look_ahead()

    def afresh(self, *, keep: bool = False) -> None:
        """What is fed next is another list: the cursor goes to its top, or with its row where that is in sight or `keep` is said."""
        self._fresh = keep

    def _begin_again(self, key: str | None) -> None:
        place = self._place_of(key) if key else None
        place = place if place is not None and (self._fresh or place < self._lines) else 0
        self.cursor, self.cursor_key, self._far, self._fresh, self.lost = 0, None, None, None, False
        self._put(place, 0)
        if not self.count:
            self.post_message(self.Moved(self, None))
        self.refresh()

    def _keep_cursor(self) -> None:
        if self.cursor_key is not None:
            place = self._place_of(self.cursor_key)
            if place is not None:
                self.cursor = place
            elif (
                self.count == 0
                or self.begins <= self.cursor < self.begins + len(self.rows)
                or self.cursor >= (self.count or 0)
            ):
                self.cursor_key, self.lost = None, True
        self.cursor = max(0, min(self.cursor, (self.count or 1) - 1))
        if self.cursor_key is None and not self.lost and (row := self.row_at(self.cursor)) is not None:
            self.cursor_key = self._key_of(row)

    def _place_of(self, key: str) -> int | None:
        for place, row in enumerate(self.rows, self.begins):
            if self._key_of(row) == key:
                return place
        return None

    def row_at(self, place: int) -> Row | None:
        """Give the row at a place of the whole list, if it is in the window."""
        inside = place - self.begins
        return self.rows[inside] if 0 <= inside < len(self.rows) else None

    def row_of(self, key: str) -> Row | None:
        """Give the row of a key as it is shown now; None when it is gone or out of the window."""
        place = self._place_of(key)
        return None if place is None else self.row_at(place)

    @property
    def chosen(self) -> Row | None:
        """The row under the cursor."""
        return None if self.cursor_key is None else self.row_at(self.cursor)

    def choose(self, key: str) -> None:
        """Put the cursor on a row by its key, as soon as it is there."""
        place = self._place_of(key)
        if place is None:
            self._wish = key
        else:
            self._put(place)

    # moving about

    @property
    def _lines(self) -> int:
        return max(1, self.scrollable_content_region.height - HEAD)

    @property
    def window(self) -> int:
        """How many rows are held at once; of another list first those that are seen and a few more, for they are there sooner."""
        return self._lines + (MARGIN + ROOM if self._fresh is False else 3 * MARGIN)

    def _put(self, place: int, top: int | None = None) -> None:
        if not self.count:
            return
        place = max(0, min(place, self.count - 1))
        left, self.cursor, self.lost = self.cursor, place, False
        row = self.row_at(place)
        self.cursor_key = None if row is None else self._key_of(row)
        now_top = round(self.scroll_y)
        if top is None:
            top = now_top
        top = max(0, min(max(min(top, place), place - self._lines + 1), self.count - self._lines))
        if row is None:  # far away: go there when its rows are here, for one picture is sooner there than two
            self._ask_for(top)
            self.set_timer(SLOW_S, self._go_anyway)
            self._far = top
            return
        self._far = None
        if top != now_top:
            self.scroll_to(y=top, animate=False)
        else:
            self.refresh_line(left + HEAD)
            self.refresh_line(place + HEAD)
        self._look_ahead()
        self.post_message(self.Moved(self, row))

    def _go_anyway(self) -> None:
        if self._far is not None:  # the rows are late: show at least where they will be
            self.scroll_to(y=self._far, animate=False)
            self.post_message(self.Moved(self, None))

    def action_step(self, lines: int) -> None:
        """Go a line up or down; where the chosen row has gone, down takes the one that moved into its place."""
        self._put(self.cursor + (0 if self.lost and lines > 0 else lines))

    def action_page(self, pages: int) -> None:
        """Go a screenful up or down."""
        top = round(self.scroll_y) if self._far is None else self._far
        self._put(self.cursor + pages * self._lines, top + pages * self._lines)

    def action_first(self) -> None:
        """Go to the first row."""
        self._put(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._put((self.count or 1) - 1)

    def jump_places(self) -> list[Place]:
        """Every row in sight."""
        from commandpost.tui.parts.jump import Place

        def go(place: int) -> None:
            self.focus()
            self._put(place)

        top = round(self.scroll_y)
        seen = range(top, min(top + self._lines, self.count or 0))
        return [Place(Offset(0, place - top + HEAD), partial(go, place)) for place in seen]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._anew = True
        self._look_ahead()

    def _look_ahead(self) -> None:
        if not self.count:
            return
        top = round(self.scroll_y)
        bottom = top + self._lines
        low, high = self.begins, self.begins + len(self.rows)
        if (top - MARGIN >= low or low == 0) and (bottom + MARGIN <= high or high >= self.count):
            return
        self._ask_for(top)

    def _ask_for(self, top: int) -> None:
        offset = max(0, min(top - (self.window - self._lines) // 2, (self.count or 0) - self.window))
        held = self.begins + len(self.rows) >= min(offset + self.window, self.count or 0)
        if offset != self._asked and not (offset == self.begins and held):
            self._asked = offset
            self.post_message(self.Wanted(self, offset, self.window))

    def on_click(self, event: events.Click) -> None:
        """One click chooses a row, two open it."""
        place = round(self.scroll_y) + event.y - HEAD
        if event.y < HEAD or not 0 <= place < (self.count or 0):
            return
        self._put(place)
        if event.chain == 2 and self.chosen is not None:
            self.post_message(self.Pressed(self, self.chosen))

    # painting

    def tick(self) -> None:
        """Paint what counts; the whole list in one refresh is cheaper than its columns (MEASURED section 4)."""
        if any(column.ticks for column in self._columns):
            self._anew = True
            self.refresh()

    def retell(self) -> None:
        """Forget what was painted: the language was changed."""
        self._still.clear()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the columns out anew and keep the chosen row in sight."""
        self._still.clear()
        self._places = []
        self.virtual_size = Size(self.size.width, (self.count or 0) + HEAD)
        top = round(self.scroll_y)
        if not self.lost and self.count and not top <= self.cursor < top + self._lines:
            self.scroll_to(y=max(0, self.cursor - self._lines + 1), animate=False)
        self._look_ahead()

    def notify_style_update(self) -> None:
        """Forget what was painted: the theme was changed."""
        super().notify_style_update()
        self._still.clear()

    def _lay_out(self, width: int) -> list[tuple[Column[Row], int]]:
        if not self._places and width > 0:
            self._places = laid_out(self._columns, width)
        return self._places

    def render_lines(self, crop: Region) -> list[Strip]:
        """Find out once for all lines what they have in common."""
        self._width = self.scrollable_content_region.width
        paints = self.paints
        if paints is not self._painted_with:
            self._painted_with, self._chosen_paints = paints, paints.over("chosen")
            self._still.clear()
        whole = crop.x == 0 and crop.width == self.size.width
        if self._anew and whole and not self.gutter.top and not self.app.no_color:  # a border, and no colours, are the cache's to paint
            self._anew = False
            return [self.render_line(y) for y in crop.line_range]
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen."""
        width, paints = self._width, cast("Paints", self._painted_with)
        places = self._lay_out(width)
        if y == 0:
            painted = self._paint_titles(places, paints)
        elif not self.count:
            words = self._empty() if self.count == 0 else []
            painted = segments(words[y - 2] if 0 <= y - 2 < len(words) else [], width, paints)
        else:
            painted = self._paint_row(round(self.scroll_y) + y - HEAD, places, width, paints)
        return Strip(painted, width)

    def _paint_titles(self, places: list[tuple[Column[Row], int]], paints: Paints) -> list[Segment]:
        titles = "".join(fit(column.title(), width, right=column.right) + " " * column.gap for column, width in places)
        return segments([(" " + titles.rstrip(), "quiet")], self._width, paints)

    def _paint_row(
        self, place: int, places: list[tuple[Column[Row], int]], width: int, paints: Paints
    ) -> list[Segment]:
        row = self.row_at(place)
        if row is None:
            return segments([(" …" if place < (self.count or 0) else "", "faint")], width, paints)
        chosen = place == self.cursor and not self.lost
        if chosen:
            paints = self._chosen_paints
        now = self._now()
        still = self._still.get((place, chosen))
        if still is None:
            still = [
                None if column.ticks else self._paint_cell(column, size, row, now, paints) for column, size in places
            ]
            self._still[place, chosen] = still
        painted = [Segment("▌", paints["accent"]) if chosen else Segment(" ", paints[""])]
        used = 1
        for (column, size), done in zip(places, still, strict=True):
            painted += done if done is not None else self._paint_cell(column, size, row, now, paints)
            used += size + column.gap
        if used < width:
            painted.append(Segment(" " * (width - used), paints[""]))
        return painted

    def _paint_cell(self, column: Column[Row], width: int, row: Row, now: float, paints: Paints) -> list[Segment]:
        told = column.cell(row, now)
        spans = [told] if isinstance(told, tuple) else told
        gap = " " * column.gap
        if column.right or len(spans) == 1:  # one segment a cell, its gap in it: fewer to cut and to write
            text, ink = spans[0]
            return [Segment(fit(text, width, right=column.right) + gap, paints[ink])]
        if column.tail:
            end, ink = spans[-1]
            return [*segments(spans[:-1], width - cell_len(end), paints), Segment(end + gap, paints[ink])]
        return segments(spans, width + column.gap, paints, cut_at=width)
