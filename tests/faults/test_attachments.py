"""A photo killed between copy and record, changed or lost on the disk, on a full disk, in a backup: said clearly, the book stays whole (issue 4 point 5)."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from commandpost.desk import open_desk
from commandpost.domain.core.refusal import Refused
from commandpost.domain.log.papers import prove, strays
from commandpost.store.shelf import Shelf, Unfit
from tests.faults.command import commandpost, rights_hold
from tests.faults.test_kill import killed, new
from tests.store.behind import everywhere
from tests.story import Post

pytestmark = pytest.mark.heavy  # processes, files and terminals of their own: after the quick suite

PHOTO = b"\xff\xd8\xff\xe0" + os.urandom(200_000)


@pytest.fixture
def post_with_photo(tmp_path: Path) -> Path:
    """A closed desk with one attached photo, and the photo beside it."""
    (tmp_path / "fryer.jpg").write_bytes(PHOTO)
    with Post(tmp_path) as post:
        post.report("fire 2F smoke !III")
        post.do("attachment.add", "26-0001", str(tmp_path / "fryer.jpg"), note="after the water")
    return tmp_path


def bytes_of(folder: Path) -> Path:
    """The file on the shelf."""
    (path,) = Shelf(folder / "data").files()
    return path


@pytest.mark.parametrize("moment", ["copied", "before the commit"])
def test_killed_between_copy_and_record(tmp_path: Path, moment: str) -> None:
    """What is left is at most a file that no record names; it is told by doctor and swept when it is old (JOURNAL 4)."""
    new(tmp_path)
    (tmp_path / "fryer.jpg").write_bytes(PHOTO)

    def work(say: object) -> None:
        from commandpost.store import shelf, unit

        def die(*_: object, **__: object) -> None:
            os._exit(9)

        if moment == "copied":
            shelf.sync_folder = die  # the bytes are on the disk, their name is not yet
        else:
            unit.StoreUnit.seal = die  # type: ignore[method-assign,assignment]
        with open_desk(tmp_path / "data", tmp_path / "state") as desk:
            desk.do("attachment.add", "26-0001", str(tmp_path / "fryer.jpg"))
        say("done")  # type: ignore[operator]

    assert killed(work, 30) == []
    assert commandpost(tmp_path, "verify").code == 0
    doctor = {check["code"]: check for check in json.loads(commandpost(tmp_path, "doctor", "--json").out)["checks"]}
    assert doctor["attachments.strays"]["ok"] is None and doctor["attachments"]["ok"] is True
    with open_desk(tmp_path / "data", tmp_path / "state") as desk:
        assert desk.ask("attachment.list", "26-0001") == []
        for path in strays(desk.reader, desk.folder):
            os.utime(path, (1, 1))
        desk.do("log.add", "26-0001", "next")
        desk.idle()
        assert not list(Shelf(desk.folder).files())
        assert desk.do("attachment.add", "26-0001", str(tmp_path / "fryer.jpg")).ref == "1"
        assert prove(desk.reader, Shelf(desk.folder)).files == 1


def test_killed_between_the_law_and_the_bytes(post_with_photo: Path) -> None:
    """The record says that the bytes are gone: they go at the next opening for writing, whatever happened (JOURNAL 3)."""
    folder = post_with_photo
    sha = bytes_of(folder).name

    def work(say: object) -> None:
        from commandpost.domain.log import papers

        papers.sweep = lambda writer, _: os._exit(9) if papers._owed(writer.read) else []  # type: ignore[assignment,misc]
        with open_desk(folder / "data", folder / "state") as desk:
            desk.do("attachment.redact", "26-0001", "1", basis="art. 47")

    assert killed(work, 30) == [] and bytes_of(folder).name == sha
    (folder / "fryer.jpg").unlink()
    with open_desk(folder / "data", folder / "state") as desk:
        assert desk.ask("attachment.list", "26-0001")[0].state == "erased"
        desk.do("log.add", "26-0001", "next")
    assert not list(Shelf(folder / "data").files())
    assert not everywhere(sha, folder / "data", folder / "state")
    assert commandpost(folder, "verify").code == 0


def changed(path: Path) -> None:
    """One byte turned."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.unlink(), "an attached file is missing: 26-0001, attachment 1 (fryer.jpg)"),
        (changed, "an attached file was changed: 26-0001, attachment 1 (fryer.jpg)"),
        (lambda path: path.write_bytes(b""), "an attached file was changed: 26-0001"),
        (lambda path: path.write_bytes(PHOTO + b"x"), "an attached file was changed: 26-0001"),
    ],
)
def test_a_missing_or_changed_file_is_named(post_with_photo: Path, damage: object, words: str) -> None:
    """`verify` holds every attached file against its hash, a backup names it too (R5.4)."""
    assert json.loads(commandpost(post_with_photo, "verify", "--json").out)["attachments"] == 1
    damage(bytes_of(post_with_photo))  # type: ignore[operator]
    said = commandpost(post_with_photo, "verify")
    assert said.code == 1 and f"BROKEN: {words}" in said.out
    made = commandpost(post_with_photo, "backup", str(post_with_photo / "copies"))
    assert made.code == 1 and "26-0001, attachment 1" in made.out
    with open_desk(post_with_photo / "data", post_with_photo / "state") as desk:  # the same photo again heals it
        desk.do("attachment.add", "26-0001", str(post_with_photo / "fryer.jpg"))
    assert commandpost(post_with_photo, "verify").code == 0


