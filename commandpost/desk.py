"""Puts the house together: opens a desk's file with migrations, plan, clock and rooms, or makes a new one (DESIGN 2)."""

from __future__ import annotations

import json
import logging
import sqlite3
from pathlib import Path

from commandpost.domain.core.broken import broken
from commandpost.domain.core.clock import Clock, SystemClock, now_stamp
from commandpost.domain.core.ids import Ids, UuidIds
from commandpost.domain.core.refusal import Refused, refuse
from commandpost.locale.words import say, set_language
from commandpost.sitting import APP, Desk, Done, load, tables
from commandpost.store.identity import Identity
from commandpost.store.read import Reader
from commandpost.store.schema import SCHEMA

__all__ = ["APP", "Desk", "Done", "broken", "create_desk", "load", "open_desk", "tables"]

log = logging.getLogger("commandpost.desk")


def open_desk(
    folder: Path, state: Path, *, clock: Clock | None = None, ids: Ids | None = None, language: str | None = None
) -> Desk:
    """Open the desk of a data folder. Refuses (Refused): no desk there, a damaged file, a newer file, a copy with values erased by law."""
    try:
        desk = Desk(folder, state, clock=clock, ids=ids)
    except FileNotFoundError:
        raise refuse(
            say("There is no desk in {folder}.", folder=folder),
            say("Open one: commandpost init --site NAME --desk A --operator NAME"),
            "R2.1",
            str(folder),
        ) from None
    except sqlite3.Error as fault:
        raise broken(fault, folder) from fault
    try:
        found = int(desk.reader("PRAGMA user_version")[0][0])
        if found > SCHEMA:
            raise refuse(
                say("This file was written by a newer commandpost."), say("Install the newer version."), "R4.5"
            )
        if found < SCHEMA:
            _bring_up(desk)
        set_language(language or desk.site.language)
        _refuse_unforgotten(desk)
    except sqlite3.Error as fault:
        desk.reader.close()
        raise broken(fault, folder) from fault
    except Refused:
        desk.reader.close()
        raise
    return desk


def _bring_up(desk: Desk) -> None:
    from commandpost.store.migrate import bring_up
    from commandpost.store.writer import open_raw

    desk.reader.close()
    bring_up(desk.folder, open_raw, stamp=now_stamp(desk.clock))
    desk.reader = Reader(desk.folder)


def _refuse_unforgotten(desk: Desk) -> None:
    erased = desk.erased.read()
    if not erased or not desk.standing():
        return
    known = "SELECT 1 FROM personal WHERE value IS NOT NULL AND state = 'kept' AND id IN (SELECT value FROM json_each(?)) LIMIT 1"
    if desk.reader(known, (json.dumps(sorted(erased)),)):
        new = desk.new_stream(say("copy opened; values erased by law are erased again"))
        log.warning("a copy held values erased by law; they were erased again under %s", new.ref)


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
    try:
        private_folder(folder)
        if (folder / DATABASE).exists() and (folder / DATABASE).stat().st_size:
            raise refuse(
                say("There is already a desk in {folder}.", folder=folder),
                say("Name another folder with --data."),
                "R2.1",
            )
        bring_up(folder, open_raw, stamp=now_stamp(clock))
    except OSError as fault:
        raise refuse(
            say(
                "The folder {folder} cannot be written: {fault}.",
                folder=folder,
                fault=fault.strerror or type(fault).__name__,
            ),
            say("Make it writable, or name another with --data."),
            "R2.1",
        ) from fault
    except sqlite3.Error as fault:
        raise broken(fault, folder) from fault
    text = canonical(read_folder(our_pack_dir()))
    made = Desk(folder, state, clock=clock, ids=ids)
    try:
        identity = Identity(ids(), ids(), ids(), desk, ids(), desk)
        made._first_mark(identity.stream)
        made._do(
            "site.open", identity, (),
            {"site": site, "operator": operator, "language": language, "zone": zone, "day_starts": day_starts, "digest": digest(text), "content": text},
            None, None, None,
        )  # fmt: skip
    except BaseException:
        made.reader.close()
        if made._writer is not None:
            made._writer.close()
        (folder / DATABASE).unlink(missing_ok=True)
        raise
    return made
