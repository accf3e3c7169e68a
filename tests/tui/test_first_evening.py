"""DESIGN 4: what somebody met who had never seen the desk: each thing that stopped him, as lines of the screen."""

from __future__ import annotations

import pytest

from tests.story import Post
from tests.tui.seat import Seat, sitting


@pytest.mark.parametrize(("language", "prompt"), [("en", "duty log ▸"), ("zh_CN", "值班日志 ▸")])
async def test_l_on_a_board_without_a_row_writes_into_the_duty_log(post: Post, language: str, prompt: str) -> None:
    async with sitting(post.desk, size=(80, 24), language=language) as seat:
        await seat.press("l")
        await seat.see(prompt)
        await seat.type("nobody at gate 2")
        await seat.see("nobody at gate 2")
        await seat.press("enter")
        await seat.until(lambda: [one.text for one in post.ask("log.list", "duty")] == ["nobody at gate 2"], "written")


async def at_incident(seat: Seat, number: str = "26-0001") -> None:
    await seat.see(number)
    seat.app.open_incident(number)
    await seat.until(lambda: getattr(seat.app.page and seat.app.page.pane, "number", "") == number, "its page")


@pytest.mark.parametrize(
    ("language", "refused", "will"),
    [
        ("en", "“x” is not a time", ("Will call 26-0001 under control.", "Enter again does it")),
        ("zh_CN", "“x”", ("将宣布 26-0001 已控制。", "再按一次回车执行")),
    ],
)
async def test_what_cannot_be_is_refused_before_the_question_is_put(
    post: Post, language: str, refused: str, will: tuple[str, ...]
) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk, language=language) as seat:
        await at_incident(seat)
        await seat.press("k")
        await seat.see("▸ when" if language == "en" else "▸ 时间")
        await seat.type("x")
        await seat.press("enter")
        await seat.see(refused)
        assert will[0] not in seat.text() and post.ask("incident.show", "26-0001").state != "controlled"
        await seat.press("backspace", "enter")
        await seat.see(*will)
