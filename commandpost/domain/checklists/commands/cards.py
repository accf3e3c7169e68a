"""Opens an action card on any incident or on none, switches to the right one, attaches and closes it: logged from the first key (R4.4)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.checklists.kinds import Blank, CardCode
from commandpost.domain.checklists.records.tasks import BLANKS
from commandpost.domain.checklists.rules.both_languages import in_both, known_words, the_same
from commandpost.domain.core.kinds import Reason
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import Incident, IncidentHead, head_by_id, ref_of
from commandpost.domain.log.commands.writing import WrittenEntry, say_entry
from commandpost.domain.log.kinds import BookRef, duty_book
from commandpost.locale.words import language, say
from commandpost.plan.read_lists import blanks
from commandpost.plan.records_lists import Card
from commandpost.store.instant import shifted

OPEN = "SELECT id, card, book_id, place, route, hazard FROM card_use WHERE state = 'open' ORDER BY at DESC, rowid DESC"
USED = "SELECT count(*) FROM card_use WHERE card = ?"
KIND = "SELECT kind, day FROM book WHERE id = ?"
VALUE = "SELECT value FROM personal WHERE id = ?"


def open_card(
    unit: Unit, card: CardCode, *, incident: Incident | None = None, place: Blank | None = None, route: Blank | None = None, hazard: Blank | None = None,
) -> None:  # fmt: skip
    """Open an action card, found by its name or by what one sees; on an incident, else in the duty log (R4.4)."""
    book: BookRef = incident if incident is not None else duty_book(unit, "")
    if incident is not None and incident.state == "ended":
        raise refuse(say("The incident has ended."), say("Reopen it first, with a reason."), "R4.4", incident.ref)
    if any(row[1] == card.code and row[2] == book.id for row in unit(OPEN)):
        raise refuse(say("This card is open there already."), say("Go on with it: commandpost card show {card}", card=card.code), "R4.4", card.code)
    _way_out(unit, place and place.value, route and route.value)
    entry = say_entry(unit, book, "decision", say("Action card opened: {card}", card=card.name(language())))
    _open(unit, card, book, entry, {"place": place and place.id, "route": route and route.id, "hazard": hazard and hazard.id}, None)


def fill(
    unit: Unit, card: CardCode, *, place: Blank | None = None, route: Blank | None = None, hazard: Blank | None = None
) -> None:  # fmt: skip
    """Fill in what is said on the loudspeaker: place, route, hazard of an open card; a word for each language with / between (R4.4)."""
    use, book = _open_one(unit, card)
    given = {name: value for name, value in (("place", place), ("route", route), ("hazard", hazard)) if value is not None}
    if not given:
        raise refuse(
            say("Nothing is filled in."), say("Name the place, the route or the hazard: commandpost card fill {card} --place …", card=card.code), "R4.4",
            card.code,
        )  # fmt: skip
    for name in given:
        if "{" + name + "}" not in card.broadcast_zh + card.broadcast_en:
            raise refuse(
                say("The words of “{card}” have no such blank: {blank}", card=card.name(language()), blank=_blank(unit, name)),
                say("See its words: commandpost card show {card}", card=card.code), "R4.4", name,
            )  # fmt: skip
    stands = dict(zip(BLANKS, use[3:6], strict=True))
    _way_out(unit, *(given[name].value if name in given else _value(unit, stands[name]) for name in ("place", "route")))
    words = say("; ").join(say("{what}: {value}", what=_blank(unit, name), value=value.value) for name, value in given.items())
    entry = say_entry(unit, book, "decision", say("Action card {card}: {words}", card=card.name(language()), words=words))
    unit.update("card_use", use[0], **{name: value.id for name, value in given.items()})
    unit.make("log_entry", entry.id, entry.ref)
    if book.kind == "incident":
        unit.incident = book.id


def switch(unit: Unit, card: CardCode, to: CardCode) -> None:
    """Switch from the wrong card to the right one: both stay in the log (R4.4)."""
    use, book = _open_one(unit, card)
    if card.code == to.code:
        raise refuse(say("This card is open there already."), say("Go on with it: commandpost card show {card}", card=card.code), "R4.4", card.code)
    entry = say_entry(unit, book, "decision", say("Action card {card} was the wrong one: {to} instead", card=card.name(language()), to=to.name(language())))
    _over(unit, use[0], "switched", entry)
    _open(unit, to, book, entry, _kept(card, to, dict(zip(BLANKS, use[3:6], strict=True))), use[0])


def close(unit: Unit, card: CardCode, *, reason: Reason | None = None) -> None:
    """Close an action card: it has ended as it says it ends (R4.4)."""
    use, book = _open_one(unit, card)
    text = say("Action card closed: {card}", card=card.name(language()))
    if reason is not None:
        text = say("{what} ({note})", what=text, note=reason.value)
    entry = say_entry(unit, book, "decision", text)
    _over(unit, use[0], "closed", entry)
    unit.make("log_entry", entry.id, entry.ref)
    if book.kind == "incident":
        unit.incident = book.id
        if card.roll_call == "after_end":
            unit.tell("roll_called", book.id, entry.id)


def attach(unit: Unit, card: CardCode, incident: Incident) -> None:
    """Put a card that was opened on no incident onto the one that was reported since: no step is lost (R4.4)."""
    use, book = _open_one(unit, card)
    if book.kind == "incident":
        raise refuse(say("This card belongs to an incident already."), say("Open it there: commandpost card open"), "R4.4", card.code)
    taken = {row[0] for row in unit("SELECT code FROM task WHERE book_id = ?", (incident.id,))}
    if any(code in taken for (code,) in unit("SELECT code FROM task WHERE card_id = ?", (use[0],))):
        raise refuse(say("This card is open there already."), say("Go on with it: commandpost card show {card}", card=card.code), "R4.4", card.code)
    here = say_entry(unit, book, "decision", say("Action card {card} belongs to {number}", card=card.name(language()), number=incident.ref))
    entry = say_entry(unit, incident, "decision", say("Action card opened before this incident: {card}", card=card.name(language())))
    unit.update("card_use", use[0], book_id=incident.id)
    for (key,) in unit("SELECT id FROM task WHERE card_id = ?", (use[0],)):
        unit.update("task", key, book_id=incident.id)
    unit.make("log_entry", entry.id, entry.ref)
    unit.make("log_entry", here.id, here.ref)
    unit.incident = incident.id
    unit.tell("listed", incident.id)


def _kept(card: Card, to: Card, filled: dict[str, Any]) -> dict[str, Any]:
    """What was filled in for another meaning is not said as this one: the place of the fire is no place to wait."""
    return {name: value if card.means.get(name) and card.means.get(name) == to.means.get(name) else None for name, value in filled.items()}


def _way_out(unit: Unit, place: str | None, route: str | None) -> None:
    """Nobody is sent out through the place that is named."""
    if place and route and the_same(*(in_both(words, known_words(unit)) for words in (place, route))):
        raise refuse(say("The route is the place itself: {place}", place=route), say("Name a route or exit away from it."), "R4.4", route)


def _value(unit: Unit, key: str | None) -> str | None:
    return unit(VALUE, (key,))[0][0] if key else None


def _blank(unit: Unit, code: str) -> str:
    zh, en = blanks(unit.plan()).get(code, (code, code))
    return zh if language() == "zh_CN" else en


def _open_one(unit: Unit, card: Card) -> tuple[Any, BookRef]:
    for use in unit(OPEN):
        if use[1] == card.code:
            kind, day = unit(KIND, (use[2],))[0]
            return use, head_by_id(unit, use[2], ref_of(unit, use[2])) if kind == "incident" else BookRef(use[2], kind, f"duty:{day}")
    raise refuse(
        say("The card “{card}” is not open.", card=card.name(language())), say("Open it: commandpost card open {card}", card=card.code), "R4.4", card.code
    )


def _open(unit: Unit, card: Card, book: BookRef, entry: WrittenEntry, blanks: dict[str, Any], came_from: str | None) -> None:
    key = unit.insert(
        "card_use", card=card.code, book_id=book.id, state="open", at=unit.at, recorded_at=unit.now, by_person=unit.who, from_id=came_from,
        entry_id=entry.id, **blanks,
    )  # fmt: skip
    again = unit("SELECT count(*) FROM task WHERE code LIKE ? AND card_id IS NOT NULL", (f"{card.code}.%",))[0][0]
    mark = f"~{unit(USED, (card.code,))[0][0]}" if again else ""
    posts = unit.plan().posts
    for place, step in enumerate(card.steps):
        unit.insert(
            "task", book_id=book.id, card_id=key, code=f"{step.id}{mark}", phase="act", place=place, critical=1, since=unit.at, new=0,
            target_at=shifted(unit.at, minutes=5), waits=0, owner_role=None if step.who in posts else step.who,
            owner_post=step.who if step.who in posts else None, assigned=0, state="open", recorded_at=unit.now,
        )  # fmt: skip
    unit.make("card_use", key, card.code)
    unit.make("log_entry", entry.id, entry.ref)
    if isinstance(book, IncidentHead):
        unit.incident = book.id
        if card.roll_call == "yes":
            unit.tell("roll_called", book.id, entry.id)
    if card.roll_call == "yes" and not isinstance(book, IncidentHead):
        unit.remark(say("Call the roll of everybody in the area: the card belongs to no incident yet."))


def _over(unit: Unit, use: str, state: str, entry: WrittenEntry) -> None:
    unit.update("card_use", use, state=state, closed_at=unit.at)
    for (key,) in unit("SELECT id FROM task WHERE card_id = ? AND state = 'open'", (use,)):
        unit.update("task", key, state="stood_down")
        unit.insert(
            "task_step", task_id=key, step="stood_down", at=unit.at, recorded_at=unit.now, by_person=unit.who, why=f"card_{state}", paper=0,
            entry_id=entry.id,
        )  # fmt: skip
