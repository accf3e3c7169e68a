"""R4.4 Action cards: found by what one sees, opened by one key on an incident or on none, said in both languages only when no blank is left."""

from __future__ import annotations

import pytest

from commandpost.tui.parts import one_press
from tests.story import Post
from tests.tui.seat import sitting


@pytest.fixture(autouse=True)
def quick_finger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every press is one of its own."""
    monkeypatch.setattr(one_press, "HELD_S", 0.0)


async def test_a_card_on_no_incident_is_filled_switched_and_put_onto_the_incident_reported_since(post: Post) -> None:
    post.do("place.add", "1F-atrium", zh="一层中庭", en="1F atrium")
    async with sitting(post.desk) as seat:
        await seat.press("q")
        await seat.see("Action cards", "Enter opens it in the duty log", "Evacuation", "Own staff in danger")
        await seat.type("knife")
        await seat.see("Lockdown", "Use when", "An attacker is inside", "Mind")
        await seat.gone("Own staff in danger")
        await seat.press("enter")
        await seat.see("Fill in the words · Lockdown", "NOT READY to be said: fill in Place, Hazard", "There is 〔Hazard？〕 at 〔Place？〕")
        assert post.log("duty")[-1].text == "Action card opened: Lockdown"
        await seat.type("atri")
        await seat.see("一层中庭 / 1F atrium")
        await seat.press("down", "enter")
        await seat.type("knife")
        await seat.see("an attacker with a knife")
        await seat.press("down", "enter")
        await seat.see("Say 2 times each, first Chinese, then English", "There is an attacker with a knife at 1F atrium.", "一层中庭有持刀行凶的人")
        await seat.gone("NOT READY")
        await seat.gone("Fill in the words")
        await seat.press("space")
        await seat.see("✓ ", "6 left open")
        assert (post.log("duty")[-1].text, post.log("duty")[-1].by) == ("Done: Dial 110: place, number, weapon, direction", "Command desk / fire-control room")
        assert "Broadcast the lockdown" in seat.chosen()
        number = post.report("knife attack 1F !I", who="Lin Wei")
        seat.app.changed(None)
        await seat.see(f"{number} Violent assault was reported since", "G puts the card onto it")
        await seat.press("G")
        await seat.see("Put a card that was opened on no incident")
        await seat.lift()
        await seat.press("enter")
        await seat.see(f"open in {number} since 13:00", "6 left open")
        post.at("13:11")
        await seat.press("R")  # a card comes before the pause point that is due
        await seat.see("Lockdown · ", "step 2 of 7", "B r o a d c a s t")
        await seat.press("escape")
        await seat.see("6 left open")
        await seat.press("J")
        await seat.see("switch to the right card", "Secure", "Evacuation")
        await seat.press("enter")
        await seat.see("Secure 封闭出入", f"open in {number} since", "7 left open")
        await seat.see("Fill in the words · Secure")  # the route is missing still
        await seat.press("escape")
        await seat.gone("Fill in the words")
        assert [entry.text for entry in post.log(number)][-1] == "Action card Lockdown was the wrong one: Secure instead"
        await seat.press("Z")
        await seat.see("Close an action card")
        await seat.lift()
        await seat.press("enter")
        await seat.see("closed at 13:11", "The words as the card was closed", "the outer doors are closed")
        await seat.gone("NOT READY")
        await seat.press("D")
        assert "D fill in" not in seat.text() and "Fill in the words" not in seat.text()
    assert post.ask("card.show", "secure").open is None


@pytest.mark.parametrize(("language", "word"), [("zh_CN", "冒烟"), ("en", "smoke")])
async def test_in_a_drill_found_in_the_palette_by_what_one_sees_opened_on_the_incident(post: Post, language: str, word: str) -> None:
    post.do("drill.start", reason="autumn")
    number = post.report("fire 2F smoke !III")
    async with sitting(post.desk, size=(80, 24), language=language) as seat:
        await seat.open(number) if language == "en" else await seat.see(number)
        await seat.press("ctrl+p")
        await seat.see("Type part of a command" if language == "en" else "输入命令的一部分")
        await seat.type(word)
        await seat.see("Action card: Evacuation 撤离" if language == "en" else "行动卡：撤离 Evacuation")
        await seat.press("enter")
        await seat.see("Use when" if language == "en" else "何时用", number)
        await seat.press("enter")
        await seat.see("EXERCISE, EXERCISE. Attention please.", "演练，演练。各位顾客请注意")
    assert post.ask("card.show", "evacuation").open == number
    post.do("drill.stop")


async def test_what_is_owed_in_words_is_a_quiet_list_and_enter_writes_it(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("task.skip", number, "fire.res.5")
    post.at("13:01")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see(number)
        seat.app.going.owed_notes(number)
        await seat.see(f"Owed notes of {number}", "1 to be written", "why not applicable")
        await seat.press("enter")
        await seat.see("Esc keep as draft")
        await seat.enter("nothing burns there")
        await seat.see("Nothing is owed in words.")
    assert post.ask("task.owed", number) == []


async def test_the_way_out_is_never_where_it_happened_and_what_stands_there_stands_in_the_form(post: Post) -> None:
    post.do("place.add", "2F-hotpot", zh="二层火锅店", en="2F hotpot")
    post.do("place.add", "gate-E", zh="东门", en="east gate")
    number = post.report("fire 2F hotpot smoke !III")
    post.do("card.open", "evacuation", incident=number)
    async with sitting(post.desk) as seat:
        await seat.see(number)
        seat.app.going.card("evacuation")
        await seat.see("NOT READY to be said: fill in Place, Route or exit, Hazard")
        await seat.press("D")
        await seat.see("Fill in the words · Evacuation", "where it happened")
        await seat.press("down", "enter")
        await seat.see("东门 / east gate")
        assert "where it happened" not in seat.text()
        await seat.press("down", "enter")
        await seat.type("浓烟")
        await seat.press("enter")
        await seat.see("There is smoke at 2F hotpot. Leave now by east gate.")
        await seat.gone("Fill in the words")
        await seat.press("D")
        await seat.see("Fill in the words · Evacuation", "二层火锅店 / 2F hotpot", "东门 / east gate")
        await seat.press("tab", "tab")
        await seat.type("有毒烟气")
        await seat.press("ctrl+s")
        await seat.see("There is toxic smoke at 2F hotpot. Leave now by east gate.")
        assert post.log(number)[-1].text == "Action card Evacuation: Hazard: 有毒烟气"


async def test_read_aloud_the_step_that_says_the_words_shows_them_and_fills_them(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("card.open", "evacuation", incident=number, place="东门 / east gate", route="B1")
    post.do("task.done", number, "evacuation.route")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see(number)
        seat.app.going.reader(number, "card.evacuation")
        await seat.see("step 2 of 7", "NOT READY to be said: fill in Hazard", "There is 〔Hazard？〕 at east gate.")
        await seat.press("D")
        await seat.see("Fill in the words · Evacuation")
        await seat.type("浓烟")
        await seat.press("ctrl+s")
        await seat.see("Say 2 times each, first Chinese, then English", "There is smoke at east gate.", "东门有浓烟")
        await seat.press("space")
        await seat.see("step 3 of 7")
        await seat.gone("There is smoke")
