"""The duty log: a day's book, its newest entry at the foot; the day before by one key, an incident out of an entry by one key (R4.1, R4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.panes.duty_words import duty_lines, empty_lines, entries_of, head_lines
from commandpost.tui.parts.entry_line import EntryLine
from commandpost.tui.parts.log_lines import Entry
from commandpost.tui.parts.log_view import LogView
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet

PAGE = 200  # entries held at first; the same again each time one reads up to the oldest
TODAY = "duty"


class Duty(Pane):
    """A day of the duty log."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    BINDINGS = bound(
        Key("log.add", "l", "write", Sentence("log entry"), priority=True),
        Key("incident.show", "enter", "open", Sentence("open")),
        Key("incident.promote", "p", "promote", Sentence("make an incident of it")),
        Key("log.strike", "s", "strike", Sentence("strike"), priority=True),
        Key("log.redact", "z", "redact", Sentence("redact"), show=False, priority=True),
        Key("attachment.list", "F", "papers", Sentence("papers")),
        Key("duty.before", "left_square_bracket", "day_before", Sentence("day before")),
        Key("duty.after", "right_square_bracket", "day_after", Sentence("day after")),
        Key("log.day", "d", "today", Sentence("today")),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, book: str = TODAY) -> None:
        super().__init__()
        self.book = book
        self._limit = PAGE
        self._record: Any = None
        self._wish: str | None = None

    def compose(self) -> ComposeResult:
        """A head, and the entries."""
        standing = self.frame.standing
        yield Sheet(self._head, standing.now_s, counts=False, classes="head")
        yield LogView(lambda: standing.zone, duty_lines, self._empty)

    @property
    def entries(self) -> LogView:
        """The entries."""
        return self.query_one(LogView)

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The day."""
        return {"log.day": ((self.book,), {"newest": self._limit})}

    def show(self, question: str, record: Any) -> None:
        """Draw the day."""
        other = self._record is None or record.day != self._record.day
        self._record = record
        if other:
            self.entries.feed([])
        self.entries.feed(entries_of(record, self.frame.teller()))
        if self._wish is not None and record.begins and not self.entries.holds(self._wish):
            self._limit *= 4  # it stands further back
            self.ask()
        elif self._wish is not None:
            self.entries.choose(self._wish)
            self._wish = None
        self._say()

    def _say(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()
        self.refresh_bindings()

    def tick(self) -> None:
        """At the site's own hour the page of today turns to the new day."""
        if self._record is None or self.book != TODAY or self.redrawing:
            return
        if self.frame.standing.now_s() >= instant(self._record.ends_at).timestamp():
            self.ask()

    def retell(self) -> None:
        """Say it in the other language."""
        self._say()
        super().retell()

    def choose(self, key: str) -> None:
        """Put the cursor on an entry by its printed number; an incident's number is none of this page."""
        if key.rpartition("#")[2].isdigit():
            if self._record is None:
                self._wish = key
            else:
                self.entries.choose(key)

    def number_here(self) -> str:
        """The incident that the entry under the cursor became."""
        here = self.entries.chosen
        return here.became if here is not None else ""

    @on(LogView.Earlier)
    def _earlier(self, event: LogView.Earlier) -> None:
        event.stop()
        if self._record is not None and self._record.begins:
            self._limit += PAGE
            self.ask()

    @on(LogView.Moved)
    def _moved(self, event: LogView.Moved) -> None:
        event.stop()
        self.refresh_bindings()

    @on(LogView.Pressed)
    def _pressed(self, event: LogView.Pressed) -> None:
        event.stop()
        self.action_open()

    # the days

    def action_day_before(self) -> None:
        """Turn to the nearest day before that has a book."""
        self._turn_to(self._record.before if self._record is not None else None)

    def action_day_after(self) -> None:
        """Turn to the nearest day after that has a book; to today at the latest."""
        self._turn_to(self._record.after if self._record is not None else None)

    def _turn_to(self, day: str | None) -> None:
        if day is not None and not self.redrawing:
            self._turn(TODAY if day == self._record.today else f"duty:{day}")

    def action_today(self) -> None:
        """Back to today, to the newest entry."""
        if self.book == TODAY:
            self.entries.action_last()
        else:
            self._turn(TODAY)

    def _turn(self, book: str) -> None:
        self.book, self._limit = book, PAGE
        self.ask()

    # the entries

    async def action_write(self) -> None:
        """Open the line for the next entry; it always goes to today's book, where it is recorded."""
        if self.book != TODAY:
            self._turn(TODAY)
        await self.desk_screen.open_line(EntryLine(self.frame, TODAY))

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing to this day, or to the entry one stands on."""
        if action == "day_before" and self._record is not None and self._record.before is None:
            return say("No earlier day is in the book.")
        if action == "day_after" and self._record is not None and self._record.after is None:
            return say("This is today; there is no later day.")
        if action not in ("promote", "strike", "redact", "open"):
            return None
        here = self._chosen()
        return say("There is no entry here.") if here is None else self._why_not(action, here) or None

    def _chosen(self) -> Entry | None:
        views = self.query(LogView)
        return views.first().chosen if views else None

    def _why_not(self, action: str, entry: Entry) -> str:
        if action == "open":
            return "" if entry.became else _no_incident(entry)
        if entry.struck and action != "redact":
            return say("{entry} is struck.", entry=entry.number)
        if action == "promote" and entry.became:
            return say("{entry} is already incident {number}.", entry=entry.number, number=entry.became)
        return ""

    def action_open(self) -> None:
        """Go to the incident that the entry became; an Enter right after an entered line is the same finger."""
        if not self.frame.standing.settling:
            self._on_entry("open", lambda entry: self.frame.open_incident(entry.became))

    def action_promote(self) -> None:
        """Make an incident of the entry; its type is asked for where the words do not name one."""
        self._on_entry("promote", self._promote)

    async def action_strike(self) -> None:
        """Strike the entry, with a reason; it stays readable."""
        await self._form_for("strike", "log.strike")

    async def action_redact(self) -> None:
        """Take words of the entry out, by law."""
        await self._form_for("redact", "log.redact")

    async def _form_for(self, action: str, verb: str) -> None:
        """Open the form at once, so that the keys typed next fall into it; where what is shown may be old, once it is true."""
        entry = self._chosen()
        if entry is None or self.redrawing or self.frame.doing.busy:
            self._on_entry(action, partial(self._form, verb))
        elif why := self._why_not(action, entry):
            self.frame.standing.say(why)
        else:
            await self.frame.ask_verb(verb, f"duty:{self._record.day}", entry.number)

    def _on_entry(self, action: str, act: Any) -> None:
        """Act on the entry as shown now, once what is shown is true."""
        entry = self.entries.chosen
        if entry is None:
            return
        shown_day = self._record.day

        def landed() -> None:
            now = next((other for other in self.entries.entries if other.number == entry.number), None)
            if now is None or self._record.day != shown_day:
                return
            if why := self._why_not(action, now):
                self.frame.standing.say(why)
            else:
                act(now)

        self.row_key(landed)

    def _promote(self, entry: Entry) -> None:
        frame, desk, book = self.frame, self.frame.desk, f"duty:{self._record.day}"
        assert desk is not None  # noqa: S101 - entries are shown, so it is open
        key = frame.new_key()  # a second press finds the entry promoted; a retry of this one makes it once

        understood = ""

        def work() -> Any:
            nonlocal understood
            understood = desk.understand(entry.text).type
            if understood == "unclassified":
                return None
            return desk.do("incident.promote", book, entry.number, key=key)

        def done(answer: Any) -> str:
            if answer is None:  # the words name no type: a person does
                self._form("incident.promote", entry)
                return ""
            what = frame.teller().type(understood)  # the words may say it by chance: a fire lane is no fire
            return say(
                "{entry} is now incident {number}, {type}; {key} opens it.",
                entry=entry.number,
                number=answer.ref,
                type=what,
                key=key_of("incident.show"),
            )

        frame.doing.do(work, done, frame.complain)

    def _form(self, verb: str, entry: Entry) -> None:
        self.frame.run_worker(self.frame.ask_verb(verb, f"duty:{self._record.day}", entry.number))

    def action_papers(self) -> None:
        """Open the papers of this day."""
        self.frame.going.papers(self.book)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    # the words

    def _head(self, width: int, now: float) -> Lines:
        return [] if self._record is None else head_lines(self._record, width)

    def _empty(self) -> Lines:
        return [] if self._record is None else empty_lines(self._record)


def _no_incident(entry: Entry) -> str:
    return say("{entry} is no incident; {key} makes one of it.", entry=entry.number, key=key_of("incident.promote"))
