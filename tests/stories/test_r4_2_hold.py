"""R4.2 An incident may wait until a time, with a reason: it leaves the board's top and comes back by its deadline; the law's clocks cannot be held."""

from __future__ import annotations

from tests.story import Post

UNTIL = "2026-11-05T15:00+08:00"


def test_it_waits_and_comes_back_by_its_deadline(post: Post) -> None:
    number = post.report("lift stuck L5 !IV")
    post.at("13:10").do("incident.hold", number, until=UNTIL, reason="waits for the spare part")
    shown = post.show(number)
    assert post.local(shown.held_until) == "15:00"
    assert post.log(number)[-1].text == "On hold until 15:00: waits for the spare part"
    (row,) = post.owed(number, "hold")
    assert (post.local(row.due_at), row.subject) == ("15:00", "on hold until now: take it back")
    assert post.rows(number, "followup")["followup"] == ("pending", "15:50")  # 50 minutes were left
    post.at("15:05")
    assert [one.late_s for one in post.owed(number, "hold")] == [300]
    assert post.refuses("deadline.meet", row.id, to="x", channel="y", note="z").do == "Do it: commandpost incident resume"
    post.do("incident.resume", number, reason="the part is here")
    assert post.owed(number, "hold") == [] and post.show(number).held_until is None
    assert post.rows(number, "followup")["followup"] == ("pending", "15:50")


def test_it_leaves_the_top_of_the_board_and_comes_back(post: Post) -> None:
    waits, other = post.report("fire 2F smoke !II"), post.report("customer fell at gate 4 !IV")
    assert [row.number for row in post.ask("board").rows] == [waits, other]
    post.do("incident.hold", waits, until=UNTIL, reason="the engineer comes at three")
    rows = post.ask("board").rows
    assert [row.number for row in rows] == [other, waits] and post.local(rows[1].held_until) == "15:00"
    post.at("15:01")
    assert waits in [row.number for row in post.ask("board").rows if row.next and row.next.late_s]


def test_taken_back_early_it_owes_what_was_left(post: Post) -> None:
    number = post.report("lift stuck L5 !IV")
    post.at("13:10").do("incident.hold", number, until=UNTIL, reason="spare part")
    post.at("13:40").do("incident.resume", number)
    assert [post.local(row.due_at) for row in post.owed(number, "followup")] == ["14:30"]
    assert post.refuses("incident.resume", number).what == "The incident is not on hold."


def test_the_laws_clocks_are_not_held(post: Post) -> None:
    number = post.report("fire 2F smoke, 1 minor !III")
    post.do("incident.confirm", number, "work_safety_accident")
    before = [(row.id, row.due_at) for row in post.owed(number, "statutory")]
    done = post.at("13:01").do("incident.hold", number, until=UNTIL, reason="quiet")
    assert before and [(row.id, row.due_at) for row in post.owed(number, "statutory")] == before
    assert [remark for remark in done.remarks if remark.startswith("The law does not wait:") and remark.endswith("due 14:00")]


def test_what_is_late_already_stays_late_and_who_commands_does_not_wait(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    late = {row.code for row in post.at("13:04").owed(number) if row.late_s}
    assert "fire.notify.119" in late
    post.do("incident.hold", number, until=UNTIL, reason="quiet")
    assert {row.code for row in post.owed(number) if row.late_s} == late
    assert post.rows(number, "commander")["commander"] == ("pending", "13:10")
    assert post.rows(number)["followup"] == ("pending", "15:26")


def test_held_anew_and_a_report_sent_meanwhile(post: Post) -> None:
    number = post.report("lift stuck L5 !IV")
    post.at("13:10").do("incident.hold", number, until=UNTIL, reason="spare part")
    post.at("14:00").meets(number, "followup")
    (row,) = post.owed(number, "followup")
    assert (row.round, post.local(row.due_at)) == (2, "16:00")  # its hour begins when the incident is back
    post.at("14:30").do("incident.hold", number, until="2026-11-05T16:00+08:00", reason="the van is late")
    assert [post.local(one.due_at) for one in post.owed(number, "hold")] == ["16:00"]
    assert post.rows(number, "followup")["followup"] == ("pending", "17:00")


def test_a_hold_needs_a_time_ahead_and_an_open_incident(post: Post) -> None:
    number = post.report("lift stuck L5 !IV")
    assert post.refuses("incident.hold", number, until="2026-11-05T12:00+08:00", reason="x").what == "This time has passed already."
    post.do("incident.hold", number, until=UNTIL, reason="x")
    post.do("incident.control", number)
    criteria = [criterion.code for criterion in post.show(number).criteria]
    post.at("13:30").do("incident.end", number, reason="out", confirmed_by="Chen Hao", met=criteria)
    assert post.owed(number, "hold") == []
    assert post.refuses("incident.hold", number, until=UNTIL, reason="x").what == "The incident has ended."


def test_what_was_said_last_holds_where_the_clock_was_set_back_in_between(post: Post) -> None:
    number = post.report("lift stuck L5 !IV")
    post.at("13:10").do("incident.hold", number, until=UNTIL, reason="spare part")
    post.at("13:40").do("incident.resume", number)
    post.at("13:05").do("incident.hold", number, until=UNTIL, reason="the part was the wrong one")
    assert [post.local(row.due_at) for row in post.owed(number, "hold")] == ["15:00"]
    post.at("13:20").do("incident.resume", number)
    assert post.owed(number, "hold") == [] and post.show(number).held_until is None
