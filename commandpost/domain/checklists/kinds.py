"""Turns what people say of lists into what it means: a task of a book, a list, a benchmark, an action card (R4.4)."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from commandpost.domain.checklists.records.tasks import FIRST_TEN
from commandpost.domain.checklists.rules.deadlines import OTHERS
from commandpost.domain.checklists.rules.sheet_code import read as read_code
from commandpost.domain.checklists.rules.sheet_code import read_sheet, sheet_ref
from commandpost.domain.checklists.rules.words import plan_words
from commandpost.domain.core.kinds import Kind, clean, misused, printable, told
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Ask
from commandpost.domain.log.kinds import BookRef, plan_of_book
from commandpost.locale.words import say
from commandpost.plan.read_lists import benchmarks, cards, pause_points
from commandpost.plan.records_lists import Benchmark, Card, PausePoint

SHEET = "SELECT id, grp, label, number FROM sheet WHERE incident_id = ? AND label = ? AND number = ?"
TASKS = "SELECT id, code, state, since, target_at, grp, card_id, text FROM task WHERE book_id = ?"


class TaskRef(NamedTuple):
    """A task as it was named."""

    id: str
    code: str
    state: str
    since: str
    target_at: str
    group: str | None
    card: str | None
    text: str | None


def _book_of(so_far: dict[str, Any]) -> BookRef:
    return next(value for value in so_far.values() if isinstance(value, BookRef))


def _task(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[TaskRef, Any]:
    """By its code, the end of its code after a dot, its words, or its row's id: what names exactly one."""
    text, book = clean(raw).strip(), _book_of(so_far)
    rows = [TaskRef(*row) for row in ask(TASKS, (book.id,))]
    wanted = text.casefold()
    found = [row for row in rows if wanted in (row.code.casefold(), row.id)]
    found = found or [row for row in rows if row.code.casefold().endswith("." + wanted) and row.state != "stood_down"]
    if not found:
        words = plan_words(plan_of_book(ask, so_far), [row.code for row in rows])
        found = [row for row in rows if wanted in (word.casefold() for word in words.get(row.code, ()))]
    if len(found) != 1:
        raise refuse(
            say("There is no such task in {number}: {task}", number=book.ref, task=printable(text)[:40])
            if not found
            else say("“{task}” names more than one task.", task=printable(text)[:40]),
            say("See the list: commandpost task list {number}", number=book.ref),
            "R4.4",
            text,
        )
    return found[0], found[0].id


