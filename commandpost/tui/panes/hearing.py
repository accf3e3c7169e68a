"""Whom the desk must hear: how often, last heard, next due, the silent first; each answer one key as it comes over the radio (R3.4, R4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.callout_words import called_words
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.counted import counting, is_late, left
from commandpost.tui.parts.list_page import ListPage
from commandpost.tui.parts.paged_table import Column
from commandpost.tui.parts.sheet import Lines

WIDE = 100


class Awaited(NamedTuple):
    """Somebody who is to be heard, as a row; moments in epoch seconds."""

    id: str
    who: str
    kind: str
    incident: str
    every: int
    last: float | None
    due: float
    missed: int
    paused: float | None
    why_paused: str
    missing: str
    called: str
    drill: bool


def awaited(record: Any) -> Awaited:
    """Make a row of an answer."""
    last = instant(record.last_heard_at).timestamp() if record.last_heard_at else None
    paused = instant(record.paused_until).timestamp() if record.paused_until else None
    return Awaited(
        record.id, shown(record.who), shown(record.kind_name), record.incident or "", record.every_min, last, instant(record.due_at).timestamp(),
        record.missed, paused, shown(record.pause_reason or ""), shown(record.missing or ""), record.called or "", record.drill,
    )  # fmt: skip


class Hearing(ListPage[Awaited]):
    """Everybody who is to be heard, of one incident or of the whole desk. No key answers for more than the row one stands on."""

    OPENS_FORM = ("open", "expect", "pause", "stop")

    BINDINGS = bound(
        Key("hear.answer", "enter", "open", Sentence("answered"), priority=True),
        Key("hear.expect", "H", "expect", Sentence("expect"), priority=True),
        Key("hear.pause", "P", "pause", Sentence("pause"), priority=True),
        Key("hear.stop", "X", "stop", Sentence("let go"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """Who is to be heard."""
        return {"hear.list": ((), {"for_": self.number} if self.number else {})}

    def show(self, question: str, record: Any) -> None:
        """Draw the answer."""
        self.feed([awaited(one) for one in record])

    def key_of(self, row: Awaited) -> str:
        """Its id."""
        return row.id

    def number_here(self) -> str:
        """The incident of the page, or of the row."""
        return self.number or (self.chosen.incident if self.chosen is not None else "")

    # the keys

    def on_rows(self) -> tuple[str, ...]:
        """All but expecting somebody new."""
        return ("open", "pause", "stop")

    def none_here(self) -> str:
        """Nobody is expected."""
        return say("nobody is expected")

    def why_not(self, action: str, row: Awaited) -> str | None:
        """Who is silent is looked for, neither paused nor let go."""
        if action != "open" and (row.called or is_late(row.due, self.frame.standing.now_s())):
            return say("{who} is silent: hear them first, or send somebody to look.", who=row.who)
        return None

    async def action_open(self) -> None:
        """They answered: all there, or the names of who is missing; an Enter right after an entered line is the same finger."""
        if not self.frame.standing.settling:
            await self.form_for("open", lambda row: ("hear.answer", (row.id,), {}))

    async def action_pause(self) -> None:
        """Do not expect them until a time, with a reason."""
        await self.form_for("pause", lambda row: ("hear.pause", (row.id,), {}))

    async def action_stop(self) -> None:
        """Expect them no longer, with a reason."""
        await self.form_for("stop", lambda row: ("hear.stop", (row.id,), {}))

    async def action_expect(self) -> None:
        """Expect to hear from somebody."""
        await self.frame.ask_verb("hear.expect", **({"for_": self.number} if self.number else {}))

    # the words

    def columns(self) -> list[Column[Awaited]]:
        """By when, who, of what, last heard, how it stands; how often and of which kind where there is room."""

        def due(row: Awaited, now: float) -> list[Span]:
            if row.paused is not None and row.paused > now:
                return [(left(row.due, now)[0], "quiet")]
            return [counting(row.due, now)]

        def who(row: Awaited, now: float) -> list[Span]:
            late = is_late(row.due, now)
            return [*([(say("drill") + " ", "accent")] if row.drill else []), (row.who, "late" if late else "")]

        def state(row: Awaited, now: float) -> list[Span]:
            return _state(row, now, self.when(row.paused, now)[0])

        columns: list[Column[Awaited]] = [
            Column("due", lambda: say("Due"), due, 14, ticks=True),
            Column("who", lambda: say("Who"), who, 20, grow=3, ticks=True),
            Column("last", lambda: say("Last heard"), lambda r, n: self.when(r.last, n, ""), 10),
            Column("every", lambda: say("Rhythm"), lambda r, n: (say("every {minutes} min", minutes=r.every), "quiet"), 13, from_width=WIDE),
            Column("kind", lambda: say("Kind"), lambda r, n: (r.kind, "quiet"), 23, from_width=WIDE),
            Column("state", lambda: say("State"), state, 22, grow=6, ticks=True),
        ]
        if not self.number:
            columns.insert(2, Column("incident", lambda: say("Incident"), lambda r, n: (r.incident or say("duty log"), "quiet"), 8))
        return columns

    def head(self, width: int, now: float) -> Lines:
        """Which incident, how many, how many silent."""
        title = say("To be heard for {incident}", incident=self.number) if self.number else say("To be heard on the whole desk")
        line: list[Span] = [(f" {title}", "strong")]
        if self.rows:
            line.append(("   " + say("{count} expected", count=len(self.rows)), "quiet"))
            if silent := sum(is_late(row.due, now) for row in self.rows):
                line += [(" · ", "quiet"), (say("{count} SILENT", count=silent), "late")]
        return [line]

    def below(self, row: Awaited, width: int, now: float) -> Lines:
        """All of it, also what the columns cut."""
        last = self.when(row.last, now)[0] if row.last is not None else say("never")
        where = row.incident or say("duty log")
        heard = [say("every {minutes} min", minutes=row.every), say("last heard: {time}", time=last)]
        return [
            [(f" {row.who}", "strong"), (f"   {row.kind} · {where}", "")],
            [(" " + " · ".join(heard), "")],
            [(" ", ""), *_state(row, now, self.when(row.paused, now)[0])],
        ]

    def empty(self) -> Lines:
        """Say how to expect somebody."""
        return [
            [("  " + say("Nobody is expected to be heard."), "strong")],
            [],
            [(f"  {key_of('hear.expect')} ", "accent"), (say("expect a team, a post, a patrol every so many minutes"), "quiet")],
        ]


def _state(row: Awaited, now: float, until: str) -> list[Span]:
    """Why they are called, how many rounds were missed, who was missing last time, why they are paused."""
    late = is_late(row.due, now)
    said: list[Span] = []
    if row.paused is not None and row.paused > now:
        said.append((say("paused until {time}: {reason}", time=until, reason=row.why_paused), "quiet"))
    if row.called:
        said.append((called_words(row.called), "late" if late else "strong"))
    if late and row.missed > 1:
        said.append((say("{count} rounds missed", count=row.missed), "late"))
    if row.missing:
        said.append((say("missing: {names}", names=row.missing), "strong"))
    spans: list[Span] = []
    for span in said:
        spans += [*([(" · ", "quiet")] if spans else []), span]
    return spans or [("", "")]
