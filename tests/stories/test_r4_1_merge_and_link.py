"""One fire shouted in twice is one incident with two numbers; two that have to do with each other show each other (R4.1)."""

from __future__ import annotations

import json

import pytest

from tests.story import Post, prove


def twice(post: Post) -> tuple[str, str]:
    """Two reports of one fire, the duplicate first, two minutes apart."""
    early = post.at("13:00").report("fire 2F smoke, 2 hurt !III", by="Guard 12")
    late = post.at("13:02").report("fire food court smoke !II", by="Guard 3")
    post.at("13:05")
    return early, late


def test_a_duplicate_that_stood_higher_is_told(post: Post) -> None:
    early, late = twice(post)
    done = post.do("incident.merge", late, early, reason="the same fire")
    assert "26-0002 stood higher, at Level II (orange): decide whether 26-0001 must." in done.remarks
    assert post.show(early).level == "III", "a person decides"


def state_of(post: Post, number: str) -> list[tuple[object, ...]]:
    """What an incident owes and when it was received, as scripts read it."""
    shown = post.show(number)
    rows = post.ask("deadline.list", incident=number)
    return [(shown.received_at, shown.started_at, shown.level), *((r.id, r.kind, r.code, r.due_at, r.state) for r in rows)]


def test_both_numbers_mean_the_one_that_goes_on(post: Post) -> None:
    early, late = twice(post)
    done = post.do("incident.merge", early, late, reason="the same fire")
    assert done.ref == late
    assert done.remarks == [
        "26-0001 now means 26-0002; both numbers go on working.",
        "The figures of 26-0001 are told, not added up: Fire · Level III (yellow) · Injured 2 persons",
        "Its clocks start with 26-0001, the earlier of the two reports.",
        "Undo it: incident unmerge 26-0001",
    ]
    assert post.show(early).number == late and post.show(late).merged == (early,)
    assert post.show(late).facts.get("injured") is None, "the same people were reported twice"
    answer, remarks = post.desk.ask_with_remarks("incident.show", early)
    assert answer.number == late and remarks == ["26-0001 was merged into 26-0002: this is about 26-0002."]

    done = post.do("log.add", early, "hose laid", set=["evacuated=40"])
    assert done.remarks == ["26-0001 was merged into 26-0002: this is about 26-0002."]
    assert post.show(late).facts["evacuated"] == 40
    assert [(e.book, e.number, e.text.split(":")[0]) for e in post.log(late)] == [
        ("26-0001", "1", "fire 2F smoke, 2 hurt !III"),
        ("26-0002", "1", "fire food court smoke !II"),
        ("26-0001", "2", "Merged into 26-0002"),
        ("26-0002", "2", "26-0001 merged into this one"),
        ("26-0002", "3", "hose laid"),
    ]
    assert post.log(early) == post.log(late)
    assert [e.text for e in post.ask("log.list", early, newest=2)] == [e.text for e in post.log(late)][-2:]
    post.do("log.strike", early, "#1", reason="misheard")  # an entry goes on bearing its own book's number
    assert post.log(late)[0].struck


def test_the_board_and_the_lists_know_one_of_them(post: Post) -> None:
    early, late = twice(post)
    post.do("incident.merge", early, late, reason="the same fire")
    board = post.ask("board")
    assert [row.number for row in board.rows] == [late] and sum(board.counts.values()) == 1
    lines = {line.number: line.merged_into for line in post.ask("incident.list")}
    assert lines == {early: late, late: None}
    assert {row.incident for row in post.ask("deadline.list")} == {late}
    assert [hit.number for hit in post.ask("search", "2F smoke") if hit.kind == "incident"] == [early]


def test_clocks_start_with_the_earlier_report_and_go_back(post: Post) -> None:
    early, late = twice(post)
    before = state_of(post, early), state_of(post, late)
    post.do("incident.merge", early, late, reason="the same fire")
    shown = post.show(late)
    assert post.local(shown.received_at) == "13:00" and shown.type == "fire"
    assert post.rows(late, "chain_step")["department"] == ("cancelled", "13:04")
    assert ("chain_step", "department", "13:02") in {
        (row.kind, row.code, post.local(row.due_at)) for row in post.owed(late)
    }
    post.at("13:30").do("incident.unmerge", early, reason="a second fire after all")
    assert state_of(post, early) == before[0]
    now = state_of(post, late)
    assert now[0] == before[1][0] and set(before[1]) <= set(now)
    assert [row for row in now if row[-1] == "pending"] == [row for row in before[1] if row[-1] == "pending"]
    assert [log[-1].text for log in (post.log(early), post.log(late))] == [
        "No longer merged into 26-0002: a second fire after all",
        "26-0001 is no longer merged into this one: a second fire after all",
    ]
    assert {row.number for row in post.ask("board").rows} == {early, late}
    prove(post.desk)


def test_what_the_duplicate_owed_is_cancelled_and_was_owed_before(post: Post) -> None:
    early, late = twice(post)
    post.do("incident.merge", early, late, reason="the same fire")
    rows = post.desk.reader(
        "SELECT d.state, c.why FROM deadline d JOIN deadline_change c ON c.deadline_id = d.id JOIN book b ON b.id = d.incident_id "
        "WHERE b.number = 1 AND c.rowid = (SELECT max(rowid) FROM deadline_change WHERE deadline_id = d.id) AND c.state != 'met'"
    )
    assert rows and set(rows) == {("cancelled", "merged")}
    post.at("13:40").do("incident.unmerge", early, reason="no")
    as_of = post.ask("deadline.list", incident=early, as_of=post.time("13:04"))
    assert len({(row.kind, row.code) for row in as_of}) == len(as_of), "no row stands twice in what was known then"
    assert {row.late_s > 0 for row in post.owed(early, "chain_step")} == {True}


