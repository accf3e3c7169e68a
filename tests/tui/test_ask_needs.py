"""DESIGN 4, R4.5: a form says what it needs before anybody is refused; the end names what ends unmet, and asks once."""

from __future__ import annotations

import pytest

from tests.story import Post
from tests.tui.seat import Seat, sitting


def form(seat: Seat) -> list[str]:
    """The lines of the form."""
    bottom = seat.app.page.bottom
    return [line.rstrip() for line in seat.lines()[bottom.region.y + 1 : bottom.region.bottom]]


async def opened(seat: Seat, verb: str, *words: str, fields: int, **start: str) -> None:
    await seat.app.ask_verb(verb, *words, start=start)
    await seat.until(lambda: seat.app.page.bottom is not None and len(seat.app.page.bottom.fields) == fields, "the form")


@pytest.mark.parametrize(("lang", "needed", "optional"), [("en", "needed", "may be left out"), ("zh_CN", "必填", "可不填")])
async def test_a_field_says_whether_it_is_needed_while_it_is_empty(post: Post, lang: str, needed: str, optional: str) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk, language=lang, size=(80, 24)) as seat:
        await opened(seat, "deadline.meet", post.owed("26-0001")[0].id, fields=4)
        line = seat.app.page.bottom.line
        words = [needed, needed, optional]  # to whom is known: the first choice stands there
        await seat.until(lambda: [row.endswith(word) for row, word in zip(form(seat)[2:5], words, strict=False)] == [True] * 3, "each")
        await seat.press("tab")
        await seat.until(lambda: line.placeholder == needed, "the field one types in says it too")
        await seat.type("radio")
        await seat.press("tab")
        await seat.until(lambda: form(seat)[2].endswith("radio"), "the words stand there now")
        await seat.press("tab")
        await seat.until(lambda: line.placeholder == optional, "the last one may be left out")


@pytest.mark.parametrize(("lang", "late", "ends"), [("en", "{} late: ", "These end with"), ("zh_CN", "{} 项超时：", "这些事项随之终止")])
async def test_the_end_names_what_ends_unmet_and_asks_once(post: Post, lang: str, late: str, ends: str) -> None:
    number = post.report("fire 2F !III")
    post.do("incident.control", number)
    post.forward(minutes=12)
    kinds = ("chain_step", "notify", "commander", "followup", "task_critical", "first_step", "task")
    count = sum(row.late_s > 0 for row in post.owed(number) if row.kind in kinds)
    codes = [criterion.code for criterion in post.show(number).criteria]
    async with sitting(post.desk, language=lang, size=(120, 36)) as seat:
        start = {f"mark:{code}": "met" for code in codes} | {"reason": "fire out", "confirmed_by": "Chen Hao"}
        await opened(seat, "incident.end", number, fields=len(codes) + 3, **start)
        await seat.see(late.format(count))
        await seat.press("ctrl+s")
        await seat.see(ends)
        assert post.show(number).state == "controlled"
        await seat.lift()
        await seat.press("enter")
        await seat.until(lambda: post.show(number).state == "ended", "the end")
    assert post.ask("stats", incident=number).incidents[0].ended_late == count > 0
