"""DESIGN 4: a verb's words are asked for in a form; what is needed first, choices by typing, nothing typed is lost."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.story import Post
from tests.tui.seat import Seat, sitting


async def asked(seat: Seat, verb: str, *words: str, see: str) -> None:
    """Open the form of a verb, as a key does."""
    await seat.app.ask_verb(verb, *words)
    await seat.see(see)


def form(seat: Seat) -> list[str]:
    """The lines of the form."""
    shown = seat.lines()
    bottom = seat.app.page.bottom
    return [line.rstrip() for line in shown[bottom.region.y + 1 : bottom.region.bottom]]


async def test_a_level_is_decided_in_a_form(post: Post) -> None:
    post.report("fire 2F-foodcourt smoke, 2 hurt")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see("26-0001")
        await asked(seat, "incident.set_level", "26-0001", see="suggested")
        await seat.see("▸ level", "▌")
        assert form(seat)[0].strip().startswith("Decide the response level, with a reason · 26-0001 Fire")
        await seat.type("iii")
        await seat.see("▌III yellow")
        await seat.press("enter")
        await seat.see("▸ reason", "III yellow")
        await seat.press("enter")
        await seat.see("Not done: “reason” is missing.")
        await seat.type("2 hurt")
        await seat.see("Enter do it")
        await seat.press("enter")
        await seat.see("Done: #2.", "▌26-0001  III yellow")
        assert seat.app.page.bottom is None


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_is_needed_comes_first_and_tab_goes_round(post: Post, size: tuple[int, int]) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk, size=size) as seat:
        await asked(seat, "log.add", "26-0001", see="said by")
        names = [field.name for field in seat.app.page.bottom.fields]
        assert names[:4] == ["text", "by", "channel", "place"] and names[-1] == "at"
        assert [line.split()[0] for line in form(seat)[1:5]] == ["▸", "said", "channel", "place"]
        assert seat.app.page.pane.region.height >= 6, "the page above stays in sight"
        await seat.press("tab", "tab")
        await seat.see("▸ channel", "radio")
        await seat.press("shift+tab")
        await seat.see("▸ said by")


async def test_a_half_filled_form_is_kept_and_comes_back(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await asked(seat, "incident.describe", "26-0001", see="missing: ")
        await seat.press("tab")
        await seat.see("▸ nature")
        await seat.type("油锅起火")
        await seat.until(lambda: "油锅起火" in post.desk.draft('ask:["incident.describe", ["26-0001"], {}]'), "on disk")
        await seat.press("escape")
        await seat.until(lambda: seat.app.page.bottom is None, "closed")
    async with sitting(post.desk, wait="Half-typed words were kept: incident describe 26-0001") as seat:
        await asked(seat, "incident.describe", "26-0001", see="油锅起火")
        await seat.press("ctrl+s")
        await seat.see("Done: #2.")
        assert post.desk.ask("incident.show", "26-0001").parts["nature"] == "油锅起火"
        await seat.until(lambda: not post.desk.draft('ask:["incident.describe", ["26-0001"], {}]'), "draft dropped")


async def test_enter_pressed_twice_makes_one(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await asked(seat, "log.add", "26-0001", see="▸ entry")
        await seat.type("119 called")
        await seat.press("enter", "enter", "enter")
        await seat.see("Done: #2.")
        await asyncio.sleep(0.05)
        assert [e.text for e in post.desk.ask("log.list", "26-0001")][1:] == ["119 called"]
        assert len(seat.app.screen_stack) == 1, "the second Enter opened nothing"


async def test_a_refusal_stays_in_the_form_with_its_remedy(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await asked(seat, "fact.set", "26-0001", see="▸ fact")
        await seat.enter("injured")
        await seat.see("▸ value")
        await seat.enter("many")
        await seat.see("Not done: “many” is not a whole number from 0 up. Give injured as a plain number.", "many")
        await seat.press("ctrl+u")
        await seat.enter("3")
        await seat.see("Done: #2.")
        assert post.desk.ask("incident.show", "26-0001").facts["injured"] == 3


async def test_a_running_fact_begins_and_ends_in_the_same_form(post: Post) -> None:
    post.report("lift entrapment B3 !III")
    async with sitting(post.desk) as seat:
        metric = next(m for m in post.desk.plan.metrics.values() if m.kind == "running")
        await asked(seat, "fact.set", "26-0001", see="▸ fact")
        await seat.enter(metric.code)
        await seat.see("▸ value", "begins", "ends")
        await seat.press("down", "enter")
        await seat.see("Done: #2.", f"{metric.en}: begins")


async def test_lowering_asks_once_and_says_what_will_happen(post: Post) -> None:
    post.report("fire 2F !II")
    async with sitting(post.desk) as seat:
        await asked(seat, "incident.set_level", "26-0001", see="suggested")
        await seat.enter("iv")
        await seat.type("false alarm")
        await seat.press("enter", "enter")
        await seat.see("Will lower 26-0001 from II orange to IV blue", "Esc back to the form")
        assert post.desk.ask("incident.show", "26-0001").level == "II", "the second Enter was the same finger"
        await seat.press("escape")
        await seat.gone("Will lower")
        await seat.press("enter")
        await seat.see("Will lower")
        await seat.lift()
        await seat.press("enter")
        await seat.see("Done: #2.")
        assert post.desk.ask("incident.show", "26-0001").level == "IV"


async def test_when_it_happened_is_typed_as_the_clock_showed_it(post: Post) -> None:
    post.report("fire 2F !III")
    post.at("13:40")
    async with sitting(post.desk) as seat:
        await asked(seat, "incident.chain", "26-0001", see="▸ step")
        await seat.press("shift+tab")
        await seat.see("▸ when")
        await seat.enter("13:20")
        await seat.see("Done: #2.")
        assert post.desk.ask("log.list", "26-0001")[1].event_at == post.time("13:20")


async def test_the_form_speaks_chinese(zh_post: Post) -> None:
    zh_post.report("火灾 2F美食广场 2人受伤")
    async with sitting(zh_post.desk, language="zh_CN", size=(80, 24)) as seat:
        await asked(seat, "incident.set_level", "26-0001", see="建议")
        assert form(seat)[0].strip() == "决定响应级别并说明理由 · 26-0001 火灾"
        await seat.see("▸ 级别", "无人任职", "下一栏")
        await seat.press("enter")
        await seat.see("▸ 理由")
        await seat.enter("有人受伤")
        await seat.see("已完成：#2。", "III 黄")


async def test_the_language_changes_under_a_form_and_the_words_stay(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await asked(seat, "incident.change_type", "26-0001", see="▸ type")
        await seat.type("lift")
        await seat.press("ctrl+l")
        await seat.see("▸ 类型", "lift")
        assert seat.app.page.bottom is not None


async def test_one_submission_under_one_key(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await asked(seat, "log.add", "26-0001", see="▸ entry")
        await seat.type("gas off")
        place = 'ask:["log.add", ["26-0001"], {}]'
        await seat.until(lambda: "gas off" in post.desk.draft(place), "kept")
        key = json.loads(post.desk.draft(place))["key"]
        await seat.press("enter")
        await seat.see("Done: #2.")
        assert post.desk.do("log.add", "26-0001", "gas off", key=key).again
