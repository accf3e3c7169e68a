"""Brings an older file up to date, behind a copy made first; a migration only adds (JOURNAL 1.2)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from commandpost.store.backup import copy_out
from commandpost.store.files import COPIES, DATABASE, private_folder
from commandpost.store.schema import SCHEMA


def schema_of(connection: sqlite3.Connection) -> int:
    """Give the number of the file's newest migration; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def holds(connection: sqlite3.Connection) -> str:
    """Give what a file is: `desk`, `nothing` (empty, or an opening that a power cut stopped), or `foreign`. Raises DatabaseError for what is no database."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()}
    if not names:
        return "nothing"
    if not {"journal", "personal", "own", "stream"} <= names:
        return "foreign"
    opened = connection.execute("SELECT EXISTS (SELECT 1 FROM own WHERE key = 'stream') OR EXISTS (SELECT 1 FROM journal)")
    return "desk" if opened.fetchone()[0] else "nothing"


def bring_up(folder: Path, open_raw: Callable[[Path], sqlite3.Connection], *, stamp: str) -> bool:
    """Make or bring up the file in the folder; gives whether anything was done. A file that is behind is copied to copies/ first."""
    path = folder / DATABASE
    raw = open_raw(path)
    try:
        found = schema_of(raw)
        if found >= SCHEMA:
            return False
        if found:
            copy_out(raw, private_folder(folder / COPIES) / f"before-{SCHEMA}-{stamp.replace(':', '')}.db")
        _upgrade(raw)
        return True
    finally:
        raw.close()


def _upgrade(raw: sqlite3.Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda _: raw.execute("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        raw.execute(f"PRAGMA user_version = {SCHEMA}")
    except DBAPIError as fault:  # what the driver said, as everywhere else in the store
        raise fault.orig or fault from fault
    finally:
        engine.dispose()
