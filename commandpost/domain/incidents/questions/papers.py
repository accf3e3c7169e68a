"""Lists the photos and papers of an incident or a duty day (R4.2)."""

from __future__ import annotations

from commandpost.domain.core.numbers import entry_number, incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import AnyBook
from commandpost.domain.incidents.questions.ties import merged_into
from commandpost.domain.log.kinds import duty_book
from commandpost.domain.log.records import PaperShown
from commandpost.locale.words import say

LISTED = """
SELECT a.label, a.number, name.value, contents.value, a.size, a.media, a.at, who.value, e.label, e.number, note.value, a.note IS NOT NULL,
  book.kind, book.day, book.year, book.label, book.number, a.drill
FROM attachment a JOIN personal name ON name.id = a.name JOIN personal contents ON contents.id = a.contents JOIN book ON book.id = a.book_id
LEFT JOIN person p ON p.id = a.by_person LEFT JOIN personal who ON who.id = p.name
LEFT JOIN log_entry e ON e.id = coalesce(a.entry_id, a.told_id) LEFT JOIN personal note ON note.id = a.note
WHERE a.book_id IN ({books}) ORDER BY a.recorded_at, a.rowid
"""


@reads("attachment", "log_entry", "book", "personal", "person", "incident")
def papers(ask: Ask, book: AnyBook | None = None) -> list[PaperShown]:
    """Photos and papers of an incident (with those of duplicates merged into it) or of a duty day, in the order in which they were attached (R4.2)."""
    found = book or duty_book(ask, "")
    books = [found.id, *(merged_into(ask, found.id) if found.kind == "incident" else ())]
    return [
        PaperShown(
            number=entry_number(label, number),
            name=name if name is not None else say("[erased]"),
            sha256=sha256,
            size=size,
            media=media,
            at=at,
            by=by,
            entry=entry_number(entry_label, entry) if entry is not None else None,
            note=note if note is not None else say("[erased]") if noted else None,
            state="kept" if sha256 is not None else "erased",
            book=f"duty:{day}" if kind == "duty" else incident_ref(*own),
            drill=bool(drill),
        )
        for (label, number, name, sha256, size, media, at, by, entry_label, entry, note, noted, kind, day, *own, drill) in ask(
            LISTED.format(books=", ".join("?" * len(books))), books
        )
    ]
