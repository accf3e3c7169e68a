"""The lists of one incident: four groups side by side, what is late first; ticked by keys, the commander's strip above (R2.2, R4.3, R4.4; SCREENS)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.css.scalar import Scalar

from commandpost.domain.checklists.records.tasks import FIRST_TEN
from commandpost.locale.words import say
from commandpost.tui.keys import key_of
from commandpost.tui.panes.checklists_column import ListColumn, ListRows
from commandpost.tui.panes.checklists_keys import ListsKeys
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.list_words import Shown, card_lines, shown_task, strip, tabs
from commandpost.tui.parts.quiet_line import PAUSES, QuietLine, quiet_asks
from commandpost.tui.parts.rows import Row, Rows
from commandpost.tui.parts.sheet import Lines, Sheet

NARROWEST = 22  # cells of a list beside others
SQUEEZED = 24  # lines below which the card gives way, as to a form at the foot
MANY = 200  # open incidents among which one turns


class Checklists(ListsKeys):
    """Every list of an incident, ticked where one stands."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, number: str = "", list_code: str = "") -> None:
        super().__init__(number)
        self.record: Any = None
        self.all = False  # also what stands down, and what is finished
        self.list_here = list_code
        self._found = bool(number)  # whether it is known which incident it is
        self._tasks: dict[str, list[Shown]] = {}
        self._turning: Errand | None = None
        self._wanted = ""  # a task on which the cursor is to stand once it is there
        self.add_class("-empty")

    def compose(self) -> ComposeResult:
        """The strip, the lists, the card of the list one stands in."""
        now = self.frame.standing.now_s
        yield Sheet(self._strip, now, classes="top")
        yield QuietLine(now)
        yield Sheet(self._tabs, now, classes="tabs")
        with Horizontal(classes="lists"):
            yield Rows(self._none, now, classes="none")
        yield Sheet(self._card, now, counts=False, classes="card")

    # the question and its answer

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The lists; first which incident is the most urgent, where nobody named one."""
        return {"list.show": ((self.number,), {}), **quiet_asks(self.number, owed=True)} if self.number else {"board": ((), {"limit": 1})}

    def show(self, question: str, record: Any) -> None:
        """Draw an answer."""
        if self.query_one(QuietLine).take(question, record):
            return
        if question == "board":
            self.frame.standing.take(record)
            self._found = True
            if record.rows:
                self.number = record.rows[0].number
                self.ask()
            self._again()
            return
        first = self.record is None
        self.record = record
        if record.number != self.number:  # it was merged
            self.frame.standing.say(say("{number} was merged into {into}: this is about {into}.", number=self.number, into=record.number))
            self.number = record.number
        self._tasks = {one.code: [shown_task(line) for line in one.tasks] for one in record.lists}
        if (first and not self.list_here) or self.list_named(self.list_here) is None:
            self.list_here = self._most_urgent()
        self.lay_out()
        if self._wanted:
            self.choose(self._wanted)
        self.refresh_bindings()

    def lists(self) -> list[Any]:
        """Give the lists that are seen: those that run, the first ten minutes while they do; all of them where one asked for all."""

        def runs(one: Any) -> bool:
            states = [task.state for task in self._tasks.get(one.code, ())]
            if one.code == FIRST_TEN and one.code != self.list_here:
                return "open" in states
            return any(state != "stood_down" for state in states)

        return [one for one in self.record.lists if self.all or runs(one)] if self.record is not None else []

    def list_named(self, code: str) -> Any:
        """Give a list by its code, None when there is no such one."""
        return next((one for one in self.record.lists if one.code == code), None) if self.record is not None else None

    def tasks_of(self, code: str) -> list[Shown]:
        """Give the tasks of a list."""
        return self._tasks.get(code, [])

    def leader_of(self, code: str) -> tuple[str, ...]:
        """Give the names under which whoever leads a list owns its tasks."""
        one = self.list_named(code)
        return (one.card.you.person or "", one.card.you.zh, one.card.you.en) if one is not None and one.card is not None else ()

    def _most_urgent(self) -> str:
        """The list of whoever sits here; else the one in which the most is late, critical first; else the first."""
        now, lists = self.frame.standing.now_s(), self.lists()

        def urgency(one: Any) -> tuple[bool, int, int]:
            late = [task for task in self.tasks_of(one.code) if task.late(now)]
            return one.mine, sum(task.critical for task in late), len(late)

        return max(lists, key=urgency).code if lists else ""

    # the columns

    @property
    def columns(self) -> list[ListColumn]:
        """The lists as they stand on the page."""
        return list(self.query(ListColumn))

    @property
    def column(self) -> ListColumn | None:
        """The list one stands in."""
        return next((one for one in self.columns if one.code == self.list_here), None)

    @property
    def alone(self) -> bool:
        """Whether one list is seen at a time."""
        return not self.has_class("-wide")

    def lay_out(self) -> None:
        """Put each list where it belongs: one that stands keeps its cursor."""
        wanted = [one.code for one in self.lists()]
        if self.list_here not in wanted:  # it stood down, or is not shown any more
            self.list_here = self._most_urgent()
        for column in self.columns:
            if column.code not in wanted:
                self._let_go(column)
        standing = {column.code: column for column in self.columns if column.code in wanted}
        room = self.query_one(".lists")
        before: Any = self.query_one(".none")
        for code in wanted:
            if code not in standing:
                standing[code] = ListColumn(self, code)
                room.mount(standing[code], after=before)
            before = standing[code]
        self.set_class(not wanted, "-empty")
        self._seen(wanted, standing)
        self._again()
        self.call_after_refresh(self.keys_into)

    def _seen(self, wanted: list[str], standing: Mapping[str, ListColumn]) -> None:
        fits = 1 if self.alone else max(1, self.size.width // NARROWEST)
        at = wanted.index(self.list_here) if self.list_here in wanted else 0
        begins = max(0, min(at - fits + 1 if at >= fits else 0, len(wanted) - fits))
        for place, code in enumerate(wanted):
            standing[code].set_class(begins <= place < begins + fits, "-seen")
            standing[code].set_class(begins < place < begins + fits, "-beside")

    def _let_go(self, column: ListColumn) -> None:
        """Take a list away; the keys never fall into nothing with it."""
        if (focused := self.screen.focused) is not None and column in focused.ancestors:
            self.take_keys()
        column.remove()

    def keys_into(self) -> None:
        """The keys go where one stands, unless something is being typed; until it can take them they are the page's own."""
        if self.was_left or self.frame.screen is not self.screen or getattr(self.screen.focused, "takes_words", False):
            return
        column = self.column
        target = column.rows if column is not None and column.is_mounted and column.query(ListRows) else None
        if target is not None and target.focusable:
            if self.screen.focused is not target:
                self.screen.set_focus(target)
        elif self.screen.focused is None or not self.screen.focused.is_attached:
            self.take_keys()

    def action_turn(self, step: int) -> None:
        """Go to another list."""
        codes = [one.code for one in self.lists()]
        if codes:
            at = codes.index(self.list_here) if self.list_here in codes else -step
            self.to_list(codes[(at + step) % len(codes)])

    def to_list(self, code: str) -> None:
        """Put the keys into a list."""
        self.list_here = code
        self.lay_out()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """One list or all of them, by the room there is."""
        super().on_resize(event)
        self.set_class(event.size.height < SQUEEZED, "-squeezed")
        if self.record is not None:
            self.lay_out()
        self.call_after_refresh(self._again)

    def _again(self) -> None:
        if not self.is_mounted:
            return
        top = self.query_one(".top", Sheet)
        lines = max(1, len(self._strip(max(20, self.size.width), self.frame.standing.now_s())))
        if top.styles.height != Scalar.from_number(lines):
            top.styles.height = lines
        for sheet in self.query(Sheet):
            sheet.again()
        for rows in self.query(Rows):
            rows.again()

    def take_keys(self) -> None:
        """The keys are the page's own until the lists are there."""
        self.screen.set_focus(self.query_one(".none"))

    def tick(self) -> None:
        """Countdowns run; a time mark comes, a pause point."""
        if self.number and self.query_one(QuietLine).is_old and not self.redrawing:
            self.ask(PAUSES)
        lines = len(self._strip(max(20, self.size.width), self.frame.standing.now_s()))
        if self.query_one(".top", Sheet).styles.height != Scalar.from_number(max(1, lines)):
            self._again()
        for sheet in self.query(Sheet):
            sheet.tick()
        for rows in self.query(ListRows):
            rows.tick()
        self.keys_into()

    def retell(self) -> None:
        """Say it in the other language."""
        self._again()
        super().retell()

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        for column in self.columns:
            column.moved()
        self.refresh_bindings()

    @on(Rows.Pressed)
    def _pressed(self, event: Rows.Pressed) -> None:
        event.stop()
        self.action_open()

    # the row

    def task_here(self) -> Shown | None:
        """The task under the cursor."""
        column = self.column
        return self.task_of(column.chosen or "") if column is not None else None

    def task_of(self, id: str) -> Shown | None:
        """A task as it is shown now."""
        return next((task for task in self._every() if task.id == id), None)

    def _every(self) -> Iterator[Shown]:
        for tasks in self._tasks.values():
            yield from tasks

    def list_of(self, id: str) -> Any:
        """The list that a task stands on."""
        code = next((code for code, tasks in self._tasks.items() if any(task.id == id for task in tasks)), "")
        return self.list_named(code)

    def choose(self, key: str) -> None:
        """Put the cursor on a task, as soon as it is on a list."""
        self._wanted = key
        if (one := self.list_of(key)) is not None:
            self._wanted = ""
            self.to_list(one.code)
            if (column := self.column) is not None:
                self.call_after_refresh(lambda: column.rows.choose(key))

    def action_open(self) -> None:
        """Everything about the task one stands on; an Enter right after an entered line is the same finger."""
        if self.frame.standing.settling or (task := self.task_here()) is None:
            return
        self.row_key(lambda id=task.id: self.frame.going.task(self.number, id))  # type: ignore[misc]

    # other incidents

    def action_incident(self, step: int) -> None:
        """Turn to the open incident before or after this one."""
        desk = self.frame.desk
        if desk is None:
            return
        self._turning = self._turning or Errand(self, "turn")
        self._turning.run(lambda: sorted(row.number for row in desk.ask("board", limit=MANY).rows), partial(self._turn_to, step), self.frame.complain)

    def _turn_to(self, step: int, numbers: list[str]) -> None:
        if not numbers or numbers == [self.number]:
            self.frame.standing.say(say("No other incident is open."))
            return
        at = numbers.index(self.number) if self.number in numbers else 0
        self.number, self.record, self._tasks, self.list_here = numbers[(at + step) % len(numbers)], None, {}, ""
        for column in self.columns:
            self._let_go(column)
        self.ask()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    # the words

    def _strip(self, width: int, now: float) -> Lines:
        if self.record is None:
            return []
        down = 0 if self.all else sum(task.state == "stood_down" and task.why in ("type", "level") for task in self._every())
        return strip(self.record, width, now, self.frame.standing.zone, down)

    def _tabs(self, width: int, now: float) -> Lines:
        pairs = [(one, self.tasks_of(one.code)) for one in self.lists()]
        at = next((place for place, (one, _) in enumerate(pairs) if one.code == self.list_here), 0)
        return [tabs(pairs, at, width, now)] if pairs else []

    def _card(self, width: int, now: float) -> Lines:
        one = self.list_named(self.list_here)
        return card_lines(one, width, most=2 if self.has_class("-vast") else 1) if one is not None else []

    def _none(self, width: int, now: float) -> list[Row]:
        if not self._found or (self.number and self.record is None):
            return []
        if self.record is None:
            return [Row(None, [[], [("  " + say("No incident is open."), "strong")]])]
        words = say("No level is set yet: the level writes the lists.") if self.record.level is None else say("Nothing stands on the lists.")
        hint = [("  " + key_of("incident.set_level") + " ", "accent"), (say("set the level"), "quiet")]
        return [Row(None, [[], [("  " + words, "strong")], [], hint])]
