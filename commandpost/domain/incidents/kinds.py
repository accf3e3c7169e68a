"""Turns what people say of an incident into what it means: its number, a level, a type, a rule, a criterion, a deadline (R4)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from commandpost.domain.core.kinds import Kind, Told, clean, misused, printable
from commandpost.domain.core.numbers import entry_ref, incident_ref, read_entry, read_incident
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Ask
from commandpost.domain.log.kinds import BookRef, EntryRef, find_book, find_entry, plan_of_book
from commandpost.domain.site.kinds import find_department
from commandpost.locale.words import say

if TYPE_CHECKING:
    from commandpost.plan.reader import IncidentType

LEVELS = ("I", "II", "III", "IV")

HEAD = """
SELECT type, state, level, received_at, started_at, department, place_id, place, command_post, command_person, command_since, plan, drill,
  after_the_fact, controlled_at, ended_at, title, merged_into, held_until FROM incident WHERE id = ?
"""


@dataclass(frozen=True, slots=True)
class IncidentHead(BookRef):
    """An incident as it was named, with its header as it stands; it is also the book of its entries."""

    type: str
    state: str
    level: str | None
    received_at: str
    started_at: str
    department: str | None
    place_id: str | None
    place: str | None
    command_post: str | None
    command_person: str | None
    command_since: str | None
    plan: str
    drill: int
    after_the_fact: int
    controlled_at: str | None
    ended_at: str | None
    title: str
    merged_into: str | None
    held_until: str | None
    named: BookRef | None = None  # the number that was typed, where it was merged into this one


def head_by_id(ask: Ask, key: str, ref: str) -> IncidentHead:
    """Give the header of an incident that exists."""
    return IncidentHead(key, "incident", ref, *ask(HEAD, (key,))[0])


def find_by_number(ask: Ask, raw: Any) -> IncidentHead:
    """Give the incident of that very number, merged or not; refuses one that was never given, and a duty book."""
    book = find_book(ask, raw)
    if book.kind != "incident":
        raise misused(say("This is a duty book, not an incident."), say("Name an incident, like 26-0007."))
    return head_by_id(ask, book.id, book.ref)


def find_incident(ask: Ask, raw: Any) -> IncidentHead:
    """Give the incident that a number means: of one that was merged, the one it was merged into, with a remark that says so (R4.1)."""
    return _meant(ask, find_by_number(ask, raw))


def _meant(ask: Ask, found: IncidentHead) -> IncidentHead:
    if found.merged_into is None:
        return found
    into = head_by_id(ask, found.merged_into, ref_of(ask, found.merged_into))
    ask.remark(say("{number} was merged into {into}: this is about {into}.", number=found.ref, into=into.ref))
    return replace(into, named=found)


def _incident(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[IncidentHead, Any]:
    found = find_incident(ask, raw)
    return found, found.id


def _numbered(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[IncidentHead, Any]:
    found = find_by_number(ask, raw)
    return found, found.id


def _any_book(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[BookRef, Any]:
    """A duty book, or an incident with its header, so that figures are read by the plan it began with."""
    book = find_book(ask, raw)
    found = _meant(ask, head_by_id(ask, book.id, book.ref)) if book.kind == "incident" else book
    return found, found.id


def _entry_of(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[EntryRef, Any]:
    """An entry of the very number that was typed: entries go on bearing their own book's."""
    book = next(value for value in so_far.values() if isinstance(value, BookRef))
    found = find_entry(ask, getattr(book, "named", None) or book, raw)
    return found, found.id


def _one_of(raw: Any, options: tuple[str, ...], what: str) -> str:
    text = clean(raw).strip()
    for option in options:
        if text.casefold() == option.casefold():
            return option
    raise misused(
        say("“{text}” is no {what}.", text=printable(text)[:60], what=what),
        say("Choose one of: {options}", options=", ".join(options)),
    )


