"""R4.3, DESIGN 4: the board is narrowed and put in order by a few letters, says so in its head, and Esc gives everything back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.story import Post
from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import Seat, sitting

CRITERIA = ["flames_out", "headcount", "gas_power", "no_rekindle", "extinguishers"]


def furnish(post: Post) -> Post:
    """Let an evening go by: two fires, a lift, a fall that is over, each a day or an hour apart."""
    for code, zh, en in (("gate-4", "四号门", "Gate 4"), ("roof", "屋顶花园", "Roof garden")):
        post.do("place.add", code, zh=zh, en=en)
    over = post.report("customer fell gate-4 !IV")
    post.do("incident.control", over)
    codes = [criterion.code for criterion in post.show(over).criteria]
    post.do("incident.end", over, reason="went home", confirmed_by="Chen Hao", met=codes)
    post.at("2026-11-06T13:00").report("fire gate-4 smoke, 2 hurt !II")
    post.at("13:20").report("lift stuck roof 3 trapped !III")
    post.at("13:30").report("fire roof smoke !III")
    post.at("13:31")
    return post


def numbers(seat: Seat) -> list[str]:
    """Give the numbers of the rows in sight, in order, the chosen one in brackets."""
    rows = [line for line in seat.lines()[4:] if line[1:4] == "26-"]
    return [f"[{row[1:8]}]" if row.startswith("▌") else row[1:8] for row in rows[:6]]


async def lists(seat: Seat, *wanted: str) -> None:
    await seat.until(
        lambda: numbers(seat)[: len(wanted)] == list(wanted) and len(set(numbers(seat))) >= len(wanted), f"{wanted}"
    )


def head(seat: Seat) -> str:
    return seat.lines()[2]


async def test_narrowed_by_a_few_letters_and_given_back_by_esc(post: Post) -> None:
    async with sitting(furnish(post).desk) as seat:
        await seat.see("26-0004")
        assert head(seat).startswith(" 3 open · 2 late ─") and "26-0001" not in numbers(seat)
        await seat.press("w")
        await seat.see("which ▸", "A state, level, type, place or day")
        await seat.type("fi gate")
        await seat.see("type Fire · place Gate 4", "1 of 3 open")
        await seat.press("enter")
        await seat.until(lambda: numbers(seat)[0] == "[26-0002]" and "26-0003 Lift" not in seat.text(), "narrowed")
        assert head(seat).startswith(" 1 of 3 open shown: type Fire · place Gate 4   Esc shows all ─")
        await seat.press("escape")
        await seat.until(lambda: head(seat).startswith(" 3 open · 2 late ─"), "all again")
        await lists(seat, "[26-0002]")
        assert "26-0003" in seat.text() and "26-0004" in seat.text()


async def test_narrowed_in_chinese_by_sight_and_by_pinyin(zh_post: Post) -> None:
    async with sitting(furnish(zh_post).desk, language="zh_CN") as seat:
        await seat.see("26-0004")
        await seat.press("w")
        await seat.see("筛选 ▸")
        await seat.type("火灾 wdhy")
        await seat.see("类型 火灾 · 地点 屋顶花园", "未结束 3 起中 1 起")
        await seat.press("enter")
        await seat.until(
            lambda: "显示未结束 3 起中的 1 起：类型 火灾 · 地点 屋顶花园   Esc 全部显示" in head(seat), "narrowed"
        )
        assert numbers(seat)[0] == "[26-0004]"


async def test_ended_ones_are_shown_when_asked_for_and_offered_when_there_are_some(post: Post) -> None:
    async with sitting(furnish(post).desk) as seat:
        await seat.see("26-0004")
        await seat.press("w")
        await seat.type("2026-11-05")
        await seat.see("day 2026-11-05", "0 of 3 open; 1 with ended ones: add “ended ones too”")
        await seat.press("enter")
        await seat.see("No incident fits.", "day 2026-11-05", "0 of 3 open shown")
        await seat.press("w")
        await seat.see("which ▸ 2026-11-05")  # what is shown stands there to be changed
        await seat.enter(" ended")
        await seat.until(
            lambda: numbers(seat) == ["[26-0001]", "26-0001"] or numbers(seat)[:1] == ["[26-0001]"], "ended"
        )
        assert head(seat).startswith(" 1 of 1 shown: day 2026-11-05 · ended   Esc shows all")
        assert " ended " in seat.chosen()


async def test_what_nothing_is_called_is_said_and_the_line_stays(post: Post) -> None:
    async with sitting(furnish(post).desk) as seat:
        await seat.see("26-0004")
        await seat.press("w")
        await seat.type("fire picnic")
        await seat.see("type Fire · “picnic”?")
        await seat.press("enter")
        await seat.see("nothing here is called “picnic”", "which ▸ fire picnic")
        await seat.press("escape")
        await seat.gone("which ▸")
        assert head(seat).startswith(" 3 open"), "Esc left it as it was"


async def test_tab_takes_another_value_that_is_called_so(post: Post) -> None:
    async with sitting(furnish(post).desk) as seat:
        await seat.see("26-0004")
        await seat.press("w")
        await seat.see("which ▸")
        await seat.type("2026-11")
        await seat.see("day 2026-11 ", "or, by Tab: ")
        await seat.press("tab")
        await seat.see("day 2026-11-06 ")


async def test_put_in_another_order_turned_round_and_back(post: Post) -> None:
    async with sitting(furnish(post).desk) as seat:
        await seat.see("26-0004")
        assert "Next ↑" in seat.text() and head(seat).endswith(" most urgent first ─")
        await seat.press("O")
        await seat.see("sort ▸", "▌Next", "now · Enter turns it round: least urgent first")
        await seat.enter("num")
        await seat.until(lambda: "No.   ↓" in seat.text() or "No. ↓" in seat.text(), "the title has the arrow")
        assert head(seat).endswith(" newest number first ─")
        await lists(seat, "26-0004", "26-0003")
        assert seat.chosen().startswith("▌26-0002"), "the cursor went with its row"
        await seat.press("O")
        await seat.see("▌No.")
        await seat.press("enter")
        await seat.until(lambda: head(seat).endswith(" oldest number first ─"), "turned round")
        await lists(seat, "[26-0002]", "26-0003", "26-0004")
        await seat.press("escape")
        await seat.until(lambda: head(seat).endswith(" most urgent first ─"), "Esc brings the order back as well")


async def test_orders_of_open_ones_alone_are_not_offered_with_ended_ones(post: Post) -> None:
    async with sitting(furnish(post).desk) as seat:
        await seat.see("26-0004")
        await seat.press("O")
        await seat.enter("last")
        await seat.until(lambda: head(seat).endswith(" newest word first ─"), "by the last word")
        await seat.press("w")
        await seat.enter("all")
        await seat.until(lambda: head(seat).startswith(" 4 of 4 shown: ended ones too"), "all")
        assert head(seat).endswith(" most urgent first ─"), "that order gave way"
        await seat.press("O")
        await seat.type("last")
        await seat.see("Nothing is called so.")


async def test_letters_in_the_line_are_letters_and_enter_twice_opens_nothing(post: Post) -> None:
    async with sitting(furnish(post).desk) as seat:
        await seat.see("26-0004")
        await seat.press("w")
        await seat.see("which ▸")
        await seat.type("roof")
        await seat.see("which ▸ roof", "place Roof garden")
        await seat.press("enter", "enter")
        await seat.until(lambda: head(seat).startswith(" 2 of 3 open shown: place Roof garden"), "narrowed")
        assert "report chain" not in seat.text()


async def test_what_falls_due_moves_up_by_itself(post: Post) -> None:
    post.report("customer fell !IV")
    post.at("13:00:30").report("fire !III")
    async with sitting(post.desk) as seat:
        await seat.see("26-0002")
        await seat.until(lambda: head(seat).startswith(" 2 open ─"), "nothing is late")
        post.at("13:03:00")
        await seat.until(lambda: "late" in head(seat) and "LATE" in seat.lines()[1], "late by itself")


async def test_a_long_book_is_paged_by_window() -> None:
    """More rows than a window holds: the end, the middle, the beginning, each asked for when one goes there."""
    desk = FakeDesk()
    for number in range(1, 701):
        desk.row(f"26-{number:04d}", "Fire", "roof")
    async with sitting(desk) as seat:
        await seat.until(lambda: seat.chosen().startswith("▌26-0001"), "the first")
        await seat.press("end")
        await seat.until(lambda: seat.chosen().startswith("▌26-0700"), "the last")
        await seat.press("pageup")
        await seat.until(lambda: seat.chosen().startswith("▌26-0679"), "a page up")
        await seat.press("home")
        await seat.until(lambda: seat.chosen().startswith("▌26-0001"), "the first again")
        board = seat.app.desk_screens().__iter__().__next__().pane_here
        assert len(board.table.rows) <= 300  # type: ignore[attr-defined]


@pytest.mark.heavy
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_narrowed_no_line_is_wider_than_the_screen(post: Post, language: str, size: tuple[int, int]) -> None:
    from rich.cells import cell_len

    async with sitting(furnish(post).desk, size=size, language=language) as seat:
        await seat.see("26-0004")
        for keys in ("II fire gate-4 2026-11-06", "all"):
            await seat.press("w")
            await seat.see("▸")
            await seat.press("ctrl+u")
            await seat.enter(keys)
            await seat.gone("▸")
            lines: Any = seat.lines()
            assert {cell_len(line) for line in lines} <= set(range(size[0] + 1)) and len(lines) == size[1]
