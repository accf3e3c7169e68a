"""Sits at a desk by Pilot: types, waits for what the screen says, and reads it as lines of text, the chosen row marked with ▌."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from commandpost.locale.words import set_language
from commandpost.tui.app import DeskApp
from commandpost.tui.parts.standing import SETTLE_S


def lines(app: DeskApp) -> list[str]:
    """Give the screen as text, one string a line, blanks at the end left out."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


class Seat:
    """One person in front of the screen."""

    def __init__(self, app: DeskApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    def lines(self) -> list[str]:
        """The screen as text; a modal page's own lines where one is open."""
        return lines(self.app)

    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines())

    def chosen(self) -> str:
        """The line that is marked."""
        return next((line for line in self.lines() if line.startswith("▌")), "")

    async def until(self, true: Callable[[], bool], what: str = "") -> None:
        """Wait until something is so; fails with the screen when it never is."""
        for _ in range(600):
            if true():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never: {what}\n{self.text()}")

    async def see(self, *texts: str) -> None:
        """Wait until the screen says all of these."""

        def seen() -> bool:
            shown = self.text()
            return all(text in shown for text in texts)

        await self.until(seen, f"saw {texts}")

    async def gone(self, text: str) -> None:
        """Wait until the screen no longer says this."""
        await self.until(lambda: text not in self.text(), f"gone {text!r}")

    async def lift(self) -> None:
        """Let the finger that pressed Enter go up: until then another Enter is the same one."""
        await asyncio.sleep(SETTLE_S + 0.02)

    async def press(self, *keys: str) -> None:
        """Press keys by their names."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type a text, character by character, as a terminal sends it; each is taken before the next, and the screen rests at the end."""
        driver = self.app._driver
        assert driver is not None
        for character in text:
            driver.send_message(events.Key(_character_to_key(character), character))
            await self.pilot._wait_for_screen()
        await self.pilot.pause()

    async def enter(self, text: str) -> None:
        """Type a text and press Enter."""
        await self.type(text)
        await self.press("enter")

    async def open(self, number: str) -> None:
        """Open an incident from the board."""
        await self.see(number)
        await self.press("enter")
        await self.see("add to the log")


class _Post:
    """Opens a desk that a story already sits at."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk

    def __call__(self) -> Any:
        return self.desk

    def exists(self) -> bool:
        return True

    def zone(self) -> str:
        return "Asia/Shanghai"

    def init(self, **_: str) -> Any:
        raise AssertionError("there is a desk")


@asynccontextmanager
async def sitting(
    desk: Any, size: tuple[int, int] = (120, 36), language: str = "en", opener: Any = None, wait: str = "ready"
) -> AsyncIterator[Seat]:
    """Sit down at a desk and wait until it can write (or until the screen says `wait`)."""
    set_language(language)
    app = DeskApp(opener or _Post(desk))
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: app.painted and app.furnished.is_set(), "the frame")
        if wait == "ready":
            await seat.until(lambda: app.doing.ready, "able to write")
        elif wait:
            await seat.see(wait)
        await asyncio.sleep(0)
        yield seat
