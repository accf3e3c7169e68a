"""Says in words what the file said: full, read-only, held by another, damaged; what to do then (DESIGN 5, reliability)."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from commandpost.domain.core.refusal import Refused, refuse
from commandpost.locale.words import say
from commandpost.store.files import free_bytes

log = logging.getLogger("commandpost.desk")
NO_ROOM = 256 * 1024  # bytes: with less, SQLite cannot even make its -shm file, and calls that an I/O error


class InWords:
    """Around whatever touches the file: what the file says, or what stumbles over a torn one, is refused in words.

    Refusals, and the exceptions named as `passing`, go through as they are.
    """

    def __init__(self, read: Callable[[str], list[Any]], folder: Path, *passing: type[Exception]) -> None:
        self._read, self._folder = read, folder
        self._passing: tuple[type[Exception], ...] = (Refused, *passing)

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        """Raise Refused for a fault of the file; any other fault is the program's own and goes on as it is."""
        if isinstance(fault, sqlite3.Error):
            log.error("the file refused: %s", plainly(fault))
            raise broken(fault, self._folder) from fault
        if isinstance(fault, Exception) and not isinstance(fault, self._passing) and self._torn():
            log.error("the file is torn", exc_info=fault)
            raise broken(sqlite3.DatabaseError("malformed"), self._folder) from fault

    def _torn(self) -> bool:
        try:
            return bool(self._read("PRAGMA quick_check(1)")[0][0] != "ok")
        except sqlite3.Error:
            return True


def plainly(fault: sqlite3.Error) -> str:
    """Give what SQLite said without the text that it may quote: somebody may have typed it."""
    return str(fault).split(" with text ", 1)[0]


def broken(fault: sqlite3.Error, folder: Path) -> Refused:
    """Say in words what SQLite said: full, read-only, locked, damaged, unreadable."""
    text = str(fault).lower()
    code = getattr(fault, "sqlite_errorname", "") or ""
    if "full" in text or (code.startswith("SQLITE_IOERR") and _no_room(folder)):
        what, do = say("The disk is full; nothing was written."), say("Free some space, then do it again.")
    elif "readonly" in text or "read-only" in text or "unable to open" in text:
        what, do = (
            say("The data folder cannot be written; nothing was written."),
            say("Make it writable, then do it again."),
        )
    elif "locked" in text or "busy" in text:
        what, do = say("Another program holds the file; nothing was written."), say("Do it again in a moment.")
    elif "malformed" in text or "not a database" in text or "decode" in text or "short_read" in code.lower():
        what, do = (
            say("The file is damaged or is no desk's file."),
            say("Restore the last backup: commandpost restore FILE --data NEWDIR"),
        )
    elif "disk i/o" in text:
        what, do = (
            say("The disk could not be read or written."),
            say("Look at disk and cable, run commandpost verify, then do it again."),
        )
    else:
        what, do = (
            say("The file refused what was to be written; nothing was written."),
            say("Look into the log file, and run commandpost verify."),
        )
    return refuse(what, do, "R4.5", str(folder))


def told(fault: Exception, folder: Path) -> str:
    """Say why something failed that nobody stands in front of: a refusal's own sentence, what the file said in words, else where to look."""
    if isinstance(fault, sqlite3.Error):
        fault = broken(fault, folder)
    if isinstance(fault, Refused):
        return fault.refusal.sentence()
    return say("Something went wrong here ({name}). The log file has the details.", name=type(fault).__name__)


def _no_room(folder: Path) -> bool:
    try:
        return free_bytes(folder) < NO_ROOM
    except OSError:
        return False
