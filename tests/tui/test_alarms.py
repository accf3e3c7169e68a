"""R4.2 Nothing is late unseen, on the desk's own screen: the line under the next strip, the answer as shown, once; the page of all alarms (SCREENS)."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from tests.story import Post
from tests.tui.hand_watch import WatchedSeat, alarm_line, watched
from tests.tui.seat import Seat

PEOPLE = {
    "duty_officer": "Lin Wei", "head_security": "Gao Jun", "head_safety": "Zhou Li", "head_information": "Sun Mei",
    "deputy_leader": "Chen Hao", "leader": "Wang Jun",
}  # fmt: skip
RUSH_OVER_S = 0.4


def fire(post: Post, *kinds: str) -> str:
    """A fire at level II of which only the obligations of these kinds still wait for anything; the follow-up is due at 13:15."""
    post.people(**PEOPLE)
    number = post.report("fire 2F-foodcourt smoke !II")
    for row in post.owed(number):
        if row.kind not in kinds:
            post.do("deadline.acknowledge", row.id)
    return number


def follow_up(post: Post) -> Any:
    return next(row for row in post.ask("deadline.list") if row.kind == "followup" and row.state != "met")


async def late(seat: WatchedSeat, minutes: float = 21) -> None:
    """Let the watch tell of the follow-up at 13:15 and again at 13:19, and see its line when it is a minute late."""
    await seat.forward(minutes=minutes)
    await seat.until(lambda: bool(alarm_line(seat)), "the alarm's line")


def note_field(seat: Seat) -> str:
    page = seat.app.page
    assert page is not None and page.bottom is not None
    return page.bottom.line.value


@pytest.mark.parametrize(
    ("language", "size", "said"),
    [
        ("en", (80, 24), " LATE 0:01:00 · follow-up no. 1 · 26-0001 (II orange) · a acknowledge · A all"),
        ("en", (120, 36), " LATE 0:01:00 · follow-up no. 1 · 26-0001 (II orange) · told: Chen Hao · in 4 min again: Chen Hao · a acknowledge"),
        ("zh_CN", (80, 24), " 超时 0:01:00 · 续报第1次 · 26-0001 (II 橙) · 4 分钟后再通知：Chen Hao · a 应答"),
    ],
)
async def test_what_falls_due_slides_in_under_the_next_strip(post: Post, language: str, size: tuple[int, int], said: str) -> None:
    fire(post, "followup")
    async with watched(post, size, language) as seat:
        await seat.beat()
        assert alarm_line(seat) == "" and seat.rung == []
        await late(seat)
        await seat.until(lambda: alarm_line(seat) == said, said)
        rung = len(seat.rung)
        assert seat.rung[0] == "\a" and seat.rung.count("\a") == 2  # one for each step
        await seat.forward(seconds=30)
        await seat.until(lambda: "0:01:30" in alarm_line(seat), "it counts up")
        assert len(seat.rung) == rung


async def test_it_covers_nothing_that_is_typed_and_takes_no_focus(post: Post) -> None:
    number = fire(post, "followup")
    async with watched(post, (80, 24)) as seat:
        await seat.press("l")
        await seat.type("two hurt, ambulance at ga")
        held, foot = seat.app.focused, seat.lines()[-4:]
        await late(seat)
        assert seat.app.focused is held and seat.lines()[-4:] == foot
        await seat.enter("te 3")
        await seat.see("#2 is in the log")
        assert [entry.text for entry in post.log(number)][-1] == "two hurt, ambulance at gate 3"
        assert alarm_line(seat), "a is a letter while one types"


async def test_a_row_key_acts_on_the_same_row_when_the_line_comes(post: Post) -> None:
    fire(post, "followup")
    post.report("flood B2 !IV")
    async with watched(post) as seat:
        await seat.see("26-0002")
        await seat.press("down")
        row = seat.chosen()
        await late(seat)
        assert seat.chosen()[:10] == row[:10]
        await seat.press("enter")
        await seat.see("response level", row[1:8])


async def test_a_answers_the_alarm_as_it_was_shown_once_with_a_word(post: Post) -> None:
    number = fire(post, "followup", "chain_step")
    async with watched(post) as seat:
        await late(seat, 3)
        assert "Scene reports" in alarm_line(seat)
        await seat.press("a")
        await seat.see("Answer the alarm · Scene reports")
        await seat.forward(minutes=7)  # others slide in meanwhile
        await seat.until(lambda: "alarms" in alarm_line(seat), "more of them")
        await asyncio.sleep(RUSH_OVER_S)
        await seat.enter("on it, Gao is there")
        await seat.see("Answered: Scene reports to the head of its department · 26-0001. Told no more: Chen Hao.")
        await seat.until(lambda: "Scene reports" not in alarm_line(seat), "the next one is shown")
        states = [row.state for row in post.ask("deadline.list", incident=number) if row.subject.startswith("Scene")]
        assert states == ["acknowledged"]
        assert "on it, Gao is there" in post.log(number)[-1].text
        assert post.ask("alert.waiting").total >= 1


async def test_enter_answers_also_without_a_word_and_the_obligation_stays(post: Post) -> None:
    fire(post, "followup")
    async with watched(post) as seat:
        await late(seat)
        await seat.press("a")
        await seat.see("Answer the alarm")
        await seat.press("enter")
        await seat.see("Answered: follow-up no. 1 · 26-0001. Told no more: Chen Hao.")
        await seat.until(lambda: not alarm_line(seat), "the line has gone")
        assert follow_up(post).state == "acknowledged" and "LATE" in seat.lines()[1]


async def test_a_pressed_twice_in_a_rush_is_one_finger(post: Post) -> None:
    """It types no letter, answers nothing; where a word goes on after it, it was the word's first letter."""
    fire(post, "followup")
    async with watched(post) as seat:
        await late(seat)
        await seat.press("a", "a", "a")
        await seat.see("Answer the alarm")
        assert note_field(seat) == ""
        await asyncio.sleep(RUSH_OVER_S)
        await seat.type("asked for the lift")
        assert note_field(seat) == "asked for the lift"
        await seat.press("ctrl+u", "escape")
        await seat.gone("Answer the alarm")
        assert follow_up(post).state == "raised" and alarm_line(seat)
        await seat.type("aacked by radio")
        assert note_field(seat) == "acked by radio"
        await seat.press("escape", "a")
        await seat.see("acked by radio")  # what was typed waits


