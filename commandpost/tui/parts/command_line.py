"""The quick line: `n` reports in one line what somebody shouted, `:` takes a verb as well (DESIGN 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commandpost.locale.words import say
from commandpost.tui.parts.bottom_line import BottomLine
from commandpost.tui.parts.cells import Span, cell_len
from commandpost.tui.parts.command_words import Spoken, spelling, spoken
from commandpost.tui.parts.drafts import QUICK
from commandpost.tui.parts.understanding import understand, understood
from commandpost.tui.parts.verbs import says

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class CommandLine(BottomLine):
    """One line that becomes an incident, or a verb."""

    def __init__(self, frame: DeskApp, *, verbs: bool, text: str = "", wrong: str | None = None) -> None:
        super().__init__(frame, QUICK, text, wrong)
        self.verbs = verbs

    def prompt(self) -> str:
        """Say which of the two it is."""
        return ": ▸ " if self.verbs else say("report ▸ ")

    def explain(self, text: str, width: int) -> list[list[Span]]:
        """Say what was understood: the parts of a report, or the verb."""
        if self.verbs and (said := spoken(text)) is not None:
            return self._explain_verb(said)
        ends = [[(say("Enter report"), "quiet"), ("   ", ""), (say("Esc keep as draft"), "quiet")]]
        if not text.strip():
            hint = say("What, where, how many hurt; !I to !IV decides the level: fire 2F-foodcourt smoke, 2 hurt !III")
            return [[(hint, "faint")], *ends]
        desk = self.frame.desk
        if desk is None:
            return [[(say("The desk is opening; go on typing."), "quiet")], *ends]
        return [*wrapped(understood(understand(desk, text), self.frame.teller()), width), *ends]

    def _explain_verb(self, said: Spoken) -> list[list[Span]]:
        return [
            [(spelling(said.id), "accent"), ("   ", ""), (says(said.id), "")],
            [(say("Enter do it"), "quiet"), ("   ", ""), (say("Esc keep as draft"), "quiet")],
        ]

    def entered(self, text: str) -> None:
        """Report it, or do the verb; the line closes at once and comes back with its words if a rule says no."""
        self.frame.standing.settle()
        self.give_way()
        if self.verbs and (said := spoken(text)) is not None:
            self.frame.doing.verb(said, text)
        else:
            self.frame.doing.report(text)


def wrapped(parts: list[list[Span]], width: int) -> list[list[Span]]:
    """Put parts side by side with dots between them, on as many lines as they need (three at most)."""
    lines: list[list[Span]] = [[]]
    used = 0
    for part in parts:
        size = sum(cell_len(text) for text, _ in part)
        if lines[-1] and used + 3 + size > width and len(lines) < 3:
            lines.append([])
            used = 0
        if lines[-1]:
            lines[-1].append((" · ", "faint"))
            used += 3
        lines[-1] += part
        used += size
    return lines
