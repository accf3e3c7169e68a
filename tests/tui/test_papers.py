"""Photos and papers at the screen: found by typing over a folder, attached, looked at, taken away by law (R4.2, R5.4)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandpost.domain.core.refusal import Refused
from commandpost.tui.parts import files
from commandpost.tui.parts.file_line import FileLine
from tests.story import Post
from tests.tui.seat import Seat, sitting

PHOTO = b"\xff\xd8\xff" + b"x" * 45_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A telephone's folder: two photos, an older paper, a folder of others."""
    place = tmp_path / "phone"
    (place / "roof" / "deep").mkdir(parents=True)
    for at, (name, content) in enumerate(
        (("list.txt", b"who was here"), ("fryer.jpg", PHOTO), ("烧坏的炸炉.jpg", PHOTO + b"2"), ("roof/duct.jpg", PHOTO + b"3"))
    ):
        (place / name).write_bytes(content)
        os.utime(place / name, (1_000_000_000 + at, 1_000_000_000 + at))
    (place / ".hidden.jpg").write_bytes(b"hidden")
    monkeypatch.setattr(FileLine, "_last", place)
    yield place


async def open_papers(seat: Seat, number: str) -> None:
    """Open an incident's papers by the keys."""
    await seat.open(number)
    await seat.press("F")
    await seat.see(f"Papers of {number}")


async def test_a_photo_is_found_by_typing_and_attached(post: Post, folder: Path) -> None:
    number = post.report("fire 2F smoke !III")
    async with sitting(post.desk) as seat:
        await open_papers(seat, number)
        await seat.see("Nothing is attached.", "F attach a photo or paper: find it by typing")
        await seat.press("F")
        await seat.see(f"attach to {number} ▸", str(folder), "Enter attach   Tab into the folder")
        shown = [line.split()[0].lstrip("▌") for line in seat.lines() if "2001-09" in line]
        assert shown == ["烧坏的炸炉.jpg", "fryer.jpg", "list.txt"], "the newest first"
        assert ".hidden.jpg" not in seat.text() and "roof/" in seat.text()
        await seat.type("zhalu")
        await seat.until(lambda: sum("2001-09" in line for line in seat.lines()) == 1, "found by pinyin")
        await seat.press("enter")
        await seat.see("烧坏的炸炉.jpg is attachment 1 of", f"Papers of {number}   1 attached, 45 kB")
        await seat.press("down", "enter")  # the line stays for the next one
        await seat.see("2 attached, 90 kB", "fryer.jpg is attachment 2 of")
        await seat.press("escape")
        await seat.gone("attach to")
        assert [line.split()[1] for line in seat.lines() if "image/jpeg" in line] == ["烧坏的炸炉.jpg", "fryer.jpg"]
        assert "fryer.jpg" in seat.chosen()
    assert [(p.name, p.entry) for p in post.ask("attachment.list", number)] == [("烧坏的炸炉.jpg", "2"), ("fryer.jpg", "3")]


async def test_the_paper_attached_here_is_chosen_and_what_others_attach_moves_nobodys_cursor(post: Post, folder: Path) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("attachment.add", number, str(folder / "list.txt"))
    async with sitting(post.desk) as seat:
        await open_papers(seat, number)
        await seat.see("1 attached")
        await seat.press("F")
        await seat.see("fryer.jpg")
        await seat.enter("fryer")
        await seat.see("2 attached")
        await seat.press("escape")
        await seat.until(lambda: "fryer.jpg" in seat.chosen(), "mine is chosen")
        await seat.press("home")
        await seat.until(lambda: "list.txt" in seat.chosen(), "another one is looked at")
        post.do("attachment.add", number, str(folder / "roof" / "duct.jpg"))
        seat.app.changed(None)
        await seat.see("3 attached", "duct.jpg")
        assert "list.txt" in seat.chosen()


async def test_tab_goes_into_a_folder_and_a_path_may_be_typed(post: Post, folder: Path) -> None:
    post.report("fire 2F smoke !III")
    async with sitting(post.desk, size=(150, 24)) as seat:
        await open_papers(seat, "26-0001")
        await seat.press("F")
        await seat.see("fryer.jpg")
        await seat.type("roof")
        await seat.press("tab")
        await seat.see(f"{folder}/roof", "duct.jpg", "deep/")
        await seat.press("shift+tab")
        await seat.see("fryer.jpg")
        await seat.type("roof/du")
        await seat.until(lambda: "duct.jpg" in seat.text() and "fryer.jpg" not in seat.text(), "a typed path")
        await seat.press("enter")
        await seat.see("duct.jpg is attachment 1 of 26-0001")
        assert FileLine._last == folder / "roof", "the next one lies beside it"
        await seat.type("../.hid")
        await seat.see(".hidden.jpg")
        await seat.press(*["backspace"] * 7)
        await seat.type("/nowhere/x")
        await seat.see("Nobody can look into this folder")
        await seat.press("enter")
        await seat.see("/nowhere/x")
        await seat.press("escape")
        await seat.see("Papers of 26-0001   1 attached")


