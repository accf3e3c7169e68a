"""Every table says what it is and is guarded as it says, on any connection to the file (JOURNAL 1.2, 1.5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, String, Table

from commandpost.desk import tables
from commandpost.doctor import examine
from commandpost.domain.core.clock import SystemClock
from commandpost.settings import Settings
from commandpost.store.ddl import shape_of
from commandpost.store.files import DATABASE
from commandpost.store.schema import CLASSES, SHARED, TableShape, guards, missing_guards
from commandpost.store.verify import verify
from tests.store.behind import as_bytes, look, opened, shapes
from tests.store.small_evening import play
from tests.story import Post

JOURNAL = TableShape(
    "journal", ("stream_id", "seq"), frozenset(), (("stream_id", "seq"), ("command_id",)), "fact", True
)
GUARDED = [*(shape for shape in shapes() if shape.shared), JOURNAL]
KEPT = [shape for shape in GUARDED if shape.append_only]
CHANGING = [shape for shape in GUARDED if not shape.append_only]


def name_of(shape: TableShape) -> str:
    """Give the table's name for the list of tests."""
    return shape.name


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A whole evening's closed file, with a row in every table."""
    folder = tmp_path_factory.mktemp("evening")
    with Post(folder) as post:
        play(post)
    connection = opened(as_bytes(folder / "data"))
    connection.execute(  # the one table that no evening without a fault fills
        "INSERT INTO finding(id, at, reaction, fault) VALUES (?, '2026-11-05T00:00:00.000Z', 'x', 'y')", ("f" * 36,)
    )
    content = connection.serialize()
    connection.close()
    return content


@pytest.fixture
def plain(evening: bytes) -> Iterator[sqlite3.Connection]:
    """An ordinary connection, with none of the desk's pragmas."""
    connection = opened(evening)
    assert connection.execute("PRAGMA recursive_triggers").fetchone()[0] == 0
    yield connection
    connection.close()


def test_every_table_declares_its_class() -> None:
    """A table without a class cannot be given to the store (JOURNAL 1.5)."""
    assert {table.info["class"] for table in tables()} <= set(CLASSES)
    assert all(isinstance(table.info["append_only"], bool) for table in tables())
    with pytest.raises(KeyError):
        shape_of(Table("classless", MetaData(), Column("id", String, primary_key=True)))
    with pytest.raises(ValueError):
        from commandpost.domain.core.columns import shared

        shared("whim")


def test_facts_are_append_only() -> None:
    """A fact is never changed; only what changes by its nature has no such guard (JOURNAL 1.5)."""
    assert all(shape.append_only for shape in shapes() if shape.kind == "fact")
    assert {shape.name for shape in CHANGING} == {"site", "place", "person", "incident", "deadline", "task", "card_use"}


def test_every_table_is_strict_and_every_row_has_its_own_id(plain: sqlite3.Connection) -> None:
    """STRICT refuses a wrong type whoever writes; ids are 36 characters; no table's rowid is its id (JOURNAL 1.1, 1.2)."""
    strict = {name: flag for _, name, kind, _, _, flag in plain.execute("PRAGMA main.table_list") if kind == "table"}
    ours = {shape.name for shape in GUARDED} | {"personal", "draft", "own"}
    assert {name for name in ours if not strict[name]} == set()
    for shape in GUARDED[:-1]:
        columns = {name: (kind, key) for _, name, kind, _, _, key in plain.execute(f"PRAGMA table_info({shape.name})")}
        assert columns["id"] == ("TEXT", 1), shape.name
        assert {kind for kind, _ in columns.values()} <= {"TEXT", "INTEGER"}, (
            "no blob, no real number in a shared table"
        )
        assert not {name for name, _ in columns.items() if name.endswith("_id") and columns[name][0] != "TEXT"}
        assert len(columns) <= 63, "json_object takes 127 arguments: name and value of each column"


