"""What the page of the duty log answers with: a day's book, its neighbours, what was promoted out of it (R4.1, R4.2)."""

from __future__ import annotations

from typing import NamedTuple

from commandpost.domain.log.records import EntryShown


class DutyDay(NamedTuple):
    """A duty day's newest entries in the order of their recording; `begins` counts the earlier ones left out.

    `day` and `today` are dates of the site; `ends_at` is the moment at which the day turns; `before` and `after` are the
    nearest days that have a book (`after` is today at the latest), None where there is none; `promoted` gives the incident
    an entry became, by the entry's printed number; `open` counts the incidents that are open now.
    """

    day: str
    today: str
    ends_at: str
    before: str | None
    after: str | None
    entries: tuple[EntryShown, ...]
    begins: int
    promoted: dict[str, str]
    open: int
