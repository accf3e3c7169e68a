"""Takes words and names out by law: the entry's number, times and author stay, the value and its salt go from every byte of the file (JOURNAL 3, R5.4)."""

from __future__ import annotations

from collections.abc import Sequence

from commandpost.domain.contacts.kinds import Person, person_name
from commandpost.domain.core.kinds import Basis, Erase, Told
from commandpost.domain.core.numbers import entry_number, entry_ref, incident_ref
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.log.commands.writing import is_drill
from commandpost.domain.log.kinds import BookRef, EntryRef
from commandpost.locale.words import say

ERASED = "[erased]"

STILL_NAMED = """
SELECT book.kind, book.day, book.year, book.label, book.number, e.label, e.number
FROM log_entry e JOIN book ON book.id = e.book_id
WHERE EXISTS (SELECT 1 FROM personal WHERE personal.id IN (e.text, e.said_by, e.channel, e.place) AND instr(personal.value, ?))
ORDER BY e.recorded_at, e.rowid
"""

STILL_ON = """
SELECT book.kind, book.day, book.year, book.label, book.number, a.label, a.number FROM attachment a JOIN book ON book.id = a.book_id
WHERE EXISTS (SELECT 1 FROM personal WHERE personal.id IN (a.name, a.note) AND instr(personal.value, ?)) ORDER BY a.recorded_at, a.rowid
"""


def take_out(unit: Unit, book: BookRef, entry: EntryRef, basis: Told, words: Sequence[Erase], beside: Sequence[str]) -> None:
    """Take the words, or without any the whole text, out of an entry and of the values `beside` that were written with it.

    Refuses (Refused) a text already erased, and words that stand in none of them.
    """
    text_id, text, *said = unit(
        "SELECT text, personal.value, said_by, channel, place FROM log_entry JOIN personal ON personal.id = text WHERE log_entry.id = ?",
        (entry.id,),
    )[0]
    if text is None:
        raise refuse(
            say("The text of {entry} is already erased.", entry=entry.ref),
            say("Nothing is left to redact."),
            "R5.4",
            entry.ref,
        )
    unit.drill = is_drill(unit, entry.id)
    values = {text_id: text}
    for key in [*(key for key in said if key), *beside]:
        for (value,) in unit("SELECT value FROM personal WHERE id = ? AND value IS NOT NULL", (key,)):
            values[key] = value
    for word in words:
        if not word.value or not any(word.value in value for value in values.values()):
            raise refuse(
                say("The words to be taken out do not stand in {entry}.", entry=entry.ref),
                say("Type them exactly as they stand there."),
                "R5.4",
                entry.ref,
            )
    for key, value in values.items():
        left = _without(value, words) if words else None
        if left != value:
            unit.rewrite(key, left, basis.id)
            unit.insert("redaction", value_id=key, entry_id=entry.id, at=unit.at, by_person=unit.who, basis=basis.id)
    if book.kind == "incident":
        unit.incident = book.id
    unit.make("log_entry", entry.id, entry.ref)


def _without(text: str, words: Sequence[Erase]) -> str:
    for word in words:
        text = text.replace(word.value, ERASED)
    return text


def erase(unit: Unit, person: Person, *, basis: Basis) -> None:
    """Erase a person's name and telephones by law; prints every entry that still contains the name, for a person to decide on (JOURNAL 3)."""
    name = person_name(unit, person) or ""
    values = unit("SELECT name FROM person WHERE id = ?1 UNION ALL SELECT number FROM phone WHERE person_id = ?1", (person,))
    rest = unit(
        "SELECT id FROM personal WHERE value IS NOT NULL AND (subject_id = ?1 OR (kind IN ('by', 'name') AND value = ?2)) "
        "AND id NOT IN (SELECT name FROM person WHERE person.id != ?1)",
        (person, name),
    )
    for key in {*(row[0] for row in values), *(row[0] for row in rest)}:
        unit.rewrite(key, None, basis.id)
        unit.insert("redaction", value_id=key, person_id=person, at=unit.at, by_person=unit.who, basis=basis.id)
    unit.update("person", person, erased_at=unit.now)
    unit.make("person", person, "")
    for kind, day, year, label, number, entry_label, entry in unit(STILL_NAMED, (name,)):
        book = f"duty:{day}" if kind == "duty" else incident_ref(year, label, number)
        unit.remark(say("Still named in {book} {entry}", book=book, entry=entry_ref(entry_label, entry)))
    for kind, day, year, label, number, paper_label, paper in unit(STILL_ON, (name,)):
        book = f"duty:{day}" if kind == "duty" else incident_ref(year, label, number)
        unit.remark(say("Still named in {book}, attachment {number}", book=book, number=entry_number(paper_label, paper)))
