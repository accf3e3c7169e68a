"""kill -9 at any moment: what was acknowledged is there, what was not is whole or absent, and the book is proved (JOURNAL 4; DESIGN 5)."""

from __future__ import annotations

import multiprocessing
import os
import random
import select
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("fork is POSIX", allow_module_level=True)

from commandpost.desk import Desk, create_desk, open_desk, tables
from commandpost.domain.core.refusal import Refused
from commandpost.store import sweep as _loaded_before_the_fork  # noqa: F401
from commandpost.store import unit as _loaded_too  # noqa: F401
from commandpost.store.backup import copy_out
from commandpost.store.files import DATABASE
from commandpost.store.verify import verify
from tests.store.behind import everywhere, shapes
from tests.story import prove

KILLS = int(os.environ.get("COMMANDPOST_KILLS", "50"))
QUICK = 5
fork = multiprocessing.get_context("fork")


def killed(work: Callable[[Callable[[str], None]], None], after: float, until: bytes = b"") -> list[str]:
    """Let a child work and kill it `after` so many seconds, or once it has said `until`; give the lines it had said, each when a verb had returned."""
    reading, writing = os.pipe()

    def child() -> None:
        os.close(reading)
        try:
            work(lambda line: void(os.write(writing, f"{line}\n".encode())))
        finally:
            os._exit(0)

    process = fork.Process(target=child, daemon=True)
    process.start()
    os.close(writing)
    said, ends = b"", time.monotonic() + after
    while (left := ends - time.monotonic()) > 0 and select.select([reading], [], [], left)[0]:
        piece = os.read(reading, 65536)
        if not piece:
            break
        said += piece
        if until and until in said:
            break
    if process.pid:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    while piece := os.read(reading, 65536):
        said += piece
    os.close(reading)
    return said.decode().splitlines()


def void(_: object) -> None:
    """Take a value for which nobody asks."""


def new(folder: Path) -> None:
    """Make a desk with an incident in it; loads, before any fork, what writing needs."""
    tables()
    with create_desk(
        folder / "data",
        folder / "state",
        site="S",
        desk="A",
        operator="Lin Wei",
        language="en",
        zone="Asia/Shanghai",
        day_starts="00:00",
    ) as desk:
        assert desk.do("incident.report", "smoke at the gate").ref == "26-0001"


def writes(folder: Path, run: int) -> Callable[[Callable[[str], None]], None]:
    """Give a child that writes entries, reports, erasures, drafts, and says each when it is acknowledged."""

    def work(say: Callable[[str], None]) -> None:
        desk = open_desk(folder / "data", folder / "state")
        for i in range(10_000):
            word = f"word{run}x{i}x"
            kind = i % 7
            if kind == 3:
                say(f"report {desk.do('incident.report', f'fire 2F {word}').ref} {word}")
            elif kind == 5:
                ref = desk.do("log.add", "26-0001", f"{word} is to be erased").ref
                desk.do("log.redact", "26-0001", ref, basis="law")
                say(f"gone {ref} {word}")
            elif kind == 6:
                desk.keep_draft("quick", word)
                say(f"draft quick {word}")
            else:
                say(f"entry {desk.do('log.add', '26-0001', f'heard {word}', key=word).ref} {word}")

    return work


def there(desk: Desk, said: list[str]) -> None:
    """Hold that every acknowledged line is in the book, and that what was erased is in no file."""
    entries = {entry.number: entry.text for entry in desk.ask("log.list", "26-0001")}
    incidents = {row.number: row.title for row in desk.ask("incident.list")}
    gone = [line.split()[2] for line in said if line.startswith("gone ")]
    for line in said:
        kind, ref, word = line.split()
        if kind == "entry":
            assert entries[ref.lstrip("#")] == f"heard {word}", line
        elif kind == "report":
            assert incidents[ref] == f"fire 2F {word}", line
        elif kind == "gone":
            assert entries[ref.lstrip("#")] == "[erased]", line
    numbers = sorted(int(number) for number in entries)
    assert numbers == list(range(1, len(numbers) + 1)), "a gap"
    drafts = [line.split()[2] for line in said if line.startswith("draft ")]
    if drafts and said[-1].startswith("draft "):
        assert desk.draft("quick") >= drafts[-1] or desk.draft("quick") == ""
    for word in gone[-3:]:
        assert everywhere(word, desk.folder, desk.state) == [], word


