"""Merging, linking and undoing by the keys; an exercise is said on every page (R4.1, R7.3)."""

from __future__ import annotations

import asyncio

import pytest

from tests.story import Post
from tests.tui.seat import sitting

pytestmark = pytest.mark.heavy  # many pages in a row


def rows(text: str) -> list[str]:
    """The incidents of the board, in their order."""
    return [line.strip("▌ ").split()[0] for line in text.splitlines() if line.strip("▌ ").startswith("26-")]


async def test_a_duplicate_is_merged_from_the_board_and_parted_again(post: Post) -> None:
    early = post.report("fire 2F smoke, 2 hurt !III")
    late = post.at("13:02").report("fire food court !II")
    async with sitting(post.desk) as seat:
        await seat.see(early, late)
        seat.app.page.pane_here.choose(early)  # type: ignore[union-attr]
        await seat.until(lambda: early in seat.chosen(), "the duplicate")
        await seat.press("g")
        await seat.see("merge it into another", "link it with another")
        await seat.enter("merge")
        await seat.see("into", "reason")
        await seat.until(lambda: "26-0002" in seat.text().partition("into")[2], "what it may be merged into")
        await seat.enter("court")
        await seat.type("the same fire")
        await seat.press("enter", "enter")
        await seat.see("Will take 26-0001 off the board: its number will mean 26-0002")
        await seat.lift()
        await seat.press("enter")
        await seat.see("26-0001 now means 26-0002; both numbers go on working.", "told, not added up")
        await seat.until(lambda: set(rows(seat.text())) == {late}, "the duplicate left the board")
        await seat.press("down")  # its row has gone: no key acts on another one unasked
        await seat.lift()
        await seat.press("enter")
        await seat.see("26-0001 #1", "fire food court")
        await seat.press("g")
        await seat.see("part 26-0001 from it again")
        await seat.enter("part")
        await seat.see("reason")
        await seat.type("two fires")
        await seat.press("enter", "enter")
        await seat.see("26-0001 is an incident of its own again.")
        await seat.press("escape")
        await seat.until(lambda: set(rows(seat.text())) == {early, late}, "both are on the board")
    assert post.show(early).merged == () == post.show(late).merged


async def test_a_merged_number_opens_the_one_it_means(post: Post) -> None:
    early, late = post.report("fire 2F smoke !III"), post.report("fire food court !II")
    post.do("incident.merge", early, late, reason="the same fire")
    async with sitting(post.desk) as seat:
        await seat.see(late)
        seat.app.open_incident(early)
        await seat.see("26-0001 was merged into 26-0002", "26-0001 #1", "fire food")
        await seat.press("l")
        await seat.see(f"log {late} ▸")
        await seat.enter("hose laid")
        await seat.see("is in the log of 26-0002")
    assert post.log(late)[-1].text == "hose laid"


async def test_links_are_made_and_undone_by_the_keys(post: Post) -> None:
    a, b = post.report("power cut 2F"), post.report("lift stuck L5 3 trapped !III")
    async with sitting(post.desk, size=(80, 24)) as seat:
        await seat.see(a, b)
        seat.app.page.pane_here.choose(b)  # type: ignore[union-attr]
        await seat.until(lambda: b in seat.chosen(), "the lift")
        await seat.press("g", "down", "enter")
        await seat.see("reason")
        await seat.until(lambda: "Power cut · 2F" in seat.text(), "what it may be linked with")
        await seat.enter("power")
        await seat.type("one shaft")
        await seat.press("enter", "enter")
        await seat.until(lambda: post.show(a).links == (b,), "linked")
        await seat.press("g")
        await seat.see(f"unlink {a}")
        await seat.press("escape")
        await seat.gone(f"unlink {a}")


async def test_an_old_drill_says_so_itself_and_cries_no_exercise_over_what_is_real(post: Post) -> None:
    post.report("fire 2F smoke !III")
    post.do("drill.start", reason="autumn")
    drill = post.report("fire 3F smoke !II")
    post.do("drill.stop")
    async with sitting(post.desk) as seat:
        await seat.see("26-0001", drill, "II 0   III yellow 1")
        assert "EXERCISE" not in seat.text()
        assert [line.split()[0].strip("▌") for line in seat.lines() if "drill Fire" in line] == [drill]
        seat.app.open_incident(drill)
        await seat.see("演练 EXERCISE", f"{drill} Fire · 3F", "II orange")
        await seat.press("escape")
        seat.app.open_incident("26-0001")
        await seat.see("26-0001 Fire · 2F", "III yellow · commander")
        assert "EXERCISE" not in seat.text()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_an_exercise_stands_on_every_page_also_over_help(post: Post, language: str) -> None:
    post.report("fire 2F smoke !III")
    async with sitting(post.desk, language=language) as seat:
        assert "演练 EXERCISE" not in seat.text()
        await seat.press("colon")
        await seat.enter("drill start --reason autumn")
        await seat.see("演练 EXERCISE")
        for keys, closes in ((("enter",), "escape"), (("d",), "escape"), (("slash",), "escape"), (("comma",), "escape"),
                             (("question_mark",), "escape"), (("ctrl+p",), "escape"), (("j",), "escape"), (("F",), "")):  # fmt: skip
            await seat.press(*keys)
            await asyncio.sleep(0.2)
            await seat.see("演练 EXERCISE")
            if closes:
                await seat.press(closes)
                await asyncio.sleep(0.05)
        await seat.press("colon")
        await seat.enter("drill stop")
        await seat.gone("演练 EXERCISE")
