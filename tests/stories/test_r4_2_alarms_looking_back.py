"""R4.2, R5 Looking back: how long until somebody answered, until it was met, how often late and by how much; per incident and per month, as table and CSV."""

from __future__ import annotations

import csv
import io

from commandpost.exchange.spoken_alarms import statistics
from tests.stories.test_r4_2_alarms import HALF_HOUR, alone, desk, policy, report_due
from tests.story import Post


def test_one_evening_counted(post: Post) -> None:
    """Due at 13:30, told then, answered after six minutes, met twelve minutes late; the next round is not due yet and counts for nothing."""
    watched, number = desk(post, **HALF_HOUR)
    for row in post.owed(number, state="acknowledged"):
        if row.kind not in ("task_critical", "first_step", "task", "time_mark"):
            post.do("deadline.meet", row.id, to="x", channel="phone", note="told")
    post.do("incident.control", number)  # no time mark asks any more
    for task in post.ask("task.list", number):
        if task.state == "open":
            post.do("task.done", number, task.id)
    watched.forward(minutes=36).expect(("13:30", "followup", 1, "Lin Wei"))
    post.do("deadline.acknowledge", report_due(post, number), note="on it")
    watched.forward(minutes=6).expect()
    post.do("deadline.meet", report_due(post, number), to="Chen Hao", channel="phone", note="told")
    (one,) = post.ask("stats", incident=number).incidents
    assert (one.scope, one.raised, one.acknowledged, one.unanswered) == (number, 1, 18, 0)
    assert (one.met, one.met_late, one.late_worst_s) == (20, 1, 12 * 60)
    assert one.obligations == one.met and one.open_late == 0
    late = post.forward(minutes=40).ask("stats", incident=number).incidents[0]
    assert (late.obligations, late.open_late, late.late_worst_s) == (one.obligations + 1, 1, 12 * 60)


def test_per_month_of_the_site_and_without_exercises(post: Post) -> None:
    """An obligation belongs to the month in which it falls due by the site's calendar; an exercise to none."""
    post.at("2026-11-30T23:55").people(duty_officer="Lin Wei")
    policy(post, **HALF_HOUR)
    first = post.report("fire 2F smoke !III")
    post.do("drill.start", reason="autumn")
    alone(post, post.report("fire 3F smoke !III"))
    post.do("drill.stop")
    post.forward(hours=1)
    found = post.ask("stats")
    assert [one.scope for one in found.incidents] == [first]
    assert [one.scope for one in found.months] == ["2026-11", "2026-12"]
    assert sum(one.obligations for one in found.months) == found.incidents[0].obligations
    assert post.ask("stats", since="2026-12-01T00:00+08:00").months == found.months[1:]


def test_the_csv_has_the_names_of_the_json_and_every_row(post: Post) -> None:
    post.report("fire 2F smoke !III")
    found = post.forward(hours=2).ask("stats")
    rows = list(csv.DictReader(io.StringIO("\n".join(statistics(found, as_csv=True)))))
    assert [row.pop("part") for row in rows] == ["incident", "month"]
    for row, told in zip(rows, (*found.incidents, *found.months), strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in told._asdict().items()}
