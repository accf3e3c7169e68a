"""A small list under the line one types in: a field that finds, a few choices, one of them marked (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, segments
from commandpost.tui.parts.finding import Choice, Finder
from commandpost.tui.parts.ink import Painted
from commandpost.tui.parts.line import Line, do_in_order

SEEN, SEEN_LOW = 7, 5  # choices shown at once; fewer on a low screen
LEAST_NAME, MOST_NAME = 20, 44  # cells for what a choice is called


class Window:
    """Which of the choices found are seen, and which one is marked."""

    def __init__(self, found: Sequence[Choice], at: int = 0) -> None:
        self.found, self.at, self.top = list(found), max(0, min(at, len(found) - 1)), 0

    def move(self, by: int) -> None:
        """Mark another one."""
        self.at = max(0, min(self.at + by, len(self.found) - 1))

    @property
    def chosen(self) -> Choice | None:
        """The marked one; None where nothing fits."""
        return self.found[self.at] if self.found else None

    def seen(self, count: int) -> list[tuple[Choice, bool]]:
        """Give so many choices around the marked one, each with whether it is marked."""
        self.top = max(0, min(max(min(self.top, self.at), self.at - count + 1), len(self.found) - count))
        return [(choice, self.top + n == self.at) for n, choice in enumerate(self.found[self.top : self.top + count])]


def name_told(choice: Choice, named: str) -> str:
    """Say what a choice is called, and the name of it that fits what is typed where that is another one."""
    return f"{choice.names[0]} · {named}" if named and named != choice.names[0] else choice.names[0]


def room_of(names: Sequence[str]) -> int:
    """Give the cells that names take which stand one below the other."""
    return min(MOST_NAME, max(LEAST_NAME, *(cell_len(name) for name in names))) if names else LEAST_NAME


def row_told(name: str, choice: Choice, room: int, *, marked: bool, now: bool, width: int) -> list[Span]:
    """Say a choice on one line: its name in `room` cells, what is told beside it."""
    room = min(room, max(12, width - 4))
    spans: list[Span] = [("▌" if marked else " ", "accent"), (fit(name, room), "strong" if marked else ""), ("  ", "")]
    spans.append(
        (
            cut(
                f"{say('now')} · {choice.hint}" if now and choice.hint else say("now") if now else choice.hint,
                max(0, width - room - 4),
            ),
            "quiet",
        )
    )
    return spans


class PartRows(Painted, Widget):
    """The choices."""

    DEFAULT_CSS = """
    PartRows { height: 5; }
    """

    def __init__(self, owner: PartList) -> None:
        super().__init__()
        self._owner = owner

    def render_line(self, y: int) -> Strip:
        """Paint one."""
        width = self.size.width
        lines = self._owner.lines(width - 2)
        return Strip(segments([("  ", ""), *(lines[y] if y < len(lines) else [])], width, self.paints), width)


class Asks(Painted, Widget):
    """What the list is of."""

    DEFAULT_CSS = """
    Asks { width: auto; height: 1; }
    """

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def say(self, words: str) -> None:
        """Say it in other words."""
        self._words = words
        self.refresh(layout=True)

    def get_content_width(self, container: object, viewport: object) -> int:
        """As wide as its words."""
        return cell_len(self._words)

    def render_line(self, y: int) -> Strip:
        """Paint them."""
        return Strip(segments([(self._words, "accent")], self.size.width, self.paints), self.size.width)


class PartList(Vertical):
    """Letters find, arrows move, Enter takes, Tab goes on to the next list, Esc leaves all as it is."""

    DEFAULT_CSS = """
    PartList { height: auto; }
    PartList > Horizontal { height: 1; }
    PartList Line { width: 1fr; }
    """

    BINDINGS: ClassVar = bound(
        Key("list.up", "up", "move(-1)", Sentence("choice above"), show=False),
        Key("list.down", "down", "move(1)", Sentence("choice below"), show=False),
        Key("list.page_up", "pageup", "move(-5)", Sentence("choices above"), show=False),
        Key("list.page_down", "pagedown", "move(5)", Sentence("choices below"), show=False),
        Key("line.next_part", "tab", "go(1)", Sentence("next part"), show=False),
        Key("line.part_before", "shift+tab", "go(-1)", Sentence("part before"), show=False),
        Key("desk.back", "escape", "leave", Sentence("back to the line"), show=False),
    )

    class Chosen(Message):
        """One was taken."""

        def __init__(self, part: str, choice: Choice, *, now: bool) -> None:
            super().__init__()
            self.part, self.choice, self.now = part, choice, now  # now: it stands in the line already

    class Left(Message):
        """None was taken: back to the line, or on to another part (`by` is 1 or -1)."""

        def __init__(self, part: str, by: int) -> None:
            super().__init__()
            self.part, self.by = part, by

    def __init__(self, part: str, label: str, choices: Sequence[Choice], now: str) -> None:
        super().__init__()
        self.part, self._label, self._now = part, label, now
        self._typed = ""
        self._finder = Finder(choices)
        keys = [choice.key for choice in choices]
        self.window = Window(choices, keys.index(now) if now in keys else 0)

    def compose(self) -> ComposeResult:
        """The field and the rows."""
        with Horizontal():
            yield Asks(f"   {self._label} ▸ ")
            yield Line("", field=True)
        yield PartRows(self)

    def on_mount(self) -> None:
        """As many rows as there is room for."""
        for rows in self.query(PartRows):  # none where its page was left meanwhile
            rows.styles.height = SEEN if self.app.size.height >= 30 else SEEN_LOW

    @property
    def field(self) -> Line:
        """Where one types what one means."""
        return self.query_one(Line)

    def lines(self, width: int) -> list[list[Span]]:
        """Say the rows."""
        text = self.field.value
        if not self.window.found:
            return [[(say("Nothing is called so. Esc: back to the line, as it was."), "quiet")]]
        seen = self.window.seen(self.query_one(PartRows).size.height or SEEN_LOW)
        names = [name_told(choice, self._finder.named(choice, text) if text.strip() else "") for choice, _ in seen]
        room = room_of(names)
        return [
            row_told(name, choice, room, marked=marked, now=choice.key == self._now, width=width)
            for name, (choice, marked) in zip(names, seen, strict=True)
        ]

    def take(self, choices: Sequence[Choice]) -> None:
        """Offer others, or the same in other words; what was typed finds among them."""
        self._finder = Finder(choices)
        self.window = Window(self._finder.find(self._typed), self.window.at)
        self.query_one(PartRows).refresh()

    async def on_key(self, event: events.Key) -> None:
        """Keys typed in a rush stay in their order."""
        await do_in_order(self, event)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Find as it is typed; what a field says of itself when it is put there moves no mark."""
        event.stop()
        if event.value == self._typed:
            return
        self._typed = event.value
        self.window = Window(self._finder.find(event.value))
        self.query_one(PartRows).refresh()

    def on_line_entered(self, event: Line.Entered) -> None:
        """Take the marked one; where nothing fits, nothing happens."""
        event.stop()
        if (choice := self.window.chosen) is not None:
            self.post_message(self.Chosen(self.part, choice, now=bool(self._now) and choice.key == self._now))

    def on_line_too_long(self, event: Line.TooLong) -> None:
        """Nobody means a page."""
        event.stop()

    def action_move(self, by: int) -> None:
        """Mark another one."""
        self.window.move(by)
        self.query_one(PartRows).refresh()

    def action_go(self, by: int) -> None:
        """On to the next part, or the one before; what stands in the line stays."""
        self.post_message(self.Left(self.part, by))

    def action_leave(self) -> None:
        """Back to the line."""
        self.post_message(self.Left(self.part, 0))
