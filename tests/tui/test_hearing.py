"""R4.4 The page of those who are to be heard: the silent first and in words, one key an answer, nobody answers for another (DESIGN 4)."""

from __future__ import annotations

import pytest
from textual import events

from tests.story import Post
from tests.tui.seat import Seat, sitting


@pytest.fixture
def fire(post: Post) -> str:
    """A fire with three teams, one of them silent for five minutes, and a post of the duty log."""
    number = post.report("fire 2F smoke !III")
    for who in ("Team 1", "Team 2", "Team 3"):
        post.do("hear.expect", who, for_=number)
    post.do("hear.expect", "Gate 4", for_="duty")
    for who in ("Team 2", "Team 3"):
        post.at("13:18").do("hear.answer", who)
    post.at("13:25")
    return number


def who_is_shown(seat: Seat) -> list[str]:
    rows = [line for line in seat.lines() if "Team" in line or "Gate 4" in line]
    return list(dict.fromkeys(next(word for word in ("Team 1", "Team 2", "Team 3", "Gate 4") if word in row) for row in rows))


async def open_hearing(seat: Seat, number: str) -> None:
    await seat.open(number)
    await seat.press("h")
    await seat.see(f"To be heard for {number}")


async def test_the_silent_stands_first_in_words_and_answers_by_one_key(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await open_hearing(seat, fire)
        await seat.see("3 expected · 1 SILENT")
        assert who_is_shown(seat) == ["Team 1", "Team 2", "Team 3"]
        assert seat.chosen().startswith("▌LATE 0:05:00") and "every 20 min" in seat.chosen()
        await seat.press("enter", "enter")  # a finger that slips answers for nobody
        await seat.see("They answer · Team 1", "all there", "last heard: never")
        assert [row.who for row in post.ask("hear.list", for_=fire) if row.late_s] == ["Team 1"]
        await seat.lift()
        await seat.press("enter", "enter", "enter")
        await seat.see("3 expected")
        await seat.gone("SILENT")
        assert "Team 1" in seat.chosen(), "the cursor went with its row"
        assert post.log(fire)[-1].text == "Team 1 answers: all there"
        await seat.lift()
        assert [entry.text for entry in post.log(fire)].count("Team 1 answers: all there") == 1
        assert len([entry for entry in post.log(fire) if entry.text.endswith("answers: all there")]) == 3


async def test_names_of_the_missing_are_typed_over_all_there(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(80, 24)) as seat:
        await open_hearing(seat, fire)
        await seat.press("down", "enter")
        await seat.see("They answer · Team 2", "all there")
        await seat.enter("Guard 14")
        await seat.see("missing: Guard 14")
        assert post.log(fire)[-1].text == "Team 2 answers; missing: Guard 14"
        await seat.see("called: somebody is missing")


async def test_what_is_typed_in_one_go_is_entered(post: Post, fire: str) -> None:
    """As a terminal sends what an input method or a quick hand gives: the row's Enter, the name and Enter in one breath."""
    async with sitting(post.desk, size=(80, 24)) as seat:
        await open_hearing(seat, fire)
        await seat.see("Team 1")
        driver = seat.app._driver
        assert driver is not None
        for key, character in (("enter", "\r"), ("L", "L"), ("i", "i"), ("enter", "\r")):
            driver.send_message(events.Key(key, character))
        await seat.see("missing: Li")
    assert post.log(fire)[-1].text == "Team 1 answers; missing: Li"


async def test_whoever_types_all_names_nobody(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await open_hearing(seat, fire)
        await seat.press("enter")
        await seat.see("They answer · Team 1")
        await seat.enter("all")
        await seat.gone("SILENT")
    assert post.log(fire)[-1].text == "Team 1 answers: all there"


async def test_a_pause_wants_a_reason_and_an_end_and_the_silent_are_not_paused(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await open_hearing(seat, fire)
        await seat.press("P")
        await seat.see("Team 1 is silent: hear them first, or send somebody to look.")
        await seat.press("down", "P")
        await seat.see("Pause · Team 2", "until", "reason")
        await seat.lift()
        await seat.press("enter", "enter")
        await seat.see("“until” is missing.")
        await seat.enter("14:10")
        await seat.enter("they eat")
        await seat.see("paused until 14:10", "they eat")
        await seat.lift()
        await seat.press("X")
        await seat.enter("other task")
        await seat.see("2 expected")
    assert [row.who for row in post.ask("hear.list", for_=fire)] == ["Team 1", "Team 3"]


async def test_somebody_new_is_expected_and_the_whole_desk_is_seen_from_the_board(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see(fire)
        await seat.press("h")
        await seat.see("To be heard on the whole desk", "Gate 4", "duty log", fire)
        await seat.press("h")  # it is seen already, and stays as it is
        await seat.press("H")
        await seat.see("Expect somebody")
        await seat.enter("Roof watch")
        await seat.enter("fire")
        await seat.see("5 expected")
        await seat.press("escape")
        await seat.gone("To be heard on the whole desk")
    assert "Roof watch" in [row.who for row in post.ask("hear.list", for_=fire)]


async def test_in_chinese(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(80, 24), language="zh_CN") as seat:
        await seat.see(fire)
        await seat.press("enter")
        await seat.see("记一条")
        await seat.press("h")
        await seat.see(f"点名 · {fire}", "应回话3", "1个没有回话", "超时 0:05:00")
        await seat.press("enter")
        await seat.see("回话 · Team 1", "人员齐全")
        await seat.enter("李娜")
        await seat.see("失联：李娜", "点名：有人失联")
