"""R2.2, R4.3, R4.4 The level writes the lists; they are ticked, taken back, given away, called complete; nothing is lost or counted twice."""

from __future__ import annotations

from typing import Any

import pytest

from commandpost.desk import open_desk
from tests.story import Post


def states(post: Any, number: str, **more: Any) -> dict[str, str]:
    return {row.id: row.state for row in post.ask("task.list", number, **more)}


def late(post: Post, number: str, kind: str = "task_critical") -> dict[str, tuple[str, str]]:
    codes = {found.code for found in post.ask("deadline.list", incident=number) if found.kind == kind}
    return {code: found for code, found in post.rows(number).items() if code in codes}


def row(post: Post, number: str, code: str) -> Any:
    return next(found for found in post.ask("task.list", number, all=True) if found.id == code)


@pytest.fixture
def fire(post: Post) -> str:
    post.people(head_safety="Zhou Li", head_rescue="Wang Lei")
    return post.report("fire 2F smoke !III")


def test_the_level_writes_the_lists_with_owner_target_and_what_is_critical(post: Post, fire: str) -> None:
    rows = post.ask("task.list", fire)
    assert [found.id for found in rows if found.group is None][0] == "fire.first.call_point" and len(rows) == 26
    first = row(post, fire, "fire.res.1")
    assert (first.group, first.owner, first.critical, post.local(first.target_at)) == ("rescue", "head_rescue (Wang Lei)", True, "13:02")
    assert row(post, fire, "fire.first.command_point").owner == "commander (Zhou Li)" and row(post, fire, "fire.first.radio").owner == "scene"
    assert not post.ask("task.list", post.report("fire 3F smoke"))  # no level, no lists
    assert all(found.owner and found.text_zh and found.text_en for found in rows)


def test_sixty_tasks_are_few_obligations(post: Post, fire: str) -> None:
    """Each critical task, the rest of each list as one, the time mark: what stands on the board can be read."""
    post.do("incident.set_level", fire, "I", reason="spreads")
    kinds = [found.kind for found in post.owed(fire) if found.kind in ("task_critical", "task", "first_step", "time_mark")]
    assert (kinds.count("task_critical"), kinds.count("task"), kinds.count("first_step"), kinds.count("time_mark")) == (5, 4, 1, 1)
    assert len(post.ask("task.list", fire)) == 27


def test_a_tick_is_an_entry_with_person_and_time_and_ends_what_was_owed(post: Post, fire: str) -> None:
    done = post.at("13:04").do("task.done", fire, "res.1", by="Wang Lei", at=post.time("13:03"))
    assert done.remarks == ["Done 1 min after its target."]
    entry = post.log(fire)[-1]
    assert (entry.text, entry.by, post.local(entry.event_at)) == ("Done: Send a two-person team to attack, radio contact kept", "Wang Lei", "13:03")
    found = row(post, fire, "fire.res.1")
    assert (found.state, found.done_by, post.local(found.done_at), found.late_s) == ("done", "Wang Lei", "13:03", 0)
    assert late(post, fire)["fire.res.1"] == ("met", "13:02")


def test_a_conflict_is_said_and_nothing_counted_twice(post: Post, fire: str) -> None:
    post.at("13:01").do("task.done", fire, "fire.res.1", by="Wang Lei", key="space")
    post.do("task.done", fire, "fire.res.1", by="Wang Lei", key="space")  # the same finger
    assert post.refuses("task.done", fire, "fire.res.1", who="Zhou Li").what == "This task is done already: 13:01 by Wang Lei"
    assert post.refuses("task.skip", fire, "fire.res.1", reason="x").what.startswith("This task is done already")
    assert sum(entry.text.startswith("Done:") for entry in post.log(fire)) == 1


def test_undo_is_a_new_record_and_the_task_is_as_late_as_it_is(post: Post, fire: str) -> None:
    post.do("task.done", fire, "fire.res.1")
    post.at("13:10").do("task.undo", fire, "fire.res.1", reason="wrong team")
    found = row(post, fire, "fire.res.1")
    assert (found.state, found.late_s) == ("open", 8 * 60)
    assert late(post, fire)["fire.res.1"] == ("pending", "13:02")
    assert [entry.text for entry in post.log(fire)][-2:] == [
        "Done: Send a two-person team to attack, radio contact kept",
        "Taken back: Send a two-person team to attack, radio contact kept is open again (wrong team)",
    ]
    assert post.refuses("task.undo", fire, "fire.res.1").what == "There is nothing to take back: the task is open."


