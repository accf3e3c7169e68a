"""Remembers outside the file how far it had come, so that yesterday's copy put back today does not write under its old name (JOURNAL 1.1)."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from pathlib import Path

from commandpost.store.files import private_folder, write_whole


@dataclass(frozen=True, slots=True)
class Mark:
    """The last record of a stream that this machine has seen committed."""

    stream: str
    seq: int
    hash: str


class Marks:
    """The marks of all streams that were ever written on this machine, one small file each in the platform's state folder."""

    def __init__(self, state_folder: Path) -> None:
        self.folder = private_folder(state_folder / "marks")
        self._lock = threading.Lock()

    def read(self, stream: str) -> Mark | None:
        """Give the mark, or None where this machine has never written the stream (then the file is a copy)."""
        try:
            found = json.loads((self.folder / f"{stream}.json").read_text(encoding="utf-8"))
            return Mark(str(found["stream"]), int(found["seq"]), str(found["hash"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, mark: Mark, *, synced: bool = False) -> None:
        """Move the mark forward, never back; raises OSError where the folder cannot be written."""
        with self._lock:
            known = self.read(mark.stream)
            if known is not None and known.seq >= mark.seq:
                return
            content = json.dumps({"stream": mark.stream, "seq": mark.seq, "hash": mark.hash}).encode()
            write_whole(self.folder / f"{mark.stream}.json", content, synced=synced)


class ErasedIds:
    """The ids of personal values erased by law, kept beside the marks: a restored backup forgets them again before it shows anything (JOURNAL 3)."""

    def __init__(self, state_folder: Path) -> None:
        self.path = private_folder(state_folder) / "erased.json"

    def read(self) -> dict[str, str]:
        """Give personal id -> what was done: `erased`, or `redacted` where a new text stands in the file's own later record."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            return {str(key): str(value) for key, value in found.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def add(self, ids: dict[str, str]) -> None:
        """Remember more ids; written whole and synced, since a lost one would bring a name back."""
        write_whole(self.path, json.dumps({**self.read(), **ids}, sort_keys=True).encode())