async def test_somebody_else_answered_meanwhile(post: Post) -> None:
    fire(post, "followup")
    async with watched(post) as seat:
        await late(seat)
        await seat.press("a")
        await seat.see("Answer the alarm")
        post.do("deadline.acknowledge", follow_up(post).id, note="I call them", who="Sun Mei")
        await seat.beat()
        seat.app.changed(None)
        await seat.see("It was answered meanwhile. Enter keeps your word as well, Esc leaves it.")
        await asyncio.sleep(RUSH_OVER_S)
        await seat.enter("so do I")
        await seat.see("Sun Mei had answered at 13:21: I call them")
        assert post.desk.reader("SELECT count(*) FROM acknowledgement WHERE deadline_id = ?", (follow_up(post).id,))[0][0] == 2


async def test_a_pressed_as_the_line_goes_runs_no_letter_as_a_key(post: Post) -> None:
    fire(post, "followup")
    async with watched(post) as seat:
        await late(seat)
        post.do("deadline.acknowledge", follow_up(post).id, who="Sun Mei")
        seat.app.changed(None)
        await seat.until(lambda: not alarm_line(seat), "it has gone")
        await seat.press("a")
        await seat.see("Answer the alarm · follow-up no. 1")
        await seat.type("on it")
        assert note_field(seat) == "on it"
        await seat.press("ctrl+u", "escape")


async def test_an_alarm_that_comes_as_the_line_goes_stands_there(post: Post) -> None:
    fire(post, "followup")
    async with watched(post) as seat:
        await late(seat)
        answer = seat.app.alerts.answer
        assert answer is not None
        seat.app.alerts.take(answer._replace(total=0, rows=()))
        seat.app.alerts.take(answer)  # before the page has taken the line away
        await seat.pilot.pause(0.05)
        assert "follow-up no. 1" in alarm_line(seat)


async def test_without_an_alarm_a_says_so(post: Post) -> None:
    async with watched(post) as seat:
        await seat.press("a")
        await seat.see("No alarm waits for an answer.")


async def test_many_are_one_line_and_after_a_sleep_a_digest(post: Post) -> None:
    post.people(**PEOPLE)
    post.report("fire 2F-foodcourt smoke !II")
    async with watched(post) as seat:
        await seat.beat()
        await seat.forward(seconds=40)
        await seat.until(lambda: bool(alarm_line(seat)), "the line")
        assert alarm_line(seat).startswith(" 2 alarms · due in 0:00:20 · notify ")
        await seat.sleep(hours=3)
        await seat.until(lambda: "nobody watched" in alarm_line(seat), "the digest")
        total = post.ask("alert.waiting").total
        assert total > 5 and alarm_line(seat).startswith(f" {total} alarms while nobody watched from 13:00 to 16:00 · A walks them · LATE 2:59:40")
        assert len(seat.rung) == 2
        await seat.press("A")
        await seat.see(f"All alarms   {total} wait for an answer")


