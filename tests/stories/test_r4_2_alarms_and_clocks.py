"""R4.2 Sleep, death and a wrong clock: what fell due is raised once, oldest first, each saying how late; every trap of a scheduler as a story."""

from __future__ import annotations

from datetime import timedelta

from commandpost.store.instant import instant
from tests.stories.test_r4_2_alarms import HALF_HOUR, PEOPLE, alone, desk, policy, report_due
from tests.story import Post
from tests.watch.desk_watch import Recorder, Watched


def test_a_restart_loses_nothing_and_doubles_nothing(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    for _ in range(3):
        post.again()
        watched.watch = watched.another()
        watched.forward(minutes=1).expect()
    watched.forward(minutes=26).expect(("14:00", "followup", 2, "Zhou Li"))


def test_three_hours_asleep_the_escalation_goes_on_where_it_would_now_be(post: Post) -> None:
    """Steps at 30, 60 and 90 minutes were slept: the one that would now be reached is told, once, and says how many were slept."""
    watched, _ = desk(post, **HALF_HOUR)
    watched.forward(minutes=31).expect(("13:30", "followup", 1, "Lin Wei"))
    watched.sleep(minutes=62)  # 14:33: the second was due at 14:00, the third at 14:30
    watched.expect(("14:33", "followup", 3, "Chen Hao")).breaks(("unwatched", 0))
    assert post.desk.reader("SELECT step, slept FROM alert_step ORDER BY rowid") == [(1, 0), (3, 1)]
    watched.forward(minutes=27).expect(("15:00", "followup", 4, "Wang Jun"))


def test_nobody_is_said_not_to_have_answered_who_was_never_asked(post: Post) -> None:
    """All steps of a report were slept through: the last step is told, and the end comes only after it."""
    watched, _ = desk(post, **HALF_HOUR)
    watched.sleep(hours=9).expect(("22:00", "followup", 3, "Chen Hao")).breaks(("unwatched", 0))
    assert post.desk.reader("SELECT step, slept FROM alert_step") == [(3, 2)]
    watched.forward(minutes=30).expect(("22:30", "followup", 4, "Wang Jun"))


def test_waking_is_one_digest_oldest_first(post: Post) -> None:
    phone = Recorder("desktop")
    post.people(**PEOPLE)
    policy(post, **HALF_HOUR)
    for _ in range(8):
        alone(post, post.forward(minutes=1).report("fire 2F smoke !III"))
    watched = Watched(post, [phone])
    watched.sleep(hours=3).breaks(("unwatched", 0))
    late = [alarm.late_s for alarm in watched.new() if alarm.told.channel == "desktop"]
    assert late == sorted(late, reverse=True) and len(late) == 8 and late[0] > 2 * 3600
    (message,) = phone.messages
    assert (message.alarms, message.lines[0]) == (8, "8 alarms at once, the oldest first:")
    assert message.lines[1].startswith("LATE 2:37:00 · follow-up no. 1 · 26-0001")


def test_who_opens_next_is_told_that_nobody_watched(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    post.at("22:10")
    watched.beat()
    post.again().forward(hours=7)
    watched.watch = watched.another()
    watched.beat()
    watched.expect(("11-05 22:10", "followup", 3, "Chen Hao"), ("05:10", "followup", 4, "Wang Jun")).breaks(("unwatched", 0), ("unwatched", 0))
    state = post.ask("alert.waiting")
    assert state.unwatched is not None
    assert [post.local(moment) for moment in state.unwatched] == ["11-05 22:10", "05:10"]
    watched.another().beat()
    watched.breaks()


def test_a_watch_that_was_never_there_is_no_gap(post: Post) -> None:
    post.forward(days=3)
    Watched(post)
    assert post.ask("alert.waiting").unwatched is None


class Suspended:
    """The clock of a machine that was suspended: the wall went on, the monotonic clock did not."""

    def __init__(self, post: Post) -> None:
        self.post, self.clock = post, post.clock

    def asleep(self, **delta: float) -> None:
        self.clock._now += timedelta(**delta)


def test_a_suspended_machine_overshoots_nothing(post: Post) -> None:
    """APScheduler #794: its timer runs on the monotonic clock and would ring three hours late; the comparison of both sees it."""
    watched, _ = desk(post, **HALF_HOUR)
    watched.beat()
    before = watched.watch.next_at()
    Suspended(post).asleep(hours=3)
    assert before is not None and watched.watch.needs_beat()
    watched.beat()
    watched.expect(("16:00", "followup", 3, "Chen Hao")).breaks(("jumped", 3 * 3600))


def test_a_clock_set_back_lets_nothing_wait(post: Post) -> None:
    """APScheduler #339, #351: a date three hours ahead would sleep on; the time that really passed counts."""
    watched, number = desk(post, **HALF_HOUR)
    watched.forward(minutes=20)
    post.clock.put(post.clock.now() - timedelta(hours=3))  # 10:20; it is due in ten minutes as before
    assert watched.watch.needs_beat()
    watched.forward(minutes=9).expect()
    watched.forward(minutes=1).expect(("10:30", "followup", 1, "Lin Wei"))
    watched.forward(minutes=30).expect(("11:00", "followup", 2, "Zhou Li"))
    watched.breaks(("set_back", -3 * 3600))
    post.do("deadline.acknowledge", report_due(post, number))
    watched.forward(hours=6).expect()


def test_a_clock_set_back_and_put_right_again_rings_nothing_early(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    watched.forward(minutes=10)
    post.clock.put(post.clock.now() - timedelta(hours=1))
    watched.forward(minutes=5)
    post.clock._now += timedelta(hours=1)
    watched.forward(minutes=14).expect().breaks(("set_back", -3600), ("jumped", 3600))
    watched.forward(minutes=1).expect(("13:30", "followup", 1, "Lin Wei"))


def test_set_back_between_two_steps_the_second_comes_after_its_minutes(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    watched.forward(minutes=40).expect(("13:30", "followup", 1, "Lin Wei"))
    post.clock.put(post.clock.now() - timedelta(hours=2))
    watched.forward(minutes=19).expect().breaks(("set_back", -7200))
    watched.forward(minutes=1).expect(("12:00", "followup", 2, "Zhou Li"))


def test_set_back_while_no_watch_was_there(post: Post) -> None:
    """Another boot: only that it cannot be earlier than the last look is known; nothing waits three hours for that."""
    watched, _ = desk(post, **HALF_HOUR)
    watched.forward(minutes=20)
    post.clock._boot = "another"
    post.again()
    post.clock.put(post.clock.now() - timedelta(hours=3))
    watched.watch = watched.another()
    watched.forward(minutes=10).expect(("10:30", "followup", 1, "Lin Wei")).breaks(("set_back", -3 * 3600))


def test_a_clock_set_forward_raises_once_and_says_how_late(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    watched.forward(minutes=10)
    post.clock._now += timedelta(hours=2)
    watched.beat()
    watched.expect(("15:10", "followup", 3, "Chen Hao")).breaks(("jumped", 7200))
    assert {alarm.late_s for alarm in post.ask("alert.list")} == {100 * 60}
    post.clock.put(post.clock.now() - timedelta(hours=2))
    watched.forward(minutes=25).expect().breaks(("set_back", -7200))


def test_a_gentle_correction_is_no_break(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    for _ in range(20):
        watched.forward(seconds=30)
        post.clock._now -= timedelta(seconds=1)
    assert post.desk.reader("SELECT count(*) FROM watch_break") == [(0,)]
    watched.forward(minutes=20, seconds=21).expect(("13:30", "followup", 1, "Lin Wei"))


def test_two_watches_see_one_sleep(post: Post) -> None:
    watched, _ = desk(post, **HALF_HOUR)
    other = watched.another()
    watched.beat()
    other.beat()
    Suspended(post).asleep(hours=3)
    watched.beat()
    other.beat()
    watched.expect(("16:00", "followup", 3, "Chen Hao")).breaks(("jumped", 3 * 3600))


def test_two_watches_raise_each_step_once(post: Post) -> None:
    """Both know that the step is due and neither knows of the other: the file decides, and the second writes nothing."""
    watched, _ = desk(post, Recorder("desktop"), **HALF_HOUR)
    other = watched.another()
    other.beat()
    post.at("13:30")
    watched.beat()
    records = post.desk.reader("SELECT count(*) FROM journal")
    other.beat()
    assert not other.faults
    assert post.desk.reader("SELECT count(*) FROM journal") == records
    watched.expect(("13:30", "followup", 1, "Lin Wei")).breaks(("unwatched", 0))


def test_a_watch_that_died_after_taking_a_message_is_followed_by_another(post: Post) -> None:
    """Killed between taking a message and sending it: after half a minute another takes it up; nothing is lost."""
    phone = Recorder("desktop")
    watched, _ = desk(post, phone, **HALF_HOUR)
    post.at("13:30")
    due = [deadline for deadline, at in post.ask("alert.agenda").moments if at is not None and instant(at) <= post.clock.now()]
    post.do("alert.raise", due=due, able=["desktop"])  # and then it was killed
    watched.beat()
    assert phone.messages == []
    watched.forward(seconds=31).expect(("13:30", "followup", 1, "Lin Wei")).breaks(("unwatched", 0))
    assert [message.alarms for message in phone.messages] == [1]
    fates = post.desk.reader("SELECT fate FROM delivery WHERE channel = 'desktop' ORDER BY rowid")
    assert fates == [("taken",), ("taken",), ("sent",)]


def test_a_deadline_that_cannot_be_worked_out_keeps_nobody_back(post: Post, monkeypatch: object) -> None:
    """A row that raises is tried again within a minute; the others go on."""
    import commandpost.domain.alarms.commands.raising as raising

    watched, number = desk(post, **HALF_HOUR)
    second = alone(post, post.report("fire 3F smoke !III"))
    broken, right = report_due(post, number), raising.due_steps

    def stumbles(scene, row, now):  # type: ignore[no-untyped-def]
        if row.id == broken:
            raise KeyError("a policy nobody foresaw")
        return right(scene, row, now)

    monkeypatch.setattr(raising, "due_steps", stumbles)  # type: ignore[attr-defined]
    watched.forward(minutes=31)
    assert [alarm.incident for alarm in watched.new() if alarm.told.channel == "screen"] == [second]
    monkeypatch.undo()  # type: ignore[attr-defined]
    watched.forward(minutes=1)
    assert [alarm.incident for alarm in watched.new() if alarm.told.channel == "screen"] == [number]


def test_a_file_that_refuses_while_a_message_is_delivered_loses_nothing(post: Post, monkeypatch: object) -> None:
    """The message went out and the file could not be told: it is looked for again within a minute, though nothing else falls due."""
    phone = Recorder("desktop")
    watched, _ = desk(post, phone, **HALF_HOUR)
    watched.forward(minutes=29)
    right = post.desk.do

    def refuses(command, *args, **kwargs):  # type: ignore[no-untyped-def]
        if command == "alert.deliver":
            raise OSError("the disk is full")
        return right(command, *args, **kwargs)

    monkeypatch.setattr(post.desk, "do", refuses)  # type: ignore[attr-defined]
    post.forward(minutes=1)
    at = watched.watch.beat()
    assert list(watched.watch.faults) == ["deliver"] and at is not None and instant(at) <= post.clock.now() + timedelta(minutes=1)
    monkeypatch.undo()  # type: ignore[attr-defined]
    watched.watch.faults.clear()
    watched.forward(minutes=2).expect(("13:30", "followup", 1, "Lin Wei"))
    fates = post.desk.reader("SELECT fate FROM delivery ORDER BY rowid")
    assert fates == [("taken",), ("taken",), ("sent",)] and len(phone.messages) == 2  # twice is better than never
    phone.messages.pop()


def test_a_long_night_is_not_read_at_each_look(post: Post) -> None:
    """What has met its fate is read no more; what waits for a desk that shows it neither, by a watch without a screen."""
    phone = Recorder("desktop")
    watched, _ = desk(post, phone, **HALF_HOUR)
    watched.forward(hours=3)
    assert len(watched.told()) == 4 and post.ask("alert.waiting").total == 1
    (last,) = post.desk.reader("SELECT max(rowid) FROM alert_step")[0]
    assert watched.watch.settled == str(last + 1)
    box = post.ask("alert.outbox", channels=["screen"])
    assert box.ready and post.ask("alert.outbox", channels=["screen"], since=box.mark).ready == box.ready