def test_a_struck_tick_was_never_made(post: Post, fire: str) -> None:
    ref = post.do("task.done", fire, "fire.res.1").ref
    post.do("log.strike", fire, ref, reason="misheard")
    assert row(post, fire, "fire.res.1").state == "open" and late(post, fire)["fire.res.1"] == ("pending", "13:02")


def test_raising_adds_lowering_stands_down_no_step_twice_and_no_tick_lost(post: Post, fire: str) -> None:
    post.at("13:01").do("task.done", fire, "fire.log.1")
    post.do("incident.set_level", fire, "II", reason="a")
    for minute, level in ((7, "IV"), (14, "II"), (20, "I"), (25, "II"), (30, "I")):
        done = post.at(f"13:{minute:02}").do("incident.set_level", fire, level, reason="a")
        codes = [found.id for found in post.ask("task.list", fire, all=True)]
        assert len(codes) == len(set(codes))
        if level == "IV":
            assert "Standing down from the lists: 9" in done.remarks
            assert states(post, fire, all=True)["fire.log.2"] == "stood_down" and "fire.log.2" not in states(post, fire)
            assert not [code for code in ("fire.inv.1", "logistics") if post.rows(fire)[code][0] == "pending"]
    found = row(post, fire, "fire.log.2")
    assert (found.state, post.local(found.new_since), post.local(found.target_at)) == ("open", "13:14", "13:24")
    assert row(post, fire, "fire.log.1").state == "done" and row(post, fire, "fire.res.2").new_since is None
    open_ = [found for found in post.owed(fire) if found.kind == "task_critical"]
    assert len({found.code for found in open_}) == len(open_) and "fire.log.1" not in {found.code for found in open_}


def test_a_change_of_type_stands_down_what_no_longer_applies(post: Post, fire: str) -> None:
    post.do("task.done", fire, "fire.res.1")
    post.at("13:06").do("incident.change_type", fire, "gas_leak", reason="it is gas")
    now = states(post, fire)
    assert now["fire.res.1"] == "done" and "fire.res.2" not in now and any(code.startswith("gas_leak.") for code in now)
    assert {found.new_since and post.local(found.new_since) for found in post.ask("task.list", fire) if found.id.startswith("gas_leak.")} == {"13:06"}
    why = post.desk.reader("SELECT DISTINCT why FROM task_step WHERE step = 'stood_down'")
    assert why == [("type",)]


def test_standby_waits_until_it_is_sent(post: Post, fire: str) -> None:
    waiting = list(post.ask("task.list", fire, group="investigation"))
    assert late(post, fire).get("fire.inv.1") == ("pending", "13:15") and "investigation" not in post.rows(fire)
    post.at("14:30")
    assert [found.late_s for found in waiting if found.id != "fire.inv.1"] == [0, 0, 0]
    assert row(post, fire, "fire.inv.2").late_s == 0
    post.do("list.send", fire, "investigation")
    assert post.local(row(post, fire, "fire.inv.2").target_at) == "15:00" and post.rows(fire)["investigation"][0] == "pending"
    assert post.refuses("list.send", fire, "investigation").what == f"This group does not stand by in {fire}."


def test_complete_is_said_and_names_what_stays_open(post: Post, fire: str) -> None:
    done = post.at("13:10").do("list.complete", fire, "logistics")
    assert done.remarks[0].startswith("Stays open: Open the fire lane and post a vehicle guide; Bring spare")
    assert done.remarks[1] == "What is critical goes on being asked for."
    assert post.rows(fire)["logistics"][0] == "met" and post.rows(fire)["fire.log.1"][0] == "pending"
    post.do("log.strike", fire, post.log(fire)[-1].number, reason="too early")
    assert post.rows(fire)["logistics"][0] == "pending"


def test_not_applicable_needs_a_reason_but_not_in_the_first_two_minutes(post: Post, fire: str) -> None:
    post.at("13:01").do("task.skip", fire, "fire.res.5")
    assert [found.id for found in post.ask("task.owed", fire)] == ["fire.res.5"]
    assert post.at("13:03").refuses("task.skip", fire, "fire.res.4").what == "Say why it is not applicable."
    post.do("task.note", fire, "fire.res.5", "nothing burns there")
    assert post.ask("task.owed", fire) == []


