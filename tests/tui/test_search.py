"""`/` over everything: as it is typed, the words marked, Enter goes there, Esc comes back to where one was (R4.2)."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.excerpt import excerpt
from commandpost.tui.parts.log_view import LogView
from tests.story import Post
from tests.tui.seat import Seat, sitting


@pytest.fixture
def evening(post: Post) -> Post:
    """Two incidents and a duty log with words in both languages."""
    post.people(head_safety="Zhou Li")
    first = post.report("fire 2F food court, smoke at the fryer !III")
    post.at("13:02").do("log.add", first, "smoke is thinner, two extinguishers used", by="Zhou Li")
    post.at("13:03").do("log.add", first, "smoke again", by="Guard 12")
    post.do("log.strike", first, "3", reason="wrong floor")
    second = post.at("13:05").report("顾客滑倒 4号门")
    post.at("13:06").do("log.add", second, "已处理，地面冒烟机漏油")
    post.at("13:07").do("log.add", "duty", "smoke detector of B2 tested")
    return post


def marks(seat: Seat) -> list[str]:
    """What stands underlined in the list."""
    found = []
    for strip in seat.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None and segment.style.underline and segment.text.strip():
                found.append(segment.text)
    return found


def row(seat: Seat, *words: str) -> int:
    """The line of the screen that holds all of these."""
    return next((n for n, line in enumerate(seat.lines()) if all(word in line for word in words)), -1)


async def test_it_finds_as_one_types_incidents_first_with_the_words_marked(evening: Post) -> None:
    async with sitting(evening.desk) as seat:
        await seat.press("slash")
        await seat.see("search ▸", "the last one may be half typed")
        await seat.type("smok")
        await seat.see("4 found", "Enter go there")
        lines = seat.lines()
        incident = row(seat, "26-0001 ", "III yellow responding", "fire 2F food court, smoke at the fryer")
        duty = row(seat, "13:07", "duty #1", "Lin Wei", "smoke detector of B2 tested")
        struck = row(seat, "13:03", "26-0001 #3", "Guard 12", "struck: smoke again")
        entry = row(seat, "13:02", "26-0001 #2", "Zhou Li", "smoke is thinner")
        assert 0 < incident < duty < struck < entry, "\n".join(lines)
        assert lines[incident].startswith("▌26-") or lines[incident].startswith("▌")
        assert marks(seat) == ["smoke"] * 4
        await seat.type("e is")
        await seat.see("1 found")
        await seat.until(lambda: marks(seat) == ["smoke is"], "a phrase")


async def test_chinese_words_and_single_characters_are_marked(evening: Post) -> None:
    async with sitting(evening.desk, language="zh_CN", size=(80, 24)) as seat:
        await seat.press("slash")
        await seat.see("查找 ▸")
        await seat.type("冒烟")
        await seat.see("找到1条", "26-0002 #2", "已处理，地面冒烟机漏油")
        await seat.until(lambda: marks(seat) == ["冒烟"], "a phrase")
        await seat.press("backspace", "backspace")
        await seat.type("滑")
        await seat.see("26-0002", "未定 · 顾客滑倒 4号门")
        await seat.until(lambda: marks(seat) == ["滑"], "one character")


async def test_enter_goes_to_the_entry_and_escape_comes_back_to_the_very_place(evening: Post) -> None:
    async with sitting(evening.desk) as seat:
        await seat.see("26-0002")
        await seat.press("down")
        here = seat.chosen()
        await seat.press("slash")
        await seat.type("smoke")
        await seat.see("4 found")
        await seat.press("down", "down", "down")
        await seat.until(lambda: "▌" in seat.lines()[row(seat, "26-0001 #2")], "the entry chosen")
        there = seat.text()
        await seat.press("enter")
        await seat.see("26-0001 Fire")
        log = seat.app.screen.query_one(LogView)
        await seat.until(lambda: log.chosen is not None and log.chosen.number == "#2", "the entry under the cursor")
        await seat.press("escape")
        await seat.see("search ▸ smoke", "4 found")
        await seat.until(lambda: "▌" in seat.lines()[row(seat, "26-0001 #2")], "the same hit")
        assert seat.text().split("\n")[3:-1] == there.split("\n")[3:-1]
        await seat.press("escape")
        await seat.gone("search ▸")
        assert seat.chosen() == here


async def test_enter_right_behind_the_letters_goes_to_what_they_find(evening: Post) -> None:
    async with sitting(evening.desk) as seat:
        await seat.press("slash")
        await seat.see("search ▸")
        await seat.press(*"detector", "enter")
        await seat.see("smoke detector of B2 tested", "13:07")
        await seat.until(lambda: len(seat.app.screen_stack) == 3, "the duty log of that day")
        await seat.press("escape")
        await seat.see("search ▸ detector")


async def test_enter_twice_opens_one_page(evening: Post) -> None:
    async with sitting(evening.desk) as seat:
        await seat.press("slash")
        await seat.type("thinner")
        await seat.see("1 found")
        await seat.press("enter", "enter")
        await seat.see("26-0001 Fire")
        await asyncio.sleep(0.1)
        assert len(seat.app.screen_stack) == 3


async def test_more_than_fifty_is_said_and_the_older_ones_come_further_down(post: Post) -> None:
    number = post.report("first")
    for n in range(60):
        post.do("log.add", number, f"pump check {n}")
    async with sitting(post.desk) as seat:
        await seat.press("slash")
        await seat.type("pump check")
        await seat.see("the 50 newest; further down are older ones", "pump check 59")
        for _ in range(3):
            await seat.press("pagedown")
        await seat.see("60 found")
        await seat.press("pagedown")
        await seat.see("pump check 0")


async def test_what_is_erased_while_one_looks_is_gone(evening: Post) -> None:
    async with sitting(evening.desk) as seat:
        await seat.press("slash")
        await seat.type("thinner")
        await seat.see("1 found")
        evening.do("log.redact", "26-0001", "2", basis="PIPL art. 47")
        seat.app.changed(None)
        await seat.see("0 found", "Nothing holds these words.")


async def test_nothing_typed_finds_nothing_and_slash_is_a_letter_there(evening: Post) -> None:
    async with sitting(evening.desk) as seat:
        await seat.press("slash")
        await seat.type("smoke")
        await seat.see("4 found")
        await seat.press("ctrl+u")
        await seat.see("the last one may be half typed")
        await seat.press("slash", "n")
        await seat.see("search ▸ /n")
        await seat.press("escape", "n")
        await seat.see("report ▸")
        await seat.press("slash")
        await seat.see("report ▸ /")


async def test_the_question_on_the_command_line_opens_the_same_page(evening: Post) -> None:
    async with sitting(evening.desk) as seat:
        await seat.press("colon")
        await seat.enter("search thinner")
        await seat.see("search ▸ thinner", "1 found")


TEXT = st.text(st.one_of(st.sampled_from("火灾ab ,\n\t"), st.characters(exclude_categories=("Cs",))), max_size=60)


@given(TEXT, st.integers(8, 40), st.data())
def test_the_first_mark_is_seen_whatever_the_width(text: str, width: int, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 3)))
    marked = [(begin, end)] if end > begin else []
    spans = excerpt([], text, marked, width, "")
    ahead = 0
    for part, ink in spans:
        if ink == "found":
            assert part == shown(text[begin:end])
            assert ahead + min(cell_len(part), 1) <= width
            break
        ahead += cell_len(part)
    else:
        assert not marked


@given(TEXT, st.integers(8, 40), st.data())
def test_an_excerpt_never_is_wider_than_its_place(text: str, width: int, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    marked = list(zip(ends[::2], ends[1::2], strict=False))
    spans = excerpt([("26-0007 ", "quiet")], text, marked, width, "struck")
    assert sum(cell_len(part) for part, _ in spans) <= width


@pytest.mark.parametrize(("book", "count", "place"), [("26-0001", 50, 30), ("26-0001", 330, 5), ("duty", 330, 5)])
async def test_an_entry_far_back_is_seen_under_the_cursor(post: Post, book: str, count: int, place: int) -> None:
    post.report("fire")
    for n in range(count):
        words = "the needle" if n == place else "checking the ceiling void, and more words that take lines"
        post.do("log.add", book, f"{words} {n}")
    async with sitting(post.desk) as seat:
        await seat.press("slash")
        await seat.type("needle")
        await seat.see("1 found")
        await seat.press("enter")
        await seat.gone("search ▸")
        await seat.see(f"the needle {place}")
        log = seat.app.screen.query_one(LogView)
        assert log.chosen is not None and log.chosen.text == f"the needle {place}"
