"""Names what is still owed when an incident ends, late first, so that no obligation ends with it unseen (R4.2, R4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from commandpost.domain.core.lasting import lasted
from commandpost.domain.incidents.rules.owed import OVER_AT_THE_END
from commandpost.locale.words import language, say
from commandpost.store.instant import seconds_between

# what only waits (a held incident, an offer, a figure that may reach a threshold) was owed by nobody unless its time has come
ONLY_WAITS = frozenset({"hold", "command_offer", "threshold"})
NAMED = 6  # obligations named in a sentence; the rest are counted


class Unmet(NamedTuple):
    """An obligation that ends with its incident: what it is called, when it was due (a stamp)."""

    subject: str
    due_at: str


def ends_unmet(kind: str, started_at: str, due_at: str, at: str) -> bool:
    """Tell whether an open row is one that nobody owes any more once the incident ended at `at`, and that had begun by then."""
    return kind in OVER_AT_THE_END and started_at <= at and (kind not in ONLY_WAITS or due_at < at)


def unmet_words(unmet: Iterable[Unmet], at: str, *, most: int = NAMED) -> str:
    """Say how many are not met, how many of them are late at `at`, and which; nothing where there is none."""
    rows: Sequence[Unmet] = sorted(unmet, key=lambda row: row.due_at)
    if not rows:
        return ""
    late = sum(row.due_at < at for row in rows)
    named = [_named(row, at) for row in rows[:most]]
    if len(rows) > most:
        named.append(say("and {count} more", count=len(rows) - most))
    names = "、".join(named) if language() == "zh_CN" else "; ".join(named)
    if late:
        return say("{count} not met, {late} late: {names}", count=len(rows), late=late, names=names)
    return say("{count} not met: {names}", count=len(rows), names=names)


def _named(row: Unmet, at: str) -> str:
    if row.due_at >= at:
        return row.subject
    return say("{what} ({time} late)", what=row.subject, time=lasted(seconds_between(row.due_at, at)))
