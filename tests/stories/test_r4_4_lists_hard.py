"""R2.2, R4.4 What goes wrong with lists in a real night: ticks taken back late, people who left, duplicates, alarms that nobody answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.story import Post
from tests.watch.desk_watch import Watched

PEOPLE = {
    "duty_officer": "Lin Wei", "head_rescue": "Wang Lei", "head_safety": "Zhou Li", "head_information": "Sun Mei", "deputy_leader": "Chen Hao",
    "leader": "Wang Jun",
}  # fmt: skip


def row(post: Post, number: str, code: str) -> Any:
    return next(found for found in post.ask("task.list", number, all=True) if found.id == code)


@pytest.fixture
def fire(post: Post) -> str:
    post.people(**PEOPLE)
    return post.report("fire 2F smoke !III")


def test_what_was_met_with_a_tick_asks_again_with_it_as_late_as_it_is(post: Post, fire: str) -> None:
    due = post.rows(fire)["fire.notify.119"]
    post.do("task.done", fire, "fire.first.call_119")
    done = post.at("13:10").do("task.undo", fire, "fire.first.call_119", reason="nobody dialled")
    assert done.remarks == ["Open again with it: notify Fire and rescue"]
    rows = [found for found in post.ask("deadline.list", incident=fire) if found.code == "fire.notify.119"]
    assert [(found.state, post.local(found.due_at)) for found in rows] == [due]  # one obligation, one row
    post.at("13:11").do("task.done", fire, "fire.first.call_119")
    assert post.rows(fire)["fire.notify.119"] == ("met", due[1])
    post.do("log.strike", fire, post.log(fire)[-1].number, reason="misheard")  # struck, it was never made either
    assert post.rows(fire)["fire.notify.119"] == due
    post.meets(fire, "fire.notify.119")  # told by telephone: no tick's to take back
    post.do("task.done", fire, "fire.first.call_119")
    assert post.at("13:12").do("task.undo", fire, "fire.first.call_119").remarks == []
    assert post.rows(fire)["fire.notify.119"][0] == "met"


def test_what_was_done_before_it_stood_on_the_list_is_said(post: Post) -> None:
    number = post.report("fire 2F smoke")
    post.at("13:04").do("incident.set_level", number, "III", reason="spreads")
    done = post.at("13:20").do("task.done", number, "fire.res.1", paper=True, at=post.time("13:02"))
    assert done.remarks == ["It was done before it stood on the list, at 13:04."] and row(post, number, "fire.res.1").late_s == 0
    post.do("incident.control", number)
    overrides = [f"{criterion}=x" for criterion in ("flames_out", "headcount", "systems_reset")]
    post.at("13:30").do("incident.end", number, reason="out", confirmed_by="Zhou Li", override=overrides)
    post.at("14:00").do("task.done", number, "fire.res.2", paper=True, at=post.time("13:25"))
    assert post.refuses("task.done", number, "fire.res.3", paper=True, at=post.time("13:40")).what == "The incident has ended."


def test_a_task_goes_to_nobody_who_was_just_relieved_and_the_refusal_says_who_could_take_it(post: Post, fire: str) -> None:
    post.do("task.assign", fire, "fire.res.2", "Wang Lei")
    passed = post.at("13:20").do("post.assign", "head_rescue", post.do("person.add", "Gu Ping").ref)
    assert passed.remarks == [f"{fire}: still open with Wang Lei: {row(post, fire, 'fire.res.2').text_en}; give it to another: commandpost task assign"]
    refusal = post.at("13:25").refuses("task.assign", fire, "fire.res.3", "Wang Lei")
    assert refusal.what == "Wang Lei was relieved at 13:20 (Head of the rescue group) and holds no other post."
    assert refusal.do == "It could go to: Gu Ping (Head of the rescue group); Sun Mei (Head of the information group); Zhou Li (Head of safety management)"
    assert post.refuses("task.add", fire, "fetch the ladder", to="Wang Lei") == refusal
    assert row(post, fire, "fire.res.2").owner == "head_rescue (Wang Lei)"  # what is his stays his until somebody gives it away
    post.do("task.assign", fire, "fire.res.2", "Gu Ping")
    post.do("post.assign", "head_logistics", "Wang Lei")
    post.do("task.assign", fire, "fire.res.3", "Wang Lei")  # back on another post
    assert post.do("person.add", "Ding Yi") and post.do("task.assign", fire, "fire.res.4", "Ding Yi")  # who never held one is no leaver


def test_a_late_task_climbs_from_its_head_to_the_commander_to_the_leading_group(post: Post, fire: str) -> None:
    watched = Watched(post, strict=False).forward(minutes=36)
    told: dict[str, list[tuple[str, str]]] = {}
    for at, code, _, who in watched.told():
        told.setdefault(code, []).append((at, who))
    assert told["fire.res.1"][:5] == [("13:02", "Wang Lei"), ("13:05", "Wang Lei"), ("13:08", "Zhou Li"), ("13:14", "Wang Jun"), ("13:14", "Chen Hao")]
    assert told["fire.res.1"][-1] == ("13:34", "Wang Jun")  # that nobody answered
    # tonight nobody heads logistics or investigation: the commander is told at once in their stead, and the log says so
    assert told["fire.log.1"][:2] == [("13:05", "Zhou Li"), ("13:11", "Wang Jun")] and told["fire.inv.1"][0] == ("13:15", "Zhou Li")
    words = {code: row(post, fire, code).text_en for code in ("fire.res.1", "fire.log.1")}
    said = [(post.local(entry.event_at), entry.text) for entry in post.log(fire)]
    assert [(at, text) for at, text in said if words["fire.res.1"] in text] == [
        ("13:02", f"late: {words['fire.res.1']} → Head of the rescue group"),
        ("13:34", f"nobody answered: {words['fire.res.1']} → Leader of the leading group"),
    ]  # fmt: skip
    assert ("13:05", f"late: {words['fire.log.1']} → Head of safety management") in said
    (line,) = [one for one in post.ask("alert.waiting").rows if one.subject == words["fire.res.1"]]  # one line, and it counts up
    assert line.late_s == 34 * 60 and post.forward(seconds=7) and next(
        one for one in post.ask("alert.waiting").rows if one.deadline == line.deadline
    ).late_s == 34 * 60 + 7  # fmt: skip


def test_a_tick_taken_back_after_its_time_is_late_by_the_true_amount_and_its_escalation_resumes_once(post: Post, fire: str) -> None:
    def told() -> list[tuple[str, str]]:
        return [(at, who) for at, code, _, who in watched.told() if code == "fire.res.1"]

    watched = Watched(post, strict=False).forward(minutes=1)
    post.do("task.done", fire, "fire.res.1")
    watched.forward(minutes=9)
    assert told() == []
    post.do("task.undo", fire, "fire.res.1")
    assert row(post, fire, "fire.res.1").late_s == 8 * 60
    watched.forward(minutes=4)
    assert told() == [("13:10", "Wang Lei"), ("13:13", "Wang Lei")]
    post.do("task.done", fire, "fire.res.1")
    watched.forward(minutes=6)
    post.do("task.undo", fire, "fire.res.1")
    assert row(post, fire, "fire.res.1").late_s == 18 * 60
    watched.forward(minutes=7)
    assert told() == [("13:20", "Wang Lei"), ("13:23", "Wang Lei"), ("13:26", "Zhou Li")]


def test_what_was_ticked_under_a_duplicate_is_said_and_a_person_ticks_it_where_it_goes_on(post: Post, fire: str) -> None:
    other = post.report("fire 2F flames !III")
    for code in ("fire.res.1", "fire.res.2"):
        post.do("task.done", other, code)
    post.do("task.done", fire, "fire.res.2")
    first = row(post, fire, "fire.res.1").text_en
    told = f"Done under {other}, still open here: {first}; tick what holds here too: commandpost task done"
    assert told in post.at("13:01").do("incident.merge", other, fire, reason="the same").remarks
    assert row(post, fire, "fire.res.1").state == "open"
    done = post.do("task.done", other, "fire.res.1")  # either number means the one that goes on
    assert done.remarks == [f"{other} was merged into {fire}: this is about {fire}."]
    assert row(post, fire, "fire.res.1").state == "done" and post.rows(fire)["fire.res.1"][0] == "met"
    post.do("incident.unmerge", other, reason="two fires")
    assert [row(post, number, "fire.res.1").state for number in (fire, other)] == ["done", "done"]
