"""R4.4, R3.4 Teams in the danger area are heard every 20 minutes from the start, and at once when the level changes, evacuation is ordered, command
passes or someone is missing; fixed posts, patrol rounds, the generator likewise; one not heard stays one not heard."""

from __future__ import annotations

from typing import Any

import pytest

from commandpost.domain.callout.questions.expected import AWAITED, AWAITED_IN, TOLD
from commandpost.domain.core.unit import Ask
from tests.story import Post

OF_OPEN_ROWS = {"SCAN deadline USING INDEX deadline_next", "SCAN deadline USING INDEX deadline_open"}  # which hold no row that is over


def expect(post: Post, who: str, number: str, **more: Any) -> None:
    post.do("hear.expect", who, for_=number, **more)


def due(post: Post, number: str, kind: str = "roll_call") -> dict[str, str]:
    rows = post.ask("deadline.list", incident=number) if number != "duty" else [r for r in post.ask("deadline.list") if r.incident is None]
    return {row.subject: post.local(row.due_at) for row in rows if row.kind == kind and row.state == "pending"}


@pytest.fixture
def fire(post: Post) -> str:
    post.people(head_safety="Zhou Li")
    number = post.report("fire 2F smoke !III")
    expect(post, "Team 1", number, every=20)
    expect(post, "Team 2", number)
    return number


T1, T2 = "hear from Team 1 (Team in the danger area)", "hear from Team 2 (Team in the danger area)"


