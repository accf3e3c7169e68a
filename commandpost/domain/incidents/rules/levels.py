"""Names every threshold that was reached, each moment under the type that held then; the highest level wins (R4.3).

A lower later figure lowers nothing: what was reached at any moment up to the one asked about counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from commandpost.domain.incidents.records.assessment import Hit
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.rules.timeline import BEGINNING, Reach, Timeline, shown
from commandpost.domain.incidents.rules.wording import hit_text, legal_words
from commandpost.plan.reader import Plan, Threshold


def type_at(history: History, at: str) -> str:
    """Give the type that the incident had at a moment; before the first span it is the first."""
    held = history.types[0].type
    for span in history.types[1:]:
        if span.since > at:
            break
        held = span.type
    return held


def type_windows(history: History, end: str) -> Iterator[tuple[str, str, str]]:
    """Give (type, from, to) of each span before `end`, half-open; the first one reaches back to the beginning."""
    spans = history.types
    for i, span in enumerate(spans):
        begins = BEGINNING if i == 0 else span.since
        ends = min(spans[i + 1].since, end) if i + 1 < len(spans) else end
        if begins < ends:
            yield span.type, begins, ends


def thresholds_of(plan: Plan, type_code: str) -> Iterator[Threshold]:
    """Give the thresholds that hold for a type: the common ones that do not except it, then its own."""
    for threshold in plan.common_thresholds:
        if type_code not in threshold.except_types:
            yield threshold
    yield from plan.types[type_code].thresholds


def level_hits(plan: Plan, history: History, timeline: Timeline) -> tuple[Hit, ...]:
    """Name each threshold reached up to the timeline's moment, once, highest level first, then in the order of time."""
    first: dict[Threshold, tuple[Reach, Decimal | str]] = {}
    for type_code, lo, hi in type_windows(history, timeline.end):
        peaks: dict[str, Decimal | None] = {}
        for threshold in thresholds_of(plan, type_code):
            found = _reached(timeline, threshold, lo, hi, peaks)
            if found is None:
                continue
            before = first.get(threshold)
            if before is None:
                first[threshold] = found
            elif isinstance(found[1], Decimal) and isinstance(before[1], Decimal):
                first[threshold] = (before[0], max(before[1], found[1]))
    hits = [_hit(plan, timeline, threshold, *found) for threshold, found in first.items()]
    hits.sort(key=lambda hit: (plan.levels[hit.level].rank, hit.at))
    return tuple(hits)


def suggested(plan: Plan, history: History, at: str) -> str:
    """Give the level that the rules suggest as of `at`, the type's own where no rule was hit: what `assess` says of it, from types and figures alone."""
    hits = level_hits(plan, history, Timeline(plan.metrics, history.marks, at))
    return hits[0].level if hits else plan.types[type_at(history, at)].default_level


def highest(plan: Plan, levels: Sequence[str]) -> str | None:
    """Give the highest of some levels, None of none."""
    return min(levels, key=lambda code: plan.levels[code].rank, default=None)


def _reached(
    timeline: Timeline, threshold: Threshold, lo: str, hi: str, peaks: dict[str, Decimal | None]
) -> tuple[Reach, Decimal | str] | None:
    """Find when a threshold was first reached in [lo, hi), and the highest value there, kept in `peaks`."""
    if threshold.ge is not None:
        track = timeline.track(threshold.metric)
        if not track.steps:
            return None
        if threshold.metric not in peaks:
            peaks[threshold.metric] = track.peak(lo, hi, timeline.at)
        peak = peaks[threshold.metric]
        if peak is None or peak < threshold.ge:
            return None
        reach = track.reach(threshold.ge, lo, hi)
        return (reach, peak) if reach is not None else None
    said = timeline.chosen(threshold.metric)
    for i, (at, option, entry) in enumerate(said):
        until = said[i + 1][0] if i + 1 < len(said) else hi
        begins = max(at, lo)
        if option == threshold.eq and begins < min(until, hi):
            return Reach(begins, entry), option
    return None


def _hit(plan: Plan, timeline: Timeline, threshold: Threshold, reach: Reach, peak: Decimal | str) -> Hit:
    now = timeline.value(threshold.metric)
    value: Decimal | str = peak
    if isinstance(peak, Decimal):
        metric = plan.metrics[threshold.metric]
        value = shown(metric, peak) or Decimal(0)
        if isinstance(now, Decimal) and threshold.ge is not None and now >= threshold.ge:
            value = now
    return Hit(
        level=threshold.level,
        metric=threshold.metric,
        value=value,
        at_least=threshold.ge,
        equals=threshold.eq,
        entry=reach.entry,
        source=threshold.source,
        at=reach.at,
        legal=legal_words(threshold),
        text=hit_text(plan, threshold, value, still=now == value),
    )
