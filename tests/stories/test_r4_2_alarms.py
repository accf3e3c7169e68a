"""R4.2 Nothing is late unseen: every case of an escalation, with a clock that is moved forward; an alarm that nobody expected fails the story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder
from tests.story import Post
from tests.watch.desk_watch import Recorder, Watched

PEOPLE = {
    "duty_officer": "Lin Wei", "head_security": "Gao Jun", "head_safety": "Zhou Li", "head_information": "Sun Mei",
    "deputy_leader": "Chen Hao", "leader": "Wang Jun",
}  # fmt: skip


def policy(post: Post, **changes: object) -> None:
    """Adopt our plan with the policy of follow-up reports changed: steps, repeat, then."""
    parts = json.loads(canonical(read_folder(our_pack_dir())))
    found = next(one for one in parts["policies"]["policies"] if one["code"] == "followup")
    found.update({"lead_min": 0, "levels": {}} | changes)
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    post.do("plan.adopt", digest(text), content=text)


def step(after: int, *to: str, everyone: bool = False) -> dict[str, object]:
    return {"after_min": after, "to": list(to), "channels": ["screen", "desktop"], "everyone": everyone}


def desk(post: Post, *channels: Recorder, people: dict[str, str] = PEOPLE, **changes: object) -> tuple[Watched, str]:
    """A desk with one incident whose follow-up report alone is owed: due at 13:30."""
    post.people(**people)
    if changes:
        policy(post, **changes)
    number = alone(post, post.report("fire 2F smoke !III"))
    return Watched(post, channels), number


def alone(post: Post, number: str) -> str:
    """Answer everything an incident owes but its follow-up report."""
    for state in ("pending", "raised"):
        for row in post.owed(number, state=state):
            if row.kind != "followup":
                post.do("deadline.acknowledge", row.id)
    return number


def report_due(post: Post, number: str) -> str:
    (row,) = [row for row in post.ask("deadline.list", incident=number) if row.kind == "followup" and row.state in ("pending", "raised", "acknowledged")]
    return row.id


HALF_HOUR = {"steps": [step(0, "duty_officer"), step(30, "head_safety"), step(60, "deputy_leader")], "repeat": None, "then": ["leader"]}


@pytest.mark.heavy
def test_steps_of_thirty_and_sixty_minutes(post: Post) -> None:
    """The first is told at once, the second at thirty, the third at sixty; then that nobody answered."""
    watched, number = desk(post, **HALF_HOUR)
    watched.forward(minutes=29, seconds=59).expect()
    watched.forward(seconds=1).expect(("13:30", "followup", 1, "Lin Wei"))
    watched.forward(minutes=30).expect(("14:00", "followup", 2, "Zhou Li"))
    watched.forward(minutes=30).expect(("14:30", "followup", 3, "Chen Hao"))
    watched.forward(minutes=30).expect(("15:00", "followup", 4, "Wang Jun"))
    watched.forward(hours=10).expect()
    assert post.log(number)[-1].text == "nobody answered: follow-up no. 1 → Leader of the leading group"


def test_an_answer_stops_the_steps_and_not_the_deadline(post: Post) -> None:
    watched, number = desk(post, **HALF_HOUR)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    done = post.do("deadline.acknowledge", report_due(post, number), note="on it, lift firm called", who="Zhou Li")
    watched.forward(hours=5).expect()
    (row,) = [row for row in post.ask("deadline.list") if row.kind == "followup"]
    assert (row.state, row.late_s > 0) == ("acknowledged", True)
    entry = post.log(number)[-1]
    assert (entry.text, entry.by) == ("follow-up no. 1: acknowledged: on it, lift firm called", "Zhou Li")
    assert done.ref == f"#{entry.number}"
    said = [(alarm.state, alarm.acknowledged_by, post.local(alarm.acknowledged_at), alarm.note) for alarm in post.ask("alert.list")]
    assert said == [("acknowledged", "Zhou Li", "13:31", "on it, lift firm called")] * 2


def test_what_was_answered_and_comes_back_is_told(post: Post) -> None:
    """A level put right at the same moment moves the report away and back: it is owed once more, and nobody has answered that."""
    watched, number = desk(post, **HALF_HOUR)
    row = report_due(post, number)
    post.do("deadline.acknowledge", row)
    post.do("incident.set_level", number, "IV", reason="smaller than it looked")
    moved = report_due(post, number)
    post.do("incident.set_level", number, "III", reason="it was right")
    assert moved != row == report_due(post, number) and post.owed(number, "followup", "pending")
    alone(post, number)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    post.do("deadline.acknowledge", row)
    watched.forward(hours=3).expect()


def test_meeting_it_ends_everything(post: Post) -> None:
    """The next round is a new row, with steps of its own."""
    watched, number = desk(post, **HALF_HOUR)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    post.do("deadline.meet", report_due(post, number), to="Chen Hao", channel="phone", note="told")
    watched.forward(minutes=29).expect()
    watched.forward(minutes=1).expect(("14:01", "followup", 1, "Lin Wei"))


@pytest.mark.heavy
def test_the_end_cancels_everything_that_is_pending(post: Post) -> None:
    """Closed while an escalation runs, and with a message that has failed and one that was not sent: nothing more is told or sent of it."""
    phone = Recorder("desktop")
    phone.fails = "hung"
    watched, number = desk(post, phone, **HALF_HOUR)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    post.do("incident.control", number)
    criteria = [criterion.code for criterion in post.show(number).criteria]
    post.do("incident.end", number, reason="out", confirmed_by="Chen Hao", met=criteria)
    assert post.owed(number, "followup", "raised") == []
    for row in post.owed(number):
        post.do("deadline.acknowledge", row.id)
    sent = len(phone.messages)
    watched.channels.append(screen := Recorder("screen"))
    watched.watch = watched.another()  # a desk that comes later shows nothing of what is over
    watched.forward(hours=12).expect()
    assert (len(phone.messages), screen.messages) == (sent, [])


def test_everyone_must_answer(post: Post) -> None:
    """One person's answer does not silence the others; who answered gets no more; a second answer is kept, not refused."""
    both = {"steps": [step(0, "duty_officer", "head_safety", everyone=True)], "repeat": {"every_min": 10, "times": 3}, "then": ["leader"]}
    watched, number = desk(post, **both)
    watched.forward(minutes=30).expect(("13:30", "followup", 1, "Lin Wei"), ("13:30", "followup", 1, "Zhou Li"))
    row = report_due(post, number)
    post.do("deadline.acknowledge", row, who="Lin Wei")
    post.do("deadline.acknowledge", row, who="Lin Wei")
    watched.forward(minutes=10).expect(("13:40", "followup", 1, "Zhou Li"))
    assert post.owed(number, "followup", "raised")
    post.do("deadline.acknowledge", row, who="Zhou Li")
    assert post.owed(number, "followup", "acknowledged")
    watched.forward(hours=3).expect()
    assert post.desk.reader("SELECT count(*) FROM acknowledgement WHERE deadline_id = ?", (row,)) == [(3,)]


