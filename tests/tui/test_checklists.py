"""R2.2, R4.3, R4.4 The lists at the desk: what is late first, one tick a press, the commander's benchmarks and time marks, a task in full, the timeline."""

from __future__ import annotations

import pytest

from commandpost.desk import open_desk
from tests.story import Post
from tests.tui.seat import Seat, sitting


@pytest.fixture
def fire(post: Post) -> str:
    """A fire at level II whose rescue group has a head."""
    post.people(head_safety="Zhou Li", head_rescue="Wang Lei", deputy_leader="Chen Hao")
    return post.report("fire 2F smoke !II")


def states(post: Post, number: str) -> dict[str, str]:
    return {row.id: row.state for row in post.ask("task.list", number, all=True)}


def said(post: Post, number: str, words: str) -> int:
    return sum(entry.text.startswith(words) for entry in post.log(number))


async def lists(seat: Seat, *texts: str) -> None:
    """Go to the lists and wait until they take keys."""
    await seat.press("2")
    await seat.see(*texts)
    await seat.until(lambda: "▌" in seat.text() and seat.app.page.pane.task_here() is not None, "the cursor")  # type: ignore[union-attr]


async def test_late_first_a_tick_of_anothers_late_task_asks_whose_word_and_two_desks_see_each_other(post: Post, fire: str) -> None:
    post.at("13:07")
    async with sitting(post.desk) as seat:
        await seat.see(fire)
        await lists(seat, "Rescue group", "Accident investigati", "5 open · 2 LATE", "F2 All out —", "you hold", "report to  Deputy leader · Chen Hao")
        assert "! LATE 5 min" in seat.text() and "CRITICAL Send a" in seat.text()
        assert seat.app.page.pane.task_here().id == "fire.res.1"  # type: ignore[union-attr]
        await seat.press("space", "space", "space")  # held down: nothing but the form, its choice untouched
        await seat.see("whose word is it?", "answered by", "▌Wang Lei")
        await seat.lift()
        await seat.press("enter")
        await seat.see("4 open · 1 LATE", "✓ 13:07 Send", "Done: Send a two-person team")
        assert post.log(fire)[-1].by == "Wang Lei"
        await seat.press("space")
        await seat.see("Done already: 13:07 by Wang Lei; u takes it back.")
        assert said(post, fire, "Done: Send a two") == 1
        await seat.press("u")
        await seat.see("5 open · 2 LATE", "Taken back: Send a two-person team")
        await seat.press("right")  # to the logistics' list
        await seat.until(lambda: seat.app.page.pane.task_here().id == "fire.log.1", "the next list")  # type: ignore[union-attr]
        with open_desk(post.desk.folder, post.desk.state, clock=post.clock) as other:
            other.do("task.done", fire, "fire.log.2", by="Guard 7")
            await seat.see("✓ 13:07 Bring")
            await seat.press("down")
            await seat.until(lambda: seat.app.page.pane.task_here().id == "fire.log.3", "below")  # type: ignore[union-attr]
            other.do("task.done", fire, "fire.log.3", by="Guard 7")
            seat.app.doing.do(lambda: post.desk.do("task.done", fire, "fire.log.3"), lambda _: "", seat.app.complain)
            await seat.see("This task is done already: 13:07 by Guard 7")  # a conflict is said
            await seat.see("✓ 13:07 Keep")
        await seat.press("x")
        await seat.see("Done already: 13:07 by Guard 7")  # no form for what is done


