"""R4.2 Orders at the desk: given in a form, on a page that says late what did not come back, the next step by one key (DESIGN 4)."""

from __future__ import annotations

import pytest

from tests.story import Post
from tests.tui.seat import Seat, sitting


@pytest.fixture
def fire(post: Post) -> str:
    """A fire with an order that nobody repeated for three minutes and one that was repeated."""
    post.people(head_safety="Zhou Li", head_security="Qiu Zhen")
    number = post.report("fire 2F smoke !III")
    post.do("log.add", number, "Hold the doors of stair 2", kind="order", to="Qiu Zhen")
    post.at("13:01").do("order.read_back", f"{number}#{post.log(number)[-1].number}")
    post.at("13:02").do("log.add", number, "Bring two smoke hoods to 2F", kind="order", to="Guard 12", due="2026-11-05T13:20+08:00")
    post.at("13:05")
    return number


def due_chosen(seat: Seat) -> str:
    """The row of the middle column that is marked."""
    middle = [line.split("│")[1] for line in seat.lines() if line.count("│") == 2]
    return " ".join(part[1:].strip() for part in middle if part.startswith("▌"))


async def open_orders(seat: Seat, number: str) -> None:
    await seat.open(number)
    await seat.press("i")
    await seat.see(f"Orders of {number}")


async def test_what_nobody_repeated_is_late_in_words_and_enter_does_the_next_step(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await open_orders(seat, fire)
        await seat.see("2 out, 0 came back · 1 LATE")
        assert "LATE 0:01:00 to be read back" in seat.chosen() and "Guard 12" in seat.chosen() and "13:20" in seat.chosen()
        await seat.press("enter", "enter")  # the same finger reads nothing back
        await seat.see("Read back · 26-0001", "Guard 12", "Bring two smoke hoods to 2F")
        await seat.lift()
        assert post.log(fire)[-1].text == "Bring two smoke hoods to 2F"
        await seat.press("enter", "enter")
        await seat.gone("LATE 0:01:00")
        await seat.see("0:15:00 to be done")
        assert "Guard 12" in seat.chosen()
        assert sum(entry.text.endswith("read back") for entry in post.log(fire)) == 2
        await seat.lift()
        await seat.press("enter")
        await seat.see("Reported done · 26-0001", "what was reported")
        await seat.enter("both hoods are there")
        await seat.see("1 out, 1 came back", "done 13:05", "Bring two smoke hoods to 2F — both")
        await seat.lift()
        await seat.press("enter")
        await seat.see("it was reported done")


async def test_who_read_it_back_is_the_one_it_was_given_to_where_the_desk_knows_them(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(80, 24)) as seat:
        await open_orders(seat, fire)
        await seat.press("down", "enter")
        await seat.see("Reported done", "Hold the doors of stair 2")
        await seat.until(lambda: any("by" in line.split() and "Qiu Zhen" in line for line in seat.lines()), "who says so")
        await seat.enter("held")
        await seat.see("came back")
        await seat.until(lambda: post.log(fire)[-1].text.endswith("done: held"), "done")
    assert post.log(fire)[-1].author == "Qiu Zhen"


async def test_an_order_is_given_from_the_incident_and_stands_on_the_page(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.open(fire)
        await seat.press("I")
        await seat.type("zhou")
        await seat.see("Give an order · 26-0001", "Zhou Li")
        await seat.press("down", "enter")
        await seat.type("Count the tenants of 2F")
        await seat.press("tab")
        await seat.enter("13:30")
        await seat.until(lambda: post.log(fire)[-1].text == "Count the tenants of 2F", "given")
        await seat.lift()
        await seat.press("i")
        await seat.see("Count the tenants of 2F", "3 out")
    row = next(row for row in post.ask("order.list", book=fire) if row.text.startswith("Count"))
    assert (row.to, post.local(row.due_at), row.kind) == ("Zhou Li", "13:30", "order")


async def test_the_order_given_here_is_chosen_and_what_others_give_moves_nobodys_cursor(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await open_orders(seat, fire)
        await seat.press("I")
        await seat.enter("Guard 7")
        await seat.enter("Watch stair 4")
        await seat.until(lambda: "Watch stair 4" in seat.chosen(), "mine is chosen")
        await seat.until(lambda: seat.app.page is not None and seat.app.page.bottom is None, "the form has gone")
        post.do("log.add", fire, "Close gate 3", kind="order", to="Guard 9", who="Zhou Li")
        seat.app.changed(None)
        await seat.see("Close gate 3", "4 out")
        assert "Watch stair 4" in seat.chosen()


async def test_a_leaders_instruction_has_a_longer_clock(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await open_orders(seat, fire)
        await seat.press("I")
        await seat.enter("Qiu Zhen")
        await seat.type("Report the cause by tonight")
        await seat.press("tab", "tab")
        await seat.see("a leader's; confirmed within 30 min")
        await seat.press("down", "enter")
        await seat.see("instruction: Report the cause by")
    row = next(row for row in post.ask("order.list", book=fire) if row.kind == "instruction")
    assert post.local(row.read_back_by) == "13:35"


async def test_enter_on_what_is_owed_opens_its_own_verb(post: Post, fire: str) -> None:
    post.do("hear.expect", "Team 1", for_=fire)
    post.at("13:30")
    async with sitting(post.desk) as seat:
        await seat.see(fire)
        await seat.press("enter")
        await seat.see("add to the log", "read back by Guar")
        await seat.press("tab")
        for _ in range(20):
            if "read back by Guar" in due_chosen(seat):
                break
            await seat.press("down")
        await seat.press("m")
        await seat.see("Read back · 26-0001", "Guard 12")
        await seat.press("escape")
        await seat.gone("Read back ·")
        for _ in range(20):
            if "Team 1" in due_chosen(seat):
                break
            await seat.press("down")
        await seat.press("enter")
        await seat.see("They answer · Team 1")
        await seat.lift()
        await seat.press("enter")
        await seat.until(lambda: post.log(fire)[-1].text == "Team 1 answers: all there", "heard")


async def test_in_chinese(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(80, 24), language="zh_CN") as seat:
        await seat.see(fire)
        await seat.press("enter")
        await seat.see("记一条")
        await seat.press("i")
        await seat.see(f"{fire} 的指令", "未回报2，已回报0 · 1", "超时 0:01:00 待复诵")
        await seat.press("enter")
        await seat.see("已复诵 · 26-0001", "Guard 12")
        await seat.lift()
        await seat.press("enter")
        await seat.see("0:15:00 待办理")


async def test_a_question_typed_on_the_line_opens_the_page(post: Post, fire: str) -> None:
    post.do("hear.expect", "Team 1", for_=fire)
    async with sitting(post.desk) as seat:
        await seat.see(fire)
        for line, page in (
            ("order list", "Orders that are out"), (f"order list --book {fire}", f"Orders of {fire}"), (f"hear list --for {fire}", f"To be heard for {fire}"),
        ):  # fmt: skip
            await seat.press("colon")
            await seat.enter(line)
            await seat.see(page)
            await seat.lift()
            await seat.press("1")
            await seat.gone(page)
