"""R4.4 What was ticked on paper is entered afterwards at its own time; where paper and screen disagree both stay, and it is said."""

from __future__ import annotations

from typing import Any

import pytest

from commandpost.domain.checklists.rules.sheet_code import written
from tests.story import Post


@pytest.fixture
def fire(post: Post) -> str:
    post.people(head_safety="Zhou Li", head_rescue="Wang Lei")
    number = post.report("fire 2F smoke !III")
    post.at("13:03").do("sheet.print", number, "rescue", 1, 1)
    return number


def told(post: Post, fire: str) -> list[tuple[Any, ...]]:
    return [
        (row.task, row.sheet, row.says, post.local(row.at), row.by, post.local(row.entered_at), row.entered_by, row.disagrees)
        for row in post.ask("sheet.entered", fire)
    ]


def test_a_printed_list_is_numbered_and_in_the_log(post: Post, fire: str) -> None:
    assert post.log(fire)[-1].text == "Printed on paper: Rescue group, sheet no. 1 (1 A4)"
    assert post.refuses("sheet.print", fire, "rescue", 1, 1).what == "Sheet 1 was printed in the meantime."
    post.do("sheet.print", fire, "logistics", 2, 1)
    assert [(row.sheet, row.group, row.printed_by, row.entered) for row in post.ask("sheet.list", fire)] == [
        ("1", "rescue", "Lin Wei", 0), ("2", "logistics", "Lin Wei", 0)
    ]  # fmt: skip
    other = post.report("fire 3F smoke !III")
    assert post.do("sheet.print", other, "rescue", 1, 1).ref == "1"  # each incident counts its own


def test_a_tick_from_paper_keeps_both_times_and_both_persons(post: Post, fire: str) -> None:
    done = post.at("15:10").do("task.done", fire, "res.1", sheet="1", by="Wang Lei", at=post.time("13:20"))
    assert done.remarks == ["Done 18 min after its target."]
    entry = post.log(fire)[-1]
    assert entry.text == "Done, from paper (sheet no. 1): Send a two-person team to attack, radio contact kept"
    assert (post.local(entry.event_at), post.local(entry.recorded_at), entry.by) == ("13:20", "15:10", "Wang Lei")
    assert told(post, fire) == [("fire.res.1", "1", "done", "13:20", "Wang Lei", "15:10", "Lin Wei", False)]
    assert post.ask("sheet.list", fire)[0].entered == 1
    (row,) = post.ask("sheet.entered", fire)
    assert (row.state, row.state_at, row.state_by) == (None, None, None), "nobody ticked it on the screen"
    (step,) = post.ask("task.show", fire, "fire.res.1").steps
    assert (step.step, step.paper, step.by, step.entered_by, post.local(step.recorded_at)) == ("done", "1", "Wang Lei", "Lin Wei", "15:10")


def test_two_sheets_that_contradict_each_other_are_both_kept(post: Post, fire: str) -> None:
    post.do("sheet.print", fire, "rescue", 2, 1)
    post.at("15:10").do("task.done", fire, "res.1", sheet="1", by="Wang Lei", at=post.time("13:20"))
    second = post.do("task.done", fire, "res.1", sheet="2", by="Zhou Li", at=post.time("13:40"))
    assert second.remarks == ["The list says 13:20 by Wang Lei; both are kept."]
    third = post.do("task.skip", fire, "res.1", sheet="2", reason="nobody inside", at=post.time("13:41"))
    assert third.remarks == ["The list says 13:20 by Wang Lei; both are kept."]
    assert post.do("task.done", fire, "res.1", paper=True, at=post.time("13:20:00")).remarks == ["The list says the same: 13:20 by Wang Lei"]
    assert [(row[1], row[2], row[3], row[7]) for row in told(post, fire)] == [
        ("1", "done", "13:20", False), ("2", "done", "13:40", True), ("2", "skipped", "13:41", True), (None, "done", "13:20", False)
    ]  # fmt: skip
    (found,) = [row for row in post.ask("task.list", fire) if row.id == "fire.res.1"]
    assert (found.state, post.local(found.done_at)) == ("done", "13:20")
    post.do("task.undo", fire, "res.1", reason="misread")
    assert [row[7] for row in told(post, fire)] == [True] * 4, "what the screen now calls open, every sheet calls otherwise"


def test_what_was_ticked_on_the_screen_stands_beside_the_paper(post: Post, fire: str) -> None:
    post.at("13:10").do("task.done", fire, "res.1", by="Wang Lei")
    post.at("15:10").do("task.done", fire, "res.1", sheet="1", at=post.time("13:20"))
    (row,) = post.ask("sheet.entered", fire)
    assert (row.state, post.local(row.state_at), row.state_by, row.disagrees) == ("done", "13:10", "Wang Lei", True)


