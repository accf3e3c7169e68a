"""`/` finds whatever was written down, as it is typed, the words marked in their line; Enter goes there, Esc comes back (R4.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import Span, cut, shown
from commandpost.tui.parts.counted import clock, day
from commandpost.tui.parts.excerpt import excerpt
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.naming import level_words, state_words
from commandpost.tui.parts.paged_table import Column, PagedTable
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.part_list import Asks
from commandpost.tui.parts.sheet import Lines, Sheet

WIDE = 90  # cells from which on a line also says who, and of an incident its state and place
PAGE = 50  # hits at first; as many more each time one comes to the last
REST_S = 0.12  # so long nothing is typed before the book is asked


class Hit(NamedTuple):
    """A hit as it is drawn: its key, where it leads, and what stands in its line."""

    key: str
    book: str
    entry: str | None
    at: float
    number: str
    who: str
    before: tuple[Span, ...]
    text: str
    marks: tuple[tuple[int, int], ...]
    struck: bool


def hits_of(found: Sequence[Any]) -> list[Hit]:
    """Give the incidents first, then the entries, each newest first; the first entry of an incident that is there says the same."""
    incidents = [one for one in found if one.kind == "incident"]
    told = {(one.number, one.text) for one in incidents}
    entries = [one for one in found if one.kind != "incident" and (one.incident, one.text) not in told]
    return [*(_incident(one) for one in incidents), *(_entry(one) for one in entries)]


def _incident(one: Any) -> Hit:
    before: list[Span] = [
        (level_words(one.level), level_ink(one.level)),
        (f" {state_words(one.state)}", "quiet"),
        (" · ", "faint"),
    ]
    if one.place:
        before[2:2] = [(f" · {cut(shown(one.place), 20)}", "quiet")]
    at, who = instant(one.event_at).timestamp(), shown(one.type_name or "")
    return Hit(one.number, one.number, None, at, one.number, who, tuple(before), one.text, one.marks, False)


def _entry(one: Any) -> Hit:
    entry = one.number if "#" in one.number else f"#{one.number}"
    book = one.incident or say("duty")
    before = ((say("struck: "), "quiet"),) if one.struck else ()
    key, number, at = f"{one.book} {entry}", f"{book} {entry}", instant(one.event_at).timestamp()
    return Hit(key, one.book, entry, at, number, shown(one.by or ""), before, one.text, one.marks, one.struck)


class Search(Pane):
    """A line to type in, and what was found."""

    DEFAULT_CSS = """
    Search > Horizontal { height: 1; }
    Search Line { width: 1fr; }
    Search > .said { height: 1; }
    """

    BINDINGS = bound(
        Key("desk.back", "escape", "back", Sentence("back")),
        Key("list.up", "up", "table('step', -1)", Sentence("line above"), show=False),
        Key("list.down", "down", "table('step', 1)", Sentence("line below"), show=False),
        Key("list.page_up", "pageup", "table('page', -1)", Sentence("page above"), show=False),
        Key("list.page_down", "pagedown", "table('page', 1)", Sentence("page below"), show=False),
    )

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._asked = ""
        self._limit = PAGE
        self._more = False
        self._found: list[Any] | None = None
        self._resting: Timer | None = None
        self._left = False  # for a hit

    def compose(self) -> ComposeResult:
        """The line, how much was found, and the hits."""
        standing = self.frame.standing
        with Horizontal():
            yield Asks(" " + say("search ▸ "))
            yield Line(self._text, field=True)
        yield Sheet(self._said, standing.now_s, counts=False, classes="said")
        yield PagedTable(self._columns(), lambda hit: hit.key, standing.now_s, self._nothing)

    def _columns(self) -> tuple[Column[Hit], ...]:
        return (
            Column("when", lambda: say("When"), self._when, 11),
            Column("number", lambda: say("No."), lambda hit, now: (hit.number, "" if hit.entry else "strong"), 13),
            Column("who", lambda: say("Who"), lambda hit, now: (hit.who, "quiet"), 16, from_width=WIDE),
            Column("text", lambda: say("Text"), self._words, 20, grow=1),
        )

    @property
    def table(self) -> PagedTable[Hit]:
        """The hits."""
        return self.query_one(PagedTable)

    @property
    def line(self) -> Line:
        """What is looked for."""
        return self.query_one(Line)

    # asking

    def on_mount(self) -> None:
        """Look for what was brought along."""
        self._asked = self._text.strip()
        super().on_mount()

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """What holds the words typed; nothing while none are."""
        if not self._asked:
            return {}
        return {"search": ((self._asked,), {"limit": self._limit, "begun": True})}

    def on_input_changed(self, event: Line.Changed) -> None:
        """Ask as it is typed, once the fingers rest for a moment."""
        event.stop()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_S, self._look)

    def _look(self) -> None:
        """Ask for the words that stand there now, if they are others."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if (text := self.line.value.strip()) == self._asked:
            return
        self._asked, self._limit = text, PAGE
        self.table.afresh()
        if text:
            self.ask()
        else:
            self._take([], None)

    def show(self, question: str, record: Any) -> None:
        """Draw what was found; an answer to other words is late."""
        if self._asked:
            self._take(hits_of(record), record)

    def _take(self, hits: list[Hit], found: list[Any] | None) -> None:
        self._found, self._more = found, bool(found and found[-1].more)
        self.table.feed(hits, 0, len(hits))
        self._say()

    def _say(self) -> None:
        self.query_one(Sheet).again()

    @on(PagedTable.Moved)
    def _moved(self, event: PagedTable.Moved) -> None:
        """At the last hit, look further back."""
        event.stop()
        table = self.table
        if self._more and not self.redrawing and table.count and table.cursor >= table.count - 1:
            self._limit += PAGE
            self.ask()

    # going there

    def on_line_entered(self, event: Line.Entered) -> None:
        """Go to the hit under the cursor, as soon as what is shown is what was typed."""
        event.stop()
        self._look()
        self.row_key(self._go)

    @on(PagedTable.Pressed)
    def _pressed(self, event: PagedTable.Pressed) -> None:
        event.stop()
        self.row_key(self._go)

    def _go(self) -> None:
        hit = self.table.chosen
        if hit is None or self.frame.page is not self.screen or self.frame.standing.settling:
            return
        self.frame.standing.settle()
        self._left = True
        self.frame.going.book(hit.book, hit.entry)

    def seen_again(self) -> None:
        """Back from a hit: the words stay, and what is typed next takes their place."""
        super().seen_again()
        if self._left:
            self._left = False
            self.line.action_select_all()

    @property
    def begins_anew(self) -> bool:
        """Whether the key of the search means new words: those that stand there are selected whole."""
        return bool(self.line.value) and self.line.selected_text == self.line.value

    def action_table(self, way: str, by: int) -> None:
        """Move in the hits while the line keeps the keys."""
        getattr(self.table, f"action_{way}")(by)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    # words

    def _when(self, hit: Hit, now: float) -> Span:
        zone = self.frame.standing.zone
        date = day(hit.at, zone)
        today = day(now, zone)
        if date == today:
            return clock(hit.at, zone), ""
        return (f"{date[5:]} {clock(hit.at, zone)}" if date[:4] == today[:4] else date), ""

    def _words(self, hit: Hit, now: float) -> list[Span]:
        wide = self.table.size.width >= WIDE
        room = self.table.size.width - (1 + 11 + 1 + 13 + 1 + (16 + 1 if wide else 0) + 1)
        before = (
            hit.before if wide or hit.entry else (hit.before[0], hit.before[-1])
        )  # a low screen has room for the level
        return excerpt(before, hit.text, hit.marks, max(20, room), "struck" if hit.struck else "")

    def _said(self, width: int, now: float) -> Lines:
        keys: list[Span] = [(say("Enter go there"), "quiet"), ("   ", ""), (say("Esc back"), "quiet")]
        if self._found is None:
            hint = say("Words of an entry or a report, in either language; the last one may be half typed.")
            return [[("   ", ""), (hint, "faint")]]
        count = self.table.count or 0
        said = (
            say("the {count} newest; further down are older ones", count=count)
            if self._more
            else say("{count} found", count=count)
        )
        return [[("   ", ""), (said, "strong" if self._more else "quiet"), ("   ", ""), *keys]]

    def _nothing(self) -> list[list[Span]]:
        if not self._asked:
            return []
        return [
            [("  " + say("Nothing holds these words."), "")],
            [],
            [("  " + say("Fewer words find more; they must stand side by side, as typed."), "quiet")],
        ]

    def retell(self) -> None:
        """Say it in the other language."""
        self.query_one(Asks).say(" " + say("search ▸ "))
        self.table.retell()
        self._say()
        super().retell()