def _level(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = unicodedata.normalize("NFKC", clean(raw)).strip().lstrip("!")
    found = _one_of(
        {"1": "I", "2": "II", "3": "III", "4": "IV", "一级": "I", "二级": "II", "三级": "III", "四级": "IV"}.get(
            text, text
        ),
        LEVELS,
        say("response level"),
    )
    return found, found


def _type(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text, types = clean(raw).strip(), plan_of_book(ask, so_far).types
    found = _type_in(types, text)
    if found is None and _type_in(ask.plan().types, text):
        raise refuse(
            say("The plan this incident began with has no such type."), say("Report a new incident."), "R1.2", text
        )
    if found is None:
        raise refuse(
            say("The plan has no incident type “{type}”.", type=printable(text)[:60]),
            say("The types are: {types}", types=", ".join(types)),
            "R1.2",
            text,
        )
    return found, found


def _type_in(types: dict[str, IncidentType], text: str) -> str | None:
    wanted = text.casefold().replace("-", "_").replace(" ", "_")
    for kind in types.values():
        if wanted in (kind.code.casefold(), kind.en.casefold().replace(" ", "_")) or text == kind.zh:
            return kind.code
    return None


def _step(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    steps = tuple(step.code for step in plan_of_book(ask, so_far).chain)
    found = _one_of(raw, steps, say("step of the report chain"))
    return found, found


def _rule(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    incident = _incident_of(so_far)
    plan, text = ask.plan(incident.plan), clean(raw).strip()
    rules = plan.types[incident.type].rules
    if text not in rules:
        raise refuse(
            say("No rule “{rule}” stands under this incident's type.", rule=printable(text)[:60]),
            say("Its rules are: {rules}", rules=", ".join(rules)) if rules else say("The type has no statutory rule."),
            "R4.3",
            text,
        )
    return text, text


def _criterion(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    found = find_criterion(ask, _incident_of(so_far), clean(raw))
    return found, found


def _override(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[tuple[str, Told], Any]:
    name, equals, reason = clean(raw).partition("=")
    if not equals or not reason.strip():
        raise misused(say("An override needs its reason."), say("Write it as CRITERION=REASON."))
    code = find_criterion(ask, _incident_of(so_far), name)
    key = ask.keep("reason", reason)
    return (code, Told(key, reason)), [code, ask.mention(key)]


def find_criterion(ask: Ask, incident: IncidentHead, raw: str) -> str:
    """Give a closing criterion's code from its whole code or its last part."""
    codes = [criterion.code for criterion in ask.plan(incident.plan).types[incident.type].closing_criteria]
    text = raw.strip()
    for code in codes:
        if text in (code, code.rsplit(".", 1)[-1]):
            return code
    raise refuse(
        say("This incident has no closing criterion “{criterion}”.", criterion=printable(text)[:80]),
        say("Its criteria are: {criteria}", criteria=", ".join(codes)),
        "R4.5",
        text,
    )


@dataclass(frozen=True, slots=True)
class DeadlineRef:
    """An obligation as it was named."""

    id: str
    kind: str
    code: str
    round: int
    state: str
    due_at: str
    addressees: str
    also: str
    incident: IncidentHead | None


def _deadline(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[DeadlineRef, Any]:
    text = clean(raw).strip().lower()
    found = ask(
        "SELECT id, kind, code, round, state, due_at, addressees, also, incident_id FROM deadline WHERE id = ?", (text,)
    )
    if not found and len(text) >= 6 and set(text) <= set("0123456789abcdef-"):
        found = ask(
            "SELECT id, kind, code, round, state, due_at, addressees, also, incident_id FROM deadline WHERE substr(id, -length(?)) = ?",
            (text, text),
        )
    if len(found) != 1:
        raise refuse(
            say("There is no such obligation: {id}", id=printable(text)[:40]),
            say("See the ids: commandpost deadline list"),
            "R4.2",
            text,
        )
    key, kind, code, round_, state, due_at, addressees, also, incident = found[0]
    head = head_by_id(ask, incident, ref_of(ask, incident)) if incident else None
    return DeadlineRef(key, kind, code, round_, state, due_at, addressees, also, head), key


@dataclass(frozen=True, slots=True)
class OrderRef:
    """An order as it was named, with the book it was written in."""

    id: str
    kind: str
    given_at: str
    entry: str
    ref: str
    book: BookRef


ORDER = """
SELECT o.id, o.kind, o.given_at, o.entry_id, e.label, e.number, book.id, book.kind, book.day, book.year, book.label, book.number,
  EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = o.entry_id)
FROM order_given o JOIN log_entry e ON e.id = o.entry_id JOIN book ON book.id = o.book_id WHERE {which}
"""


def _order(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[OrderRef, Any]:
    text = clean(raw).strip()
    book, hash_, entry = text.partition("#")
    rows: list[Any] = []
    if hash_ and book.strip():
        number = read_entry(entry if "#" in entry else f"#{entry}")
        where = find_book(ask, book.strip())
        rows = ask(ORDER.format(which="o.book_id = ? AND e.label = ? AND e.number = ?"), (where.id, *(number or ("", 0))))
    else:
        key = text.lower()
        if len(key) >= 6 and set(key) <= set("0123456789abcdef-"):
            for table in ("o.id", "o.entry_id"):
                rows = rows or ask(ORDER.format(which=f"substr({table}, -length(?)) = ?"), (key, key))
            rows = rows or _of_deadline(ask, key)
    if len(rows) != 1:
        raise refuse(
            say("There is no such order: {id}", id=printable(text)[:40]),
            say("See the orders: commandpost order list"),
            "R4.2",
            text,
        )
    key, kind, given, entry_id, label, number, book_id, book_kind, day, year, book_label, book_number, struck = rows[0]
    ref = entry_ref(label, number)
    if struck:
        raise refuse(say("{entry} is struck.", entry=ref), say("Give the order anew."), "R4.2", ref)
    if book_kind == "incident":
        return OrderRef(key, kind, given, entry_id, ref, head_by_id(ask, book_id, incident_ref(year, book_label, book_number))), key
    return OrderRef(key, kind, given, entry_id, ref, BookRef(book_id, "duty", f"duty:{day}")), key


def _of_deadline(ask: Ask, key: str) -> list[Any]:
    """An order may be named by an obligation it made: its id, or the end of it, as the list of obligations shows it."""
    found = ask("SELECT code, incident_id FROM deadline WHERE substr(id, -length(?)) = ? AND (kind LIKE 'order_%' OR kind LIKE 'instruction%')", (key, key))
    if len(found) != 1:
        return []
    code, incident = found[0]
    book, hash_, entry = code.partition("#")
    if incident is not None and (not hash_ or read_incident(book) is None):
        return ask(ORDER.format(which="o.book_id = ? AND e.label = ? AND e.number = ?"), (incident, *(read_entry(code) or ("", 0))))
    where = find_book(ask, book)
    return ask(ORDER.format(which="o.book_id = ? AND e.label = ? AND e.number = ?"), (where.id, *(read_entry(entry.replace(".", "#")) or ("", 0))))


def ref_of(ask: Ask, incident: str) -> str:
    """Give an incident's number as people say it."""
    return incident_ref(*ask("SELECT year, label, number FROM book WHERE id = ?", (incident,))[0])


def _incident_of(so_far: dict[str, Any]) -> IncidentHead:
    return next(value for value in so_far.values() if isinstance(value, IncidentHead))


def _department(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    found = find_department(plan_of_book(ask, so_far), clean(raw))
    return found, found


Incident = Annotated[IncidentHead, Kind("N", _incident)]
Numbered = Annotated[IncidentHead, Kind("N", _numbered)]  # that very one, though it be merged into another
Into = Annotated[IncidentHead, Kind("INTO", _numbered)]
EntryOf = Annotated[EntryRef, Kind("ENTRY", _entry_of)]
Other = Annotated[IncidentHead, Kind("OTHER", _incident)]
AnyBook = Annotated[BookRef, Kind("N", _any_book)]
Level = Annotated[str, Kind("LEVEL", _level)]
TypeCode = Annotated[str, Kind("TYPE", _type)]
Step = Annotated[str, Kind("STEP", _step)]
Rule = Annotated[str, Kind("RULE", _rule)]
YesNo = Annotated[
    str,
    Kind(
        "yes|no",
        lambda ask, raw, so_far: (
            (_one_of({"是": "yes", "否": "no"}.get(str(raw), raw), ("yes", "no"), say("answer")),) * 2
        ),
    ),
]
Criterion = Annotated[str, Kind("CRITERION", _criterion)]
Override = Annotated[tuple[str, Told], Kind("CRITERION=REASON", _override)]
Order = Annotated[OrderRef, Kind("ORDER", _order)]
DeadlineOf = Annotated[DeadlineRef, Kind("ID", _deadline)]
Department = Annotated[str, Kind("DEPARTMENT", _department)]