def kill_many(folder: Path, kills: int, seed: int) -> int:
    """Kill a writing child many times, on one and the same desk; give how many verbs it had acknowledged in all."""
    chance = random.Random(seed)
    new(folder)
    all_said: list[str] = []
    for run in range(kills):
        said = killed(writes(folder, run), chance.uniform(0.02, 0.35))
        all_said += said
        with open_desk(folder / "data", folder / "state") as desk:
            assert desk.standing() == ""
            desk.warm()  # what the dead one owed is finished
            there(desk, said)
            prove(desk)
            desk.do("log.add", "26-0001", f"after kill {run}")
    with open_desk(folder / "data", folder / "state") as desk:
        there(desk, all_said)
    return len(all_said)


def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    """Five kills at random moments: every number that was given is there, verify is green, writing goes on (issue 3, The bars)."""
    assert kill_many(tmp_path, QUICK, 1) > 0


@pytest.mark.heavy
def test_many_kills_lose_nothing(tmp_path: Path) -> None:
    """Fifty kills, 500 with COMMANDPOST_KILLS=500: 0 acknowledged commits lost (JOURNAL 4)."""
    assert kill_many(tmp_path, KILLS, 2) > KILLS


def kill_init(folder: Path, after: float) -> None:
    """Kill an opening; whatever it left, the desk can be opened or made."""

    def work(say: Callable[[str], None]) -> None:
        new(folder)
        say("made")

    said = killed(work, after)
    try:
        desk = open_desk(folder / "data", folder / "state")
    except Refused as refused:
        assert "no desk" in refused.refusal.what and said == []
        new(folder)
        desk = open_desk(folder / "data", folder / "state")
    with desk:
        assert desk.do("log.add", "duty", "open").ref == "#1"
        prove(desk)


@pytest.mark.heavy
def test_an_opening_killed_at_any_moment_can_be_done_again(tmp_path: Path) -> None:
    """kill -9 during `init`: there is no desk, or a whole one; never half of one that nobody can open or make (R2.1)."""
    tables()
    for i in range(4):
        kill_init(tmp_path / str(i), 0.02 + i * 0.06)


@pytest.mark.heavy
def test_an_opening_killed_at_many_moments_can_be_done_again(tmp_path: Path) -> None:
    """The same at sixty moments (R2.1)."""
    tables()
    for i in range(60):
        kill_init(tmp_path / str(i), 0.005 + i * 0.004)


@pytest.mark.parametrize("after", [0.002, 0.01, 0.03, 0.08])
@pytest.mark.heavy
def test_a_backup_killed_at_any_moment_leaves_none_or_a_whole_one(tmp_path: Path, after: float) -> None:
    """A copy appears under its name only when it is whole and synced (JOURNAL 4, restores must be rehearsed)."""
    new(tmp_path)
    target = tmp_path / "copy.db"
    with open_desk(tmp_path / "data", tmp_path / "state") as desk:
        for i in range(20):
            desk.do("log.add", "26-0001", f"entry {i}")

    def work(say: Callable[[str], None]) -> None:
        desk = open_desk(tmp_path / "data", tmp_path / "state")
        for _ in range(50):
            copy_out(desk.reader.connection, target)
            say("copied")

    said = killed(work, after)
    assert not said or target.exists()
    if target.exists():
        copy = sqlite3.connect(target)
        assert verify(copy, shapes(), lambda stream: None).ok
        copy.close()


def unclean(folder: Path, entries: int) -> list[str]:
    """Leave a desk as a power cut leaves it: its newest entries in the write-ahead log only, the mark moved."""

    def work(say: Callable[[str], None]) -> None:
        desk = open_desk(folder / "data", folder / "state")
        for i in range(entries):
            say(desk.do("log.add", "26-0001", f"entry {i}").ref)
        desk._put_mark(synced=True)
        say("marked")
        time.sleep(60)

    said = killed(work, 30, until=b"marked")
    assert said[-1:] == ["marked"]
    assert (folder / "data" / f"{DATABASE}-wal").stat().st_size > 0
    return said[:-1]


