"""What the lists still owe in words: ticked in a hurry without the count, the names, the reason; asked for later, one Enter each (R4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from commandpost.locale.words import language, say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import Span, fold, shown
from commandpost.tui.parts.list_page import BELOW, ListPage
from commandpost.tui.parts.paged_table import Column
from commandpost.tui.parts.sheet import Lines


class Owing(NamedTuple):
    """A task that owes its words, as a row."""

    id: str
    text: str
    skipped: bool
    at: float | None
    by: str


def owing(record: Any) -> Owing:
    """Make a row of an answer."""
    text = record.text_zh if language() == "zh_CN" else record.text_en
    at = instant(record.done_at).timestamp() if record.done_at else None
    return Owing(record.id, shown(text), record.state == "skipped", at, shown(record.done_by or ""))


class OwedNotes(ListPage[Owing]):
    """The tasks of an incident that owe their words, the oldest tick first."""

    OPENS_FORM = ("open",)

    BINDINGS = bound(
        Key("owed.write", "enter", "open", Sentence("write it"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """What is owed."""
        return {"task.owed": ((self.number,), {})}

    def show(self, question: str, record: Any) -> None:
        """Draw the answer."""
        self.feed(sorted((owing(one) for one in record), key=lambda row: row.at or 0))

    def key_of(self, row: Owing) -> str:
        """Its code."""
        return row.id

    def number_here(self) -> str:
        """This incident."""
        return self.number

    def on_rows(self) -> tuple[str, ...]:
        """Writing needs a row."""
        return ("open",)

    def none_here(self) -> str:
        """Nothing is owed."""
        return say("no words are owed")

    async def action_open(self) -> None:
        """Write what is owed; an Enter right after an entered line is the same finger."""
        if not self.frame.standing.settling:
            await self.form_for("open", lambda row: ("task.note", (self.number, row.id), {}))

    def columns(self) -> list[Column[Owing]]:
        """When it was ticked, by whom, what is owed, of which task."""

        def owes(row: Owing, now: float) -> Span:
            return (say("why not applicable") if row.skipped else say("count, names, what was found"), "")

        return [
            Column("at", lambda: say("Ticked"), lambda r, n: self.when(r.at, n), 6),
            Column("owes", lambda: say("Owed in words"), owes, 29),
            Column("text", lambda: say("Task"), lambda r, n: (r.text, "strong"), 20, grow=6),
            Column("by", lambda: say("Who"), lambda r, n: (r.by, "quiet"), 16, from_width=100),
        ]

    def head(self, width: int, now: float) -> Lines:
        """Of which incident, how many."""
        line: list[Span] = [(" " + say("Owed notes of {incident}", incident=self.number), "strong")]
        if self.rows:
            line.append(("   " + say("{count} to be written", count=len(self.rows)), "quiet"))
        return [line]

    def below(self, row: Owing, width: int, now: float) -> Lines:
        """All its words."""
        return [[(" ", ""), (part, "strong")] for part in fold(row.text, width - 2)[:BELOW]]

    def empty(self) -> Lines:
        """Say that all is written."""
        return [[("  " + say("Nothing is owed in words."), "strong")]]