def test_a_post_filled_meanwhile_commands_the_parted_one(post: Post) -> None:
    early, late = twice(post)
    post.do("incident.merge", early, late, reason="the same fire")
    post.people(head_safety="Zhou Li")
    post.do("incident.unmerge", early, reason="no")
    assert post.show(early).commander.person == "Zhou Li"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_chains_circles_drills_and_what_is_over_are_refused_in_words(tmp_path_factory: pytest.TempPathFactory, language: str) -> None:
    with Post(tmp_path_factory.mktemp("ties"), language=language) as post:
        a, b, c = (post.report(f"fire gate {n} !III") for n in range(3))
        rows = [{"at": "2026-11-05T02:00:00.000Z", "text": "read in", "facts": {}}]
        read_in = post.do("log.import", rows=json.dumps(rows), sha256="a" * 64, new="fire", title="the note book").ref
        post.do("drill.start", reason="an exercise")
        drill = post.report("fire drill gate 9 !III")
        post.do("drill.stop")
        post.do("incident.merge", a, b, reason="same")
        refused = [
            post.refuses("incident.merge", b, b, reason="x"),
            post.refuses("incident.merge", b, a, reason="x"),  # a circle
            post.refuses("incident.merge", a, c, reason="x"),  # merged already
            post.refuses("incident.merge", c, a, reason="x"),  # into one that is merged
            post.refuses("incident.merge", b, c, reason="x"),  # others stand in it
            post.refuses("incident.merge", drill, c, reason="x"),
            post.refuses("incident.merge", c, drill, reason="x"),
            post.refuses("incident.merge", c, read_in, reason="x"),
            post.refuses("incident.unmerge", c, reason="x"),
            post.refuses("incident.link", a, b, reason="x"),  # one and the same now
            post.refuses("incident.unlink", a, c, reason="x"),
        ]
        assert all(refusal.clause in ("R4.1", "R7.3") for refusal in refused)
        assert len({refusal.what for refusal in refused}) >= 9


def ended(post: Post, number: str) -> None:
    """Bring an incident to its end."""
    post.do("incident.control", number)
    met = [criterion.code for criterion in post.show(number).criteria]
    post.do("incident.end", number, reason="out", confirmed_by="Chen", met=met)


def test_an_ended_one_may_be_merged_and_none_may_hide_in_it(post: Post) -> None:
    early, late = twice(post)
    ended(post, early)
    assert "has ended, 26-0002 has not" in post.refuses("incident.merge", late, early, reason="x").what
    owed = [row.code for row in post.owed(early)]
    assert owed
    post.do("incident.merge", early, late, reason="the same fire")
    assert not post.desk.reader("SELECT 1 FROM deadline d JOIN book b ON b.id = d.incident_id WHERE b.number = 1 AND state = 'pending'")
    post.do("incident.unmerge", early, reason="no")
    assert [row.code for row in post.owed(early)] == owed and post.show(early).state == "ended"


def test_what_was_read_in_later_moves_no_clock_of_what_ran(post: Post) -> None:
    number = post.at("13:00").report("fire 2F smoke !III")
    rows = [{"at": "2026-11-05T02:00:00.000Z", "text": "read in", "facts": {"deaths": "1"}}]
    read_in = post.do("log.import", rows=json.dumps(rows), sha256="a" * 64, new="fire", title="the note book").ref
    before = state_of(post, number)
    done = post.do("incident.merge", read_in, number, reason="the guard's note book")
    assert state_of(post, number) == before and len(done.remarks) == 3
    assert [e.text for e in post.log(number)][0] == "read in"
    other = post.do("log.import", rows=json.dumps(rows), sha256="b" * 64, new="fire", title="another").ref
    post.do("incident.unmerge", read_in, reason="no")
    later = [{"at": "2026-11-05T03:00:00.000Z", "text": "later", "facts": {}}]
    third = post.do("log.import", rows=json.dumps(later), sha256="c" * 64, new="fire", title="third").ref
    post.do("incident.merge", other, third, reason="one book")
    assert post.local(post.show(third).received_at) == "10:00"


def test_links_are_seen_from_both_ends_and_do_nothing_else(post: Post) -> None:
    a, b = post.report("power cut 2F"), post.report("lift stuck L5 3 trapped !III")
    before = state_of(post, b)
    post.do("incident.link", a, b, reason="the lift stopped with the power")
    assert post.show(a).links == (b,) and post.show(b).links == (a,)
    assert state_of(post, b) == before
    assert post.log(b)[-1].text == "Linked with 26-0001: the lift stopped with the power"
    assert post.refuses("incident.link", b, a, reason="again").clause == "R4.1"
    c = post.report("lift stuck L5 again")
    post.do("incident.merge", b, c, reason="the same lift")
    assert post.show(c).links == (a,) and post.show(a).links == (c,), "a link follows its incident"
    post.do("incident.unlink", c, a, reason="not the power")
    assert post.show(a).links == () == post.show(c).links
    post.do("incident.unmerge", b, reason="no")
    assert post.show(a).links == () == post.show(b).links
    post.do("incident.link", b, a, reason="the power after all")
    assert post.show(a).links == (b,)


def test_a_reason_is_taken_out_of_both_logs(post: Post) -> None:
    early, late = twice(post)
    post.do("incident.merge", early, late, reason="Quatermass saw only one")
    post.do("log.redact", late, "#2", basis="asked for", words=["Quatermass"])
    texts = " ".join(entry.text for entry in post.log(late))
    assert "Quatermass" not in texts and texts.count("[erased]") == 2
    assert not post.desk.reader("SELECT 1 FROM personal WHERE instr(value, 'Quatermass')")
