"""R4.1, DESIGN 4: a line of which nothing was understood asks once, what was mistyped is offered; a shout with a word in it is one Enter."""

from __future__ import annotations

import pytest
from textual import events

from tests.story import Post
from tests.tui.seat import Seat, sitting
from tests.tui.test_quick_line import mall, value

__all__ = ["mall"]  # the fixture
ASKS = {
    "en": ("Neither what nor where was understood.", "Enter again reports it as it stands."),
    "zh_CN": ("没看懂出了什么事，也没看懂在哪里。", "再按回车即按原文上报。"),
}


def reports(post: Post) -> list[str]:
    """The incidents there are."""
    return [line.number for line in post.ask("incident.list")]


async def opened(seat: Seat) -> None:
    await seat.press("n")
    await seat.until(lambda: seat.app.page.bottom is not None, "the line")


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_nobody_understood_asks_once_and_stays_text(mall: Post, lang: str, size: tuple[int, int]) -> None:
    async with sitting(mall.desk, language=lang, size=size) as seat:
        await opened(seat)
        await seat.type("d now what is next")  # “and now what is next”, typed at the board
        for _ in range(2):  # the same finger
            seat.app._driver.send_message(events.Key("enter", "\r"))
        await seat.see(*ASKS[lang])
        assert reports(mall) == [] and value(seat) == "d now what is next"
        await seat.lift()
        await seat.press("enter")
        await seat.see("26-0001")
    assert mall.log("26-0001")[0].text == "d now what is next" and mall.show("26-0001").type == "unclassified"


async def test_other_words_are_asked_about_anew_and_a_word_that_says_it_ends_the_asking(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await opened(seat)
        await seat.enter("please come")
        await seat.see(ASKS["en"][0])
        await seat.lift()
        await seat.type(" now")
        await seat.gone(ASKS["en"][0])
        await seat.press("enter")
        await seat.see(ASKS["en"][0])
        await seat.lift()
        await seat.enter(", smoke")
        await seat.see("26-0001")
    assert mall.log("26-0001")[0].text == "please come now, smoke"


@pytest.mark.parametrize("line", ["fire", "something at gate 4", "@riverside", "美食广场"])
async def test_a_type_or_a_place_is_one_enter(mall: Post, line: str) -> None:
    async with sitting(mall.desk) as seat:
        await opened(seat)
        await seat.enter(line)
        await seat.see("26-0001")


async def test_the_colon_line_asks_too_where_the_words_are_no_verb(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await seat.press("colon")
        await seat.until(lambda: seat.app.page.bottom is not None, "the line")
        await seat.enter("incidnet list")
        await seat.see(ASKS["en"][0], ": ▸ incidnet list")
        assert reports(mall) == []


async def test_a_paste_of_some_lines_is_one_line_and_no_incident(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        seat.app.screen.post_message(events.Paste("now we go\nhome at nine\n"))
        await opened(seat)
        seat.app.page.bottom.line.post_message(events.Paste("now we go\nhome at nine\n"))
        await seat.until(lambda: value(seat) == "now we go home at nine", "one line")
        await seat.press("enter")
        await seat.see(ASKS["en"][0])
        assert reports(mall) == []


def test_the_verb_itself_takes_any_words(mall: Post) -> None:
    mall.report("and now what is next")
    assert mall.show("26-0001").type == "unclassified"


@pytest.mark.parametrize(
    ("lang", "said", "tab", "where"),
    [
        ("en", ("type “fier”: Fire?", "“foodcout”: 2F food court?"), ("Tab take “Fire”", "Tab take “2F food court”"), "2F food court"),
        ("zh_CN", ("类型 “fier”：火灾？", "“foodcout”：二楼美食广场？"), ("Tab 取“火灾”", "Tab 取“二楼美食广场”"), "二楼美食广场"),
    ],
)
async def test_what_was_mistyped_is_offered_and_tab_takes_it(mall: Post, lang: str, said: tuple[str, ...], tab: tuple[str, ...], where: str) -> None:
    async with sitting(mall.desk, language=lang) as seat:
        await opened(seat)
        await seat.type("fier in foodcout")
        await seat.see(*said, tab[0])
        assert value(seat) == "fier in foodcout"
        await seat.press("tab")
        await seat.see(tab[1])
        await seat.press("tab")
        await seat.until(lambda: value(seat).endswith(f"@{where}"), "the place")
        assert " fier in foodcout @" in value(seat)
        await seat.press("enter")
        await seat.see("26-0001")
    shown = mall.show("26-0001")
    assert (shown.type, shown.place) == ("fire", where) and "fier in foodcout" in mall.log("26-0001")[0].text


async def test_chinese_is_offered_as_it_sounds(mall: Post) -> None:
    async with sitting(mall.desk, language="zh_CN") as seat:
        await opened(seat)
        await seat.type("货灾 美食广厂")
        await seat.see("“货灾”：火灾？", "“美食广厂”：二楼美食广场？")


async def test_nothing_mistyped_is_taken_by_enter(mall: Post) -> None:
    async with sitting(mall.desk) as seat:
        await opened(seat)
        await seat.type("fier")
        await seat.see("type “fier”: Fire?")
        await seat.press("enter")
        await seat.see(ASKS["en"][0])
        await seat.lift()
        await seat.press("enter")
        await seat.see("26-0001")
    assert mall.show("26-0001").type == "unclassified"
