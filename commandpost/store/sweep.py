"""Tidies the file: small steps when nobody types, and the thorough sweep that takes an erased word out of every byte (JOURNAL 3)."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from commandpost.locale.words import say
from commandpost.store.backup import copy_out
from commandpost.store.files import COPIES, PRINTED
from commandpost.store.mark import ErasedIds
from commandpost.store.personal import commitments
from commandpost.store.search import optimize, tidy
from commandpost.store.writer import Writer, open_raw

log = logging.getLogger("commandpost.store")

OWED = "sweep"  # key in `own`: ids forgotten by a committed unit whose sweep is not complete; local, never journalled


def rest(writer: Writer) -> None:
    """Merge a little of the search index and move the log into the file; leaves off at once where somebody else writes."""
    try:
        with writer.lock:
            tidy(writer.raw)
            writer.raw.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except sqlite3.OperationalError as busy:
        log.info("no rest now: %s", busy)


def owe(read: Callable[[str, Sequence[Any]], list[Any]], own: Callable[[str, str], None], ids: Iterable[str]) -> None:
    """Note, in the unit that forgets, that a sweep is owed: a power cut between commit and sweep then leaves no word behind."""
    own(OWED, json.dumps(sorted({*owed(read), *ids})))


def owed(read: Callable[[str, Sequence[Any]], list[Any]]) -> list[str]:
    """Give the ids of values that were forgotten and are not yet swept out of every byte."""
    found = read("SELECT value FROM own WHERE key = ?", (OWED,))
    return list(json.loads(found[0][0])) if found else []


def sweep(writer: Writer, folder: Path, erased: ErasedIds, *, patience: int = 10_000) -> list[str]:
    """Finish what is owed: note the ids beside the mark, then take the values out of index, file, log, drafts and copies.

    Gives what a person should know. What cannot be done now (another desk reads, the disk is full) stays owed: it is tried
    again when the desk rests, closes and is opened. `patience` is how many milliseconds it waits for others.
    """
    with writer.lock:
        ids = owed(writer.read)
        if not ids:
            return []
        try:
            erased.add(commitments(writer.read, ids))
        except OSError as fault:
            log.warning("erased ids could not be kept: %s", fault.strerror)
            return [say("The erasure is not complete: the state folder cannot be written. It is tried again at the next start.")]
        try:
            writer.raw.execute(f"PRAGMA busy_timeout={int(patience)}")
            optimize(writer.raw)
            writer.raw.execute("DELETE FROM draft")
            _rebuild(writer.path, patience)
            if writer.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                return [say("The erasure is not complete until the other open desk closes: it still holds the file.")]
            remarks = [*_copies(writer.raw, folder), *_printed(folder)]
            writer.raw.execute("DELETE FROM own WHERE key = ?", (OWED,))
            return remarks
        except sqlite3.OperationalError as fault:
            log.warning("the sweep stays owed: %s", fault)
            if "full" in str(fault):
                return [say("The erasure is not complete: the disk is full. It is tried again at the next start.")]
            return [say("The erasure is not complete until the other open desk closes: it still holds the file.")]
        except sqlite3.DatabaseError as fault:
            log.warning("the sweep stays owed: %s", str(fault).split(" with text ")[0])
            return [say("The erasure is not complete: the file is damaged. Restore the last backup: what was erased is erased there too.")]
        except OSError as fault:
            log.warning("the sweep stays owed: %s", fault.strerror)
            return [say("The erasure is not complete: a copy in the data folder cannot be written. It is tried again at the next start.")]
        finally:
            writer.raw.execute("PRAGMA busy_timeout=10000")


def _rebuild(path: Path, patience: int) -> None:
    """Write the whole file anew: `secure_delete` leaves a word in the unused part of a page that was split while the word still stood."""
    raw = open_raw(path)  # its own connection: its working file is on the disk, not in memory
    try:
        raw.execute(f"PRAGMA busy_timeout={int(patience)}")
        raw.execute("VACUUM")
    finally:
        raw.close()


def _printed(folder: Path) -> list[str]:
    """Take the printed lists out of the data folder: a name may stand on any of them, and each is printed anew in a second."""
    found = [file for ending in ("*.pdf", ".*.new") for file in (folder / PRINTED).glob(ending)]
    for file in found:
        file.unlink(missing_ok=True)
    if not found:
        return []
    return [say("Printed lists were taken out of the desk's folder: {count}. What was handed out on paper is for you to take back.", count=len(found))]


def _copies(source: sqlite3.Connection, folder: Path) -> list[str]:
    """Make the copies in the data folder anew, and take away what a power cut left half made."""
    place = folder / COPIES
    for left in [*folder.glob(".*.new"), *place.glob(".*.new")]:
        left.unlink(missing_ok=True)
    remarks = []
    for copy in sorted(place.glob("*.db")):
        copy_out(source, copy)
        remarks.append(say("The copy {name} was made anew without the erased words.", name=copy.name))
    return remarks
