"""The arithmetic of looking back: medians and the worst of how obligations were kept (R5)."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from commandpost.domain.alarms.records.shown import Past
from commandpost.store.instant import seconds_between


class Kept(NamedTuple):
    """One obligation as it went: when it was due, met, raised, first answered; `ended_at` is when its incident ended and it was not met."""

    started_at: str
    due_at: str
    met_at: str | None
    raised_at: str | None
    answered_at: str | None
    ended_at: str | None = None


def past(scope: str, rows: list[Kept], now: str) -> Past:
    """Sum up obligations as they stand at `now` (a stamp)."""
    met = [row for row in rows if row.met_at is not None]
    late_met = [s for row in met if (s := seconds_between(row.due_at, row.met_at or "")) > 0]
    ended = [row for row in rows if row.ended_at is not None]
    late_ended = [s for row in ended if (s := seconds_between(row.due_at, row.ended_at or "")) > 0]
    open_ = [row for row in rows if row.met_at is None and row.ended_at is None]
    late_open = [s for row in open_ if (s := seconds_between(row.due_at, now)) > 0]
    late = [*late_met, *late_open, *late_ended]
    raised = [row for row in rows if row.raised_at is not None]
    answered = [row for row in rows if row.answered_at is not None]
    waited = [max(0.0, seconds_between(row.raised_at or row.answered_at or "", row.answered_at or "")) for row in answered]
    return Past(
        scope=scope,
        obligations=len(rows),
        met=len(met),
        met_late=len(late_met),
        open_late=len(late_open),
        late_median_s=_median(late),
        late_worst_s=int(max(late)) if late else None,
        raised=len(raised),
        acknowledged=len(answered),
        acknowledge_median_s=_median(waited),
        meet_median_s=_median(seconds_between(row.started_at, row.met_at or "") for row in met),
        unanswered=sum(row.answered_at is None and row.met_at is None for row in raised),
        ended_unmet=len(ended),
        ended_late=len(late_ended),
    )


def _median(values: Iterable[float]) -> int | None:
    found = list(values)
    return int(median(found)) if found else None
