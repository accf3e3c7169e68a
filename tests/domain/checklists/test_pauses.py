"""R4.4 Do-confirm lists are gone through at pause points: one at a time, the latest that has come, until a person says that it was done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.story import Post


@pytest.fixture
def fire(post: Post) -> str:
    post.people(head_safety="Zhou Li", head_rescue="Wang Lei")
    return post.report("fire 2F smoke !III")


def due(post: Post, number: str) -> list[str]:
    return [found.code for found in post.ask("list.pauses", incident=number)]


def test_one_pause_point_at_a_time_the_latest_that_has_come(post: Post, fire: str) -> None:
    assert due(post, fire) == []  # in the first two minutes nothing is asked
    assert post.at("13:02") and due(post, fire) == ["level_set"]
    assert post.at("13:10") and due(post, fire) == ["minute_10"]
    post.do("task.done", fire, "fire.res.1")
    left = post.ask("list.pauses")[0].open
    post.do("list.confirm", fire, "minute_10")
    assert post.log(fire)[-1].text.startswith(f"Gone through at the pause point “Ten minutes”; {left} stay open: Sweep every unit")
    assert due(post, fire) == []
    assert post.refuses("list.confirm", fire, "minute_10").what == f"The pause point “Ten minutes” is not due in {fire} now."
    post.at("13:12").do("incident.set_level", fire, "II", reason="spreads")
    assert due(post, fire) == [] and post.at("13:14") and due(post, fire) == ["level_set"]
    post.do("list.confirm", fire, "level_set")
    post.do("log.strike", fire, post.log(fire)[-1].number, reason="nobody answered")
    assert due(post, fire) == ["level_set"]
    assert post.at("13:20") and due(post, fire) == ["minute_20"]  # who took command first took nothing over
    assert post.refuses("list.confirm", fire, "handover").what.startswith("The pause point “Handover” is not due")
    post.do("list.confirm", fire, "minute_10")  # begun at ten minutes, done at twenty: gone through is gone through
    assert due(post, fire) == [] and "“Twenty minutes”" in post.log(fire)[-1].text
    post.do("person.add", "Gu Ping")
    post.at("13:30").do("command.take", fire, reason="relief", who="Gu Ping")
    assert due(post, fire) == ["handover"] and not post.ask("list.pauses")[0].critical
    post.at("13:40").do("incident.control", fire)
    assert due(post, fire) == ["before_stand_down"]
    post.do("incident.end", fire, reason="out", confirmed_by="Zhou Li", override=[f"{one.code}=x" for one in post.show(fire).criteria])
    assert due(post, fire) == []


def steps(post: Post, *words: Any) -> list[str]:
    return [step.id for step in post.ask("list.read", *words).steps if step.state == "open"]


def test_what_is_read_is_what_is_due_in_both_languages_with_who_answers(post: Post, fire: str) -> None:
    found = post.ask("list.read", fire)
    assert (found.list, found.mode, found.zh, found.steps[0].id) == ("first_ten", "read_do", "前十分钟", "fire.first.call_point")
    first = post.ask("list.read", fire, "rescue").steps[0]
    assert (first.who_en, first.who_zh, first.person) == ("Head of the rescue group", "应急救援组组长", "Wang Lei")
    assert first.zh == "派微型消防站两人组扑救，保持对讲" and first.en == "Send a two-person team to attack, radio contact kept"
    post.at("13:11")
    found = post.ask("list.read", fire)
    assert (found.list, found.mode) == ("minute_10", "do_confirm") and all(step.critical for step in found.steps)
    assert [one.code for one in found.lists][:3] == ["minute_10", "first_ten", "rescue"]
    assert len(steps(post, fire, "handover")) > len(steps(post, fire, "minute_10"))
    post.do("card.open", "smoke", incident=fire)
    post.do("task.done", fire, "evacuation.route")
    post.do("card.close", "evacuation")
    post.do("card.open", "smoke", incident=fire)
    assert steps(post, fire, "evacuation")[0] == "evacuation.route~2" and len(steps(post, fire, "evacuation")) == 7


def test_the_blanks_of_a_card_are_filled_later_in_each_language(post: Post) -> None:
    post.do("card.open", "knife")
    post.do("card.fill", "lockdown", place="1F atrium / 一层中庭", hazard="持刀男子 / a man with a knife")
    found = post.ask("card.show", "knife")
    assert "一层中庭有持刀男子" in found.words_zh and "a man with a knife at 1F atrium" in found.words_en and not found.missing
    assert post.log("duty")[-1].text == "Action card Lockdown: Place: 1F atrium / 一层中庭; Hazard: 持刀男子 / a man with a knife"
    assert post.refuses("card.fill", "lockdown", route="gate 4").what == "The words of “Lockdown” have no such blank: Route or exit"
    assert post.refuses("card.fill", "lockdown").what == "Nothing is filled in."