def test_a_log_left_by_a_power_cut_is_read_at_the_next_open(tmp_path: Path) -> None:
    """The write-ahead log of a dead desk holds what it had acknowledged: a question sees it, the next entry follows it (DESIGN 2)."""
    new(tmp_path)
    said = unclean(tmp_path, 5)
    with open_desk(tmp_path / "data", tmp_path / "state") as desk:
        assert len(desk.ask("log.list", "26-0001")) == 6 and desk.do("log.add", "26-0001", "next").ref == "#7"
        assert said == ["#2", "#3", "#4", "#5", "#6"]
        prove(desk)


def cut(folder: Path, how: str) -> None:
    """Damage the write-ahead log."""
    log = folder / "data" / f"{DATABASE}-wal"
    content = log.read_bytes()
    if how == "deleted":
        log.unlink()
    elif how == "cut in half":
        log.write_bytes(content[: len(content) // 2])
    elif how == "cut by one byte":
        log.write_bytes(content[:-1])
    elif how == "garbage":
        log.write_bytes(bytes(len(content)))


@pytest.mark.parametrize("how", ["deleted", "cut in half", "cut by one byte", "garbage"])
@pytest.mark.heavy
def test_a_log_lost_with_its_commits_is_never_passed_over(tmp_path: Path, how: str) -> None:
    """Without its write-ahead log the file is behind the mark: refused to write, named by verify, gone on with as a second life (JOURNAL 1.1)."""
    new(tmp_path)
    unclean(tmp_path, 5)
    cut(tmp_path, how)
    with open_desk(tmp_path / "data", tmp_path / "state") as desk:
        with pytest.raises(Refused) as caught:
            desk.do("log.add", "26-0001", "as if nothing had happened")
        assert "older" in caught.value.refusal.what and "stream new" in caught.value.refusal.do
        found = verify(desk.reader.connection, shapes(), desk.marks.read)
        assert found.fault is not None and "A/" in found.fault
        assert desk.new_stream("the log was lost").ref == "A2"
        assert desk.do("log.add", "26-0001", "gone on").ref == "A2#1"
        found = verify(desk.reader.connection, shapes(), desk.marks.read)
        assert found.ok and len(found.warnings) == 1


def test_a_shared_memory_file_of_garbage_does_not_matter(tmp_path: Path) -> None:
    """The -shm file is made anew from the log: garbage in it loses nothing (SQLite; DESIGN 5)."""
    new(tmp_path)
    unclean(tmp_path, 5)
    (tmp_path / "data" / f"{DATABASE}-shm").write_bytes(b"\xff" * 32768)
    with open_desk(tmp_path / "data", tmp_path / "state") as desk:
        assert desk.do("log.add", "26-0001", "next").ref == "#7"
        prove(desk)


@pytest.mark.heavy
def test_two_writers_one_killed_the_other_goes_on(tmp_path: Path) -> None:
    """A process that dies with the file open does not stop the other one, nor leave it a gap (DESIGN 2)."""
    new(tmp_path)
    with open_desk(tmp_path / "data", tmp_path / "state") as desk:
        desk.do("log.add", "26-0001", "before")
        said = killed(writes(tmp_path, 1), 0.25)
        desk.do("log.add", "26-0001", "after")
        there(desk, said)
        prove(desk)


@pytest.mark.heavy
def test_the_desk_that_was_killed_can_be_moved(tmp_path: Path) -> None:
    """Database and write-ahead log moved together to another place are the same desk (JOURNAL 1.1)."""
    new(tmp_path)
    unclean(tmp_path, 3)
    shutil.move(tmp_path / "data", tmp_path / "other")
    with open_desk(tmp_path / "other", tmp_path / "state") as desk:
        assert desk.do("log.add", "26-0001", "here").ref == "#5"


def test_what_is_typed_survives_a_kill(tmp_path: Path) -> None:
    """A draft is on the disk when `keep_draft` returns: the newest one said is there after kill -9 (DESIGN 2, No keystroke is lost)."""
    new(tmp_path)

    def work(say: Callable[[str], None]) -> None:
        desk = open_desk(tmp_path / "data", tmp_path / "state")
        for i in range(10_000):
            desk.keep_draft("quick", f"{i:06d} typed")
            say(f"{i:06d} typed")

    said = killed(work, 0.2)
    with open_desk(tmp_path / "data", tmp_path / "state") as desk:
        assert desk.draft("quick") >= said[-1]
