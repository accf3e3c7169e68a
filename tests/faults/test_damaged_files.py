"""A truncated, overwritten, emptied or foreign file ends in a clear sentence and code 1, and is never taken for a sound book (issue 3, The bars)."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commandpost import cli
from commandpost.desk import open_desk
from commandpost.store.files import DATABASE
from tests.faults.command import Said, commandpost
from tests.store.small_evening import play
from tests.story import Post

COMMANDS = (
    ("log", "add", "26-0002", "an entry on a damaged file"),
    ("incident", "report", "smoke on a damaged file"),
    ("incident", "list"),
    ("incident", "show", "26-0002"),
    ("log", "list", "26-0002"),
    ("board",),
    ("search", "smoke"),
    ("person", "list"),
    ("post", "list"),
    ("deadline", "list"),
    ("plan", "show"),
    ("log", "redact", "26-0002", "1", "--basis", "law"),
    ("person", "erase", "欧阳静姝", "--basis", "law"),
    ("stream", "new", "--reason", "damaged"),
    ("doctor",),
    ("verify",),
)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole evening, closed."""
    folder = tmp_path_factory.mktemp("evening")
    with Post(folder) as post:
        play(post)
    return folder


@pytest.fixture
def home(evening: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of it to be damaged, with marks that take it for the desk's own."""
    shutil.copytree(evening / "data", tmp_path / "data")
    shutil.copytree(evening / "state", tmp_path / "state")
    for mark in (tmp_path / "state" / "marks").iterdir():
        mark.write_text(mark.read_text().replace(str(evening), str(tmp_path)))
    monkeypatch.setenv("COMMANDPOST_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("COMMANDPOST_DATA", str(tmp_path / "data"))
    yield tmp_path


def inside(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """Run the command in this process: an exception that a stranger would see as a traceback fails the test by itself."""
    capsys.readouterr()
    code = cli.main(["--lang", "en", *words])
    out, err = capsys.readouterr()
    return Said(code, out, err)


def cut_to(size: Callable[[int], int]) -> Callable[[Path], None]:
    """Give what truncates a file to so many of its bytes."""

    def damage(file: Path) -> None:
        content = file.read_bytes()
        file.write_bytes(content[: size(len(content))])

    return damage


def overwritten(start: int, length: int) -> Callable[[Path], None]:
    """Give what overwrites a stretch of a file with noise."""

    def damage(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[start : start + length] = random.Random(start).randbytes(len(content[start : start + length]))
        file.write_bytes(bytes(content))

    return damage


def foreign(file: Path) -> None:
    """Put another program's database in its place."""
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE journal(x)")
    connection.execute("CREATE TABLE photos(x)")
    connection.commit()
    connection.close()


HOPELESS: dict[str, Callable[[Path], None]] = {
    "zero length": cut_to(lambda size: 0),
    "one byte": cut_to(lambda size: 1),
    "half a header": cut_to(lambda size: 60),
    "half a page": cut_to(lambda size: 2048),
    "garbage": overwritten(0, 10**9),
    "a text": lambda file: file.write_bytes("这不是数据库".encode() * 1000) and None,
    "another program's database": foreign,
    "a broken header": overwritten(0, 100),
}
TORN: dict[str, Callable[[Path], None]] = {
    "one page": cut_to(lambda size: 4096),
    "three pages": cut_to(lambda size: 3 * 4096),
    "half of it": cut_to(lambda size: size // 2),
    "all but a page": cut_to(lambda size: size - 4096),
    "all but a byte": cut_to(lambda size: size - 1),
    "noise in the schema": overwritten(100, 3000),
    "noise in the middle": overwritten(300_000, 20_000),
    "noise at the end": overwritten(900_000, 100_000),
}


@pytest.mark.parametrize("damage", HOPELESS.values(), ids=HOPELESS)
def test_what_is_no_desks_file_any_more_is_refused_in_words(
    home: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None]
) -> None:
    """Every verb and question says that the file is damaged and names the backup as the remedy; the file is left as it is (DESIGN 5)."""
    file = home / "data" / DATABASE
    damage(file)
    before = file.read_bytes()
    for words in COMMANDS:
        said = inside(capsys, *words)
        if words == ("doctor",):
            assert said.code == 1 and "WRONG" in said.out and "damaged" in said.out
        else:
            assert "damaged" in said.clear and "restore FILE" in said.clear
    assert file.read_bytes() == before


@pytest.mark.parametrize("damage", TORN.values(), ids=TORN)
def test_a_torn_file_never_ends_in_a_traceback_and_never_verifies(
    home: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None]
) -> None:
    """Some pages may still answer; whatever is asked or done ends in an answer or in a sentence, and verify and doctor find it (DESIGN 5)."""
    damage(home / "data" / DATABASE)
    assert inside(capsys, "verify").code == 1
    for words in COMMANDS:
        said = inside(capsys, *words)
        assert said.code in (0, 1) and "Traceback" not in said.err
        if said.code == 1 and words[0] not in ("doctor", "verify"):
            assert said.clear
    assert inside(capsys, "verify").code == 1


@pytest.mark.parametrize("name", ["zero length", "garbage", "half of it", "all but a page", "noise in the schema"])
def test_the_installed_command_says_it_to_a_stranger(home: Path, name: str) -> None:
    """The real process: one sentence wrong, one what to do, code 1 (issue 3, The bars)."""
    (HOPELESS | TORN)[name](home / "data" / DATABASE)
    said = commandpost(home, "verify")
    assert said.code == 1 and "Traceback" not in said.err and (said.out or said.err)
    said = commandpost(home, "log", "add", "26-0002", "an entry")
    assert "Traceback" not in said.err and (said.code == 0 or said.clear)


@pytest.mark.heavy
def test_hundreds_of_torn_files_never_end_in_a_traceback(
    home: Path, evening: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Noise of any length at any place, and any length cut off: an answer or a sentence, every time (JOURNAL 4)."""
    chance, file, whole = random.Random(3), home / "data" / DATABASE, (evening / "data" / DATABASE).read_bytes()
    for _ in range(150):
        for beside in home.glob(f"data/{DATABASE}-*"):
            beside.unlink()
        content = bytearray(whole)
        for _ in range(chance.choice([0, 1, 3])):
            start, length = chance.randrange(len(content)), chance.choice([1, 16, 512, 4096, 50_000])
            content[start : start + length] = chance.randbytes(len(content[start : start + length]))
        file.write_bytes(bytes(content[: chance.choice([len(content), chance.randrange(len(content))])]))
        for words in chance.sample(COMMANDS, 5):
            said = inside(capsys, *words)
            assert said.code in (0, 1)


def test_a_damaged_file_can_be_restored_as_it_says(home: Path, evening: Path) -> None:
    """The remedy that every refusal names works: restore the last backup into a new folder, and go on there (R4.5)."""
    backup = commandpost(home, "--json", "backup", str(home / "stick"))
    assert backup.code == 0
    (copy,) = (home / "stick").glob("*.db")
    (home / "data" / DATABASE).write_bytes(b"gone")
    said = commandpost(home, "log", "add", "26-0002", "an entry").clear
    assert "commandpost restore FILE --data NEWDIR" in said
    assert "A3" in commandpost(home, "restore", str(copy), "--data", str(home / "new")).done
    assert commandpost(home, "--data", str(home / "new"), "log", "add", "26-0002", "gone on").done == "A3#1"
    assert commandpost(home, "--data", str(home / "new"), "verify").code == 0


def test_a_file_torn_while_it_is_open_is_said(home: Path) -> None:
    """A stick pulled out, a disk that fails under an open desk: the next question or entry is refused in words (DESIGN 5)."""
    from commandpost.domain.core.refusal import Refused

    with open_desk(home / "data", home / "state") as desk:
        file = home / "data" / DATABASE
        with file.open("r+b") as handle:
            handle.seek(8192)
            handle.write(b"\xaa" * (file.stat().st_size - 8192))
        for work in (
            lambda: desk.ask("log.list", "26-0002"),
            lambda: desk.do("log.add", "26-0002", "x"),
            lambda: desk.ask("board"),
        ):
            try:
                work()
            except Refused as refused:
                assert refused.refusal.what and refused.refusal.do
