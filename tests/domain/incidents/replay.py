"""A naive replay, minute by minute, of what the rules compute at once: slow, plain, and written from the design alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from commandpost.domain.incidents.records.history import FactMark, History
from commandpost.plan.reader import Plan
from commandpost.store.instant import instant, stamp

MINUTES = 270  # long enough for four closed hours to be crossed
GRADES = ["特别重大", "重大", "较大", "一般"]


@cache
def minute(m: int) -> str:
    """Give minute m of the replay as a stamp."""
    return stamp(instant("2026-11-24T08:00:00+00:00") + timedelta(minutes=m))


class Replay:
    """Walks from minute 0 to `now` and writes down what was reached and when."""

    def __init__(self, plan: Plan, history: History, now: int) -> None:
        self.plan, self.history, self.now = plan, history, now
        self.marks = sorted(history.marks, key=lambda mark: (mark.event_at, mark.order))
        self.at_minute = {minute(m): m for m in range(-1, 40 * 60)}
        self.today = plan.types[history.types[-1].type]
        self.hits: dict[tuple[Any, ...], str] = {}
        self.reached: dict[str, int] = {}  # rule -> minute
        self.grades: set[str] = set()
        self.answers = {a.rule: a.answer for a in history.answers if a.at <= minute(now) and a.answer != "confirmed"}
        for m in range(now + 1):
            self._judge(m)

    def facts(self, m: int) -> dict[str, Any]:
        """Give what is known at a minute, looking at every mark again."""
        known: dict[str, Any] = {}
        so_far = [mark for mark in self.marks if mark.event_at <= minute(m)]
        for code, metric in self.plan.metrics.items():
            own = [mark for mark in so_far if mark.metric == code]
            said = [mark.value for mark in own if mark.mark == "set"]
            if metric.kind == "choice":
                value: Any = said[-1] if said else None
            elif metric.kind == "running":
                value = self._grown(own, m, metric.minutes_per_unit)
                if said:
                    value = max([v for v in (value, Decimal(said[-1])) if v is not None])
            else:
                value = Decimal(said[-1]) if said else None
            known[code] = value
        for code, metric in self.plan.metrics.items():
            parts = [known[part] for part in metric.parts if known[part] is not None]
            if parts:
                known[code] = max(sum(parts), known[code] if known[code] is not None else 0)
        return known

    def _grown(self, own: list[FactMark], m: int, per_unit: int) -> Decimal | None:
        starts = [i for i, mark in enumerate(own) if mark.mark == "start"]
        if not starts:
            return None
        start = own[starts[-1]]
        stops = [mark for mark in own[starts[-1] :] if mark.mark == "stop"]
        until = self.at_minute[stops[0].event_at] if stops else m
        return Decimal(until - self.at_minute[start.event_at]) / per_unit

    def _type(self, m: int) -> str:
        held = [span.type for span in self.history.types if span.since <= minute(m)]
        return held[-1] if held else self.history.types[0].type

    def _thresholds(self, type_code: str) -> list[Any]:
        common = [t for t in self.plan.common_thresholds if type_code not in t.except_types]
        return common + list(self.plan.types[type_code].thresholds)

    def _judge(self, m: int) -> None:
        known = self.facts(m)
        for t in self._thresholds(self._type(m)):
            value = known[t.metric]
            if value is not None and (value == t.eq if t.ge is None else value >= t.ge):
                self.hits.setdefault((t.source, t.metric, t.ge, t.eq, t.level), minute(m))
        for code in self.today.rules:
            rule = self.plan.rules[code]
            table = self.plan.grade_tables.get(rule.grade_table or "")
            if table and table.tests and self.answers.get(code) != "no":
                self.grades |= self._grades(table, known)
            met = any(
                (known[test.metric] is not None and known[test.metric] >= test.ge)
                if test.metric
                else bool(self._grades(self.plan.grade_tables[test.grade_table], known))
                for test in rule.starts_any
            )
            confirmed = any(
                a.rule == code and a.answer == "confirmed" and a.at == minute(m) for a in self.history.answers
            )
            if met or confirmed:
                self.reached.setdefault(code, m)

    def _grades(self, table: Any, known: dict[str, Any]) -> set[str]:
        found = set()
        for test in table.tests:
            for c in test.conditions:
                fits = c.equipment is None or self.today.equipment in c.equipment
                there = c.persons is None or (
                    known["stranded_persons"] is not None and known["stranded_persons"] >= c.persons
                )
                if fits and there and known[c.metric] is not None and known[c.metric] >= c.at_least:
                    found.add(test.grade)
        return found

    @property
    def level(self) -> str | None:
        return min((key[4] for key in self.hits), key=lambda code: self.plan.levels[code].rank, default=None)

    @property
    def grade(self) -> str | None:
        tables = [self.plan.grade_tables.get(self.plan.rules[code].grade_table or "") for code in self.today.rules]
        if not any(table is not None and table.tests for table in tables):
            return "none_on_file"
        return next((grade for grade in GRADES if grade in self.grades), None)

    @property
    def clocks(self) -> dict[str, str]:
        received, found = self.history.received_at, {}
        for code in self.today.rules:
            if self.plan.rules[code].has_starts_when:
                start = max(received, minute(self.reached[code])) if code in self.reached else None
            else:
                start = max(
                    received, next(s.since for s in self.history.types if code in self.plan.types[s.type].rules)
                )
            if start is not None and start <= minute(self.now):
                found[code] = start
        return found

    @property
    def ahead(self) -> set[tuple[str, str, str]]:
        """Let the clock run on with nothing more said, and see which thresholds of what runs are reached in this stretch."""
        found: dict[tuple[str, str], str] = {}
        rank = {code: level.rank for code, level in self.plan.levels.items()}
        for t in self._thresholds(self._type(self.now)):
            own = [
                mark
                for mark in self.marks
                if mark.metric == t.metric and mark.event_at <= minute(self.now) and mark.mark != "set"
            ]
            if t.ge is None or not own or own[-1].mark != "start":
                continue
            start = self.at_minute[own[-1].event_at]
            if any((self.facts(m)[t.metric] or 0) >= t.ge for m in range(start, self.now + 1)):
                continue
            at = minute(start + int(t.ge * self.plan.metrics[t.metric].minutes_per_unit))
            if (at, t.metric) not in found or rank[t.level] < rank[found[at, t.metric]]:
                found[at, t.metric] = t.level
        return {(at, metric, level) for (at, metric), level in found.items()}
