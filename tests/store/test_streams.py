"""A copied, restored or rolled-back file never writes under its old name; it says so and names the remedy (JOURNAL 1.1, invariant 4)."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from commandpost import doors
from commandpost.desk import Desk, create_desk, open_desk
from commandpost.doctor import examine
from commandpost.domain.core.clock import MovedClock, SystemClock
from commandpost.domain.core.refusal import Refusal, Refused
from commandpost.settings import Settings
from commandpost.store import mark as marking
from commandpost.store.files import DATABASE
from commandpost.store.mark import Mark, Marks
from commandpost.store.read import open_readonly
from tests.store.behind import everywhere, look
from tests.story import Post, prove

REMEDY = "stream new --reason"


def refused(folder: Path, state: Path) -> Refusal:
    """Open a file and try to write; it must be refused with the remedy, and nothing written."""
    with open_desk(folder, state) as desk:
        before = desk.reader("SELECT count(*) FROM journal")
        with pytest.raises(Refused) as caught:
            desk.do("log.add", "26-0001", "under a false name")
        assert desk.reader("SELECT count(*) FROM journal") == before
    assert REMEDY in caught.value.refusal.do and caught.value.refusal.what
    return caught.value.refusal


def goes_on(folder: Path, state: Path, label: str) -> None:
    """Take the remedy: the desk writes again, under a new label, with its parent recorded, and its book is proved."""
    with open_desk(folder, state) as desk:
        old = desk.site.stream
        head = desk.reader("SELECT seq, hash FROM journal WHERE stream_id = ? ORDER BY seq DESC LIMIT 1", (old,))[0]
        assert desk.new_stream("gone on with").ref == label
        assert desk.do("log.add", "26-0001", "under the new name").ref.startswith(f"{label}#")
        assert desk.reader("SELECT parent_stream, parent_seq, parent_hash FROM stream WHERE label = ?", (label,)) == [
            (old, *head)
        ]
        assert desk.reader("SELECT min(seq) FROM journal WHERE stream_id = ?", (desk.site.stream,)) == [(1,)]
        connection = open_readonly(desk.reader.path)
        assert look(connection, desk.marks.read).ok
        connection.close()


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A desk with a few entries, closed; its folders are data and state."""
    with Post(tmp_path) as post:
        post.report("smoke at the gate")
        post.do("log.add", "duty", "all quiet")
    return tmp_path


def test_a_copy_on_another_machine_is_refused(closed: Path, tmp_path: Path) -> None:
    """A file whose stream has no mark on this machine counts as a copy: read-only until `stream new` (JOURNAL 1.2)."""
    shutil.copytree(closed / "data", tmp_path / "elsewhere")
    assert "never written" in refused(tmp_path / "elsewhere", tmp_path / "other state").what
    goes_on(tmp_path / "elsewhere", tmp_path / "other state", "A2")


def test_a_copy_beside_the_original_on_the_same_machine_is_refused(closed: Path, tmp_path: Path) -> None:
    """Copied to another folder of the same laptop, even with the very same last record: two files must not write one stream (JOURNAL 1.1)."""
    shutil.copytree(closed / "data", tmp_path / "twin")
    assert str(closed / "data") in refused(tmp_path / "twin", closed / "state").what
    goes_on(tmp_path / "twin", closed / "state", "A2")
    with open_desk(closed / "data", closed / "state") as desk:  # the original is not disturbed
        assert desk.do("log.add", "26-0001", "still here").ref == "#2"
        prove(desk)


def test_a_folder_that_was_moved_is_the_same_desk(closed: Path, tmp_path: Path) -> None:
    """A renamed data folder is no copy: its file is the one that was written (JOURNAL 1.1)."""
    (closed / "data").rename(tmp_path / "moved")
    with open_desk(tmp_path / "moved", closed / "state") as desk:
        assert desk.do("log.add", "26-0001", "in another folder").ref == "#2"


def test_a_file_put_back_whole_after_a_crash_of_the_disk_is_the_same_desk(closed: Path, tmp_path: Path) -> None:
    """The very same bytes under the same path, on another inode: nothing newer was written, so nothing is lost (JOURNAL 1.1)."""
    shutil.copytree(closed / "data", tmp_path / "aside")
    shutil.rmtree(closed / "data")
    shutil.copytree(tmp_path / "aside", closed / "data")
    with open_desk(closed / "data", closed / "state") as desk:
        assert desk.do("log.add", "26-0001", "after the repair").ref == "#2"


