"""Puts the house together: opens a desk's file with migrations, plan, clock and rooms, or makes a new one (DESIGN 2)."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from commandpost.domain import registry
from commandpost.domain.core.broken import broken
from commandpost.domain.core.clock import Clock, SystemClock, now_stamp
from commandpost.domain.core.done import Done
from commandpost.domain.core.ids import Ids, UuidIds
from commandpost.domain.core.refusal import Refused, refuse
from commandpost.domain.site.lineage import first_mark
from commandpost.domain.site.standing import Reading
from commandpost.locale.words import say, set_language
from commandpost.sitting import APP, Desk, load
from commandpost.store.identity import Identity
from commandpost.store.mark import Marks
from commandpost.store.read import Reader
from commandpost.store.schema import SCHEMA

__all__ = ["APP", "Desk", "Done", "broken", "create_desk", "load", "open_desk", "tables"]

log = logging.getLogger("commandpost.desk")


def tables() -> list[Any]:
    """Give the tables of all rooms as declared, each after those it refers to; what runs knows them by their SHAPES, which a test holds equal."""
    from sqlmodel import SQLModel

    for name in registry.TABLES:
        import_module(registry.ROOMS + name)
    return list(SQLModel.metadata.tables.values())


def open_desk(
    folder: Path, state: Path, *, clock: Clock | None = None, ids: Ids | None = None, language: str | None = None, asking: bool = False,
) -> Desk:  # fmt: skip
    """Open the desk of a data folder; an older file is brought up to date first, unless one is only `asking` (JOURNAL 1.2).

    Refuses (Refused): no desk there, a damaged file, a newer file, an older one when asking, a copy with values erased by law.
    """
    try:
        desk = Desk(folder, state, clock=clock, ids=ids)
    except FileNotFoundError:
        raise _no_desk(folder) from None
    except OSError as fault:
        raise unwritable(folder, fault) from fault
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        raise broken(_torn(fault), folder) from fault
    try:
        _refuse_no_desk(desk)
        found = int(desk.reader("PRAGMA user_version")[0][0])
        if found > SCHEMA:
            raise refuse(
                say("This file was written by a newer commandpost."), say("Install the newer version."), "R4.5"
            )
        if found < SCHEMA and asking:
            raise refuse(
                say("This file was written by an older commandpost, and a question changes nothing."),
                say("Open the desk, or use any verb: it is brought up to date, and a copy of it is kept."),
                "R4.5",
            )
        if found < SCHEMA:
            _bring_up(desk)
        set_language(language or desk.site.language)
        _refuse_unforgotten(desk)
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        desk.reader.close()
        raise broken(_torn(fault), folder) from fault
    except OSError as fault:
        desk.reader.close()
        raise unwritable(folder, fault) from fault
    except Refused:
        desk.reader.close()
        raise
    return desk


def _torn(fault: sqlite3.Error | UnicodeDecodeError) -> sqlite3.Error:
    """Give a fault of SQLite's; where even its sentence quotes bytes that are no text, the file is torn."""
    return fault if isinstance(fault, sqlite3.Error) else sqlite3.DatabaseError(f"malformed: {fault.reason}")


def _bring_up(desk: Desk) -> None:
    from commandpost.store.migrate import bring_up
    from commandpost.store.writer import open_raw

    desk.reader.close()
    bring_up(desk.folder, open_raw, stamp=now_stamp(desk.clock))
    desk.reader = Reader(desk.folder)


def _refuse_no_desk(desk: Desk) -> None:
    """An empty file, an opening that a power cut stopped, or somebody else's database is no desk."""
    from commandpost.store.migrate import holds

    found = holds(desk.reader.connection)
    if found == "foreign" or (found == "nothing" and desk.reader.path.stat().st_size < 512):  # not even a header
        raise broken(sqlite3.DatabaseError("file is not a database of a desk"), desk.folder)
    if found == "nothing":
        raise _no_desk(desk.folder)


def _no_desk(folder: Path) -> Refused:
    return refuse(
        say("There is no desk in {folder}.", folder=folder),
        say("Open one: commandpost init --site NAME --desk A --operator NAME"),
        "R2.1",
        str(folder),
    )


