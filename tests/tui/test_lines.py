"""DESIGN 2, "No keystroke is lost": what is typed is a draft at once, Enter makes one, a refusal gives the words back."""

from __future__ import annotations

import asyncio
import json

import pytest
from textual import events

from commandpost.tui.parts.line import Line
from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import sitting


def words(desk: FakeDesk, place: str = "quick") -> str:
    return json.loads(desk.kept[place])["text"] if place in desk.kept else ""


async def test_a_shout_becomes_an_incident_and_the_cursor_goes_to_it() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.see("report ▸", "!I to !IV decides the level")
        await seat.type("fire 2F smoke, 2 hurt")
        await seat.see("type Fire")
        await seat.press("enter")
        await seat.see("26-0014 is in the book.")
        await seat.until(lambda: seat.chosen().startswith("▌26-0014"), "the new one chosen")
        assert [(c, w) for c, w, _ in desk.done] == [("incident.report", ("fire 2F smoke, 2 hurt",))]
        await seat.until(lambda: not desk.kept, "draft dropped")


async def test_enter_pressed_twice_makes_one_and_opens_nothing() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.type("fire here")
        await seat.press("enter", "enter")
        await seat.see("is in the book")
        await asyncio.sleep(0.1)
        assert len(desk.done) == 1
        assert len(seat.app.screen_stack) == 1, "the second Enter opened no incident"


async def test_escape_keeps_the_words_and_n_brings_them_back() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.type("smoke at gate")
        await seat.press("escape")
        await seat.gone("report ▸")
        await seat.until(lambda: words(desk) == "smoke at gate", "kept")
        await seat.press("n")
        await seat.see("report ▸ smoke at gate")
        await seat.enter(" 4")
        await seat.see("is in the book")
        assert desk.done[0][1] == ("smoke at gate 4",)


async def test_the_first_key_is_already_on_disk() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("n", "x")
        await seat.until(lambda: words(desk) == "x", "kept")


async def test_a_crash_brings_the_words_back_under_the_same_key() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.type("half a fire")
        await seat.until(lambda: words(desk) == "half a fire", "kept")
    key = json.loads(desk.kept["quick"])["key"]
    async with sitting(desk, wait="Half-typed words were kept") as seat:
        await seat.press("n")
        await seat.see("report ▸ half a fire")
        await seat.press("enter")
        await seat.see("is in the book")
    assert key in desk.keys


async def test_a_line_entered_before_the_desk_can_write_is_done_as_soon_as_it_can() -> None:
    desk = FakeDesk()
    desk.may_write.clear()
    async with sitting(desk, wait="reading") as seat:
        await seat.press("n")
        await seat.enter("fire one")
        await seat.see("1 waiting to be written")
        await seat.press("n")
        await seat.enter("fire two")
        await seat.see("2 waiting")
        await seat.until(lambda: len(json.loads(desk.kept["quick"])["sent"]) == 2, "both on disk")
        assert not desk.done
        desk.may_write.set()
        await seat.see("fire one", "fire two", "ready")
    assert [w[0] for _, w, _ in desk.done] == ["fire one", "fire two"]
    assert all(at == "2026-11-24T06:07:42.000Z" for _, _, at in desk.done), "the time of Enter, not of writing"
    assert not desk.kept


async def test_a_line_entered_too_early_survives_a_crash_and_is_made_once() -> None:
    desk = FakeDesk()
    desk.kept["quick"] = json.dumps(
        {"text": "typing on", "key": "k2", "sent": [["k1", "fire before the fall", "2026-11-24T06:07:00.000Z"]]}
    )
    async with sitting(desk) as seat:
        await seat.see("fire before the fall")
        assert words(desk) == "typing on"
    assert [(w[0], at) for _, w, at in desk.done] == [("fire before the fall", "2026-11-24T06:07:00.000Z")]
    assert set(desk.keys) == {"k1"}


async def test_a_refusal_gives_the_words_back_with_what_to_do() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.enter("refuse me, fire")
        await seat.see("▸ refuse me, fire", "Not done: This is refused. Say something else.")
        await seat.until(lambda: words(desk) == "refuse me, fire", "kept")
        await seat.type("!")
        await seat.gone("This is refused.")


async def test_a_refused_report_comes_back_as_a_report() -> None:
    async with sitting(FakeDesk()) as seat:
        await seat.press("n")
        await seat.enter("refuse me, fire")
        await seat.see("report ▸ refuse me, fire")


async def test_what_a_person_should_know_is_said_with_the_news_and_is_no_refusal() -> None:
    desk = FakeDesk()
    desk.remarks = ["Nobody holds the post that commands"]
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.enter("fire")
        await seat.see("26-0010 is in the book. Nobody holds the post that commands.")
        assert "Not done" not in seat.text()


async def test_keys_pressed_into_the_first_paint_are_typed() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk, wait="") as seat:
        await seat.press("n", "f", "i", "r", "e")
        await seat.see("report ▸ fire")


async def test_the_colon_takes_a_verb_and_anything_else_is_a_report() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("colon")
        await seat.type('log add 26-0007 "water off" --channel radio')
        await seat.see("log add", "Enter do it")
        await seat.press("enter")
        await seat.see("Done: #2")
        await seat.press("colon")
        await seat.type("fire again")
        await seat.see("Enter report")
        await seat.press("enter")
        await seat.see("is in the book")
    assert [(c, w) for c, w, _ in desk.done] == [
        ("log.add", ("26-0007", "water off")),
        ("incident.report", ("fire again",)),
    ]


async def test_n_is_always_a_report() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.enter("log add 26-0007 fire")
        await seat.see("is in the book")
    assert desk.done[0][0] == "incident.report"


async def test_a_question_on_the_command_line_opens_its_page() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("colon")
        await seat.enter("incident show 26-0009")
        await seat.see("26-0009 Lift entrapment · Lift B3", "report chain")


async def test_every_line_of_a_paste_is_kept() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.see("report ▸")
        seat.app.screen.query_one(Line).post_message(events.Paste("fire at gate 4\n2 hurt\r\n  bring water\n"))
        await seat.see("fire at gate 4 2 hurt bring water")


async def test_a_paste_that_is_a_file_is_refused_in_words_and_nothing_is_lost() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("n")
        await seat.type("keep")
        seat.app.screen.query_one(Line).post_message(events.Paste("x" * 10_000_000))
        await seat.see("That is 10000000 characters: too long for a line.", "import FILE.csv", "▸ keep")


@pytest.mark.parametrize(("text", "cells"), [("火警", 4), ("fire", 4), ("二楼2F冒烟", 10), ("", 0)])
async def test_the_terminals_cursor_stands_where_the_next_character_goes(text: str, cells: int) -> None:
    async with sitting(FakeDesk()) as seat:
        await seat.press("n")
        await seat.see("report ▸")
        await seat.type(text)
        await seat.pilot.pause()
        line = seat.app.screen.query_one(Line)
        x, y, _, _ = line.content_region
        assert (seat.app.cursor_position.x, seat.app.cursor_position.y) == (x + cells, y)
        await seat.press("left")
        await seat.pilot.pause()
        if text:
            from rich.cells import cell_len

            assert seat.app.cursor_position.x == x + cells - cell_len(text[-1])