def test_yesterdays_file_put_back_today_is_refused(closed: Path, tmp_path: Path) -> None:
    """The file is behind the mark: opened to read, refused to write, and verify names the cut-off end (JOURNAL 1.1, 1.8)."""
    shutil.copytree(closed / "data", tmp_path / "yesterday")
    with open_desk(closed / "data", closed / "state") as desk:
        desk.do("log.add", "26-0001", "written after the copy was made")
    shutil.rmtree(closed / "data")
    shutil.copytree(tmp_path / "yesterday", closed / "data")
    assert "older" in refused(closed / "data", closed / "state").what
    connection = open_readonly(closed / "data" / DATABASE)
    fault = look(connection, Marks(closed / "state", closed / "data" / DATABASE).read).fault
    assert fault is not None and "written once and is gone" in fault
    connection.close()
    goes_on(closed / "data", closed / "state", "A2")
    checks = examine(Settings(closed / "data", closed / "state"), "en", SystemClock())
    assert [check.ok for check in checks if check.code == "stream"] == [True]


def test_a_record_lost_before_the_mark_was_moved_is_no_copy(closed: Path) -> None:
    """After a crash the mark may lag: a file that is ahead of it is the desk's own (JOURNAL 1.2, once a second)."""
    mark = next((closed / "state" / "marks").iterdir())
    content = json.loads(mark.read_text())
    connection = sqlite3.connect(closed / "data" / DATABASE)
    content["seq"], content["hash"] = connection.execute("SELECT seq, hash FROM journal WHERE seq = 2").fetchone()
    connection.close()
    mark.write_text(json.dumps(content))
    with open_desk(closed / "data", closed / "state") as desk:
        assert desk.do("log.add", "26-0001", "on").ref == "#2"


def test_a_mark_for_another_record_is_a_fork(closed: Path) -> None:
    """The same number with another hash: this file took another way than the one this machine wrote (JOURNAL 1.1)."""
    mark = next((closed / "state" / "marks").iterdir())
    content = json.loads(mark.read_text())
    mark.write_text(json.dumps({**content, "hash": "0" * 64}))
    assert "older" in refused(closed / "data", closed / "state").what


@pytest.mark.parametrize("torn", [b"", b"{", b'{"stream": 1}', b"null", b"\xff\xfe\x00"])
def test_a_mark_torn_by_a_power_cut_does_not_shut_the_desk(closed: Path, torn: bytes) -> None:
    """The mark is written without fsync: one left empty still says that this machine wrote the stream (JOURNAL 1.2; R4.1)."""
    mark = next((closed / "state" / "marks").iterdir())
    mark.write_bytes(torn)
    with open_desk(closed / "data", closed / "state") as desk:
        assert desk.do("log.add", "26-0001", "after the power cut").ref == "#2"
    assert json.loads(mark.read_text())["seq"] == 4


def test_the_first_mark_is_synced_before_the_first_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a new desk and of a new stream the first mark is on the disk before the first record is (JOURNAL 1.2)."""
    seen: list[tuple[int, bool, int]] = []
    real = marking.write_whole

    def watched(path: Path, content: bytes, *, synced: bool = True) -> None:
        file, count = tmp_path / "data" / DATABASE, 0
        if file.exists():
            connection = sqlite3.connect(file)
            stream = json.loads(content)["stream"]
            count = connection.execute("SELECT count(*) FROM journal WHERE stream_id = ?", (stream,)).fetchone()[0]
            connection.close()
        seen.append((json.loads(content)["seq"], synced, count))
        real(path, content, synced=synced)

    monkeypatch.setattr(marking, "write_whole", watched)
    with Post(tmp_path) as post:
        assert seen[0] == (0, True, 0) and seen[1][0] == 1
        del seen[:]
        post.desk.new_stream("again")
        assert seen[0] == (0, True, 0)


def test_the_mark_moves_at_most_once_a_second_and_on_closing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A burst of entries costs one mark a second, without fsync; closing writes the last one, synced (JOURNAL 1.2)."""
    with Post(tmp_path) as post:
        post.forward(seconds=10)
        seen: list[tuple[int, bool]] = []
        real = marking.write_whole
        monkeypatch.setattr(
            marking,
            "write_whole",
            lambda path, content, *, synced=True: (
                seen.append((json.loads(content)["seq"], synced)),
                real(path, content, synced=synced),
            ),
        )
        for i in range(6):
            post.do("log.add", "duty", f"entry {i}")
        assert seen == [(2, False)]
        post.forward(seconds=1)
        post.do("log.add", "duty", "a second later")
        assert seen[1:] == [(8, False)]
        post.do("log.add", "duty", "one more")
        post.again()
        assert seen[2:] == [(9, True)]


