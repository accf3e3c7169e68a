"""Several processors prove the book as one does: the same counts when all is well, the same words when it is not (DESIGN 5, verify)."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from commandpost.domain.shapes import SHAPES
from commandpost.store import stretches
from commandpost.store.fold import Fold
from commandpost.store.read import open_readonly
from commandpost.store.stretches import Stretches, examine
from commandpost.store.verdict import Broken, Verdict
from commandpost.store.verify import verify
from tests.story import Post

TEXTS = ("water in the atrium", "a lost child", "Ms Dong, telephone 13800000000, left by taxi", "冒烟，约12人在场")


def evening(post: Post) -> Path:
    """Tell an evening in which rows change late, a word is redacted and a name erased long after they were written; give a copy of its file."""
    numbers = [post.report("fire 2F smoke, 2 hurt"), post.report("lost child at gate 4 !IV")]
    post.do("person.add", "Chen Yu", phone=["13900000000"])
    for i in range(12):
        post.do(
            "log.add", numbers[i % 2], f"{i}: {TEXTS[i % 4]}", by="Guard 12" if i % 3 else "Chen Yu", channel="radio 3"
        )
    post.do("incident.set_level", numbers[0], "III", reason="smoke spreads")
    post.do("log.redact", numbers[0], "3", basis="asked", words=["13800000000"])
    post.do("person.erase", "Chen Yu", basis="asked")
    post.do("operator.take", "Lin Wei")
    return copied(post, "whole.db")


def copied(post: Post, name: str) -> Path:
    """Copy the desk's file, without its guards."""
    path = post.folder / name
    with sqlite3.connect(path) as copy:
        post.desk.reader.connection.backup(copy)
        for (trigger,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f"DROP TRIGGER {trigger}")
        copy.execute("PRAGMA journal_mode=DELETE")
    copy.close()
    return path


def looked(path: Path, *, helped: bool) -> Verdict:
    """Verify a file, alone or helped."""
    connection = open_readonly(path)
    try:
        return verify(connection, SHAPES, lambda stream: None, path=path if helped else None)
    finally:
        connection.close()


def test_every_cut_fits_together(post: Post) -> None:
    """Wherever the journal is cut in three, the parts are found to be the whole."""
    path = evening(post)
    connection = open_readonly(path)
    alone = Verdict()
    Fold(connection, SHAPES, alone).run()
    last = connection.execute("SELECT max(rowid) FROM journal").fetchone()[0]
    for first in range(1, last):
        for second in {first, (first + last) // 2, last - 1}:
            ends = [0, first, max(first, second), last]
            parts = [
                examine(path, SHAPES, stretch)
                for stretch in zip(ends, ends[1:], strict=False)
                if stretch[0] < stretch[1]
            ]
            found = Verdict()
            Stretches(connection, path, SHAPES)._together(parts, found)
            assert found == alone
    connection.close()


def test_a_row_between_two_stretches_is_seen(post: Post) -> None:
    """A row that no record wrote, a text that no record spoke of, a record that writes a row again: none hides where two stretches meet."""
    path = evening(post)
    file = sqlite3.connect(path)
    last = file.execute("SELECT max(rowid) FROM journal").fetchone()[0]
    parts = [examine(path, SHAPES, (0, last // 2)), examine(path, SHAPES, (last // 2, last))]
    connection = open_readonly(path)
    at_work = Stretches(connection, path, SHAPES)
    at_work._together(parts, Verdict())
    for wrong in ([parts[0], parts[0]], [parts[1]], [parts[1], parts[0]], [parts[0]]):
        with pytest.raises(Broken):
            at_work._together(wrong, Verdict())
    file.execute("INSERT INTO personal(id, kind, value, state) VALUES ('x', 'entry', 'never said', 'kept')")
    file.commit()
    with pytest.raises(Broken):
        at_work._together(parts, Verdict())
    file.close()
    connection.close()


@pytest.mark.heavy
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor alone")
def test_processes_of_their_own_say_the_same(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict of the helped look is that of the lone one, on a sound file and on broken ones."""
    path = evening(post)
    monkeypatch.setattr(stretches, "WORTH_IT", 2)
    monkeypatch.setattr(stretches, "HEAD_START", 0)
    alone = looked(path, helped=False)
    with monkeypatch.context() as patched:
        patched.setattr(Fold, "run", lambda fold: pytest.fail("it was looked at twice"))
        assert looked(path, helped=True) == alone
    assert not alone.fault
    for number, statement in enumerate((
        "UPDATE personal SET value = 'another word' WHERE value LIKE '11:%'",
        "DELETE FROM log_entry WHERE number = 2",
        "UPDATE incident SET level = 'I'",
        "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), 'log.add', 'log.bad') AS BLOB) WHERE seq = 9",
        "UPDATE journal SET body = CAST(CAST(body AS TEXT) || ' ' AS BLOB) WHERE seq = 9",
        "UPDATE journal SET hash = prev WHERE seq = 9",
        "DELETE FROM journal WHERE seq = 9",
        "DELETE FROM journal WHERE seq = 1",
    )):  # fmt: skip
        broken = copied(post, f"broken{number}.db")
        with sqlite3.connect(broken) as file:
            file.execute("PRAGMA ignore_check_constraints=ON")
            file.execute(statement)
        file.close()
        found = looked(broken, helped=True)
        assert found.fault and found.fault == looked(broken, helped=False).fault