async def test_the_commanders_keys_benchmarks_time_marks_complete_and_the_timeline(post: Post, fire: str) -> None:
    post.at("13:12")
    async with sitting(post.desk) as seat:
        await seat.see(fire)
        await lists(seat, "10 min: Is the strategy still right?", "LATE 2 min", "y right")
        await seat.press("y", "y")
        await seat.gone("10 min: Is the strategy")
        assert said(post, fire, "Time mark: strategy and level still right") == 1
        await seat.press("f2", "f2")
        await seat.see("F2 All out 13:12")
        assert said(post, fire, "Benchmark: All out") == 1
        await seat.press("f6")
        await seat.see("Declare a benchmark", "Under control")
        await seat.lift()
        await seat.press("enter")
        await seat.see(f"Will call {fire} under control.")
        await seat.press("escape", "escape")
        await seat.press("L")
        await seat.see("Say that a list is complete", "5 stay open: Send a two-person team", "What is critical goes on being asked for.")
        await seat.lift()
        await seat.press("enter")
        await seat.see("✓ 13:12", "Stays open: Send a two-person")
        await seat.press("U")
        await seat.see(f"Timeline of {fire}", "LATE 12 min", "level set", "All out", "list complete")
        await seat.lift()
        await seat.press("end", "enter")
        await seat.see("whose", "List losses and call the insurer to survey", "列损失清单", "What became of it")
        await seat.press("escape", "escape", "escape")
        await seat.see("Elapsed", fire)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Task · ", "words owed", "stands by", "send group", "tasks count from now", "stands down 13:04: the level was changed", "w shows 9 that")),
        ("zh_CN", ("任务 · ", "待补记", "待命，派出本组后起算", "派出本组", "项任务现在起算", "13:04 解除：级别已改", "w 显示已解除的 9 项")),
    ],
)
async def test_in_the_first_two_minutes_nothing_is_asked_one_list_at_a_time(post: Post, language: str, words: tuple[str, ...]) -> None:
    post.people(head_rescue="Wang Lei")
    fire = post.report("fire 2F smoke !III")
    post.at("13:01")
    async with sitting(post.desk, size=(80, 24), language=language) as seat:
        await seat.see(fire)
        await seat.press("enter")
        await lists(seat, "F6")
        first = seat.app.page.pane.task_here().id  # type: ignore[union-attr]
        await seat.press(*["space"] * 5)
        await seat.until(lambda: states(post, fire)[first] == "done", "ticked")
        await seat.pilot.pause(0.1)
        assert list(states(post, fire).values()).count("done") == 1, "held down, one step"
        await seat.press("down", "x")
        await seat.see(words[1])
        assert list(states(post, fire).values()).count("skipped") == 1 and len(post.ask("task.owed", fire)) >= 1
        await seat.press("enter")
        await seat.see(words[0] + fire)
        await seat.press("escape", "shift+tab")
        await seat.see("待命 standby")  # the list of who waits to be sent, in both languages
        await seat.press("down", "enter")
        await seat.see(words[2])
        await seat.press("escape", "V")
        await seat.see(words[4])
        await seat.lift()
        await seat.press("enter")
        await seat.gone("待命 standby")
        post.at("13:04").do("incident.set_level", fire, "IV", reason="out")
        seat.app.changed(None)
        await seat.gone("investigation" if language == "en" else "事故调查组")
        await seat.see(words[6])
        await seat.press("w", "right")
        await seat.see(words[5])
        await seat.press("escape", "escape")
        await seat.see("26-0001")


async def test_new_steps_after_a_raise_say_so_and_what_is_typed_stays(post: Post) -> None:
    fire = post.report("fire 2F smoke !IV")
    post.at("13:03")
    async with sitting(post.desk) as seat:
        await seat.see(fire)
        await lists(seat, "Rescue group")
        here = seat.app.page.pane.task_here().id  # type: ignore[union-attr]
        await seat.press("e")
        await seat.type("two cylinders")
        post.at("13:05").do("incident.set_level", fire, "II", reason="spreads")
        seat.app.changed(None)
        await seat.see("new 13:05", "Logistics group", "two cylinders")
        await seat.press("enter")
        await seat.until(lambda: any(entry.text.endswith(": two cylinders") for entry in post.log(fire)), "noted")
        assert seat.app.page.pane.task_here().id == here  # type: ignore[union-attr]
        await seat.see("Noted on the task.")
        await seat.press("N")
        await seat.type("Fetch the master key")
        await seat.lift()
        await seat.press("ctrl+s")
        await seat.see("Added: Fetch the master key, due in 10 min")
        await seat.until(lambda: (task := seat.app.page.pane.task_here()) is not None and task.id == "own.1", "on the new one")  # type: ignore[union-attr]


async def test_a_list_of_choices_at_the_foot_leaves_the_lists_as_high_as_they_were(post: Post) -> None:
    fire = post.report("fire 2F smoke !II")
    post.at("13:03")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see(fire)
        await lists(seat, "Rescue group", "‹ 2/5 ›", "others LATE 4")
        rows = seat.app.page.pane.column.rows  # type: ignore[union-attr]
        high, last = rows.size.height, seat.lines()[-3]
        await seat.press("n")
        await seat.type("smoke")
        await seat.press("tab")
        await seat.see("type ▸")
        await seat.press("escape", "escape")
        await seat.gone("type ▸")
        await seat.until(lambda: rows.size.height == high and seat.lines()[-3] == last, "as high as before")
