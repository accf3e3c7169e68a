"""R6.2, R2.2 Who is in the team and who holds which post; who acts is always somebody the desk can name."""

from __future__ import annotations

from tests.story import Post


def test_who_acts_is_named_and_a_stranger_is_refused(post: Post) -> None:
    refusal = post.refuses("log.add", "duty", "x", who="Nobody")
    assert "Nobody" in refusal.what and "person add" in refusal.do
    post.do("person.add", "Xu Nuoyan")
    post.do("log.add", "duty", "rain", who="Xu Nuoyan")
    assert (post.log()[0].author, post.log()[0].by) == ("Xu Nuoyan", "Xu Nuoyan")


def test_the_operator_may_change(post: Post) -> None:
    post.do("operator.take", "Gao Tianyou")
    assert post.desk.site.operator_name == "Gao Tianyou"
    post.do("log.add", "duty", "taken over")
    assert post.log()[0].author == "Gao Tianyou"
    post.do("operator.take", "Lin Wei")
    assert len(post.ask("person.list")) == 2  # nobody twice


def test_two_people_do_not_bear_one_name(post: Post) -> None:
    post.do("person.add", " Zhou Li ")
    assert [person.name for person in post.ask("person.list")] == ["Lin Wei", "Zhou Li"]
    assert "Zhou Li" in post.refuses("person.add", "Zhou Li").what
    post.do("post.assign", "head_safety", "Zhou Li")
    post.refuses("person.add", "two\nlines")
    post.refuses("person.add", "  ")


def test_telephones_in_the_order_in_which_to_call_them(post: Post) -> None:
    post.do("person.add", "Zhou Li", phone=["138 0000 0001", "0574 0000"])
    assert [person for person in post.ask("person.list") if person.name == "Zhou Li"][0].phones == (
        "138 0000 0001",
        "0574 0000",
    )


def test_an_empty_post_is_a_gap(post: Post) -> None:
    post.people(head_safety="Zhou Li")
    found = {row.post: row for row in post.ask("post.list")}
    assert (found["head_safety"].first, found["head_safety"].vacant) == ("Zhou Li", False)
    assert found["head_investigation"].vacant and found["head_investigation"].first is None
    assert found["head_safety"].name == "Head of safety management"


def test_a_post_goes_by_its_code_or_its_name(post: Post) -> None:
    post.do("person.add", "Zhou Li")
    for typed in ("head_safety", "Head of safety management", "安全管理部门负责人"):
        assert post.do("post.assign", typed, "Zhou Li").ref == "head_safety"
    assert "head_safety" in post.refuses("post.assign", "captain", "Zhou Li").do


def test_holding_is_from_a_moment_on(post: Post) -> None:
    post.people(head_safety="Zhou Li")
    post.do("person.add", "Wang Jun")
    post.at("14:00").do("post.assign", "head_safety", "Wang Jun")
    number = post.do("incident.report", "fire 2F !III", at=post.time("13:30")).ref
    assert post.show(number).commander.person == "Zhou Li"
