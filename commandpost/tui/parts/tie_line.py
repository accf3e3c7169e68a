"""Which tie: merge an incident, link it, or undo what ties it; the form of the verb opens then (R4.1; DESIGN 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commandpost.locale.words import say
from commandpost.tui.parts.ask.calls import Call
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.verb_choice import VerbChoice

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class TieLine(VerbChoice):
    """What can be done about an incident that has to do with another one."""

    def __init__(self, frame: DeskApp, number: str) -> None:
        super().__init__(frame, "tie", number)

    def choices(self) -> list[Choice]:
        """Merge, link, and to undo each tie there is."""
        undone = say("undo")
        made = [
            Choice("merge", (say("merge it into another"), "merge", "合并"), say("the same, reported twice")),
            Choice("link", (say("link it with another"), "link", "关联"), say("they have to do with each other")),
        ]
        if self.known is None:
            return made
        for number in self.known.merged:
            made.append(Choice(f"unmerge {number}", (say("part {number} from it again", number=number), "unmerge"), undone))
        for number in self.known.links:
            made.append(Choice(f"unlink {number}", (say("unlink {number}", number=number), "unlink"), undone))
        return made

    def call_of(self, key: str) -> Call:
        """The verb, with the other incident where the tie names it."""
        verb, _, other = key.partition(" ")
        words = (other,) if verb == "unmerge" else (self.number, other) if other else (self.number,)
        return f"incident.{verb}", words, {}
