"""An action card that is open: the words to broadcast in both languages, who does what, how it ends, what it turns into (R4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult

from commandpost.locale.words import language, say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.card_words import labelled, said_lines
from commandpost.tui.parts.cells import Span, cell_len, fit, fold, shown
from commandpost.tui.parts.counted import clock
from commandpost.tui.parts.one_press import OnePress
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.rows import Row, Rows
from commandpost.tui.parts.sheet import Lines, Sheet

if TYPE_CHECKING:
    from commandpost.domain.checklists.records.tasks import CardShown, TaskShown

WHO = 24  # cells at most for who does a step
SINCE = 3  # incidents offered that were reported since


class CardPage(Pane):
    """One card: nothing of it is sent by the desk, all of it is said and ticked by people."""

    DEFAULT_CSS = """
    CardPage > .head { height: 2; }
    CardPage > Rows { height: 1fr; border-top: solid $faint; }
    """

    BINDINGS = bound(
        Key("task.done", "space", "done", Sentence("done")),
        Key("card.fill", "D", "fill", Sentence("fill in"), priority=True),
        Key("reader.open", "R", "read", Sentence("read aloud")),
        Key("card.switch", "J", "switch", Sentence("the right card"), priority=True),
        Key("card.close", "Z", "close", Sentence("close"), priority=True),
        Key("card.attach", "G", "attach", Sentence("attach"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, code: str, *, fill: bool = False) -> None:
        super().__init__()
        self.code = code
        self.card: CardShown | None = None
        self.tasks: dict[str, TaskShown] = {}
        self._since: list[Any] = []  # incidents reported since it was opened in the duty log
        self._fill = fill  # just opened: its blanks are asked for at once
        self._press = OnePress()
        self._done: str | None = None

    def compose(self) -> ComposeResult:
        """Which card, where, since when; all of it below."""
        now = self.frame.standing.now_s
        yield Sheet(self._head, now, classes="head")
        yield Rows(self._rows, now)

    @property
    def rows(self) -> Rows:
        """Words, steps, end."""
        return self.query_one(Rows)

    def take_keys(self) -> None:
        """The keys move among the steps."""
        self.screen.set_focus(self.rows)

    def number_here(self) -> str:
        """The incident it is open in."""
        return "" if self.card is None or self._on_none else self.card.open or ""

    @property
    def _on_none(self) -> bool:
        return self.card is not None and (self.card.open or "").startswith("duty")

    # asking

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The card, what is ticked of it, and while it belongs to no incident those that were reported since."""
        found: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {"card.show": ((self.code,), {})}
        if self.card is not None and self.card.open is not None:
            found["task.list"] = ((self.card.open,), {})
            if self._on_none:
                found["incident.list"] = ((), {"limit": SINCE})
        return found

    def show(self, question: str, record: Any) -> None:
        """Draw an answer."""
        if question == "card.show":
            first, where = self.card is None, self.card.open if self.card is not None else None
            self.card = record
            if record.open is not None and (first or record.open != where):
                self.ask("task.list", "incident.list")
            if first and self._fill and record.missing:
                self._fill = False
                self.frame.run_worker(self.action_fill())
        elif question == "task.list":
            mine = {step[0] for step in self.card.steps} if self.card is not None else set()
            self.tasks = {task.id.partition("~")[0]: task for task in sorted(record, key=_use) if task.id.partition("~")[0] in mine}
        else:
            since = self.card.since if self.card is not None else None
            self._since = [one for one in record if since is not None and one.received_at >= since and one.state != "ended"]
        self.say_again()

    def say_again(self) -> None:
        """Draw it anew; a tick takes the cursor to the next step that is open."""
        for sheet in self.query(Sheet):
            sheet.again()
        rows = self.rows
        rows.again()
        here = rows.cursor or ""
        done = self._done is not None and (task := self.tasks.get(self._done)) is not None and task.state != "open"
        if done or not here:
            self._done = None
            rows.choose(next((step[0] for step in self._steps if self._open(step[0])), here))
        self.refresh_bindings()

    @property
    def _steps(self) -> tuple[tuple[str, str, str, str], ...]:
        return self.card.steps if self.card is not None else ()

    def _open(self, step: str) -> bool:
        task = self.tasks.get(step)
        return task is not None and task.state == "open"

    # the keys

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing now."""
        if self.card is None or not self.is_mounted:
            return None
        if self.card.open is None and action in ("done", "fill", "read", "switch", "close", "attach"):
            return say("this card is closed")
        if action == "done" and not self._open(self.rows.cursor or ""):
            return say("this step is done")
        if action == "attach" and not self._on_none:
            return say("it belongs to an incident already")
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter typed into a line is a letter; a card of an incident is attached already."""
        if getattr(self.app.focused, "takes_words", False):
            return False
        if action == "attach" and self.card is not None and not self._on_none:
            return False
        if action == "fill" and self.card is not None and self.card.open is None:
            return False
        return super().check_action(action, parameters)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.refresh_bindings()

    def action_done(self) -> None:
        """The step one stands on is done; a key that is held down ticks one."""
        step, desk = self.rows.cursor or "", self.frame.desk
        if not self._press.counts() or self.card is None or desk is None or not self._open(step) or self.frame.doing.busy:
            return
        book, task, key = self.card.open, self.tasks[step].id, self.frame.new_key()
        by = next((who for code, who, _, _ in self._steps if code == step), "")
        self._done = step
        self.frame.doing.do(lambda: desk.do("task.done", book, task, by=by, key=key), lambda _: "", self.frame.complain)

    async def action_fill(self) -> None:
        """Fill in what is said on the loudspeaker."""
        await self.frame.ask_verb("card.fill", self.code)

    def action_read(self) -> None:
        """Read its steps aloud, one at a time."""
        if self.card is not None and self.card.open is not None:
            self.frame.going.reader(self.card.open, f"card.{self.code}")

    async def action_switch(self) -> None:
        """It was the wrong card: to the right one."""
        from commandpost.tui.parts.right_card import RightCard

        if self.card is not None:
            await self.desk_screen.open_line(RightCard(self.frame, self.card, self._switch))

    def _switch(self, to: str) -> None:
        frame, desk, key = self.frame, self.frame.desk, self.frame.new_key()
        if desk is None:
            return
        here = self.code

        def done(_: Any) -> str:
            self.code, self.card, self.tasks, self._fill = to, None, {}, True
            self.ask("card.show")
            return say("Both cards stand in the log.")

        frame.doing.do(lambda: desk.do("card.switch", here, to, key=key), done, frame.complain)

    async def action_close(self) -> None:
        """It has ended as it says it ends."""
        await self.frame.ask_verb("card.close", self.code)

    async def action_attach(self) -> None:
        """Put it onto the incident that was reported since."""
        await self.frame.ask_verb("card.attach", self.code, **({"start": {"incident": self._since[0].number}} if self._since else {}))

    def action_back(self) -> None:
        """Back to where one came from; the card stays open."""
        self.frame.pop_screen()

    # the words

    def retell(self) -> None:
        """The other language comes first."""
        self.say_again()
        super().retell()

    def _head(self, width: int, now: float) -> Lines:
        if (card := self.card) is None:
            return [[], []]
        first, other = (card.zh, card.en) if language() == "zh_CN" else (card.en, card.zh)
        spans: list[Span] = [(f" {first}", "strong"), (f" {other}", "quiet")]
        if card.open is None:
            return [[*spans, ("   " + self._when_closed(card), "strong")], []]
        where = say("duty log") if self._on_none else card.open
        since = clock(instant(card.since or "").timestamp(), self.frame.standing.zone)
        spans.append(("   " + say("open in {book} since {time}", book=where, time=since), "quiet"))
        left = sum(self._open(step[0]) for step in self._steps)
        spans.append(("   " + say("{count} left open", count=left), "strong" if left else "quiet"))
        if self._on_none and self._since:
            one = self._since[0]
            words = say("{number} {type} was reported since", number=one.number, type=shown(one.type_name))
            return [spans, [(f" {words} · ", "accent"), (key_of("card.attach"), "accent"), (" " + say("puts the card onto it"), "quiet")]]
        return [spans, [(" " + say("{what}: {value}", what=say("Mind"), value=shown(card.wrong_card)), "quiet")]]

    def _when_closed(self, card: CardShown) -> str:
        at = card.closed
        return say("closed") if at is None else say("closed at {time}", time=clock(instant(at).timestamp(), self.frame.standing.zone))

    def _rows(self, width: int, now: float) -> list[Row]:
        if (card := self.card) is None:
            return []
        return [Row(None, [*said_lines(card, self.frame.desk, width), []]), *self._step_rows(card, width), Row(None, self._end_lines(card, width))]

    def _step_rows(self, card: CardShown, width: int) -> list[Row]:
        zh, zone = language() == "zh_CN", self.frame.standing.zone
        room = min(WHO, max((cell_len(shown(who)) for _, who, _, _ in card.steps), default=0))
        found = []
        for number, (code, who, text_zh, text_en) in enumerate(card.steps, start=1):
            task = self.tasks.get(code)
            over = task is not None and task.state != "open"
            mark = f" {number} "
            text = shown(text_zh if zh else text_en)
            if over and task is not None and task.done_at is not None:
                sign = "✓" if task.state == "done" else "–"
                mark = f" {sign} "
                said = "" if task.done_by == who else shown(task.done_by or "")
                text = f"{text}  {clock(instant(task.done_at).timestamp(), zone)} {said}".rstrip()
            ink = "quiet" if over else ""
            lines: Lines = []
            for place, part in enumerate(fold(text, max(20, width - room - 6))):
                head = mark if place == 0 else "   "
                lines.append([(head, "quiet"), (fit(shown(who) if place == 0 else "", room), "quiet"), ("  ", ""), (part, ink)])
            found.append(Row(code, lines))
        return found

    def _end_lines(self, card: CardShown, width: int) -> Lines:
        turns = say(", ").join(turned(card, self.frame.desk))
        return [[], *labelled(((say("Ends"), card.ends_by, ""), (say("Turns into"), turns, "")), width)]


def _use(task: TaskShown) -> int:
    """The how many-th use of the card a step is of; the latest is the one that is open."""
    return int(task.id.partition("~")[2] or 0)


def turned(card: CardShown, desk: Any) -> list[str]:
    """Name the cards and the types of incident that a card turns into."""
    cards = {row["code"]: row for row in desk.plan.lists.get("cards", ())}
    zh, found = language() == "zh_CN", []
    for code in card.turns_into:
        if code in cards:
            found.append(str(cards[code]["zh" if zh else "en"]))
        elif code in desk.plan.types:
            found.append(desk.plan.types[code].name(language()))
    return found
