"""Keeps a log for the technician in the state folder: what the program stumbled over, never a word that anybody typed (JOURNAL 3)."""

from __future__ import annotations

import logging
import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from commandpost.store.files import private_folder
from commandpost.store.instant import stamp

FILE = "commandpost.log"
LARGEST = 1024 * 1024  # bytes; then it becomes .log.1 and a new one begins


class LogFile(logging.Handler):
    """Appends a line to the log file; an exception is told by its type and where it arose, since its message may hold a name."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.path: Path | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; what cannot be written is let go, since the log is never worth a refused entry."""
        if self.path is None:
            return
        moment = stamp(datetime.fromtimestamp(record.created, UTC))
        lines = [f"{moment} {record.levelname} {record.name}: {record.getMessage()}"]
        if record.exc_info and record.exc_info[0]:
            lines += [line.rstrip() for line in traceback.format_tb(record.exc_info[2])]
            lines.append(f"  {record.exc_info[0].__name__}")
        try:
            private_folder(self.path.parent)
            if self.path.exists() and self.path.stat().st_size > LARGEST:
                self.path.replace(self.path.with_name(f"{FILE}.1"))
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as file:
                file.write("\n".join(lines) + "\n")
        except OSError:
            return


_kept = LogFile()


def keep(state: Path) -> None:
    """Write the log into this state folder from now on."""
    _kept.path = state / FILE
    root = logging.getLogger("commandpost")
    if _kept not in root.handlers:
        root.addHandler(_kept)
        root.setLevel(logging.INFO)
