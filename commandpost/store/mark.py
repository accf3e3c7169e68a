"""Remembers outside the file how far it had come and where it lay, so that no copy and no old file put back writes under its old name (JOURNAL 1.1)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from commandpost.store.files import private_folder, write_whole


class Mark(NamedTuple):
    """The last record of a stream that this machine has seen committed, and the file that holds it: its path and its inode (0: not known)."""

    stream: str
    seq: int
    hash: str
    path: str = ""
    inode: int = 0


class Marks:
    """The marks of all streams that were ever written on this machine, one small file each in the platform's state folder; `file` is the one now open."""

    def __init__(self, state_folder: Path, file: Path) -> None:
        self.folder = state_folder / "marks"
        self._file = file
        self._lock = threading.Lock()

    def read(self, stream: str) -> Mark | None:
        """Give the mark, or None where this machine has never written the stream (then the file is a copy).

        A mark that a power cut left empty still says that this machine wrote the stream: it reads as seq 0.
        """
        try:
            text = (self.folder / f"{stream}.json").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        try:
            found = json.loads(text)
            return Mark(
                str(found["stream"]), int(found["seq"]), str(found["hash"]), str(found.get("path", "")), int(found.get("inode", 0))
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            return Mark(stream, 0, "")

    def elsewhere(self, mark: Mark) -> bool:
        """Whether the mark was made for another file than this one: neither its path nor its inode is this one's."""
        path, inode = self._place()
        return bool(mark.path) and mark.path != path and (mark.inode != inode or not inode)

    def write(self, mark: Mark, *, synced: bool = False) -> None:
        """Move the mark forward, never back; raises OSError where the folder cannot be written."""
        with self._lock:
            known = self.read(mark.stream)
            if known is not None and known.seq >= mark.seq and mark.seq:
                return
            private_folder(self.folder.parent)
            private_folder(self.folder)
            path, inode = self._place()
            content = {"stream": mark.stream, "seq": mark.seq, "hash": mark.hash, "path": path, "inode": inode}
            write_whole(self.folder / f"{mark.stream}.json", json.dumps(content).encode(), synced=synced)

    def drop(self, stream: str) -> None:
        """Forget a stream whose first record was never written."""
        (self.folder / f"{stream}.json").unlink(missing_ok=True)

    def _place(self) -> tuple[str, int]:
        try:
            return str(self._file.resolve()), self._file.stat().st_ino
        except OSError:
            return str(self._file.absolute()), 0


class ErasedIds:
    """The personal values erased by law, kept beside the marks: a restored backup forgets them again before it shows anything (JOURNAL 3)."""

    def __init__(self, state_folder: Path) -> None:
        self.path = state_folder / "erased.json"

    def read(self) -> dict[str, str]:
        """Give personal id -> the commitment of what the law left of it, or "" where nothing was left."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            return {str(key): str(value) for key, value in found.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def add(self, left: dict[str, str]) -> None:
        """Remember more of them; written whole and synced, since a lost one would bring a name back. Raises OSError."""
        private_folder(self.path.parent)
        write_whole(self.path, json.dumps({**self.read(), **left}, sort_keys=True).encode())

    def remembered(self, read: Callable[[str, Sequence[Any]], list[Any]]) -> list[str]:
        """Give the values that stand in this file otherwise than the law left them: what a restored backup must forget again."""
        from commandpost.store.personal import commitments

        left = self.read()
        return sorted(key for key, found in commitments(read, left).items() if found and found != left[key])
