"""Takes words and names out by law: the entry's number, times and author stay, the value and its salt go from every byte of the file (JOURNAL 3, R5.4)."""

from __future__ import annotations

from commandpost.domain.contacts.kinds import Person, person_name
from commandpost.domain.core.kinds import Basis, Erased
from commandpost.domain.core.numbers import entry_ref, incident_ref
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.log.kinds import Book, Entry
from commandpost.locale.words import say

ERASED = "[erased]"

STILL_NAMED = """
SELECT book.kind, book.day, book.year, book.label, book.number, log_entry.label, log_entry.number
FROM personal JOIN log_entry ON log_entry.text = personal.id JOIN book ON book.id = log_entry.book_id
WHERE personal.kind = 'entry' AND instr(personal.value, ?) ORDER BY log_entry.recorded_at, log_entry.rowid
"""


def redact(unit: Unit, book: Book, entry: Entry, *, basis: Basis, words: list[Erased] = []) -> None:
    """Take an entry's text out, or only the words named; what it was can no longer be read anywhere, that it was stays provable (JOURNAL 3)."""
    value_id, text = unit(
        "SELECT text, personal.value FROM log_entry JOIN personal ON personal.id = text WHERE log_entry.id = ?",
        (entry.id,),
    )[0]
    if text is None:
        raise refuse(
            say("The text of {entry} is already erased.", entry=entry.ref),
            say("Nothing is left to redact."),
            "R5.4",
            entry.ref,
        )
    left: str | None = None
    if words:
        left = text
        for word in words:
            if not word.value or word.value not in left:
                raise refuse(
                    say("The words to be taken out do not stand in {entry}.", entry=entry.ref),
                    say("Type them exactly as they stand there."),
                    "R5.4",
                    entry.ref,
                )
            left = left.replace(word.value, ERASED)
    unit.rewrite(value_id, left, basis.id)
    unit.insert("redaction", value_id=value_id, entry_id=entry.id, at=unit.at, by_person=unit.who, basis=basis.id)
    for said in ("said_by", "channel", "place"):
        if not words and (other := unit(f"SELECT {said} FROM log_entry WHERE id = ?", (entry.id,))[0][0]):  # noqa: S608 - our own column names
            unit.rewrite(other, None, basis.id)
            unit.insert("redaction", value_id=other, entry_id=entry.id, at=unit.at, by_person=unit.who, basis=basis.id)
    if book.kind == "incident":
        unit.incident = book.id
    unit.make("log_entry", entry.id, entry.ref)


def erase(unit: Unit, person: Person, *, basis: Basis) -> None:
    """Erase a person's name and telephones by law; prints every entry that still contains the name, for a person to decide on (JOURNAL 3)."""
    name = person_name(unit, person) or ""
    values = unit("SELECT name FROM person WHERE id = ?1 UNION ALL SELECT number FROM phone WHERE person_id = ?1", (person,))
    rest = unit(
        "SELECT id FROM personal WHERE value IS NOT NULL AND (subject_id = ? OR (kind = 'by' AND value = ?))",
        (person, name),
    )
    for key in {*(row[0] for row in values), *(row[0] for row in rest)}:
        unit.rewrite(key, None, basis.id)
        unit.insert("redaction", value_id=key, person_id=person, at=unit.at, by_person=unit.who, basis=basis.id)
    unit.update("person", person, erased_at=unit.now)
    unit.make("person", person, "")
    for kind, day, year, label, number, entry_label, entry in unit(STILL_NAMED, (name,)):
        book = f"duty:{day}" if kind == "duty" else incident_ref(year, label, number)
        unit.remark(say("still named in {book} {entry}", book=book, entry=entry_ref(entry_label, entry)))
