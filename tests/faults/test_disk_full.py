"""A full disk is said as such, whatever SQLite calls it; nothing is lost, nothing is half written, and writing goes on when there is room (JOURNAL 4)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("limits and mounts are POSIX", allow_module_level=True)

import resource

from commandpost.desk import create_desk, open_desk
from commandpost.domain.core.refusal import Refused
from commandpost.store.files import DATABASE
from tests.faults.command import commandpost
from tests.store.behind import everywhere, look
from tests.story import Post, prove

SMALL = 8 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB under `data`; skipped where nobody may mount one."""
    place = tmp_path / "data"
    place.mkdir(mode=0o700)
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SMALL},mode=700", "tmpfs", str(place)], capture_output=True
        )
        if shutil.which("mount")
        else None
    )
    if mounted is None or mounted.returncode:
        pytest.skip("a small disk can only be mounted by root; the two tests below need no rights and run everywhere")
    try:
        yield tmp_path
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(folder: Path, leave: int) -> None:
    """Fill the disk but for so many bytes."""
    filler = folder / "filler"
    filler.unlink(missing_ok=True)
    free = os.statvfs(folder)
    with filler.open("wb") as file:
        file.write(b"x" * max(0, free.f_bavail * free.f_bsize - leave))


def init(folder: Path) -> None:
    """Make a desk with one incident."""
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


@pytest.mark.parametrize(
    "leave", [0, *(pytest.param(size, marks=pytest.mark.heavy) for size in (4096, 16_000, 40_000))]
)
def test_a_full_disk_is_said_and_the_book_can_be_read(small_disk: Path, leave: int) -> None:
    """No room for the entry, for the log, not even for the -shm file: always "the disk is full"; questions and verify answer (DESIGN 5)."""
    init(small_disk)
    fill(small_disk / "data", leave)
    said = commandpost(small_disk, "log", "add", "26-0001", "x" * 30_000).clear
    assert "disk is full" in said and "Free some space" in said
    assert "smoke at the gate" in commandpost(small_disk, "log", "list", "26-0001").done
    assert commandpost(small_disk, "verify").code == 0
    assert "Free some space" in commandpost(small_disk, "doctor").out
    (small_disk / "data" / "filler").unlink()
    assert commandpost(small_disk, "log", "add", "26-0001", "x" * 30_000).done == "#2"
    assert commandpost(small_disk, "verify").code == 0


def test_init_on_a_full_disk_leaves_no_half_desk(small_disk: Path) -> None:
    """There is no room for a new desk: it is said, and what was begun is gone (R2.1)."""
    fill(small_disk / "data", 100_000)
    assert "disk is full" in commandpost(small_disk, "init", "--site", "S", "--desk", "A", "--operator", "O").clear
    assert [path.name for path in (small_disk / "data").iterdir()] == ["filler"]
    assert list((small_disk / "state" / "marks").iterdir()) == []
    (small_disk / "data" / "filler").unlink()
    init(small_disk)


def write_until_full(desk: Any, size: int) -> list[str]:
    """Write entries until one is refused; give the texts of those that were acknowledged."""
    said: list[str] = []
    with pytest.raises(Refused) as caught:
        for i in range(10_000):
            text = f"entry {i} " + "x" * size
            desk.do("log.add", "26-0001", text)
            said.append(text)
    assert "disk is full" in caught.value.refusal.what
    return said


@pytest.mark.parametrize("size", [10, pytest.param(3000, marks=pytest.mark.heavy)])
def test_an_open_desk_goes_on_when_there_is_room_again(small_disk: Path, size: int) -> None:
    """The very same process: entry after entry until the disk is full, all acknowledged ones are there, and the next one follows (DESIGN 5)."""
    init(small_disk)
    with open_desk(small_disk / "data", small_disk / "state") as desk:
        desk.warm()
        desk.do("log.add", "26-0001", "first")
        fill(small_disk / "data", 300_000)
        said = write_until_full(desk, size)
        assert len(said) > 3
        for _ in range(3):
            with pytest.raises(Refused):
                desk.do("log.add", "26-0001", "x" * 100_000)
        with pytest.raises(Refused):
            desk.keep_draft("quick", "typed on a full disk " * 20_000)
        assert [entry.text for entry in desk.ask("log.list", "26-0001")][2:] == said
        (small_disk / "data" / "filler").unlink()
        assert desk.do("log.add", "26-0001", "room again").ref == f"#{len(said) + 3}"
        prove(desk)


def test_a_reader_that_was_opened_on_a_full_disk_sees_what_follows(small_disk: Path) -> None:
    """A screen opened while there was no room shows what is written as soon as there is (DESIGN 4)."""
    init(small_disk)
    fill(small_disk / "data", 0)
    with open_desk(small_disk / "data", small_disk / "state") as desk:
        assert len(desk.ask("log.list", "26-0001")) == 1
        with pytest.raises(Refused):
            desk.do("log.add", "26-0001", "no room")
        (small_disk / "data" / "filler").unlink()
        desk.do("log.add", "26-0001", "room")
        assert [entry.text for entry in desk.ask("log.list", "26-0001")] == ["smoke at the gate", "room"]