def test_a_time_that_cannot_be_is_said(post: Post, fire: str) -> None:
    def why(task: str, time: str) -> str:
        return post.refuses("task.done", fire, task, sheet="1", at=post.time(time)).what

    assert why("res.1", "12:00") == "The incident was not reported yet at that time."
    assert why("res.1", "13:04") == "This time has not come yet."
    for verb in ("task.done", "task.skip"):
        assert post.refuses(verb, fire, "res.1", sheet="1").what == "What was ticked on paper has its own time, and none was given."
    post.at("13:30").do("incident.set_level", fire, "II", reason="spreads")
    early = post.do("task.done", fire, "inv.2", paper=True, at=post.time("13:10"))
    assert early.remarks == ["It was done before it stood on the list, at 13:30."]
    post.at("14:00").do("incident.set_level", fire, "IV", reason="small")
    down = next(row.id for row in post.ask("task.list", fire, all=True) if row.state == "stood_down" and row.group == "logistics")
    post.at("14:05")
    assert why(down, "14:04").startswith("This task stands down")
    assert post.do("task.done", fire, down, paper=True, at=post.time("13:50")).remarks[0] == "It stands down since 14:00; it was done before."


def test_a_time_is_said_as_the_clock_showed_it(post: Post, fire: str) -> None:
    done = post.at("15:10").do("task.done", fire, "res.1", sheet="1", at="13:20")
    assert done.remarks == ["Taken as 2026-11-05 13:20.", "Done 18 min after its target."]
    assert post.local(post.log(fire)[-1].event_at) == "13:20"
    assert post.refuses("log.add", fire, "seen", at="12:59").what == "At 12:59, the last time the clock showed it, the incident had not begun."
    assert post.refuses("log.add", fire, "seen", at="15:11").do.startswith("Give the date with it")  # yesterday
    post.do("log.add", fire, "seen", at=post.time("12:59"))
    post.at("2026-11-06T00:30").do("log.add", fire, "still smoke", at="23:50")
    assert post.log(fire)[-1].event_at == "2026-11-05T15:50:00.000Z"


def test_a_sheet_is_named_by_its_number_or_its_code(post: Post, fire: str) -> None:
    plan = post.desk.plan.digest
    code = written(fire, "rescue", plan, "A", 1, 1)
    post.do("task.done", fire, "res.1", sheet=code.lower(), at=post.time("13:02"))
    assert post.do("task.done", fire, "first.radio", sheet="1", at=post.time("13:02")).remarks[0] == "Sheet 1 is another group's list."
    assert post.refuses("task.done", fire, "res.2", sheet="9").what == f"No sheet 9 of {fire} was printed here."
    other = post.report("fire 3F smoke !III")
    refused = post.refuses("task.done", other, "fire.res.2", sheet=code)
    assert refused.what == f"This sheet is of {fire}, not of {other}."


def test_paper_knows_no_seconds(post: Post) -> None:
    number = post.at("13:00:40").report("fire 2F smoke !III")
    post.at("13:30").do("task.done", number, "res.1", paper=True, at=post.time("13:00"))
    assert post.refuses("task.done", number, "res.2", at=post.time("13:00")).what == "The incident was not reported yet at that time."


def test_a_sheet_of_a_duplicate_is_entered_where_the_work_goes_on(post: Post, fire: str) -> None:
    into = post.report("fire 2F !III")
    post.do("incident.merge", fire, into, reason="one fire")
    post.at("13:30").do("task.done", fire, "res.1", sheet="1", at=post.time("13:20"))
    code = written(fire, "rescue", post.desk.plan.digest, "A", 1, 1)
    post.do("task.done", fire, "res.3", sheet=code, at=post.time("13:21"))
    assert [(row.task, row.sheet) for row in post.ask("sheet.entered", into)] == [("fire.res.1", "1"), ("fire.res.3", "1")]


def test_an_erasure_takes_the_printed_lists_away(post: Post, fire: str) -> None:
    folder = post.desk.folder / "paper"
    folder.mkdir()
    (folder / f"{fire}-rescue-1.pdf").write_bytes(b"%PDF- Wang Lei")
    done = post.do("person.erase", "Wang Lei", basis="asked for")
    assert not list(folder.iterdir()) and any(remark.startswith("Printed lists were taken out of the desk's folder: 1.") for remark in done.remarks)
