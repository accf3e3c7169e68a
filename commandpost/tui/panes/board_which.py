"""Which incidents the board shows and in which order: a line that finds by a few letters what is really there, and a list of orders (R4.3; DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.panes.board_head import OPEN_ONLY, Narrowed, Term, order_words
from commandpost.tui.parts.bottom_line import BottomLine
from commandpost.tui.parts.cells import Span, cell_len, shown
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.finding import Choice, Finder, folded, learn
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.part_list import PartList

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

LONGEST = 4  # words that one value may be called by
OTHERS = 3  # further values that the last words could mean, told beside it
BLANKS = str.maketrans(",，、;；", "     ")


class Found(NamedTuple):
    """Words of the line and the values they could mean, the best first; none where nothing is called so."""

    words: str
    values: tuple[Term, ...]


class Values:
    """What the board can be narrowed to, found by what is typed."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._terms = {f"{v.kind} {v.code}": Term(v.kind, v.code, shown(v.names[0])) for v in values}
        self._finder = Finder([Choice(f"{v.kind} {v.code}", tuple(map(shown, v.names))) for v in values])
        self._folded = [(choice.key, tuple(map(folded, choice.names))) for choice in self._finder.choices]
        self._known: dict[
            tuple[str, bool], tuple[Term, ...]
        ] = {}  # what was read once: a key asks for its own word alone

    def read(self, text: str) -> list[Found]:
        """Cut a line into what it names: as many words together as one value is called by, from the left."""
        words = text.translate(BLANKS).split()
        found: list[Found] = []
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + LONGEST), at, -1):
                run = " ".join(words[at:end])
                values = self._called(run, alone=end == at + 1)
                if values or end == at + 1:
                    found.append(Found(run, values))
                    at = end
                    break
        return found

    def _called(self, run: str, *, alone: bool) -> tuple[Term, ...]:
        if (run, alone) not in self._known:
            wanted = folded(run)
            if alone:
                keys = [choice.key for choice in self._finder.find(run)]
            else:  # several words are one value only where they stand side by side in its name
                keys = [key for key, names in self._folded if any(wanted in name for name in names)]
            self._known[run, alone] = tuple(self._terms[key] for key in keys)
        return self._known[run, alone]


