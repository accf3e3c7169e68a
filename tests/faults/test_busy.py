"""Several threads and processes on one file: they wait for one another, nobody is passed over, and who waits too long is told (DESIGN 2)."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from commandpost.desk import Desk, open_desk
from commandpost.domain.core.refusal import Refused
from tests.story import Post, prove


def holder(post: Post) -> sqlite3.Connection:
    """Give another program's connection in the middle of writing."""
    connection = sqlite3.connect(post.desk.reader.path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_who_waits_too_long_for_another_program_is_told(post: Post) -> None:
    """The file is held: refused in words, questions answer meanwhile, and the same desk writes on when it is free (DESIGN 5)."""
    number = post.report("smoke at the gate")
    post.desk._need_writer().raw.execute("PRAGMA busy_timeout=30")
    other = holder(post)
    for _ in range(3):
        refusal = post.refuses("log.add", number, "while another writes")
        assert "Another program holds the file; nothing was written" in refusal.what and "again" in refusal.do
    assert len(post.ask("log.list", number)) == 1
    other.execute("ROLLBACK")
    other.close()
    assert post.do("log.add", number, "free again").ref == "#2"


def test_an_erasure_beside_a_writing_program_is_finished_later(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record was written, the sweep finds the file held: that is said, and the next erasure or closing makes it good (JOURNAL 3)."""
    number = post.report("Persephone is lost")
    real, other = Desk._sweep, sqlite3.connect(post.desk.reader.path, isolation_level=None)

    def beside_a_writer(desk: Desk, writer: Any, patience: int) -> list[str]:
        other.execute("BEGIN IMMEDIATE")
        try:
            return real(desk, writer, 30)
        finally:
            other.execute("ROLLBACK")

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "_sweep", beside_a_writer)
        done = post.do("log.redact", number, "1", basis="law")
    other.close()
    assert any("not complete" in remark for remark in done.remarks)
    post.again()
    assert b"Persephone" not in post.desk.reader.path.read_bytes()


def test_threads_write_and_ask_at_once(post: Post) -> None:
    """Four threads write, two ask: verbs are done one at a time, no number twice, no answer half way through a unit (DESIGN 2)."""
    number = post.report("smoke at the gate")
    faults: list[BaseException] = []
    refs: list[str] = []
    done = threading.Event()

    def write(name: str) -> None:
        try:
            refs.extend(post.do("log.add", number, f"{name} {i}", set=["evacuated=1"]).ref for i in range(25))
        except BaseException as fault:
            faults.append(fault)

    def ask() -> None:
        try:
            while not done.is_set():
                entries = post.ask("log.list", number)
                assert [entry.number for entry in entries] == [str(i + 1) for i in range(len(entries))]
                assert all(entry.facts == {"evacuated": 1} for entry in entries[1:]), "an entry without what it brought"
        except BaseException as fault:
            faults.append(fault)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    writing = [threading.Thread(target=write, args=(f"thread {i}",)) for i in range(4)]
    for thread in (*asking, *writing):
        thread.start()
    for thread in writing:
        thread.join()
    done.set()
    for thread in asking:
        thread.join()
    assert faults == [] and sorted(refs, key=lambda ref: int(ref[1:])) == [f"#{i}" for i in range(2, 102)]


def test_a_second_desk_sees_what_the_first_wrote(tmp_path: Path) -> None:
    """`changed` tells that another process committed, and nothing of one's own questions (DESIGN 2)."""
    with Post(tmp_path) as post, open_desk(tmp_path / "data", tmp_path / "state") as other:
        other.changed()
        assert not other.changed()
        post.do("log.add", "duty", "seen elsewhere")
        assert other.changed() and not other.changed()
        assert other.ask("log.list", "duty:2026-11-05")[0].text == "seen elsewhere"
        post.do("operator.take", "Zhou Li")
        assert other.changed() and other.site.operator_name == "Zhou Li"
        with pytest.raises(Refused):
            other.do("log.add", "26-0009", "nowhere")
        prove(other)


def test_what_is_being_typed_and_what_this_desk_did_are_no_news(tmp_path: Path) -> None:
    """A kept draft moves the file, not the book: the panes are not asked again four times a second while somebody types (DESIGN 2)."""
    with Post(tmp_path) as post, open_desk(tmp_path / "data", tmp_path / "state") as other:
        post.desk.changed(), other.changed()
        other.keep_draft("quick", "fire 2F sm")
        post.desk.keep_draft("quick", "fire 2F smo")
        assert not post.desk.changed() and not other.changed()
        post.do("log.add", "duty", "mine")
        assert not post.desk.changed() and other.changed()
        other.do("log.add", "duty", "theirs")
        post.do("log.add", "duty", "mine again")
        assert post.desk.changed() and other.changed(), "one's own writing hides nobody else's"


def test_what_another_writes_right_behind_the_first_answer_is_news(post: Post) -> None:
    """A screen that has just opened has not looked yet whether somebody wrote: nothing falls between its first question and its first look."""
    number = post.report("smoke at the gate")
    other = open_desk(post.folder / "data", post.folder / "state", clock=post.clock)
    try:
        assert len(other.ask("log.list", number)) == 1
        post.do("log.add", number, "in the same quarter of a second")
        assert other.changed() and not other.changed()
    finally:
        other.close()
