"""Turns what people say (`26-0007`, `duty`, `#12`, `deaths=2`) into the book, the entry, the figure it means (JOURNAL 1.4, R4.2)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from commandpost.domain.core.kinds import Kind, clean, misused, printable
from commandpost.domain.core.numbers import duty_day, entry_ref, incident_ref, read_duty, read_entry, read_incident
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Ask, Unit
from commandpost.locale.words import say
from commandpost.store.instant import instant

if TYPE_CHECKING:
    from commandpost.plan.reader import Plan

SHORT_METRICS = {"serious": "serious_injuries", "minor": "minor_injuries"}  # as the columns of an import call them
LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class BookRef:
    """A book as it was named: its id, `duty` or `incident`, and the name that people say."""

    id: str
    kind: str
    ref: str


class EntryRef(NamedTuple):
    """An entry of a book as it was named."""

    id: str
    ref: str
    book: str
    text: str
    event_at: str


class Setting(NamedTuple):
    """A figure that is said: the metric and its value as the journal keeps it (an integer or decimal as text, or an option's code)."""

    metric: str
    value: str


def duty_id(site: str, day: str) -> str:
    """Give the id of a duty day's book, the same at every desk of the site."""
    return str(uuid.uuid5(uuid.UUID(site), f"duty:{day}"))


def duty_book(ask: Ask, day: str) -> BookRef:
    """Give the duty book of a day (`""` is today, which turns at the site's own hour); a unit of work opens it where it is new."""
    day = day or duty_day(instant(ask.now), ask.site.zone, ask.site.day_starts)
    found = duty_id(ask.site.site_id, day)
    if isinstance(ask, Unit) and not ask("SELECT 1 FROM book WHERE id = ?", (found,)):
        ask.insert("book", id=found, kind="duty", day=day, stream_id=ask.site.stream, label=ask.site.label)
    return BookRef(found, "duty", f"duty:{day}")


def find_book(ask: Ask, raw: Any) -> BookRef:
    """Give the book that a number or `duty[:DAY]` names; refuses a number that was never given."""
    text = clean(raw).strip()
    day = read_duty(text)
    if day is not None:
        return duty_book(ask, day)
    number = read_incident(text)
    if number is None:
        raise misused(
            say("“{text}” is neither an incident's number nor a duty book.", text=printable(text)[:60]),
            say("Write it like 26-0007, or duty, or duty:2026-11-05."),
        )
    found = ask(
        "SELECT id FROM book WHERE year = ? AND label = ? AND number = ?", (number.year, number.label, number.number)
    )
    if not found:
        raise refuse(
            say("There is no incident {number}.", number=text),
            say("See the numbers: commandpost incident list"),
            "R4.2",
            text,
        )
    return BookRef(found[0][0], "incident", incident_ref(number.year, number.label, number.number))


def _book(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[BookRef, Any]:
    book = find_book(ask, raw)
    return book, book.id


def _entry(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[EntryRef, Any]:
    book = next((value for value in so_far.values() if isinstance(value, BookRef)), None)
    assert book is not None, "an entry is named after its book"  # noqa: S101
    found = find_entry(ask, book, raw)
    return found, found.id


def find_entry(ask: Ask, book: BookRef, raw: Any) -> EntryRef:
    """Give the entry of that number in a book; refuses a number that was never given."""
    text = clean(raw).strip()
    number = read_entry(text)
    if number is None:
        raise misused(
            say("“{text}” is not an entry's number.", text=printable(text)[:60]), say("Write it like #12 or B#12.")
        )
    found = ask(
        "SELECT log_entry.id, personal.value, event_at FROM log_entry JOIN personal ON personal.id = log_entry.text "
        "WHERE book_id = ? AND label = ? AND number = ?",
        (book.id, *number),
    )
    if not found:
        raise refuse(
            say("There is no entry {entry} in {book}.", entry=entry_ref(*number), book=book.ref),
            say("See the entries: commandpost log list {book}", book=book.ref),
            "R4.2",
            text,
        )
    key, words, event_at = found[0]
    return EntryRef(key, entry_ref(*number), book.id, words or "", event_at)


def find_metric(plan: Plan, raw: str) -> str:
    """Give the code of a metric by its code, a short column name or its name in either language."""
    text = raw.strip()
    code = SHORT_METRICS.get(text.lower(), text)
    if code in plan.metrics:
        return code
    for metric in plan.metrics.values():
        if text.casefold() in (metric.code, metric.zh.casefold(), metric.en.casefold()):
            return metric.code
    raise refuse(
        say("The plan has no figure “{metric}”.", metric=printable(text)[:60]),
        say("The figures are: {metrics}", metrics=", ".join(plan.metrics)),
        "R4.3",
        text,
    )


def read_value(plan: Plan, code: str, raw: str) -> str:
    """Read a figure's value as the journal keeps it; refuses (Misused) what is no such value: a negative or broken count, an option the plan does not have."""
    metric, text = plan.metrics[code], raw.strip()
    if metric.kind == "choice":
        for option in metric.options:
            if text.casefold() in (option.code, option.zh.casefold(), option.en.casefold()):
                return option.code
        options = ", ".join(option.code for option in metric.options)
        raise misused(say("{metric} is one of: {options}.", metric=code, options=options), say("Choose one of them."))
    try:
        value = Decimal(text)
        if (
            not value.is_finite()
            or value < 0
            or value > LARGEST
            or (metric.kind == "count" and value != value.to_integral_value())
        ):
            raise InvalidOperation
    except InvalidOperation:
        what = (
            say("“{text}” is not a whole number from 0 up.")
            if metric.kind == "count"
            else say("“{text}” is not a number from 0 up.")
        )
        raise misused(
            what.format(text=printable(text)[:40]), say("Give {metric} as a plain number.", metric=code)
        ) from None
    plain = format(value.normalize(), "f")
    return plain if "." not in plain else plain.rstrip("0").rstrip(".")


def plan_of_book(ask: Ask, so_far: dict[str, Any]) -> Plan:
    """Give the plan that the incident named so far began with, else the one in force: a running incident keeps its own."""
    named = (getattr(value, "plan", None) for value in so_far.values() if isinstance(value, BookRef))
    return ask.plan(next((digest for digest in named if digest), None))


def _setting(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[Setting, Any]:
    name, equals, value = clean(raw).partition("=")
    if not equals:
        raise misused(say("“{text}” is not METRIC=VALUE.", text=printable(name)[:60]), say("Write it like deaths=1."))
    plan = plan_of_book(ask, so_far)
    code = find_metric(plan, name)
    made = Setting(code, read_value(plan, code, value))
    return made, [made.metric, made.value]


def _metric(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    code = find_metric(plan_of_book(ask, so_far), clean(raw))
    return code, code


def _value(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    found = read_value(plan_of_book(ask, so_far), so_far["metric"], clean(raw))
    return found, found


def _kind(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = clean(raw).strip().lower()
    chinese = {
        "报告": "report",
        "决定": "decision",
        "行动": "action",
        "资源": "resource",
        "指令": "order",
        "批示": "instruction",
        "系统": "system",
    }
    code = chinese.get(text, text)
    if code not in ("report", "decision", "action", "resource", "order", "instruction", "system"):
        raise misused(
            say("An entry is one of: report, decision, action, resource, order, instruction, system."), say("Choose one of them.")
        )
    return code, code


Book = Annotated[BookRef, Kind("N", _book)]
Entry = Annotated[EntryRef, Kind("ENTRY", _entry)]
SettingOf = Annotated[Setting, Kind("METRIC=VALUE", _setting)]
MetricCode = Annotated[str, Kind("METRIC", _metric)]
Value = Annotated[str, Kind("VALUE", _value)]  # of the parameter `metric` before it
EntryKind = Annotated[str, Kind("KIND", _kind)]
