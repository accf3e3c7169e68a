"""A job of the watch that fails says why in words, keeps the others going, and is quiet again once it works (R4.2)."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Any

import pytest

from commandpost.domain.core.refusal import Refusal, Refused
from commandpost.store import presence
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


def test_a_watch_that_can_write_nothing_is_nobody_who_watches(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it could not write down it does not hide: the next watch that can says since when nobody watched (issue 5, point 3)."""
    good = Watch(post.desk)
    good.beat()
    good.close()
    since = presence.kept(post.desk.reader)
    post.clock.put(post.clock.now() + timedelta(minutes=20))
    do, said = post.desk.do, []

    def refuses(verb: str, *words: Any, **options: Any) -> Any:
        raise Refused(Refusal("This file is a copy.", "Take the other one.", "R4.5", ""))

    monkeypatch.setattr(post.desk, "do", refuses)
    bad = Watch(post.desk)
    bad.after_fault = said.append
    for _ in range(3):
        bad.beat()
        post.clock.put(post.clock.now() + timedelta(minutes=1))
    bad.close()
    assert said == ["This file is a copy. Take the other one."] and not bad.watches
    assert presence.kept(post.desk.reader) == since
    monkeypatch.setattr(post.desk, "do", do)
    bad.beat()  # it can write now, and says it itself
    assert bad.watches
    assert post.desk.reader("SELECT kind FROM watch_break") == [("unwatched",)]
    kept = presence.kept(post.desk.reader)
    assert kept is not None and since is not None and kept.at > since.at
