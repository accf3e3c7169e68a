"""Looks after the laptop's desk: disk, clock, rights, guards, marks; each finding with what mends it (R6.3)."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from commandpost.desk import Desk, open_desk
from commandpost.domain import moments
from commandpost.domain.core.clock import Clock
from commandpost.domain.core.refusal import Refused
from commandpost.locale.words import say
from commandpost.settings import Settings
from commandpost.store.files import free_bytes
from commandpost.store.instant import instant

LOW_DISK = 500 * 1024 * 1024
EARLIEST = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: well, wrong, or only worth knowing (None)."""

    code: str
    ok: bool | None
    what: str
    do: str = ""


def examine(settings: Settings, language: str | None, clock: Clock) -> list[Check]:
    """Look at everything that can be looked at without changing it; a missing guard is put back when the desk is next opened to write."""
    inside: list[Check] = []
    try:
        with open_desk(
            settings.data, settings.state, language=language, asking=True
        ) as desk:  # from here on the desk's own language
            inside += [_file(desk), _stream(desk), *_guards(desk), _later(desk, clock), _plan(desk), _findings(desk), *_papers(desk)]
    except Refused as refused:
        inside.append(Check("file", False, refused.refusal.what, refused.refusal.do))
    return [*_disk(settings.data), *_rights(settings.data, settings.state), _clock(clock), *inside]


def flow() -> list[Check]:
    """What follows from what, as `moments.py` has it."""
    return [Check("moment", None, f"{name} → {', '.join(reactions)}") for name, reactions in moments.REACTIONS.items()]


def _disk(folder: Path) -> list[Check]:
    place = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    free = free_bytes(place)
    size = f"{free // (1024 * 1024)} MB"
    return [
        Check(
            "disk",
            free > LOW_DISK,
            say("{size} free where the desk keeps its file", size=size),
            "" if free > LOW_DISK else say("Free some space."),
        )
    ]


def _rights(data: Path, state: Path) -> list[Check]:
    made = []
    for code, folder in (("data", data), ("state", state)):
        if not folder.exists():
            made.append(Check(f"rights.{code}", None, say("{folder} does not exist yet", folder=folder)))
            continue
        writable = os.access(folder, os.W_OK)
        made.append(
            Check(
                f"rights.{code}",
                writable,
                say("{folder} can be written", folder=folder)
                if writable
                else say("{folder} cannot be written", folder=folder),
                "" if writable else say("Give this account the right to write there."),
            )
        )
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            made.append(
                Check(
                    f"private.{code}", False, say("others can look into {folder}", folder=folder), f"chmod 700 {folder}"
                )
            )
    return made


def _clock(clock: Clock) -> Check:
    now = clock.now()
    sound = now > EARLIEST
    return Check(
        "clock",
        sound,
        say("the clock says {time}", time=now.astimezone().strftime("%Y-%m-%d %H:%M:%S %z")),
        "" if sound else say("Set the laptop's clock."),
    )


def _later(desk: Desk, clock: Clock) -> Check:
    newest = desk.reader("SELECT max(recorded_at) FROM log_entry")[0][0]
    back = newest is not None and instant(newest) > clock.now()
    return Check(
        "clock.back",
        not back,
        say("the newest entry was recorded at {time}", time=_local(desk, newest) if newest else "—"),
        say("The clock was set back: set it right.") if back else "",
    )


def _local(desk: Desk, moment: str) -> str:
    return instant(moment).astimezone(ZoneInfo(desk.site.zone)).strftime("%Y-%m-%d %H:%M:%S")


def _file(desk: Desk) -> Check:
    try:
        found = desk.reader("PRAGMA quick_check(1)")[0][0]
    except sqlite3.Error as fault:
        found = str(fault)
    return Check(
        "file",
        found == "ok",
        say("the file is sound") if found == "ok" else say("the file is damaged: {fault}", fault=found),
        "" if found == "ok" else say("Restore the last backup."),
    )


def _stream(desk: Desk) -> Check:
    standing = desk.standing()
    words = {
        "": say("this desk writes as {label}", label=desk.site.label),
        "copy": say("this file is a copy"),
        "behind": say("this file is older than this desk's mark"),
    }
    return Check("stream", not standing, words[standing], "commandpost stream new --reason TEXT" if standing else "")


def _guards(desk: Desk) -> list[Check]:
    from commandpost.domain.shapes import SHAPES
    from commandpost.store.schema import missing_guards

    missing = missing_guards(desk.reader.connection, SHAPES)
    if not missing:
        return [Check("guards", True, say("all guards of the book are in place"))]
    return [
        Check("guards", None, say("a guard is missing: {name}", name=name), say("It is put back at the next entry."))
        for name in missing
    ]


def _plan(desk: Desk) -> Check:
    return Check(
        "plan",
        True,
        say("plan pack {digest}, {types} incident types", digest=desk.plan.digest[:12], types=len(desk.plan.types)),
    )


def _papers(desk: Desk) -> list[Check]:
    """Attached files that are not there, and files that nobody attached: left by a crash, swept when the desk rests."""
    from commandpost.domain.log.papers import standing, strays
    from commandpost.store.shelf import Shelf

    shelf, named = Shelf(desk.folder), standing(desk.reader)
    gone = [paper.said for paper in named if not shelf.lies_here(paper.sha256, paper.size)]
    made = [
        Check(
            "attachments",
            not gone,
            say("an attached file is missing or was changed: {said}", said=gone[0])
            if gone
            else say("{count} attached files", count=len(named)),
            say("Restore the last backup.") if gone else "",
        )
    ]
    if left := len(strays(desk.reader, desk.folder)):
        made.append(
            Check(
                "attachments.strays",
                None,
                say("{count} files among the attachments belong to no record", count=left),
                say("They are taken away when the desk rests."),
            )
        )
    return made


def _findings(desk: Desk) -> Check:
    count = desk.reader("SELECT count(*) FROM finding")[0][0]
    return Check(
        "findings",
        None if count else True,
        say("{count} reactions failed so far", count=count),
        say("See the log file.") if count else "",
    )
