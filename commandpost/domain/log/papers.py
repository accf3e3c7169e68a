"""Knows which bytes on the shelf a standing record names: what is named must lie there unchanged, what nobody names is swept (R4.2; JOURNAL 3)."""

from __future__ import annotations

import json
import logging
import secrets
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.domain.core.numbers import entry_number, incident_ref
from commandpost.domain.core.refusal import Refused, refuse
from commandpost.locale.words import say
from commandpost.store.files import private_folder
from commandpost.store.shelf import FOLDER, Going, Shelf, Unfit

if TYPE_CHECKING:
    from commandpost.store.writer import Writer

log = logging.getLogger("commandpost.papers")
Read = Callable[[str, Sequence[Any]], list[Any]]

OWED = "papers"  # key in `own`: hashes whose bytes the law took and that still have to go; local, never journalled
OPENED = "opened"  # copies that the system's own program was given to show
DAY_S = 86_400
YOUNG_S = 3600  # bytes that nobody names yet may be another desk's, about to be named

STANDING = """
SELECT contents.id, contents.value, a.size, name.value, book.kind, book.day, book.year, book.label, book.number, a.label, a.number
FROM attachment a JOIN personal contents ON contents.id = a.contents JOIN personal name ON name.id = a.name JOIN book ON book.id = a.book_id
WHERE contents.value IS NOT NULL ORDER BY a.rowid
"""


class Standing(NamedTuple):
    """Bytes that a record names: their hash and size, and how people know them: the book, the number in it, the name."""

    sha256: str
    size: int
    said: str


class Proof(NamedTuple):
    """What a look at the shelf found: how many files and bytes, the first fault in words, whether it was stopped before the end."""

    files: int
    size: int
    fault: str | None = None
    stopped: bool = False


def standing(read: Read, without: Collection[str] = ()) -> list[Standing]:
    """Give what is attached anywhere and not taken away by law, each hash once, by the first that named it.

    `without` those personal values: what a backup still holds though it was erased since.
    """
    found: dict[str, Standing] = {}
    for contents, sha256, size, name, kind, day, year, label, number, own_label, own in read(STANDING, ()):
        if contents in without:
            continue
        book = f"duty:{day}" if kind == "duty" else incident_ref(year, label, number)
        said = say("{book}, attachment {number} ({name})", book=book, number=entry_number(own_label, own), name=name or say("[erased]"))
        found.setdefault(sha256, Standing(sha256, size, said))
    return list(found.values())


def standing_in(connection: sqlite3.Connection) -> list[Standing]:
    """Give the same of a file that is no open desk: a backup."""
    return standing(lambda sql, params: connection.execute(sql, params).fetchall())


def prove(read: Read, shelf: Shelf, going: Going = lambda done: True) -> Proof:
    """Read every attached file and hold it against its hash; stops at the first that is missing or changed, which is named.

    What the law took while this went on is no fault.
    """
    files = size = 0
    for paper in standing(read):
        fault = shelf.fault(paper.sha256, going)
        if fault == "stopped":
            return Proof(files, size, stopped=True)
        if fault and any(still.sha256 == paper.sha256 for still in standing(read)):
            return Proof(files, size, broken_words(fault, paper.said))
        files, size = files + (not fault), size + (0 if fault else paper.size)
    return Proof(files, size)


def broken_words(fault: str, said: str) -> str:
    """Say what is wrong with an attached file."""
    if fault == "missing":
        return say("an attached file is missing: {said}", said=said)
    return say("an attached file was changed: {said}", said=said)


def carry(papers: Iterable[Standing], source: Shelf, target: Shelf) -> list[Standing]:
    """Copy what is attached from one shelf to another, checked at both ends; gives those that are not whole there. Raises Unfit."""
    return [paper for paper in papers if not target.take_over(paper.sha256, source)]


def not_whole(paper: Standing) -> str:
    """Say that an attached file could not be copied whole."""
    return say("an attached file is missing or was changed: {said}", said=paper.said)


def unkept(unfit: Unfit) -> Refused:
    """Refuse to go on where the place for the files does not take them (R4.5)."""
    if unfit.why == "full":
        return refuse(say("The disk is full: the attached files do not fit."), say("Free some space, then do it again."), "R4.5")
    return refuse(
        say("The folder of attachments cannot be written: {fault}.", fault=unfit.detail or unfit.why),
        say("Make it writable, then do it again."),
        "R4.5",
    )