def test_nothing_is_unique_but_ids_and_numbers(plain: sqlite3.Connection) -> None:
    """A human code is never UNIQUE: applying a foreign record must not fail for it (JOURNAL 1.5, cross-row rules)."""
    for shape in GUARDED[:-1]:
        for key in shape.unique:
            assert "stream_id" in key and "number" in key, shape.name
        assert not (shape.unique and not shape.append_only), "REPLACE of a changing row would need one more guard"


def test_every_guard_is_in_the_file(plain: sqlite3.Connection) -> None:
    """Each shared table and the journal have their guards against replacing, changing and deleting (JOURNAL 1.2)."""
    assert missing_guards(plain, shapes()) == []
    assert set(guards(shapes())) == {
        f"keep_{shape.name}_{what}" for shape in GUARDED for what in ("insert", "update", "delete")
    }


def row_of(connection: sqlite3.Connection, shape: TableShape) -> dict[str, Any]:
    """Give the table's first row with its rowid."""
    cursor = connection.execute(f"SELECT rowid, * FROM {shape.name} ORDER BY rowid LIMIT 1")
    found = cursor.fetchone()
    assert found, f"the evening has no row in {shape.name}"
    return dict(zip([column[0] for column in cursor.description], found, strict=True))


def refused(connection: sqlite3.Connection, shape: TableShape, statement: str, params: dict[str, Any]) -> None:
    """Do what must be refused by a guard, and see that no row changed."""
    everything = f"SELECT rowid, * FROM {shape.name} ORDER BY rowid"
    before = connection.execute(everything).fetchall()
    with pytest.raises(sqlite3.IntegrityError, match=f"{shape.name}: "):
        connection.execute(statement, params)
    assert connection.execute(everything).fetchall() == before