def test_given_to_another_and_a_task_of_ones_own(post: Post, fire: str) -> None:
    post.do("person.add", "Gu Ping")
    post.do("task.assign", fire, "fire.res.2", "Gu Ping")
    assert row(post, fire, "fire.res.2").owner == "head_rescue (Gu Ping)"
    assert post.refuses("task.add", fire, "ladder").what == "One word is no task: nobody else would know what to do."
    post.do("task.add", fire, "Fetch the ladder from gate 4", group="rescue", minutes=5, critical=True)
    own = row(post, fire, "own.1")
    assert (own.group, own.text_en, own.owner, post.local(own.target_at)) == ("rescue", "Fetch the ladder from gate 4", "head_rescue (Wang Lei)", "13:05")
    assert post.rows(fire)["own.1"] == ("pending", "13:05")
    post.do("task.done", fire, "own.1")
    assert post.rows(fire)["own.1"][0] == "met"


def test_dialling_ticks_the_notification_as_well(post: Post, fire: str) -> None:
    done = post.do("task.done", fire, "fire.first.call_119")
    assert done.remarks == ["With it is met: notify Fire and rescue"] and post.rows(fire)["fire.notify.119"][0] == "met"


def test_paper_is_entered_at_its_own_time_and_contradictions_are_kept(post: Post, fire: str) -> None:
    post.at("13:20")
    assert post.refuses("task.done", fire, "fire.res.1", paper=True, at=post.time("12:50")).what == "The incident was not reported yet at that time."
    assert post.refuses("task.done", fire, "fire.res.1", paper=True, at=post.time("13:40")).what == "This time has not come yet."
    post.do("task.done", fire, "fire.res.1", paper=True, at=post.time("13:02"), by="Wang Lei")
    assert post.log(fire)[-1].text.startswith("Done, from paper: ")
    done = post.do("task.done", fire, "fire.res.1", paper=True, at=post.time("13:05"))
    assert done.remarks == ["The list says 13:02 by Wang Lei; both are kept."] and post.local(row(post, fire, "fire.res.1").done_at) == "13:02"


def test_the_end_and_a_reopening(post: Post, fire: str) -> None:
    post.at("13:10").do("incident.control", fire)
    overrides = [f"{criterion}=x" for criterion in ("flames_out", "headcount", "systems_reset")]
    post.at("13:20").do("incident.end", fire, reason="out", confirmed_by="Zhou Li", override=overrides)
    assert row(post, fire, "fire.res.1").late_s == 18 * 60  # as late as it was when it ended, and no later
    assert not [found for found in post.owed(fire) if "task" in found.kind or found.kind == "first_step"]
    post.at("14:00")
    assert row(post, fire, "fire.res.1").late_s == 18 * 60
    post.do("incident.reopen", fire, reason="smoke again")
    assert post.local(row(post, fire, "fire.res.1").target_at) == "14:02" and post.rows(fire)["fire.res.1"] == ("pending", "14:02")


def test_a_merged_incident_asks_for_nothing_until_it_stands_again(post: Post, fire: str) -> None:
    other = post.report("fire 2F flames !III")
    post.do("incident.merge", other, fire, reason="the same")
    assert not post.desk.reader("SELECT 1 FROM deadline d JOIN book b ON b.id = d.incident_id WHERE b.number = 2 AND d.state = 'pending'")
    post.do("incident.unmerge", other, reason="two fires")
    assert post.rows(other)["fire.res.1"] == ("pending", "13:02")


def test_a_late_critical_task_tells_the_log_first_and_last(post: Post, fire: str) -> None:
    for minute in range(0, 61):
        post.at(f"{13 + minute // 60}:{minute % 60:02}")
        due = [deadline for deadline, at in post.ask("alert.agenda").moments if at is not None]
        post.desk.do("alert.raise", due=due)
    texts = [entry.text for entry in post.log(fire) if "two-person team" in entry.text]
    assert len(texts) == 2 and texts[0].startswith("late: Send a two-person team") and texts[1].startswith("nobody answered: ")


def test_benchmarks_start_the_next_roll_call_and_report_by_a_moment(post: Post, fire: str) -> None:
    post.do("hear.expect", "Team 1", for_=fire)
    done = post.at("13:05").do("benchmark.declare", fire, "all_out")
    assert "A benchmark is declared: every team in the danger area is called at once." in done.remarks
    assert [found.called for found in post.ask("hear.list")] == ["benchmark"]
    assert [(found.kind, post.local(found.due_at)) for found in post.owed(fire) if found.kind in ("followup", "roll_call")] == [
        ("roll_call", "13:06"), ("followup", "13:15"),
    ]  # fmt: skip
    assert post.refuses("benchmark.declare", fire, "all out").what == "“All out” was declared already."
    post.do("benchmark.declare", fire, "under_control")
    assert post.show(fire).state == "controlled"
    child = post.report("lost child !IV")
    assert post.refuses("benchmark.declare", child, "fire_out").what == "“Fire out” is no benchmark of this type of incident."