def owe(read: Read, own: Callable[[str, str], None], hashes: Iterable[str]) -> None:
    """Note, in the unit that takes bytes away, that they still have to go: a power cut after the commit leaves none behind."""
    own(OWED, json.dumps(sorted({*_owed(read), *hashes})))


def _owed(read: Read) -> list[str]:
    found = read("SELECT value FROM own WHERE key = ?", (OWED,))
    return list(json.loads(found[0][0])) if found else []


def sweep(writer: Writer, folder: Path) -> list[str]:
    """Take away the bytes that the law took, also from what was opened to look at; gives what a person should know. What cannot go now stays owed."""
    with writer.lock:
        if not _owed(writer.read):
            return []
        try:
            with writer.transaction():  # nobody can name them while they go
                named = {paper.sha256 for paper in standing(writer.read)}
                for sha256 in set(_owed(writer.read)) - named:
                    Shelf(folder).take_away(sha256)
                close_opened(folder)
                writer.raw.execute("DELETE FROM own WHERE key = ?", (OWED,))
        except (OSError, sqlite3.OperationalError) as fault:
            log.warning("bytes stay owed: %s", type(fault).__name__)
            return [say("The bytes are not gone yet: the folder of attachments cannot be written. It is tried again at the next start.")]
    return []


def strays(read: Read, folder: Path) -> list[Path]:
    """Give the files on the shelf that no standing record names."""
    shelf = Shelf(folder)
    if not shelf.place.is_dir():
        return []
    named = {shelf.path(paper.sha256) for paper in standing(read)}
    return [path for path in shelf.files() if path not in named]


def sweep_strays(writer: Writer, folder: Path, *, young_s: float = YOUNG_S) -> int:
    """Take away what a crash between copying and committing left; gives how many files. Young ones are left: somebody may be about to name them."""
    if not (folder / FOLDER).is_dir() and not (folder / OPENED).is_dir():
        return 0
    gone, before = 0, time.time() - young_s  # the age of a file is told by the file system's clock, not by the desk's
    try:
        with writer.lock, writer.transaction():
            for path in strays(writer.read, folder):
                if path.stat().st_mtime < before:
                    path.unlink(missing_ok=True)
                    gone += 1
        for path in list((folder / OPENED).glob("*/*")):  # of a desk that fell
            if path.stat().st_mtime < before - DAY_S:
                give_back([path])
    except (OSError, sqlite3.OperationalError) as fault:
        log.info("no sweeping now: %s", type(fault).__name__)
    return gone


def lend(folder: Path, sha256: str, name: str) -> Path:
    """Make a copy of attached bytes, under a name that a file may bear, for the system's own program; refuses bytes that are not there or were changed (R4.2).

    A copy, since whoever looks at it may also save it.
    """
    place = folder / OPENED / secrets.token_hex(6)
    try:
        private_folder(place)
        target = place / harmless(name)
        fault = Shelf(folder).lend(sha256, target)
        if not fault:
            target.chmod(0o400)
    except Unfit as unfit:
        raise unkept(unfit) from unfit
    except OSError as error:
        raise unkept(Unfit("unwritable", error.strerror or "")) from error
    if fault:
        raise refuse(broken_words(fault, name), say("Restore the last backup."), "R4.2", name)
    return target


def harmless(name: str) -> str:
    """Give the name as any system's folder takes it: no path, no control or direction characters, not too long; its ending stays."""
    kept = "".join(c if c.isprintable() and c not in '<>:"/\\|?*' else "_" for c in name).strip(" .") or "_"
    stem, dot, ending = kept.rpartition(".")
    while len(kept.encode()) > 200:
        stem = stem[:-1]
        kept = f"{stem}{dot}{ending}" if stem else kept[:50]
    return kept


def give_back(lent: Iterable[Path]) -> None:
    """Take copies away that were made to be looked at; one that a program still holds is taken the next time."""
    for path in lent:
        with suppress(OSError):
            path.chmod(0o600)  # Windows takes away nothing that may not be written
            path.unlink(missing_ok=True)
            path.parent.rmdir()


def close_opened(folder: Path) -> None:
    """Take away the copies that were made to be looked at."""
    place = folder / OPENED
    for path in sorted(place.rglob("*"), reverse=True) if place.is_dir() else ():
        with suppress(FileNotFoundError):
            if path.is_dir():
                path.rmdir()
            else:
                path.chmod(0o600)
                path.unlink()