def _group(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = clean(raw).strip().casefold()
    groups = ask.plan().groups
    for group in groups.values():
        if text in (group.code, group.zh.casefold(), group.en.casefold()):
            return group.code, group.code
    if text.replace(" ", "_").replace("-", "_") in (FIRST_TEN, "first", "first_ten_minutes", "前十分钟"):
        return FIRST_TEN, FIRST_TEN
    raise refuse(
        say("The plan has no list “{list}”.", list=printable(text)[:60]),
        say("The lists are: {lists}", lists=", ".join([FIRST_TEN, *groups])),
        "R2.2",
        text,
    )


def _benchmark(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[Benchmark, Any]:
    text = clean(raw).strip().casefold()
    known = benchmarks(plan_of_book(ask, so_far))
    for one in known.values():
        if text.replace("-", "_").replace(" ", "_") == one.code or text in (one.zh.casefold(), one.en.casefold()):
            return one, one.code
    raise refuse(
        say("The plan has no benchmark “{name}”.", name=printable(text)[:60]), say("Choose one of: {options}", options=", ".join(known)), "R4.3", text
    )


def _card(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[Card, Any]:
    """A card by its code or name, else by what one sees."""
    text = clean(raw).strip().casefold()
    known = cards(ask.plan())
    found = [one for one in known.values() if text.replace("-", "_").replace(" ", "_") == one.code or text in (one.zh.casefold(), one.en.casefold())]
    found = found or [one for one in known.values() if text in (word.casefold() for word in (*one.sees_zh, *one.sees_en))]
    if len(found) != 1:
        raise refuse(
            say("There is no action card “{card}”.", card=printable(text)[:60]), say("The cards are: {cards}", cards=", ".join(known)), "R4.4", text
        )
    return found[0], found[0].code


def _point(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[PausePoint, Any]:
    known, text = pause_points(plan_of_book(ask, so_far)), clean(raw).strip().casefold()
    for one in known.values():
        if text.replace("-", "_").replace(" ", "_") == one.code or text in (one.zh.casefold(), one.en.casefold()):
            return one, one.code
    raise refuse(
        say("The plan has no pause point “{name}”.", name=printable(text)[:60]), say("Choose one of: {options}", options=", ".join(known)), "R4.4", text
    )


def _list(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    """What can be read aloud: a group's list, the first ten minutes, what belongs to no group, an action card, a pause point."""
    text = clean(raw).strip().casefold().removeprefix("card.")  # as `list show` names the list of an open card
    plan = plan_of_book(ask, so_far)
    named: tuple[Card | PausePoint, ...] = (*cards(plan).values(), *pause_points(plan).values())
    for one in named:
        if text.replace("-", "_").replace(" ", "_") == one.code or text in (one.zh.casefold(), one.en.casefold()):
            return one.code, one.code
    return (OTHERS, OTHERS) if text == OTHERS else _group(ask, raw, so_far)


class SheetRef(NamedTuple):
    """A printed list as it was named."""

    id: str
    ref: str
    group: str


def _sheet(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[SheetRef, Any]:
    """By its number, or by its code as scanned; one of another incident is refused, one of a duplicate is its incident's."""
    text, book = clean(raw).strip(), _book_of(so_far)
    named, code = read_sheet(text), read_code(text)
    where = incident_ref(2000 + int(code.year), code.label, int(code.incident)) if code is not None else None
    books = [book, *filter(None, [getattr(book, "named", None)])]
    if where is not None and where not in [one.ref for one in books]:
        raise refuse(say("This sheet is of {other}, not of {number}.", other=where, number=book.ref), say("Enter it there."), "R4.4", where)
    rows = [row for one in reversed(books) if named is not None and where in (None, one.ref) for row in ask(SHEET, (one.id, *named))]
    if not rows:
        raise refuse(
            say("No sheet {sheet} of {number} was printed here.", sheet=printable(text)[:20], number=book.ref),
            say("See the sheets: commandpost sheet list {number}", number=book.ref), "R4.4", text,
        )  # fmt: skip
    key, group, label, number = rows[0]
    task = next((value for value in so_far.values() if isinstance(value, TaskRef)), None)
    if task is not None and (task.group or FIRST_TEN) != group:
        ask.remark(say("Sheet {sheet} is another group's list.", sheet=sheet_ref(label, number)))
    return SheetRef(key, sheet_ref(label, number), group), key


def _minutes(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[int, Any]:
    text = str(raw).strip()
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 10_000:
        raise misused(say("“{text}” are no minutes.", text=printable(text)[:20]), say("Give a whole number from 1 up."))
    return int(text), int(text)


TaskOf = Annotated[TaskRef, Kind("TASK", _task)]
SheetOf = Annotated[SheetRef, Kind("SHEET", _sheet)]
GroupCode = Annotated[str, Kind("GROUP", _group)]
BenchmarkName = Annotated[Benchmark, Kind("BENCHMARK", _benchmark)]
PointCode = Annotated[PausePoint, Kind("POINT", _point)]
ListCode = Annotated[str, Kind("LIST", _list)]
CardCode = Annotated[Card, Kind("CARD", _card)]
Minutes = Annotated[int, Kind("MIN", _minutes)]
TaskText = Annotated[Any, told("entry")]
Blank = Annotated[Any, told("place")]
