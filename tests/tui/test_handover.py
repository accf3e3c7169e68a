"""R4.3 The hand-over on one page at the desk: what the command line prints, late and silent in red, in the language spoken, moved by the arrows."""

from __future__ import annotations

import pytest

from tests.story import Post
from tests.tui.seat import sitting


@pytest.fixture
def fire(post: Post) -> str:
    post.people(head_safety="Zhou Li", deputy_leader="Chen Hao")
    number = post.report("fire 2F smoke, 2 hurt !III")
    post.do("hear.expect", "Team 1", for_=number)
    post.at("13:02").do("log.add", number, "clear 2F", kind="order", to="Guard 12")
    post.at("13:20").do("incident.set_level", number, "II", reason="the duct burns")
    post.at("13:22")
    return number


async def test_the_page_is_read_and_command_is_answered_from_it(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await seat.open(fire)
        await seat.press("T")
        await seat.see("Hand-over of command · 26-0001", "on paper: commandpost command handover 26-0001", "Late:", "指挥交接")
        await seat.see("Offered to Chen Hao since 13:20, not answered yet.", "13:20起请Chen Hao接指挥")
        await seat.press("C", "enter")
        await seat.see("Accept command", "Chen Hao")
        await seat.lift()
        await seat.press("enter")
        await seat.see("In command: Chen Hao (Deputy leader) since 13:22.")
        await seat.press("escape")
        await seat.see("add to the log")


async def test_on_a_small_screen_it_scrolls_and_speaks_the_other_language(post: Post, fire: str) -> None:
    page = post.ask("command.handover", fire)
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see(fire)
        await seat.press("colon")
        await seat.enter(f"command handover {fire}")
        await seat.see("Hand-over of command · Harbour Mall", "Late:")
        assert "Last words:" not in seat.text()
        await seat.press("end")
        await seat.see("Last words:", "Decided, and why:")
        await seat.press("ctrl+l")
        await seat.see("最近记事：")
        await seat.press("home")
        await seat.see("指挥交接 · Harbour Mall", "已逾期：")
        assert all(head in page.zh for head in ("已逾期：", "最近记事："))
