"""The line above the board's list: how many are open and late, what it is narrowed to, in which order it stands (R4.3; DESIGN 4)."""

from __future__ import annotations

from typing import Any, NamedTuple

from commandpost.locale.words import say
from commandpost.tui.parts.cells import Span, cell_len, cut
from commandpost.tui.parts.strips import OneLine

URGENCY, UNSET = "urgency", "unset"
OPEN_ONLY = ("command", "last")  # orders of open incidents alone
RISING = frozenset({"urgency", "level", "what", "where", "state", "since", "command"})  # their first row has the least


class Term(NamedTuple):
    """One thing the board is narrowed to: of which kind, its code, what it is called."""

    kind: str
    code: str
    name: str

    def words(self) -> str:
        """Say it with the word before it that it needs."""
        return f"{kind_words(self.kind)} {self.name}".strip() if self.code != UNSET else self.name


class Narrowed:
    """What the board shows and in which order, as the people at the desk asked for it."""

    def __init__(self) -> None:
        self.terms: tuple[Term, ...] = ()
        self.text = ""  # as it was typed
        self.order, self.reverse = URGENCY, False

    @property
    def plain(self) -> bool:
        """Whether all open incidents stand in the order of urgency."""
        return not self.terms and self.order == URGENCY and not self.reverse

    @property
    def past(self) -> bool:
        """Whether ended ones are shown too."""
        return any(term.kind == "state" and term.code in ("ended", "all") for term in self.terms)

    def take(self, terms: tuple[Term, ...], text: str) -> None:
        """Show those; an order of open incidents alone gives way where ended ones are shown."""
        self.terms, self.text = terms, text
        if self.past and self.order in OPEN_ONLY:
            self.order, self.reverse = URGENCY, False

    def stand(self, order: str) -> None:
        """Stand in another order; the same once more is turned round."""
        self.order, self.reverse = order, order == self.order and not self.reverse

    def less(self) -> None:
        """Show all that are open; where all are, go back to the order of urgency."""
        if self.terms:
            self.terms, self.text = (), ""
        else:
            self.order, self.reverse = URGENCY, False

    def options(self) -> dict[str, Any]:
        """Give what the question `board` is asked with."""
        options: dict[str, Any] = {}
        for term in self.terms:
            options.setdefault(term.kind, []).append(term.code)
        if self.order != URGENCY:
            options["order"] = self.order
        if self.reverse:
            options["reverse"] = True
        return options

    def words(self) -> str:
        """Say what the board is narrowed to."""
        return " · ".join(term.words() for term in self.terms)

    def arrow(self, order: str) -> str:
        """Give the sign that stands beside the title of the column that orders."""
        if order != self.order:
            return ""
        return " ↑" if (order in RISING) != self.reverse else " ↓"


def kind_words(kind: str) -> str:
    """Give the word before a value where the value alone would not say what it is."""
    match kind:
        case "level":
            return say("level")
        case "type":
            return say("type")
        case "place":
            return say("place")
        case "day":
            return say("day")
    return ""


def order_words(order: str, reverse: bool) -> str:
    """Say an order in words."""
    match order, reverse:
        case "urgency", False:
            return say("most urgent first")
        case "urgency", True:
            return say("least urgent first")
        case "number", False:
            return say("newest number first")
        case "number", True:
            return say("oldest number first")
        case "level", False:
            return say("level not set, then I to IV")
        case "level", True:
            return say("level IV first")
        case "what", False:
            return say("by what it is, A to Z")
        case "what", True:
            return say("by what it is, Z to A")
        case "where", False:
            return say("by place, A to Z")
        case "where", True:
            return say("by place, Z to A")
        case "state", False:
            return say("by state, reported first")
        case "state", True:
            return say("by state, ended first")
        case "since", False:
            return say("newest report first")
        case "since", True:
            return say("oldest report first")
        case "command", False:
            return say("by who commands, A to Z")
        case "command", True:
            return say("by who commands, Z to A")
        case "last", False:
            return say("newest word first")
    return say("oldest word first")


class BoardHead(OneLine):
    """A rule with words on it."""

    DEFAULT_CLASSES = "head"

    def __init__(self, narrowed: Narrowed) -> None:
        super().__init__()
        self._narrowed = narrowed
        self._board: Any = None

    def take(self, board: Any) -> None:
        """The list was answered anew."""
        self._board = board
        self.refresh()

    def spans(self, width: int) -> list[Span]:
        """Say how many and which on the left, the order on the right."""
        left = self._left(width)
        order = f" {order_words(self._narrowed.order, self._narrowed.reverse)} "
        ink = "quiet" if self._narrowed.order == URGENCY and not self._narrowed.reverse else "accent"
        room = width - sum(cell_len(text) for text, _ in left) - cell_len(order) - 1
        if room < 2:
            return [*left, ("─" * width, "faint")]
        return [*left, ("─" * room, "faint"), (order, ink), ("─", "faint")]

    def _left(self, width: int) -> list[Span]:
        board, terms = self._board, self._narrowed.terms
        if board is None:
            return []
        if not terms:
            spans: list[Span] = [(" " + say("{count} open", count=f"{board.open:,}"), "quiet")]
            if board.late:
                spans += [(" · ", "quiet"), (say("{count} late", count=f"{board.late:,}"), "late")]
            return [*spans, (" ", "")]
        of = {"count": f"{board.size:,}", "of": f"{board.of:,}"}
        states = any(term.kind == "state" for term in terms)
        told = say("{count} of {of} shown: ", **of) if states else say("{count} of {of} open shown: ", **of)
        back = "   " + say("Esc shows all") + " "
        room = width - cell_len(told) - cell_len(back) - 4
        return [(f" {told}", "strong"), (cut(self._narrowed.words(), max(room, 8)), "accent"), (back, "quiet")]
