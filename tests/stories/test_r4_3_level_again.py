"""R4.3 A person decides the level, and is told when what the desk suggests rises above it: once for each higher suggestion, until somebody decides."""

from __future__ import annotations

import pytest

from tests.story import Post
from tests.watch.desk_watch import Watched


def asked(post: Post, number: str) -> list[tuple[str, str, str]]:
    """Give (code, state, due) of every row that asks for the level."""
    rows = post.ask("deadline.list", incident=number)
    return [(row.code, row.state, post.local(row.due_at)) for row in rows if row.kind == "level"]


SET = ("level", "met", "13:05")


def test_a_fact_above_the_level_decided_is_asked_about_and_raising_answers_it(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    assert asked(post, number) == [SET]
    post.at("13:20").do("fact.set", number, "trapped", "2")
    assert asked(post, number) == [SET, ("II>III", "pending", "13:25")]
    (row,) = post.owed(number, "level")
    assert row.subject == "level again: II suggested, III decided"
    assert (row.to, row.started_at) == (("duty_officer",), post.time("13:20"))
    told = post.ask("incident.brief", number, kind="initial")
    assert "Response level: Level III (yellow), to be decided again: suggested Level II (orange)." in told.en
    assert "，待重新定级。" in told.zh
    post.at("13:22").do("incident.set_level", number, "II", reason="two behind the smoke")
    assert asked(post, number) == [SET, ("II>III", "met", "13:25")]
    post.at("13:30").do("log.add", number, "nothing new", set=["trapped=3"])
    assert len(asked(post, number)) == 2


def test_it_says_so_in_chinese(zh_post: Post) -> None:
    number = zh_post.report("2楼冒烟 !III")
    zh_post.at("13:20").do("fact.set", number, "trapped", "2")
    (row,) = zh_post.owed(number, "level")
    assert row.subject == "请重新定级：建议 II 级，现为 III 级"
    (line,) = zh_post.at("13:26").ask("board").rows
    assert line.next.subject != "" and line.next.late_s > 0
    page = zh_post.ask("command.handover", number)
    assert "请重新定级：建议 II 级，现为 III 级" in page.zh and "level again: II suggested, III decided" in page.en
    struck = zh_post.log(number)[-1].number
    zh_post.do("log.strike", number, struck, reason="听错了，没有人被困")
    assert zh_post.log(number)[-1].text == "请重新定级：建议 II 级，现为 III 级：建议级别已回落"


def test_it_is_the_boards_next_when_nothing_is_due_before(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    for row in post.owed(number):
        if row.kind in ("chain_step", "notify"):
            post.do("deadline.meet", row.id, to="x", channel="phone", note="told")
    for task in post.ask("task.list", number):
        post.do("task.done", number, task.id)
    post.do("mark.answer", number, "same plan")
    post.people(head_safety="Zhou Li")
    post.at("13:06").do("fact.set", number, "trapped", "2")
    (line,) = post.ask("board").rows
    assert (line.next.subject, post.local(line.next.due_at)) == ("level again: II suggested, III decided", "13:11")


def test_to_stay_with_a_reason_is_a_decision_and_only_what_climbs_further_asks_again(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:20").do("fact.set", number, "trapped", "2")
    post.at("13:22").do("incident.set_level", number, "III", reason="they come out by the stairs")
    assert asked(post, number)[-1] == ("II>III", "met", "13:25")
    assert "to be decided again" not in post.ask("incident.brief", number, kind="initial").en
    assert post.log(number)[-1].text == "Level III (yellow) kept: they come out by the stairs"
    kept = [change for change in post.show(number).history if change.what == "level"][-1]
    assert (kept.value, kept.reason) == ("III", "they come out by the stairs")
    post.at("13:30").do("log.add", number, "two more", set=["trapped=4", "serious_injuries=1"])
    assert len(asked(post, number)) == 2, "II again, and II was decided about"
    post.at("13:40").do("fact.set", number, "deaths", "1")
    assert asked(post, number)[-1] == ("I>III", "pending", "13:45")


def test_what_climbs_before_anybody_decided_is_one_question_due_when_the_first_was(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:20").do("fact.set", number, "trapped", "2")
    post.at("13:28").do("fact.set", number, "deaths", "1")
    assert asked(post, number) == [SET, ("II>III", "cancelled", "13:25"), ("I>III", "pending", "13:25")]
    assert [row.code for row in post.owed(number, "level", as_of=post.time("13:24"))] == ["II>III"]
    dead = post.log(number)[-1].number
    post.at("13:29").do("log.strike", number, dead, reason="she breathes")
    assert asked(post, number) == [SET, ("II>III", "pending", "13:25"), ("I>III", "cancelled", "13:25")]
    assert post.log(number)[-1].text == "level again: I suggested, III decided: the suggestion fell back"
    post.do("incident.set_level", number, "II", reason="two inside")
    assert post.owed(number, "level") == []


def test_a_lower_suggestion_and_a_level_above_it_ask_nothing(post: Post) -> None:
    number = post.report("fire 2F smoke !I")
    post.at("13:20").do("fact.set", number, "trapped", "2")
    post.at("13:30").do("incident.set_level", number, "III", reason="all are out")
    post.at("13:40").do("fact.set", number, "trapped", "0")
    assert asked(post, number) == [SET]


def test_a_figure_heard_late_is_asked_about_from_when_it_was_heard(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:40").do("fact.set", number, "trapped", "2", at=post.time("13:02"))
    assert asked(post, number) == [SET, ("II>III", "pending", "13:45")]


def test_the_end_ends_it_and_a_new_type_asks_by_its_own_rules(post: Post) -> None:
    number = post.report("customer fell, 1 minor !IV")
    post.at("13:20").do("fact.set", number, "persons_ill", "12")
    assert len(asked(post, number)) == 1
    post.at("13:30").do("incident.change_type", number, "food_poisoning", reason="they all ate upstairs")
    assert asked(post, number)[-1] == ("II>IV", "pending", "13:35")
    post.do("incident.control", number)
    codes = [criterion.code for criterion in post.show(number).criteria]
    post.at("13:32").do("incident.end", number, reason="r", confirmed_by="Chen Hao", met=codes)
    assert asked(post, number)[-1] == ("II>IV", "cancelled", "13:35")


def test_along_a_running_figure_its_threshold_asks_before_and_after_and_no_second_row(post: Post) -> None:
    number = post.report("lift stuck L5 3 trapped !III")
    post.do("fact.start", number, "trapped_minutes")
    post.at("14:10").do("log.add", number, "still inside")
    assert asked(post, number) == [SET]
    assert post.rows(number, "threshold")["trapped_minutes>=60"] == ("pending", "14:00")
    post.do("incident.set_level", number, "III", reason="the lift firm opens it now")
    assert post.rows(number, "threshold")["trapped_minutes>=60"] == ("met", "14:00")


def test_a_level_lowered_before_the_crossing_is_told_when_it_comes(post: Post) -> None:
    number = post.report("lift stuck L5 3 trapped !II")
    post.do("fact.start", number, "trapped_minutes")
    assert post.rows(number, "threshold")["trapped_minutes>=60"] == ("met", "14:00")
    post.at("13:10").do("incident.set_level", number, "III", reason="they are calm")
    assert post.rows(number, "threshold")["trapped_minutes>=60"] == ("pending", "14:00")


PEOPLE = {"duty_officer": "Lin Wei", "head_safety": "Zhou Li", "deputy_leader": "Chen Hao", "leader": "Wang Jun"}


@pytest.fixture
def watched(post: Post) -> tuple[Post, str, Watched]:
    """A fire at level III of which nothing else is to be told."""
    post.people(**PEOPLE)
    number = post.report("fire 2F smoke !III")
    for row in post.owed(number):
        post.do("deadline.acknowledge", row.id)
    return post, number, Watched(post).forward(minutes=20)


def acknowledge_the_rest(post: Post, number: str) -> None:
    for row in post.owed(number):
        if row.kind != "level":
            post.do("deadline.acknowledge", row.id)


def test_the_watch_tells_and_escalates_it_until_somebody_decides(watched: tuple[Post, str, Watched]) -> None:
    post, number, watch = watched
    post.do("fact.set", number, "trapped", "2")
    acknowledge_the_rest(post, number)
    watch.forward(minutes=6).expect(("13:25", "II>III", 1, "Lin Wei"))
    watch.forward(minutes=2).expect(("13:27", "II>III", 2, "Zhou Li"))
    post.do("incident.set_level", number, "III", reason="they come out by the stairs")
    acknowledge_the_rest(post, number)
    watch.forward(hours=2).expect()


def test_what_climbs_further_while_it_is_late_is_told_at_once_from_the_first_step(watched: tuple[Post, str, Watched]) -> None:
    post, number, watch = watched
    post.do("fact.set", number, "trapped", "2")
    acknowledge_the_rest(post, number)
    watch.forward(minutes=6).expect(("13:25", "II>III", 1, "Lin Wei"))
    (row,) = post.owed(number, "level", "raised")
    post.do("deadline.acknowledge", row.id, note="on it")
    watch.forward(minutes=34).expect()
    post.do("fact.set", number, "deaths", "1")
    acknowledge_the_rest(post, number)
    (row,) = post.owed(number, "level")
    assert row.late_s == 35 * 60, "what was late stays late"
    watch.forward(minutes=1).expect(("14:00", "I>III", 1, "Lin Wei"))
    post.do("incident.set_level", number, "I", reason="one is dead")
    acknowledge_the_rest(post, number)
    watch.forward(minutes=1).expect()


def test_where_none_was_decided_and_nobody_answered_a_higher_suggestion_tells_anew(post: Post) -> None:
    post.people(**PEOPLE)
    number = post.report("fire 2F smoke")
    acknowledge_the_rest(post, number)
    watch = Watched(post)
    watch.forward(minutes=40).expect(
        ("13:05", "level", 1, "Lin Wei"), ("13:07", "level", 2, "Zhou Li"), ("13:10", "level", 3, "Chen Hao"), ("13:15", "level", 3, "Chen Hao"),
        ("13:20", "level", 3, "Chen Hao"), ("13:25", "level", 3, "Chen Hao"), ("13:30", "level", 4, "Wang Jun"),
    )  # fmt: skip
    post.do("fact.set", number, "trapped", "2")
    acknowledge_the_rest(post, number)
    assert asked(post, number) == [("level", "cancelled", "13:05"), ("II>", "pending", "13:05")]
    (row,) = post.owed(number, "level")
    assert (row.subject, row.late_s) == ("level: II suggested, none decided", 35 * 60)
    watch.forward(minutes=3).expect(("13:40", "II>", 1, "Lin Wei"), ("13:42", "II>", 2, "Zhou Li"))
    post.do("incident.set_level", number, "II", reason="two inside")
    acknowledge_the_rest(post, number)
    assert asked(post, number) == [("level", "cancelled", "13:05"), ("II>", "met", "13:05")]
    watch.forward(minutes=1).expect()
