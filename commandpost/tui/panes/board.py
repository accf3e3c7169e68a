"""The board: what is late, what comes next, what is going on, and the newest words of one incident (R4.3; SCREENS)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.css.scalar import Scalar

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.panes.board_below import LATEST, LOWER, LOWER_VAST, Ahead, owed_lines
from commandpost.tui.panes.board_columns import BoardRow, columns, level_sentence, row_of
from commandpost.tui.panes.board_head import BoardHead, Narrowed
from commandpost.tui.parts.cells import Span
from commandpost.tui.parts.counted import clock, moment
from commandpost.tui.parts.entry_line import EntryLine
from commandpost.tui.parts.log_lines import Entry, one_line
from commandpost.tui.parts.paged_table import PagedTable
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Sheet

HELD_S = 0.08  # so long the picture waits for another list; then the old rows are painted
NEAR = 2  # rows above and below the cursor whose words are read ahead


class Latest(Sheet):
    """The newest words of one incident."""


class Owes(Sheet):
    """What one incident owes next, beside its newest words where there is room."""


class Incidents(PagedTable[BoardRow]):
    """The list; whoever shows what stands under it is told in the same breath, so that one picture shows both."""

    def __init__(self, moved: Callable[[], None], *what: Any) -> None:
        super().__init__(*what)
        self._tell = moved

    def _put(self, place: int, top: int | None = None) -> None:
        super()._put(place, top)
        if self.chosen is not None:
            self._tell()


class Board(Pane):
    """Every incident, the most urgent first; narrowed and ordered as one likes."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    BINDINGS = bound(
        Key("log.add", "l", "write", Sentence("log entry"), priority=True),
        Key("incident.show", "enter", "open", Sentence("open")),
        Key("incident.merge", "g", "tie", Sentence("merge/link"), priority=True),
        Key("board.which", "w", "which", Sentence("which"), priority=True),
        Key("board.order", "O", "order", Sentence("sort"), priority=True),
        Key("incident.hold", "W", "hold", Sentence("wait until"), priority=True),
        Key("incident.hold", "W", "resume", Sentence("go on"), priority=True),
        Key("board.all", "escape", "all", Sentence("show all"), show=False),
    )

    def __init__(self) -> None:
        super().__init__(id="board")
        self.narrowed = Narrowed()
        self._begins = 0  # where the window begins
        self._turns_at: float | None = None  # then the order is another one
        self._entries: list[Entry] = []
        self._entries_of = ""
        self._owed: Any = ()
        self._followed = ""
        self._ahead = Ahead(self)
        self._waits = False  # the incident under the cursor is on hold: one key then says and does the other thing
        self._picture = ExitStack()

    def compose(self) -> ComposeResult:
        """What is shown and how many, the list, and what follows the cursor."""
        standing = self.frame.standing
        yield BoardHead(self.narrowed)
        yield Incidents(
            self._follow, columns(standing, self.narrowed), lambda row: row.number, standing.now_s, self._empty
        )
        with Horizontal(classes="below"):
            yield Latest(self._latest, standing.now_s, counts=False)
            yield Owes(self._owes, standing.now_s)

    @property
    def table(self) -> PagedTable[BoardRow]:
        """The list."""
        return self.query_one(PagedTable)

    # the questions and their answers

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """A window of the list, and the log of the chosen incident where there is room for its newest entries."""
        window = {"offset": self._begins, "limit": self.table.window, **self.narrowed.options()}
        wanted: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {"board": ((), window)}
        chosen = self.table.chosen
        if chosen is not None and self.query_one(".below").display:
            wanted["log.list"] = ((chosen.number,), {"newest": LATEST})
            if self.query_one(Owes).display:
                wanted["deadline.list"] = ((), {"incident": chosen.number})
        return wanted

    def first(self, board: Any) -> None:
        """Draw the first answer; what follows the cursor is asked when the cursor is there."""
        self.show("board", board)

    def show(self, question: str, record: Any) -> None:
        """Draw an answer."""
        if question == "board":
            self._picture.close()
            self.frame.standing.take(record)
            self._turns_at = None if record.turns_s is None else instant(record.as_of).timestamp() + record.turns_s
            self.query_one(BoardHead).take(record)
            self.table.feed([row_of(row) for row in record.rows], record.offset, record.size)
            self._told_which()
            self.query_one(Latest).again()  # its heading is of the row, which may be another one than when its words came
            self._share(record.size)
        elif question == "log.list":
            self._tell(self.table.cursor_key or "", record)
            self._look_ahead()
        else:
            self._owed = record
            self.query_one(Owes).again()

    def _share(self, rows: int) -> None:
        """Give the lower part what the rows leave, up to half of the page: three incidents need no empty list under them."""
        below, high = self.query_one(".below"), self.size.height
        least = LOWER_VAST if self.has_class("-vast") else LOWER
        lines = max(least, min(high // 2, high - rows - 3))
        if below.display and high and below.styles.height != Scalar.from_number(lines):
            below.styles.height = lines

    def _tell(self, number: str, entries: Any) -> None:
        tell = self.frame.teller()
        self._entries, self._entries_of = (
            [tell.entry_in(entry, number) for entry in entries[: -LATEST - 1 : -1]],
            number,
        )
        self.query_one(Latest).again()

    def changed(self, tables: frozenset[str] | None) -> None:
        """What was read ahead may be old."""
        self._ahead.forget()
        super().changed(tables)

    def tick(self) -> None:
        """Timers run; when something falls due, the order is another one."""
        self.table.tick()
        owes = self.query_one(Owes)
        if owes.display:
            owes.tick()
        if self._turns_at is not None and self.frame.standing.now_s() >= self._turns_at:
            self._turns_at = None
            self.ask("board")

    def retell(self) -> None:
        """Say it in the other language."""
        self.table.retell()
        self.query_one(BoardHead).refresh()
        self.query_one(Latest).again()
        super().retell()

    def choose(self, key: str) -> None:
        """Put the cursor on an incident."""
        self.table.choose(key)

    def number_here(self) -> str:
        """The incident under the cursor."""
        return self.table.cursor_key or ""

    @on(PagedTable.Moved)
    def _moved(self, event: PagedTable.Moved) -> None:
        event.stop()
        if self.table.chosen is None or self._followed != self.table.cursor_key:
            self._follow()

    @on(PagedTable.Wanted)
    def _wanted(self, event: PagedTable.Wanted) -> None:
        event.stop()
        self._begins = event.begins
        self.ask("board")

    def _follow(self) -> None:
        row, owes = self.table.chosen, self.query_one(Owes)
        self._followed = row.number if row is not None else ""
        self._told_which()
        known = self._ahead.at(row.number, owed=owes.display) if row is not None else None
        if row is None or known is None:
            self.query_one(Latest).again()
            owes.again()
            self.ask("log.list", "deadline.list")
            return
        self._owed = known.owed or ()
        self._tell(row.number, known.entries)
        owes.again()
        self.call_after_refresh(self._look_ahead)  # a thread that reads would take turns with the picture of this key

    def _told_which(self) -> None:
        """One key lets a row wait or takes it back: its label is said anew where that is another one."""
        row = self.table.chosen
        if (waits := row is not None and row.held is not None) != self._waits:
            self._waits = waits
            self.refresh_bindings()

    def _look_ahead(self) -> None:
        """Read the words of the rows next to the cursor."""
        if self.query_one(".below").display:
            table = self.table
            near = (table.row_at(table.cursor + step) for step in (0, *range(1, NEAR + 1), *range(-NEAR, 0)))
            self._ahead.read([row.number for row in near if row is not None], owed=self.query_one(Owes).display)

    def on_resize(self, event: events.Resize) -> None:
        """The lower part may have come into sight."""
        super().on_resize(event)
        self._share(self.table.count or 0)
        self.call_after_refresh(self._seen)

    def _seen(self) -> None:
        row = self.table.chosen
        if row is not None and self._ahead.at(row.number, owed=self.query_one(Owes).display) is None:
            self.ask("log.list", "deadline.list")

    # which rows, in which order

    async def action_which(self) -> None:
        """Open the line that says which incidents are shown."""
        from commandpost.tui.panes.board_which import WhichLine

        await self.desk_screen.open_line(WhichLine(self.frame, self.narrowed, self.again))

    async def action_order(self) -> None:
        """Open the list of orders."""
        from commandpost.tui.panes.board_which import OrderLine

        await self.desk_screen.open_line(OrderLine(self.frame, self.narrowed, self.again))

    def action_all(self) -> None:
        """Show all open incidents again; where all are shown, in the order of urgency again."""
        self.narrowed.less()
        self.again(keep=True)

    def again(self, *, keep: bool = False) -> None:
        """Another list is asked for: from its beginning."""
        self._begins = 0
        self._picture.close()
        self._picture.enter_context(self.app.batch_update())  # one picture: the line gone, the new rows there
        self.set_timer(HELD_S, self._picture.close)
        self.table.afresh(keep=keep)
        self.query_one(BoardHead).refresh()
        self.refresh_bindings()
        self.ask("board")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc is a key here while something is left out, or the order is not ours; a letter typed into a line is a letter."""
        if action == "all":
            return not self.narrowed.plain
        if action in ("hold", "resume") and self._waits != (action == "resume"):
            return False
        if action in ("which", "order", "tie", "hold", "resume"):
            return not getattr(self.app.focused, "takes_words", False)
        return super().check_action(action, parameters)

    # the row keys

    @on(PagedTable.Pressed)
    def _pressed(self, event: PagedTable.Pressed) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the incident one stands on; an Enter right after an entered line is the same finger."""
        if self.frame.standing.settling:
            return
        self._on_row(lambda number: self.frame.open_incident(number))

    async def action_write(self) -> None:
        """Open the line for an entry of the incident one stands on, of the duty log where the board has no row."""
        if (row := self.table.chosen) is not None:
            await self.desk_screen.open_line(EntryLine(self.frame, row.number))
        elif self.table.count == 0:  # the letters typed next must fall into a line, not run as keys
            await self.desk_screen.open_line(EntryLine(self.frame, "duty"))

    async def action_hold(self) -> None:
        """Let the incident one stands on wait until a time."""
        if (row := self.table.chosen) is not None:
            await self.frame.ask_verb("incident.hold", row.number)

    async def action_resume(self) -> None:
        """Take the incident one stands on back from waiting."""
        if (row := self.table.chosen) is not None:
            await self.frame.ask_verb("incident.resume", row.number)

    async def action_tie(self) -> None:
        """Merge or link the incident one stands on."""
        if (row := self.table.chosen) is not None:
            await self.frame.going.tie(row.number)

    def _on_row(self, act: Any) -> None:
        row = self.table.chosen
        if row is None:
            if self.table.lost:
                self.frame.standing.row_gone()
            return

        def landed(number: str = row.number) -> None:
            if self.table.row_of(number) is not None:
                act(number)

        self.row_key(landed)

    # the words

    def _empty(self) -> list[list[Span]]:
        if self.narrowed.terms:
            return [
                [("  " + say("No incident fits."), "strong"), ("   " + self.narrowed.words(), "accent")],
                [],
                [("  " + say("Esc "), "accent"), (say("show all that are open"), "quiet")],
                [("  w ", "accent"), (say("change what is shown"), "quiet")],
            ]
        return [
            [("  " + say("No incident is open."), "strong")],
            [],
            [
                (f"  {key_of('incident.report')} ", "accent"),
                (say("report one in a line: what, where, how many hurt"), "quiet"),
            ],
            [(f"  {key_of('desk.command')} ", "accent"), (say("type any verb"), "quiet")],
            [(f"  {key_of('desk.help')} ", "accent"), (say("see every key"), "quiet")],
        ]

    def _latest(self, width: int, now: float) -> list[list[Span]]:
        row = self.table.chosen
        if row is None:
            return []
        zone = self.frame.standing.zone
        head: list[Span] = [(f" {row.number} {row.what}", "strong")]
        if row.where:
            head.append((f" · {row.where}", "strong"))
        head += [("   ", ""), *level_sentence(row.level, row.suggested), ("   ", "")]
        head.append((say("since {time}", time=clock(row.began, zone)), "quiet"))
        if row.held is not None:
            head.append((" · " + say("held until {time}", time=moment(row.held, now, zone)), "strong"))
        if self._entries_of != row.number:
            return [head]
        who_width = 22 if width >= 110 else 16
        fits = max(1, self.query_one(Latest).size.height - 1)
        return [head, *(one_line(entry, zone, who_width) for entry in self._entries[:fits])]

    def _owes(self, width: int, now: float) -> list[list[Span]]:
        row = self.table.chosen
        mine = row is not None and all(one.incident == row.number for one in self._owed)
        return owed_lines(self._owed if mine else (), width, now)
