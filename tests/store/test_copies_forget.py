"""A copy or backup from before an erasure forgets again before it shows anything, and no more than the law said (JOURNAL 3)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from commandpost import doors
from commandpost.desk import open_desk
from commandpost.store.files import DATABASE
from commandpost.store.read import open_readonly
from tests.store.behind import everywhere, look
from tests.store.test_streams import errand
from tests.story import Post


def with_names(folder: Path) -> tuple[Path, Post]:
    """A desk that knows Ottoline, a backup of it, and then her erasure and two redactions."""
    with Post(folder) as post:
        post.do("person.add", "Ottoline Quatermass", phone=["13800138017"])
        post.do("log.add", "duty", "Thaddeus and Winifred carry the hose", by="Ottoline Quatermass")
        post.do("log.add", "duty", "a lady named Persephone is lost")
        post.desk.close()
        made = doors.backup(errand(folder / "data", folder / "state"), str(folder / "stick"))
        post.again()
        post.do("log.redact", "duty", "1", basis="law", words=["Thaddeus"])
        post.do("log.redact", "duty", "2", basis="law")
        post.do("person.erase", "Ottoline Quatermass", basis="law")
    return Path(made.record["file"]), post


GONE = ("Ottoline", "Quatermass", "13800138017", "Thaddeus", "Persephone")


def test_a_restored_backup_forgets_again_what_the_law_had_erased(tmp_path: Path) -> None:
    """Erased ids stand beside the mark: a backup made before the erasure replays it before it shows anything (JOURNAL 3)."""
    stick, _ = with_names(tmp_path)
    assert all(everywhere(word, tmp_path / "stick") for word in GONE)
    back = doors.restore(errand(tmp_path / "new", tmp_path / "state"), str(stick))
    assert back.record["label"] == "A2"
    assert [everywhere(word, tmp_path / "new") for word in GONE] == [[]] * len(GONE)
    with open_desk(tmp_path / "new", tmp_path / "state") as desk:
        assert [entry.text for entry in desk.ask("log.list", "duty:2026-11-05")] == ["[erased]", "[erased]"]
        assert desk.ask("search", "Persephone") == []
    assert doors.verify(errand(tmp_path / "new", tmp_path / "state")).ok


def test_an_old_file_put_in_place_forgets_before_the_first_question(tmp_path: Path) -> None:
    """Whoever copies the old backup over the file and merely looks sees nothing of what the law had erased (JOURNAL 3)."""
    stick, post = with_names(tmp_path)
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "data").mkdir()
    shutil.copy(stick, tmp_path / "data" / DATABASE)
    with open_desk(tmp_path / "data", tmp_path / "state", clock=post.clock) as desk:
        texts = [entry.text for entry in desk.ask("log.list", "duty")]
        assert texts == ["[erased]", "[erased]"] and "Ottoline" not in str(desk.ask("person.list"))
        assert desk.site.label == "A2"
        connection = open_readonly(desk.reader.path)
        assert look(connection, desk.marks.read).ok
        connection.close()
    assert [everywhere(word, tmp_path / "data") for word in GONE] == [[]] * len(GONE)


def test_a_copy_under_another_state_folder_that_knows_the_erased_ids(tmp_path: Path) -> None:
    """The list alone, carried to another machine, is enough: the copy there erases before it shows (JOURNAL 3)."""
    stick, _ = with_names(tmp_path)
    (tmp_path / "other data").mkdir()
    (tmp_path / "other state").mkdir()
    shutil.copy(stick, tmp_path / "other data" / DATABASE)
    shutil.copy(tmp_path / "state" / "erased.json", tmp_path / "other state" / "erased.json")
    with open_desk(tmp_path / "other data", tmp_path / "other state") as desk:
        assert "Ottoline" not in str(desk.ask("person.list"))
    assert [everywhere(word, tmp_path / "other data") for word in GONE] == [[]] * len(GONE)


def test_a_copy_made_after_the_redaction_keeps_what_the_law_left(tmp_path: Path) -> None:
    """Only what stands otherwise than the law left it is taken out: a clone of today loses no further word (JOURNAL 3)."""
    _, post = with_names(tmp_path)
    shutil.copytree(tmp_path / "data", tmp_path / "clone")
    with open_desk(tmp_path / "clone", tmp_path / "state", clock=post.clock) as desk:
        desk.new_stream("cloned")
        assert [entry.text for entry in desk.ask("log.list", "duty")] == [
            "[erased] and Winifred carry the hose",
            "[erased]",
        ]


def test_a_copy_made_between_two_redactions_forgets_the_second(tmp_path: Path) -> None:
    """A text redacted once, copied, and redacted again: the copy's first redaction does not shield the second word (JOURNAL 3)."""
    with Post(tmp_path) as post:
        post.do("log.add", "duty", "Thaddeus and Winifred carry the hose")
        post.do("log.redact", "duty", "1", basis="law", words=["Thaddeus"])
        post.desk.close()
        shutil.copytree(tmp_path / "data", tmp_path / "between")
        post.again()
        post.do("log.redact", "duty", "1", basis="law", words=["Winifred"])
        with open_desk(tmp_path / "between", tmp_path / "state", clock=post.clock) as desk:
            assert [entry.text for entry in desk.ask("log.list", "duty")] == ["[erased]"]
        assert everywhere("Winifred", tmp_path / "between", tmp_path / "data", tmp_path / "state") == []


def test_the_list_of_erased_ids_says_no_name(tmp_path: Path) -> None:
    """Beside the mark stand ids and commitments only (JOURNAL 3)."""
    with_names(tmp_path)
    known = json.loads((tmp_path / "state" / "erased.json").read_text())
    assert len(known) == 4 and all(len(key) == 36 and len(left) in (0, 64) for key, left in known.items())
    assert [everywhere(word, tmp_path / "state") for word in (*GONE, "Winifred")] == [[]] * (len(GONE) + 1)
