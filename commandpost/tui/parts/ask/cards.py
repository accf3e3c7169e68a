"""The forms of action cards: the blanks of the words that are read out, each in both languages where the desk knows both (R4.4)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from commandpost.domain.core.refusal import Refused
from commandpost.locale.words import language, say
from commandpost.tui.parts.ask.choices import Source, both
from commandpost.tui.parts.ask.fields import Field, Known
from commandpost.tui.parts.ask.form import AskForm
from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.finding import Choice

if TYPE_CHECKING:
    from commandpost.domain.checklists.records.tasks import CardShown

BLANKS = ("place", "route", "hazard")


class FillForm(AskForm):
    """Only the blanks that the words of this card have, those that are empty first; the places of the site stand there in both languages."""

    BOOK_NAMES_FIELDS: ClassVar = True

    @classmethod
    def ask_first(cls, desk: Any, words: Sequence[Any]) -> Any:
        """The blanks of the card."""
        if not words:
            return BLANKS
        card: CardShown = desk.ask("card.show", words[0])
        return tuple(sorted(card.blanks, key=lambda blank: blank not in card.missing))

    @classmethod
    def told_of(cls, kept: str) -> Any:
        """Those that were filled."""
        return tuple(json.loads(kept)) if kept else BLANKS

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], told: Any = None) -> list[Field]:
        """The blanks, in the order in which they are missing."""
        fields = {field.name: field for field in super().fields_for(verb, words, options)}
        found = [fields.pop(name) for name in told or BLANKS if name in fields]
        for field in found:
            field.wanted = True
        return [*found, *(field for name, field in fields.items() if name not in BLANKS and name != "at")]

    def learn(self, desk: Any, named: Mapping[str, Any]) -> dict[str, Any]:
        """Places of the site for place and route, the place of the incident first."""
        known = super().learn(desk, named)
        source = Source(desk, named)
        named_places = [(f"{place.zh} / {place.en}", both(place, place.code, *place.words)) for place in source.ask("place.list")]
        places = [Choice(name, (name, *others), "") for name, others in named_places]
        here = ""
        card = source.ask("card.show", named["card"]) if named.get("card") else None
        if card is not None and card.open and not card.open.startswith("duty"):
            with suppress(Refused):
                here = source.ask("incident.show", card.open).place or ""
        mine = next((place for place in places if here and here in place.names), None)
        if mine is not None:
            places = [mine._replace(hint=say("where it happened")), *(place for place in places if place is not mine)]
        elif here:
            places.insert(0, Choice(here, (shown(here),), say("where it happened")))
        hazards = [Choice(f"{zh} / {en}", (f"{zh} / {en}", zh, en), "") for zh, en in (card.hazards if card is not None else ())]
        return known | {"place": Known(tuple(places)), "route": Known(tuple(places)), "hazard": Known(tuple(hazards))}

    def title(self) -> str:
        """Which card."""
        card = self.words_known[0] if self.words_known else ""
        desk = self._frame.desk
        row = next((row for row in desk.plan.lists.get("cards", ()) if row["code"] == card), None) if desk is not None else None
        name = (row["zh"] if language() == "zh_CN" else row["en"]) if row is not None else str(card)
        return f"{say('Fill in the words')} · {name}"

    def hint(self, field: Field) -> str:
        """How a blank is filled for both languages."""
        if field.name in BLANKS:
            return say("As it is read out; with / between, a word for each language: {example}", example="二层 / 2F")
        return super().hint(field)
