"""DESIGN 4: what somebody met who had never seen the desk: each thing that stopped him, as lines of the screen."""

from __future__ import annotations

import asyncio

import pytest

from commandpost.tui.parts.walk import offer_walk
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
        await seat.enter("x")
        await seat.see(refused)
        assert will[0] not in seat.text() and post.ask("incident.show", "26-0001").state != "controlled"
        await seat.press("backspace", "enter")
        await seat.see(*will)


async def test_late_follows_the_clock_and_the_book_is_asked_once_for_each_that_falls_due(post: Post) -> None:
    number = post.report("fire 2F-foodcourt smoke, 2 hurt !II")
    async with sitting(post.desk) as seat:
        await at_incident(seat, number)
        for minutes in (7, 8):
            post.forward(minutes=minutes)
            await seat.until(lambda: seat.app.standing.late == late_now(post), "as many as the clock says")
            await seat.see(f"LATE {late_now(post)}")
        assert late_now(post) > 3, "more than the strip under it names"
        asked: list[str] = []
        ask = post.desk.ask

        def counted(question: str, *words: object, **options: object) -> object:
            asked.append(question)
            return ask(question, *words, **options)

        post.desk.ask = counted  # type: ignore[method-assign]
        for _ in range(4):
            seat.app.standing.tick()
        await asyncio.sleep(0.05)
        assert "board" not in asked, "nothing fell due"


def late_now(post: Post) -> int:
    return post.ask("board", limit=0).owed_late


@pytest.mark.parametrize("over", ["question_mark", "ctrl+p"])
async def test_the_clock_and_what_is_late_run_on_under_a_panel(post: Post, over: str) -> None:
    post.report("fire 2F-foodcourt smoke, 2 hurt !II")
    async with sitting(post.desk) as seat:
        await seat.see("26-0001", "13:00:00")
        await seat.press(over)
        await seat.until(lambda: seat.app.page is None, "the panel")
        post.forward(minutes=15)
        await seat.until(lambda: "13:15:0" in seat.lines()[0], "the time")
        await seat.until(lambda: f"LATE {late_now(post)}" in seat.lines()[0], "how many are late")
        assert seat.lines()[1].startswith(" LATE 0:")


async def test_what_is_offered_at_first_is_not_said_while_a_line_is_open(post: Post) -> None:
    async with sitting(post.desk, size=(80, 24)) as seat:
        offer_walk(seat.app)
        await seat.see("First time here?")
        await seat.press("n")
        await seat.see("report ▸")
        await seat.gone("First time here?")
        await seat.press("escape")
        await seat.see("First time here?")


@pytest.mark.parametrize(("language", "says"), [("en", "ctrl+q leaves the desk."), ("zh_CN", "按 ctrl+q 退出本台。")])
async def test_ctrl_c_says_in_our_words_how_one_leaves(post: Post, language: str, says: str) -> None:
    async with sitting(post.desk, language=language) as seat:
        await seat.press("ctrl+c")
        await seat.see(says)
        assert "Do you want" not in seat.text() and not list(seat.app._notifications)
        await seat.press("n")
        await seat.see("▸")
        seat.app.standing.say("")
        await seat.press("ctrl+c")
        await seat.see(says)


async def test_enter_in_help_does_what_the_key_found_does(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.until(lambda: seat.app.page.pane.why_off("reopen") == "it has not ended", "what is off is known")
        await seat.press("question_mark")
        await seat.see("Enter does it")
        await seat.type("reopen")
        await seat.see("off: it has not ended")
        await seat.press("enter")
        await seat.see("off: it has not ended")
        await seat.press(*["backspace"] * 6)
        await seat.enter("log entry")
        await seat.see("log 26-0001 ▸")
        await seat.gone("Keys that work here")


async def test_back_from_a_hit_what_is_typed_takes_the_place_of_the_old_words(post: Post) -> None:
    post.report("smoke at gate 4")
    async with sitting(post.desk) as seat:
        await seat.press("slash")
        await seat.see("search ▸")
        await seat.type("smoke")
        await seat.see("1 found")
        await seat.press("enter")
        await seat.until(lambda: getattr(seat.app.page and seat.app.page.pane, "number", "") == "26-0001", "the hit")
        await seat.press("escape")
        await seat.see("search ▸ smoke")
        await seat.press("slash")
        await seat.type("gate")
        await seat.until(lambda: any(line.strip() == "search ▸ gate" for line in seat.lines()), "the new word alone")


async def test_under_control_is_one_word_in_chinese(post: Post) -> None:
    number = post.report("fire 2F !III")
    async with sitting(post.desk, language="zh_CN") as seat:
        await at_incident(seat, number)
        await seat.press("K")
        await seat.see("尚未控制：请先宣布已控制（k）。")
        await seat.press("escape", "k", "enter")
        await seat.see("将宣布 26-0001 已控制。")
        await seat.lift()
        await seat.press("enter")
        await seat.see("已控制 0:00:0")
        pane = seat.app.page.pane
        await seat.until(lambda: pane.why_off("control") == "已控制", "why the key is off")
        assert "受控" not in seat.text()
