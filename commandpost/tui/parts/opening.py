"""What follows the first paint: the panes are put in, the desk opens in a thread, rows stand, then it learns to write (MEASURED 1)."""

from __future__ import annotations

import asyncio
import gc
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.domain.core.clock import SystemClock
from commandpost.domain.core.ids import UuidIds
from commandpost.locale.words import language, say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.doing import Doing
from commandpost.tui.parts.drafts import READING, Drafts, read_drafts
from commandpost.tui.parts.ending import end_well
from commandpost.tui.parts.errand import Errand, take_turns
from commandpost.tui.parts.standing import QUESTION, Standing

if TYPE_CHECKING:
    from commandpost.desk import Desk
    from commandpost.tui.app import DeskApp
    from commandpost.tui.opener import Opener
    from commandpost.tui.parts.desk_screen import DeskScreen

HELD_S = 0.25  # so long the first frame stands while the desk is opened: then the furniture is painted without rows
WAIT_S = 0.2  # so often somebody who waits hears how far it is
SHOWN_S = 0.03  # after this the rows are painted, and what loads next may take the processor


class Opened(NamedTuple):
    """An open desk, what was half typed in it, its board."""

    desk: Desk
    drafts: dict[str, str]
    board: Any


def open_all(opener: Opener) -> Opened:
    """Open the desk and ask what the first page shows; may raise Refused."""
    return answered(opener())


def answered(desk: Desk) -> Opened:
    """Ask an open desk what the first page shows."""
    return Opened(desk, read_drafts(desk), desk.ask(QUESTION))


class Opening:
    """The start of one sitting."""

    def __init__(self, frame: DeskApp) -> None:
        self._frame = frame
        self._early: Opened | None = None
        self._held = ExitStack()  # furniture and rows are laid out and painted together, once
        self._spoken = language()

    async def begin(self, screen: DeskScreen) -> None:
        """The frame is painted: open the desk, and put the real things in meanwhile."""
        frame = self._frame
        there = frame.opener.exists()
        if there:
            Errand(frame, "open").run(partial(open_all, frame.opener), self._opened, self._refused)
            await asyncio.sleep(0)  # the thread is on its way before the furniture is put together
        frame.clock = SystemClock()
        frame.ids = UuidIds(frame.clock)
        frame.drafts, frame.doing, frame.standing = Drafts(frame), Doing(frame), Standing(frame)
        if there:
            self._held.enter_context(frame.batch_update())
            frame.set_timer(HELD_S, self._let_go)
        await screen.furnish()
        frame.furnished.set()
        self._wait()
        self._opened(self._early)
        if not frame.is_headless:
            end_well(frame)
        if not there:
            from commandpost.tui.panes.first_run import FirstRun

            frame.push_screen(FirstRun(frame.opener, frame.standing.now_s), self._made)

    def _let_go(self) -> None:
        """Paint the furniture without rows; what was held back is not painted by itself."""
        self._held.close()
        if self._frame.desk is None:
            self._frame.screen.refresh()

    def _refused(self, error: Exception) -> None:
        self._frame.complain(error, stays=True)
        self._let_go()

    def _wait(self) -> None:
        """What takes a while to be made says so (the demo)."""
        frame = self._frame
        waiting = getattr(frame.opener, "waiting", None)
        if waiting is not None and frame.desk is None and (sentence := waiting()):
            frame.standing.say(sentence)
            frame.set_timer(WAIT_S, self._wait)

    def _opened(self, opened: Opened | None) -> None:
        frame = self._frame
        if opened is None:
            return
        if not frame.furnished.is_set():  # the thread was quicker than the paint
            self._early = opened
            return
        self._held.close()
        frame.desk = opened.desk
        if hasattr(frame.opener, "waiting"):  # nobody waits any more
            frame.standing.notice = None
        frame.standing.opened(opened.board)
        for screen in frame.desk_screens():
            screen.pane_here.first(opened.board)
        if language() != self._spoken:
            frame.retell()
        if places := frame.doing.take_up(frame.drafts.opened(opened.drafts)):
            where = ", ".join(places)
            keys = {"report": key_of("incident.report"), "entry": key_of("log.add")}
            frame.standing.say(
                say("Half-typed words were kept: {places}. {report} and {entry} bring them back.", places=where, **keys)
            )
        elif (hello := getattr(frame.opener, "hello", None)) is not None and (words := hello()):
            frame.standing.greet(words)
        frame.standing.run_clock()
        frame.set_timer(SHOWN_S, self._rows_shown)

    def _made(self, opened: Opened | None) -> None:
        from commandpost.tui.parts.walk import offer_walk

        self._opened(opened)
        offer_walk(self._frame)

    def _rows_shown(self) -> None:
        self._frame.doing.warm()
        self._frame.preferences.rows_shown()
        if self._frame.drafts.at(READING).text:  # a list was being read when the desk was left, or fell
            self._frame.going.read_on()
        if (desk := self._frame.desk) is not None and getattr(desk.site, "drill", False):
            from commandpost.tui.parts.walk import cut_off

            said = partial(self._frame.standing.say, stays=True)
            Errand(self._frame, "walk").run(
                partial(cut_off, desk), lambda words: words and said(words), self._frame.complain
            )
        if not gc.isenabled():
            self._frame.standing.sweeping.begin()
        take_turns()
