"""R4.1, R4.2: the duty log is a day's book with its newest entry at the foot; days, promoting, striking by one key; a quiet shift's whole work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story import Post
from tests.tui.seat import Seat, sitting


def told(post: Post) -> None:
    """A quiet day, and the morning after it."""
    post.do("log.add", "duty", "rain at gate 4", by="Guard 3", channel="radio 1")
    post.at("2026-11-06T05:59").do("log.add", "duty", "quiet night")
    post.at("2026-11-06T06:01").do("log.add", "duty", "smell of smoke 2F", by="Deng Kai", channel="radio 1")
    late = post.time("06:02")
    post.at("06:05").do(
        "log.add", "duty", "van in the fire lane, moved", kind="action", by="Deng Kai", channel="radio 6", at=late
    )
    post.do("log.add", "duty", "L6 stands still")
    post.do("log.strike", "duty", "3", reason="misheard")


@pytest.fixture
def morning(post: Post) -> Iterator[Post]:
    told(post)
    yield post


def body(seat: Seat) -> list[str]:
    """The page between the strips and the keys."""
    return [line for line in seat.lines()[3:-1] if line and not line.startswith("─")]


async def open_duty(seat: Seat) -> None:
    await seat.press("d")
    await seat.see("Duty log", "#")


async def test_a_day_as_it_reads(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        assert body(seat) == [
            " Duty log · Friday 2026-11-06 · today                                                                         3 entries",
            " No incident is open.",
            " 2026-11-06",
            " 06:01 #1 Deng Kai        radio 1    report   smell of smoke 2F",
            " 06:02 #2 Deng Kai        radio 6    action   van in the fire lane, moved",
            "                                              written down 06:05",
            "▌06:05 #3 Lin Wei                    report   L6 stands still",
            "▌                                             struck 06:05 by Lin Wei: misheard",
        ]
        strip = next(strip for strip in seat.app.screen._compositor.render_strips() if "L6 stands" in strip.text)
        part = next(segment for segment in strip if "L6 stands" in segment.text)
        assert part.style is not None and part.style.strike


async def test_a_small_screen_puts_channel_and_kind_behind_the_words(morning: Post) -> None:
    async with sitting(morning.desk, size=(80, 24)) as seat:
        await open_duty(seat)
        assert body(seat)[3:6] == [
            " 06:01 #1 Deng Kai     smell of smoke 2F   radio 1",
            " 06:02 #2 Deng Kai     van in the fire lane, moved   radio 6 · action",
            "                       written down 06:05",
        ]


async def test_the_day_before_and_back(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        await seat.press("left_square_bracket")
        await seat.see("Thursday 2026-11-05 · not today: d goes back to today", "quiet night")
        assert seat.chosen() == "▌05:59 #2 Lin Wei                    report   quiet night"
        await seat.press("left_square_bracket")
        await seat.press("right_square_bracket")
        await seat.see("Friday 2026-11-06 · today")
        await seat.press("left_square_bracket")
        await seat.see("Thursday 2026-11-05")
        await seat.press("d")
        await seat.see("Friday 2026-11-06 · today")
        await seat.press("escape")
        await seat.see("Last word")


async def test_an_entry_becomes_an_incident_once(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        await seat.press("up", "up", "p")
        await seat.see("#1 is now incident 26-0001, Fire; Enter opens it.")
        await seat.press("p")
        await seat.see("#1 is already incident 26-0001.")
        await seat.see("→ incident 26-0001", "1 incident is open")
        assert [line.number for line in morning.ask("incident.list")] == ["26-0001"]
        assert morning.ask("log.list", "26-0001")[0].points_to == "duty:2026-11-06 #1"
        await seat.press("enter")
        await seat.see("report chain", "smell of smoke 2F")
        await seat.press("escape")
        await seat.see("Duty log")
        assert seat.chosen().startswith("▌06:01 #1 ")


async def test_where_the_words_name_no_type_it_is_asked_for(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        await seat.press("left_square_bracket")
        await seat.see("quiet night")
        await seat.press("p")
        await seat.see("▸ type")
        assert morning.ask("incident.list") == []
        await seat.type("lost ch")
        await seat.see("Lost child")
        await seat.press("enter")
        await seat.see("→ incident 26-0001")
        assert [line.type for line in morning.ask("incident.list")] == ["lost_child"]


async def test_a_wrong_entry_is_struck_with_its_reason_and_stays(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        await seat.press("up", "s", *"it", "space", *"was", "space", *"no", "space", *"van")  # faster than the form opens
        await seat.see("▸ reason", "van in the fire lane, moved")
        await seat.press("enter")
        await seat.see("struck 06:05 by Lin Wei: it was no van", "▌06:02 #2 Deng Kai")


async def test_words_are_taken_out_by_law(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        await seat.press("up", "up", "z")
        await seat.see("▸ basis")
        await seat.type("asked")
        await seat.press("tab")
        await seat.enter("2F")
        await seat.see("unreadable for ever")
        await seat.pilot.pause(0.5)  # a second Enter at once is the same finger
        await seat.press("enter")
        await seat.until(lambda: "2F" not in morning.log()[0].text, "taken out")
        await seat.gone("smell of smoke 2F")


async def test_keys_that_do_nothing_here_are_off(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        pane = seat.app.screen.pane_here  # type: ignore[attr-defined]
        off = {action: pane.why_off(action) for action in ("promote", "strike", "open")}
        assert off == {
            "promote": "#3 is struck.", "strike": "#3 is struck.", "open": "#3 is no incident; p makes one of it.",
        }  # fmt: skip
        await seat.press("p")
        await seat.see("#3 is struck.")
        await seat.press("up")
        assert [pane.why_off(action) for action in ("promote", "strike", "day_before")] == [None, None, None]
        assert pane.why_off("day_after") == "This is today; there is no later day."


async def test_a_quiet_shift_is_written_line_by_line(morning: Post) -> None:
    morning.people(duty_officer="Deng Kai")
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        await seat.press("l")
        await seat.see("duty log ▸", "who, channel, kind or @place may stand before a colon")
        await seat.type("Deng Kai, radio 1, action: gate 6 is clear")
        await seat.see("said by Deng Kai · over radio 1 · action")
        await seat.press("enter")
        await seat.see("#4 is in the duty log.", "#4 Deng Kai")
        await seat.type("decision: gate 3 stays closed")
        await seat.press("enter", "enter")
        await seat.see("gate 3 stays closed")
        await seat.press("escape")
        entries = morning.log()
        assert [(e.by, e.channel, e.kind, e.text) for e in entries[3:]] == [
            ("Deng Kai", "radio 1", "action", "gate 6 is clear"), ("Lin Wei", None, "decision", "gate 3 stays closed"),
        ]  # fmt: skip
        assert seat.chosen().startswith("▌06:05 #5 ")


async def test_an_entry_is_always_written_today(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        await seat.press("left_square_bracket")
        await seat.see("Thursday 2026-11-05")
        await seat.press("l")
        await seat.see("Friday 2026-11-06 · today", "▸")
        await seat.enter("found")
        await seat.see("#4 ")
        assert morning.log("duty:2026-11-05")[-1].text == "quiet night" and morning.log()[-1].text == "found"


async def test_what_is_half_typed_waits_for_its_page(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        await seat.press("l")
        await seat.type("half a sen")
        await seat.until(lambda: "half a sen" in morning.desk.draft("entry:duty"), "on disk")
        await seat.press("escape", "escape", "d")
        await seat.see("Duty log")
        await seat.press("l")
        await seat.see("half a sen")
    morning.again()
    async with sitting(morning.desk) as seat:
        await seat.see("Half-typed words were kept: the duty log (d, then l).")
        await seat.press("d", "l")
        await seat.see("duty log ▸ half a sen")


async def test_the_page_turns_with_the_day(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        await open_duty(seat)
        morning.at("2026-11-07T05:59:59")
        await seat.pilot.pause(1.2)
        assert "Friday 2026-11-06 · today" in seat.text()
        morning.at("2026-11-07T06:00:01")
        await seat.see(
            "Saturday 2026-11-07 · today", "Nothing is written yet today.", "read the day before: Friday 2026-11-06"
        )


async def test_a_long_book_holds_its_newest_and_reads_back(post: Post) -> None:
    for at in range(260):
        post.do("log.add", "duty", f"round {at}")
    async with sitting(post.desk) as seat:
        await open_duty(seat)
        await seat.see("round 259", "260 entries")
        pane = seat.app.screen.pane_here  # type: ignore[attr-defined]
        assert len(pane.entries.entries) == 200
        await seat.press("home")
        await seat.until(lambda: len(pane.entries.entries) == 260, "the older ones too")
        await seat.press("home")
        await seat.see("#1 Lin Wei", "round 0")


async def test_opened_at_an_entry(morning: Post) -> None:
    async with sitting(morning.desk) as seat:
        seat.app.going.book("duty:2026-11-05", "1")
        await seat.see("Thursday 2026-11-05")
        await seat.until(lambda: seat.chosen().startswith("▌13:00 #1 "), "the cursor")


async def test_in_chinese(zh_post: Post) -> None:
    zh_post.people(duty_officer="邓凯")
    async with sitting(zh_post.desk, language="zh_CN") as seat:
        await seat.press("d")
        await seat.see("今天还没有记事。")
        await seat.press("l")
        await seat.type("邓凯，对讲1，行动：6号门畅通")
        await seat.see("邓凯 说 · 用对讲1 · 行动")
        await seat.press("enter", "escape")
        await seat.see("#1 邓凯")
        assert body(seat) == [
            " 值班日志 · 2026年11月5日 星期四 · 今天                                                                        1 条记事",
            " 目前没有进行中的事件。",
            " 2026-11-05",
            "▌13:00 #1 邓凯            对讲1      行动     6号门畅通",
        ]
        await seat.press("ctrl+l")
        await seat.see("Duty log · Thursday 2026-11-05 · today", "action")


def test_the_page_holds_no_whole_book(tmp_path: Path) -> None:
    """The question gives the newest so many whatever the length of the day."""
    with Post(tmp_path) as post:
        for at in range(30):
            post.do("log.add", "duty", f"round {at}")
        day = post.ask("log.day", newest=5)
        assert [entry.text for entry in day.entries] == [f"round {at}" for at in range(25, 30)] and day.begins == 25
