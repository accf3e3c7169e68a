"""Reads the log of the duty day or of an incident (R4.2)."""

from __future__ import annotations

from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import AnyBook
from commandpost.domain.incidents.questions.listing import Count
from commandpost.domain.incidents.questions.ties import merged_into
from commandpost.domain.log.kinds import duty_book
from commandpost.domain.log.questions import READS, entries_of, newest_of
from commandpost.domain.log.records import EntryShown


@reads(*READS, "stream", "incident")
def entries(ask: Ask, book: AnyBook | None = None, *, newest: Count | None = None) -> list[EntryShown]:
    """Entries of a book by label, then number, struck and system ones included, or the newest recorded; today's duty log when none is named."""
    found = book or duty_book(ask, "")
    also = merged_into(ask, found.id) if found.kind == "incident" else ()
    return entries_of(ask, found.id, also=also) if newest is None else newest_of(ask, found.id, newest, also=also)
