"""Every change of a shared row is in the record of its unit, whoever made it, and nothing that was undone is (JOURNAL 1.8, invariant 3; MEASURED 2)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, update
from sqlalchemy.pool import StaticPool

from commandpost import sitting
from commandpost.desk import tables
from commandpost.domain import registry
from commandpost.domain.core.unit import Moment, Unit
from tests.story import Post, prove

Verb = Callable[[Callable[[Unit], None]], dict[str, Any]]
PLACE = {"zh": "门", "en": "Gate", "words": "[]", "department": None}


@pytest.fixture
def verb(post: Post, monkeypatch: pytest.MonkeyPatch) -> Verb:
    """Run a function as a verb of the registry; gives the record that it left."""

    def run(function: Callable[[Unit], None]) -> dict[str, Any]:
        real = sitting.load
        monkeypatch.setitem(registry.COMMANDS, "test.verb", registry.Entry("x:y", ""))
        monkeypatch.setattr(sitting, "load", lambda entry: function if entry.where == "x:y" else real(entry))
        post.do("test.verb")
        monkeypatch.setattr(sitting, "load", real)
        return last(post)

    return run


def last(post: Post) -> dict[str, Any]:
    """Give the newest record."""
    return json.loads(post.desk.reader("SELECT body FROM journal ORDER BY rowid DESC LIMIT 1")[0][0])


def raw(unit: Unit) -> Any:
    """Give the writing connection itself."""
    return unit.store._writer.raw


def test_one_raw_update_of_many_rows_is_seen_row_by_row(post: Post, verb: Verb) -> None:
    """SQL text that changes three rows at once leaves three changes, each with before and after (JOURNAL 1.2, `rows`)."""
    for code in ("a", "b", "c"):
        post.do("place.add", code, zh="旧", en="Old")
    record = verb(lambda unit: raw(unit).execute("UPDATE place SET en = 'New ' || code, department = 'safety'"))
    assert [(row["t"], row["op"], row["b"], row["a"]) for row in record["rows"]] == [
        ("place", "u", {"en": "Old", "department": None}, {"en": f"New {code}", "department": "safety"})
        for code in ("a", "b", "c")
    ]


def test_bulk_inserts_of_the_driver_are_seen(verb: Verb) -> None:
    """`executemany` leaves one insert a row (JOURNAL 1.8, 3)."""

    def many(unit: Unit) -> None:
        rows = [(unit.new_id(), code, "门", "Gate", "[]") for code in "abcde"]
        raw(unit).executemany("INSERT INTO place(id, code, zh, en, words) VALUES (?, ?, ?, ?, ?)", rows)

    assert [row["a"]["code"] for row in verb(many)["rows"]] == list("abcde")


def test_core_and_its_bulk_statements_on_the_writing_connection_are_seen(post: Post, verb: Verb) -> None:
    """SQLAlchemy Core, one by one and in bulk, cannot slip past the capture, which sits below it (MEASURED 2)."""
    post.desk.warm()
    writing = post.desk._need_writer().raw
    engine = create_engine("sqlite://", creator=lambda: writing, poolclass=StaticPool, pool_reset_on_return=None)
    connection = engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    )  # the unit's transaction is not Core's

    def core(unit: Unit) -> None:
        place = next(table for table in tables() if table.name == "place")
        connection.execute(insert(place), [{"id": unit.new_id(), "code": code, **PLACE} for code in "xyz"])
        connection.execute(update(place).values(zh="口"))

    rows = verb(core)["rows"]
    assert [(row["op"], row["a"].get("code"), row["a"]["zh"]) for row in rows] == [
        ("i", "x", "门"), ("i", "y", "门"), ("i", "z", "门"), ("u", None, "口"), ("u", None, "口"), ("u", None, "口")
    ]  # fmt: skip


def test_an_update_that_changes_nothing_leaves_no_row(post: Post, verb: Verb) -> None:
    """Changed fields only: the same value written again is no change (JOURNAL 1.2, `rows`)."""
    post.do("place.add", "gate", zh="门", en="Gate")
    assert verb(lambda unit: raw(unit).execute("UPDATE place SET en = en, zh = '门', department = NULL"))["rows"] == []


def test_there_and_back_within_one_unit_folds_to_where_it_began(post: Post, verb: Verb) -> None:
    """Two changes that undo each other are both in the record, and the fold still gives the table (JOURNAL 1.8, 1)."""
    post.do("place.add", "gate", zh="门", en="Gate")

    def there_and_back(unit: Unit) -> None:
        raw(unit).execute("UPDATE place SET en = 'Door'")
        raw(unit).execute("UPDATE place SET en = 'Gate'")

    assert [row["a"] for row in verb(there_and_back)["rows"]] == [{"en": "Door"}, {"en": "Gate"}]
    prove(post.desk)


def test_an_undone_savepoint_leaves_nothing_in_the_record(post: Post, verb: Verb) -> None:
    """Rows, personal values, commitments and search words of an undone part are in no byte of the record (issue 3, The bars)."""
    ids: list[str] = []

    def half(unit: Unit) -> None:
        unit.insert("place", code="kept", **PLACE)
        with pytest.raises(RuntimeError), unit.store.savepoint():
            ids.append(unit.keep("title", "whispered by Euphemia"))
            ids.append(unit.insert("place", code="undone", **PLACE))
            raw(unit).execute("UPDATE place SET en = 'Undone'")
            unit.store.savepoint()
            raise RuntimeError
        unit.insert("place", code="after", **PLACE)

    record = verb(half)
    assert [(row["op"], row["a"]["code"], row["a"]["en"]) for row in record["rows"]] == [
        ("i", "kept", "Gate"),
        ("i", "after", "Gate"),
    ]
    body = json.dumps(record)
    assert not any(key in body for key in ids) and '"c"' not in body
    assert post.desk.reader("SELECT count(*) FROM personal WHERE id = ?", (ids[0],))[0][0] == 0
    assert post.desk.reader("SELECT count(*) FROM search WHERE search MATCH 'euphemia'")[0][0] == 0


def test_a_part_within_a_part_is_undone_alone(verb: Verb) -> None:
    """Of two nested parts the inner one goes, the outer one stays; undone outside, both go (DESIGN 2, reactions)."""

    def nested(unit: Unit) -> None:
        with unit.store.savepoint():
            unit.insert("place", code="outer", **PLACE)
            with pytest.raises(RuntimeError), unit.store.savepoint():
                unit.insert("place", code="inner", **PLACE)
                raise RuntimeError
        with pytest.raises(RuntimeError), unit.store.savepoint():
            with unit.store.savepoint():
                unit.insert("place", code="inner of undone", **PLACE)
            raise RuntimeError

    assert [row["a"]["code"] for row in verb(nested)["rows"]] == ["outer"]


def test_a_unit_that_raises_leaves_nothing_at_all(post: Post, verb: Verb) -> None:
    """All of a unit of work is on the disk, or nothing is: no row, no value, no search word, no record (JOURNAL 1.8, 3)."""
    counts = "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM personal), (SELECT count(*) FROM place), (SELECT count(*) FROM search)"
    before = post.desk.reader(counts)

    def fails(unit: Unit) -> None:
        unit.keep("entry", "said by Euphemia")
        unit.insert("place", code="gone", **PLACE)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        verb(fails)
    assert post.desk.reader(counts) == before


def test_a_reaction_that_fails_takes_back_what_it_said_it_made(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed reaction becomes a finding; its rows, and the ids it had announced, are in no record (DESIGN 2, findings)."""
    real = sitting.load
    before = last(post)

    def reaction(unit: Unit, moment: Moment) -> None:
        unit.make("place", unit.insert("place", code="ghost", **PLACE), "ghost")
        unit.remark("a ghost was seen")
        unit.tell("reported", moment.incident)
        raise RuntimeError("reaction")

    monkeypatch.setattr(sitting, "load", lambda entry: reaction if entry.where.endswith(":settle") else real(entry))
    post.expected_findings = 1
    done = post.do("incident.report", "smoke at the gate")
    record = last(post)
    assert before["seq"] + 1 == record["seq"] and len(done.findings) == 1 and done.remarks == []
    assert [made[0] for made in record["made"]] == ["incident"]
    assert [row["a"]["fault"] for row in record["rows"] if row["t"] == "finding"] == ["RuntimeError"]
    assert "ghost" not in json.dumps(record)


