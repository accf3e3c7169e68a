"""One incident: what happened, what must happen and by when, who commands, how bad it is (R4.1–R4.3; SCREENS)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.panes.incident_words import Owed, due_in_short, head_line, owed_of, side_lines
from commandpost.tui.parts.entry_line import EntryLine
from commandpost.tui.parts.log_view import LogView
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet

PAGE = 300  # entries held at first; the same again each time one reads up to the oldest


class Incident(Pane):
    """The log of one incident and what is due in it."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    BINDINGS = bound(
        Key("log.add", "l", "write", Sentence("log entry"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self._limit = PAGE
        self._record: Any = None
        self._owed: list[Owed] | None = None

    def compose(self) -> ComposeResult:
        """A head, the log, and beside it what is due."""
        standing = self.frame.standing
        yield Sheet(self._head, standing.now_s, classes="head")
        yield Sheet(self._short, standing.now_s, classes="short")
        with Horizontal():
            yield LogView(lambda: standing.zone)
            yield Sheet(self._side, standing.now_s, classes="side")

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The incident, its log, what it owes."""
        return {
            "incident.show": ((self.number,), {}),
            "log.list": ((self.number,), {}),
            "deadline.list": ((), {"incident": self.number}),
        }

    def show(self, question: str, record: Any) -> None:
        """Draw an answer."""
        if question == "log.list":
            tell = self.frame.teller()
            self.query_one(LogView).feed([tell.entry(entry) for entry in record[-self._limit :]])
            return
        if question == "incident.show":
            self._record = record
        else:
            self._owed = owed_of(record, self.frame.standing.now_text())
        self._say()

    def _say(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()

    def number_here(self) -> str:
        """This one."""
        return self.number

    def tick(self) -> None:
        """Timers run."""
        for sheet in self.query(Sheet):
            sheet.tick()

    def retell(self) -> None:
        """Say it in the other language."""
        self._say()
        super().retell()

    @on(LogView.Earlier)
    def _earlier(self, event: LogView.Earlier) -> None:
        event.stop()
        if len(self.query_one(LogView).entries) >= self._limit:
            self._limit += PAGE
            self.ask("log.list")

    # the keys

    async def action_write(self) -> None:
        """Open the line for the next entry."""
        await self.desk_screen.open_line(EntryLine(self.frame, self.number))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    # the words

    def _head(self, width: int, now: float) -> Lines:
        return [] if self._record is None else [head_line(self._record, width, now, self.frame.teller())]

    def _short(self, width: int, now: float) -> Lines:
        return [] if self._owed is None else due_in_short(self._owed, width, now, lines=2)

    def _side(self, width: int, now: float) -> Lines:
        if self._record is None or self._owed is None:
            return []
        return side_lines(self._record, self._owed, width, now, self.frame.teller())