def unwritable(folder: Path, fault: OSError) -> Refused:
    """Give the refusal of a folder that cannot be written or looked into (R2.1)."""
    return refuse(
        say("The folder {folder} cannot be written: {fault}.", folder=folder, fault=fault.strerror or type(fault).__name__),
        say("Make it writable, or name another with --data."),
        "R2.1",
    )


def _refuse_unforgotten(desk: Desk) -> None:
    """A copy that still holds what the law had erased forgets it again before it shows anything (JOURNAL 3)."""
    if desk.erased.path.exists() and desk.erased.remembered(desk.reader):
        desk.begun = desk.new_stream(say("copy opened; values erased by law are erased again"))
        log.info("a copy held values erased by law; they were erased again under %s", desk.begun.ref)


def create_desk(
    folder: Path, state: Path, *, site: str, desk: str, operator: str, language: str, zone: str, day_starts: str,
    clock: Clock | None = None, ids: Ids | None = None,
) -> Desk:  # fmt: skip
    """Make the file of a new desk with our plan pack adopted. Refuses (Refused) a folder that holds a desk, or that cannot be written."""
    from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder
    from commandpost.store.files import DATABASE, private_folder
    from commandpost.store.migrate import bring_up
    from commandpost.store.writer import open_raw

    clock = clock or SystemClock()
    ids = ids or UuidIds(clock)
    set_language(language)
    identity = Identity(ids(), ids(), ids(), desk, ids(), desk)
    marks = Marks(state, folder / DATABASE)
    try:
        ours = not (folder / DATABASE).exists()
    except OSError as fault:  # a folder that cannot even be looked into: what stands there is not ours to take away
        raise unwritable(folder, fault) from fault
    first_mark(marks, identity.stream)  # before the file is there: a state folder that cannot be written leaves none behind
    try:
        private_folder(folder)
        _refuse_second(folder)
        bring_up(folder, open_raw, stamp=now_stamp(clock))
    except BaseException as fault:
        marks.drop(identity.stream)
        if ours and "locked" not in str(fault):  # locked: another process is opening its desk here
            _take_away(folder)
        if isinstance(fault, sqlite3.Error):
            raise broken(fault, folder) from fault
        if isinstance(fault, OSError):
            raise unwritable(folder, fault) from fault
        raise
    text = canonical(read_folder(our_pack_dir()))
    made = Desk(folder, state, clock=clock, ids=ids)

    def first(read: Reading) -> Identity:
        if read("SELECT 1 FROM own WHERE key = 'stream'", ()):
            raise _Second(_second(folder).refusal)
        return identity

    try:
        made._do(
            "site.open", first, (),
            {"site": site, "operator": operator, "language": language, "zone": zone, "day_starts": day_starts, "digest": digest(text), "content": text},
            None, None, None,
        )  # fmt: skip
    except BaseException as fault:
        made.leave()
        marks.drop(identity.stream)
        if not isinstance(fault, _Second):
            _take_away(folder)
        raise
    return made


def _take_away(folder: Path) -> None:
    """Take away what an opening had begun; what cannot be taken away says what was wrong already."""
    from commandpost.store.files import DATABASE

    with suppress(OSError):
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
            (folder / name).unlink(missing_ok=True)


class _Second(Refused):
    """Another process opened the desk of this folder a moment before; its file stays."""


def _second(folder: Path) -> Refused:
    return refuse(
        say("There is already a desk in {folder}.", folder=folder), say("Name another folder with --data."), "R2.1"
    )


def _refuse_second(folder: Path) -> None:
    """Refuse a folder that holds a desk; what an opening that a power cut stopped left there is gone on with."""
    from commandpost.store.files import DATABASE
    from commandpost.store.migrate import holds
    from commandpost.store.read import open_readonly

    path = folder / DATABASE
    if not path.exists() or not path.stat().st_size:
        return
    connection = open_readonly(path)
    try:
        if holds(connection) != "nothing":
            raise _second(folder)
    finally:
        connection.close()
