"""A folder or file that may not be written: the book can be read, what cannot be done is said, nothing is left half done (DESIGN 5)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandpost.store.files import DATABASE
from tests.faults.command import Said, commandpost, rights_hold
from tests.faults.test_disk_full import init


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A closed desk, on a machine where closed folders hold."""
    if not rights_hold(tmp_path):
        pytest.skip("here even a command without its rights writes into a folder that is closed to it")
    init(tmp_path)
    yield tmp_path
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o700)


def try_it(home: Path, *words: str) -> Said:
    """Run a command as an account without special rights."""
    return commandpost(home, *words, as_anybody=True)


@pytest.mark.parametrize(
    "closed", ["folder", *(pytest.param(what, marks=pytest.mark.heavy) for what in ("file", "both"))]
)
def test_a_data_folder_that_cannot_be_written(home: Path, closed: str) -> None:
    """Entries are refused with the remedy, questions and verify answer, doctor says what is wrong (issue 3, The bars)."""
    if closed != "folder":
        (home / "data" / DATABASE).chmod(0o400)
    if closed != "file":
        (home / "data").chmod(0o500)
    said = try_it(home, "log", "add", "26-0001", "cannot be written").clear
    assert "cannot be written; nothing was written" in said and "Make it writable" in said
    assert "smoke at the gate" in try_it(home, "log", "list", "26-0001").done
    assert "as it was written" in try_it(home, "verify").done
    assert try_it(home, "doctor").code in (0, 1)
    (home / "data").chmod(0o700)
    (home / "data" / DATABASE).chmod(0o600)
    assert try_it(home, "log", "add", "26-0001", "written").done == "#2"


@pytest.mark.heavy
def test_doctor_says_that_a_folder_is_closed(home: Path) -> None:
    """Code 1, and the line that is WRONG names the folder (R6.3)."""
    (home / "data").chmod(0o500)
    said = try_it(home, "doctor")
    assert said.code == 1 and f"{home / 'data'} cannot be written" in said.out and "Traceback" not in said.err


def test_init_into_a_folder_that_cannot_be_written(home: Path) -> None:
    """Neither a closed data folder nor one that cannot be made leaves a desk or a mark (R2.1)."""
    shutil.rmtree(home / "data")
    (home / "data").mkdir()
    (home / "data").chmod(0o500)
    marks = sorted((home / "state" / "marks").iterdir())
    assert "cannot be written" in try_it(home, "init", "--site", "S", "--desk", "A", "--operator", "O").clear
    (home / "shut").mkdir(mode=0o500)
    assert (
        "cannot be written"
        in try_it(
            home, "--data", str(home / "shut" / "deeper"), "init", "--site", "S", "--desk", "A", "--operator", "O"
        ).clear
    )
    assert sorted((home / "state" / "marks").iterdir()) == marks and list((home / "data").iterdir()) == []


def test_a_state_folder_that_cannot_be_written(home: Path) -> None:
    """init says so and refuses, leaving no file; an open desk goes on writing, for the entry is worth more than the mark (JOURNAL 1.2)."""
    (home / "shut").mkdir(mode=0o500)
    fresh = home / "fresh"
    fresh.mkdir()
    refused = commandpost(
        fresh, "init", "--site", "S", "--desk", "A", "--operator", "O", state=home / "shut" / "state", as_anybody=True
    ).clear
    assert "state folder cannot be written" in refused and "COMMANDPOST_STATE" in refused
    assert not (fresh / "data").exists() or list((fresh / "data").iterdir()) == []
    (home / "state" / "marks").chmod(0o500)
    (home / "state").chmod(0o500)
    assert try_it(home, "log", "add", "26-0001", "the mark stays behind").done == "#2"
    assert try_it(home, "log", "list", "26-0001").code == 0
    assert "state cannot be written" in try_it(home, "doctor").out


@pytest.mark.heavy
def test_a_copy_without_a_state_folder_can_be_read(home: Path) -> None:
    """A question needs no mark: on a machine with a closed home the book can still be shown (JOURNAL 1.2)."""
    (home / "shut").mkdir(mode=0o500)
    assert "smoke" in commandpost(home, "log", "list", "26-0001", state=home / "shut" / "state", as_anybody=True).done
    refused = commandpost(home, "log", "add", "26-0001", "x", state=home / "shut" / "state", as_anybody=True).clear
    assert "copy" in refused and "stream new" in refused
    assert (
        "state folder cannot be written"
        in commandpost(home, "stream", "new", "--reason", "x", state=home / "shut" / "state", as_anybody=True).clear
    )


@pytest.mark.heavy
def test_a_backup_into_a_closed_folder(home: Path) -> None:
    """It is said that the copy cannot be written, and the desk is as it was (R4.5)."""
    (home / "stick").mkdir()
    (home / "stick").chmod(0o500)
    assert "cannot be written" in try_it(home, "backup", str(home / "stick")).clear
    assert list((home / "stick").iterdir()) == []


@pytest.mark.heavy
def test_a_backup_from_and_a_restore_of_what_can_only_be_read(home: Path) -> None:
    """A desk on a read-only medium can be backed up, and the copy restored from a read-only stick (R4.5)."""
    (home / "data").chmod(0o500)
    assert "checked" in try_it(home, "backup", str(home / "stick")).done
    (home / "data").chmod(0o700)
    (copy,) = (home / "stick").iterdir()
    copy.chmod(0o400)
    (home / "stick").chmod(0o500)
    assert "A2" in try_it(home, "--data", str(home / "new"), "restore", str(copy)).done
    assert "smoke" in try_it(home, "--data", str(home / "new"), "log", "list", "26-0001").done


@pytest.mark.heavy
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_folder_or_file_that_cannot_even_be_read(home: Path, what: str) -> None:
    """Nothing can be shown: that is said in words as well (DESIGN 5)."""
    (home / "data" if what == "folder" else home / "data" / DATABASE).chmod(0)
    for words in (
        ("log", "list", "26-0001"),
        ("log", "add", "26-0001", "x"),
        ("verify",),
        ("init", "--site", "S", "--desk", "A", "--operator", "O"),
        ("restore", str(home / "some.db")),
    ):
        assert try_it(home, *words).clear
    (home / "data").chmod(0o700)
    (home / "data" / DATABASE).chmod(0o600)
    assert "smoke at the gate" in try_it(home, "log", "list", "26-0001").done  # nothing of it was taken away
