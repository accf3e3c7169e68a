"""DESIGN 2, "A screen is a question and a record": late answers are dropped, only panes concerned redraw, a row key waits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from commandpost.tui.parts.desk_screen import DeskScreen
from commandpost.tui.parts.entry_line import EntryLine
from commandpost.tui.parts.file_line import FileLine
from tests.story import Post
from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import Seat, sitting


async def test_only_a_change_of_its_own_tables_asks_a_pane_again() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.see("26-0007", "Guard 12")
        desk.asked.clear()
        seat.app.changed(frozenset({"supply"}))
        await seat.pilot.pause(0.05)
        assert desk.asked == []
        seat.app.changed(frozenset({"log_entry"}))
        await seat.until(lambda: set(desk.asked) == {"board", "log.list"}, "asked again")


async def test_a_late_answer_is_dropped() -> None:
    desk = FakeDesk().furnish()
    for number in range(11, 18):
        desk.row(f"26-00{number}", "Fire", "roof")
        desk.logs[f"26-00{number}"] = [desk.entry("1", f"words of {number}")]
    gate, started = threading.Event(), threading.Event()
    async with sitting(desk) as seat:
        await seat.see("Guard 12")

        def slow(question: str) -> None:
            if question == "log.list":
                started.set()
                gate.wait(5)

        desk.slow = slow
        await seat.press("end")  # so far away that nobody has read its words ahead
        await seat.until(started.is_set, "the question is out")
        await seat.press("up", "up", "up")
        gate.set()
        await seat.see("words of 14")
        assert "words of 17" not in seat.text()


async def test_the_words_of_the_next_row_are_read_ahead_and_forgotten_when_somebody_writes() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.see("Guard 12")
        await seat.until(lambda: desk.asked.count("log.list") >= 3, "read ahead")
        desk.logs["26-0009"] = [desk.entry("1", "new words of the second row")]
        seat.app.changed(frozenset({"log_entry"}))
        await seat.press("down")
        await seat.see("new words of the second row")


async def test_a_pane_nobody_looks_at_asks_once_when_it_is_seen_again() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("enter")
        await seat.see("report chain")
        desk.row("26-0011", "Power failure", "B1")
        seat.app.changed(None)
        seat.app.changed(None)
        await seat.press("escape")
        await seat.see("Power failure")


async def test_a_row_key_waits_for_the_redraw_and_means_the_row_as_it_was_shown() -> None:
    desk = FakeDesk().furnish()
    gate = threading.Event()
    async with sitting(desk) as seat:
        await seat.see("Guard 12")
        desk.slow = lambda question: gate.wait(5) and None if question == "board" else None
        del desk.rows[0]  # somebody else ended 26-0007
        seat.app.changed(None)
        await seat.press("enter")
        await seat.pilot.pause(0.05)
        assert len(seat.app.screen_stack) == 1, "nothing opens while the list may be old"
        gate.set()
        await seat.gone("26-0007 Fire")
        await seat.pilot.pause(0.05)
        assert len(seat.app.screen_stack) == 1, "the row it meant has gone: the next one is not opened"
        assert seat.chosen() == ""
        await seat.press("enter")
        await seat.see("That row has gone. Choose one with the arrow keys.")
        await seat.press("down", "enter")
        await seat.see("26-0009 Lift entrapment", "report chain")


async def test_a_question_that_fails_is_one_line_and_what_is_shown_stays() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.see("26-0007")

        def broken(question: str) -> None:
            raise RuntimeError("no")

        desk.slow = broken
        seat.app.changed(None)
        await seat.see("Something went wrong here (RuntimeError). The log file has the details.", "26-0007")


@pytest.mark.parametrize("page", ["incident", "orders", "alarms", "settings"])
async def test_a_page_that_is_left_before_it_was_put_together_is_simply_gone(post: Post, page: str) -> None:
    """Enter, then 1, in a rush: the second key may come while the page is being made."""
    number = post.report("fire 2F smoke !III")
    async with sitting(post.desk) as seat:
        await seat.see(number)
        for turns in range(4):
            getattr(seat.app.going, page)(*([number] if page in ("incident", "orders") else []))
            for _ in range(turns):
                await asyncio.sleep(0)
            seat.app.action_pane("board")
            await seat.pilot.pause(0.02)
        await seat.see(number)


LINES: dict[str, Callable[[Seat, str], Coroutine[Any, Any, None]]] = {
    "report": lambda seat, number: seat.app.going.line(verbs=False, text="fire"),
    "verb": lambda seat, number: seat.app.going.line(verbs=True, text="incident show"),
    "entry": lambda seat, number: _page(seat).open_line(EntryLine(seat.app, number)),
    "form": lambda seat, number: seat.app.going.form("incident.set_level", (number,), {}),
    "order": lambda seat, number: seat.app.going.form("log.add", (number,), {"kind": "order"}),
    "command": lambda seat, number: seat.app.going.command(number),
    "tie": lambda seat, number: seat.app.going.tie(number),
    "file": lambda seat, number: _page(seat).open_line(FileLine(seat.app, number)),
}


def _page(seat: Seat) -> DeskScreen:
    assert seat.app.page is not None
    return seat.app.page


@pytest.mark.parametrize("line", LINES)
async def test_a_line_whose_page_is_left_while_it_opens_is_simply_gone(post: Post, line: str) -> None:
    """`n`, then 1, in a rush: an error of the line's opening would end the screen."""
    number = post.report("fire 2F smoke !III")
    async with sitting(post.desk) as seat:
        await seat.see(number)
        for turns in range(1, 4):
            seat.app.going.orders(number)
            await seat.until(lambda: seat.app.page is not None and seat.app.page.pane is not None and seat.app.page.pane.is_mounted, "a page")
            opening = seat.app.run_worker(LINES[line](seat, number))
            for _ in range(turns):
                await asyncio.sleep(0)
            seat.app.action_pane("board")
            await seat.until(lambda: opening.is_finished, "the line is open, or gone")  # noqa: B023
        await seat.see(number)


async def test_help_that_is_left_while_it_opens_is_simply_gone(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    async with sitting(post.desk) as seat:
        await seat.see(number)
        for turns in range(5):
            seat.app.going.help()
            for _ in range(turns):
                await asyncio.sleep(0)
            if seat.app.screen.is_modal:
                seat.app.pop_screen()
            await seat.pilot.pause(0.02)
        await seat.see(number)
