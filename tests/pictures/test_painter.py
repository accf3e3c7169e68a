"""The pictures of the pages: cells are painted where they stand, and a machine without Chinese is told so in words."""

from __future__ import annotations

import pyte
import pytest
from PIL import Image

from tests.pictures import __main__ as taking
from tests.pictures import painter


def screen(text: str) -> pyte.Screen:
    made = pyte.Screen(12, 2)
    pyte.Stream(made).feed(text)
    return made


def test_paper_and_ink_stand_where_the_terminal_put_them() -> None:
    wide, high = painter.CELL
    picture = painter.paint(screen("\x1b[48;2;10;20;30m \x1b[0m\x1b[38;2;200;30;40m█\x1b[7m█")).convert("RGB")
    assert picture.size == (12 * wide, 2 * high)
    assert picture.getpixel((1, 1)) == (10, 20, 30)
    assert picture.getpixel((wide + 1, 1)) == (200, 30, 40)
    assert picture.getpixel((2 * wide + 1, 1)) == tuple(
        bytes.fromhex(painter.PAPER)
    )  # reversed: ink and paper change places


def test_a_chinese_character_fills_two_cells() -> None:
    try:
        painter.face("Regular")
    except painter.NoFont as refused:
        pytest.skip(str(refused))
    wide, high = painter.CELL
    picture = painter.paint(screen("火")).convert("RGB")

    def inked(box: tuple[int, int, int, int]) -> bool:
        part: Image.Image = picture.crop(box)
        return len(part.getcolors() or []) > 1

    assert inked((0, 0, wide, high)) and inked((wide, 0, 2 * wide, high)) and not inked((2 * wide, 0, 4 * wide, high))


def test_without_a_font_it_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(painter, "_files", dict)
    painter.face.cache_clear()
    try:
        assert taking.main(["board"]) == 1
    finally:
        painter.face.cache_clear()
    assert "No font with Chinese was found" in capsys.readouterr().err


def test_a_station_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert taking.main(["moon"]) == 2
    stations = "board, line, incident, lists, alarms, hearing, orders, handover, duty, search, palette"
    assert f"There is no station moon. There are: {stations}." in capsys.readouterr().err
