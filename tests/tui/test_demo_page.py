"""R7.2: while the demo's evening is played the frame stands and says how far it is; afterwards it says that it is a demo."""

from __future__ import annotations

import threading
from typing import Any

from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import _Post, sitting


class Slow(_Post):
    """A demo that is played as long as the story wants."""

    demo = True
    settings = None

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.played = threading.Event()
        self.said = "40 %"

    def __call__(self) -> Any:
        self.played.wait(20)
        return self.desk

    def waiting(self) -> str:
        return f"played {self.said}"

    def hello(self) -> str:
        return "nothing here is real"


async def test_it_says_how_far_it_is_and_then_what_it_is() -> None:
    demo = Slow(FakeDesk().furnish())
    async with sitting(demo.desk, opener=demo, wait="played 40 %") as seat:
        assert "26-0007" not in seat.text() and "DEMO" in seat.lines()[0]
        demo.said = "80 %"
        await seat.see("played 80 %")
        demo.played.set()
        await seat.see("26-0007", "nothing here is real", "DEMO")
        assert "played" not in seat.text() and "EXERCISE" not in seat.text()


async def test_the_first_key_gives_the_keys_back() -> None:
    demo = Slow(FakeDesk().furnish())
    demo.played.set()
    async with sitting(demo.desk, size=(80, 24), opener=demo) as seat:
        await seat.see("26-0007", "nothing here is real")
        await seat.press("down")
        await seat.gone("nothing here is real")
        assert "? help" in seat.lines()[-1] and "DEMO" in seat.lines()[0]


async def test_in_chinese_and_on_a_small_screen_it_says_so_too() -> None:
    demo = Slow(FakeDesk().furnish())
    demo.played.set()
    async with sitting(demo.desk, size=(80, 24), language="zh_CN", opener=demo) as seat:
        await seat.see("26-0007", "演示")


async def test_a_real_desk_is_no_demo() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("26-0007")
        assert "DEMO" not in seat.text()