def another(row: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Give a row like this one that collides with it only where `fields` do not differ."""
    fresh = {"rowid": 10**9, "id": "0" * 36, "command_id": "0" * 36, "seq": 10**9, "number": 10**9}
    return {**row, **{name: value for name, value in fresh.items() if name in row}, **fields}


def insert(shape: TableShape, row: dict[str, Any], how: str) -> str:
    """Give the INSERT text for such a row."""
    return f"{how} INTO {shape.name}({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})"


@pytest.mark.parametrize("shape", GUARDED, ids=name_of)
def test_no_written_row_is_replaced(plain: sqlite3.Connection, shape: TableShape) -> None:
    """INSERT, INSERT OR REPLACE and upsert on an id, on each unique key and on the rowid are refused (MEASURED 2, the hole)."""
    row = row_of(plain, shape)
    keys = [("rowid",), *(shape.unique if shape is JOURNAL else (("id",), *shape.unique))]
    for key in keys:
        cursor = plain.execute(
            f"SELECT rowid, * FROM {shape.name} WHERE {' AND '.join(f'{c} IS NOT NULL' for c in key)} LIMIT 1"
        )
        if (found := cursor.fetchone()) is None:
            continue
        row = dict(zip([column[0] for column in cursor.description], found, strict=True))
        twin = another(row, **{column: row[column] for column in key})
        for how in ("INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"):
            refused(plain, shape, insert(shape, twin, how), twin)
        if key != ("rowid",):
            upsert = f"{insert(shape, twin, 'INSERT')} ON CONFLICT ({', '.join(key)}) DO UPDATE SET rowid = rowid"
            refused(plain, shape, upsert, twin)


@pytest.mark.parametrize("shape", GUARDED, ids=name_of)
def test_nothing_is_deleted(plain: sqlite3.Connection, shape: TableShape) -> None:
    """DELETE of one row or of all is refused in every shared table and in the journal (JOURNAL 1.5, nothing is ever DELETEd)."""
    row = row_of(plain, shape)
    refused(plain, shape, f"DELETE FROM {shape.name} WHERE rowid = :rowid", row)
    refused(plain, shape, f"DELETE FROM {shape.name}", {})


@pytest.mark.parametrize("shape", KEPT, ids=name_of)
def test_what_is_written_stays(plain: sqlite3.Connection, shape: TableShape) -> None:
    """UPDATE of any column, and UPDATE OR REPLACE, are refused in append-only tables and in the journal (JOURNAL 1.2)."""
    for column in row_of(plain, shape):
        for how in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            refused(plain, shape, f"{how} {shape.name} SET {column} = {column}", {})


@pytest.mark.parametrize("shape", CHANGING, ids=name_of)
def test_a_changing_row_keeps_its_id_and_its_place(plain: sqlite3.Connection, shape: TableShape) -> None:
    """Fields of a record change; its id never does, and no UPDATE OR REPLACE pushes another row out (JOURNAL 1.5)."""
    row = row_of(plain, shape)
    plain.execute(f"UPDATE {shape.name} SET id = id, rowid = rowid WHERE rowid = :rowid", row)
    for how in ("UPDATE", "UPDATE OR REPLACE"):
        refused(plain, shape, f"{how} {shape.name} SET id = '{'0' * 36}' WHERE rowid = :rowid", row)
        refused(plain, shape, f"{how} {shape.name} SET rowid = rowid + 1 WHERE rowid = :rowid", row)


def test_a_wrong_row_is_refused_by_the_table_itself(plain: sqlite3.Connection) -> None:
    """A moment without milliseconds, a code not ours, a short id, a text where a number belongs: refused on any connection (docs/architecture.md)."""
    plain.execute("DROP TRIGGER keep_log_entry_insert")
    shape = next(shape for shape in GUARDED if shape.name == "log_entry")
    good = another(row_of(plain, shape))
    for column, wrong in (
        ("event_at", "2026-11-05T13:00:00Z"), ("event_at", "1-01-01T00:00:00.000Z"), ("kind", "gossip"), ("text", "short"),
        ("number", "twelve"), ("number", 1.5), ("text", None), ("id", "short"), ("label", None),
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError):
            plain.execute(insert(shape, good, "INSERT"), {**good, column: wrong})
    plain.execute(insert(shape, good, "INSERT"), good)


def test_a_lost_guard_is_a_warning_and_comes_back(tmp_path: Path) -> None:
    """A missing trigger is named by verify and doctor, is no fault, and is put back at the next open to write (JOURNAL 1.2)."""
    with Post(tmp_path) as post:
        post.do("log.add", "duty", "all quiet")
        post.desk.close()
        raw = sqlite3.connect(tmp_path / "data" / DATABASE)
        raw.execute("DROP TRIGGER keep_log_entry_update")
        raw.execute("DROP TRIGGER keep_journal_delete")
        raw.execute("CREATE TRIGGER keep_journal_delete BEFORE DELETE ON journal BEGIN SELECT 1; END")
        raw.commit()
        found = verify(raw, shapes(), lambda stream: None)
        raw.close()
        assert found.ok and [warning.rsplit(" ", 1)[1] for warning in found.warnings] == [
            "keep_journal_delete",
            "keep_log_entry_update",
        ]
        checks = [
            check
            for check in examine(Settings(tmp_path / "data", tmp_path / "state"), "en", SystemClock())
            if check.code == "guards"
        ]
        assert [check.ok for check in checks] == [None, None] and all(check.do for check in checks)
        post.again()
        post.do("log.add", "duty", "still quiet")
        assert missing_guards(post.desk.reader.connection, shapes()) == []


def test_shared_classes_are_those_that_travel() -> None:
    """What is local or derived is not journalled; everything else is (JOURNAL 1.5)."""
    assert set(SHARED) == set(CLASSES) - {"local", "derived"}
    assert look(opened(_empty())).fault is not None, "an empty file proves nothing"


def _empty() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE x(y)")
    content = connection.serialize()
    connection.close()
    return content
