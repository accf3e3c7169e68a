"""R4.3 Command passes by offer and acceptance: a level proposes whom the regulation names, until accepted the one before holds it, an unanswered
offer is owed; whoever takes it over says why."""

from __future__ import annotations

import pytest

from tests.story import Post


@pytest.fixture
def fire(post: Post) -> str:
    post.people(head_safety="Zhou Li", deputy_leader="Chen Hao", leader="Gu Ping")
    return post.report("fire 2F smoke !III")


def held(post: Post, number: str) -> tuple[str | None, str | None, str]:
    commander = post.show(number).commander
    return commander.post, commander.person, post.local(commander.since)


def test_a_level_proposes_until_accepted_the_one_before_holds_it(post: Post, fire: str) -> None:
    done = post.at("13:10").do("incident.set_level", fire, "II", reason="the duct burns")
    assert done.remarks == ["Proposed for command: Deputy leader; Zhou Li holds it until it is handed over", "New on the lists: 1"]
    assert held(post, fire) == ("head_safety", "Zhou Li", "13:00")
    (row,) = post.owed(fire, "command_offer")
    assert (post.local(row.due_at), row.to, row.subject) == ("13:15", ("deputy_leader",), "offer of command to be answered")
    assert post.show(fire).offer.post == "deputy_leader"
    post.at("13:12").do("incident.set_level", fire, "II", reason="kept")
    assert [post.local(one.due_at) for one in post.owed(fire, "command_offer")] == ["13:15"]  # the same offer begins no new time
    post.at("13:14").do("command.accept", fire, who="Chen Hao")
    assert held(post, fire) == ("deputy_leader", "Chen Hao", "13:14")
    assert post.owed(fire, "command_offer") == [] and post.show(fire).offer is None
    assert post.log(fire)[-1].text == "Command passes from Zhou Li (Head of safety management) to Chen Hao (Deputy leader), who accepts it"


def test_an_unanswered_offer_is_late(post: Post, fire: str) -> None:
    post.at("13:10").do("command.offer", fire, "Gu Ping")
    (row,) = post.at("13:21").owed(fire, "command_offer")
    assert (row.late_s, row.to_names) == (60, "Leader of the leading group")
    assert held(post, fire)[1] == "Zhou Li"
    assert post.refuses("command.offer", fire, "Gu Ping").what == "Command is offered to Gu Ping already, and not answered yet."
    assert post.refuses("command.accept", fire, who="Chen Hao").what.startswith("Command was offered to Gu Ping (Leader of the leading group)")
    assert post.refuses("command.accept", fire).clause == "R4.3"


def test_declined_the_one_before_goes_on(post: Post, fire: str) -> None:
    post.do("command.offer", fire, "deputy_leader")
    done = post.do("command.decline", fire, reason="I am in the lift shaft", who="Chen Hao")
    assert done.remarks == ["Zhou Li (Head of safety management) goes on holding command; offer it to another if need be"]
    assert post.owed(fire, "command_offer") == [] and held(post, fire)[1] == "Zhou Li"
    assert post.refuses("command.accept", fire, who="Chen Hao").what == "Command is offered to nobody now."


def test_taken_over_with_a_reason(post: Post, fire: str) -> None:
    post.do("command.offer", fire, "deputy_leader")
    post.at("13:08").do("command.take", fire, reason="Zhou Li does not answer", who="Gu Ping")
    assert held(post, fire) == ("leader", "Gu Ping", "13:08")
    said = "Gu Ping (Leader of the leading group) takes command over from Zhou Li (Head of safety management): Zhou Li does not answer"
    assert post.log(fire)[-1].text == said
    assert post.owed(fire, "command_offer") == []
    steps = [(step.what, step.value, step.by, step.reason) for step in post.show(fire).history if step.what.startswith("command")]
    assert steps[-1] == ("command taken", "leader", "Gu Ping", "Zhou Li does not answer")
    assert post.refuses("command.take", fire, reason="x", who="Gu Ping").clause == "R4.3"


def test_a_vacant_post_answers_nothing_until_somebody_is_given_it(post: Post) -> None:
    post.people(head_safety="Zhou Li")
    number = post.report("fire 2F smoke !III")
    post.do("incident.set_level", number, "II", reason="spreads")
    post.do("person.add", "Chen Hao")
    assert post.refuses("command.accept", number, who="Chen Hao").clause == "R4.3"
    post.people(deputy_leader="Chen Hao")
    assert held(post, number)[1] == "Zhou Li"
    post.do("command.accept", number, who="Chen Hao")
    assert held(post, number)[:2] == ("deputy_leader", "Chen Hao")


def test_a_person_without_a_post_commands_as_a_person(post: Post) -> None:
    number = post.report("fire 2F smoke")
    post.do("person.add", "Ma Rui")
    post.do("command.take", number, reason="first on scene", who="Ma Rui")
    assert held(post, number)[:2] == (None, "Ma Rui")
    assert post.ask("board").rows[0].commander == "Ma Rui"
    post.people(head_safety="Zhou Li")
    post.do("incident.set_level", number, "III", reason="open flame")
    assert held(post, number)[1] == "Ma Rui" and post.show(number).offer.post == "head_safety"


def test_lowered_again_what_the_higher_level_proposed_is_over(post: Post, fire: str) -> None:
    post.do("incident.set_level", fire, "II", reason="spreads")
    post.at("13:02").do("incident.set_level", fire, "III", reason="it does not")
    assert post.owed(fire, "command_offer") == [] and post.show(fire).offer is None and held(post, fire)[1] == "Zhou Li"


def test_whom_the_level_names_and_who_decides_it_has_accepted_with_his_own_word(post: Post, fire: str) -> None:
    done = post.at("13:05").do("incident.set_level", fire, "II", reason="raised, I command", who="Chen Hao")
    assert done.remarks == ["In command: Chen Hao, Deputy leader", "New on the lists: 1"]
    assert held(post, fire) == ("deputy_leader", "Chen Hao", "13:05") and post.owed(fire, "command_offer") == []


def test_command_is_told_in_the_order_in_which_it_passed(post: Post, fire: str) -> None:
    post.at("13:10").do("command.take", fire, reason="x", who="Gu Ping")
    refused = post.refuses("command.take", fire, reason="y", who="Chen Hao", at="2026-11-05T13:05+08:00")
    assert refused.what == "This step cannot lie before the one it follows, at 2026-11-05 13:10:00."


def test_when_it_has_ended_nobody_passes_command(post: Post, fire: str) -> None:
    post.do("command.offer", fire, "Gu Ping")
    post.do("incident.control", fire)
    criteria = [criterion.code for criterion in post.show(fire).criteria]
    post.at("13:30").do("incident.end", fire, reason="out", confirmed_by="Chen Hao", met=criteria)
    assert post.owed(fire, "command_offer") == []
    for verb, more in (("offer", ("deputy_leader",)), ("accept", ()), ("take", ())):
        words = {"reason": "x"} if verb == "take" else {}
        assert post.refuses(f"command.{verb}", fire, *more, who="Chen Hao", **words).what == "The incident has ended."
