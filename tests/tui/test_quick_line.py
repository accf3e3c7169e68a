"""Ten seconds: the quick line says what it understood, Tab changes a part, Enter twice makes one (R4.1); the `:` line completes."""

from __future__ import annotations

import asyncio

import pytest

from commandpost.tui.parts.line import Line
from tests.story import Post
from tests.tui.seat import Seat, sitting


@pytest.fixture
def mall(post: Post) -> Post:
    """A post with a few places and people."""
    post.do("place.add", "2F-foodcourt", zh="二楼美食广场", en="2F food court", word=["美食广场", "food court"])
    post.do("place.add", "gate-4", zh="4号门（西）", en="Gate 4 (west)", word=["西门", "gate 4"])
    post.do("place.add", "B3-pump", zh="消防水泵房", en="Fire pump room", word=["pump room"])
    post.people(head_safety="Zhou Li")
    return post


def value(seat: Seat) -> str:
    """What stands in the line one types in."""
    return seat.app.screen.query(Line).first().value


def marked(seat: Seat) -> str:
    """The choice that is marked under the line."""
    return next((line.strip() for line in seat.lines() if line.startswith("   ▌") or line.startswith("  ▌")), "")


async def test_the_line_says_what_it_understood_and_what_the_rules_suggest(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("n")
        await seat.see("report ▸", "!I to !IV decides the level")
        await seat.type("fire 2F-foodcourt smoke, 2 hurt, bin out !IV")
        await seat.see("type Fire 火灾 · place 2F food court · Injured 2")
        await seat.see(
            "level IV blue (you said) — rules suggest III yellow: Injured 2 ≥ 1, and ", "text “smoke, bin out”"
        )
        await seat.see("Enter report   Tab change a part   Esc keep as draft")


async def test_the_line_says_it_in_chinese(mall: Post) -> None:
    async with sitting(mall.desk, language="zh_CN", size=(80, 24)) as seat:
        await seat.press("n")
        await seat.see("上报 ▸")
        await seat.type("美食广场冒烟 2人受伤")
        await seat.see("类型 火灾 Fire · 地点 二楼美食广场 · 受伤人数 2", "级别 未定 — 规则建议 ", "受伤人数 2 ≥ ")
        await seat.see("回车 上报   Tab 更改一项   Esc 存草稿")


async def test_without_a_rule_hit_the_types_own_level_is_suggested(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("n")
        await seat.type("odd noise")
        await seat.see("type not understood, it opens as unclassified", "as usual for this type")


async def test_tab_walks_type_place_and_level_and_writes_them_into_the_line(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("n")
        await seat.type("black cloud over the fryer")
        await seat.press("tab")
        await seat.see("type ▸", "Enter take it   Tab next part   Esc back to the line")
        await seat.type("smo")
        await seat.until(lambda: marked(seat).startswith("▌Fire · smo"), "smoke is a fire")
        await seat.press("enter")
        await seat.until(lambda: value(seat) == "#Fire black cloud over the fryer", "type written")
        await seat.see("type Fire 火灾")
        await seat.press("tab", "tab")
        await seat.see("place ▸")
        await seat.type("food")
        await seat.until(lambda: marked(seat).startswith("▌2F food court"), "the place")
        await seat.press("enter")
        await seat.until(lambda: value(seat).endswith("fryer @2F food court"), "place written")
        await seat.press("tab", "tab", "tab")
        await seat.see("level ▸", "rules suggest it: ")
        await seat.type("3")
        await seat.until(lambda: marked(seat).startswith("▌III yellow"), "the level")
        await seat.press("enter")
        await seat.until(lambda: value(seat) == "#Fire black cloud over the fryer @2F food court !III", "level written")
        await seat.see("place 2F food court", "level III yellow (you said)")
        await seat.lift()
        await seat.press("enter")
        await seat.see("26-0001 is in the book.")
    assert (mall.show("26-0001").type, mall.show("26-0001").level) == ("fire", "III")


async def test_places_are_found_by_pinyin_and_code_and_escape_leaves_the_line_as_it_was(mall: Post) -> None:
    async with sitting(mall.desk, language="zh_CN") as seat:
        await seat.press("n")
        await seat.type("冒烟")
        await seat.press("shift+tab", "shift+tab")
        await seat.see("地点 ▸")
        await seat.type("msgc")
        await seat.until(lambda: marked(seat).startswith("▌二楼美食广场"), "by initials")
        await seat.press("ctrl+u")
        await seat.type("b3")
        await seat.until(lambda: marked(seat).startswith("▌消防水泵房"), "by code")
        await seat.press("escape")
        await seat.gone("地点 ▸")
        assert value(seat) == "冒烟"
        await seat.press("tab", "tab")
        await seat.type("nothing is called so")
        await seat.see("没有这个名称")
        await seat.press("enter", "escape", "escape")
        await seat.gone("上报 ▸")


async def test_enter_pressed_twice_on_a_choice_reports_nothing_and_on_the_line_one(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("n")
        await seat.type("smoke")
        await seat.press("tab")
        await seat.see("type ▸")
        await seat.press("enter", "enter")  # the fire it already is
        await seat.gone("type ▸")
        await seat.lift()
        assert not mall.ask("incident.list") and value(seat) == "smoke"
        await seat.press("tab")
        await seat.type("gas leak")
        await seat.until(lambda: marked(seat).startswith("▌Gas leak"), "another")
        await seat.press("enter", "enter")
        await seat.gone("type ▸")
        await seat.lift()
        assert not mall.ask("incident.list") and value(seat) == "#Gas leak smoke"
        await seat.press("enter", "enter")
        await seat.see("26-0001 is in the book.")
        await asyncio.sleep(0.1)
        assert len(seat.app.screen_stack) == 1
    assert len(mall.ask("incident.list")) == 1


async def test_a_choice_is_a_draft_at_once(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("n")
        await seat.type("smoke")
        await seat.press("tab")
        await seat.see("type ▸")
        await seat.enter("gas leak")
        await seat.until(lambda: "#Gas leak smoke" in mall.desk.draft("quick"), "on disk")


async def test_a_long_line_is_read_in_a_thread_and_every_key_stands_there(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("n")
        await seat.see("report ▸")
        seat.app.screen.query_one(Line).put("smoke " * 300)
        await seat.type("x 2 hurt")
        assert value(seat).endswith("x 2 hurt")
        await seat.see("type Fire 火灾 · Injured 2")


async def test_the_colon_shows_usage_and_completes_verb_number_and_choice(mall: Post) -> None:
    mall.report("smoke at gate 4")
    mall.report("rain in the atrium")
    async with sitting(mall.desk) as seat:
        await seat.press("colon")
        await seat.see("anything else is a report", "Tab complete")
        await seat.type("level")
        await seat.until(lambda: "incident set-level" in seat.text(), "verbs by what they do")
        await seat.press("ctrl+u")
        await seat.type("set-lev")
        await seat.until(lambda: marked(seat).startswith("▌incident set-level"), "the verb")
        await seat.press("tab")
        await seat.until(lambda: value(seat) == "incident set-level ", "completed")
        await seat.see("incident set-level incident level --reason …", "next: incident", "26-0002")
        await seat.type("gate")
        await seat.until(lambda: marked(seat).startswith("▌26-0001"), "an incident by its place")
        await seat.press("tab")
        await seat.see("next: level")
        await seat.type("orange")
        await seat.until(lambda: marked(seat).startswith("▌II orange"), "a level by its colour")
        await seat.press("tab")
        await seat.until(lambda: value(seat) == "incident set-level 26-0001 II ", "two words")
        await seat.see("still needed: --reason")
        await seat.press("tab")
        await seat.until(lambda: value(seat).endswith("II --reason "), "the option that is needed")
        await seat.see("next: reason")
        await seat.enter('"it spreads"')
        await seat.see("Done: #")
    assert mall.show("26-0001").level == "II"


async def test_verbs_are_found_by_pinyin_in_chinese(mall: Post) -> None:
    async with sitting(mall.desk, language="zh_CN", size=(80, 24)) as seat:
        await seat.press("colon")
        await seat.see("Tab 补全")
        await seat.type("xuanbu")
        await seat.until(lambda: marked(seat).startswith("▌incident end"), "宣布 …")
        await seat.press("tab")
        await seat.see("incident end 事件 --reason 理由 --confirmed-by 确认人", "下一项：事件")


async def test_a_question_without_a_page_is_answered_on_a_page_of_its_own(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("colon")
        await seat.enter("person list")
        await seat.see("person list", "Zhou Li", "Name")
        await seat.press("ctrl+l")
        await seat.see("姓名", "Zhou Li")
        await seat.press("escape")
        await seat.see("目前没有")


async def test_people_are_found_by_pinyin_where_a_verb_names_one(mall: Post) -> None:
    mall.do("person.add", "陈昊")
    mall.report("smoke")
    async with sitting(mall.desk, language="zh_CN") as seat:
        await seat.press("colon")
        await seat.type("log add 26-0001 abc --by ")
        await seat.until(lambda: "Zhou Li" in seat.text() and "陈昊" in seat.text(), "those who may have said it")
        await seat.type("ch")
        await seat.until(lambda: marked(seat).startswith("▌陈昊"), "by pinyin")
        await seat.press("tab")
        await seat.until(lambda: value(seat) == "log add 26-0001 abc --by 陈昊 ", "the name")


async def test_a_mark_typed_by_hand_counts(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("n")
        await seat.type("#lift stopped @gate-4 no fire !II")
        await seat.see("type Lift entrapment 电梯困人 · place Gate 4 (west)", "level II orange (you said)")


async def test_arrows_move_in_the_list_under_the_line(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("n")
        await seat.type("odd")
        await seat.press("tab", "tab")
        await seat.see("place ▸")
        first = marked(seat)
        await seat.press("down", "down", "up")
        await seat.until(lambda: marked(seat) not in ("", first), "the second place")
        second = marked(seat)
        await seat.press("enter")
        await seat.until(lambda: second.removeprefix("▌").split("  ")[0] in value(seat), "the second one is written")
        await seat.press("escape", "colon")
        await seat.see(": ▸")
        await seat.press("ctrl+u")
        await seat.see("Tab complete")
        await seat.until(lambda: marked(seat).startswith("▌"), "verbs")
        top = marked(seat)
        await seat.press("down")
        await seat.until(lambda: marked(seat) not in ("", top), "the next verb")
