"""Copies a running desk whole, checks the copy, and puts one back into an empty folder (R4.5; JOURNAL 4)."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from commandpost.store.files import DATABASE, private_folder, sync_folder
from commandpost.store.read import open_readonly


def copy_out(source: sqlite3.Connection, target: Path) -> None:
    """Copy a running desk's file to `target` in one step: made beside, synced, renamed; drafts are left out."""
    beside = target.with_name(f".{target.name}.new")
    for left in target.parent.glob(f".{target.name.rsplit('-', 1)[0]}*.new"):  # what a power cut left half made
        left.unlink(missing_ok=True)
    try:
        _copied(source, beside)
        if os.name == "posix":
            beside.chmod(0o600)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:  # half a copy holds names that nobody would look for
        beside.unlink(missing_ok=True)
        beside.with_name(f"{beside.name}-journal").unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _copied(source: sqlite3.Connection, beside: Path) -> None:
    copy = sqlite3.connect(beside, isolation_level=None)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("DELETE FROM draft")
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"malformed: {found}")
    finally:
        copy.close()


def put_back(backup: Path, folder: Path) -> Path:
    """Copy a backup into an empty folder as the file of a desk; gives its path. Raises DatabaseError for what is no sound desk's file."""
    source = open_readonly(backup)
    try:
        if (
            source.execute(
                "SELECT count(*) FROM sqlite_master WHERE name IN ('journal', 'personal', 'stream')"
            ).fetchone()[0]
            != 3
        ):
            raise sqlite3.DatabaseError("file is not a database of a desk")
        private_folder(folder)
        copy_out(source, folder / DATABASE)
    finally:
        source.close()
    return folder / DATABASE
