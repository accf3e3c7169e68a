"""The orders of an incident, or all that are out: to whom, what, told, read back and done when; what did not come back late, in words (R4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.callout_words import step_words
from commandpost.tui.parts.cells import Span, cut, fold, shown
from commandpost.tui.parts.counted import counting, is_late
from commandpost.tui.parts.list_page import BELOW, ListPage
from commandpost.tui.parts.paged_table import Column
from commandpost.tui.parts.sheet import Lines

WIDE = 100


class Given(NamedTuple):
    """An order as a row; moments in epoch seconds, `by` that of the next step."""

    id: str
    book: str
    number: str
    kind: str
    to: str
    text: str
    told: float
    read_back: float | None
    due: float
    done: float | None
    note: str
    waits_for: str | None
    by: float
    drill: bool


def _at(text: str | None) -> float | None:
    return None if text is None else instant(text).timestamp()


def given(record: Any) -> Given:
    """Make a row of an answer."""
    number = record.entry if "#" in record.entry else f"#{record.entry}"
    by = record.read_back_by if record.waits_for == "read_back" else record.due_at
    return Given(
        record.id, record.book, number, record.kind, shown(record.to), shown(record.text), instant(record.given_at).timestamp(),
        _at(record.read_back_at), instant(record.due_at).timestamp(), _at(record.done_at), shown(record.note or ""), record.waits_for,
        instant(by).timestamp(), record.drill,
    )  # fmt: skip


class Orders(ListPage[Given]):
    """Orders and instructions, those that wait soonest first, then those that came back."""

    OPENS_FORM = ("open", "give")

    BINDINGS = bound(
        Key("order.step", "enter", "open", Sentence("read back / done"), priority=True),
        Key("order.give", "I", "give", Sentence("give an order"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The orders of this incident, or of the whole desk."""
        return {"order.list": ((), {"book": self.number} if self.number else {})}

    def show(self, question: str, record: Any) -> None:
        """Draw the answer."""
        rows = [given(one) for one in record]
        rows.sort(key=lambda row: (row.waits_for is None, row.by if row.waits_for else -(row.done or 0)))
        self.feed(rows)

    def key_of(self, row: Given) -> str:
        """Its id."""
        return row.id

    def number_here(self) -> str:
        """The incident of the page, or of the row."""
        row = self.chosen
        return self.number or (row.book if row is not None and not row.book.startswith("duty") else "")

    # the keys

    def on_rows(self) -> tuple[str, ...]:
        """The next step of a row."""
        return ("open",)

    def none_here(self) -> str:
        """Nobody was given one."""
        return say("no order was given")

    def why_not(self, action: str, row: Given) -> str | None:
        """What came back waits for nothing."""
        if row.waits_for is None:
            return say("it was answered") if row.kind == "instruction" else say("it was reported done")
        return None

    async def action_open(self) -> None:
        """The next step of the row: read back, then done; an Enter right after an entered line is the same finger."""
        if not self.frame.standing.settling:
            await self.form_for("open", lambda row: (f"order.{row.waits_for}", (row.id,), {}))

    async def action_give(self) -> None:
        """Give an order."""
        await self.frame.ask_verb("log.add", self.number or "duty", kind="order")

    # the words

    def columns(self) -> list[Column[Given]]:
        """What it waits for and by when, to whom, what; when it was told, read back and done where there is room."""

        def waits(row: Given, now: float) -> list[Span]:
            if row.waits_for is None:
                return [(step_words(row.kind, None), "quiet"), (f" {self.when(row.done, now)[0]}", "quiet")]
            counts, ink = counting(row.by, now)
            return [(f"{counts} ", ink), (step_words(row.kind, row.waits_for), ink if ink == "late" else "")]

        def text(row: Given, now: float) -> list[Span]:
            ink = "quiet" if row.waits_for is None else ""
            kind: list[Span] = [(say("instruction") + ": ", "accent")] if row.kind == "instruction" else []
            note: list[Span] = [(f" — {row.note}", "quiet")] if row.note else []
            return [*([(say("drill") + " ", "accent")] if row.drill else []), *kind, (row.text, ink), *note]

        columns: list[Column[Given]] = [
            Column("number", lambda: say("No."), lambda r, n: (r.number, "strong"), 5),
            Column("waits", lambda: say("State"), waits, 29, ticks=True),
            Column("to", lambda: say("Given to"), lambda r, n: (r.to, "quiet" if r.waits_for is None else ""), 13, grow=2),
            Column("text", lambda: say("Order"), text, 22, grow=6),
            Column("told", lambda: say("Told"), lambda r, n: self.when(r.told, n), 5, from_width=WIDE),
            Column("back", lambda: say("Back"), lambda r, n: self.when(r.read_back, n), 5, from_width=WIDE),
            Column("due", lambda: say("By"), lambda r, n: self.when(r.due, n, "quiet" if r.waits_for is None else ""), 11, from_width=WIDE),
        ]
        if not self.number:
            columns.insert(1, Column("book", lambda: say("Incident"), lambda r, n: (say("duty log") if r.book.startswith("duty") else r.book, "quiet"), 8))
        return columns

    def head(self, width: int, now: float) -> Lines:
        """Which incident, how many are out, how many late."""
        title = say("Orders of {incident}", incident=self.number) if self.number else say("Orders that are out")
        line: list[Span] = [(f" {title}", "strong")]
        if self.rows:
            out = [row for row in self.rows if row.waits_for is not None]
            line.append(("   " + say("{count} out, {done} came back", count=len(out), done=len(self.rows) - len(out)), "quiet"))
            if late := sum(is_late(row.by, now) for row in out):
                line += [(" · ", "quiet"), (say("{count} LATE", count=late), "late")]
        return [line]

    def below(self, row: Given, width: int, now: float) -> Lines:
        """All its words, and when each step was or is to be."""
        steps = [say("told {time}", time=self.when(row.told, now)[0])]
        steps.append(say("read back {time}", time=self.when(row.read_back, now)[0]) if row.read_back else say("not read back"))
        steps.append(say("done {time}", time=self.when(row.done, now)[0]) if row.done else say("due {time}", time=self.when(row.due, now)[0]))
        words = fold(f"{row.number} {row.to}: {row.text}", width - 2)[: BELOW - 1]
        note = [[(" ", ""), (cut(row.note, width - 2), "quiet")]] if row.note and len(words) < BELOW - 1 else []
        return [*([(" ", ""), (part, "strong")] for part in words), [(" ", ""), (" · ".join(steps), "")], *note]

    def empty(self) -> Lines:
        """Say how to give one."""
        return [
            [("  " + say("No order was given yet."), "strong")],
            [],
            [(f"  {key_of('order.give')} ", "accent"), (say("give one: to whom, what, by when; it is followed until it comes back"), "quiet")],
        ]