def test_an_erasure_on_a_full_disk_is_said_to_be_incomplete_and_is_finished(small_disk: Path) -> None:
    """The record may still fit where the sweep does not: that is said, and made good later (JOURNAL 3)."""
    init(small_disk)
    with open_desk(small_disk / "data", small_disk / "state") as desk:
        desk.do("log.add", "26-0001", "Persephone is lost")
        fill(small_disk / "data", 250_000)
        done = desk.do("log.redact", "26-0001", "2", basis="law")
        assert [remark for remark in done.remarks if "not complete" in remark]
        (small_disk / "data" / "filler").unlink()
    assert everywhere("Persephone", small_disk) == []


@pytest.mark.heavy
def test_a_backup_onto_a_full_stick_leaves_nothing_of_itself(small_disk: Path, tmp_path: Path) -> None:
    """The copy did not fit: it is said, and no half copy lies on the stick (R4.5)."""
    home = tmp_path / "home"
    home.mkdir()
    init(home)
    fill(small_disk / "data", 200_000)
    said = commandpost(home, "backup", str(small_disk / "data")).clear
    assert "disk is full" in said
    assert [path.name for path in (small_disk / "data").iterdir()] == ["filler"]
    assert commandpost(home, "verify").code == 0


@pytest.mark.heavy
def test_a_state_folder_on_a_full_disk_does_not_stop_an_entry(small_disk: Path, tmp_path: Path) -> None:
    """The mark outside the file cannot be moved: the entry is worth more, and is written (R4.1)."""
    home = tmp_path / "home"
    home.mkdir()
    state = small_disk / "data" / "state"
    commandpost(home, "init", "--site", "S", "--desk", "A", "--operator", "O", state=state).done  # noqa: B018
    fill(small_disk / "data", 0)
    assert commandpost(home, "incident", "report", "smoke", state=state).done == "26-0001"
    assert commandpost(home, "verify", state=state).code == 0


# -- without any rights --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [1, 2, 4, 8, 20])
def test_the_file_itself_may_grow_no_more(post: Post, pages: int) -> None:
    """SQLITE_FULL at whatever write it comes: refused in words, the unit undone whole, green afterwards (JOURNAL 4, the n-th write)."""
    number = post.report("smoke at the gate")
    post.desk.warm()
    raw = post.desk._need_writer().raw
    raw.execute(f"PRAGMA max_page_count={raw.execute('PRAGMA page_count').fetchone()[0] + pages}")
    said = []
    refused = None
    for i in range(200):
        try:
            said.append(post.do("log.add", number, f"entry {i} " + "x" * 2000, set=["evacuated=4"]).ref)
        except Refused as caught:
            refused = caught.refusal
            break
    assert refused is not None and "disk is full" in refused.what
    prove(post.desk)
    raw.execute("PRAGMA max_page_count=1073741823")
    assert post.do("log.add", number, "room again").ref == f"#{len(said) + 2}"


def test_every_write_of_a_report_refused_in_turn(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each statement of one report fails once, the 1st, 2nd … last: nothing of the unit is left, and the next report is whole (JOURNAL 4)."""
    post.desk.warm()
    writer = post.desk._need_writer()
    left = 0

    class Failing:
        """The driver's connection whose n-th statement finds no room."""

        def __init__(self, real: sqlite3.Connection) -> None:
            self.real = real

        def execute(self, sql: str, *rest: Any) -> Any:
            nonlocal left
            if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "COMMIT"):
                left -= 1
                if left == 0:
                    raise sqlite3.OperationalError("database or disk is full")
            return self.real.execute(sql, *rest)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

    real, counts = (
        writer.raw,
        "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM personal), (SELECT count(*) FROM log_entry), (SELECT count(*) FROM deadline)",
    )
    monkeypatch.setattr(writer, "raw", Failing(real))
    for n in range(1, 400):
        left, before = n, post.desk.reader(counts)
        try:
            ref = post.do("incident.report", "fire 2F smoke, 2 hurt !III").ref
        except Refused as caught:
            assert "disk is full" in caught.refusal.what
            assert post.desk.reader(counts) == before and not real.in_transaction
        else:
            assert ref == "26-0001" and n > 10
            break
    else:
        pytest.fail("the report never went through")


def limited(size: int) -> Callable[[], None]:
    """Give what lets a child write no file larger than this."""

    def first() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return first


@pytest.mark.parametrize("size", [40_000, pytest.param(16_000, marks=pytest.mark.heavy)])
def test_a_file_that_may_not_grow_for_this_account(tmp_path: Path, size: int) -> None:
    """A quota that SQLite reports as an I/O error: said clearly, nothing lost, and it is not called damage (DESIGN 5)."""
    init(tmp_path)
    said = commandpost(tmp_path, "log", "add", "26-0001", "y" * 60_000, before=limited(size)).clear
    assert "damaged" not in said and "disk" in said
    assert commandpost(tmp_path, "log", "add", "26-0001", "y" * 60_000).done == "#2"
    raw = sqlite3.connect(tmp_path / "data" / DATABASE)
    assert look(raw).ok
    raw.close()
