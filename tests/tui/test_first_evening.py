"""DESIGN 4: what somebody met who had never seen the desk: each thing that stopped him, as lines of the screen."""

from __future__ import annotations

import pytest

from tests.story import Post
from tests.tui.seat import sitting


@pytest.mark.parametrize(("language", "prompt"), [("en", "duty log ▸"), ("zh_CN", "值班日志 ▸")])
async def test_l_on_a_board_without_a_row_writes_into_the_duty_log(post: Post, language: str, prompt: str) -> None:
    async with sitting(post.desk, size=(80, 24), language=language) as seat:
        await seat.press("l")
        await seat.see(prompt)
        await seat.type("nobody at gate 2")
        await seat.see("nobody at gate 2")
        await seat.press("enter")
        await seat.until(lambda: [one.text for one in post.ask("log.list", "duty")] == ["nobody at gate 2"], "written")
