"""One incident in three columns: what happened, what must happen and by when, who commands and how bad it is (R4.1–R4.5; SCREENS)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.panes.incident_due import due_rows
from commandpost.tui.panes.incident_keys import IncidentKeys
from commandpost.tui.panes.incident_log import incident_lines
from commandpost.tui.panes.incident_state import state_rows
from commandpost.tui.panes.incident_words import Owed, due_in_short, head_line, late_count, owed_of, tab_line
from commandpost.tui.parts.cells import cell_len, cut
from commandpost.tui.parts.drafts import entry_place
from commandpost.tui.parts.log_lines import Entry
from commandpost.tui.parts.log_view import LogView
from commandpost.tui.parts.quiet_line import PAUSES, QuietLine, quiet_asks
from commandpost.tui.parts.rows import Row, Rows
from commandpost.tui.parts.sheet import Lines, Sheet
from commandpost.tui.parts.telling import Teller

PAGE = 120  # entries held at first; as many again each time one reads up to the oldest
AGAIN_S = 30.0  # so often the rules are asked anew while something runs by itself
COLUMNS = ("log", "due", "state")


class Incident(IncidentKeys):
    """The log of one incident, what it owes, how it stands."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    # Keys that open a form have priority, so that what is typed right after them falls into the form.
    BINDINGS = bound(
        Key("log.add", "l", "write", Sentence("log entry"), priority=True),
        Key("incident.set_level", "v", "level", Sentence("level"), priority=True),
        Key("deadline.meet", "m", "meet", Sentence("meet"), priority=True),
        Key("deadline.escalate", "E", "escalate", Sentence("escalate now"), show=False, priority=True),
        Key("fact.set", "f", "fact", Sentence("fact"), priority=True),
        Key("incident.chain", "c", "chain", Sentence("chain"), priority=True),
        Key("incident.describe", "e", "describe", Sentence("parts"), priority=True),
        Key("incident.answer", "y", "answer", Sentence("answer"), priority=True),
        Key("incident.brief", "b", "brief", Sentence("brief")),
        Key("incident.control", "k", "control", Sentence("controlled"), priority=True),
        Key("incident.end", "K", "end", Sentence("end"), priority=True),
        Key("incident.reopen", "o", "reopen", Sentence("reopen"), priority=True),
        Key("incident.change_type", "t", "type", Sentence("type"), priority=True),
        Key("log.strike", "s", "strike", Sentence("strike"), priority=True),
        Key("log.redact", "z", "redact", Sentence("redact"), priority=True),
        Key("attachment.list", "F", "papers", Sentence("papers")),
        Key("order.list", "i", "orders", Sentence("orders")),
        Key("order.give", "I", "give_order", Sentence("give an order"), priority=True),
        Key("command.choose", "C", "command", Sentence("who commands"), priority=True),
        Key("reader.open", "R", "read", Sentence("read aloud"), show=False),
        Key("command.handover", "T", "handover", Sentence("hand-over")),
        Key("incident.hold", "W", "hold", Sentence("wait until"), priority=True),
        Key("incident.hold", "W", "resume", Sentence("go on"), priority=True),
        Key("incident.merge", "g", "tie", Sentence("merge/link"), priority=True),
        Key("desk.open", "enter", "open", Sentence("do"), show=False),
        Key("column.next", "tab", "column(1)", Sentence("next column"), show=False),
        Key("column.before", "shift+tab", "column(-1)", Sentence("column before"), show=False),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self.record: Any = None
        self.suggestion: Any = None
        self.owed: list[Owed] | None = None
        self._limit = PAGE
        self._asked_at = 0.0
        self._wish: str | None = None
        self.column = 0
        self.add_class("-log")

    def compose(self) -> ComposeResult:
        """A head that never loses what is late, and the three columns."""
        now, standing = self.frame.standing.now_s, self.frame.standing
        yield Sheet(self._head, now, classes="head")
        yield QuietLine(now)
        yield Sheet(self._tabs, now, classes="tabs")
        yield Sheet(self._short, now, classes="short")
        with Horizontal():
            with Vertical(classes="column log"):
                yield LogView(lambda: standing.zone, incident_lines)
                yield Sheet(self._add, now, classes="add")
            yield Rows(self._due, now, classes="column due")
            yield Rows(self._state, now, classes="column state")

    @property
    def entries(self) -> LogView:
        """What happened."""
        return self.query_one(LogView)

    @property
    def due(self) -> Rows:
        """What must happen."""
        return self.query_one(".due", Rows)

    @property
    def state(self) -> Rows:
        """Who and how bad."""
        return self.query_one(".state", Rows)

    # the questions and their answers

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The incident, its log, what it owes, what the rules say."""
        return {
            "incident.show": ((self.number,), {}),
            "log.list": ((self.number,), {"newest": self._limit}),
            "deadline.list": ((), {"incident": self.number}),
            "incident.suggest": ((self.number,), {}),
            **quiet_asks(self.number),
        }

    def show(self, question: str, record: Any) -> None:
        """Draw an answer."""
        if self.query_one(QuietLine).take(question, record):
            return
        if question == "log.list":
            tell = self.tell()
            self.entries.feed([self._entry_of(tell, entry) for entry in record])
            if self._wish is not None and len(record) >= self._limit and not self.entries.holds(self._wish):
                self._limit *= 4  # it stands further back
                self.ask("log.list")
            elif self._wish is not None:
                self.entries.choose(self._wish)
                self._wish = None
        elif question == "incident.show":
            self.record = record
            if record.number != self.number:  # it was merged: from now on this page is the one it was merged into
                self._moved_to(record.number)
        elif question == "incident.suggest":
            self.suggestion, self._asked_at = record, self.frame.standing.now_s()
        else:
            self.owed = owed_of(record, self.frame.standing.now_text())
        self._say()
        self.refresh_bindings()

    def _moved_to(self, number: str) -> None:
        self.frame.standing.say(say("{number} was merged into {into}: this is about {into}.", number=self.number, into=number))
        self.number = number
        self.ask("log.list")

    def _entry_of(self, tell: Teller, record: Any) -> Entry:
        """Draw an entry; one that a merged duplicate brought bears that one's number before its own."""
        entry, book = tell.entry(record), getattr(record, "book", "")
        return entry._replace(number=f"{book} {entry.number}") if book not in ("", self.number) else entry

    def tell(self) -> Teller:
        """Who knows the words of the plan that this incident began with."""
        desk = self.frame.desk
        assert desk is not None  # noqa: S101 - asked for when answers are there
        digest = getattr(self.record, "plan", "")
        return Teller(desk.plan_of(digest) if digest else desk.plan, self.frame.standing.zone)

    def _say(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()
        for rows in self.query(Rows):
            rows.again()

    def number_here(self) -> str:
        """This one."""
        return self.number

    def choose(self, key: str) -> None:
        """Put the cursor on an entry by its printed number; an incident's number is none of this page."""
        if key.rpartition("#")[2].isdigit():
            self._wish = key
            if self.query(LogView) and self.entries.entries:
                self.entries.choose(key)

    def take_keys(self) -> None:
        """The keys move in the log, also where nothing is shown yet."""
        self.screen.set_focus(self.entries)

    def tick(self) -> None:
        """Timers run; what runs by itself may have reached something; a pause point may have come."""
        if self.query_one(QuietLine).is_old and not self.redrawing:
            self.ask(PAUSES)
        for sheet in self.query(Sheet):
            sheet.tick()
        for rows in self.query(Rows):
            rows.tick()
        runs = self.suggestion is not None and self.suggestion.ahead
        if runs and self.frame.standing.now_s() - self._asked_at >= AGAIN_S and not self.redrawing:
            self.ask("incident.show", "incident.suggest", "deadline.list")

    def retell(self) -> None:
        """Say it in the other language."""
        self._say()
        super().retell()

    @on(LogView.Earlier)
    def _earlier(self, event: LogView.Earlier) -> None:
        event.stop()
        if len(self.entries.entries) >= self._limit:
            self._limit += PAGE
            self.ask("log.list")

    @on(LogView.Moved)
    @on(Rows.Moved)
    def _moved(self, event: LogView.Moved | Rows.Moved) -> None:
        event.stop()
        self.refresh_bindings()

    @on(LogView.Pressed)
    @on(Rows.Pressed)
    async def _pressed(self, event: LogView.Pressed | Rows.Pressed) -> None:
        event.stop()
        await self.action_open()

    # the columns

    @property
    def wide(self) -> bool:
        """Whether the columns stand side by side."""
        return self.has_class("-wide")

    def action_column(self, step: int) -> None:
        """Go to another column; where only one is seen, see that one."""
        self.to_column((self.column + step) % len(COLUMNS))

    def to_column(self, at: int) -> None:
        """Put the keys into a column."""
        self.column = at
        for place, name in enumerate(COLUMNS):
            self.set_class(place == at, f"-{name}")
        self.screen.set_focus((self.entries, self.due, self.state)[at])
        self.call_after_refresh(self._say)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The mouse went to another column."""
        widgets = (self.entries, self.due, self.state)
        if event.widget in widgets:
            self.column = widgets.index(event.widget)
            self.refresh_bindings()

    # the words

    def _head(self, width: int, now: float) -> Lines:
        return [] if self.record is None else [head_line(self.record, width, now, self.tell())]

    def _tabs(self, width: int, now: float) -> Lines:
        return [tab_line(self.column, late_count(self.owed or [], now), width)]

    def _short(self, width: int, now: float) -> Lines:
        return [] if self.owed is None else due_in_short(self.owed, width, now)

    def _due(self, width: int, now: float) -> list[Row]:
        if self.record is None or self.owed is None:
            return []
        return due_rows(self.record, self.owed, width, now, self.tell())

    def _state(self, width: int, now: float) -> list[Row]:
        if self.record is None:
            return []
        return state_rows(self.record, self.suggestion, self.owed or [], width, now, self.tell())

    def _add(self, width: int, now: float) -> Lines:
        kept = self.frame.drafts.at(entry_place(self.number)).text
        if (line := self.desk_screen.bottom) is not None and line.place == entry_place(self.number):
            return [[]]
        words = say("half typed: {text}", text=kept) if kept else say("add to the log")
        key = key_of("log.add")
        room = width - 5 - cell_len(key)
        return [[(" ▸ ", "accent"), (f"{key} ", "accent"), (cut(words, room), "strong" if kept else "quiet")]]