def test_a_new_cycle_tells_who_answered_before(post: Post) -> None:
    watched, number = desk(post, steps=[step(0, "duty_officer"), step(30, "duty_officer", "head_safety")], repeat=None, then=["leader"])
    watched.forward(minutes=30).expect(("13:30", "followup", 1, "Lin Wei"))
    row = report_due(post, number)
    post.do("deadline.acknowledge", row, who="Lin Wei")
    watched.forward(minutes=5).expect()
    post.do("deadline.escalate", row, reason="he went home")
    watched.expect(("13:35", "followup", 2, "Lin Wei"), ("13:35", "followup", 2, "Zhou Li"))
    watched.forward(minutes=30).expect(("14:05", "followup", 3, "Wang Jun"))


def test_escalate_now_starts_the_next_step_at_once(post: Post) -> None:
    watched, number = desk(post, **HALF_HOUR)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    done = post.do("deadline.escalate", report_due(post, number), reason="smoke again")
    watched.expect(("13:31", "followup", 2, "Zhou Li"))
    assert post.log(number)[-1].text == "follow-up no. 1: escalated: smoke again" and done.ref == f"#{post.log(number)[-1].number}"
    watched.forward(minutes=30).expect(("14:01", "followup", 3, "Chen Hao"))


def test_overlapping_cycles_to_one_person_are_one_message(post: Post) -> None:
    bell = Recorder("desktop")
    watched, number = desk(post, bell, steps=[step(0, "duty_officer"), step(5, "duty_officer")], repeat=None, then=["leader"])
    watched.forward(minutes=30)
    row = report_due(post, number)
    post.forward(seconds=20).do("deadline.escalate", row, reason="now")
    watched.beat()
    watched.expect(("13:30", "followup", 1, "Lin Wei"), ("13:30:20", "followup", 2, "Lin Wei"))
    assert len({message.id for message in bell.messages}) == 1 and len(bell.messages) == 1
    watched.forward(minutes=1)
    assert [(message.alarms, len({one.id for one in bell.messages})) for message in bell.messages] == [(1, 1), (2, 1)]