def test_null_empty_and_large_values_come_through(post: Post, verb: Verb) -> None:
    """NULL is left out of an insert and named in an update; an empty text and a 63-bit number are exact (JOURNAL 1.2)."""

    def odd(unit: Unit) -> None:
        key = unit.insert("place", code="odd", zh="", en='"}\\', words="\u2028\U0001f525", department=None)
        unit.insert(
            "stream",
            id=unit.new_id(),
            desk_id=unit.site.desk,
            site_id=unit.site.site_id,
            desk_letter="Z",
            label="Z",
            parent_seq=2**63 - 1,
            opened_at=unit.now,
        )
        unit.update("place", key, department="safety")
        unit.update("place", key, department=None)

    rows = verb(odd)["rows"]
    assert rows[0]["a"] == {"code": "odd", "zh": "", "en": '"}\\', "words": "\u2028\U0001f525"}
    assert rows[1]["a"]["parent_seq"] == 2**63 - 1
    assert [(row["b"], row["a"]) for row in rows[2:]] == [
        ({"department": None}, {"department": "safety"}),
        ({"department": "safety"}, {"department": None}),
    ]
    prove(post.desk)


def test_what_stood_before_is_what_the_fold_had(post: Post) -> None:
    """`b` of every change in a whole evening is what the records before it made of that field (JOURNAL 1.2, `rows`)."""
    from tests.store.small_evening import play

    play(post)
    state: dict[tuple[str, str], dict[str, Any]] = {}
    for (body,) in post.desk.reader("SELECT body FROM journal ORDER BY rowid"):
        for row in json.loads(body)["rows"]:
            bare = {side: {c: v["$p"] if isinstance(v, dict) else v for c, v in row[side].items()} for side in "ba"}
            stood = state.setdefault((row["t"], row["k"]), {})
            assert row["op"] == "u" or (stood == {} and bare["b"] == {})
            assert bare["b"] == {column: stood.get(column) for column in bare["b"]}
            assert bare["b"].keys() == (bare["a"].keys() if row["op"] == "u" else set())
            stood.update(bare["a"])
