"""Issue 4, point 8: `j` puts a letter over every place one can go to; pressed, the cursor is there."""

from __future__ import annotations

import pytest

from commandpost.tui.parts.jump import LETTERS, Jump, Letter, codes
from commandpost.tui.parts.rows import Rows
from tests.story import Post
from tests.tui.seat import Seat, sitting


@pytest.mark.parametrize("count", [1, 26, 27, 51, 60, 400, 676])
def test_no_code_is_the_beginning_of_another(count: int) -> None:
    found = codes(count)
    assert len(found) == len(set(found)) == count
    assert not [(a, b) for a in found for b in found if a != b and b.startswith(a)]
    assert set("".join(found)) <= set(LETTERS)


def evening(post: Post, incidents: int = 3) -> list[str]:
    lines = ["fire 2F-foodcourt smoke, 2 hurt !II", "power out Hall 1 !III", "lift B3 stuck !IV"]
    return [post.forward(minutes=1).report(lines[i % 3]) for i in range(incidents)]


async def jump(seat: Seat, top: int = 0) -> dict[str, str]:
    """Press j; give what stands behind each letter on its line, by the letter."""
    before = seat.lines()
    await seat.press("j")
    await seat.until(lambda: isinstance(seat.app.screen, Jump), "letters")
    await seat.until(lambda: seat.lines() != before, "painted")
    found = {}
    for letter in seat.app.screen.query(Letter):
        at = letter.region
        if at.y < top:
            continue
        found[letter.code] = before[at.y][at.x :].lstrip("▌ ")
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_a_letter_takes_the_cursor_to_its_row(post: Post, size: tuple[int, int], language: str) -> None:
    evening(post)
    async with sitting(post.desk, size=size, language=language) as seat:
        await seat.see("26-0003")
        under = await jump(seat)
        code = next(code for code, words in under.items() if words.startswith("26-0003"))
        assert any(line.startswith(code) for line in seat.lines()), "the letter stands on its row"
        await seat.press(code)
        await seat.until(lambda: seat.chosen().startswith("▌26-0003"), "there")
        assert not isinstance(seat.app.screen, Jump)


async def test_an_obligation_on_the_strip_opens_its_incident(post: Post) -> None:
    evening(post, 1)
    async with sitting(post.desk, size=(120, 36)) as seat:
        await seat.see("26-0001")
        under = await jump(seat)
        strip = [letter.code for letter in seat.app.screen.query(Letter) if letter.region.y == 1]
        assert len(strip) == 3, under
        await seat.press(strip[1])
        await seat.until(
            lambda: getattr(seat.app.page and seat.app.page.pane_here, "number", "") == "26-0001", "opened"
        )


async def test_esc_leaves_and_a_key_that_is_no_letter_does_nothing(post: Post) -> None:
    evening(post)
    async with sitting(post.desk) as seat:
        await seat.see("26-0003")
        before = seat.chosen()
        await jump(seat)
        await seat.press("5", "n", "ctrl+t")
        await seat.pilot.pause(0.05)
        assert isinstance(seat.app.screen, Jump) and "▸" not in seat.text()
        await seat.press("escape")
        await seat.until(lambda: not isinstance(seat.app.screen, Jump), "left")
        await seat.until(lambda: seat.chosen() == before, "as before")


async def test_many_rows_take_two_letters(post: Post) -> None:
    evening(post, 40)
    async with sitting(post.desk, size=(200, 60)) as seat:
        await seat.see("26-0040")
        under = await jump(seat)
        code, words = [(code, words) for code, words in under.items() if len(code) == 2][-1]
        await seat.press(code[0])
        await seat.pilot.pause(0.05)
        assert isinstance(seat.app.screen, Jump)
        await seat.press(code[1])
        await seat.until(lambda: seat.chosen().startswith("▌" + words[:7]), words)


async def test_j_is_a_letter_while_one_types(post: Post) -> None:
    async with sitting(post.desk) as seat:
        await seat.press("n")
        await seat.see("report ▸")
        await seat.type("jam at gate")
        await seat.see("report ▸ jam at gate")


@pytest.mark.parametrize("size", [(120, 36), (200, 50)])
async def test_on_an_incident_every_entry_obligation_and_column_has_its_letter(
    post: Post, size: tuple[int, int]
) -> None:
    evening(post, 1)
    for words in ("first", "second", "third"):
        post.forward(minutes=1)
        post.do("log.add", "26-0001", words)
    async with sitting(post.desk, size=size) as seat:
        await seat.see("26-0001")
        seat.app.open_incident("26-0001")
        await seat.see("third", "report chain")
        under = await jump(seat)
        code = next(code for code, words in under.items() if words.split("│")[0].rstrip().endswith("second"))
        await seat.press(code)
        await seat.until(lambda: "second" in seat.chosen().split("│")[0], "on the entry")
        under = await jump(seat, top=3)
        code = next(code for code, words in under.items() if "notify Medical" in words.split("│")[0])
        await seat.press(code)
        await seat.until(lambda: isinstance(seat.app.focused, Rows), "in the column of what must happen")
        await seat.until(lambda: any("▌−" in line and "notify Medical" in line for line in seat.lines()), "on it")