def test_three_repeats_then_it_says_so(post: Post) -> None:
    watched, number = desk(post, steps=[step(0, "duty_officer")], repeat={"every_min": 10, "times": 3}, then=["leader"])
    watched.forward(minutes=30 + 10 * 9).expect(
        ("13:30", "followup", 1, "Lin Wei"), ("13:40", "followup", 1, "Lin Wei"), ("13:50", "followup", 1, "Lin Wei"),
        ("14:00", "followup", 1, "Lin Wei"), ("14:10", "followup", 2, "Wang Jun"),
    )  # fmt: skip
    assert post.log(number)[-1].text == "nobody answered: follow-up no. 1 → Leader of the leading group"


def test_a_vacant_post_is_passed_over_and_the_next_told_at_once(post: Post) -> None:
    people = {post_: name for post_, name in PEOPLE.items() if post_ != "duty_officer"}
    watched, _ = desk(post, people=people, **HALF_HOUR)
    watched.forward(minutes=30).expect(("13:30", "followup", 2, "Zhou Li"), nobody=[("13:30", "followup", 1, "duty_officer")])
    rows = [(alarm.step, alarm.told.post, alarm.told.person, alarm.state) for alarm in post.ask("alert.list") if alarm.told.channel == "screen"]
    assert rows == [(1, "duty_officer", None, "nobody"), (2, "head_safety", "Zhou Li", "raised")]
    watched.forward(minutes=30).expect(("14:00", "followup", 3, "Chen Hao"))


def test_a_desk_without_holders_tells_by_post_in_time(post: Post) -> None:
    """Where nobody holds any post there is nobody to pass on to: each step stands at its time, and says which post to find."""
    watched, _ = desk(post, people={}, **HALF_HOUR)
    watched.forward(minutes=90).expect(
        ("13:30", "followup", 1, "duty_officer"), ("14:00", "followup", 2, "head_safety"), ("14:30", "followup", 3, "deputy_leader")
    )


