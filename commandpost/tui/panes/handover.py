"""The hand-over of command on one page, to be read aloud: how it stands, what is late, what is next, who is silent, what was decided and why (R4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal

from commandpost.locale.words import language, say, speaking
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.cells import Span, cell_len, cut, fold, shown
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet

LONGEST = 76  # cells that an eye reads at one go while somebody listens
AGAIN_S = 30.0  # so often the page is asked anew: what is late grows


class Read(Sheet, can_focus=True):
    """The text, moved by the arrow keys."""


class Handover(Pane):
    """What whoever takes command must know."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    BINDINGS = bound(
        Key("command.choose", "C", "command", Sentence("who commands"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self.record: Any = None
        self._asked_at = 0.0

    def compose(self) -> ComposeResult:
        """One line of heading, and the page in one language or both."""
        now = self.frame.standing.now_s
        yield Sheet(self._head, now, counts=False, classes="head")
        with Horizontal():
            yield Read(lambda width, _: self._told(language(), width), now, counts=False, classes="here")
            yield Sheet(lambda width, _: self._told(_other(), width), now, counts=False, classes="other")

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The page."""
        return {"command.handover": ((self.number,), {})}

    def show(self, question: str, record: Any) -> None:
        """Draw it; where one was reading stays."""
        self.record, self._asked_at = record, self.frame.standing.now_s()
        self._say()

    def _say(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()

    def tick(self) -> None:
        """How late something is grows; asked anew now and then."""
        if self.record is not None and self.frame.standing.now_s() - self._asked_at >= AGAIN_S and not self.redrawing:
            self.ask()

    def retell(self) -> None:
        """The other language comes to the front."""
        self._say()
        super().retell()

    def number_here(self) -> str:
        """This one."""
        return self.number

    async def action_command(self) -> None:
        """Offer, accept, decline or take command."""
        await self.frame.going.command(self.number)

    def action_back(self) -> None:
        """Back to the incident."""
        self.frame.pop_screen()

    # the words

    def _head(self, width: int, now: float) -> Lines:
        title = f" {say('Hand-over of command')} · {self.number}"
        how = say("{key} the other language", key=key_of("desk.language")) + "   " + say("on paper: {line}", line=f"commandpost command handover {self.number}")
        return [[(title, "strong"), ("   ", ""), (cut(how, max(0, width - cell_len(title) - 4)), "faint")]]

    def _told(self, code: str, width: int) -> Lines:
        record = self.record
        return [] if record is None else told(record.zh if code == "zh_CN" else record.en, code, width)


def _other() -> str:
    return "en" if language() == "zh_CN" else "zh_CN"


def told(text: str, code: str, width: int) -> Lines:
    """Fold the page so that it can be read aloud: headings strong, what is late or silent red, room between the parts."""
    with speaking(code):
        late, silent = say("Late:"), say("SILENT: {time}", time="\0").partition("\0")[0]
        nothing = f"- {say('nothing is late')}"
    lines: Lines = []
    part, room = "", min(LONGEST, width - 4)
    for line in text.splitlines():
        if not line.strip():
            lines.append([])
            part = ""
            continue
        if not line.startswith("- "):
            begins = not part and bool(lines) and not lines[-1]  # the first line of a part
            part = line
            lines += [[("  ", ""), (words, "strong" if begins or len(lines) == 0 else "")] for words in fold(shown(line), room)]
            continue
        ink = "late" if (part == late and line != nothing) or silent in line else ""
        folded = fold(shown(line.removeprefix("- ")), room - 2)
        spans: list[list[Span]] = [[("    " if at else "  · ", "quiet"), (words, ink)] for at, words in enumerate(folded)]
        lines += spans
    return lines
