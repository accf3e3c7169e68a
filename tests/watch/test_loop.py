"""A job of the watch that fails says why in words, keeps the others going, and is quiet again once it works (R4.2)."""

from __future__ import annotations

import sqlite3

import pytest

from commandpost.watch import loop
from commandpost.watch.loop import Watch
from tests.story import Post


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (sqlite3.OperationalError("database is locked"), "Another program holds the file; nothing was written. Do it again in a moment."),
        (ZeroDivisionError("x"), "Something went wrong here (ZeroDivisionError). The log file has the details."),
    ],
)  # fmt: skip
def test_why_a_job_failed_is_said_until_it_works(
    post: Post, monkeypatch: pytest.MonkeyPatch, fault: Exception, says: str
) -> None:
    left, after = [fault], []

    def stumbles(watch: Watch) -> None:
        if left:
            raise left.pop()

    monkeypatch.setattr(loop, "JOBS", (stumbles, after.append))
    watch = Watch(post.desk)
    watch.beat()
    assert list(watch.faults.values()) == [says] and after == [watch]
    watch.beat()
    assert not watch.faults