class WhichLine(BottomLine):
    """Letters find values, several words several values; Enter shows those, Esc leaves all as it was."""

    BINDINGS: ClassVar = bound(
        Key("line.next_part", "tab", "other(1)", Sentence("another value"), show=False),
        Key("line.part_before", "shift+tab", "other(-1)", Sentence("the value before"), show=False),
        Key("desk.back", "escape", "keep", Sentence("as it was"), show=False),
    )

    def __init__(self, frame: DeskApp, narrowed: Narrowed, again: Callable[[], None]) -> None:
        super().__init__(frame, "board:which", narrowed.text)
        self.closing = True  # its words are no draft: what is shown keeps them
        self._narrowed, self._again = narrowed, again
        self._values: Values | None = None
        self._picked: dict[str, int] = {}  # which of its values a run of words means, where it is not the first
        self._told = ""
        self._asking: Errand | None = None

    def on_mount(self) -> None:
        """Ask what is really there."""
        desk = self.frame.desk
        if desk is not None and not self.was_left:

            def ask() -> Values:
                values = Values(desk.ask("board.values"))
                learn()  # pinyin, so that no key waits for it
                return values

            Errand(self, "values of the board").run(ask, self._there, self.frame.complain)

    def _there(self, values: Values) -> None:
        self._values = values
        self.retell()
        self._count()

    def on_unmount(self) -> None:
        """Let thousands of values go at once: the widget itself waits for a sweep."""
        self._values = None

    def prompt(self) -> str:
        """Say what it is for."""
        return say("which ▸ ")

    def on_input_changed(self, event: Line.Changed) -> None:
        """Say what is understood, and count it."""
        event.stop()
        event.prevent_default()  # nothing to keep as a draft
        self._told = ""
        self.retell()
        self._count()

    def on_line_entered(self, event: Line.Entered) -> None:
        """Show those; an empty line shows all that are open."""
        event.stop()
        event.prevent_default()
        unknown = [found.words for found in self._read(event.text) if not found.values]
        if self._values is None or unknown:
            self.line.put(event.text)
            if unknown:
                self.refuse(say("nothing here is called “{words}”", words=shown(unknown[0])))
            return
        self._narrowed.take(self._terms(event.text), event.text.strip())
        self.frame.standing.settle()
        self.give_way()
        self._again()

    def _read(self, text: str) -> list[Found]:
        return self._values.read(text) if self._values is not None else []

    def _meant(self, found: Found) -> Term:
        return found.values[self._picked.get(found.words, 0) % len(found.values)]

    def _terms(self, text: str) -> tuple[Term, ...]:
        return tuple(dict.fromkeys(self._meant(found) for found in self._read(text) if found.values))

    def explain(self, text: str, width: int) -> list[list[Span]]:
        """Say what was understood word by word, what else the last words could mean, how many that are."""
        keys: list[Span] = [
            (say("Enter show"), "quiet"), ("   ", ""), (say("Tab another value"), "quiet"), ("   ", ""), (say("Esc as it was"), "quiet"),
        ]  # fmt: skip
        if not text.strip():
            hint = say("A state, level, type, place or day, several of them too: II fire yesterday. Empty: all open.")
            return [[(hint, "faint")], keys]
        found = self._read(text)
        line: list[Span] = []
        for one in found:
            line += [(" · ", "faint")] if line else []
            if one.values:
                term = self._meant(one)
                line.append((term.words(), "accent"))
            elif self._values is not None:
                line.append((say("“{words}”?", words=shown(one.words)), "strong"))
        if self._told:
            line += [("   ", ""), (self._told, "strong")]
        return [line, self._others(found, width) or keys, *([keys] if self._others(found, width) else [])]

    def _others(self, found: list[Found], width: int) -> list[Span]:
        if not found or len(found[-1].values) < 2:
            return []
        last = found[-1]
        at = self._picked.get(last.words, 0)
        told: list[Span] = [(say("or, by Tab: "), "quiet")]
        for step in range(1, min(OTHERS, len(last.values) - 1) + 1):
            term = last.values[(at + step) % len(last.values)]
            text = term.words()
            if sum(cell_len(part) for part, _ in told) + cell_len(text) + 3 > width:
                break
            told += [(" · ", "faint")] if step > 1 else []
            told.append((text, ""))
        return told

    def action_other(self, by: int) -> None:
        """Let the last words mean another value that is called so."""
        found = self._read(self.line.value)
        if found and len(found[-1].values) > 1:
            last = found[-1]
            self._picked[last.words] = (self._picked.get(last.words, 0) + by) % len(last.values)
            self.retell()
            self._count()

    def _count(self) -> None:
        """Count what fits in a thread; ended ones too where only open ones are meant."""
        desk, terms = self.frame.desk, self._terms(self.line.value)
        if desk is None or not terms:
            return
        options: dict[str, Any] = {}
        for term in terms:
            options.setdefault(term.kind, []).append(term.code)

        def ask() -> str:
            here = desk.ask("board", limit=0, **options)
            if "state" in options:
                return say("{count} of {of}", count=f"{here.size:,}", of=f"{here.of:,}")
            both = desk.ask("board", limit=0, state=["all"], **options).size
            told = say("{count} of {of} open", count=f"{here.size:,}", of=f"{here.of:,}")
            if both == here.size:
                return told
            return told + say("; {count} with ended ones: add “{word}”", count=f"{both:,}", word=say("ended ones too"))

        if self._asking is None:
            self._asking = Errand(self, "how many fit")
        self._asking.run(ask, self._counted, self.frame.complain)

    def _counted(self, told: str) -> None:
        self._told = told
        self.retell()


ORDERS = ("urgency", "number", "level", "what", "where", "state", "since", *OPEN_ONLY)


class OrderLine(BottomLine):
    """The orders the board can stand in; the same once more is turned round."""

    BINDINGS: ClassVar = bound(Key("desk.back", "escape", "keep", Sentence("as it was"), show=False))

    def __init__(self, frame: DeskApp, narrowed: Narrowed, again: Callable[[], None]) -> None:
        super().__init__(frame, "board:order", " ")
        self.closing = True
        self._narrowed, self._again = narrowed, again

    def compose(self) -> ComposeResult:
        """The list."""
        yield PartList("order", say("sort"), self._choices(), self._narrowed.order)

    def _choices(self) -> list[Choice]:
        titles = {
            "urgency": say("Next"), "number": say("No."), "level": say("Level"), "what": say("What"), "where": say("Where"),
            "state": say("State"), "since": say("Elapsed"), "command": say("Command"), "last": say("Last word"),
        }  # fmt: skip
        orders = [order for order in ORDERS if not (self._narrowed.past and order in OPEN_ONLY)]
        return [Choice(order, (titles[order], order), self._hint(order)) for order in orders]

    def _hint(self, order: str) -> str:
        if order == self._narrowed.order:
            return say("Enter turns it round: {order}", order=order_words(order, not self._narrowed.reverse))
        return order_words(order, False)

    @property
    def line(self) -> Line:
        """Where one types what one means."""
        return self.query_one(PartList).field

    def on_mount(self) -> None:
        """The list speaks for itself."""

    def retell(self) -> None:
        """Say it in the other language."""
        self.query_one(PartList).refresh(recompose=False, layout=True)

    def on_part_list_chosen(self, event: PartList.Chosen) -> None:
        """Stand in that order."""
        event.stop()
        self._narrowed.stand(event.choice.key)
        self.frame.standing.settle()
        self.give_way()
        self._again()

    def on_part_list_left(self, event: PartList.Left) -> None:
        """Leave it as it is."""
        event.stop()
        if event.by == 0:
            self.give_way()