def test_a_changed_hash_in_the_file_is_found(post_with_photo: Path) -> None:
    """Whoever changes bytes and their hash alike is found by the hash's own commitment (JOURNAL 3)."""
    path = bytes_of(post_with_photo)
    changed(path)
    import hashlib

    other = hashlib.sha256(path.read_bytes()).hexdigest()
    target = Shelf(post_with_photo / "data").path(other)
    target.parent.mkdir(exist_ok=True)
    path.rename(target)
    raw = sqlite3.connect(post_with_photo / "data" / "commandpost.db")
    with raw:
        raw.execute("UPDATE personal SET value = ? WHERE kind = 'contents'", (other,))
    raw.close()
    said = commandpost(post_with_photo, "verify")
    assert said.code == 1 and "a text or name beside it was changed" in said.out


def test_backup_carries_them_and_restore_brings_them_back(post_with_photo: Path) -> None:
    """The copy has the bytes once however often it is made; what is not beside it is named (R4.5)."""
    folder, copies = post_with_photo, post_with_photo / "copies"
    made = json.loads(commandpost(folder, "backup", str(copies), "--json").out)
    assert made["attachments"] == 1 and made["ok"]
    kept = next(Shelf(copies).files())
    before = kept.stat().st_mtime_ns
    assert json.loads(commandpost(folder, "backup", str(copies), "--json").out)["attachments"] == 1
    assert kept.stat().st_mtime_ns == before, "the same bytes are copied once"
    said = commandpost(folder, "restore", made["file"], "--data", str(folder / "back"))
    assert said.code == 0 and "1 attached files, checked" in said.out
    assert next(Shelf(folder / "back").files()).read_bytes() == PHOTO
    assert commandpost(folder, "verify", "--data", str(folder / "back")).code == 0
    kept.unlink()
    said = commandpost(folder, "restore", made["file"], "--data", str(folder / "half"))
    assert said.code == 0 and "not beside the backup, or changed there: 26-0001, attachment 1 (fryer.jpg)" in said.out
    assert commandpost(folder, "verify", "--data", str(folder / "half")).code == 1


def test_a_restored_backup_forgets_the_bytes_again(post_with_photo: Path) -> None:
    """What the law took after the backup was made never reaches the restored desk (JOURNAL 3)."""
    folder, copies = post_with_photo, post_with_photo / "copies"
    made = json.loads(commandpost(folder, "backup", str(copies), "--json").out)
    assert commandpost(folder, "attachment", "redact", "26-0001", "1", "--basis", "art. 47").code == 0
    said = commandpost(folder, "restore", made["file"], "--data", str(folder / "back"))
    assert said.code == 0, said.err
    assert not list(Shelf(folder / "back").files())
    (paper,) = json.loads(commandpost(folder, "attachment", "list", "26-0001", "--data", str(folder / "back"), "--json").out)
    assert paper["state"] == "erased" and paper["sha256"] is None and paper["name"] == "[erased]"
    assert commandpost(folder, "verify", "--data", str(folder / "back")).code == 0
    shutil.copytree(folder / "data", folder / "copied")  # a copy that still had them goes on under a new name and forgets
    assert commandpost(folder, "verify", "--data", str(folder / "copied")).code == 0


def test_a_copied_folder_forgets_them_when_it_is_opened(post_with_photo: Path) -> None:
    """A clone made before the erasure is opened on the same machine: bytes and hash go before it shows anything (JOURNAL 3)."""
    folder = post_with_photo
    shutil.copytree(folder / "data", folder / "clone")
    assert commandpost(folder, "attachment", "redact", "26-0001", "1", "--basis", "art. 47").code == 0
    assert list(Shelf(folder / "clone").files())
    assert commandpost(folder, "log", "add", "26-0001", "goes on", "--data", str(folder / "clone")).code == 0
    assert not list(Shelf(folder / "clone").files())
    assert commandpost(folder, "verify", "--data", str(folder / "clone")).code == 0