def test_a_gap_in_the_steps_is_survived(post: Post) -> None:
    """A plan adopted since with fewer steps, or a level whose list is shorter: what lies beyond is the last step."""
    from commandpost.domain.alarms.rules.pace import Pace, following
    from commandpost.plan.records import Repeat

    short = Pace((0, 5), Repeat(10, 2), True)
    assert [following(short, 7, 0), following(short, 3, 0), following(short, 2, 9)] == [None, None, (3, 0, 10)]
    watched, number = desk(post, **HALF_HOUR)
    watched.forward(minutes=90).expect(("13:30", "followup", 1, "Lin Wei"), ("14:00", "followup", 2, "Zhou Li"), ("14:30", "followup", 3, "Chen Hao"))
    policy(post, steps=[step(0, "duty_officer")], repeat=None, then=["leader"])
    alone(post, post.report("fire 3F smoke !III"))  # of the new plan; the old incident keeps its own
    watched.forward(minutes=35).expect(("15:00", "followup", 4, "Wang Jun"), ("15:00", "followup", 1, "Lin Wei"), ("15:05", "followup", 2, "Wang Jun"))


def test_in_maintenance_nothing_is_sent_and_leaving_sends_step_one(post: Post) -> None:
    screen = Recorder("screen", "desktop")
    watched, number = desk(post, screen, **HALF_HOUR)
    watched.forward(minutes=30).expect(("13:30", "followup", 1, "Lin Wei"))
    post.do("watch.maintenance", until=post.time("14:10"), reason="the server room is being cleaned")
    sent = len(screen.messages)
    watched.forward(minutes=35).expect()
    refusal = post.refuses("deadline.escalate", report_due(post, number), reason="now")
    assert refusal.what == "Alarms are off until 2026-11-05 14:10 (the server room is being cleaned): nothing is sent." and refusal.clause == "R4.2"
    state = post.ask("alert.waiting")
    assert (post.local(state.maintenance_until), state.maintenance_reason) == ("14:10", "the server room is being cleaned")
    assert len(screen.messages) == sent
    watched.forward(minutes=5).expect(("14:10", "followup", 1, "Lin Wei"))
    watched.forward(minutes=30).expect(("14:40", "followup", 2, "Zhou Li"))


def test_what_was_not_told_before_maintenance_waits_for_its_end(post: Post) -> None:
    """It fell due, nobody watched, and then alarms were switched off: nothing is sent before they are on again."""
    watched, _ = desk(post, **HALF_HOUR)
    post.at("13:31").do("watch.maintenance", until=post.time("14:00"), reason="new cable")
    watched.forward(minutes=28).expect().breaks(("unwatched", 0))
    watched.forward(minutes=1).expect(("14:00", "followup", 1, "Lin Wei"))