def test_every_twenty_minutes_from_the_start(post: Post, fire: str) -> None:
    assert due(post, fire) == {T1: "13:20", T2: "13:20"}
    post.at("13:18").do("hear.answer", "team 1")
    assert due(post, fire) == {T1: "13:38", T2: "13:20"}
    assert post.log(fire)[-1].text == "Team 1 answers: all there"
    shown = post.at("14:05").ask("hear.list")
    assert [(row.who, row.late_s // 60, row.missed) for row in shown] == [("Team 2", 45, 3), ("Team 1", 27, 2)]
    assert due(post, fire) == {T1: "13:38", T2: "13:20"}  # missed rounds are counted, not stacked
    post.do("hear.answer", "Team 2")
    assert due(post, fire) == {T1: "13:38", T2: "14:25"}
    row = post.desk.reader("SELECT policy, owner_post FROM deadline WHERE kind = 'roll_call' LIMIT 1")[0]
    assert row == ("roll_call_unanswered", "head_rescue")


def test_nobody_answers_for_everybody(post: Post, fire: str) -> None:
    for word in ("all", "everybody", "全部"):
        assert post.refuses("hear.answer", word).what == "Nobody answers for everybody."
    post.do("hear.answer", "Team 1")
    assert due(post, fire)[T2] == "13:20"
    row = next(row for row in post.owed(fire) if row.kind == "roll_call")
    assert post.refuses("deadline.meet", row.id, to="x", channel="y", note="z").do == "Do it: commandpost hear answer"


@pytest.mark.parametrize("what", ["level", "evacuation", "command", "missing figure"])
def test_at_once_when_something_turns(post: Post, fire: str, what: str) -> None:
    post.do("person.add", "Gu Ping")
    post.at("13:05")
    if what == "level":
        done = post.do("incident.set_level", fire, "II", reason="spreads")
    elif what == "evacuation":
        done = post.do("log.add", fire, "Evacuate 2F by stairs 1 to 3", kind="order", to="Guard 12")
    elif what == "command":
        done = post.do("command.take", fire, reason="no answer", who="Gu Ping")
    else:
        done = post.do("fact.set", fire, "missing", "2")
    assert [remark for remark in done.remarks if remark.endswith("every team in the danger area is called at once.")]
    assert due(post, fire) == {T1: "13:06", T2: "13:06"}
    assert {row.called for row in post.ask("hear.list")} == {what.split()[0]}
    post.at("13:06:30").do("hear.answer", "Team 1")
    assert due(post, fire) == {T1: "13:26:30", T2: "13:06"}
    assert [(row.who, row.called) for row in post.ask("hear.list")] == [("Team 2", what.split()[0]), ("Team 1", None)]


def test_what_is_late_already_is_not_made_later_by_a_call(post: Post, fire: str) -> None:
    post.at("13:30").do("incident.set_level", fire, "II", reason="spreads")
    assert due(post, fire) == {T1: "13:20", T2: "13:20"}


def test_what_does_not_turn_calls_nobody(post: Post, fire: str) -> None:
    post.at("13:05").do("incident.set_level", fire, "III", reason="kept")
    post.do("log.add", fire, "nobody speaks of evacuation any more")  # a report, no order
    post.do("log.add", fire, "shut the gas", kind="order", to="Guard 3")
    post.do("fact.set", fire, "missing", "0")
    assert due(post, fire) == {T1: "13:20", T2: "13:20"}
    assert post.desk.reader("SELECT count(*) FROM roll_call")[0][0] == 0


def test_somebody_missing_calls_all_others_at_once(post: Post, fire: str) -> None:
    post.at("13:10").do("hear.answer", "Team 1", missing="Li Na, Guard 3")
    assert post.log(fire)[-1].text == "Team 1 answers; missing: Li Na, Guard 3"
    assert due(post, fire) == {T1: "13:30", T2: "13:11"}
    assert [row.missing for row in post.ask("hear.list")] == [None, "Li Na, Guard 3"]
    post.do("hear.answer", "Team 1")
    assert [row.missing for row in post.ask("hear.list") if row.who == "Team 1"] == [None]


def test_a_pause_has_a_reason_and_an_end_and_hides_no_silence(post: Post, fire: str) -> None:
    post.at("13:10").do("hear.pause", "Team 1", until="2026-11-05T13:50+08:00", reason="resting outside")
    assert due(post, fire)[T1] == "13:50"
    assert [(row.paused_until is not None, row.pause_reason) for row in post.ask("hear.list") if row.who == "Team 1"] == [(True, "resting outside")]
    assert post.refuses("hear.pause", "Team 2", until="2026-11-05T13:00+08:00", reason="x").what == "This time has passed already."
    post.at("13:25")
    assert post.refuses("hear.pause", "Team 2", until="2026-11-05T14:00+08:00", reason="x").what == "Team 2 is silent."
    assert post.refuses("hear.pause", "Team 2", until="2026-11-05T14:00+08:00", reason="x", at="2026-11-05T13:15+08:00").what == "Team 2 is silent."
    assert post.refuses("hear.stop", "Team 2", reason="x").what == "Team 2 is silent."
    post.at("13:30").do("incident.set_level", fire, "II", reason="spreads")
    assert due(post, fire)[T1] == "13:31"  # a roll called at once ends the pause
    assert post.refuses("hear.pause", "Team 1", until="2026-11-05T14:30+08:00", reason="x").what.startswith("Team 1 is silent")


def test_no_answer_lies_ahead_of_the_clock_or_before_they_were_expected(post: Post, fire: str) -> None:
    assert post.refuses("hear.answer", "Team 1", at="2026-11-05T13:01+08:00").what == "Nobody was heard yet at that time."
    assert post.refuses("hear.answer", "Team 1", at="2026-11-05T12:00+08:00").what == "Team 1 was not expected yet at that time."
    post.at("13:30").do("hear.answer", "Team 1", at="2026-11-05T13:15+08:00")  # written down late
    assert due(post, fire)[T1] == "13:35"


def test_a_struck_answer_was_never_heard(post: Post, fire: str) -> None:
    entry = post.at("13:10").do("hear.answer", "Team 1").ref
    post.do("log.strike", fire, entry, reason="that was team 2")
    assert due(post, fire) == {T1: "13:20", T2: "13:20"}
    post.do("log.strike", fire, "2", reason="team 1 never went in")
    assert due(post, fire) == {T2: "13:20"} and [row.who for row in post.ask("hear.list")] == ["Team 2"]


def test_the_end_lets_go_of_those_who_were_heard_and_keeps_the_silent(post: Post, fire: str) -> None:
    post.do("incident.control", fire)
    post.at("13:25").do("hear.answer", "Team 1")
    criteria = [criterion.code for criterion in post.show(fire).criteria]
    post.at("13:30").do("incident.end", fire, reason="out", confirmed_by="Chen Hao", met=criteria)
    assert due(post, fire) == {T2: "13:20"}
    assert [row.who for row in post.ask("hear.list")] == ["Team 2"]
    post.do("hear.answer", "Team 2")
    assert due(post, fire) == {} and post.ask("hear.list") == []


def test_nothing_more_is_asked_of_those_who_are_let_go(post: Post, fire: str) -> None:
    """A desk has known far more of them than it still waits for: what was heard of them is read, and no word."""

    def asked() -> int:
        statements: list[str] = []
        post.desk.reader.connection.set_trace_callback(statements.append)
        assert [row.who for row in post.ask("hear.list")] == ["Team 1", "Team 2"]
        post.desk.reader.connection.set_trace_callback(None)
        return len(statements)

    before = asked()
    for who in ("Team 3", "Team 4"):
        expect(post, who, fire)
        post.do("hear.stop", who, reason="relieved")
    assert asked() - before <= 2 * 2


def test_a_merge_carries_the_teams_and_parting_takes_them_back(post: Post, fire: str) -> None:
    other = post.report("smoke 3F !III")
    post.do("incident.merge", fire, other, reason="one fire")
    assert due(post, other) == {T1: "13:20", T2: "13:20"} and due(post, fire) == due(post, other)
    assert {row.incident for row in post.ask("hear.list")} == {other}
    post.at("13:10").do("hear.answer", "Team 1")
    assert post.log(other)[-1].text == "Team 1 answers: all there"
    post.do("incident.unmerge", fire, reason="two fires")
    assert due(post, fire) == {T1: "13:30", T2: "13:20"} and due(post, other) == {}


def test_posts_rounds_and_the_generator_of_a_quiet_day(post: Post) -> None:
    expect(post, "Gate 4", "duty")
    expect(post, "Round west", "duty", kind="patrol")
    expect(post, "Generator B1", "duty", kind="generator", every=30)
    expect(post, "The watch", "duty", kind="watch")
    found = {(row.kind, post.local(row.due_at), row.who) for row in post.ask("hear.list")}
    assert found == {("fixed_post", "14:00", "Gate 4"),
        ("patrol", "15:00", "Round west"), ("generator", "13:30", "Generator B1"), ("watch", "14:00", "The watch")}
    kinds = dict(post.desk.reader("SELECT kind, policy FROM deadline WHERE incident_id IS NULL"))
    assert kinds == dict.fromkeys(("fixed_post", "patrol", "generator", "watch_self"), "patrol_silent")
    post.at("21:00").do("hear.answer", "Round west")
    assert due(post, "duty", "patrol") == {"hear from Round west (Patrol round)": "11-06 12:00"}  # after closing nobody goes round
    post.do("hear.stop", "Round west", reason="the hall is shut")
    assert due(post, "duty", "patrol") == {}
    assert post.refuses("hear.answer", "Round west").what == "Nobody expects to hear from “Round west”."


def test_the_same_team_in_two_incidents_is_named_with_its_incident(post: Post, fire: str) -> None:
    other = post.report("smoke 3F !III")
    expect(post, "Team 1", other)
    assert post.refuses("hear.answer", "Team 1").do == "Name the incident or the duty log with --for."
    post.at("13:05").do("hear.answer", "Team 1", for_=other)
    assert due(post, fire)[T1] == "13:20" and due(post, other)[T1] == "13:25"
    assert post.refuses("hear.expect", "Team 1", for_=other).what == "Team 1 is expected to be heard already."


def test_the_law_takes_a_name_out_of_what_is_due(post: Post, fire: str) -> None:
    expect(post, "Ms Dong's group", fire)
    post.do("log.redact", fire, post.log(fire)[-1].number, basis="asked")
    assert "Dong" not in str(post.ask("hear.list")) + str(post.ask("deadline.list"))


def test_in_chinese(zh_post: Post) -> None:
    number = zh_post.report("火灾 2F 冒烟 !III")
    expect(zh_post, "搜救一组", number)
    assert list(due(zh_post, number)) == ["等搜救一组回话（危险区内的队伍）"]
    zh_post.do("hear.answer", "搜救一组", missing="李娜")
    assert zh_post.log(number)[-1].text == "搜救一组回话；失联：李娜"


def test_the_list_of_who_is_to_be_heard_walks_nobody_who_was_let_go(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk has let go of far more people than it waits for: what is asked of the file does not grow with them."""
    statements: list[str] = []
    real = Ask.__call__
    monkeypatch.setattr(Ask, "__call__", lambda self, sql, params=(): statements.append(sql) or real(self, sql, params))

    def asked(**of: str) -> tuple[list[str], int]:
        statements.clear()
        return [row.who for row in post.ask("hear.list", **of)], len(statements)

    number, other = post.report("fire 2F smoke !III"), post.report("fire 3F smoke !III")
    expect(post, "Team 1", number)
    expect(post, "Gate 4", "duty", every=30, kind="fixed_post")
    before = [asked(), asked(for_=number), asked(for_="duty")]
    for turn in range(2, 8):
        for where in (other, number):
            expect(post, f"Team {turn}", where)
            post.do("hear.stop", f"Team {turn}", reason="back")
    assert [asked(), asked(for_=number), asked(for_="duty")] == before
    assert [who for who, _ in before] == [["Team 1", "Gate 4"], ["Team 1"], ["Gate 4"]]
    for which, values in ((AWAITED, ()), (AWAITED_IN, ("x",))):
        plan = post.desk.reader("EXPLAIN QUERY PLAN " + TOLD.format(which=which), values)
        assert {row[3] for row in plan if row[3].startswith("SCAN")} <= OF_OPEN_ROWS, plan
