"""Tidies the file: small steps when nobody types, and the thorough sweep that takes an erased word out of every byte (JOURNAL 3)."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from commandpost.locale.words import say
from commandpost.store.files import COPIES
from commandpost.store.read import Reader
from commandpost.store.search import optimize, tidy
from commandpost.store.writer import Writer

log = logging.getLogger("commandpost.store")


def rest(writer: Writer) -> None:
    """Merge a little of the search index and move the log into the file; leaves off at once where somebody else writes."""
    try:
        with writer.lock:
            tidy(writer.raw)
            writer.raw.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except sqlite3.OperationalError as busy:
        log.info("no rest now: %s", busy)


def sweep(writer: Writer, reader: Reader, folder: Path, ids: Sequence[str]) -> list[str]:
    """Take forgotten values out of the index, the write-ahead log, drafts and copies in the data folder; gives what a person should know."""
    remarks: list[str] = []
    with writer.lock:
        optimize(writer.raw)
        writer.raw.execute("DELETE FROM draft")
        busy = writer.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            remarks.append(
                say("The erasure is not complete until the other open desk closes: it still holds the file.")
            )
        for copy in sorted((folder / COPIES).glob("*.db")) if (folder / COPIES).is_dir() else []:
            copy.unlink()
            with sqlite3.connect(copy) as fresh:
                writer.raw.backup(fresh)
            fresh.close()
            remarks.append(say("The copy {name} was made anew without the erased words.", name=copy.name))
    return remarks
