"""Takes a shouted report: numbered, on disk, judged, with its first entry; or promotes what the duty log already held (R4.1, R4.2)."""

from __future__ import annotations

from typing import NamedTuple

from commandpost.domain.contacts.kinds import SaidBy
from commandpost.domain.core.kinds import Channel, Line, Moment
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.deciding import decide
from commandpost.domain.incidents.kinds import TypeCode, head_by_id
from commandpost.domain.incidents.questions.places import grammar
from commandpost.domain.incidents.rules.quick_line import Understood
from commandpost.domain.log.commands.writing import Origin, open_incident_book, write_entry, write_fact
from commandpost.domain.log.kinds import Book, BookRef, Entry
from commandpost.locale.words import say


class Opening(NamedTuple):
    """What an incident begins with."""

    type: str
    title: str
    received_at: str
    started_at: str
    place_id: str | None
    place: str | None
    department: str | None
    after_the_fact: bool = False
    promoted_from: str | None = None


def report(
    unit: Unit, line: Line, *, by: SaidBy | None = None, channel: Channel | None = None, started: Moment | None = None
) -> None:
    """Report an incident in one line: type, place, counts and level are read from it, everything is kept as text (R4.1)."""
    understood = grammar(unit).understand(line.value)
    place = _place(unit, understood)
    opening = Opening(understood.type, line.id, unit.at, started or unit.at, *place)
    book = open_incident(unit, opening)
    entry = write_entry(unit, book, line.id, "report", Origin.of(by, channel, place[:2]))
    for count in understood.counts:
        write_fact(unit, book.id, entry.id, count.metric, "set", str(count.value))
    if understood.level:
        decide(unit, head_by_id(unit, book.id, book.ref), understood.level, line.id, entry.id)
    unit.tell("reported", book.id)


def promote(unit: Unit, book: Book, entry: Entry, *, type: TypeCode | None = None) -> None:
    """Make an incident of a duty entry: the entry stays where it is, the incident's #1 points back to it (R4.1)."""
    if book.kind != "duty":
        raise refuse(
            say("Only an entry of the duty log can be promoted."),
            say("Name the duty book: commandpost incident promote duty #3"),
            "R4.1",
            book.ref,
        )
    if unit("SELECT 1 FROM strike WHERE entry_id = ?", (entry.id,)):
        raise refuse(
            say("{entry} is struck.", entry=entry.ref), say("Promote an entry that stands."), "R4.1", entry.ref
        )
    known = unit("SELECT id FROM incident WHERE promoted_from = ?", (entry.id,))
    if known:
        from commandpost.domain.incidents.kinds import ref_of

        raise refuse(
            say("{entry} is already incident {number}.", entry=entry.ref, number=ref_of(unit, known[0][0])),
            say("Go on there."),
            "R4.1",
            entry.ref,
        )
    text, said, person, channel, place_id, place_text = unit(
        "SELECT text, said_by, said_by_person, channel, place_id, place FROM log_entry WHERE id = ?", (entry.id,)
    )[0]
    understood = grammar(unit).understand(entry.text)
    place = (place_id, place_text, _department(unit, place_id)) if place_id or place_text else _place(unit, understood)
    made = open_incident(
        unit,
        Opening(
            type or understood.type,
            text,
            entry.event_at,
            entry.event_at,
            place[0],
            place[1],
            place[2],
            promoted_from=entry.id,
        ),
    )
    first = write_entry(
        unit, made, text, "report", Origin(person, said, channel, place[0], place[1]), at=entry.event_at, points_to=entry.id
    )  # fmt: skip
    for count in understood.counts:
        write_fact(unit, made.id, first.id, count.metric, "set", str(count.value), at=entry.event_at)
    unit.tell("reported", made.id)


def open_incident(unit: Unit, opening: Opening) -> BookRef:
    """Open the incident with its number, its first type and its state; the caller writes its entries."""
    book = open_incident_book(unit)
    unit.insert(
        "incident", id=book.id, type=opening.type, title=opening.title, place_id=opening.place_id, place=opening.place, department=opening.department,
        state="reported", received_at=opening.received_at, started_at=opening.started_at, recorded_at=unit.now, plan=unit.site.plan,
        drill=int(unit.drill), after_the_fact=int(opening.after_the_fact), promoted_from=opening.promoted_from,
    )  # fmt: skip
    unit.insert("type_change", incident_id=book.id, type=opening.type, at=opening.received_at, by_person=unit.who)
    unit.insert("state_change", incident_id=book.id, state="reported", at=opening.received_at, by_person=unit.who)
    unit.incident = book.id
    unit.make("incident", book.id, book.ref)
    if unit.drill:
        unit.remark(say("{number} is a drill: 演练 EXERCISE", number=book.ref))
    return book


def _place(unit: Unit, understood: Understood) -> tuple[str | None, str | None, str | None]:
    found = understood.place
    if found is None:
        return None, None, None
    return found.id, None if found.id else unit.keep("place", found.text), found.department


def _department(unit: Unit, place: str | None) -> str | None:
    found = unit("SELECT department FROM place WHERE id = ?", (place,))
    return found[0][0] if found else None
