"""Attaches photos and papers to a book, and takes the bytes of one away by law: its number, time and author stay (R4.2, R5.4)."""

from __future__ import annotations

from typing import Annotated, Any

from commandpost.domain.core.kinds import Basis, Kind, Note
from commandpost.domain.core.numbers import entry_number, incident_ref
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Ask, Unit
from commandpost.domain.incidents.kinds import AnyBook, EntryOf
from commandpost.domain.log.commands.writing import Origin, write_entry
from commandpost.domain.log.kinds import BookRef
from commandpost.domain.log.paper_kinds import FileOf, PaperRef, find_paper
from commandpost.locale.words import say

SAME = """
SELECT a.id, a.name, a.contents, a.note, a.told_id, a.label, a.number, book.id, book.kind, book.day, book.year, book.label, book.number
FROM attachment a JOIN personal ON personal.id = a.contents JOIN book ON book.id = a.book_id
WHERE personal.value = (SELECT value FROM personal WHERE id = ?) ORDER BY a.id != ?, a.rowid
"""


def _paper(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[PaperRef, Any]:
    """An attachment of the very number that was typed."""
    book = next(value for value in so_far.values() if isinstance(value, BookRef))
    found = find_paper(ask, getattr(book, "named", None) or book, raw)
    return found, found.id


PaperOf = Annotated[PaperRef, Kind("A", _paper)]


def add(unit: Unit, book: AnyBook, file: FileOf, *, entry: EntryOf | None = None, note: Note | None = None) -> None:
    """Attach a photo or paper to an incident or a duty day: its bytes are copied beside the book and proved with it (R4.2)."""
    last = unit(
        "SELECT coalesce(max(number), 0) FROM attachment WHERE book_id = ? AND stream_id = ?", (book.id, unit.site.stream)
    )[0][0]
    number = entry_number(unit.site.label, last + 1)
    told = None
    if entry is None:
        words = say("Attachment {number}: {name}", number=number, name=file.kept.name)
        text = f"{words} · {note.value}" if note else words
        told = write_entry(unit, book, unit.keep("entry", text), "report", Origin(person=unit.who)).id
    unit.drill = bool(getattr(book, "drill", unit.drill))
    key = unit.insert(
        "attachment", book_id=book.id, stream_id=unit.site.stream, label=unit.site.label, number=last + 1,
        name=unit.keep("paper", file.kept.name), contents=file.id, size=file.kept.size, media=file.kept.media, at=unit.at, recorded_at=unit.now,
        by_person=unit.who, entry_id=entry.id if entry else None, told_id=told, note=note.id if note else None, drill=int(unit.drill),
    )  # fmt: skip
    if book.kind == "incident":
        unit.incident = book.id
    unit.make("attachment", key, number)


def redact(unit: Unit, book: AnyBook, attachment: PaperOf, *, basis: Basis) -> None:
    """Take the bytes of an attachment away by law, with its name and note: the record stays, the bytes go from every file of this desk (R5.4)."""
    same = unit(SAME, (attachment.contents, attachment.id))
    if not same:
        raise refuse(
            say("The bytes of attachment {number} are already taken away.", number=attachment.ref),
            say("Nothing is left to redact."),
            "R5.4",
            attachment.ref,
        )
    for key, name, contents, note, told, label, number, book_id, kind, day, *own in same:
        text = unit("SELECT text FROM log_entry WHERE id = ?", (told,))[0][0] if told else None
        for value in filter(None, (contents, name, note, text)):
            if unit("SELECT 1 FROM personal WHERE id = ? AND value IS NOT NULL", (value,)):
                unit.rewrite(value, None, basis.id)
                unit.insert(
                    "redaction", value_id=value, entry_id=told, at=unit.at, by_person=unit.who, basis=basis.id
                )
        if key == attachment.id:
            unit.incident = book_id if kind == "incident" else None
            unit.drill = bool(unit("SELECT drill FROM attachment WHERE id = ?", (key,))[0][0])
            unit.make("attachment", key, entry_number(label, number))
        else:
            other = f"duty:{day}" if kind == "duty" else incident_ref(*own)
            unit.remark(say("The same bytes went from {book}, attachment {number}.", book=other, number=entry_number(label, number)))