async def test_what_is_in_sight_is_seen_when_somebody_presses_a_key(post: Post) -> None:
    fire(post, "followup")
    async with watched(post) as seat:
        await late(seat, 15)
        seen = "SELECT count(*) FROM delivery WHERE fate = 'seen'"
        assert post.desk.reader(seen)[0][0] == 0, "a screen alone has seen nothing"
        await asyncio.sleep(0.45)
        seat.app.doing.ready = False
        await seat.press("down")
        await seat.pilot.pause(0.1)
        assert post.desk.reader(seen)[0][0] == 0, "a desk that cannot write is not asked to at each key"
        seat.app.doing.ready = True
        await seat.press("down")
        await seat.until(lambda: post.desk.reader(seen)[0][0] > 0, "it was seen")
        assert {row.state for row in post.ask("alert.list") if row.told.channel == "screen"} == {"seen"}
        before = post.desk.reader(seen)[0][0]
        await seat.press("down")
        await seat.pilot.pause(0.1)
        assert post.desk.reader(seen)[0][0] == before


async def test_the_page_of_all_alarms(post: Post) -> None:
    fire(post, "followup", "chain_step")
    async with watched(post, (120, 36)) as seat:
        await seat.beat()
        await seat.forward(minutes=16)
        await seat.until(lambda: bool(alarm_line(seat)), "the line")
        await seat.press("A")
        await seat.see("All alarms", "Told last", "What became of it")
        rows = post.ask("alert.waiting").rows
        assert len(rows) > 2 and rows[0].subject[:20] in seat.chosen()
        await seat.press("down")
        assert rows[1].subject[:20] in seat.chosen()
        await seat.press("a")
        await seat.see(f"Answer the alarm · {rows[1].subject}")
        await asyncio.sleep(RUSH_OVER_S)
        await seat.press("enter")
        await seat.see("Answered: ")
        await seat.until(lambda: not seat.chosen(), "its row went, and nothing is chosen")
        await seat.lift()
        await seat.press("a")
        await seat.see("That row has gone. Choose one with the arrow keys.")
        await seat.press("up", "E")
        await seat.see("Escalate now · ")
        await seat.enter("nobody picks up")
        await seat.see("Escalated: ")
        assert post.desk.reader("SELECT count(*) FROM escalation")[0][0] == 1
        await seat.see("answered by Lin Wei after 0:00:00", "seen: screen")
        await seat.lift()
        await seat.press("enter")
        await seat.see("response level", "26-0001")


async def test_no_alarm_until_a_time_is_said_on_every_page_and_ends_by_itself(post: Post) -> None:
    number = fire(post, "followup")
    async with watched(post, (80, 24)) as seat:
        await late(seat)
        await seat.press("A", "M")
        await seat.see("No alarms until a time")
        await seat.enter("13:30")
        await seat.enter("radio is being replaced")
        await seat.until(lambda: alarm_line(seat).startswith(" Alarms are off until 13:30 · radio is being replaced · 1 wait"), "off")
        await seat.lift()
        await seat.press("E")
        await seat.see("alarms are off until 13:30")
        await seat.press("escape", "enter")
        await seat.see("response level" if seat.app.size.width > 100 else number)
        assert alarm_line(seat).startswith(" Alarms are off until 13:30")
        await seat.press("d")
        await seat.until(lambda: alarm_line(seat).startswith(" Alarms are off until 13:30"), "also in the duty log")
        post.forward(minutes=15)
        await seat.until(lambda: "off" not in alarm_line(seat), "it ended by itself")
        await seat.beat()
        await seat.until(lambda: "LATE" in alarm_line(seat), "and the alarm is there again")


async def test_alarms_are_sent_again_when_somebody_says_so(post: Post) -> None:
    fire(post)
    post.do("watch.maintenance", until=post.time("15:00"), reason="radio")
    async with watched(post) as seat:
        await seat.until(lambda: "off until 15:00" in alarm_line(seat), "off")
        await seat.press("A", "M")
        await seat.see("Send alarms again")
        await seat.press("enter")
        await seat.see("Alarms are sent again.")
        await seat.until(lambda: not alarm_line(seat), "on")


async def test_that_nobody_watches_is_said_and_stays_said_while_it_lasts(post: Post) -> None:
    async with watched(post) as seat:
        seat.hand.fault = "the disk is full"
        await seat.see("Nobody watches: the disk is full")
        assert "nobody watches" in seat.lines()[0]
        seat.hand.fault = None
        await seat.until(lambda: "nobody watches" not in seat.lines()[0], "it watches again")