def test_maintenance_ends_by_hand_and_what_began_in_it_comes_then(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    post.at("13:20").do("watch.maintenance", until=post.time("18:00"), reason="new cable")
    watched.forward(minutes=25).expect().breaks(("unwatched", 0))
    post.do("watch.maintenance", off=True)
    watched.forward(minutes=1).expect(("13:45", "followup", 1, "Lin Wei"))
    assert post.ask("alert.waiting").maintenance_until is None


@pytest.mark.heavy
def test_what_is_held_is_quiet_until_the_hold_ends(post: Post) -> None:
    """A hold moves what is not late yet behind its end, and its own end is told; taken back, what is owed goes on with the minutes it had left."""
    watched, number = desk(post, **HALF_HOUR)
    watched.forward(minutes=10)
    post.do("incident.hold", number, until=post.time("15:00"), reason="the owner is on his way")
    watched.forward(minutes=109, seconds=59).expect()
    watched.forward(seconds=1).expect(("15:00", "hold", 1, "Zhou Li"), ("15:00", "hold", 1, "Lin Wei"))
    post.do("incident.resume", number)
    alone(post, number)
    watched.forward(minutes=30).expect(("15:20", "followup", 1, "Lin Wei"))


def test_many_alarms_to_one_person_are_bundled(post: Post) -> None:
    phone = Recorder("desktop")
    post.people(**PEOPLE)
    policy(post, **HALF_HOUR)
    for _ in range(7):
        alone(post, post.report("fire 2F smoke !III"))
    watched = Watched(post, [phone]).forward(minutes=30).expect(*[("13:30", "followup", 1, "Lin Wei")] * 7)
    assert len(phone.messages) == 1
    message = phone.messages[0]
    assert (message.alarms, message.lines[0], len(message.lines)) == (7, "7 alarms at once, the oldest first:", 6)
    watched.forward(minutes=5)
    assert len(phone.messages) == 1


def test_two_alarms_in_one_minute_are_one_message_and_neither_is_lost(post: Post) -> None:
    phone = Recorder("desktop")
    post.people(**PEOPLE)
    policy(post, **HALF_HOUR)
    for _ in range(2):
        alone(post, post.report("fire 2F smoke !III"))
        post.forward(seconds=30)
    Watched(post, [phone]).forward(minutes=40).expect(("13:30", "followup", 1, "Lin Wei"), ("13:30:30", "followup", 1, "Lin Wei"))
    assert [(post.local(post.time("13:30")), one.alarms) for one in phone.messages] == [("13:30", 1), ("13:30", 2)]
    assert len({one.id for one in phone.messages}) == 1


def test_a_lead_comes_before_the_due_time_and_is_not_late(post: Post) -> None:
    """Five minutes before; of a short time at most half of it; late only from the due time on."""
    watched, _ = desk(post, lead_min=5, steps=[step(0, "duty_officer")], repeat=None, then=["leader"])
    watched.forward(minutes=25)
    (alarm,) = [alarm for alarm in watched.new() if alarm.told.channel == "screen"]
    assert (post.local(alarm.raised_at), post.local(alarm.due_at), alarm.late_s) == ("13:25", "13:30", 0)


def test_the_level_sets_the_pace(post: Post) -> None:
    watched, number = desk(post, steps=[step(0, "duty_officer"), step(30, "head_safety")], levels={"I": {"after_min": [0, 3]}}, repeat=None, then=["leader"])
    watched.forward(minutes=30).expect(("13:30", "followup", 1, "Lin Wei"))
    post.forward(minutes=2).do("incident.set_level", number, "I", reason="a death")
    alone(post, number)
    watched.forward(minutes=1).expect().breaks(("unwatched", 0))  # the level moved the report: it is due anew, 15 minutes after
    watched.forward(minutes=18).expect(("13:47", "followup", 1, "Lin Wei"), ("13:50", "followup", 2, "Zhou Li"))


def test_what_is_struck_comes_back_as_a_new_cycle(post: Post) -> None:
    """A report that was struck was never sent: the row is open again, and its steps begin anew."""
    watched, number = desk(post, **HALF_HOUR)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    post.do("deadline.meet", report_due(post, number), to="Chen Hao", channel="phone", note="told")
    entry = post.log(number)[-1].number
    post.forward(minutes=1).do("log.strike", number, entry, reason="it was another incident's")
    watched.forward(minutes=1).expect(("13:32", "followup", 1, "Lin Wei"))


def test_nobodys_name_is_in_a_message(post: Post) -> None:
    phone = Recorder("desktop", "screen", "bell", "call")
    post.people(**PEOPLE)
    number = post.report("Mrs Pemberton hurt at the stall of Rosalind, 1 serious !III", by="Ottoline")
    post.do("log.add", number, "she sits behind Barnaby's shop", place="behind Barnaby's shop")
    post.do("incident.describe", number, scope="the kiosk of Ermintrude")
    assert len(Watched(post, [phone]).forward(hours=3).told()) > 20
    words = " ".join(line for message in phone.messages for line in (message.title, *message.lines))
    names = ("Pemberton", "Rosalind", "Ottoline", "Barnaby", "Ermintrude", *PEOPLE.values())
    assert number in words and [name for name in names if name in words] == []


def test_a_drill_says_so(post: Post) -> None:
    phone = Recorder("desktop")
    post.do("drill.start", reason="autumn")
    desk(post, phone, **HALF_HOUR)[0].forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    assert phone.messages and all(line.startswith("演练 EXERCISE · ") for message in phone.messages for line in message.lines)


def test_the_fate_of_every_message_is_kept(post: Post) -> None:
    phone = Recorder("desktop")
    phone.fails = "hung"
    watched, number = desk(post, phone, **HALF_HOUR)
    watched.forward(minutes=30).expect(("13:30", "followup", 1, "Lin Wei"))
    states = {alarm.told.channel: alarm.state for alarm in post.ask("alert.list")}
    assert states == {"screen": "raised", "desktop": "failed"}
    fates = post.desk.reader("SELECT via, fate, why FROM delivery WHERE channel = 'desktop' ORDER BY rowid")
    assert fates == [("watch", "taken", None), ("recorder", "failed", "hung")]
    screen = Recorder("screen", name="toast")
    watched.watch = watched.another(screen)
    watched.beat()
    row = post.ask("alert.waiting").rows[0]
    post.do("alert.seen", messages=[(*message, 1) for message in row.messages])
    assert {alarm.told.channel: alarm.state for alarm in post.ask("alert.list")} == {"screen": "seen", "desktop": "seen"}
    assert post.do("alert.seen", messages=[(*message, 1) for message in row.messages]).again


def test_a_channel_that_nobody_has_fails_and_says_so(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    assert post.desk.reader("SELECT channel, fate, why FROM delivery") == [("desktop", "failed", "no_channel")]


def test_the_list_of_alarms_has_windows(post: Post) -> None:
    """Since a moment, the newest so many, an incident's, the open ones: each is the same rows as in the whole list, in the same order."""
    watched, number = desk(post, Recorder("desktop"), **HALF_HOUR)
    second = alone(post, post.forward(minutes=5).report("fire 3F smoke !III"))
    watched.forward(minutes=60).expect(
        ("13:30", "followup", 1, "Lin Wei"), ("13:35", "followup", 1, "Lin Wei"), ("14:00", "followup", 2, "Zhou Li"), ("14:05", "followup", 2, "Zhou Li")
    ).breaks(("unwatched", 0))
    post.do("deadline.meet", report_due(post, number), to="Chen Hao", channel="phone", note="told")
    post.do("deadline.acknowledge", report_due(post, second), note="on it")
    whole = post.ask("alert.list")
    assert len(whole) == 8 and {row.state for row in whole} == {"raised", "sent", "acknowledged"}
    since = post.time("13:35")
    for window, wanted in (
        ({"since": since}, [row for row in whole if row.raised_at >= since]),
        ({"most": 3}, whole[-3:]),
        ({"since": since, "most": 3}, whole[-3:]),
        ({"incident": number, "most": 3}, [row for row in whole if row.incident == number][-3:]),
        ({"open": True}, [row for row in whole if row.incident == second]),
        ({"open": True, "since": post.time("14:05"), "most": 1}, whole[-1:]),
        ({"since": post.time("14:06")}, []),
        ({"most": 100}, whole),
    ):
        assert post.ask("alert.list", **window) == wanted, window


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_rehearsed_is_what_then_happens(tmp_path: Path, language: str) -> None:
    """The rehearsal and the night say the same, line by line, gaps and all; rehearsing writes nothing."""
    with Post(tmp_path, language=language) as post:
        post.people(head_safety="周砺", deputy_leader="陈浩")
        number = post.report("fire 2F smoke !III")
        records = post.desk.reader("SELECT count(*) FROM journal")
        wanted = [
            (post.local(row.at), row.deadline, row.step, row.post, row.person, channel)
            for row in post.ask("watch.rehearse", number, until=post.time("14:30"))
            for channel in row.channels
        ]
        assert post.desk.reader("SELECT count(*) FROM journal") == records
        watched = Watched(post).forward(minutes=90)
        told = [(post.local(a.raised_at), a.deadline, a.step, a.told.post, a.told.person, a.told.channel) for a in watched.new()]
        assert sorted(told, key=str) == sorted(wanted, key=str) and len(told) > 60
