"""The papers of an incident or a duty day: what is attached, by whom, when; shown by the system's own program, forgotten by law (R4.2, R5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from textual import on
from textual.app import ComposeResult

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.counted import clock, day
from commandpost.tui.parts.naming import book_words, sized
from commandpost.tui.parts.paged_table import Column, PagedTable
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet

WIDE = 100


class Paper(NamedTuple):
    """An attachment as it stands in the list."""

    key: str
    number: str
    book: str
    name: str
    note: str
    sha256: str | None
    size: int
    media: str
    at: float
    by: str
    entry: str


def paper_of(record: Any) -> Paper:
    """Make a row of an answer."""
    entry = "" if record.entry is None else record.entry if "#" in record.entry else f"#{record.entry}"
    return Paper(
        f"{record.book} {record.number}", record.number, record.book, shown(record.name), shown(record.note or ""), record.sha256,
        record.size, record.media, instant(record.at).timestamp(), shown(record.by or ""), entry,
    )  # fmt: skip


class Papers(Pane):
    """What is attached to one book."""

    DEFAULT_CSS = "Papers > .head { height: 1; } Papers > PagedTable { border-top: solid $faint; }"

    BINDINGS = bound(
        Key("attachment.show", "enter", "open", Sentence("look at it")),
        Key("attachment.list", "u", "attach", Sentence("attach a file"), priority=True),  # from the book to its papers, from there to one more
        Key("log.redact", "z", "redact", Sentence("take the bytes away"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, book: str) -> None:
        super().__init__()
        self.book = book
        self._rows: tuple[Paper, ...] | None = None

    def compose(self) -> ComposeResult:
        """Which book, how many; the list."""
        yield Sheet(self._head, self.frame.standing.now_s, counts=False, classes="head")
        yield PagedTable(self._columns(), lambda row: row.key, self.frame.standing.now_s, self._empty)

    @property
    def table(self) -> PagedTable[Paper]:
        """The list."""
        return self.query_one(PagedTable)

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """What is attached."""
        return {"attachment.list": ((self.book,), {})}

    def show(self, question: str, record: Any) -> None:
        """Draw the answer; what was just attached is chosen."""
        more = self._rows is not None and len(record) > len(self._rows)
        self._rows = tuple(map(paper_of, record))
        self.table.feed(self._rows, 0, len(self._rows))
        if more:
            self.table.action_last()
        self.query_one(Sheet).again()
        self.refresh_bindings()

    def retell(self) -> None:
        """Say it in the other language."""
        self.table.retell()
        self.query_one(Sheet).again()
        super().retell()

    def number_here(self) -> str:
        """The incident whose papers these are."""
        return "" if self.book.startswith("duty") else self.book

    # the keys

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing to the paper one stands on."""
        if action not in ("open", "redact") or not self.is_mounted or not self.query(PagedTable):
            return None
        row = self.table.chosen
        if row is None:
            return say("nothing is attached")
        return say("its bytes were taken away by law") if row.sha256 is None else None

    @on(PagedTable.Moved)
    def _moved(self, event: PagedTable.Moved) -> None:
        event.stop()
        self.refresh_bindings()

    @on(PagedTable.Pressed)
    def _pressed(self, event: PagedTable.Pressed) -> None:
        event.stop()
        self.action_open()

    async def action_attach(self) -> None:
        """Open the line that finds a file."""
        from commandpost.tui.parts.file_line import FileLine

        await self.desk_screen.open_line(FileLine(self.frame, self.book))

    def action_open(self) -> None:
        """Let the system's own program show the paper; an Enter right after an entered line is the same finger."""
        row, desk = self.table.chosen, self.frame.desk
        if row is None or row.sha256 is None or desk is None or self.frame.standing.settling:
            return
        sha256, name = row.sha256, row.name

        def show() -> str:
            from commandpost.tui.parts.files import show_file

            show_file(desk.lend(sha256, name))
            return name

        self.frame.doing.do(show, lambda shown_: say("{name} is being shown.", name=shown_), self.frame.complain)

    async def action_redact(self) -> None:
        """Take the bytes away by law; what will happen is said once before."""
        if (row := self.table.chosen) is not None and row.sha256 is not None:
            await self.frame.ask_verb("attachment.redact", row.book, row.number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter typed into a line is a letter."""
        if action in ("attach", "redact") and getattr(self.app.focused, "takes_words", False):
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    # the words

    def _columns(self) -> list[Column[Paper]]:
        standing = self.frame.standing

        def when(row: Paper, now: float) -> Span:
            zone = standing.zone  # known once the desk is open
            today = day(row.at, zone) == day(now, zone)
            return (clock(row.at, zone) if today else f"{day(row.at, zone)[5:]} {clock(row.at, zone)}", "quiet")

        def number(row: Paper, now: float) -> Span:
            return (row.number if row.book == self._own() else f"{row.book} {row.number}", "strong")

        def name(row: Paper, now: float) -> list[Span]:
            gone = row.sha256 is None
            note: list[Span] = [(f" · {row.note}", "quiet")] if row.note else []
            return [(row.name, "quiet" if gone else ""), *note]

        def what(row: Paper, now: float) -> Span:
            return (say("taken away by law"), "quiet") if row.sha256 is None else (row.media, "quiet")

        return [
            Column("number", lambda: say("No."), number, 4, grow=1),
            Column("name", lambda: say("File"), name, 24, grow=8),
            Column("what", lambda: say("Kind"), what, 16, grow=1, from_width=WIDE),
            Column("size", lambda: say("Size"), lambda r, n: (sized(r.size), ""), 8, right=True, gap=2),
            Column("at", lambda: say("Attached"), when, 11),
            Column("by", lambda: say("Who"), lambda r, n: (r.by, "quiet"), 12, grow=1),
            Column("entry", lambda: say("Entry"), lambda r, n: (r.entry, "quiet"), 6),
        ]

    def _own(self) -> str:
        """The book as rows name it: `duty` is a day's book by its date."""
        books = {row.book for row in self._rows or ()}
        return self.book if self.book in books or len(books) != 1 else next(iter(books))

    def _head(self, width: int, now: float) -> Lines:
        line: list[Span] = [(" " + say("Papers of {book}", book=book_words(self.book)), "strong")]
        if self._rows:
            size = sized(sum(row.size for row in self._rows if row.sha256 is not None))
            line.append((say("   {count} attached, {size}", count=len(self._rows), size=size), "quiet"))
        return [line]

    def _empty(self) -> Lines:
        return [
            [("  " + say("Nothing is attached."), "strong")],
            [],
            [("  u ", "accent"), (say("attach a photo or paper: find it by typing"), "quiet")],
        ]
