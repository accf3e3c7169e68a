"""R4.2 Follow-up reports carry each development: at the level's rhythm, to the level's addressees, one open row at a time."""

from __future__ import annotations

import pytest

from tests.story import Post


@pytest.mark.parametrize(
    ("level", "due", "to"),
    [
        ("IV", "14:00", ("leading_group",)),
        ("III", "13:30", ("leading_group",)),
        ("II", "13:20", ("leading_group", "hq", "emb")),
        ("I", "13:15", ("leading_group", "hq", "emb")),
    ],
)
def test_each_level_has_its_rhythm_and_its_addressees(post: Post, level: str, due: str, to: tuple[str, ...]) -> None:
    number = post.report(f"fire 2F smoke !{level}")
    (row,) = post.owed(number, "followup")
    assert (post.local(row.due_at), row.to, row.round) == (due, to, 1)


def test_the_next_one_is_made_when_this_one_is_met(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:26").meets(number, "followup", to="Chen Hao", channel="phone", note="fire out, ventilating")
    (row,) = post.owed(number, "followup")
    assert (row.round, post.local(row.due_at), row.subject) == (2, "13:56", "follow-up no. 2")
    entry = post.log(number)[-1]
    assert entry.text == "follow-up no. 1 → Chen Hao, phone: fire out, ventilating"
    assert (entry.kind, entry.by, entry.channel) == ("action", "Lin Wei", "phone")


def test_a_missed_round_is_late_and_not_stacked(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("15:10")
    (row,) = post.owed(number, "followup")
    assert row.late_s == 100 * 60
    post.meets(number, "followup")
    assert [(row.round, post.local(row.due_at)) for row in post.owed(number, "followup")] == [(2, "15:40")]


def test_what_was_sent_is_kept_with_whom_and_how(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    row = post.owed(number, "followup")[0]
    post.at("13:20").do("deadline.meet", row.id, to="Chen Hao", channel="phone", note="all well", at=post.time("13:18"))
    told = post.desk.reader(
        "SELECT told.value, channel.value, note.value, c.at FROM deadline_change c JOIN personal told ON told.id = c.told "
        "JOIN personal channel ON channel.id = c.channel JOIN personal note ON note.id = c.note WHERE c.deadline_id = ?",
        (row.id,),
    )
    assert told == [("Chen Hao", "phone", "all well", post.time("13:18"))]
    assert "already met" in post.refuses("deadline.meet", row.id, to="x", channel="y", note="z").what


def test_a_change_of_level_moves_it_with_a_reason(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:05").do("incident.set_level", number, "II", reason="spreads")
    rows = [
        (row.state, post.local(row.due_at), row.to)
        for row in post.ask("deadline.list", incident=number)
        if row.kind == "followup"
    ]
    assert rows == [("pending", "13:25", ("leading_group", "hq", "emb")), ("cancelled", "13:30", ("leading_group",))]
    post.at("13:12").do("incident.set_level", number, "I", reason="a death")
    open_rows = [(post.local(row.due_at), row.to) for row in post.owed(number, "followup")]
    assert open_rows == [("13:27", ("leading_group", "hq", "emb"))]
    why = post.desk.reader(
        "SELECT c.why FROM deadline_change c JOIN deadline d ON d.id = c.deadline_id WHERE c.state = 'cancelled' AND d.kind = 'followup'"
    )
    assert ("moved",) in why


def test_a_report_written_down_late_is_one_report(post: Post) -> None:
    """Sent at 13:50 under level IV, written down at 14:20 when the level had been raised: it met the row that stood, once."""
    number = post.report("fire 2F smoke !IV")
    post.at("14:10").do("incident.set_level", number, "III", reason="flames again")
    post.at("14:20").meets(number, "followup", at=post.time("13:50"))
    post.do("log.add", number, "nothing new", set=["evacuated=0"])
    rows = [
        (row.round, row.state, post.local(row.due_at))
        for row in post.ask("deadline.list", incident=number)
        if row.kind == "followup"
    ]
    assert rows == [(1, "cancelled", "14:00"), (1, "met", "14:40"), (2, "pending", "14:40")]


def test_an_obligation_is_named_by_a_part_of_its_id(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    row = post.owed(number, "followup")[0]
    assert post.do("deadline.meet", row.id[-8:], to="x", channel="y", note="z").ref == "#2"
    assert "no such obligation" in post.refuses("deadline.meet", "ffffffffffff", to="x", channel="y", note="z").what


def test_what_must_be_done_is_not_met_by_saying_so(post: Post) -> None:
    number = post.report("fire 2F smoke")
    row = post.owed(number, "level")[0]
    assert "set-level" in post.refuses("deadline.meet", row.id, to="x", channel="y", note="z").do


def test_the_list_of_the_desk_holds_what_is_open_by_due_time(post: Post) -> None:
    first = post.report("fire 2F smoke !III")
    second = post.at("13:02").report("lift stuck L5 3 trapped !IV")
    rows = post.ask("deadline.list")
    assert [row.due_at for row in rows] == sorted(row.due_at for row in rows)
    assert {row.incident for row in rows} == {first, second} and {row.state for row in rows} == {"pending"}
    assert [row.incident for row in post.ask("deadline.list", as_of=post.time("13:01")) if row.incident == second] == []


def test_as_of_a_moment_the_states_are_those_of_that_moment(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:03").do("incident.chain", number, "department")
    assert post.rows(number, "chain_step", as_of=post.time("13:02"))["department"] == ("pending", "13:02")
    assert post.rows(number, "chain_step", as_of=post.time("13:03"))["department"] == ("met", "13:02")
    late = [
        row.late_s
        for row in post.ask("deadline.list", incident=number, as_of=post.time("13:07"))
        if row.code == "group"
    ]
    assert late == [120]
