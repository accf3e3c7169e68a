"""The forms of action cards: the blanks of the words that are read out, each in both languages where the desk knows both (R4.4)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from commandpost.domain.checklists.records.tasks import BLANKS
from commandpost.domain.core.refusal import Refused
from commandpost.locale.words import language, say
from commandpost.tui.parts import verbs
from commandpost.tui.parts.ask.calls import Call
from commandpost.tui.parts.ask.choices import Source, both
from commandpost.tui.parts.ask.fields import Field, Known
from commandpost.tui.parts.ask.form import AskForm
from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.finding import Choice

if TYPE_CHECKING:
    from commandpost.domain.checklists.records.tasks import CardShown
    from commandpost.tui.app import DeskApp

HERE = "where_it_happened"  # what the place of the incident is offered for first
MAY_BE_HERE = (HERE, "closed_area", "outer_door", "where_one_of_ours_is")  # for anything else, a route or a place to wait, it is never offered


class CardForm(AskForm):
    """Something done to a card, which is called by its name."""

    def title(self) -> str:
        """What is done, to which card."""
        desk, code = self._frame.desk, self.words_known[0] if self.words_known else ""
        row = _row(desk, code) if desk is not None else None
        name = (row["zh"] if language() == "zh_CN" else row["en"]) if row is not None else str(code)
        return f"{self.doing()} · {name}" if name else self.doing()

    def doing(self) -> str:
        """What is done."""
        return verbs.in_short(verbs.says(self.verb)) or self.verb


class FillForm(CardForm):
    """Only the blanks that the words of this card have, those that are empty first; the places of the site stand there in both languages."""

    BOOK_NAMES_FIELDS: ClassVar = True

    def __init__(
        self, frame: DeskApp, verb: str, words: Sequence[Any], options: Mapping[str, Any], told: Any = None, start: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(frame, verb, words, options, told, {**(told or {}), **(start or {})})
        for field in self.fields:  # what stands there goes when one types, as a choice does
            if field.start and not field.touched:
                field.key = field.text

    @classmethod
    def ask_first(cls, desk: Any, words: Sequence[Any]) -> Any:
        """The blanks of the card and what stands in them."""
        if not words:
            return dict.fromkeys(BLANKS, "")
        card: CardShown = desk.ask("card.show", words[0])
        filled = dict(card.filled)
        return {blank: filled.get(blank, "") for blank in sorted(card.blanks, key=lambda blank: blank not in card.missing)}

    @classmethod
    def told_of(cls, kept: str) -> Any:
        """Those that were filled."""
        return dict.fromkeys(json.loads(kept) if kept else BLANKS, "")

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], told: Any = None) -> list[Field]:
        """The blanks, in the order in which they are missing."""
        fields = {field.name: field for field in super().fields_for(verb, words, options)}
        found = [fields.pop(name) for name in told or BLANKS if name in fields]
        for field in found:
            field.wanted = True
        return [*found, *(field for name, field in fields.items() if name not in BLANKS and name != "at")]

    @classmethod
    def call_for(cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], fields: Sequence[Field], frame: DeskApp) -> Call:
        """Only what is other than it stood is filled in anew."""
        return super().call_for(verb, words, options, [field for field in fields if field.touched or not field.start], frame)

    def doing(self) -> str:
        """What is done."""
        return say("Fill in the words")

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
        row = _row(desk, card.code) if card is not None else None
        means = row.get("means", {}) if row is not None else {}
        hazards = [Choice(f"{zh} / {en}", (f"{zh} / {en}", zh, en), "") for zh, en in (card.hazards if card is not None else ())]
        offered = {blank: Known(tuple(_places(places, here, means.get(blank, "")))) for blank in ("place", "route")}
        return known | offered | {"hazard": Known(tuple(hazards))}

    def hint(self, field: Field) -> str:
        """How a blank is filled for both languages."""
        if field.name in BLANKS:
            return say("As it is read out; with / between, a word for each language: {example}", example="二层 / 2F")
        return super().hint(field)


def _row(desk: Any, code: Any) -> Any:
    return next((row for row in desk.plan.lists.get("cards", ()) if row["code"] == code), None)


def _places(places: list[Choice], here: str, means: str) -> list[Choice]:
    """The places of the site, that of the incident first where it is meant, and left out where one must get away from it."""
    mine = next((place for place in places if here and here in place.names), None)
    others = [place for place in places if place is not mine]
    if means == HERE and here:
        return [Choice(here, (shown(here),), say("where it happened")) if mine is None else mine._replace(hint=say("where it happened")), *others]
    return places if means in MAY_BE_HERE else others