async def test_a_stretch_without_a_watch_is_told_at_the_next_opening(post: Post) -> None:
    async with watched(post) as seat:
        await seat.beat()
    post.at("16:30").again()
    async with watched(post) as seat:
        await asyncio.sleep(0.3)  # the desk has looked for others' words once
        await seat.beat()
        await seat.see("Nobody watched from 13:00 to 16:30.")


async def test_the_bell_and_notifications_are_settings(post: Post) -> None:
    fire(post, "followup")
    async with watched(post) as seat:
        seat.app.preferences.change("bell", "off", print)
        first = seat.hand
        await seat.until(lambda: seat.opener.hand is not first and seat.hand.begun, "another watch")
        assert first.stopped
        await late(seat, 15)
        assert seat.rung == []
        await seat.forward(minutes=4)  # the next step goes by the desktop's channel as well
        await seat.until(lambda: len(seat.rung) == 1, "the notification")
        assert seat.rung == ["\x1b]9;due in 0:01:00 · follow-up no. 1 · 26-0001 (II orange)\a"]


async def test_what_falls_due_while_the_desk_is_being_left_is_not_written_down_as_rung(post: Post) -> None:
    """Nothing rings any more, and the book says so."""
    fire(post, "followup")
    async with watched(post) as seat:
        await seat.forward(minutes=14)
        seat.app.exit()
        post.forward(minutes=1)
        await asyncio.to_thread(seat.hand.beat)
        assert seat.rung == []
        fates = post.desk.reader("SELECT via, fate, why FROM delivery WHERE via IN ('bell', 'terminal')")
        assert fates == [("bell", "failed", "no_terminal")]


async def test_a_ring_that_reaches_the_screen_in_the_turn_in_which_it_is_left_is_not_written_down_as_rung(post: Post) -> None:
    fire(post, "followup")
    async with watched(post) as seat:
        await seat.forward(minutes=14)
        post.forward(minutes=1)
        given, real = threading.Event(), seat.app.call_later

        def hand(hear: Any, *words: Any) -> bool:
            taken = real(hear, *words)
            given.set()
            return taken

        seat.app.call_later = hand  # type: ignore[method-assign]
        beat = threading.Thread(target=seat.hand.beat)
        beat.start()
        assert given.wait(5)  # the loop stands still meanwhile: what was handed over lies before it
        seat.app.exit()
        await asyncio.to_thread(beat.join, 10)
        assert seat.rung == [] and not beat.is_alive()
        fates = post.desk.reader("SELECT via, fate, why FROM delivery WHERE via IN ('bell', 'terminal')")
        assert fates == [("bell", "failed", "no_terminal")]


async def test_the_line_stands_on_every_page_also_under_a_panel(post: Post) -> None:
    fire(post, "followup")
    async with watched(post) as seat:
        await seat.see("26-0001")
        await seat.press("enter")
        await seat.see("response level")
        await seat.press("question_mark")
        await seat.see("Keys that work here")
        await seat.forward(minutes=16)
        await seat.until(lambda: bool(alarm_line(seat)), "under help")
        await seat.press("escape", "escape")
        await seat.until(lambda: "follow-up no. 1" in alarm_line(seat), "on the board")
        await seat.press("j")
        await seat.pilot.pause()
        post.do("deadline.acknowledge", follow_up(post).id)
        seat.app.changed(None)
        await seat.until(lambda: seat.app.page is not None, "no letter stands where it leads to another row")


async def test_the_next_one_is_told_at_once_from_the_incident(post: Post) -> None:
    number = fire(post, "followup")
    async with watched(post, (80, 24)) as seat:
        await seat.open(number)
        await seat.press("E")
        await seat.see("This is what the key acts on; press it again.")
        owed = [row for row in post.ask("deadline.list", incident=number) if row.state == "pending"]
        seat.app.page.pane.due.choose(f"due:{owed[0].id}")  # type: ignore[union-attr]
        await seat.press("E")
        await seat.see(f"Escalate now · {owed[0].subject} · {number}")
        await seat.enter("they want to know")
        await seat.see(f"Escalated: {owed[0].subject} · {number}")
        assert "they want to know" in post.log(number)[-1].text
        await seat.until(lambda: owed[0].subject in alarm_line(seat), "it waits now")
        post.do("watch.maintenance", until=post.time("15:00"), reason="radio")
        seat.app.changed(None)
        await seat.until(lambda: "off until 15:00" in alarm_line(seat), "off")
        await seat.lift()
        await seat.press("E")
        await seat.see("alarms are off until 15:00")
