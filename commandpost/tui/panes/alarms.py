"""Every alarm that waits for an answer, the oldest first, and what was told lately with its fate: one walks them here (R4.1, R4.2; SCREENS, An alert)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult

from commandpost.domain.alarms.records.shown import ToldLately, Waiting, WaitingShown
from commandpost.domain.alarms.rules.wording import EXERCISE, coming_words
from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.panes.alarms_words import fate_span, whom_span
from commandpost.tui.parts.alert_strip import names, standing_span
from commandpost.tui.parts.cells import Span, cell_len, shown
from commandpost.tui.parts.counted import clock, moment
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words
from commandpost.tui.parts.paged_table import Column, PagedTable
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet

MOST = 200  # alarms walked at once; beyond that the oldest come first, and there is no lack of work


class Alarms(Pane):
    """What waits above, what was told lately below; on a small screen one of them, Tab turns."""

    DEFAULT_CSS = """
    Alarms > .head { height: 1; }
    Alarms > .lately { display: none; }
    Alarms > .told { height: 1; display: none; }
    Alarms.-high > .told { display: block; }
    Alarms.-told > .lately { display: block; }
    Alarms.-told > .waiting { display: none; }
    Alarms.-high > .lately { display: block; }
    Alarms.-high > .waiting { display: block; }
    """

    BINDINGS = bound(
        Key("deadline.acknowledge", "a", "app.acknowledge", Sentence("acknowledge"), priority=True),
        Key("incident.show", "enter", "open", Sentence("open")),
        Key("deadline.escalate", "E", "escalate", Sentence("escalate now"), priority=True),
        Key("watch.maintenance", "M", "maintenance", Sentence("no alarms until"), priority=True),
        Key("alarms.turn", "tab", "turn", Sentence("told lately"), show=False),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.record: Waiting | None = None

    def compose(self) -> ComposeResult:
        """The heading and both lists."""
        now = self.frame.standing.now_s
        yield Sheet(self._head, now, counts=False, classes="head")
        yield PagedTable(self._columns(), lambda row: row.deadline, now, self._none_waits, classes="waiting")
        yield Sheet(self._told_head, now, counts=False, classes="told")
        yield PagedTable(self._told_columns(), lambda row: row.id, now, self._none_told, classes="lately")

    @property
    def waiting(self) -> PagedTable[WaitingShown]:
        """What waits."""
        return self.query_one(".waiting", PagedTable)

    @property
    def lately(self) -> PagedTable[ToldLately]:
        """What was told."""
        return self.query_one(".lately", PagedTable)

    @property
    def in_told(self) -> bool:
        """Whether one is in the list of what was told."""
        return self.has_class("-told")

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """What waits, and what was told lately."""
        return {"alert.waiting": ((), {"most": MOST}), "alert.lately": ((), {})}

    def show(self, question: str, record: Any) -> None:
        """Draw an answer."""
        if question == "alert.waiting":
            self.record = record
            self.waiting.feed(record.rows, 0, len(record.rows))
        else:
            if not self.in_told:
                _rest(self.lately)
            self.lately.feed(record, 0, len(record))
        self.query_one(Sheet).again()
        self.refresh_bindings()

    def take_keys(self) -> None:
        """The keys move in what waits."""
        self.screen.set_focus(self.waiting)

    def tick(self) -> None:
        """Lateness and countdowns run."""
        self.waiting.tick()

    def retell(self) -> None:
        """Say it in the other language."""
        self.waiting.retell()
        self.lately.retell()
        for sheet in self.query(Sheet):
            sheet.again()
        super().retell()

    # what one stands on

    @property
    def row(self) -> WaitingShown | None:
        """The alarm one stands on; none in the list of what was told."""
        return self.waiting.chosen if self.is_mounted and self.query(".waiting") and not self.in_told else None

    def number_here(self) -> str:
        """The incident of the row one stands on."""
        row = self.lately.chosen if self.in_told else self.row
        return (row.incident if row is not None else None) or ""

    def alarm_here(self) -> str | None:
        """The row one stands on, and no other: where it has gone, none."""
        return self.row.deadline if self.row is not None else ""

    def alarms_in_sight(self) -> tuple[str, ...]:
        """The rows that are seen."""
        if not (self.is_mounted and self.query(".waiting") and self.waiting.display):
            return ()
        top = round(self.waiting.scroll_y)
        return tuple(row.deadline for row in self.waiting.rows[top : top + max(0, self.waiting.size.height - 1)])

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing now."""
        if action == "escalate":
            if (until := self.frame.alerts.off_until) is not None:
                return say("alarms are off until {time}", time=self._clock(until))
            return say("no alarm is chosen") if self.row is None else None
        if action == "open" and not self.number_here():
            return say("it belongs to no incident") if self.row is not None or self.in_told else say("no alarm is chosen")
        return None

    @on(PagedTable.Moved)
    def _moved(self, event: PagedTable.Moved) -> None:
        event.stop()
        told = event.table is self.lately
        if event.row is not None and told != self.in_told:  # the mouse went to the other list
            self.set_class(told, "-told")
            _rest(self.waiting if told else self.lately)
        self.refresh_bindings()

    @on(PagedTable.Pressed)
    def _pressed(self, event: PagedTable.Pressed) -> None:
        event.stop()
        self.action_open()

    # the keys

    def action_open(self) -> None:
        """Open the incident of the row one stands on."""
        if (number := self.number_here()) and not self.frame.standing.settling:
            self.frame.open_incident(number)

    async def action_escalate(self) -> None:
        """Tell the next one at once: of the row as it was shown, once what is shown is true; of no other, if that has gone."""
        if (row := self.row) is not None:
            key = row.deadline
            await self.form_on(lambda: self.waiting.row_of(key), lambda now: ("deadline.escalate", (now.deadline,), {}))

    async def action_maintenance(self) -> None:
        """Send no alarm until a time; or send them again."""
        await self.frame.ask_verb("watch.maintenance", **({"off": True} if self.frame.alerts.off_until is not None else {}))

    def action_turn(self) -> None:
        """Go to the other list."""
        told = not self.in_told
        self.set_class(told, "-told")
        left, entered = (self.waiting, self.lately) if told else (self.lately, self.waiting)
        _rest(left)
        self.screen.set_focus(entered)
        entered.action_step(0)  # the row one was on, else the first
        self.query_one(Sheet).again()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    # the words

    def _clock(self, at: str) -> str:
        return clock(instant(at).timestamp(), self.frame.standing.zone)

    def _head(self, width: int, now: float) -> Lines:
        line: list[Span] = [(" " + say("All alarms"), "strong")]
        if self.record is None:
            return [line]
        line.append(("   " + say("{count} wait for an answer", count=self.record.total), "quiet"))
        if not self.has_class("-high"):
            other = say("what waits") if self.in_told else say("told lately")
            line += [("   Tab ", "accent"), (other, "quiet")]
        if self.record.maintenance_until is not None:
            line += [(f"   {key_of('watch.maintenance')} ", "accent"), (say("sends them again"), "quiet")]
        return [line]

    def _told_head(self, width: int, now: float) -> Lines:
        words = " " + say("Told lately") + " "
        return [[(words, "strong"), ("─" * max(0, width - cell_len(words)), "faint")]]

    def _columns(self) -> list[Column[WaitingShown]]:
        def next_(row: WaitingShown, now: float) -> Span:
            return (shown(coming_words(row, self.frame.standing.now_text())) or "—", "quiet")

        def level(row: WaitingShown, now: float) -> Span:
            return (level_words(row.level), level_ink(row.level)) if row.incident is not None else ("", "")

        return [
            Column("late", lambda: say("How late"), standing_span, 14, ticks=True),
            Column("what", lambda: say("What is due"), lambda r, n: _subject(r), 18, grow=3),
            Column("incident", lambda: say("Incident"), lambda r, n: (r.incident or "", "quiet"), 8),
            Column("level", lambda: say("Level"), level, 10, from_width=100),
            Column("told", lambda: say("Told last"), lambda r, n: (names(r.told), ""), 11, grow=1),
            Column("next", lambda: say("Who is next"), next_, 22, grow=1, ticks=True),
        ]

    def _told_columns(self) -> list[Column[ToldLately]]:
        def when(row: ToldLately, now: float) -> Span:
            return (moment(instant(row.raised_at).timestamp(), now, self.frame.standing.zone), "quiet")

        return [
            Column("at", lambda: say("Told at"), when, 11),
            Column("what", lambda: say("What is due"), lambda r, n: _subject(r), 15, grow=2),
            Column("incident", lambda: say("Incident"), lambda r, n: (r.incident or "", "quiet"), 8),
            Column("whom", lambda: say("Whom"), lambda r, n: whom_span(r), 13, grow=1),
            Column("fate", lambda: say("What became of it"), lambda r, n: fate_span(r), 25, grow=3),
        ]

    def _none_waits(self) -> Lines:
        return [
            [("  " + say("No alarm waits for an answer."), "strong")],
            [],
            [(f"  {key_of('watch.maintenance')} ", "accent"), (say("no alarms until a time, for work on the desk itself"), "quiet")],
        ]

    def _none_told(self) -> Lines:
        return [[("  " + say("Nothing was told yet."), "quiet")]]


def _rest(table: PagedTable[Any]) -> None:
    """No row is marked in the list that the keys do not move in."""
    table.lost, table.cursor_key = True, None
    table.refresh()


def _subject(row: WaitingShown | ToldLately) -> list[Span]:
    words: Span = (shown(row.subject), "")
    return [(EXERCISE, "flag"), (" ", ""), words] if row.drill else [words]
