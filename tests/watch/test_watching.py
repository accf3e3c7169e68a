"""R4.2 The desk's own watch: what keeps it from watching is said in words and tried again; it is stopped without a wait."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from commandpost.store.files import DATABASE
from commandpost.watch import watching
from commandpost.watch.watching import Watching
from tests.story import Post


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_desk_that_cannot_be_watched_says_why_and_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "AGAIN_S", 0.05)
    shown: list[object] = []
    own = Watching(tmp_path / "data", tmp_path / "elsewhere" / "state", shown.append, desktop=False)
    own.start()
    until(lambda: own.fault is not None)
    assert own.fault is not None and "no desk" in own.fault.lower()
    with Post(tmp_path / "elsewhere"):
        pass
    (tmp_path / "elsewhere" / "data").rename(tmp_path / "data")
    until(lambda: own.fault is None)
    until(lambda: watched(tmp_path / "data"))
    began = time.monotonic()
    own.stop()
    assert own.fault is None and time.monotonic() - began < 5


def watched(data: Path) -> bool:
    """Whether somebody watches: it stands in the file."""
    with closing(sqlite3.connect(f"file:{data / DATABASE}?mode=ro", uri=True)) as file:
        return bool(file.execute("SELECT 1 FROM own WHERE key = 'watched'").fetchall())