def test_no_room_for_a_photo_is_said_and_leaves_nothing(post_with_photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photo never takes the book's last room: it is refused before, and a disk that fills meanwhile leaves no half file (DESIGN 5)."""
    from commandpost.store import shelf

    other = post_with_photo / "other.jpg"
    other.write_bytes(PHOTO + b"2")
    with open_desk(post_with_photo / "data", post_with_photo / "state") as desk:
        records = desk.reader("SELECT count(*) FROM journal")
        monkeypatch.setattr(shelf, "free_bytes", lambda path: len(PHOTO) + 1000)
        with pytest.raises(Refused) as caught:
            desk.do("attachment.add", "26-0001", str(other))
        assert "The disk is full; nothing was attached." in caught.value.refusal.what
        monkeypatch.setattr(shelf, "free_bytes", lambda path: 10**12)
        for number in (28, 5, 13):  # no space, an error of the disk, no right

            def fails(*_: object, number: int = number) -> None:
                raise OSError(number, os.strerror(number))

            monkeypatch.setattr(shelf.os, "fsync", fails)
            with pytest.raises(Refused) as caught:
                desk.do("attachment.add", "26-0001", str(other))
            assert caught.value.refusal.do
            monkeypatch.undo()
            monkeypatch.setattr(shelf, "free_bytes", lambda path: 10**12)
        assert desk.reader("SELECT count(*) FROM journal") == records
        assert [path.name for path in Shelf(desk.folder).files()] == [bytes_of(post_with_photo).name]


def test_closed_folders_are_said(post_with_photo: Path) -> None:
    """A shelf that may not be written, a photo that may not be read: words, and the book goes on (DESIGN 5)."""
    if not rights_hold(post_with_photo):
        pytest.skip("whoever runs this may write everywhere")
    (post_with_photo / "other.jpg").write_bytes(b"other")
    (post_with_photo / "closed.jpg").write_bytes(b"closed")
    (post_with_photo / "closed.jpg").chmod(0o000)
    give = {"as_anybody": True}
    said = commandpost(post_with_photo, "attachment", "add", "26-0001", "closed.jpg", **give)  # type: ignore[arg-type]
    assert "cannot be read (Permission denied)" in said.clear
    shelf = post_with_photo / "data" / "attachments"
    shelf.chmod(0o500)
    said = commandpost(post_with_photo, "attachment", "add", "26-0001", "other.jpg", **give)  # type: ignore[arg-type]
    shelf.chmod(0o700)
    assert "The folder of attachments cannot be written: Permission denied." in said.clear
    assert commandpost(post_with_photo, "verify").code == 0


def test_a_file_that_grows_while_it_is_copied_stays_within_the_limit(tmp_path: Path) -> None:
    """What is read is what is hashed; more than was allowed is refused in the middle (issue 4 point 5)."""
    shelf = Shelf(tmp_path)
    with pytest.raises(Unfit) as caught:
        pieces = iter([b"x" * 10, b"y" * 1000])
        shelf._copied(lambda size: next(pieces, b""), "grows.log", 10, 100)
    assert caught.value.why == "large" and not list(shelf.files())


def test_looking_at_big_files_can_be_stopped(post_with_photo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl+C in the middle of a long look ends it in a sentence: nothing is proved, nothing is broken; and it tells how far it is (issue 4 point 5)."""
    import sys

    from commandpost import cli, doors
    from commandpost.store import shelf

    monkeypatch.setenv("COMMANDPOST_STATE", str(post_with_photo / "state"))
    monkeypatch.setattr(doors, "MB", 1000)
    monkeypatch.setattr(shelf, "PIECE", 20_000)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert cli.main(["--data", str(post_with_photo / "data"), "--lang", "en", "verify"]) == 0
    assert "attached files: 80 MB looked at, Ctrl+C stops" in capsys.readouterr().err

    def stopped(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(doors, "_telling", lambda: stopped)
    assert cli.main(["--data", str(post_with_photo / "data"), "--lang", "en", "verify"]) == 1
    assert capsys.readouterr().out.strip() == "stopped before the end: nothing is proved"
    shelf_ = Shelf(post_with_photo / "data")
    with open_desk(post_with_photo / "data", post_with_photo / "state") as desk:
        assert prove(desk.reader, shelf_, lambda done: False).stopped