def test_a_mark_never_moves_back(closed: Path) -> None:
    """Two processes of one desk: the slower one's mark does not undo the faster one's (JOURNAL 1.1)."""
    marks = Marks(closed / "state", closed / "data" / DATABASE)
    stream = next((closed / "state" / "marks").iterdir()).stem
    stood = marks.read(stream)
    assert stood is not None
    marks.write(Mark(stream, 1, "f" * 64))
    assert marks.read(stream) == stood


def test_a_state_folder_that_cannot_be_written_refuses_init_and_leaves_nothing(tmp_path: Path) -> None:
    """If the state folder cannot be written, init says so and refuses; no file, no desk is left behind (JOURNAL 1.2)."""
    (tmp_path / "state").write_text("a file stands where the folder should be")
    with pytest.raises(Refused) as caught:
        create_desk(
            tmp_path / "data",
            tmp_path / "state",
            site="S",
            desk="A",
            operator="O",
            language="en",
            zone="Asia/Shanghai",
            day_starts="00:00",
        )
    assert "state folder" in caught.value.refusal.what and "COMMANDPOST_STATE" in caught.value.refusal.do
    assert not (tmp_path / "data").exists() or list((tmp_path / "data").iterdir()) == []


def test_a_data_folder_that_cannot_be_made_refuses_init_and_leaves_no_mark(tmp_path: Path) -> None:
    """The same for the data folder, and the mark that was already there goes (R2.1)."""
    (tmp_path / "data").write_text("a file stands where the folder should be")
    with pytest.raises(Refused) as caught:
        create_desk(
            tmp_path / "data",
            tmp_path / "state",
            site="S",
            desk="A",
            operator="O",
            language="en",
            zone="Asia/Shanghai",
            day_starts="00:00",
        )
    assert "cannot be written" in caught.value.refusal.what
    assert list((tmp_path / "state" / "marks").iterdir()) == []


def test_a_second_init_leaves_the_first_desk_alone(closed: Path) -> None:
    """A folder that holds a desk is refused, its file is not touched, no mark is left of the attempt (R2.1)."""
    before, marks = (closed / "data" / DATABASE).read_bytes(), sorted((closed / "state" / "marks").iterdir())
    with pytest.raises(Refused) as caught:
        create_desk(
            closed / "data",
            closed / "state",
            site="S",
            desk="A",
            operator="O",
            language="en",
            zone="Asia/Shanghai",
            day_starts="00:00",
        )
    assert "already a desk" in caught.value.refusal.what
    assert (closed / "data" / DATABASE).read_bytes() == before and sorted(
        (closed / "state" / "marks").iterdir()
    ) == marks


def test_an_opening_that_was_stopped_half_way_is_gone_on_with(tmp_path: Path) -> None:
    """A power cut between the tables and the site's first record leaves no desk; init makes it, nothing else pretends (R2.1)."""
    from commandpost.store.migrate import bring_up
    from commandpost.store.writer import open_raw

    (tmp_path / "data").mkdir()
    bring_up(tmp_path / "data", open_raw, stamp="2026-11-05T05:00:00.000Z")
    with pytest.raises(Refused) as caught:
        open_desk(tmp_path / "data", tmp_path / "state")
    assert "no desk" in caught.value.refusal.what and "init" in caught.value.refusal.do
    with Post(tmp_path) as post:
        assert post.do("log.add", "duty", "first").ref == "#1"


