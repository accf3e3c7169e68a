"""The store's own tables (journal, personal values, drafts, search) and the triggers that keep written rows as they were written (JOURNAL 1.2, 1.5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

SCHEMA = 1  # the number of the newest migration; PRAGMA user_version of a file that is up to date

OWN = (
    """CREATE TABLE journal(
  stream_id TEXT NOT NULL, seq INTEGER NOT NULL, hlc TEXT NOT NULL, hash TEXT NOT NULL, prev TEXT NOT NULL, body BLOB NOT NULL,
  schema INTEGER NOT NULL, command TEXT NOT NULL, command_id TEXT NOT NULL, incident_id TEXT, received_at TEXT, via TEXT,
  PRIMARY KEY (stream_id, seq)) STRICT""",
    "CREATE UNIQUE INDEX journal_command_id ON journal(command_id)",
    """CREATE TABLE personal(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject_id TEXT, kind TEXT NOT NULL, salt BLOB, value TEXT,
  keep_until TEXT, basis TEXT, state TEXT NOT NULL, erased_by TEXT) STRICT""",
    "CREATE INDEX personal_name ON personal(value) WHERE kind = 'name'",
    "CREATE INDEX personal_place ON personal(value, id) WHERE kind IN ('place', 'part')",
    "CREATE INDEX personal_subject ON personal(subject_id) WHERE subject_id IS NOT NULL",
    "CREATE TABLE draft(place TEXT PRIMARY KEY, text TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT",
    "CREATE TABLE own(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE VIRTUAL TABLE search USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO search(search, rank) VALUES ('automerge', 0)",  # merging is done when nobody types (MEASURED 6)
)

CLASSES = ("fact", "record", "state machine", "owned", "set", "local", "derived")
SHARED = ("fact", "record", "state machine", "owned", "set")


class TableShape(NamedTuple):
    """What the store must know of a table: its columns in order, which hold a personal id, what is unique, its class."""

    name: str
    columns: tuple[str, ...]
    personal: frozenset[str]
    unique: tuple[tuple[str, ...], ...]
    kind: str
    append_only: bool

    @property
    def shared(self) -> bool:
        """Whether its rows are journalled and carried to other desks."""
        return self.kind in SHARED


def guards(shapes: Iterable[TableShape]) -> dict[str, str]:
    """Give the lasting triggers by name: nothing shared is deleted or replaced, nothing append-only is changed."""
    made: dict[str, str] = {}
    journal = TableShape(
        "journal", ("stream_id", "seq"), frozenset(), (("stream_id", "seq"), ("command_id",)), "fact", True
    )
    for shape in (*(s for s in shapes if s.shared), journal):
        name = shape.name
        # REPLACE also clears the way by rowid; in a BEFORE trigger an insert that names none has -1 there
        keys = (("rowid",), *(shape.unique if name == "journal" else (("id",), *shape.unique)))
        taken = " OR ".join(
            f"EXISTS (SELECT 1 FROM {name} WHERE " + " AND ".join(f"{c} = new.{c}" for c in key) + ")"  # noqa: S608 - names of our own tables
            for key in keys
        )
        made[f"keep_{name}_insert"] = (
            f"CREATE TRIGGER keep_{name}_insert BEFORE INSERT ON {name} WHEN {taken} BEGIN SELECT RAISE(ABORT, '{name}: is already written'); END"
        )
        made[f"keep_{name}_delete"] = (
            f"CREATE TRIGGER keep_{name}_delete BEFORE DELETE ON {name} BEGIN SELECT RAISE(ABORT, '{name}: nothing is deleted'); END"
        )
        if shape.append_only:
            made[f"keep_{name}_update"] = (
                f"CREATE TRIGGER keep_{name}_update BEFORE UPDATE ON {name} BEGIN SELECT RAISE(ABORT, '{name}: what is written stays'); END"
            )
        else:
            made[f"keep_{name}_update"] = (
                f"CREATE TRIGGER keep_{name}_update BEFORE UPDATE ON {name} WHEN new.id IS NOT old.id OR new.rowid IS NOT old.rowid "
                f"BEGIN SELECT RAISE(ABORT, '{name}: an id stays'); END"
            )
    return made


def missing_guards(connection: sqlite3.Connection, shapes: Iterable[TableShape]) -> list[str]:
    """Give the names of lasting triggers that are not in the file, or not as they should be; sorted."""
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    return sorted(name for name, sql in guards(shapes).items() if there.get(name) != sql)


def put_guards(connection: sqlite3.Connection, shapes: Iterable[TableShape]) -> list[str]:
    """Put back what is missing or altered; gives the names. Run inside a transaction of the caller."""
    wanted = guards(list(shapes))
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    mended = sorted(name for name, sql in wanted.items() if there.get(name) != sql)
    for name in mended:
        if name in there:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(wanted[name])
    return mended