def test_time_marks_ask_until_it_is_controlled_and_what_passed_is_not_stacked(post: Post, fire: str) -> None:
    def marks() -> list[tuple[str, str]]:
        return [(found.state, post.local(found.due_at)) for found in post.ask("deadline.list", incident=fire) if found.kind == "time_mark"]

    assert marks() == [("pending", "13:10")]
    post.at("13:24").do("mark.answer", fire, "same plan")
    assert marks() == [("met", "13:10"), ("pending", "13:30")]
    post.at("13:33").do("mark.answer", fire, "defensive from here")
    assert marks()[-1] == ("pending", "14:00")
    post.do("incident.control", fire)
    assert marks()[-1] == ("cancelled", "14:00")


@pytest.mark.parametrize("word", ["smoke", "冒烟", "Evacuation", "撤离"])
def test_a_card_is_found_by_what_one_sees_filled_and_switched(post: Post, fire: str, word: str) -> None:
    post.do("card.open", word, incident=fire, place="2F", hazard="smoke")
    shown = post.ask("card.show", word)
    assert shown.open == fire and "There is smoke at 2F. Leave now by {route}." in shown.words_en and shown.missing == ("route",) and shown.said_times == 2
    post.do("task.done", fire, "evacuation.route")
    post.do("card.switch", "evacuation", "shelter")
    texts = [entry.text for entry in post.log(fire)]
    assert "Action card Evacuation was the wrong one: Shelter in place instead" in texts
    now = states(post, fire)
    assert now["evacuation.route"] == "done" and "evacuation.exits" not in now and now["shelter.place"] == "open"
    post.do("card.close", "shelter")
    assert "shelter.place" not in states(post, fire)
    post.do("card.open", word, incident=fire)
    assert states(post, fire)["evacuation.route~2"] == "open"


def test_a_card_on_no_incident_loses_no_step_when_one_is_reported(post: Post) -> None:
    post.do("card.open", "knife")
    post.do("task.done", "duty", "lockdown.call_110")
    number = post.report("knife attack 1F !I")
    post.do("card.attach", "lockdown", number)
    assert states(post, number)["lockdown.call_110"] == "done" and states(post, "duty") == {}
    post.do("drill.start", reason="autumn")
    post.do("card.open", "smoke")
    shown = post.ask("card.show", "evacuation")
    assert shown.words_zh.startswith("演练") and shown.words_en.startswith("EXERCISE")
    post.do("drill.stop")


def test_two_terminals_see_both_and_a_conflict_is_said(post: Post, fire: str) -> None:
    other = open_desk(post.folder / "data", post.folder / "state", clock=post.clock)
    try:
        other.do("task.done", fire, "fire.res.1", by="Wang Lei")
        post.do("task.done", fire, "fire.res.2")
        assert post.refuses("task.done", fire, "fire.res.1").what == "This task is done already: 13:00 by Wang Lei"
        here, there = (states(seen, fire, group="rescue") for seen in (post, other))
        assert here == there and list(here.values())[:2] == ["done", "done"]
    finally:
        other.close()


def test_under_control_is_one_fact_and_the_timeline_tells_what_was_answered_by_whom(post: Post, fire: str) -> None:
    post.at("13:10").do("mark.answer", fire, "pull the teams out", change=True)
    post.at("13:12").do("incident.control", fire)
    control = next(one for one in post.ask("list.show", fire).benchmarks if one.code == "under_control")
    assert control.declared_at is not None and post.local(control.declared_at) == "13:12"
    told = {one.kind: one for one in post.ask("task.timeline", fire)}
    assert told["mark"].what == "Time mark, the strategy must change: pull the teams out" and told["mark"].by is not None
    assert told["benchmark"].code == "under_control"


def test_a_level_that_brings_nothing_new_says_so(post: Post, fire: str) -> None:
    post.at("13:05").do("incident.set_level", fire, "II", reason="spreads")
    done = post.at("13:06").do("incident.set_level", fire, "I", reason="worse")
    assert "Nothing new for the lists" in done.remarks
