"""The file's schema is what the tables declare; an older file is copied before it is touched, a newer one is left alone (JOURNAL 1.2)."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from commandpost import desk as house
from commandpost.desk import open_desk
from commandpost.domain import registry
from commandpost.domain.core.refusal import Refused
from commandpost.store import migrate
from commandpost.store.files import COPIES, DATABASE
from commandpost.store.freeze import declared
from commandpost.store.migrate import bring_up, holds
from commandpost.store.schema import SCHEMA
from commandpost.store.verify import verify
from commandpost.store.writer import open_raw
from tests.store.behind import shapes
from tests.story import Post

MODULES = [registry.ROOMS + name for name in registry.TABLES]
NEWEST = import_module("commandpost.store.migrations.versions.0001_foundation")
STAMP = "2026-11-05T05:00:00.000Z"


def schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Give the statements behind a file's tables and indexes, without what FTS5 and Alembic keep for themselves."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type != 'trigger'"
    ).fetchall()
    return {(name, sql) for name, sql in rows if not name.startswith(("search_", "alembic_"))}


def test_the_migration_gives_exactly_what_the_tables_declare(tmp_path: Path) -> None:
    """Alembic from nothing and the declarations made by hand give the same sqlite_master, statement by statement (JOURNAL 1.2)."""
    assert bring_up(tmp_path, open_raw, stamp=STAMP)
    made, wanted = sqlite3.connect(tmp_path / DATABASE), sqlite3.connect(":memory:")
    for statement in declared(MODULES):
        wanted.execute(statement)
    assert schema(made) == schema(wanted)
    assert made.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
    assert made.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert made.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEWEST.revision,)]
    made.close()


def test_the_tool_prints_what_was_frozen() -> None:
    """`python -m commandpost.store.freeze` and the frozen migration are the same list: a changed table without a migration is found here."""
    printed = subprocess.run(
        [sys.executable, "-m", "commandpost.store.freeze", *MODULES], capture_output=True, text=True, check=True
    ).stdout
    found: dict[str, Any] = {}
    exec(compile(printed, "printed", "exec"), found)
    assert found["STATEMENTS"] == NEWEST.STATEMENTS == tuple(declared(MODULES))


def test_bringing_up_twice_does_nothing(tmp_path: Path) -> None:
    """A file that is up to date is not touched and needs no Alembic (JOURNAL 1.2)."""
    assert bring_up(tmp_path, open_raw, stamp=STAMP)
    before = (tmp_path / DATABASE).read_bytes()
    assert not bring_up(tmp_path, open_raw, stamp=STAMP)
    assert (tmp_path / DATABASE).read_bytes() == before
    assert not (tmp_path / COPIES).exists()


def test_a_migration_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    """The tables of one migration are made together or not at all; what is left counts as an opening that was stopped (JOURNAL 1.2)."""

    def forbids(path: Path) -> sqlite3.Connection:
        raw = open_raw(path)
        raw.set_authorizer(
            lambda action, first, *rest: (
                sqlite3.SQLITE_DENY
                if action == sqlite3.SQLITE_CREATE_TABLE and first == "incident"
                else sqlite3.SQLITE_OK
            )
        )
        return raw

    with pytest.raises(sqlite3.DatabaseError):
        bring_up(tmp_path, forbids, stamp=STAMP)
    left = sqlite3.connect(tmp_path / DATABASE)
    assert holds(left) == "nothing"
    left.close()
    assert bring_up(tmp_path, open_raw, stamp=STAMP)


def test_a_file_of_an_older_schema_is_copied_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a migration touches a file, a whole copy of it, without drafts, lies in copies/ (JOURNAL 1.2)."""
    with Post(tmp_path) as post:
        post.do("log.add", "duty", "before the migration")
        post.desk.keep_draft("quick", "half a li")
        count = post.desk.reader("SELECT count(*) FROM journal")[0][0]
        post.desk.close()
        monkeypatch.setattr(migrate, "SCHEMA", SCHEMA + 1)
        monkeypatch.setattr(house, "SCHEMA", SCHEMA + 1)
        before = (tmp_path / "data" / DATABASE).read_bytes()
        with pytest.raises(Refused) as caught:  # a question says so and stops
            open_desk(tmp_path / "data", tmp_path / "state", clock=post.clock, asking=True)
        assert "older" in caught.value.refusal.what and caught.value.refusal.do
        assert (tmp_path / "data" / DATABASE).read_bytes() == before and not (tmp_path / "data" / COPIES).exists()
        post.desk = open_desk(tmp_path / "data", tmp_path / "state", clock=post.clock)
        assert post.desk.reader("PRAGMA user_version")[0][0] == SCHEMA + 1
        assert (
            post.ask("log.list", "duty")[0].text == "before the migration" and post.desk.draft("quick") == "half a li"
        )
        (copy,) = (tmp_path / "data" / COPIES).iterdir()
        assert copy.name == f"before-{SCHEMA + 1}-2026-11-05T050000.000Z.db"
        kept = sqlite3.connect(copy)
        assert kept.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
        assert kept.execute("SELECT count(*) FROM journal").fetchone()[0] == count
        assert kept.execute("SELECT count(*) FROM draft").fetchone()[0] == 0
        assert verify(kept, shapes(), lambda stream: None).ok
        kept.close()


def test_a_newer_file_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    """A file of a schema that this program does not know is opened by nobody here: it says so and names the remedy (JOURNAL 1.2)."""
    with Post(tmp_path) as post:
        post.desk.close()
        raw = sqlite3.connect(tmp_path / "data" / DATABASE)
        raw.execute("PRAGMA user_version = 99")
        raw.close()
        before = (tmp_path / "data" / DATABASE).read_bytes()
        with pytest.raises(Refused) as caught:
            open_desk(tmp_path / "data", tmp_path / "state")
        assert "newer" in caught.value.refusal.what and caught.value.refusal.do
        assert (tmp_path / "data" / DATABASE).read_bytes() == before
        raw = sqlite3.connect(tmp_path / "data" / DATABASE)
        raw.execute(f"PRAGMA user_version = {SCHEMA}")
        raw.close()
        post.again()
