"""Names the files of a desk and writes them so that a power cut leaves the old or the new one, never half of either."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

DATABASE = "commandpost.db"
COPIES = "copies"  # copies made before a migration; `person erase` remakes them
PRINTED = "paper"  # lists printed into the data folder; what is erased takes them away


def private_folder(path: Path) -> Path:
    """Make the folder (and what leads to it) readable by its owner alone; raises OSError where that cannot be done."""
    for missing in reversed([place for place in (path, *path.parents) if not place.exists()]):
        missing.mkdir(exist_ok=True, mode=0o700)
    path.mkdir(exist_ok=True)  # refuses a file that stands there
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o700)
    return path


def as_writable_as(path: Path) -> None:
    """Give the files that SQLite keeps beside the database its own rights: while it was closed to writing they were made closed too, and stay so."""
    if os.name != "posix" or not os.access(path, os.W_OK):
        return
    for beside in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            if not beside.stat().st_mode & 0o200:
                beside.chmod(path.stat().st_mode & 0o777)


def write_whole(path: Path, content: bytes, *, synced: bool = True) -> None:
    """Replace the file by `content` in one step: temporary file, fsync when `synced`, rename."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        if synced:
            os.fsync(file.fileno())
    if os.name == "posix":
        beside.chmod(0o600)
    beside.replace(path)
    if synced:
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make a rename in the folder last through a power cut (POSIX; Windows has no such call and needs none)."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_bytes(path: Path) -> int:
    """Give the bytes free where the folder lies."""
    return shutil.disk_usage(path).free
