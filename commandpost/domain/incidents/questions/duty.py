"""Answers the page of the duty log: the book of a day, the days beside it, what became an incident (R4.1, R4.2)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from commandpost.domain.core.kinds import misused
from commandpost.domain.core.numbers import entry_number, incident_ref, read_duty
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.questions.listing import Count
from commandpost.domain.incidents.records.duty import DutyDay
from commandpost.domain.log.kinds import Book, duty_book
from commandpost.domain.log.questions import READS, count_of, newest_of
from commandpost.locale.words import say
from commandpost.store.instant import stamp

# duty books are the rows without a year: the index that keeps incidents' numbers apart has them side by side
BEFORE = "SELECT max(day) FROM book WHERE year IS NULL AND day < ?"
AFTER = "SELECT min(day) FROM book WHERE year IS NULL AND day > ?"
OPEN = "SELECT count(*) FROM incident WHERE state != 'ended' AND after_the_fact = 0 AND drill = 0 AND merged_into IS NULL"
# from a day's entries by their times to the incidents they became: one that took in an earlier report was received before its entry
PROMOTED = """
SELECT e.label, e.number, book.year, book.label, book.number
FROM log_entry e CROSS JOIN incident i ON i.promoted_from = e.id CROSS JOIN book ON book.id = i.id
WHERE e.event_at BETWEEN ? AND ? AND e.book_id = ?
"""


@reads(*READS, "incident", "stream")
def day(ask: Ask, book: Book | None = None, *, newest: Count = 300) -> DutyDay:
    """The duty log of a day as a page: its newest entries, the days beside it, what was promoted; today when none is named (R4.2)."""
    if book is not None and book.kind != "duty":
        raise misused(say("This is an incident, not a duty book."), say("Write it like duty, or duty:2026-11-05."))
    today = read_duty(duty_book(ask, "").ref) or ""
    found = book or duty_book(ask, "")
    shown = read_duty(found.ref) or ""
    entries = tuple(newest_of(ask, found.id, newest))
    times = [entry.event_at for entry in entries]
    promoted = {
        entry_number(label, number): incident_ref(*incident)
        for label, number, *incident in (ask(PROMOTED, (min(times), max(times), found.id)) if times else ())
    }
    after = ask(AFTER, (shown,))[0][0] or today
    return DutyDay(
        day=shown,
        today=today,
        ends_at=_turns(ask, shown),
        before=ask(BEFORE, (shown,))[0][0],
        after=after if after > shown else None,
        entries=entries,
        begins=count_of(ask, found.id) - len(entries),
        promoted=promoted,
        open=ask(OPEN)[0][0],
    )


def _turns(ask: Ask, shown: str) -> str:
    """Give the moment at which a duty day is over: the site's own hour of the next date."""
    from zoneinfo import ZoneInfo

    local = datetime.combine(date.fromisoformat(shown) + timedelta(days=1), time.fromisoformat(ask.site.day_starts))
    return stamp(local.replace(tzinfo=ZoneInfo(ask.site.zone)))
