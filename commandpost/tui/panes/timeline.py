"""What was done when against its target: levels, ticks, benchmarks, time marks in their order, then what is still open (R4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import Span, fold, shown
from commandpost.tui.parts.list_page import BELOW, ListPage
from commandpost.tui.parts.list_words import short
from commandpost.tui.parts.paged_table import Column
from commandpost.tui.parts.sheet import Lines

TASKS = ("done", "skipped", "open")


class Happened(NamedTuple):
    """A row; moments in epoch seconds, `late` seconds after the target, `taken` seconds since it stood on the list."""

    key: str
    kind: str
    code: str
    at: float | None
    what: str
    listed: str
    by: str
    target: float | None
    late: int
    taken: int | None
    critical: bool


def happened(place: int, row: Any) -> Happened:
    """Make a row of an answer."""
    at, target = (instant(text).timestamp() if text else None for text in (row.at, row.target_at))
    return Happened(
        f"{row.kind}:{row.code}:{'' if row.kind in TASKS else place}", row.kind, row.code, at, shown(row.what), shown(row.list_name or ""),
        shown(row.by or ""), target, row.late_s or 0, row.taken_s, row.critical,
    )  # fmt: skip


class Timeline(ListPage[Happened]):
    """The evening in its order; Enter on a task opens all about it."""

    BINDINGS = bound(
        Key("task.show", "enter", "open", Sentence("all about it")),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The timeline."""
        return {"task.timeline": ((self.number,), {})}

    def show(self, question: str, record: Any) -> None:
        """Draw the answer."""
        self.feed([happened(place, row) for place, row in enumerate(record)])

    def key_of(self, row: Happened) -> str:
        """What names it."""
        return row.key

    def number_here(self) -> str:
        """This incident."""
        return self.number

    def on_rows(self) -> tuple[str, ...]:
        """Enter needs a task."""
        return ("open",)

    def why_not(self, action: str, row: Happened) -> str | None:
        """Only of a task there is more to read."""
        return None if row.kind in TASKS else say("this is no task")

    async def action_open(self) -> None:
        """All about the task."""
        if (row := self.chosen) is not None and row.kind in TASKS and not self.frame.standing.settling:
            self.frame.going.task(self.number, row.code)

    # the words

    def columns(self) -> list[Column[Happened]]:
        """When, how it stood against the target, on which list, what, who."""

        def at(row: Happened, now: float) -> Span:
            return self.when(row.at, now, "" if row.kind in TASKS else "strong") if row.at is not None else ("—", "quiet")

        def against(row: Happened, now: float) -> list[Span]:
            if row.kind not in TASKS:
                return [(_kind(row.kind), "accent")]
            if row.kind == "skipped":
                return [(say("not applicable"), "quiet")]
            late = self._late(row, now)
            if row.at is None:
                return [(f"{say('LATE')} {short(late)}", "late")] if late else [(say("due {time}", time=self.when(row.target, now)[0]), "quiet")]
            took = say("took {time}", time=short(row.taken or 0))
            return [(took, "quiet"), *([(" " + say("+{time}", time=short(late)), "late")] if late >= 60 else [])]

        def what(row: Happened, now: float) -> list[Span]:
            flag: list[Span] = [(say("CRITICAL") + " ", "strong")] if row.critical and row.kind in TASKS else []
            return [*flag, (row.what, "strong" if row.kind not in TASKS else "" if row.at is None or row.kind == "done" else "quiet")]

        return [
            Column("at", lambda: say("When"), at, 6),
            Column("against", lambda: say("Against target"), against, 19, ticks=True),
            Column("what", lambda: say("What"), what, 30, grow=6),
            Column("list", lambda: say("List"), lambda r, n: (r.listed, "quiet"), 14, grow=1, from_width=100),
            Column("by", lambda: say("Who"), lambda r, n: (r.by, "quiet"), 12, grow=1),
        ]

    def _late(self, row: Happened, now: float) -> int:
        """Seconds after its target; of what is open they grow from second to second."""
        if row.at is not None or row.target is None or not row.late:
            return row.late
        return max(row.late, int(now - row.target))

    def head(self, width: int, now: float) -> Lines:
        """Which incident; how much was done, how much of it late."""
        line: list[Span] = [(" " + say("Timeline of {incident}", incident=self.number), "strong")]
        if self.rows:
            tasks = [row for row in self.rows if row.kind in TASKS]
            done = [row for row in tasks if row.kind == "done"]
            behind = sum(row.late >= 60 for row in done)
            line.append(("   " + say("{done} of {all} done", done=len(done), all=len(tasks)), "quiet"))
            if behind:
                line.append((" · " + say("{count} after their target", count=behind), "quiet"))
            if late := sum(row.at is None and self._late(row, now) > 0 for row in tasks):
                line += [(" · ", "quiet"), (say("{count} LATE", count=late), "late")]
        return [line]

    def below(self, row: Happened, width: int, now: float) -> Lines:
        """All its words."""
        words = fold(row.what, width - 2)[: BELOW - 1]
        more = [row.listed, row.by, say("target {time}", time=self.when(row.target, now)[0]) if row.target else ""]
        return [*([(" ", ""), (part, "strong")] for part in words), [(" " + " · ".join(part for part in more if part), "quiet")]]

    def empty(self) -> Lines:
        """Nothing was written yet."""
        return [[("  " + say("No level is set yet: the level writes the lists."), "strong")]]


def _kind(kind: str) -> str:
    match kind:
        case "level":
            return say("level set")
        case "complete":
            return say("list complete")
        case "sent":
            return say("group sent")
        case "benchmark":
            return say("benchmark")
        case "mark":
            return say("time mark")
    return kind
