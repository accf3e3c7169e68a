"""R4.1, R4.2: an incident says what happened, what must happen and who; an entry is typed under the log and never disturbed."""

from __future__ import annotations

import json
from dataclasses import replace

from commandpost.domain.log.records import StrikeShown
from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import sitting


async def test_an_incident_in_full() -> None:
    desk = FakeDesk().furnish()
    struck = StrikeShown(desk.ago(minutes=1), "Lin Wei", "wrong floor")
    desk.logs["26-0007"] = [
        desk.entry("1", "smoke at fryer", by="Guard 12", channel="radio", event_at=desk.ago(minutes=42)),
        desk.entry("2", "3F evacuated", by="Wang", struck=True, strike=struck),
        desk.entry("3", "level II: 2 hurt", by="Chen Hao", kind="decision", facts={"injured": 2}),
    ]
    async with sitting(desk) as seat:
        await seat.see("26-0007")
        await seat.press("enter")
        await seat.see("report chain", "level II: 2 hurt")
        shown = seat.lines()
        assert shown[3] == (
            " 26-0007 Fire · 2F food court                       II orange · commander Chen Hao (deputy leader) · responding 0:42:10"
        )
        assert [line[:51].rstrip() for line in shown[5:14]] == [
            " 2026-11-24",
            " 13:25  #1 Guard 12, radio  smoke at fryer",
            "           written down 14:05",
            " 14:05  #2 Wang  3F evacuated",
            "           struck 14:06 by Lin Wei: wrong floor",
            "▌14:05  #3 Chen Hao, decision  level II: 2 hurt",
            "▌          [Injured 2]",
            "",
            "",
        ]
        assert [line[52:87].rstrip() for line in shown[5:14]] == [
            " due · 1 LATE",
            "▌−0:03:10 LATE report to district",
            "▌              bureau → leading…",
            "",
            " report chain",
            " 13:25  person on scene  Guard 12",
            "   —    leading group",
            "",
            " to end it 1 still to do",
        ]
        assert [line[88:].rstrip() for line in shown[5:15]] == [
            "▌response level  II orange",
            "▌  as suggested",
            " accident grade  —",
            "",
            " who acts",
            " commander Chen Hao (deputy",
            " leader)",
            " acting: Rescue group",
            "",
            " people",
        ]
        assert "Injured 2" in seat.text() and "l add to the log" in shown[-2]


async def test_a_struck_line_is_struck_through() -> None:
    desk = FakeDesk().furnish()
    strike = StrikeShown(desk.ago(), "Lin Wei", "wrong floor")
    desk.logs["26-0007"] = [replace(desk.entry("1", "3F evacuated"), struck=True, strike=strike)]
    async with sitting(desk) as seat:
        await seat.press("enter")
        await seat.see("3F evacuated", "struck 14:07 by Lin Wei:")
        strips = seat.app.screen._compositor.render_strips()
        line = next(strip for strip in strips if "3F evacuated" in strip.text)
        part = next(segment for segment in line if "3F evacuated" in segment.text)
        assert part.style is not None and part.style.strike


async def test_a_small_screen_says_what_is_due_above_the_log() -> None:
    async with sitting(FakeDesk().furnish(), size=(80, 24)) as seat:
        await seat.press("enter")
        await seat.see("Guard 12", "−0:03:10 LATE report to district bureau")
        assert seat.lines()[4] == " [log]   what must happen  1 LATE   who and how bad" + " " * 25 + "Tab"
        assert "report chain" not in seat.text()
        await seat.press("tab")
        await seat.see("[what must happen]", "report chain", "−0:03:10 LATE")
        assert "Guard 12, r" not in seat.text()
        await seat.press("tab")
        await seat.see("[who and how bad]", "response level", "1 LATE")
        await seat.press("tab")
        await seat.see("[log]", "Guard 12")


async def test_entries_one_after_the_other() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("enter")
        await seat.see("report chain")
        await seat.press("l")
        await seat.see("log 26-0007 ▸")
        await seat.enter("119 called")
        await seat.see("#2 desk", "119 called")
        await seat.type("疏散完成")
        await seat.press("enter", "enter")
        await seat.see("#3 desk", "疏散完成")
        assert [w for _, w, _ in desk.done] == [("26-0007", "119 called"), ("26-0007", "疏散完成")]
        await seat.press("escape")
        await seat.gone("log 26-0007 ▸")
        await seat.press("escape")
        await seat.see("Last word")


async def test_l_on_the_board_writes_to_the_incident_one_stands_on() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.see("26-0009")
        await seat.press("down", "l")
        await seat.see("log 26-0009 ▸")
        await seat.enter("technician here")
        await seat.see("#2 14:07 desk", "#2 is in the log of 26-0009.")
    assert desk.done == [("log.add", ("26-0009", "technician here"), None)]


async def test_each_incident_keeps_its_own_half_typed_entry() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("l")
        await seat.see("log 26-0007 ▸")
        await seat.type("fire ou")
        await seat.until(lambda: "entry:26-0007" in desk.kept, "kept")
        await seat.press("escape", "escape")
        await seat.see("Last word")
        await seat.press("down", "l")
        await seat.see("log 26-0009 ▸")
        assert "fire ou" not in seat.text()
    assert json.loads(desk.kept["places"]) == ["entry:26-0007"]
    async with sitting(desk, wait="Half-typed words were kept: 26-0007") as seat:
        await seat.press("l")
        await seat.see("log 26-0007 ▸ fire ou")


async def test_a_redraw_never_touches_what_is_being_typed() -> None:
    desk = FakeDesk().furnish()
    async with sitting(desk) as seat:
        await seat.press("l")
        await seat.see("log 26-0007 ▸")
        await seat.type("half a")
        await seat.press("left")
        desk.logs["26-0007"].append(desk.entry("2", "from the other desk"))
        desk.others_wrote = True
        await seat.see("from the other desk", "▸ half a")
        await seat.type("X")
        await seat.see("▸ half Xa")


async def test_a_log_is_read_from_the_end_and_stays_where_one_reads() -> None:
    desk = FakeDesk().furnish()
    desk.logs["26-0007"] = [desk.entry(str(n), f"word {n}") for n in range(1, 400)]
    async with sitting(desk) as seat:
        await seat.press("enter")
        await seat.see("word 399")
        await seat.press("home")
        await seat.see("word 280 ")
        await seat.press("home")
        await seat.see("word 160 ")
        desk.logs["26-0007"].append(desk.entry("400", "word 400"))
        desk.others_wrote = True
        await seat.pilot.pause(0.5)
        assert "word 400" not in seat.text()
        await seat.press("end")
        await seat.see("word 400")
