"""A page that is a list under one line of heading: its row under the cursor, its keys on the row as it was shown (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic

from textual import events, on
from textual.app import ComposeResult

from commandpost.locale.words import say
from commandpost.tui.parts.ask.calls import Call
from commandpost.tui.parts.cells import Span
from commandpost.tui.parts.counted import moment
from commandpost.tui.parts.paged_table import Column, PagedTable
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet
from commandpost.tui.parts.table_columns import Row

BELOW = 3  # lines that say all of the row one stands on
TALL = 14  # from so many lines on


class ListPage(Pane, Generic[Row]):
    """A subclass names its columns, its heading, what stands there when the list is empty, and what Enter does to a row."""

    DEFAULT_CSS = """
    ListPage > .head { height: 1; }
    ListPage > PagedTable { border-top: solid $faint; }
    ListPage > .below { display: none; height: 4; border-top: solid $faint; }
    ListPage.-tall > .below { display: block; }
    """

    OPENS_FORM: ClassVar[tuple[str, ...]] = ()  # actions whose key is a letter while one types

    def __init__(self, number: str = "") -> None:
        super().__init__()
        self.number = number  # of the incident it is about; nothing: the whole desk, or a book that is none
        self.rows: tuple[Row, ...] | None = None  # not known yet

    def compose(self) -> ComposeResult:
        """What the list is of; the list."""
        now = self.frame.standing.now_s
        yield Sheet(self.head, now, counts=False, classes="head")
        yield PagedTable(self.columns(), self.key_of, now, self.empty)
        if type(self).below is not ListPage.below:
            yield Sheet(self._below, now, counts=False, classes="below")

    # what a subclass says

    def columns(self) -> list[Column[Row]]:
        """Give the columns."""
        raise NotImplementedError

    def key_of(self, row: Row) -> str:
        """Give what names a row for ever."""
        raise NotImplementedError

    def head(self, width: int, now: float) -> Lines:
        """Say what the list is of."""
        raise NotImplementedError

    def empty(self) -> Lines:
        """Say that nothing stands there, and what one can do."""
        raise NotImplementedError

    def below(self, row: Row, width: int, now: float) -> Lines:
        """Say all of the row one stands on, also what the columns cut; nothing where a row is short."""
        return []

    def why_not(self, action: str, row: Row) -> str | None:
        """Say why an action cannot be done to this row; None when it can."""
        return None

    def none_here(self) -> str:
        """Say that there is no row to act on."""
        return say("nothing is chosen")

    def on_rows(self) -> tuple[str, ...]:
        """Name the actions that need a row."""
        return ()

    async def action_open(self) -> None:
        """Do what Enter does to the row one stands on."""
        raise NotImplementedError

    # what the page does

    @property
    def table(self) -> PagedTable[Row]:
        """The list."""
        return self.query_one(PagedTable)

    @property
    def chosen(self) -> Row | None:
        """The row one stands on; none while the page is not put together."""
        tables = self.query(PagedTable)
        return tables.first().chosen if tables else None

    def _below(self, width: int, now: float) -> Lines:
        row = self.chosen
        return [] if row is None else self.below(row, width, now)[:BELOW]

    def _again(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()

    def on_resize(self, event: events.Resize) -> None:
        """Where a form takes the foot, the list keeps the room."""
        super().on_resize(event)
        self.set_class(event.size.height >= TALL, "-tall")
        self.call_after_refresh(self._again)

    def feed(self, rows: Sequence[Row]) -> None:
        """Draw the rows; the cursor goes with its own."""
        self.rows = tuple(rows)
        self.table.feed(self.rows, 0, len(self.rows))
        self._again()
        self.refresh_bindings()

    def tick(self) -> None:
        """Countdowns run; what just became late is counted in the heading."""
        self.table.tick()
        if self.rows:
            self._again()

    def retell(self) -> None:
        """Say it in the other language."""
        self.table.retell()
        self._again()
        super().retell()

    def choose(self, key: str) -> None:
        """Put the cursor on a row."""
        self.table.choose(key)

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing to the row one stands on."""
        if self.rows is None or action not in self.on_rows():
            return None
        row = self.chosen
        return self.none_here() if row is None else self.why_not(action, row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter typed into a line is a letter."""
        if action in self.OPENS_FORM and getattr(self.app.focused, "takes_words", False):
            return False
        return super().check_action(action, parameters)

    @on(PagedTable.Moved)
    def _moved(self, event: PagedTable.Moved) -> None:
        event.stop()
        self._again()
        self.refresh_bindings()

    @on(PagedTable.Pressed)
    async def _pressed(self, event: PagedTable.Pressed) -> None:
        event.stop()
        await self.action_open()

    async def form_for(self, action: str, call: Callable[[Row], Call]) -> None:
        """Open the form of a verb for the row one stands on; of one that has gone say so."""
        if (row := self.chosen) is not None:
            key = self.key_of(row)
            await self.form_on(lambda: self.table.row_of(key), call, lambda now: self.why_not(action, now))
        elif self.table.lost:
            self.frame.standing.row_gone()

    def when(self, at: float | None, now: float, ink: str = "quiet") -> Span:
        """Say a moment: the time of day, before it the day where it is another one; a dash where there is none."""
        if at is None:
            return ("—", "quiet")
        return (moment(at, now, self.frame.standing.zone), ink)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()
