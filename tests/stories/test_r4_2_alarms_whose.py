"""R4.2, R4.4 An alarm goes to whom the order was given, post or no post, and says who is silent: on the desk, never in what leaves it."""

from __future__ import annotations

import pytest

from commandpost.watch.standing import Told
from tests.story import Post
from tests.watch.desk_watch import Recorder, Watched

PEOPLE = {"duty_officer": "Lin Wei", "head_safety": "Zhou Li", "head_security": "Gao Jun", "deputy_leader": "Chen Hao", "leader": "Wang Jun"}


def evening(post: Post, *channels: Recorder) -> tuple[Watched, str]:
    """An incident whose own obligations are answered: what an order or a roll call owes is alone."""
    post.people(**PEOPLE)
    number = post.report("fire 2F smoke !III")
    for row in post.owed(number):
        post.do("deadline.acknowledge", row.id)
    return Watched(post, channels), number


def order(post: Post, number: str, to: str) -> None:
    post.do("log.add", number, "measure gas in the duct", kind="order", to=to)


def told(watched: Watched, code: str) -> list[tuple[str, str, int, str, str | None]]:
    """Time, kind, step, post and person of what was told on the screen, all of the obligations of a code; the gaps too."""
    kinds = {key: (kind, known) for key, kind, known in watched.post.desk.reader("SELECT id, kind, code FROM deadline")}
    rows = [row for row in watched.new() if row.told.channel == "screen"]
    assert {kinds[row.deadline][1] for row in rows} == {code}
    return [(watched.post.local(row.raised_at), kinds[row.deadline][0], row.step, row.told.post, row.told.person) for row in rows]


def test_an_order_to_a_person_without_a_post_is_told_to_that_person(post: Post) -> None:
    """The duty officer hears that it was not repeated; whether it is done is asked of the one who got it, then of the head of the group that gave it."""
    watched, number = evening(post)
    post.do("person.add", "Ma Rui")
    order(post, number, "Ma Rui")
    watched.forward(minutes=4)
    assert told(watched, "2") == [
        ("13:02", "order_read_back", 1, "duty_officer", "Lin Wei"),
        ("13:04", "order_read_back", 2, "owner", "Ma Rui"),
        ("13:04", "order_read_back", 2, "head_security", "Gao Jun"),
    ]
    post.do("order.read_back", f"{number}#2")
    watched.forward(minutes=26)
    assert told(watched, "2") == [("13:30", "order_done", 1, "owner", "Ma Rui")]
    (row,) = [row for row in post.ask("alert.waiting").rows if row.subject.startswith("order")]
    assert (row.subject, row.told, row.next_to) == ("order #2 to be done by Ma Rui", ("Ma Rui",), ("Gao Jun",))


def test_an_order_to_somebody_by_name_goes_up_from_the_post_they_hold(post: Post) -> None:
    """Zhou Li is head of safety: the head of that group, and its next higher, are the ones above."""
    watched, number = evening(post)
    order(post, number, "Zhou Li")
    watched.forward(minutes=30)
    assert [row[1:] for row in told(watched, "2") if row[1] == "order_done"] == [("order_done", 1, "head_safety", "Zhou Li")]


def test_an_order_to_a_post_goes_to_whoever_holds_it_when_it_is_late(post: Post) -> None:
    watched, number = evening(post)
    order(post, number, "head_security")
    post.do("person.add", "Wu Gang")
    post.do("post.assign", "head_security", "Wu Gang")
    watched.forward(minutes=30)
    assert ("13:30", "order_done", 1, "head_security", "Wu Gang") in told(watched, "2")


def test_an_order_to_somebody_whom_the_desk_does_not_know_is_the_duty_officers(post: Post) -> None:
    watched, number = evening(post)
    order(post, number, "Guard 12")
    watched.forward(minutes=30)
    assert ("13:30", "order_done", 1, "duty_officer", "Lin Wei") in told(watched, "2")
    assert "order #2 to be done by Guard 12" in [row.subject for row in post.ask("alert.waiting").rows]