async def test_what_cannot_be_attached_is_said_in_the_line(post: Post, folder: Path) -> None:
    post.report("fire 2F smoke !III")
    (folder / "empty.jpg").touch()
    async with sitting(post.desk) as seat:
        await open_papers(seat, "26-0001")
        await seat.press("F")
        await seat.see("empty.jpg")
        await seat.enter("empty")
        await seat.see("Not done: This file is empty:")
    assert post.ask("attachment.list", "26-0001") == []


async def test_enter_lets_the_systems_own_program_show_a_copy(post: Post, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post.report("fire 2F smoke !III")
    post.do("attachment.add", "26-0001", str(folder / "fryer.jpg"))
    opened: list[Path] = []
    monkeypatch.setattr(files, "show_file", opened.append)
    async with sitting(post.desk) as seat:
        await open_papers(seat, "26-0001")
        await seat.see("fryer.jpg")
        await seat.press("enter")
        await seat.see("fryer.jpg is being shown.")
        assert opened[0].read_bytes() == PHOTO and opened[0].name == "fryer.jpg"
    post.desk.leave()
    assert not opened[0].exists(), "it goes when the desk is left"
    post.again()


async def test_where_there_is_no_program_a_sentence_says_so(post: Post, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post.report("fire 2F smoke !III")
    post.do("attachment.add", "26-0001", str(folder / "fryer.jpg"))
    (folder / "run.exe").write_bytes(b"MZ")
    post.do("attachment.add", "26-0001", str(folder / "run.exe"))
    monkeypatch.setattr(files, "_program", lambda: None)
    async with sitting(post.desk) as seat:
        await open_papers(seat, "26-0001")
        await seat.see("run.exe")
        await seat.press("enter")
        await seat.see("There is no program here that shows files. A copy lies at")
        await seat.press("end", "enter")
        await seat.see("This kind of file is not opened from here: run.exe")


async def test_the_bytes_are_taken_away_after_one_question(post: Post, folder: Path) -> None:
    post.report("fire 2F smoke !III")
    post.do("attachment.add", "26-0001", str(folder / "fryer.jpg"))
    async with sitting(post.desk) as seat:
        await open_papers(seat, "26-0001")
        await seat.see("fryer.jpg")
        await seat.press("z")
        await seat.see("basis")
        await seat.type("art. 47")
        await seat.press("enter", "enter")
        await seat.see("from every file of this desk")
        await seat.lift()
        await seat.press("enter")
        await seat.see("taken away by law", "[erased]")
        await seat.press("enter")
        await seat.see("its bytes were taken away by law")
    assert post.ask("attachment.list", "26-0001")[0].state == "erased"


async def test_the_duty_log_has_its_papers_and_another_process_is_seen(post: Post, folder: Path) -> None:
    post.do("log.add", "duty", "rain")
    async with sitting(post.desk, language="zh_CN") as seat:
        await seat.press("d")
        await seat.see("rain")
        await seat.press("F")
        await seat.see("值班日志 的照片和文件", "还没有附件。")
        await asyncio.sleep(0.6)  # the desk has looked once whether others write
        from commandpost.desk import open_desk

        with open_desk(post.desk.folder, post.desk.state, clock=post.clock, language="zh_CN") as other:
            other.do("attachment.add", "duty", str(folder / "list.txt"))
        await seat.see("list.txt", "1 个，12 B")
        await seat.press("escape")
        await seat.see("rain")


def test_a_listing_says_why_it_is_empty(tmp_path: Path) -> None:
    assert files.listing(tmp_path / "none").fault
    (tmp_path / "file").write_text("x")
    assert files.listing(tmp_path / "file").fault
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert [row.name for row in files.listing(tmp_path).rows] == ["file"]
    assert files.typed("~/x/y", tmp_path) == (Path.home() / "x", "y")
    assert files.typed("../a/b", tmp_path) == (tmp_path.parent / "a", "b")
    assert files.typed("b", tmp_path) == (tmp_path, "b")
    for text in ("'/phone/two words.jpg'", "/phone/two\\ words.jpg", "file:///phone/two%20words.jpg"):
        assert files.typed(text, tmp_path) == (Path("/phone"), "two words.jpg"), "dropped on the terminal"


def test_only_what_is_shown_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("x.EXE", "a.desktop", "b.sh"):
        with pytest.raises(Refused):
            files.show_file(tmp_path / name)
    monkeypatch.setattr(files, "_program", lambda: ["/nowhere/at/all"])
    with pytest.raises(Refused) as caught:
        files.show_file(tmp_path / "a.jpg")
    assert "did not start" in caught.value.refusal.what
    monkeypatch.setattr(files, "_program", lambda: ["true"])
    files.show_file(tmp_path / "a.jpg")
