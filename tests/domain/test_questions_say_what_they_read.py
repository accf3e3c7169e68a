"""A question declares the tables it reads, so that exactly the panes concerned redraw: what it touches is what it declares (DESIGN 2)."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandpost.desk import load, tables
from commandpost.domain.core.kinds import parameters
from commandpost.domain.registry import COMMANDS, QUESTIONS
from tests.story import Post

STORE = {"personal", "search"}  # the store's own tables that a question may name
INTERNAL = ("sqlite_", "search_", "json_each")  # SQLite's own, and the shadow tables of the index


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    """A post where everything a question could look at is there."""
    with Post(tmp_path_factory.mktemp("busy")) as post:
        post.do("person.add", "Zhou Li", phone=["138 0000 0001"])
        post.do("post.assign", "head_safety", "Zhou Li")
        post.do("place.add", "gate-4", zh="四号门", en="Gate 4", department="security")
        post.do("log.add", "duty", "rain at gate 4", by="Guard 3", channel="radio", place="gate-4")
        post.do("incident.promote", "duty", "1")
        number = post.report("lift stuck L5 gate-4 3 trapped, 1 minor !III", by="Zhou Li")
        post.do("fact.start", number, "trapped_minutes")
        post.do("incident.chain", number, "department", by="Zhou Li")
        post.do("incident.describe", number, scope="one lift", department="security")
        post.do("incident.answer", number, "special_equipment", "yes", reason="a lift")
        post.do("log.add", number, "wrong")
        post.do("log.strike", number, post.log(number)[-1].number, reason="wrong")
        post.meets(number, "followup")
        post.do("task.done", number, post.ask("task.list", number)[0].id, by="Guard 3")
        post.do("task.skip", number, post.ask("task.list", number)[1].id)
        post.do("sheet.print", number, "first_ten", 1, 1)
        post.do("task.done", number, post.ask("task.list", number)[2].id, sheet="1", by="Guard 3", at=post.clock.now().isoformat())
        post.do("mark.answer", number, "same plan")
        post.do("list.complete", number, "rescue")
        post.do("card.open", "smoke", incident=number, place="2F")
        post.do("log.add", number, "hold the door", kind="order", to="Guard 3")
        post.do("log.add", number, "call the maker", kind="order", to="Zhou Li")
        post.do("order.read_back", f"{number}#{post.log(number)[-1].number}")
        post.do("hear.expect", "Team 1", for_=number)
        post.do("hear.answer", "Team 1", missing="Li Na")
        post.do("incident.set_level", number, "II", reason="an hour")
        post.do("incident.control", number)
        again = post.report("lift stuck L5 again")
        post.do("incident.merge", again, number, reason="one lift")
        post.do("incident.link", number, "26-0001", reason="one shaft")
        (post.folder / "shaft.jpg").write_bytes(b"photo")
        post.do("attachment.add", number, str(post.folder / "shaft.jpg"), note="seen from above")
        post.forward(minutes=70)
        due = [deadline for deadline, at in post.ask("alert.agenda").moments if at is not None]
        post.do("alert.raise", due=due, able=["bell"])
        row = post.ask("alert.waiting").rows[0]
        post.do("deadline.acknowledge", row.deadline, note="on it")
        post.do("watch.note", kind="unwatched", since="2026-11-05T04:00:00.000Z", until="2026-11-05T05:00:00.000Z", seconds=0)
        post.do("watch.maintenance", until="2026-11-06T12:00+08:00", reason="a new cable")
        yield post


ASKED = {
    "search": [("gate 4",)],
    "incident.show": [("26-0001",), ("26-0002",)],
    "incident.suggest": [("26-0002",)],
    "incident.brief": [("26-0002",)],
    "log.list": [(), ("duty",), ("26-0002",)],
    "attachment.list": [("26-0002",)],
    "log.day": [(), ("duty:2026-11-04",)],
    "deadline.list": [()],
    "watch.rehearse": [("26-0002",)],
    "order.list": [()],
    "command.handover": [("26-0002",)],
    "hear.list": [()],
    "task.list": [("26-0002",)],
    "task.owed": [("26-0002",)],
    "list.show": [("26-0002",)],
    "task.show": [("26-0002", "lift_entrapment.first.intercom")],
    "task.timeline": [("26-0002",)],
    "list.read": [("26-0002",)],
    "card.show": [("smoke",)],
    "sheet.list": [("26-0002",)],
    "sheet.entered": [("26-0002",)],
    "group.card": [("26-0002",), ("duty", "rescue")],
}
WITH = {
    "order.list": [{}, {"book": "26-0002"}], "hear.list": [{}, {"for_": "26-0002"}], "log.list": [{}, {"newest": 2}], "incident.brief": [{"kind": "final"}],
    "deadline.list": [{}, {"incident": "26-0002"}, {"as_of": "2026-11-05T13:00+08:00"}], "incident.list": [{}, {"state": "controlled"}],
    "alert.agenda": [{}, {"since": "1.1.0.1.0"}], "alert.outbox": [{"channels": ["screen"]}, {"channels": ["screen"], "since": "1"}],
}  # fmt: skip


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_what_a_question_touches_is_what_it_declares(busy: Post, question: str) -> None:
    declared = load(QUESTIONS[question]).reads  # type: ignore[attr-defined]
    real = {table.name for table in tables()} | STORE
    assert declared <= real, declared - real
    touched: set[str] = set()

    def watch(action: int, table: str, *rest: object) -> int:
        if action == sqlite3.SQLITE_READ and table in stands and not table.startswith(INTERNAL):
            touched.add(table)
        return sqlite3.SQLITE_OK

    busy.desk.site, busy.desk.plan  # noqa: B018 - known before: what the desk itself reads of its standing is nobody's question
    connection = busy.desk.reader.connection
    stands = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.set_authorizer(watch)
    try:
        for args in ASKED.get(question, [()]):
            for kwargs in WITH.get(question, [{}]):
                assert busy.ask(question, *args, **kwargs)
    finally:
        connection.set_authorizer(None)
    touched |= {"site"} & declared  # asked before, by the desk: plan and zone are its standing
    assert touched <= declared, f"touches {sorted(touched - declared)} besides"
    assert declared <= touched, f"declares {sorted(declared - touched)} for nothing"


@pytest.mark.parametrize("name", sorted({**COMMANDS, **QUESTIONS}))
def test_everything_of_the_registry_is_there_and_each_word_has_its_kind(name: str) -> None:
    entry = {**COMMANDS, **QUESTIONS}[name]
    function = load(entry)
    for parameter in parameters(function):
        assert parameter.kind is not None or parameter.flag, f"{name}: {parameter.name} has no kind"
    first = next(iter(inspect.signature(function).parameters))
    assert first == ("unit" if name in COMMANDS else "ask")
    sentence = (function.__doc__ or "").split("\n")[0]
    assert sentence.endswith((".", ")")) and sentence[0].isupper(), name


def test_a_question_writes_nothing(busy: Post) -> None:
    before = Path(busy.desk.reader.path).read_bytes()
    for question in QUESTIONS:
        for args in ASKED.get(question, [()]):
            for kwargs in WITH.get(question, [{}]):
                busy.ask(question, *args, **kwargs)
    assert Path(busy.desk.reader.path).read_bytes() == before
