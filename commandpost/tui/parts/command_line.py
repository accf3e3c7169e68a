"""The quick line: `n` reports in one line what somebody shouted, `:` takes a verb as well (R4.1; DESIGN 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.bottom_line import BottomLine
from commandpost.tui.parts.cells import Span, cell_len, fold
from commandpost.tui.parts.command_words import spoken
from commandpost.tui.parts.drafts import QUICK
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.finding import learn
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.part_choices import PARTS, choices_of, label_of, written
from commandpost.tui.parts.part_list import PartList
from commandpost.tui.parts.standing import SETTLE_S
from commandpost.tui.parts.understanding import Understanding, meant_name, parts_told

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.verb_line import VerbHelp


class CommandLine(BottomLine):
    """One line that becomes an incident, or a verb."""

    BINDINGS: ClassVar = bound(
        Key("line.next_part", "tab", "change", Sentence("change a part"), show=False),
        Key("line.part_before", "shift+tab", "change(-1)", Sentence("part before"), show=False),
        Key("list.up", "up", "mark(-1)", Sentence("choice above"), show=False),
        Key("list.down", "down", "mark(1)", Sentence("choice below"), show=False),
    )

    def __init__(self, frame: DeskApp, *, verbs: bool, text: str = "", wrong: str | None = None) -> None:
        super().__init__(frame, QUICK, text, wrong)
        self.verbs = verbs
        self._understanding = Understanding(self, frame, self._read_anew)
        self._soon: str | None = None  # the part that Tab was pressed for before there was anything to offer
        self._learning = Errand(self, "learn to find")
        self._verb_help: VerbHelp | None = None
        self._list: PartList | None = None
        self._asked: str | None = None  # the words that Enter was pressed on although nothing was understood of them
        self._lines = 4  # as many as most shouts take at 80 columns; what is told never takes fewer lines than before: the line one types in stays where it is

    def on_mount(self) -> None:
        """Say what it is for, and fetch what reading needs."""
        if self.was_left:
            return
        self._understanding.fetch()
        self.line.holds = self._asks_first
        if self.verbs:
            from commandpost.tui.parts.verb_line import VerbHelp

            self._verb_help = VerbHelp(self, self.frame, self.retell)
        super().on_mount()

    def prompt(self) -> str:
        """Say which of the two it is."""
        return ": ▸ " if self.verbs else say("report ▸ ")

    # what is said below it

    def explain(self, text: str, width: int) -> list[list[Span]]:
        """Say what was understood: the parts of a report, or the verb; the keys on the last line."""
        *told, keys = self._explained(text, width)
        if self._asked is not None:
            told = [*([(part, "strong")] for part in fold(say("Neither what nor where was understood. Enter again reports it as it stands."), width)), *told]
        self._lines = max(self._lines, len(told) + 1)
        return [*told, *([] for _ in range(self._lines - len(told) - 1)), keys]

    def retell(self) -> None:
        """Say again what was understood; the terminal's cursor goes along where the line has moved."""
        super().retell()
        for line in self.query(Line):
            self.call_after_refresh(line.tell_terminal)

    def _explained(self, text: str, width: int) -> list[list[Span]]:
        if self._verb_help is not None and (told := self._verb_help.told(text, width)) is not None:
            return told
        if self.frame.desk is None:
            return [[(say("The desk is opening; go on typing."), "quiet")], self._ends()]
        if not text.strip():
            hint = say("What, where, how many hurt; !I to !IV decides the level: fire 2F-foodcourt smoke, 2 hurt !III")
            return [*([(part, "faint")] for part in fold(hint, width)), self._ends()]
        read, reader = self._understanding.read(text), self._understanding.reader
        if read is None or reader is None:
            return [[], self._ends()]
        return [*wrapped(parts_told(read, reader), width), self._ends()]

    def _ends(self) -> list[Span]:
        if self._list is not None:
            keys = (say("Enter take it"), say("Tab next part"), say("Esc back to the line"))
        else:
            keys = (say("Enter report"), self._tab(), say("Esc keep as draft"))
        return [span for key in keys for span in ((key, "quiet"), ("   ", ""))][:-1]

    def _tab(self) -> str:
        reader, read = self._understanding.reader, self._understanding.last
        if reader is None or read is None or read.line != self.line.value or (offer := read.offer) is None:
            return say("Tab change a part")
        return say("Tab take “{name}”", name=meant_name(reader, offer[0], offer[1].key))

    # a part is changed

    async def action_change(self, by: int = 1) -> None:
        """Take what may have been meant; else offer the types, then the places, then the levels; in a verb, take the word that is marked."""
        if self._verb_help is not None and (line := self._verb_help.take(self.line.value)) is not None:
            self.line.put(line)
        elif self._verb_help is not None and spoken(self.line.value) is not None:
            return
        elif by > 0 and (read := self._understanding.read(self.line.value)) is not None and read.line == self.line.value and read.offer is not None:
            part, near = read.offer
            self._write(part, near.key)
        else:
            await self._offer(PARTS[0] if by > 0 else PARTS[-1])

    def _read_anew(self) -> None:
        self.retell()
        if self._soon is not None:
            self.call_later(self._offer, self._soon)

    async def _offer(self, part: str) -> None:
        reader, read = self._understanding.reader, self._understanding.read(self.line.value)
        self._soon = part if reader is None or read is None else None
        if reader is None or read is None:
            return
        self._learning.run(learn, lambda _: None, self.frame.complain)
        choices, now = choices_of(part, reader, read)
        await self._drop()
        self._list = PartList(part, label_of(part), choices, now)
        await self.mount(self._list, after=0)
        self.screen.set_focus(self._list.field)
        self.retell()

    async def _drop(self) -> None:
        if self._list is not None:
            gone, self._list = self._list, None
            await gone.remove()

    async def _back(self) -> None:
        await self._drop()
        self.screen.set_focus(self.line)
        self.line.rest(SETTLE_S)  # an Enter pressed twice on a choice reports nothing
        self.retell()

    async def on_part_list_chosen(self, event: PartList.Chosen) -> None:
        """Write what was chosen into the line, which stays the only truth."""
        event.stop()
        await self._back()
        if not event.now:
            self._write(event.part, event.choice.key)

    def _write(self, part: str, key: str) -> None:
        """Write a part into the line; the words that stand there stay."""
        if (reader := self._understanding.reader) is None:
            return
        line = written(part, key, reader, self.line.value)
        if line is None:
            self.refuse(say("No name of “{name}” is read back from this line.", name=meant_name(reader, part, key)))
        elif line != self.line.value:
            self.line.put(line)

    async def on_part_list_left(self, event: PartList.Left) -> None:
        """Go on to another part, or back to the line."""
        event.stop()
        at = PARTS.index(event.part) + event.by
        if event.by and 0 <= at < len(PARTS):
            await self._offer(PARTS[at])
        else:
            await self._back()

    def action_mark(self, by: int) -> None:
        """Mark another of the words offered for a verb."""
        if self._verb_help is not None and self._verb_help.move(by):
            self.retell()

    # it is done

    def _asks_first(self, text: str) -> bool:
        """Ask once where nothing was understood: a sentence typed at the board opens no incident, a shout with a word in it is not held up."""
        text = text.strip()
        if not text or self._asked == text or (self.verbs and spoken(text) is not None) or not self._understanding.nothing_understood(text):
            return False
        self._asked = text
        self.line.rest(SETTLE_S)  # an Enter pressed twice is one
        self.retell()
        return True

    def on_input_changed(self, event: Line.Changed) -> None:
        """Other words are asked about anew."""
        if self._asked != event.value.strip():
            self._asked = None
        super().on_input_changed(event)

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