def test_a_process_goes_over_to_the_stream_that_another_opened(closed: Path) -> None:
    """A desk that was open while `stream new` ran elsewhere writes under the new name from its next entry on (JOURNAL 1.1)."""
    first, second = (open_desk(closed / "data", closed / "state") for _ in range(2))
    with first, second:
        assert first.do("log.add", "26-0001", "as A").ref == "#2"
        assert second.new_stream("the laptop was cloned").ref == "A2"
        assert first.do("log.add", "26-0001", "as A2").ref == "A2#1"
        assert second.do("log.add", "26-0001", "as A2").ref == "A2#2"
        assert first.new_stream("and again").ref == "A3"
        prove(second)


def errand(folder: Path, state: Path) -> doors.Errand:
    """Give what a door is handed."""
    return doors.Errand(Settings(folder, state), "en", None, None)


def test_a_restored_backup_writes_as_a_second_life(closed: Path, tmp_path: Path) -> None:
    """backup, restore into an empty folder: a new stream with label A2, its parent recorded, verify green (JOURNAL 1.1; R4.5)."""
    made = doors.backup(errand(closed / "data", closed / "state"), str(tmp_path / "stick"))
    assert made.ok and made.record["records"] == 3
    with open_desk(closed / "data", closed / "state") as desk:
        desk.do("log.add", "26-0001", "written after the backup")
    back = doors.restore(errand(tmp_path / "new", closed / "state"), made.record["file"])
    assert back.record["label"] == "A2"
    with open_desk(tmp_path / "new", closed / "state") as desk:
        assert [entry.text for entry in desk.ask("log.list", "duty:2026-11-05")] == ["all quiet"]
        assert desk.do("log.add", "26-0001", "in the second life").ref == "A2#1"
        assert desk.reader("SELECT count(*) FROM stream WHERE parent_seq = 3") == [(1,)]
    proved = doors.verify(errand(tmp_path / "new", closed / "state"))
    assert proved.ok and proved.record["streams"] == 2
    assert ["A/4" in warning for warning in proved.record["warnings"]] == [True], (
        "the entry that the backup did not have is named"
    )
    with open_desk(closed / "data", closed / "state") as desk:
        prove(desk)


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + bytes(4096)])
def test_what_is_no_backup_is_refused_and_leaves_the_folder_empty(closed: Path, tmp_path: Path, content: bytes) -> None:
    """A garbage file is refused in words; the new folder stays empty, so that the next try can use it (R4.5)."""
    (tmp_path / "garbage.db").write_bytes(content)
    with pytest.raises(Refused) as caught:
        doors.restore(errand(tmp_path / "new", closed / "state"), str(tmp_path / "garbage.db"))
    assert "damaged" in caught.value.refusal.what
    assert not (tmp_path / "new").exists() or list((tmp_path / "new").iterdir()) == []


def test_a_backup_holds_no_drafts_and_can_be_read_by_its_owner_alone(closed: Path, tmp_path: Path) -> None:
    """What was being typed stays on the laptop; the copy is private (JOURNAL 1.5, local)."""
    with open_desk(closed / "data", closed / "state") as desk:
        desk.keep_draft("quick", "half a line about Ottoline")
    made = doors.backup(errand(closed / "data", closed / "state"), str(tmp_path / "stick"))
    assert everywhere("Ottoline", tmp_path / "stick") == []
    assert Path(made.record["file"]).stat().st_mode & 0o077 == 0


def test_a_desk_in_use_is_asked_whether_it_is_the_one(tmp_path: Path) -> None:
    """`standing` says nothing of a sound desk, `copy` of one never seen here, `behind` of one put back (JOURNAL 1.1)."""
    with Post(tmp_path) as post:
        assert post.desk.standing() == ""

    def stands(data: Path, state: Path) -> str:
        desk = Desk(data, state, clock=MovedClock(post.clock.now()))
        try:
            return desk.standing()
        finally:
            desk.leave()

    assert stands(tmp_path / "data", tmp_path / "no state") == "copy"
    assert not (tmp_path / "no state").exists(), "looking makes no folder"
    mark: Any = next((tmp_path / "state" / "marks").iterdir())
    content = json.loads(mark.read_text())
    mark.write_text(json.dumps({**content, "seq": 99}))
    assert stands(tmp_path / "data", tmp_path / "state") == "behind"
