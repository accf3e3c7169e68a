"""The hand-over of command on one page, to be read aloud: how it stands, what is late, what is next, who is silent, what was decided and why (R4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commandpost.locale.words import say, speaking
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.cells import Span, cell_len, cut, fold, shown
from commandpost.tui.parts.reading_page import LONGEST, ReadingPage
from commandpost.tui.parts.sheet import Lines

AGAIN_S = 30.0  # so often the page is asked anew: what is late grows


class Handover(ReadingPage):
    """What whoever takes command must know."""

    BINDINGS = bound(
        Key("command.choose", "C", "command", Sentence("who commands"), priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self._asked_at = 0.0

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The page."""
        return {"command.handover": ((self.number,), {})}

    def show(self, question: str, record: Any) -> None:
        """Draw it; where one was reading stays."""
        self.record, self._asked_at = record, self.frame.standing.now_s()
        self.say_again()

    def tick(self) -> None:
        """How late something is grows; asked anew now and then."""
        if self.record is not None and self.frame.standing.now_s() - self._asked_at >= AGAIN_S and not self.redrawing:
            self.ask()

    async def action_command(self) -> None:
        """Offer, accept, decline or take command."""
        await self.frame.going.command(self.number)

    # the words

    def head(self, width: int, now: float) -> Lines:
        """Of which incident, and how it comes on paper."""
        title = f" {say('Hand-over of command')} · {self.number}"
        how = say("{key} the other language", key=key_of("desk.language")) + "   " + say("on paper: {line}", line=f"commandpost command handover {self.number}")
        return [[(title, "strong"), ("   ", ""), (cut(how, max(0, width - cell_len(title) - 4)), "faint")]]

    def folded(self, text: str, code: str, width: int) -> Lines:
        """The page, part by part; what is late or silent in red."""
        return told(text, code, width) if text else []


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
