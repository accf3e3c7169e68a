"""The papers of an incident or a duty day: what is attached, by whom, when; shown by the system's own program, forgotten by law (R4.2, R5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.list_page import ListPage
from commandpost.tui.parts.naming import book_words, sized
from commandpost.tui.parts.paged_table import Column
from commandpost.tui.parts.sheet import Lines

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


class Papers(ListPage[Paper]):
    """What is attached to one book."""

    OPENS_FORM = ("attach", "redact")

    BINDINGS = bound(
        Key("attachment.show", "enter", "open", Sentence("look at it")),
        Key("attachment.list", "F", "attach", Sentence("attach a file"), priority=True),  # from the book to its papers, from there to one more
        Key("log.redact", "z", "redact", Sentence("take the bytes away"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, book: str) -> None:
        super().__init__()
        self.book = book
        self._mine: str | None = None  # the number of what was attached here, until the list has it

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """What is attached."""
        return {"attachment.list": ((self.book,), {})}

    def show(self, question: str, record: Any) -> None:
        """Draw the answer."""
        self.feed([paper_of(one) for one in record])
        self._choose_mine()

    def attached(self, number: str) -> None:
        """What was just attached here is chosen with the answer that has it; what others attach moves nobody's cursor."""
        self._mine = number

    def _choose_mine(self) -> None:
        same = [row for row in self.rows or () if row.number == self._mine]
        if same:
            self._mine = None
            self.choose(next((row for row in reversed(same) if row.book == self.book), same[-1]).key)

    def key_of(self, row: Paper) -> str:
        """Its book and number."""
        return row.key

    def number_here(self) -> str:
        """The incident whose papers these are."""
        return "" if self.book.startswith("duty") else self.book

    # the keys

    def on_rows(self) -> tuple[str, ...]:
        """A paper is looked at, or its bytes taken away."""
        return ("open", "redact")

    def none_here(self) -> str:
        """There is none."""
        return say("nothing is attached")

    def why_not(self, action: str, row: Paper) -> str | None:
        """What the law took away cannot be shown."""
        return say("its bytes were taken away by law") if row.sha256 is None else None

    async def action_attach(self) -> None:
        """Open the line that finds a file."""
        from commandpost.tui.parts.file_line import FileLine

        await self.desk_screen.open_line(FileLine(self.frame, self.book, self.attached))

    async def action_open(self) -> None:
        """Let the system's own program show the paper; an Enter right after an entered line is the same finger."""
        row, desk = self.chosen, self.frame.desk
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
        await self.form_for("redact", lambda row: ("attachment.redact", (row.book, row.number), {}))

    # the words

    def columns(self) -> list[Column[Paper]]:
        """Number, name, kind, size, when and by whom, the entry that says so."""

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
            Column("at", lambda: say("Attached"), lambda r, n: self.when(r.at, n), 11),
            Column("by", lambda: say("Who"), lambda r, n: (r.by, "quiet"), 12, grow=1),
            Column("entry", lambda: say("Entry"), lambda r, n: (r.entry, "quiet"), 6),
        ]

    def _own(self) -> str:
        """The book as rows name it: `duty` is a day's book by its date."""
        books = {row.book for row in self.rows or ()}
        return self.book if self.book in books or len(books) != 1 else next(iter(books))

    def head(self, width: int, now: float) -> Lines:
        """Which book, how many, how big."""
        line: list[Span] = [(" " + say("Papers of {book}", book=book_words(self.book)), "strong")]
        if self.rows:
            size = sized(sum(row.size for row in self.rows if row.sha256 is not None))
            line.append((say("   {count} attached, {size}", count=len(self.rows), size=size), "quiet"))
        return [line]

    def empty(self) -> Lines:
        """Say how to attach one."""
        return [
            [("  " + say("Nothing is attached."), "strong")],
            [],
            [(f"  {key_of('attachment.list')} ", "accent"), (say("attach a photo or paper: find it by typing"), "quiet")],
        ]
