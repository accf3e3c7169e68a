"""Reads facts over time: what each metric was at any moment, when it first reached a number, what still runs (R4.3).

A moment is a millisecond. What is known at a moment is every statement with that event time or an earlier one, the
latest winning (event time, then order of recording); so two figures for the same moment are a figure and its
correction. Spans are half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from commandpost.domain.incidents.records.history import FactMark
from commandpost.plan.reader import Metric
from commandpost.store.instant import instant, stamp

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
PER_MINUTE = 60_000
BEGINNING = ""  # sorts before every stamp
FLOOR_TO = Decimal("0.01")
LONGEST = 20  # digits; an estimate longer than that is kept as stated

_event_at = attrgetter("event_at")


def to_ms(at: str) -> int:
    """Give a stamp as milliseconds since 1970."""
    return (instant(at) - EPOCH) // MILLISECOND


def from_ms(ms: int) -> str:
    """Give milliseconds since 1970 as a stamp."""
    return stamp(EPOCH + timedelta(milliseconds=ms))


class Reach(NamedTuple):
    """When something was first reached, and the entry that brought it."""

    at: str
    entry: str


class Run(NamedTuple):
    """One stretch of a running metric, counted from 1; `stop` is None while it runs."""

    number: int
    entry: str
    start: str
    stop: str | None


class Step(NamedTuple):
    """From `at` to the next step a metric stands at `fixed`, or grows from its start mark, whichever is longer."""

    at: str
    order: int  # of recording, to tell who was last at one moment
    fixed: Decimal | None
    entry: str
    since: int | None  # milliseconds of the start mark while it runs
    run_entry: str


class Track:
    """One numeric metric over time, up to the moment of the question."""

    __slots__ = ("per_unit", "runs", "steps")

    def __init__(self, steps: Sequence[Step], per_unit: int = PER_MINUTE, runs: tuple[Run, ...] = ()) -> None:
        self.steps = steps
        self.per_unit = per_unit
        self.runs = runs

    def value(self, at: str) -> Decimal | None:
        """Give what was known at a moment, in the metric's unit; None is not known."""
        i = bisect_right(self.steps, at, key=_step_at) - 1
        return self._value(self.steps[i], at) if i >= 0 else None

    def reach(self, at_least: Decimal, lo: str, hi: str) -> Reach | None:
        """Find the first moment in [lo, hi) at which the metric is at least so much, and the entry that brought it."""
        steps = self.steps
        for i in range(max(bisect_right(steps, lo, key=_step_at) - 1, 0), len(steps)):
            step = steps[i]
            begins = max(step.at, lo)
            if begins >= hi:
                return None
            if step.fixed is not None and step.fixed >= at_least:
                return Reach(begins, self._first_entry(i, at_least))
            if step.since is not None:
                at = max(from_ms(step.since + self._length(at_least)), begins)
                if at < self._until(i, hi):
                    return Reach(at, step.run_entry)
        return None

    def intervals(self, at_least: Decimal, hi: str) -> Iterator[tuple[str, str]]:
        """Give every [from, to) before `hi` in which the metric is at least so much, step by step."""
        for i, step in enumerate(self.steps):
            begins, ends = step.at, self._until(i, hi)
            if step.fixed is None or step.fixed < at_least:
                if step.since is None:
                    continue
                begins = max(from_ms(step.since + self._length(at_least)), begins)
            if begins < ends:
                yield begins, ends

    def peak(self, lo: str, hi: str, last: str) -> Decimal | None:
        """Give the highest value in [lo, hi); `last` is the moment asked about, up to which a running one grew."""
        best: Decimal | None = None
        for i in range(max(bisect_right(self.steps, lo, key=_step_at) - 1, 0), len(self.steps)):
            step = self.steps[i]
            if max(step.at, lo) >= hi:
                break
            found = self._value(step, min(self._until(i, hi), last))
            if found is not None and (best is None or found > best):
                best = found
        return best

    def crossing(self, at_least: Decimal, at: str) -> str | None:
        """Give the moment after `at` at which the metric will reach so much if nobody stops it; None if it will not."""
        step = self.steps[-1] if self.steps else None
        if step is None or step.since is None or (step.fixed is not None and step.fixed >= at_least):
            return None
        due = from_ms(step.since + self._length(at_least))
        return due if due > at else None

    def length_after(self, start: str, at_least: Decimal) -> str:
        """Give the moment at which a stretch that began at `start` is so long."""
        return from_ms(to_ms(start) + self._length(at_least))

    def _length(self, units: Decimal) -> int:
        return int((units * self.per_unit).to_integral_value(ROUND_CEILING))

    def _until(self, i: int, hi: str) -> str:
        return min(self.steps[i + 1].at, hi) if i + 1 < len(self.steps) else hi

    def _value(self, step: Step, at: str) -> Decimal | None:
        if step.since is None:
            return step.fixed
        grown = Decimal(to_ms(at) - step.since) / self.per_unit
        return grown if step.fixed is None else max(grown, step.fixed)

    def _first_entry(self, i: int, at_least: Decimal) -> str:
        """Go back through the steps that were high enough without a break: who said it first, not who said it again."""
        while i > 0:
            before = self.steps[i - 1].fixed
            if before is None or before < at_least:
                break
            i -= 1
        return self.steps[i].entry


_step_at = attrgetter("at")
NOTHING = Track(())


