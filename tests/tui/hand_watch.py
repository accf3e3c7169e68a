"""A watch that is cranked by hand: on the post's own file and clock, heard by the screen as the real one; it beats when a story says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from commandpost.desk import open_desk
from commandpost.locale.words import language
from commandpost.watch.channels.at_hand import at_hand
from commandpost.watch.loop import Watch
from tests.story import Post
from tests.tui.seat import Seat, sitting


class HandWatch:
    """Stands where Watching stands: the screen starts and stops it."""

    def __init__(self, post: Post, on_raised: Callable[[Any], None], ring: Any, write: Any) -> None:
        self._post, self._hear = post, on_raised
        self._channels = at_hand(toast=True, ring=ring, write=write)
        self.fault: str | None = None
        self.begun = self.stopped = False

    def start(self) -> None:
        self._desk = open_desk(self._post.folder / "data", self._post.folder / "state", clock=self._post.clock, language=language())
        self.watch = Watch(self._desk, self._channels, self._hear)
        self.begun = True

    def beat(self) -> None:
        self.watch.beat()
        assert not self.watch.faults, self.watch.faults

    def stop(self) -> None:
        if self.begun and not self.stopped:
            self.stopped = True
            self.watch.close(0.1)
            self._desk.close()


class WatchedSeat(Seat):
    """One person in front of the screen, with a watch beside him; what rang and was written to the terminal is kept."""

    def __init__(self, seat: Seat, opener: Opener) -> None:
        super().__init__(seat.app, seat.pilot)
        self.opener, self.post = opener, opener.post
        self.rung: list[str] = []

    @property
    def hand(self) -> HandWatch:
        assert self.opener.hand is not None
        return self.opener.hand

    async def beat(self) -> None:
        """Let the watch look now, on a thread of its own, and the screen hear of it."""
        await asyncio.to_thread(self.hand.beat)
        await self.pilot.pause(0.02)

    async def forward(self, **delta: float) -> None:
        """Move the clock, the watch looking at least once a minute, as its pulse would."""
        left = timedelta(**delta)
        while left > timedelta():
            step = min(left, timedelta(minutes=1))
            self.post.forward(seconds=step.total_seconds())
            await asyncio.to_thread(self.hand.beat)
            left -= step
        await self.pilot.pause(0.02)

    async def sleep(self, **delta: float) -> None:
        """Move the clock while nobody watches, then let the watch look."""
        self.post.forward(**delta)
        await self.beat()


class Opener:
    """Opens the desk of a post, and gives a watch that is cranked by hand."""

    def __init__(self, post: Post) -> None:
        self.post, self.hand = post, None
        self.hand: HandWatch | None

    def __call__(self) -> Any:
        return self.post.desk

    def exists(self) -> bool:
        return True

    def zone(self) -> str:
        return "Asia/Shanghai"

    def init(self, **_: str) -> Any:
        raise AssertionError("there is a desk")

    def watch(self, on_raised: Callable[[Any], None], *, ring: Any, write: Any, desktop: bool) -> HandWatch:
        self.hand = HandWatch(self.post, on_raised, ring, write)
        return self.hand


@asynccontextmanager
async def watched(
    post: Post, size: tuple[int, int] = (120, 36), language: str = "en"
) -> AsyncIterator[WatchedSeat]:
    """Sit down at a desk that is watched, and wait until the watch stands."""
    opener = Opener(post)
    try:
        async with sitting(post.desk, size, language, opener) as seat:
            mine = WatchedSeat(seat, opener)
            seat.app.bell = lambda: mine.rung.append("\a")  # type: ignore[method-assign]
            seat.app.alerts._write = mine.rung.append  # type: ignore[method-assign]
            seat.app.alerts.tick()  # not first when the second is over
            await seat.until(lambda: opener.hand is not None and opener.hand.begun, "the watch")
            yield mine
    finally:
        if opener.hand is not None:
            opener.hand.stop()


def alarm_line(seat: Seat) -> str:
    """Give the line of the alarm as it is painted under the two strips; nothing where there is none."""
    page = seat.app.page_under
    found = page.query("AlertStrip") if page is not None else ()
    return seat.lines()[2] if found and found.first().region.height else ""
