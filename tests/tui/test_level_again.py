"""R4.3: that the level is to be decided again stands among what is due, in both languages; Enter there opens the level's form."""

from __future__ import annotations

from tests.story import Post
from tests.tui.seat import Seat, sitting


async def at_the_row(seat: Seat, see: str) -> None:
    """Open the incident and go down in the due column to the row that asks for the level again."""
    await seat.see("▌26-0001")
    await seat.press("enter")
    await seat.see(see)
    await seat.press("tab")
    pane = seat.app.page.pane
    wanted = next(one.id for one in pane.owed if one.kind == "level" and one.open)
    while pane.due.cursor != f"due:{wanted}":
        before = pane.due.cursor
        await seat.press("down")
        assert pane.due.cursor != before, seat.lines()


async def test_the_row_opens_the_level_and_staying_with_a_reason_answers_it(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    for task in post.ask("task.list", number):
        post.do("task.done", number, task.id)
    post.at("13:20").do("fact.set", number, "trapped", "2")
    async with sitting(post.desk) as seat:
        await at_the_row(seat, "level again")
        await seat.press("m")
        await seat.see("▸ level", "suggested II orange")
        await seat.enter("III")
        await seat.enter("they come out by the stairs")
        await seat.see("kept: they come out by the stairs", "done: 4 of ")
        rows = post.desk.ask("deadline.list", incident=number)
        assert [row.state for row in rows if row.kind == "level"] == ["met", "met"]


async def test_the_row_is_read_in_chinese_and_opens_the_level(zh_post: Post) -> None:
    number = zh_post.report("2楼冒烟 !III")
    zh_post.at("13:20").do("fact.set", number, "trapped", "2")
    async with sitting(zh_post.desk, language="zh_CN") as seat:
        await at_the_row(seat, "请重新定级")
        await seat.press("enter")
        await seat.see("▸ 级别", "建议")


async def test_no_level_is_lowered_by_an_enter_too_many_and_the_board_says_the_new_one_at_once(post: Post) -> None:
    number = post.report("fire 2F smoke !II")
    async with sitting(post.desk, size=(120, 36)) as seat:
        await seat.open(number)
        await seat.press("v")
        await seat.see("▸ level", "suggested III yellow")
        await seat.press("enter")
        await seat.enter("smoke in two shops")
        await seat.see("kept: smoke in two shops")
        assert post.ask("incident.show", number).level == "II"
        await seat.press("v")
        await seat.see("▸ level")
        await seat.enter("I")
        await seat.enter("it spreads")
        await seat.until(lambda: post.ask("incident.show", number).level == "I", "raised")
        await seat.press("escape")
        await seat.until(lambda: any(f"{number} Fire" in line and "I red" in line for line in seat.lines()), "also under the list")
