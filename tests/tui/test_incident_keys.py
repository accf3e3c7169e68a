"""R4.1-R4.5: every step of an incident has its key; each key says why it is off; none acts on a row that was not shown."""

from __future__ import annotations

import pytest

from tests.story import Post
from tests.tui.seat import Seat, sitting


async def at_incident(seat: Seat, see: str = "report chain") -> None:
    """Open the incident under the cursor."""
    await seat.see("▌26-0001")
    await seat.press("enter")
    await seat.see(see)


def marked(seat: Seat) -> list[str]:
    """The marked rows of the columns, from the left."""
    return [part.strip() for line in seat.lines() for part in line.split("│") if part.strip().startswith("▌")]


async def test_the_level_is_decided_with_the_suggestion_in_sight(post: Post) -> None:
    post.report("fire 2F-foodcourt smoke, 2 hurt")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.see("suggested III yellow", "level not set · reported")
        await seat.press("v")
        await seat.see("▸ level", "suggested III yellow  Injured: 2 persons.", "nobody holds this post")
        await seat.press("enter")
        await seat.enter("2 hurt")
        await seat.see("Level set to III", "(yellow): 2 hurt", "as suggested", "commander: nobody (Head of safety")


async def test_keys_that_are_off_say_why(post: Post) -> None:
    post.report("fire 2F")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.press("k")
        await seat.see("no level is set yet")
        await seat.press("o")
        await seat.see("it has not ended")
        pane = seat.app.page.pane
        assert pane.why_off("level") is None and pane.why_off("reopen") == "it has not ended"
        assert pane.check_action("reopen", ()) is None and pane.check_action("level", ()) is True


