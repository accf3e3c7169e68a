"""R4.4 The forms of tasks say what is needed before it is refused: a reason after two minutes, the time that stood on paper, somebody the desk knows."""

from __future__ import annotations

from tests.story import Post
from tests.tui.seat import sitting


async def test_what_is_needed_is_said_before_it_is_refused(post: Post) -> None:
    post.people(head_rescue="Wang Lei")
    fire = post.report("fire 2F smoke !III")
    post.at("13:10").do("sheet.print", fire, "rescue", 1, 1)
    async with sitting(post.desk) as seat:
        await seat.see(fire)
        await seat.app.ask_verb("task.skip", fire, "fire.res.1")
        await seat.see("▸ reason", "Send a two-person team", "needed")
        await seat.lift()
        await seat.press("enter")
        await seat.see("“reason” is missing.")
        assert "--reason" not in seat.text()
        await seat.press("escape")
        await seat.app.ask_verb("task.done", fire, task="fire.res.1", sheet="1")
        await seat.see("when", "needed")
        await seat.press("escape")
        await seat.app.ask_verb("task.assign", fire, "fire.res.2")
        await seat.see("▸ handed to")
        await seat.type("qqqq")
        await seat.see("only a post or a person the desk knows")
        await seat.press(*["backspace"] * 4)
        await seat.type("resc")
        await seat.see("▌Head of the rescue group")
        await seat.press("tab")
        await seat.see("handed to   Head of the rescue group")
