"""What may be chosen in the fields of the lists' forms: tasks of the book, lists, benchmarks of the type, action cards by what one sees (R4.3, R4.4)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from commandpost.domain.core.refusal import Refused
from commandpost.locale.words import language, say
from commandpost.tui.parts.ask.fields import Known
from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.finding import Choice


def _tasks(source: Any, states: tuple[str, ...]) -> Known:
    if not source.book:
        return Known(())
    rows: list[Any] = []
    with suppress(Refused):
        rows = sorted((row for row in source.ask("task.list", source.book) if row.state in states), key=lambda row: row.state != states[0])
    zh = language() == "zh_CN"
    return Known(
        tuple(
            Choice(row.id, (shown(row.text_zh if zh else row.text_en), shown(row.text_en if zh else row.text_zh), row.id), shown(row.owner)) for row in rows
        ),
        closed=True,
    )


def _lists(source: Any) -> Known:
    groups = [Choice(group.code, (group.name(language()), group.zh, group.en, group.code), "") for group in source.plan.groups.values()]
    return Known((Choice("first_ten", (say("First ten minutes"), "前十分钟", "first_ten"), ""), *groups), closed=True)


def _sheets(source: Any) -> Known:
    """The printed lists of the incident, the newest first; a number or a code may be typed as well."""
    rows: list[Any] = []
    if source.book:
        with suppress(Refused):
            rows = source.ask("sheet.list", source.book)
    names = {group.code: group.name(language()) for group in source.plan.groups.values()}
    return Known(tuple(Choice(row.sheet, (row.sheet,), names.get(row.group) or say("First ten minutes")) for row in reversed(rows)))


def _benchmarks(source: Any) -> Known:
    from commandpost.plan.read_lists import benchmarks

    kind = source.incident.type if source.incident is not None else None
    return Known(
        tuple(
            Choice(one.code, (one.name(language()), one.zh, one.en, one.code), "")
            for one in benchmarks(source.plan).values()
            if not one.only_types or kind is None or kind in one.only_types
        ),
        closed=True,
    )


def _cards(source: Any, *, only_open: bool) -> Known:
    rows = [row for row in source.ask("card.list") if row.open or not only_open]
    return Known(
        tuple(Choice(row.code, (row.name, *row.sees_zh, *row.sees_en, row.code), shown(row.open or row.use_when)) for row in rows), closed=True
    )


TICKED = ("done", "skipped")
BY_NAME: dict[str, Callable[[Any], Known]] = {
    "task.undo/task": lambda source: _tasks(source, TICKED),
    "task.note/task": lambda source: _tasks(source, ("open", *TICKED)),
    "task.done/task": lambda source: _tasks(source, ("open", *TICKED)),  # what paper says of one that is ticked already is entered too
    "sheet": _sheets,
    "task": lambda source: _tasks(source, ("open",)),
    "group": _lists,
    "benchmark.declare/name": _benchmarks,
    "card.open/card": lambda source: _cards(source, only_open=False),
    "card.show/card": lambda source: _cards(source, only_open=False),
    "card.switch/to": lambda source: _cards(source, only_open=False),
    "card": lambda source: _cards(source, only_open=True),
}
