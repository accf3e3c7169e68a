"""Looks at facts and law: what a metric is, what its thresholds may ask, how grades and clocks test it (R4.1, R4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from commandpost.locale.words import say
from commandpost.plan.fault import Fault, Where
from commandpost.plan.pack import Pack
from commandpost.plan.read_law import COUNTED
from commandpost.plan.references import remedy
from commandpost.plan.source import Source
from commandpost.plan.walk import EVERY_TYPE, rows, sources, words_of

GRADES = ("特别重大", "重大", "较大", "一般")
STANDSTILLS = {
    "stranded": ("stranded_minutes", "stranded_persons"),
    "ropeway_stranded": ("stranded_minutes",),
    "ride_stranded": ("stranded_minutes",),
    "lift_trapped_hours": ("trapped_minutes",),
}
RUNNING_UNITS = ("min", "h")
MARKS = ("start_zh", "start_en", "end_zh", "end_en")


def metric_kinds(pack: Pack) -> Iterator[Fault]:
    """Name what a metric of its kind lacks or cannot have."""
    for source in sources(pack, "facts.yaml"):
        for where, row in rows(source.data, "metrics[]"):
            kind = row.get("kind")
            for name, only in (("options", "choice"), ("words", "count"), ("derived", "count")):
                if row.get(name) and kind != only:
                    what = say("A metric of kind {kind} has no {field}.", kind=str(kind), field=name)
                    yield source.fault((*where, name), what, say("Take it out, or correct the kind."))
            needed = {"running": MARKS, "choice": ("options",)}.get(kind if isinstance(kind, str) else "", ())
            for name in needed:
                if not row.get(name):
                    what = say("A metric of kind {kind} needs {field}.", kind=str(kind), field=name)
                    yield source.fault((*where, name), what, say("Add {other}.", other=name))
            if kind == "running" and isinstance(row.get("unit"), str) and row["unit"] not in RUNNING_UNITS:
                what = say("A running metric counts in min or h.")
                yield source.fault((*where, "unit"), what, say("Write min or h."))


def derived_metrics(pack: Pack) -> Iterator[Fault]:
    """Name what a sum is made of that is no count of its own."""
    for source in sources(pack, "facts.yaml"):
        metrics = {row["code"]: row for _, row in rows(source.data, "metrics[]") if isinstance(row.get("code"), str)}
        plain = {code for code, row in metrics.items() if row.get("kind") == "count" and not row.get("derived")}
        for where, row in rows(source.data, "metrics[]"):
            formula = row.get("derived")
            for part in formula.split("+") if isinstance(formula, str) else ():
                if part.strip() not in plain:
                    what = say("{part} is no count that stands by itself.", part=part.strip())
                    yield source.fault((*where, "derived"), what, remedy(part.strip(), plain, "metrics (facts.yaml)"))


def thresholds(pack: Pack) -> Iterator[Fault]:
    """Name a threshold that asks nothing, asks twice, or asks what its metric cannot answer."""
    metrics = _metrics(pack)
    if metrics is None:
        return
    for file, path in (("facts.yaml", "common_thresholds.rules[]"), (EVERY_TYPE, "auto_thresholds[]")):
        for source in sources(pack, file):
            for where, row in rows(source.data, path):
                yield from _threshold(source, where, row, metrics)


def _threshold(
    source: Source, where: Where, row: dict[str, Any], metrics: dict[str, dict[str, Any]]
) -> Iterator[Fault]:
    at_least, equals = row.get("ge"), row.get("eq")
    if (at_least is None) == (equals is None):
        what = say("A threshold has either ge or eq.")
        yield source.fault(where, what, say("Write ge and a number, or eq and an option's code."))
        return
    metric = metrics.get(str(row.get("metric")))
    if metric is None:
        return  # the reference is named elsewhere
    choice = metric.get("kind") == "choice"
    if choice and at_least is not None:
        what = say("{metric} is chosen, not counted.", metric=row["metric"])
        yield source.fault((*where, "ge"), what, say("Write eq and an option's code."))
    elif not choice and equals is not None:
        what = say("{metric} is counted, not chosen.", metric=row["metric"])
        yield source.fault((*where, "eq"), what, say("Write ge and a number."))
    elif choice:
        options = set(words_of(metric, "options[].code"))
        if isinstance(equals, str) and equals not in options:
            what = say("The code {code} is not known.", code=equals)
            place = f"metrics[{row['metric']}].options (facts.yaml)"
            yield source.fault((*where, "eq"), what, remedy(equals, options, place))
    else:
        yield from _number(source, (*where, "ge"), at_least, metric)


def _number(source: Source, where: Where, number: Any, metric: dict[str, Any]) -> Iterator[Fault]:
    """Name half a person, and a 0 that every known figure would reach; a running metric has 0 from its start mark on."""
    if metric.get("kind") == "count" and isinstance(number, Decimal):
        yield source.fault(where, say("People are counted in whole numbers."), say("Write a whole number."))
    elif metric.get("kind") in ("count", "measure") and number == 0:
        yield source.fault(where, say("Every figure that is known reaches 0."), say("Write more than 0."))


def _metrics(pack: Pack) -> dict[str, dict[str, Any]] | None:
    for source in sources(pack, "facts.yaml"):
        return {row["code"]: row for _, row in rows(source.data, "metrics[]") if isinstance(row.get("code"), str)}
    return None


def grade_tests(pack: Pack) -> Iterator[Fault]:
    """Name a grade that stands twice or in the wrong order, that tests nothing, or tests what no metric counts."""
    metrics = _metrics(pack)
    for source in sources(pack, "law.yaml"):
        for table, body in rows(source.data, "legal_grades.*"):
            last = -1
            for where, test in rows(body, "tests[]"):
                place = (*table, *where)
                grade = test.get("grade")
                rank = GRADES.index(grade) if grade in GRADES else last + 1
                if rank <= last:
                    what = say("The grades must stand worst first, each once.")
                    yield source.fault((*place, "grade"), what, say("Order: {order}.", order=" ".join(GRADES)))
                last = max(last, rank)
                used = [name for name in (*COUNTED, *STANDSTILLS) if test.get(name) is not None]
                if not used:
                    what = say("This grade tests nothing.")
                    yield source.fault(place, what, say("Give at least one number that reaches it."))
                for name in used:
                    needed = STANDSTILLS.get(name) or (COUNTED[name],)
                    for metric in needed if metrics is not None else ():
                        if metric not in (metrics or {}):
                            what = say("The metric {metric} is needed here and missing.", metric=metric)
                            yield source.fault((*place, name), what, say("Add it to metrics (facts.yaml)."))


def start_tests(pack: Pack) -> Iterator[Fault]:
    """Name a start test that is neither a metric with its number nor a grade table, and a rule that nothing raises."""
    metrics = _metrics(pack) or {}
    for source in sources(pack, "law.yaml"):
        for where, starts in rows(source.data, "statutory_rules[].starts_when"):
            if starts.get("any") == [] and starts.get("or_confirmed_zh") is None:
                what = say("Nothing raises the question of this rule.")
                yield source.fault(where, what, say("Add a test or or_confirmed_*, or take starts_when out."))
        for where, row in rows(source.data, "statutory_rules[].starts_when.any[]"):
            counted = row.get("metric") is not None, row.get("ge") is not None
            table = row.get("grade_table") is not None
            if not (all(counted) and not table) and not (table and not any(counted)):
                what = say("A test is either a metric with ge, or a grade_table.")
                yield source.fault(where, what, say("Write one of the two."))
            elif all(counted):
                yield from _number(source, (*where, "ge"), row["ge"], metrics.get(str(row["metric"]), {}))
