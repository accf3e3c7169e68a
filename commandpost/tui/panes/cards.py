"""`q`: the action cards, found by what one sees; Enter opens one where one came from, and the log begins with that key (R4.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from commandpost.locale.words import language, say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.card_words import labelled
from commandpost.tui.parts.cells import Span
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.finding import Choice, Finder, learn
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.paged_table import Column, PagedTable
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.part_list import Asks
from commandpost.tui.parts.sheet import Lines, Sheet

if TYPE_CHECKING:
    from commandpost.domain.checklists.records.tasks import CardShown

WIDE = 100


class Cards(Pane):
    """A line to say what one sees, the cards that are meant, and of the one under the cursor when to use it and when not."""

    DEFAULT_CSS = """
    Cards > .head { height: 1; }
    Cards > Horizontal { height: 1; }
    Cards Line { width: 1fr; }
    Cards > PagedTable { height: 8; border-top: solid $faint; }
    Cards > .below { height: 1fr; border-top: solid $faint; }
    """

    BINDINGS = bound(
        Key("desk.back", "escape", "back", Sentence("back")),
        Key("list.up", "up", "table('step', -1)", Sentence("line above"), show=False),
        Key("list.down", "down", "table('step', 1)", Sentence("line below"), show=False),
    )

    def __init__(self, number: str = "", text: str = "") -> None:
        super().__init__()
        self.number = number  # of the incident one came from; nothing: the duty log
        self._text = text
        self._cards: tuple[CardShown, ...] | None = None
        self._finder = Finder(())
        self._opening = ""
        self._pinyin = Errand(self, "pinyin")

    def compose(self) -> ComposeResult:
        """Where a card would be opened; what one sees; the cards; when to use the one that is meant."""
        now = self.frame.standing.now_s
        yield Sheet(self._head, now, counts=False, classes="head")
        with Horizontal():
            yield Asks(" " + say("you see ▸ "))
            yield Line(self._text, field=True)
        yield PagedTable(self._columns(), lambda card: card.code, now, self._nothing)
        yield Sheet(self._below, now, counts=False, classes="below")

    def on_mount(self) -> None:
        """Chinese is found by its pinyin too; read in a thread."""
        super().on_mount()
        if not self.was_left:
            self._pinyin.run(learn, lambda _: None, self.frame.complain)

    def take_keys(self) -> None:
        """One types what one sees."""
        self.screen.set_focus(self.line)

    @property
    def line(self) -> Line:
        """What one sees."""
        return self.query_one(Line)

    @property
    def table(self) -> PagedTable[Any]:
        """The cards."""
        return self.query_one(PagedTable)

    def number_here(self) -> str:
        """The incident one came from."""
        return self.number

    # asking and finding

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The cards of the plan."""
        return {"card.list": ((), {})}

    def show(self, question: str, record: Sequence[CardShown]) -> None:
        """Draw them, those that are open first."""
        self._cards = tuple(sorted(record, key=lambda card: card.open is None))
        self._finder = Finder([Choice(card.code, (card.zh, card.en, *card.sees_zh, *card.sees_en, card.code)) for card in self._cards])
        self._find(keep=True)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Find as it is typed."""
        event.stop()
        self._find(keep=False)

    def _find(self, *, keep: bool) -> None:
        cards = {card.code: card for card in self._cards or ()}
        found = [cards[choice.key] for choice in self._finder.find(self.line.value)]
        if not keep:
            self.table.afresh()
        self.table.feed(found, 0, len(found))
        self._say()

    def _say(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()

    @on(PagedTable.Moved)
    def _moved(self, event: PagedTable.Moved) -> None:
        event.stop()
        self._say()

    def action_table(self, way: str, by: int) -> None:
        """Move in the cards while the line keeps the keys."""
        getattr(self.table, f"action_{way}")(by)

    # opening

    def on_line_entered(self, event: Line.Entered) -> None:
        """Open the card one stands on."""
        event.stop()
        self.row_key(self._open)

    @on(PagedTable.Pressed)
    def _pressed(self, event: PagedTable.Pressed) -> None:
        event.stop()
        self.row_key(self._open)

    def _open(self) -> None:
        card, desk, frame = self.table.chosen, self.frame.desk, self.frame
        if card is None or desk is None or frame.page is not self.screen or frame.standing.settling or self._opening:
            return
        if card.open is not None and card.open == (self.number or card.open):
            frame.standing.settle()
            frame.going.card(card.code)
            return
        options: dict[str, Any] = {"incident": self.number} if self.number else {}
        self._opening, key = card.code, frame.new_key()
        frame.standing.settle()

        def done(_: Any) -> str:
            self._opening = ""
            if frame.page is self.screen:
                frame.going.card(card.code, fill=bool(card.missing))
            return say("It stands in the log of {book}.", book=self.number) if self.number else say("It stands in the duty log.")

        def failed(error: Exception) -> None:
            self._opening = ""
            frame.complain(error)

        frame.doing.do(lambda: desk.do("card.open", card.code, key=key, **options), done, failed)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    # the words

    def _columns(self) -> tuple[Column[CardShown], ...]:
        zh = language() == "zh_CN"

        def seen(card: CardShown, now: float) -> Span:
            words = list(card.sees_zh if zh else card.sees_en)
            typed = self.line.value.strip()
            if typed:  # what was typed stands first, in whichever language it was
                named = self._finder.named(Choice(card.code, (*card.sees_zh, *card.sees_en)), typed)
                words = [named, *(word for word in words if word != named)]
            return (say(", ").join(words), "quiet")

        def where(card: CardShown, now: float) -> Span:
            return (say("open · {book}", book=say("duty log") if card.open.startswith("duty") else card.open), "accent") if card.open else ("", "")

        return (
            Column("name", lambda: say("Card"), lambda card, now: (card.zh if language() == "zh_CN" else card.en, "strong"), 20),
            Column("other", lambda: say("in the other language"), lambda c, n: (c.en if language() == "zh_CN" else c.zh, "quiet"), 18, from_width=WIDE),
            Column("open", lambda: say("Open"), where, 16),
            Column("seen", lambda: say("What one sees"), seen, 30, grow=1),
        )

    def _head(self, width: int, now: float) -> Lines:
        where = say("Enter opens it in {incident}", incident=self.number) if self.number else say("Enter opens it in the duty log, no incident is needed")
        return [[(" " + say("Action cards"), "strong"), ("   " + where, "quiet")]]

    def _below(self, width: int, now: float) -> Lines:
        card = self.table.chosen
        if card is None:
            return []
        told = ((say("Use when"), card.use_when, ""), (say("Not when"), card.not_when, ""), (say("Mind"), card.wrong_card, "strong"))
        return labelled(told, width)

    def _nothing(self) -> list[list[Span]]:
        if self._cards is None:
            return []
        return [[("  " + say("No card is found by that. Fewer letters find more; Esc goes back."), "")]]

    def retell(self) -> None:
        """Say it in the other language."""
        self.query_one(Asks).say(" " + say("you see ▸ "))
        self.table.retell()
        self._say()
        super().retell()

    def on_resize(self, event: events.Resize) -> None:
        """Other widths break lines elsewhere."""
        super().on_resize(event)
        self.call_after_refresh(self._say)
