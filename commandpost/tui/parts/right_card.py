"""Which card is the right one: what the open one turns into first; Enter switches, and both stay in the log (R4.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from commandpost.locale.words import language, say
from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.verb_choice import VerbChoice

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class RightCard(VerbChoice):
    """The other cards, found by what one sees."""

    def __init__(self, frame: DeskApp, card: Any, take: Callable[[str], None]) -> None:
        super().__init__(frame, "right_card", "")
        self._card, self._take = card, take

    def ask(self, desk: Any) -> Any:
        """The cards."""
        return desk.ask("card.list")

    def label(self) -> str:
        """What is asked."""
        return say("switch to the right card")

    def choices(self) -> list[Choice]:
        """What it turns into first."""
        turns = {code: place for place, code in enumerate(self._card.turns_into)}
        others = [card for card in self.known or () if card.code != self._card.code]
        others.sort(key=lambda card: turns.get(card.code, len(turns)))
        zh = language() == "zh_CN"
        return [
            Choice(card.code, (*((card.zh, card.en) if zh else (card.en, card.zh)), *card.sees_zh, *card.sees_en), shown(card.use_when)) for card in others
        ]

    def call_of(self, key: str) -> None:
        """Switch at once: it was the wrong card."""
        self.frame.standing.settle()
        self.give_way()
        self._take(key)
