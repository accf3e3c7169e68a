"""R4.4 A list is read aloud: one step on the screen, answered by one key, and no interruption makes anybody go on in the wrong place."""

from __future__ import annotations

import pytest

from commandpost.tui.parts import one_press
from commandpost.tui.parts.cells import cell_len
from commandpost.tui.parts.one_press import OnePress
from commandpost.tui.parts.spaced import FAR, NEAR, fitting, spaced
from tests.story import Post
from tests.tui.seat import Seat, sitting


@pytest.fixture
def fire(post: Post) -> str:
    post.people(head_safety="Zhou Li", head_rescue="Wang Lei", head_logistics="Qian Yi")
    return post.report("fire 2F smoke !II")


@pytest.fixture
def quick_finger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every press is one of its own: nobody holds a key down in these stories."""
    monkeypatch.setattr(one_press, "HELD_S", 0.0)


async def read(seat: Seat, number: str, code: str) -> None:
    await seat.see(number)
    seat.app.going.reader(number, code)
    await seat.see("step ")


def words(seat: Seat) -> str:
    return seat.text().replace(" ", "")


@pytest.mark.usefixtures("quick_finger")
async def test_read_aloud_answered_passed_over_and_named(post: Post, fire: str) -> None:
    async with sitting(post.desk) as seat:
        await read(seat, fire, "rescue")
        await seat.press("enter")
        await seat.see("this is no pause point")
        await seat.see("Rescue group · 26-0001 · step 1 of 5", "Wang Lei (Head of the rescue group)", "S e n d     a     t w o - p e r s o n", "派    微    型")
        await seat.press("space")
        await seat.see("step 2 of 5", "S w e e p")
        assert post.log(fire)[-1].text == "Done: Send a two-person team to attack, radio contact kept" and post.log(fire)[-1].by == "Wang Lei"
        await seat.press("down")
        await seat.see("step 3 of 5", "1 left open")
        await seat.press("Q")
        await seat.see("who answered?", "Wang Lei", "Qian Yi")
        await seat.enter("Guard 12")
        await seat.see("Guard 12 (Head of the rescue group)")
        await seat.press("space")
        await seat.see("step 4 of 5")
        assert post.log(fire)[-1].by == "Guard 12"
        await seat.press("full_stop", "full_stop")
        await seat.see("3 left open", "Sweep every unit", "back to the last of them")
        await seat.press("up", "up", "up")
        await seat.see("step 2 of 5", "S w e e p")
        post.do("task.done", fire, "fire.res.2", by="Zhou Li")  # at another desk
        seat.app.changed(None)
        await seat.see("step 4 of 5", "Done meanwhile by Zhou Li: Sweep every unit")
        await seat.press("tab")
        await seat.see("Logistics group · 26-0001 · step 1 of 4")


@pytest.mark.usefixtures("quick_finger")
async def test_an_alarm_another_page_and_a_restart_come_back_to_the_step_that_was_left(post: Post, fire: str) -> None:
    async with sitting(post.desk, size=(80, 24)) as seat:
        await read(seat, fire, "rescue")
        await seat.press("space")
        await seat.see("step 2 of 5")
        await seat.press("down")
        await seat.see("step 3 of 5")
        await seat.press("n")
        await seat.see("report ▸")
        await seat.press("escape")
        await seat.see("step 3 of 5", "back at step 3 of 5")
        await seat.press("d")
        await seat.see("Duty log")
        await seat.press("escape")
        await seat.see("step 3 of 5", "back at step 3 of 5")
        await seat.press("1")
        await seat.see("No.")
        seat.app.going.reader(fire, "rescue")
        await seat.see("step 3 of 5", "back at step 3 of 5", "1 left open")
        await seat.until(lambda: "fire.res" in post.desk.draft("reading"), "kept")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see("step 3 of 5", "back at step 3 of 5")
        assert "Half-typed" not in seat.text()
        await seat.press("space")
        await seat.see("step 4 of 5")
        assert "back at" not in seat.text()
        await seat.press("escape")
        await seat.see("No.")
        await seat.until(lambda: r'\"open\": []' in post.desk.draft("reading"), "left")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see("26-0001")
        assert "step 3" not in seat.text()


@pytest.mark.usefixtures("quick_finger")
@pytest.mark.parametrize(
    ("language", "says"),
    [("en", ("Ten minutes · 26-0001 · step 1 of 5", "LATE 0:09:00  critical")), ("zh_CN", ("满10分钟 · 26-0001 · 第1步，共5步", "超时 0:09:00"))],
)
async def test_at_a_pause_point_what_is_critical_is_gone_through_and_said_once(post: Post, fire: str, language: str, says: tuple[str, ...]) -> None:
    post.at("13:11")
    async with sitting(post.desk, size=(80, 24), language=language) as seat:
        await seat.see(fire)
        seat.app.going.reader(fire, "logistics")  # opened on a list: the pause point that is due comes first
        await seat.see(*says)
        await seat.press("down", "down", "down", "down", "down")
        await seat.see("5 left open" if language == "en" else "还有5项没完成")
        await seat.press("enter")
        await seat.until(lambda: post.ask("list.pauses") == [], "gone through")
        await seat.see("No." if language == "en" else "编号")


@pytest.mark.usefixtures("quick_finger")
async def test_a_quiet_line_says_that_a_pause_point_is_due_and_its_key_reads_it(post: Post, fire: str) -> None:
    post.do("task.skip", fire, "fire.res.5")
    post.at("13:11")
    async with sitting(post.desk) as seat:
        await seat.open(fire)
        await seat.see("Ten minutes: go through what is critical, 5 open", "R reads it aloud")
        await seat.press("R")
        await seat.see("Ten minutes · 26-0001 · step 1 of 5")
        assert "back at" not in seat.text() and "gone through" not in seat.text()
        await seat.press("enter")
        await seat.see("first to the end of the list")
        await seat.press(*["down"] * 5)
        await seat.see("Enter gone through")
        await seat.press("enter")
        await seat.see("add to the log")
        await seat.gone("Ten minutes: go through")
        await seat.press("2")
        await seat.see("notes owed: 1", "B writes them")
        await seat.press("B")
        await seat.see("Owed notes of 26-0001")
        await seat.press("escape")
        await seat.see("notes owed: 1")
        await seat.press("R")
        await seat.see("step 1 of ", "Wang Lei (Head of the rescue group)")


def test_space_held_down_is_one_press() -> None:
    """A keyboard repeats a key after up to a second, then many times a second."""
    moments = iter([10.0, 10.7, 10.73, 10.76, 11.7, 12.8])
    press = OnePress(lambda: next(moments))
    assert [press.counts() for _ in range(6)] == [True, False, False, False, False, True]


def test_words_are_set_apart_and_never_cut(post: Post) -> None:
    """Every step of the plan fits the smallest screen in both languages, as far apart as there is room."""
    assert spaced("Cut gas off, now", 80, FAR) == ["C u t   g a s   o f f ,   n o w"]
    assert spaced("打开门，快", 80, NEAR) == ["打 开 门，快"]
    plan = post.desk.plan
    for kind in plan.types.values():
        for step in (*kind.first_10_min, *(task for tasks in kind.tasks.values() for task in tasks)):
            laid = fitting((step.zh, step.en), 72, 15)
            assert sum(map(len, laid)) + 2 <= 15 and all(cell_len(line) <= 72 for lines in laid for line in lines)
            assert "".join("".join(lines) for lines in laid).replace(" ", "") == (step.zh + step.en).replace(" ", "")
            assert laid[0][0] != step.zh  # never as plain lines
