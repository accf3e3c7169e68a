"""R2.2, R2.3 The card that heads a group's list: who you are, to whom you report, what you hold, for an incident and for none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.story import Post


def card(post: Post, book: str, group: str) -> Any:
    (found,) = post.ask("group.card", book, group)
    return found


@pytest.fixture
def staffed(post: Post) -> Post:
    post.do("person.add", "Zhou Li", phone=["138 0000 0000", "62341"])
    return post.people(head_safety="Zhou Li", head_rescue="Wang Lei", deputy_leader="Chen Hao")


def test_a_card_says_all_in_both_languages(staffed: Post) -> None:
    found = card(staffed, staffed.report("fire 2F smoke !III"), "rescue")
    assert (found.you.post, found.you.zh, found.you.person) == ("head_rescue", "应急救援组组长", "Wang Lei")
    assert (found.report_to.post, found.report_to.person, found.report_to.phones) == ("head_safety", "Zhou Li", ("138 0000 0000", "62341"))
    assert (found.channel.code, found.channel.number) == ("command", None)
    assert ("HOOD-F", "过滤式消防自救呼吸器", "Escape smoke hood") in found.take and len(found.you_hold) == 4
    assert [(part.department, part.en) for part in found.departments][0] == ("safety", "Safety management")
    assert all(part.does_zh and part.does_en and part.duties_zh and part.duties_en for part in found.departments)
    assert found.duties.en.startswith("On-scene rescue") and [step.code for step in found.standby][0] == "rescue.standby.muster"


def test_every_group_has_one_and_says_whether_it_is_called(staffed: Post) -> None:
    number = staffed.report("fire 2F smoke !III")
    assert [(found.group, found.acts, found.waits) for found in staffed.ask("group.card", number)] == [
        ("rescue", True, False), ("logistics", True, False), ("information", True, False), ("investigation", True, True)
    ]  # fmt: skip
    staffed.do("list.send", number, "investigation")
    assert not card(staffed, number, "investigation").waits
    assert [found.acts for found in staffed.ask("group.card", "duty")] == [True] * 4
    assert staffed.ask("group.card", number, "first_ten") == []  # nobody's list has nobody's card


def test_nobody_reports_to_himself_nor_to_an_empty_chair(post: Post) -> None:
    post.people(head_rescue="Wang Lei")
    assert card(post, "duty", "rescue").report_to.post == "head_safety"  # empty, and everybody above as well: the post is named
    post.people(deputy_leader="Chen Hao")
    assert card(post, "duty", "rescue").report_to[:4] == ("deputy_leader", "领导小组副组长", "Deputy leader", "Chen Hao")
    number = post.report("fire 2F smoke !III")
    post.do("command.take", number, reason="first there", who="Wang Lei")
    found = card(post, number, "rescue")
    assert (found.you.person, found.report_to.person) == ("Wang Lei", "Chen Hao")
    assert card(post, number, "logistics").report_to.person == "Wang Lei"


def test_at_level_iv_the_department_works_with_its_own_staff(staffed: Post) -> None:
    number = staffed.report("fire 2F smoke !IV")
    found = card(staffed, number, "rescue")
    assert found.own_staff and found.you.post == "head_of_incident_department" and found.you.en == "head of the department on scene"
    assert found.you_are_zh == "本级由你带本部门的人处置" and not card(staffed, number, "logistics").acts


def test_a_plan_from_before_the_cards_has_none(staffed: Post) -> None:
    plan = staffed.desk.plan
    old = plan._replace(lists={})
    staffed.desk._plans[plan.digest] = old  # noqa: SLF001
    assert staffed.ask("group.card", "duty") == []
