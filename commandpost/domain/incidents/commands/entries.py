"""Keeps the log, of the duty day and of an incident: adds an entry with what it brought, strikes a wrong one (R4.2)."""

from __future__ import annotations

from commandpost.domain.contacts.kinds import SaidBy, Whom
from commandpost.domain.core.kinds import Channel, EntryText, Moment, PlaceText, Reason
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.orders import give, struck
from commandpost.domain.incidents.kinds import AnyBook
from commandpost.domain.incidents.questions.places import known_place
from commandpost.domain.log.commands.writing import Origin, is_drill, write_entry, write_settings
from commandpost.domain.log.kinds import Book, Entry, EntryKind, SettingOf
from commandpost.locale.words import say

ORDERS = ("order", "instruction")
SAYS_WHAT_TO_DO = ("order", "instruction", "decision", "action")


def add(
    unit: Unit, book: AnyBook, text: EntryText, *, by: SaidBy | None = None, channel: Channel | None = None, place: PlaceText | None = None,
    kind: EntryKind = "report", set: list[SettingOf] = [], to: Whom | None = None, due: Moment | None = None,
) -> None:  # fmt: skip
    """Add an entry to the log of the duty day or of an incident: who said it, over which channel, where, what figures; an order to whom, by when (R4.2)."""
    if (to is not None and kind not in ORDERS) or (due is not None and to is None):
        raise refuse(
            say("Only an order or an instruction is to somebody, by a time."),
            say("Add --kind order --to WHO, or leave --to and --due out."),
            "R4.2",
            book.ref,
        )
    if set and book.kind == "duty":
        raise refuse(
            say("Figures belong to an incident, not to the duty log."),
            say("Promote the entry, or report an incident."),
            "R4.2",
            book.ref,
        )
    known = known_place(unit, place.value) if place else None
    entry = write_entry(
        unit, book, text.id, kind, Origin.of(by, channel, (known, None if known or not place else place.id))
    )  # fmt: skip
    if book.kind == "incident":
        write_settings(unit, book.id, entry.id, set)
        unit.incident = book.id
        if set:
            unit.tell("facts_changed", book.id)
    unit.make("log_entry", entry.id, entry.ref)
    if to is not None:
        give(unit, book, entry, kind, to, due)
    elif kind in ORDERS:
        unit.remark(say("Nobody is asked whether it comes back: say to whom with --to"))
    if book.kind == "incident" and kind in SAYS_WHAT_TO_DO:
        unit.tell("directed", book.id, entry.id)


def strike(unit: Unit, book: Book, entry: Entry, *, reason: Reason) -> None:
    """Strike an entry: its text stays readable, struck, with who, when and why; a figure it brought was never said (R4.2)."""
    if unit("SELECT 1 FROM strike WHERE entry_id = ?", (entry.id,)):
        raise refuse(
            say("{entry} is already struck.", entry=entry.ref), say("Nothing is left to strike."), "R4.2", entry.ref
        )
    unit.drill = is_drill(unit, entry.id)
    unit.insert("strike", entry_id=entry.id, at=unit.at, by_person=unit.who, reason=reason.id)
    unit.make("log_entry", entry.id, entry.ref)
    unit.tell("struck", book.id if book.kind == "incident" else None, entry.id)
    if book.kind == "incident":
        _where_was_it(unit, book.id, entry.id)
        unit.incident = book.id
        unit.tell("facts_changed", book.id)
    else:
        struck(unit, entry.id)


def _where_was_it(unit: Unit, incident: str, entry: str) -> None:
    """A place that only the struck entry told is not where it happened."""
    told = unit(
        "SELECT part.text, personal.value FROM report_part part JOIN personal ON personal.id = part.text WHERE part.entry_id = ? AND part.part = 'place'",
        (entry,),
    )
    first = unit("SELECT place_id, place FROM log_entry WHERE book_id = ? ORDER BY number, rowid LIMIT 1", (incident,))
    for text, words in told if first[0] == (None, None) else []:
        where = unit("SELECT place_id, place FROM incident WHERE id = ?", (incident,))[0]
        if where in ((None, text), (known_place(unit, words or ""), None)):
            unit.update("incident", incident, place_id=None, place=None)
