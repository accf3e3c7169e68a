"""Issue 4, point 8: the first run ends in a walk of one minute: a whole drill incident by one's own keys, and nothing of it is real."""

from __future__ import annotations

import asyncio

import pytest

from commandpost.tui.parts.walk import WalkStrip, begin_walk, offer_walk
from tests.story import Post
from tests.tui.seat import Seat, sitting

pytestmark = pytest.mark.heavy  # many pages in a row


def foot(seat: Seat) -> str:
    """What the walk says."""
    strips = seat.app.screen.query(WalkStrip)
    return " ".join(strips.first()._lines) if strips else ""


async def walking(seat: Seat, says: str) -> None:
    await seat.until(
        lambda: says in foot(seat) or says in " ".join(foot(seat).split()),
        f"the walk says {says!r}, not {foot(seat)!r}",
    )
    await seat.until(lambda: foot(seat)[:20] in seat.text(), "on the screen")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_walk_follows_what_is_really_done_and_ends_the_exercise(
    post: Post, language: str, size: tuple[int, int]
) -> None:
    async with sitting(post.desk, language=language, size=size) as seat:
        begin_walk(seat.app)
        await walking(seat, "1/5")
        await seat.see("演练 EXERCISE")
        assert post.desk.site.drill
        await seat.press("n")
        await seat.see("▸")
        await seat.enter("smoke at the back door" if language == "en" else "后门冒烟")
        await walking(seat, "2/5")
        desk, do = post.desk, seat.app.doing.do
        for step, (verb, words, more) in enumerate(
            (
                ("incident.set_level", ("26-0001", "IV"), {"reason": "small"}),
                ("log.add", ("26-0001", "a bin was burning"), {}),
                ("incident.control", ("26-0001",), {}),
            ),
            3,
        ):
            do(lambda verb=verb, words=words, more=more: desk.do(verb, *words, **more), lambda _: "", seat.app.complain)
            await walking(seat, f"{step}/5")
        criteria = [c.code for c in post.ask("incident.show", "26-0001").criteria]
        end = {"reason": "out", "confirmed_by": "Lin Wei", "met": criteria}
        do(lambda: desk.do("incident.end", "26-0001", **end), lambda _: "", seat.app.complain)
        await walking(seat, "26-0001")
        await seat.until(lambda: not desk.site.drill, "the exercise is over")
        await seat.gone("演练 EXERCISE")
        assert post.ask("incident.show", "26-0001").drill
        assert not post.owed("26-0001"), "an exercise must not nag the real desk"
        await seat.see("Nothing is due." if language == "en" else "没有到期事项")
        await seat.press("escape")
        await seat.until(lambda: seat.app.walk is None, "closed")
        assert not seat.app.screen.query(WalkStrip)
    assert not post.desk.draft("walk")


async def test_it_tells_the_users_own_keys_and_where_one_is(post: Post) -> None:
    async with sitting(post.desk) as seat:
        seat.app.preferences._hold({"incident.report": "f7"})
        begin_walk(seat.app)
        await walking(seat, "press F7")
        seat.app.doing.do(
            lambda: post.desk.do("incident.report", "smoke at the back door"), lambda done: "", seat.app.complain
        )
        await walking(seat, "2/5")
        for verb, words in (("log.add", ("26-0001", "out")),):  # a step passed over is passed over
            seat.app.doing.do(lambda: post.desk.do(verb, *words), lambda _: "", seat.app.complain)
        await walking(seat, "4/5 Open it: on the board")
        seat.app.open_incident("26-0001")
        await walking(seat, "Say that it is under control: press k")


async def test_esc_leaves_it_at_any_step_and_the_exercise_ends(post: Post) -> None:
    async with sitting(post.desk) as seat:
        begin_walk(seat.app)
        await walking(seat, "1/5")
        await seat.press("n")
        await seat.see("▸")
        await seat.press("escape")
        await seat.gone("report ▸")
        assert seat.app.walk is not None, "Esc first leaves the line"
        await seat.press("escape")
        await seat.until(lambda: seat.app.walk is None and not post.desk.site.drill, "left")


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
async def test_left_half_way_nothing_of_it_is_left_open(post: Post, steps: int) -> None:
    doing = [
        ("incident.report", "smoke at the back door", {}),
        ("incident.set_level", "26-0001", {"level": "IV", "reason": "small"}),
        ("log.add", "26-0001", {"text": "a bin was burning"}),
        ("incident.control", "26-0001", {}),
    ]
    async with sitting(post.desk) as seat:
        begin_walk(seat.app)
        await walking(seat, "1/5")
        for step, (verb, word, more) in enumerate(doing[:steps], 2):
            seat.app.doing.do(lambda: post.desk.do(verb, word, **more), lambda _: "", seat.app.complain)
            await walking(seat, f"{step}/5")
        await seat.press("escape")
        await seat.until(lambda: seat.app.walk is None and not post.desk.site.drill, "left")
        assert post.ask("incident.show", "26-0001").state == "ended" and not post.owed("26-0001")
        await seat.see("Nothing is due.")


async def test_an_exercise_that_was_on_goes_on(post: Post) -> None:
    post.do("drill.start", reason="autumn drill")
    async with sitting(post.desk) as seat:
        begin_walk(seat.app)
        await walking(seat, "1/5")
        await seat.press("escape")
        await seat.until(lambda: seat.app.walk is None, "left")
        await asyncio.sleep(0.1)
        assert post.desk.site.drill


async def test_the_offer_takes_no_key_from_the_desk(post: Post) -> None:
    async with sitting(post.desk) as seat:
        offer_walk(seat.app)
        await walking(seat, "First time here?")
        await seat.press("n")
        await seat.see("report ▸")
        await seat.enter("power out Hall 1")
        await seat.until(lambda: seat.app.walk is None, "nobody needs the offer any more")
        assert not post.ask("incident.show", "26-0001").drill


async def test_enter_takes_the_offer_and_esc_declines_it(post: Post) -> None:
    async with sitting(post.desk) as seat:
        offer_walk(seat.app)
        await walking(seat, "First time here?")
        await seat.press("escape")
        await seat.until(lambda: seat.app.walk is None, "declined")
        assert not post.desk.site.drill
        offer_walk(seat.app)
        await walking(seat, "First time here?")
        await seat.press("enter")
        await walking(seat, "1/5")


async def test_it_begins_again_from_the_palette(post: Post) -> None:
    async with sitting(post.desk) as seat:
        await seat.press("ctrl+p")
        await seat.see("Type part of a command")
        await seat.type("walk")
        await seat.see("a walk of one minute")
        await seat.press("enter")
        await walking(seat, "1/5")


async def test_leaving_the_desk_leaves_the_walk(post: Post) -> None:
    async with sitting(post.desk) as seat:
        begin_walk(seat.app)
        await walking(seat, "1/5")
        await seat.press("ctrl+q")
        await seat.until(lambda: not post.desk.site.drill, "over")


async def test_an_exercise_that_a_crash_left_on_is_said_at_the_next_start(post: Post) -> None:
    post.do("drill.start", reason="walk")
    post.desk.keep_draft("walk", "on")
    async with sitting(post.desk, size=(120, 36)) as seat:
        await seat.see("An exercise is still on, from a walk that was cut off.", "演练 EXERCISE")
