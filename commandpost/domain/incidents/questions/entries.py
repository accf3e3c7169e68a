"""Reads the log of the duty day or of an incident (R4.2)."""

from __future__ import annotations

from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.log.kinds import Book, duty_book
from commandpost.domain.log.questions import READS, entries_of
from commandpost.domain.log.records import EntryShown


@reads(*READS)
def entries(ask: Ask, book: Book | None = None) -> list[EntryShown]:
    """Entries of a book by label, then number, struck and system ones included; today's duty log when none is named."""
    return entries_of(ask, (book or duty_book(ask, "")).id)
