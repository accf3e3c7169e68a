"""R4.3 Response level by severity and scope: I the leader commands, II a deputy leader, III the head of safety management, IV the head
of the department where it happened."""

from __future__ import annotations

import json

from tests.story import Post


def test_without_a_level_no_group_acts_and_naming_it_is_owed(post: Post) -> None:
    number = post.report("fire 2F smoke, 2 hurt")
    shown = post.show(number)
    assert (shown.level, shown.state, shown.groups, shown.commander.post) == (None, "reported", (), None)
    assert shown.suggested == "III"
    (row,) = post.owed(number, "level")
    assert post.local(row.due_at) == "13:05" and row.to == ("duty_officer",)
    assert post.owed(number, "commander") == [] == post.owed(number, "followup")
    (line,) = post.ask("board").rows
    assert (line.level, line.suggested, line.vacant) == (None, "III", False)
    post.at("13:06")
    assert [
        late.code for late in post.ask("deadline.list", incident=number) if late.kind == "level" and late.late_s == 60
    ]


def test_the_bang_of_the_line_is_the_operators_decision_with_the_line_as_its_reason(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    shown = post.show(number)
    assert (shown.level, shown.state) == ("III", "responding")
    assert shown.groups == ("rescue", "logistics", "information", "investigation")
    decision = next(step for step in shown.history if step.what == "level")
    assert (decision.value, decision.by, decision.reason) == ("III", "Lin Wei", "fire 2F smoke !III")
    assert post.rows(number, "level")["level"] == ("met", "13:05")
    assert len(post.log(number)) == 1


def test_each_level_has_its_commander(post: Post) -> None:
    post.people(leader="Gu Ping", deputy_leader="Chen Hao", head_safety="Zhou Li", head_customer_service="Hu Jingyi")
    post.do("place.add", "2F-foodcourt", zh="二楼美食广场", en="2F food court", department="customer_service")
    for level, name, code in (
        ("I", "Gu Ping", "leader"),
        ("II", "Chen Hao", "deputy_leader"),
        ("III", "Zhou Li", "head_safety"),
        ("IV", "Hu Jingyi", "head_customer_service"),
    ):
        number = post.report(f"fire 2F-foodcourt smoke !{level}")
        shown = post.show(number)
        assert (shown.commander.person, shown.commander.post) == (name, code)
        assert post.local(shown.commander.since) == "13:00"
        assert post.rows(number, "commander")["commander"][0] == "met"
    assert post.show("26-0004").groups == ("rescue", "information")


def test_the_level_proposes_the_post_and_if_nobody_holds_command_the_post_takes_it(post: Post) -> None:
    post.people(head_safety="Zhou Li", deputy_leader="Chen Hao")
    number = post.report("fire 2F smoke")
    done = post.at("13:03").do("incident.set_level", number, "III", reason="open flame")
    assert done.remarks == ["In command: Zhou Li, Head of safety management"]
    done = post.at("13:07").do("incident.set_level", number, "II", reason="the duct burns")
    assert done.remarks[:1] == ["Proposed for command: Deputy leader; Zhou Li holds it until it is handed over"]
    shown = post.show(number)
    assert (shown.level, shown.commander.person, post.local(shown.commander.since)) == ("II", "Zhou Li", "13:03")
    steps = [(step.what, step.value, step.by) for step in shown.history if step.what.startswith("command")]
    assert steps == [("command taken", "head_safety", "Zhou Li"), ("command proposed", "deputy_leader", "Chen Hao")]


def test_an_empty_post_is_shown_as_a_gap_and_filled_by_whoever_is_given_it(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    assert post.show(number).commander.person is None and post.ask("board").rows[0].vacant
    assert post.ask("board").rows[0].command_post == "Head of safety management"
    (row,) = post.owed(number, "commander")
    assert post.local(row.due_at) == "13:10" and row.to == ("head_safety",)
    post.do("person.add", "Zhou Li")
    post.at("13:04").do("post.assign", "head_safety", "Zhou Li")
    shown = post.show(number)
    assert (shown.commander.person, post.local(shown.commander.since)) == ("Zhou Li", "13:04")
    assert post.rows(number, "commander")["commander"][0] == "met" and not post.ask("board").rows[0].vacant


def test_a_gap_is_filled_at_the_next_level_as_well(post: Post) -> None:
    post.people(deputy_leader="Chen Hao")
    number = post.report("fire 2F smoke !III")
    post.at("13:04").do("incident.set_level", number, "II", reason="spreads")
    assert post.show(number).commander.person == "Chen Hao"


def test_nobody_is_pushed_aside_by_a_new_holder(post: Post) -> None:
    post.people(head_safety="Zhou Li")
    number = post.report("fire 2F smoke !III")
    post.people(head_safety="Wang Jun")
    assert post.show(number).commander.person == "Zhou Li"
    assert [found.first for found in post.ask("post.list") if found.post == "head_safety"] == ["Wang Jun"]


def test_the_second_holder_stands_in(post: Post) -> None:
    post.do("person.add", "Wang Jun")
    post.do("post.assign", "head_safety", "Wang Jun", second=True)
    assert post.show(post.report("fire 2F smoke !III")).commander.person == "Wang Jun"
    post.people(head_safety="Zhou Li")
    assert post.show(post.report("fire 3F smoke !III")).commander.person == "Zhou Li"


def test_whose_department_it_is_may_be_said_later(post: Post) -> None:
    """R4.3 IV: the head of the department where it happened; until somebody says which, that is the gap."""
    post.people(head_customer_service="Hu Jingyi")
    number = post.report("customer fell at gate 4, 1 minor !IV")
    gap = post.show(number).commander
    assert (gap.post, gap.person) == ("head_of_incident_department", None)
    done = post.at("13:02").do("incident.describe", number, department="customer_service")
    assert done.remarks == ["In command: Hu Jingyi, Head of customer service"]
    shown = post.show(number)
    assert (shown.commander.post, shown.commander.person, shown.department) == (
        "head_customer_service",
        "Hu Jingyi",
        "customer_service",
    )
    assert post.rows(number, "commander")["commander"][0] == "met"


def test_raising_and_lowering_are_history_with_reasons(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:05").do("incident.set_level", number, "II", reason="the duct burns")
    post.at("13:20").do("incident.set_level", number, "II", reason="keep it, 3F not searched")
    post.at("13:40").do("incident.set_level", number, "IV", reason="out, ventilating")
    steps = [
        (step.value, step.reason, post.local(step.at)) for step in post.show(number).history if step.what == "level"
    ]
    assert steps == [
        ("III", "fire 2F smoke !III", "13:00"),
        ("II", "the duct burns", "13:05"),
        ("II", "keep it, 3F not searched", "13:20"),
        ("IV", "out, ventilating", "13:40"),
    ]
    assert [entry.text for entry in post.log(number)[1:]] == [
        "Level III (yellow) to II (orange): the duct burns",
        "Level II (orange) kept: keep it, 3F not searched",
        "Level II (orange) to IV (blue): out, ventilating",
    ]
    assert post.show(number).level == "IV"


def test_the_decision_keeps_a_picture_of_what_the_desk_knew(post: Post) -> None:
    number = post.report("fire 2F smoke, 2 hurt")
    post.at("13:06").do("incident.set_level", number, "III", reason="open flame")
    picture = json.loads(post.desk.reader("SELECT picture FROM level_decision")[0][0])
    assert (picture["level"], picture["default_level"], picture["grade"]) == ("III", "III", None)
    assert ["III", "injured", "2", "1", "1"] in picture["hits"] and picture["facts"]["injured"] == "2"
    assert {row[1] for row in picture["late"]} >= {"fire.notify.119", "department", "group", "level"}
    assert post.local(picture["as_of"]) == "13:06" and picture["present"]["operator"]
    assert "Lin" not in json.dumps(picture)


def test_a_decision_written_down_late_does_not_overrule_the_later_one(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:20").do("incident.set_level", number, "IV", reason="out")
    done = post.at("13:25").do("incident.set_level", number, "II", reason="it had been II", at=post.time("13:10"))
    assert post.show(number).level == "IV" and done.remarks == ["Level IV (blue) was decided after that and stands"]
    assert [post.local(row.due_at) for row in post.owed(number, "followup")] == ["14:20"]


def test_a_level_is_one_of_four(post: Post) -> None:
    number = post.report("fire 2F smoke")
    for typed in ("V", "5", "red", ""):
        post.refuses("incident.set_level", number, typed, reason="x")
    for typed, level in (("3", "III"), ("!ii", "II"), ("三级", "III"), ("Ⅳ", "IV")):
        post.do("incident.set_level", number, typed, reason="x")
        assert post.show(number).level == level
