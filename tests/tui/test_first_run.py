"""DESIGN 7, issue point 1: where there is no desk, five answers open one, in the language one reads."""

from __future__ import annotations

import time

from commandpost.tui.parts.line import Line
from tests.tui.fake_desk import FakeDesk, FakeOpener
from tests.tui.seat import sitting


async def test_five_answers_open_a_desk() -> None:
    desk = FakeDesk()
    opener = FakeOpener(desk, empty=True)
    async with sitting(desk, opener=opener, wait="There is no desk here yet.") as seat:
        await seat.see("Name of the site", "Asia/Shanghai", "English")
        await seat.type("Harbour Mall")
        await seat.press("enter", "enter")
        await seat.type("Lin Wei")
        await seat.press("enter", "enter")
        await seat.see("No incident is open.", "ready")
    assert opener.made == {
        "site": "Harbour Mall", "desk": "A", "operator": "Lin Wei", "language": "en", "zone": "Asia/Shanghai",
    }  # fmt: skip


async def test_what_is_missing_or_refused_is_said_and_what_was_typed_stays() -> None:
    desk = FakeDesk()
    opener = FakeOpener(desk, empty=True)
    async with sitting(desk, opener=opener, wait="There is no desk here yet.") as seat:
        await seat.press("enter")
        await seat.see("This line is empty. Type the name.")
        await seat.enter("nowhere")
        await seat.press("backspace", "7", "enter")
        await seat.see("The letter of a desk is one of A to Z.")
        await seat.press("backspace", "b", "enter")
        await seat.type("Lin")
        await seat.press("enter", "enter")
        await seat.see("There is no such place. Name another.")
        assert [line.value for line in seat.app.screen.query(Line)] == [
            "English",
            "nowhere",
            "b",
            "Lin",
            "Asia/Shanghai",
        ]
        await seat.press("up", "up", "up")
        await seat.type("1")
        await seat.press("enter", "enter", "enter", "enter")
        await seat.see("ready")
    assert opener.made["site"] == "nowhere1" and opener.made["desk"] == "B"


async def test_the_language_is_chosen_first_and_at_once() -> None:
    desk = FakeDesk()
    opener = FakeOpener(desk, empty=True)
    async with sitting(desk, opener=opener, wait="There is no desk here yet.") as seat:
        await seat.press("up")
        await seat.type("zh")
        await seat.see("此处还没有指挥台", "单位名称")


class SlowOpener(FakeOpener):
    """Takes its time, and counts how often a desk was asked for."""

    asked = 0

    def init(self, **told: str) -> FakeDesk:
        self.asked += 1
        time.sleep(0.3)
        return super().init(**told)  # type: ignore[no-any-return]


async def test_an_enter_pressed_twice_opens_one_desk() -> None:
    desk = FakeDesk()
    opener = SlowOpener(desk, empty=True)
    async with sitting(desk, opener=opener, wait="There is no desk here yet.") as seat:
        await seat.type("Harbour Mall")
        await seat.press("enter", "enter")
        await seat.type("Lin Wei")
        await seat.press("enter", "enter", "enter")
        await seat.see("ready")
    assert opener.asked == 1