class Timeline:
    """All facts of an incident as of one moment; each metric is laid out when it is first asked for."""

    def __init__(self, metrics: Mapping[str, Metric], marks: Iterable[FactMark], at: str) -> None:
        self.metrics = metrics
        self.at = at
        self.end = from_ms(to_ms(at) + 1)  # half-open: the moment asked about still counts
        self._marks: dict[str, list[FactMark]] = {}
        for mark in sorted((m for m in marks if m.event_at <= at), key=attrgetter("event_at", "order")):
            self._marks.setdefault(mark.metric, []).append(mark)
        self._tracks: dict[str, Track] = {}

    def track(self, code: str) -> Track:
        """Give a numeric metric over time; one that the plan does not know, or a choice, has nothing to say."""
        found = self._tracks.get(code)
        if found is None:
            found = self._tracks[code] = self._lay_out(code)
        return found

    def chosen(self, code: str) -> list[tuple[str, str, str]]:
        """Give (moment, option, entry) of each change of a choice."""
        said: list[tuple[str, str, str]] = []
        for mark in self._marks.get(code, ()):
            if mark.mark == "set" and mark.value is not None:
                if said and said[-1][0] == mark.event_at:
                    said.pop()
                said.append((mark.event_at, mark.value, mark.entry))
        return said

    def value(self, code: str) -> Decimal | str | None:
        """Give what is known of a metric as of the moment asked about; a running one rounded down to hundredths."""
        metric = self.metrics[code]
        if metric.kind == "choice":
            said = self.chosen(code)
            return said[-1][1] if said else None
        return shown(metric, self.track(code).value(self.at))

    def facts(self) -> dict[str, Decimal | str | None]:
        """Give every metric of the plan, in its order, None where nothing is known."""
        return {code: self.value(code) for code in self.metrics}

    def _lay_out(self, code: str) -> Track:
        metric = self.metrics.get(code)
        if metric is None or metric.kind == "choice":
            return NOTHING
        marks = self._marks.get(code, [])
        if metric.parts:
            return self._sum(metric, marks)
        if not marks:
            return NOTHING
        if metric.kind == "running":
            return _running(marks, PER_MINUTE * metric.minutes_per_unit)
        return Track(_stated(marks))

    def _sum(self, metric: Metric, marks: Sequence[FactMark]) -> Track:
        """A derived count: the sum of the parts that are known, or what was stated, whichever is larger."""
        parts = [self.track(part).steps for part in metric.parts]
        stated = _stated(marks)
        changes = sorted(
            (step.at, step.order, i, n) for i, said in enumerate((*parts, stated)) for n, step in enumerate(said)
        )
        now: list[Decimal | None] = [None] * len(parts)
        last_part, own, steps, order = "", None, list[Step](), 0
        for at, group in groupby(changes, key=lambda change: change[0]):
            for _, recorded, i, n in group:
                order = recorded
                if i == len(parts):
                    own = stated[n]
                else:
                    now[i] = parts[i][n].fixed
                    last_part = parts[i][n].entry
            known = [value for value in now if value is not None]
            total = sum(known, Decimal(0)) if known else None
            if own is not None and own.fixed is not None and (total is None or own.fixed >= total):
                steps.append(Step(at, order, own.fixed, own.entry, None, ""))
            elif total is not None:
                steps.append(Step(at, order, total, last_part, None, ""))
        return Track(steps)


def shown(metric: Metric, value: Decimal | None) -> Decimal | None:
    """Give a value as it is shown: what runs is rounded down, so that nothing seems reached before it is."""
    if value is None or metric.kind != "running" or value.adjusted() > LONGEST:
        return value
    return value.quantize(FLOOR_TO, ROUND_FLOOR).normalize() + 0


def number(text: str | None) -> Decimal | None:
    """Read a figure; None for what is no finite number."""
    try:
        value = Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _stated(marks: Sequence[FactMark]) -> list[Step]:
    steps: list[Step] = []
    for mark in marks:
        value = number(mark.value) if mark.mark == "set" else None
        if value is None:
            continue
        if steps and steps[-1].at == mark.event_at:
            steps.pop()
        steps.append(Step(mark.event_at, mark.order, value, mark.entry, None, ""))
    return steps


def _running(marks: Sequence[FactMark], per_unit: int) -> Track:
    """A metric that grows from its latest start mark, stands still from the stop mark, and may be estimated."""
    steps: list[Step] = []
    runs: list[Run] = []
    estimate: tuple[Decimal, str] | None = None
    for at, group in groupby(marks, key=_event_at):
        for mark in group:
            if mark.mark == "start":
                runs.append(Run(len(runs) + 1, mark.entry, at, None))
            elif mark.mark == "stop":
                if runs and runs[-1].stop is None:
                    runs[-1] = runs[-1]._replace(stop=at)
            elif (said := number(mark.value)) is not None:
                estimate = (said, mark.entry)
        fixed = estimate
        run = runs[-1] if runs else None
        if run is not None and run.stop is not None:
            length = Decimal(to_ms(run.stop) - to_ms(run.start)) / per_unit
            if fixed is None or length >= fixed[0]:
                fixed = (length, run.entry)
        grows = run is not None and run.stop is None
        steps.append(
            Step(
                at,
                0,
                fixed[0] if fixed else None,
                fixed[1] if fixed else "",
                to_ms(run.start) if run is not None and grows else None,
                run.entry if run is not None and grows else "",
            )
        )
    return Track(steps, per_unit, tuple(runs))
