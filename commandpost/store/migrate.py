"""Brings an older file up to date, behind a copy made first; a migration only adds (JOURNAL 1.2)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from commandpost.store.files import COPIES, DATABASE, private_folder
from commandpost.store.schema import SCHEMA


def schema_of(connection: sqlite3.Connection) -> int:
    """Give the number of the file's newest migration; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up(folder: Path, open_raw: Callable[[Path], sqlite3.Connection], *, stamp: str) -> bool:
    """Make or bring up the file in the folder; gives whether anything was done. A file that is behind is copied to copies/ first."""
    path = folder / DATABASE
    raw = open_raw(path)
    try:
        found = schema_of(raw)
        if found >= SCHEMA:
            return False
        if found:
            copy_to = private_folder(folder / COPIES) / f"before-{SCHEMA}-{stamp.replace(':', '')}.db"
            with sqlite3.connect(copy_to) as copy:
                raw.backup(copy)
            copy.close()
        _upgrade(raw)
        return True
    finally:
        raw.close()


def _upgrade(raw: sqlite3.Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda _: raw.execute("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    raw.execute(f"PRAGMA user_version = {SCHEMA}")
    engine.dispose()
