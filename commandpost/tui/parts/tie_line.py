"""Which tie: merge an incident, link it, or undo what ties it; the form of the verb opens then (R4.1; DESIGN 4)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.bottom_line import BottomLine
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.part_list import PartList

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class TieLine(BottomLine):
    """What can be done about an incident that has to do with another one."""

    DEFAULT_CSS = "TieLine > Vertical { height: auto; }"

    BINDINGS: ClassVar = bound(Key("desk.back", "escape", "keep", Sentence("as it was"), show=False))

    def __init__(self, frame: DeskApp, number: str) -> None:
        super().__init__(frame, "tie", " ")
        self.closing = True  # nothing to keep as a draft
        self.number = number
        self._ties: Any = None

    def compose(self) -> ComposeResult:
        """The list, once it is known what ties the incident already."""
        with Vertical():
            yield PartList("tie", self.number, self._choices(), "")

    def _choices(self) -> list[Choice]:
        undone = say("undo")
        made = [
            Choice("merge", (say("merge it into another"), "merge", "合并"), say("the same, reported twice")),
            Choice("link", (say("link it with another"), "link", "关联"), say("they have to do with each other")),
        ]
        if self._ties is None:
            return made
        for number in self._ties.merged:
            made.append(Choice(f"unmerge {number}", (say("part {number} from it again", number=number), "unmerge"), undone))
        for number in self._ties.links:
            made.append(Choice(f"unlink {number}", (say("unlink {number}", number=number), "unlink"), undone))
        return made

    @property
    def line(self) -> Line:
        """Where one types what one means."""
        return self.query_one(PartList).field

    def on_mount(self) -> None:
        """Ask what ties it."""
        if (desk := self.frame.desk) is not None:
            ask = partial(desk.ask, "incident.show", self.number)
            Errand(self, "ties").run(ask, self._known, self.frame.complain)

    async def _renew(self) -> None:
        text = self.line.value
        await self.query_one(PartList).remove()
        await self.query_one(Vertical).mount(PartList("tie", self.number, self._choices(), ""))
        self.line.put(text)
        self.screen.set_focus(self.line)

    def _known(self, record: Any) -> None:
        if record.merged or record.links:
            self._ties = record
            self.run_worker(self._renew())

    def retell(self) -> None:
        """Say it in the other language."""
        self.query_one(PartList).refresh(recompose=False, layout=True)

    def on_part_list_chosen(self, event: PartList.Chosen) -> None:
        """Open the form of the verb."""
        event.stop()
        verb, _, other = event.choice.key.partition(" ")
        words = (other,) if verb == "unmerge" else (self.number, other) if other else (self.number,)
        frame = self.frame
        frame.standing.settle()
        self.give_way()
        self.call_later(lambda: frame.run_worker(frame.ask_verb(f"incident.{verb}", *words)))

    def on_part_list_left(self, event: PartList.Left) -> None:
        """Leave it as it is."""
        event.stop()
        if event.by == 0:
            self.give_way()
