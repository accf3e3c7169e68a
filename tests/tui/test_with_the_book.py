"""An hour at the screen with a real book under it, in both languages (R4.1, R4.2, R4.3, R4.5)."""

from __future__ import annotations

from tests.story import Post
from tests.tui.seat import Seat, sitting

PROMPTS = {"n": "▸", "l": "26-0001 ▸", "colon": ": ▸"}  # an incident's page has a mark like this one before any line is open


async def line(seat: Seat, key: str, text: str) -> None:
    """Open a line with its key, type, and press Enter."""
    await seat.press(key)
    await seat.see(PROMPTS[key])
    await seat.enter(text)


async def test_from_the_shout_to_the_end_in_english(post: Post) -> None:
    async with sitting(post.desk) as seat:
        await seat.see("No incident is open.")
        await line(seat, "n", "fire 2F-foodcourt smoke, 2 hurt")
        await seat.see("26-0001 is in the book.", "unset, ")
        assert seat.chosen().startswith("▌26-0001  unset, ") and "Fire" in seat.chosen()
        assert "level not set, suggested " in seat.text()
        await line(seat, "colon", 'incident set-level 26-0001 II --reason "2 hurt"')
        await seat.see("II orange 1", "Level set to II (orange): 2 hurt", "Done: #2.")
        await seat.until(lambda: seat.chosen().startswith("▌26-0001  II orange"), "the row follows")
        await line(seat, "l", "119 called")
        await seat.see("#3 is in the log of 26-0001.")
        await seat.press("escape", "enter")
        await seat.see("report chain", "119 called", "Injured 2", "response level  II orange")
        await line(seat, "colon", 'incident end 26-0001 --reason "fire out" --confirmed-by "Chen Hao"')
        await seat.see("Not done: ", ": ▸ incident end 26-0001")
        await seat.press("escape", "escape")
        await seat.see("Last word")


async def test_from_the_shout_to_the_log_in_chinese(zh_post: Post) -> None:
    async with sitting(zh_post.desk, language="zh_CN") as seat:
        await seat.see("目前没有进行中的事件。")
        await line(seat, "n", "火灾 2F美食广场 冒烟 2人受伤 !III")
        await seat.see("26-0001 已记录在案。", "III 黄 1")
        assert "火灾" in seat.chosen() and "2F美食广场" in seat.chosen()
        await line(seat, "l", "已用灭火器，正在疏散")
        await seat.see("已记入 26-0001", "已用灭火器，正在疏散", "#2 13:00 Lin Wei")
        await seat.press("escape", "enter")
        await seat.see("报告链", "响应级别  III 黄", "受伤人数 2")


async def test_every_question_that_a_pane_asks_declares_what_it_reads(post: Post) -> None:
    async with sitting(post.desk) as seat:
        await line(seat, "n", "fire 2F !III")
        await seat.see("is in the book")
        for question in ("board", "log.list", "incident.show", "deadline.list"):
            assert post.desk.reads(question)
