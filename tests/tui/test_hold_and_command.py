"""R4.2, R4.3 An incident waits and goes on by one key; command is offered, accepted, declined and taken at the desk, and every page says who holds it."""

from __future__ import annotations

import pytest
from textual import events

from tests.story import Post
from tests.tui.seat import sitting


@pytest.fixture
def fire(post: Post) -> str:
    """A fire commanded by Zhou Li, whose level was raised two minutes ago: the deputy leader is proposed."""
    post.people(head_safety="Zhou Li", deputy_leader="Chen Hao", leader="Gu Ping")
    number = post.report("fire 2F smoke !III")
    post.at("13:10").do("incident.set_level", number, "II", reason="the duct burns")
    post.at("13:12")
    return number


async def test_what_the_level_proposes_is_seen_and_accepted_here(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await seat.open(fire)
        await seat.see("commander Zhou Li (Head of", "unanswered")
        state = " ".join(line.split("│")[-1].strip() for line in seat.lines() if line.count("│") == 2)
        assert "since 13:00 the level proposes Chen Hao (Deputy leader) since 13:10: unanswered 0:02:" in state
        await seat.press("C")
        await seat.see("accept it", "decline it", "offer it", "take it over", "not now: no post is vacant here")
        await seat.press("enter", "enter")  # a slip accepts nothing
        await seat.see("Accept command · 26-0001 Fire", "Chen Hao", "commander Zhou Li (Head of safety management) since 13:00")
        assert post.show(fire).commander.person == "Zhou Li"
        await seat.lift()
        await seat.press("enter")
        await seat.until(lambda: post.show(fire).commander.person == "Chen Hao", "accepted")
        await seat.see("commander Chen Hao (Deputy")
        await seat.gone("unanswered")


async def test_an_unanswered_offer_is_late_in_words_and_can_be_declined(post: Post, fire: str) -> None:
    post.at("13:20")
    async with sitting(post.desk) as seat:
        await seat.see("→ Chen")  # on the board, in the column of command
        await seat.open(fire)
        await seat.see("LATE the level proposes")
        await seat.press("C", "down", "enter")
        await seat.see("Decline command · 26-0001")
        await seat.press("tab")
        await seat.type("in the lift shaft")
        await seat.lift()
        await seat.press("enter")
        await seat.until(lambda: post.show(fire).offer is None, "declined")
        await seat.press("C")
        await seat.see("not now: Command is offered to nobody now.")
        await seat.enter("accept")
        await seat.see("not now: Command is offered to nobody now.")
    assert post.show(fire).commander.person == "Zhou Li"


async def test_it_is_offered_to_a_person_and_taken_by_another_with_a_reason(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.open(fire)
        await seat.press("C")
        await seat.see("offer it")
        await seat.enter("offer")
        await seat.see("Offer command · 26-0001")
        await seat.type("Gu Ping")
        await seat.lift()
        await seat.press("enter")
        await seat.until(lambda: post.show(fire).offer.person == "Gu Ping", "offered")
        await seat.lift()
        await seat.press("C")
        await seat.see("accept it")
        await seat.enter("take")
        await seat.see("Take command over · 26-0001")
        await seat.type("Chen")
        await seat.lift()
        await seat.press("enter")
        await seat.enter("Gu Ping is not on site")
        await seat.until(lambda: post.show(fire).commander.person == "Chen Hao", "taken")
    assert "takes command over from Zhou Li" in post.log(fire)[-1].text


async def test_a_quick_hand_names_its_verb_in_one_go(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await seat.open(fire)
        driver = seat.app._driver
        assert driver is not None
        for key in ("C", *"decline", "enter"):
            driver.send_message(events.Key(key, key if len(key) == 1 else "\r"))
        await seat.see("Decline command · 26-0001 Fire", "Chen Hao")


async def test_a_vacant_post_is_named_from_there(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("person.add", "Zhou Li")
    async with sitting(post.desk, language="zh_CN") as seat:
        await seat.see(number)
        await seat.press("enter")
        await seat.see("记一条")
        await seat.press("C")
        await seat.see("给岗位定人", "安全管理部门负责人空缺", "请人接指挥", "现在不行")
        await seat.enter("定人")
        await seat.type("Zhou")
        await seat.lift()
        await seat.press("enter")
        await seat.until(lambda: post.show(number).commander.person == "Zhou Li", "named")


async def test_it_waits_and_goes_on_by_the_same_key_whose_label_says_which(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(160, 40)) as seat:
        await seat.open(fire)
        await seat.press("question_mark")
        await seat.type("wait until")
        await seat.see("W ")
        await seat.press("escape", "escape")
        await seat.gone("Keys that work here")
        await seat.press("W")
        await seat.see("wait until", "reason")
        await seat.enter("15:00")
        await seat.enter("waits for the fire brigade's word")
        await seat.see("held until 15:00")
        await seat.press("escape")
        await seat.gone("add to the log")
        await seat.see("held 15:00", "held until 15:00")  # the row's state, and the sentence below
        await seat.lift()
        await seat.press("W")
        await seat.see("Take an incident back from waiting")
        await seat.press("enter")
        await seat.until(lambda: post.show(fire).held_until is None, "taken back")
        await seat.gone("held 15:00")
    assert post.log(fire)[-1].text == "Taken back from hold"


async def test_an_offer_and_a_hold_among_what_is_owed_open_what_answers_them(post: Post, fire: str) -> None:
    post.do("incident.hold", fire, until="2026-11-05T13:14+08:00", reason="the engineer is on the stairs")

    async def down_to(words: str) -> None:
        for _ in range(20):
            middle = [line.split("│")[1] for line in seat.lines() if line.count("│") == 2]
            if words in " ".join(part for part in middle if part.startswith("▌")):
                return
            await seat.press("down")
        raise AssertionError(seat.text())

    async with sitting(post.desk) as seat:
        await seat.open(fire)
        await seat.press("tab")
        await down_to("on hold until now")
        await seat.press("enter")
        await seat.see("Take an incident back from waiting")
        await seat.press("escape")
        await seat.gone("Take an incident back from waiting")
        await down_to("offer of command")
        await seat.press("m")
        await seat.see("accept it", "decline it")


async def test_the_board_lets_the_row_wait_and_what_the_law_asks_is_said(post: Post, fire: str) -> None:
    post.do("incident.confirm", fire, "work_safety_accident")
    async with sitting(post.desk, language="zh_CN") as seat:
        await seat.see(fire)
        await seat.press("W")
        await seat.see("暂挂", "到时回到总览前面")
        await seat.enter("15:30")
        await seat.enter("等消防确认")
        await seat.see("挂到15:30", "暂挂到15:30", "法定时限不能暂挂")


async def test_what_has_ended_neither_waits_nor_passes_command(post: Post, fire: str) -> None:
    post.do("incident.control", fire)
    criteria = [criterion.code for criterion in post.show(fire).criteria]
    post.do("incident.end", fire, reason="out", confirmed_by="Chen Hao", met=criteria)
    async with sitting(post.desk) as seat:
        await seat.see("n")
        seat.app.open_incident(fire)
        await seat.see("add to the log")
        await seat.press("W")
        await seat.see("already ended")
        await seat.press("C")
        await seat.see("already ended")
