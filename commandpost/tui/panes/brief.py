"""A report ready to be read over the telephone: initial, follow-up or final, in both languages, what is missing named (R4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commandpost.locale.words import language, say
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.cells import Span, fold, shown
from commandpost.tui.parts.reading_page import LONGEST, ReadingPage
from commandpost.tui.parts.sheet import Lines

KINDS = ("initial", "follow-up", "final")


def kind_name(kind: str) -> str:
    """Give the name of a kind of report."""
    return {"initial": say("initial report"), "follow-up": say("follow-up report"), "final": say("final report")}[kind]


class BriefPane(ReadingPage):
    """One report as a page."""

    BINDINGS = bound(
        Key("brief.next", "tab", "kind(1)", Sentence("next kind")),
        Key("brief.before", "shift+tab", "kind(-1)", Sentence("kind before"), show=False),
        Key("incident.brief", "b", "kind(1)", Sentence("next kind"), show=False),
        Key("log.add", "l", "write", Sentence("log entry"), priority=True),
        Key("deadline.meet", "m", "meet", Sentence("sent"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, number: str, kind: str = "") -> None:
        super().__init__(number)
        self.kind = kind
        self.owed: list[Any] = []

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The report; which one is due first tells which kind to begin with."""
        wanted: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
            "deadline.list": ((), {"incident": self.number}),
            "incident.show": ((self.number,), {}),
        }
        if self.kind:
            wanted["incident.brief"] = ((self.number,), {"kind": self.kind})
        return wanted

    def show(self, question: str, record: Any) -> None:
        """Draw an answer."""
        if question == "incident.brief":
            self.record = record
        elif question == "deadline.list":
            self.owed = list(record)
        elif not self.kind:
            told = any(change.what == "level" for change in record.history)
            self.kind = "final" if record.state == "ended" else "follow-up" if told else "initial"
            self.ask("incident.brief")
        self.say_again()
        self.refresh_bindings()

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing now."""
        return say("no report is due") if action == "meet" and self._due() is None else None

    def _due(self) -> Any:
        """The report that is due first: a follow-up before any other."""
        open_ = [row for row in self.owed if row.state in ("pending", "raised", "acknowledged")]
        ours = [row for row in open_ if row.kind in ("followup", "statutory", "notify", "supplement", "chain_step")]
        return min(ours, key=lambda row: (row.kind != "followup", row.due_at), default=None)

    # the keys

    def action_kind(self, step: int) -> None:
        """Turn to another kind of report."""
        at = KINDS.index(self.kind) if self.kind else 0
        self.kind = KINDS[(at + step) % len(KINDS)]
        self.record = None
        self.say_again()
        self.ask("incident.brief")

    async def action_write(self) -> None:
        """Open the line for the next entry: what the other end said."""
        from commandpost.tui.parts.entry_line import EntryLine

        await self.desk_screen.open_line(EntryLine(self.frame, self.number))

    async def action_meet(self) -> None:
        """It was read: mark the report met, with the text that went out."""
        row = self._due()
        if row is None or self.record is None:
            return
        text = " · ".join(line for line in self.text(language()).splitlines() if line.strip())
        await self.frame.ask_verb("deadline.meet", row.id, start={"note": text})

    # the words

    def head(self, width: int, now: float) -> Lines:
        """The kinds, the one that is read in brackets."""
        spans: list[Span] = [(f" {self.number}  ", "strong")]
        for kind in KINDS:
            here = kind == self.kind
            spans += [
                (f"[{kind_name(kind)}]" if here else f" {kind_name(kind)} ", "strong" if here else "quiet"),
                (" ", ""),
            ]
        spans.append(
            (
                "  "
                + say("Tab the other kinds")
                + "   "
                + say("{key} the other language", key=key_of("desk.language")),
                "faint",
            )
        )
        return [spans]

    def folded(self, text: str, code: str, width: int) -> Lines:
        """The report, part by part."""
        return told(text, width)


def told(text: str, width: int) -> Lines:
    """Fold a report so that it can be read aloud: short lines, the part's name strong, room between the parts."""
    lines: Lines = [[]]
    room = min(LONGEST, width - 4)
    for at, line in enumerate(text.splitlines()):
        if not line.strip():
            lines.append([])
            continue
        head, colon, _ = shown(line).partition("：" if "：" in line else ": ")
        named = bool(colon) and len(head) < 24 and at > 0 and not line[:1].isdigit()  # an entry begins with its time
        for part, words in enumerate(fold(shown(line), room)):
            if named and not part and words.startswith(head + colon):
                lines.append([("  ", ""), (head + colon, "quiet"), (words.removeprefix(head + colon), "strong")])
            else:
                lines.append([("  ", ""), (words, "strong" if at == 0 or named else "")])
    return lines