def test_whom_the_law_has_erased_is_a_gap_and_the_duty_officer_is_told(post: Post) -> None:
    watched, number = evening(post)
    post.do("person.add", "Ma Rui")
    order(post, number, "Ma Rui")
    post.do("order.read_back", f"{number}#2")
    post.do("person.erase", "Ma Rui", basis="own wish")
    watched.forward(minutes=30)
    assert told(watched, "2") == [("13:30", "order_done", 1, "duty_officer", "Lin Wei")]
    assert "order #2 to be done by [erased]" in [row.subject for row in post.ask("alert.waiting").rows]


def test_an_offer_of_command_asks_the_one_it_was_made_to(post: Post) -> None:
    watched, number = evening(post)
    post.do("person.add", "Ma Rui")
    post.do("command.offer", number, "Ma Rui")
    watched.forward(minutes=40)
    rows = told(watched, "offer")
    assert rows[0][1:] == ("command_offer", 1, "owner", "Ma Rui")


def test_who_is_silent_is_said_on_the_desk_and_in_its_log(post: Post) -> None:
    watched, number = evening(post)
    post.do("hear.expect", "Team 3", every=20, for_=number)
    watched.forward(minutes=20)
    assert [said[2:] for said in watched.told()] == [(1, "Lin Wei")]  # the head of the group is a gap
    (row,) = [row for row in post.ask("alert.waiting").rows if "hear from" in row.subject]
    assert (row.subject, row.unnamed) == ("hear from Team 3 (Team in the danger area)", "Team in the danger area to be heard")
    assert [row.subject for row in post.ask("deadline.list") if row.late_s == 0 and row.kind == "roll_call"] == [row.subject]
    assert "hear from Team 3 (Team in the danger area)" in {row.subject for row in post.ask("watch.rehearse", number)}
    post.do("deadline.acknowledge", row.deadline, note="calling on channel 4")
    assert post.log(number)[-1].text == "hear from Team 3 (Team in the danger area): acknowledged: calling on channel 4"
    post.do("hear.answer", "Team 3", for_=number)
    watched.forward(minutes=60)
    assert [said[:1] + said[2:] for said in watched.told()][-2:] == [("13:57", 5, "Wang Jun"), ("13:57", 5, "Chen Hao")]
    assert "nobody answered: hear from Team 3 (Team in the danger area) → Leader of the leading group, Deputy leader" in " | ".join(
        entry.text for entry in post.log(number)
    )


def test_the_board_says_who_is_silent_and_which_order(post: Post) -> None:
    _, number = evening(post)
    for row in post.owed(number, state="acknowledged"):
        if row.kind in ("notify", "chain_step"):
            post.do("deadline.meet", row.id, to="x", channel="phone", note="told")
    post.do("incident.set_level", number, "III", reason="so it is")
    entries = len(post.log(number))
    for task in post.ask("task.list", number):
        post.do("task.done", number, task.id)
    order(post, number, "Guard 12")
    post.do("hear.expect", "Team 3", every=1, for_=number)
    said = [row.subject for row in post.ask("deadline.list")]
    assert said[:2] == ["hear from Team 3 (Team in the danger area)", f"order #{entries + len(post.ask('task.list', number)) + 1} to be read back by Guard 12"]
    assert post.ask("board").rows[0].next.subject == said[0]
    post.do("hear.answer", "Team 3", for_=number)
    post.do("hear.stop", "Team 3", for_=number, reason="came out")
    assert post.ask("board").rows[0].next.subject == said[1]


@pytest.mark.parametrize("who", ["Rosalind Pemberton", "罗莎琳德"])
def test_nothing_that_leaves_the_desk_names_anybody(post: Post, who: str) -> None:
    """A guest who waits at the gate is to be heard, a guest was told to stay: both are silent, and no notification, program or service says who."""
    phone = Recorder("desktop", "screen", "bell", "call")
    watched, number = evening(post, phone)
    post.do("hear.expect", who, every=5, for_=number)
    order(post, number, who)
    lines: list[str] = []
    watched.watch.after_raising = Told(post.desk, lines.append, names=False).told
    watched.forward(minutes=45)
    words = " ".join(line for message in phone.messages for line in (message.title, *message.lines)) + " ".join(lines)
    assert {said[1] == "3" for said in watched.told()} == {True, False}
    assert "order #3" in words and "to be heard" in words and who not in words
    assert [name for name in PEOPLE.values() if name in words] == []
    shown: list[str] = []
    Told(post.desk, shown.append, names=True).told("2026-11-05T04:00:00.000Z")
    assert who in " ".join(shown)