async def test_from_control_to_the_end_and_back(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.press("K")
        await seat.see("Not under control yet: say that first (k).", "not met yet ")
        await seat.press("escape")
        await seat.press("k")
        await seat.see("▸ when", "Say that the incident is under control")
        await seat.press("enter")
        await seat.see("Will call 26-0001 under control.", "Enter again does it", "Esc back to the form")
        await seat.lift()
        await seat.press("enter")
        await seat.see("Under control", "controlled 0:00:00")
        criteria = [one.text for one in post.desk.ask("incident.show", "26-0001").criteria]
        await seat.press("K")
        await seat.see(f"not met yet {len(criteria)} of {len(criteria)}: {criteria[0][:20]}", "takes “fulfilled”")
        for at in range(len(criteria) - 1):
            await seat.press("down", "enter")
            await seat.see(f"not met yet {len(criteria) - at - 1} of {len(criteria)}")
        await seat.enter("nobody can certify tonight")
        await seat.see("all criteria answered, 1 overridden", "▸ reason")
        await seat.enter("fire out, void checked")
        await seat.see("▸ confirmed by")
        await seat.enter("Chen Hao")
        await seat.see("Will declare the end of 26-0001")
        await seat.lift()
        await seat.press("enter")
        await seat.see("Ended: fire out", "ended 0:00:00")
        record = post.desk.ask("incident.show", "26-0001")
        assert record.state == "ended" and sum(one.overridden for one in record.criteria) == 1
        await seat.press("v")
        await seat.see("already ended")
        await seat.press("o")
        await seat.see("▸ reason")
        await seat.enter("smoke again")
        await seat.see("Reopened: smoke", "responding")


async def test_an_end_with_open_criteria_is_refused_in_the_form(post: Post) -> None:
    post.report("fire 2F !III")
    post.desk.do("incident.control", "26-0001")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await at_incident(seat, "[log]")
        await seat.press("K")
        await seat.see("not met yet")
        await seat.press("shift+tab", "shift+tab", "shift+tab")
        await seat.see("▸ reason")
        await seat.type("fire out")
        await seat.press("tab")
        await seat.enter("Chen Hao")
        await seat.see("Will declare the end")
        await seat.lift()
        await seat.press("enter")
        await seat.see("Not done: Not met yet: ", "fire out", "Chen Hao")
        assert post.desk.ask("incident.show", "26-0001").state == "controlled"


async def test_an_obligation_is_met_with_whom_how_and_what(post: Post) -> None:
    post.report("fire 2F !II")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.press("tab")
        first = post.desk.ask("deadline.list", incident="26-0001")[0]
        await seat.press("m")
        await seat.see("Mark an obligation met · 26-0001", "▸ to", first.subject)
        await seat.press("enter")
        await seat.see("▸ channel", "telephone")
        await seat.type("tele")
        await seat.press("down", "enter")
        await seat.see("▸ what was sent")
        await seat.enter("fire 2F, two hurt, all out")
        await seat.see("done: 2 of ", "telephone: fire 2F, two")
        met = next(row for row in post.desk.ask("deadline.list", incident="26-0001") if row.id == first.id)
        assert met.state == "met"


async def test_m_pressed_twice_never_meets_the_next_one(post: Post) -> None:
    post.report("fire 2F !II")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.press("tab")
        pane = seat.app.page.pane
        first = pane.due.cursor
        post.desk.do("deadline.meet", first.removeprefix("due:"), to="119", channel="telephone", note="on their way")
        seat.app.changed(None)
        await seat.press("m")
        await seat.see("done: 2 of ", " with the arrow keys")
        assert pane.due.cursor is None, "the row has gone and took the cursor with it"
        assert seat.app.page.bottom is None
        await seat.press("down")
        assert pane.due.cursor not in (None, first)


async def test_the_chain_the_parts_and_the_facts(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.press("c")
        await seat.see("▸ step", "▌Scene reports")
        await seat.press("enter")
        await seat.see("Done: #2.")
        await seat.press("e")
        await seat.see("missing: scope", "Where it happened. Now: 2F")
        await seat.press("tab", "tab")
        await seat.see("▸ scope", "Not told yet.")
        await seat.type("east half of 2F")
        await seat.press("ctrl+s")
        await seat.see("Done: #3.", "scope: east half of 2F")
        await seat.press("f")
        await seat.see("▸ fact")
        await seat.enter("evacuated")
        await seat.enter("180")
        await seat.see("Done: #4.", "Evacuated 180")


async def test_the_desk_asks_and_is_answered(post: Post) -> None:
    post.report("lift entrapment Lift B3 !III")
    post.desk.do("fact.set", "26-0001", "injured", "1")
    post.desk.do("fact.set", "26-0001", "deaths", "1")
    async with sitting(post.desk) as seat:
        await at_incident(seat, "the desk asks")
        rule = post.desk.ask("incident.suggest", "26-0001").asks[0]
        await seat.press("y")
        await seat.see("▸ rule", rule["text"][:40])
        await seat.press("enter")
        await seat.see("▸ applies")
        await seat.enter("y")
        await seat.enter("it is our lift")
        await seat.see("accident: applies. it is")
        asked = [item["rule"] for item in post.desk.ask("incident.suggest", "26-0001").asks]
        assert rule["rule"] not in asked


async def test_an_entry_is_struck_and_words_are_taken_out(post: Post) -> None:
    post.report("fire 2F !III")
    post.desk.do("log.add", "26-0001", "3F evacuated, call Anna 555-0101")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.see("▌13:00  #2")
        await seat.press("s")
        await seat.see("3F evacuated, call Anna", "▸ reason")
        await seat.type("wrong floor")
        await seat.press("enter", "enter")
        await seat.see("struck 13:00 by Lin Wei")
        await seat.press("s")
        await seat.see("already struck")
        await seat.press("z")
        await seat.see("▸ basis")
        await seat.type("asked by Anna")
        await seat.press("tab")
        await seat.type("Anna 555-0101")
        await seat.press("ctrl+s")
        await seat.see("Will make these words of #2 unreadable for ever")
        await seat.lift()
        await seat.press("enter")
        await seat.until(lambda: "Anna" not in post.desk.ask("log.list", "26-0001")[1].text, "taken out")
        await seat.gone("555-0101")


async def test_the_type_changes_and_is_found_by_what_one_sees(post: Post) -> None:
    post.report("smoke 2F !III")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.press("t")
        await seat.see("▸ type")
        await seat.type("stuck in lift")
        shown = seat.text()
        if "None of the choices." in shown:
            await seat.press("ctrl+u")
            await seat.type("lift")
        await seat.see("▌")
        await seat.press("enter")
        await seat.enter("it was the lift motor")
        await seat.see("Done: #2.")
        assert post.desk.ask("incident.show", "26-0001").type != "fire"


async def test_on_a_small_screen_no_key_acts_on_what_is_not_seen(post: Post) -> None:
    post.report("fire 2F !II")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await at_incident(seat, "[log]")
        await seat.press("m")
        await seat.see("[what must happen]", "This is what the key acts on; press it again.")
        assert seat.app.page.bottom is None
        await seat.press("m")
        await seat.see("Mark an obligation met")
        await seat.press("escape", "s")
        await seat.see("[log]")


async def test_the_report_is_read_aloud_and_marked_sent(post: Post) -> None:
    post.report("fire 2F-foodcourt smoke, 2 hurt !III")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.press("b")
        await seat.see("[follow-up report]", "Follow-up report · Harbour Mall · 26-0001", "续报 · Harbour Mall", "Still missing: ")
        await seat.press("tab")
        await seat.see("[final report]", "Final report")
        await seat.press("tab")
        await seat.see("[initial report]", "Initial report")
        await seat.press("m")
        await seat.see("Mark an obligation met", "what was sent", "Initial report · Harbour Mall")
        await seat.press("escape", "escape")
        await seat.see("report chain")


async def test_the_report_in_chinese_on_a_small_screen(zh_post: Post) -> None:
    zh_post.report("火灾 2F美食广场 2人受伤")
    async with sitting(zh_post.desk, language="zh_CN", size=(80, 24)) as seat:
        await at_incident(seat, "[记事]")
        await seat.press("b")
        await seat.see("[初报]", "地点：2F美食广场")
        assert "Initial report" not in seat.text()
        await seat.press("ctrl+l")
        await seat.see("[initial report]", "Place: ")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_every_column_in_chinese(zh_post: Post, size: tuple[int, int]) -> None:
    zh_post.report("火灾 2F美食广场 2人受伤 !III")
    zh_post.forward(minutes=9)
    async with sitting(zh_post.desk, language="zh_CN", size=size) as seat:
        await at_incident(seat, "记一条")
        await seat.see("超时")
        for _ in range(2 if size[0] == 80 else 0):
            await seat.press("tab")
        await seat.see("响应级别  III 黄", "事故等级", "人员", "报告要素：6 项已报", "受伤人数 2")


async def test_a_long_log_is_held_by_its_newest_entries(post: Post) -> None:
    post.report("fire 2F !III")
    for at in range(150):
        post.desk.do("log.add", "26-0001", f"word {at}")
    async with sitting(post.desk) as seat:
        await at_incident(seat, "word 149")
        assert len(seat.app.page.pane.entries.entries) == 120
        await seat.press("home")
        await seat.until(lambda: len(seat.app.page.pane.entries.entries) == 151, "the earlier ones")


async def test_enter_does_what_the_row_is_about(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await at_incident(seat)
        await seat.press("shift+tab")
        await seat.until(lambda: seat.app.page.pane.state.cursor == "level", "the level")
        await seat.press("enter")
        await seat.see("▸ level")
        await seat.press("escape", "down")
        await seat.until(lambda: any(row.startswith("▌commander: nobody") for row in marked(seat)), "the command")
        await seat.press("enter")
        await seat.see("▸ person", "Give a post to a person")
