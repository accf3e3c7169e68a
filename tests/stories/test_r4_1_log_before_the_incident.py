"""R3.2, R4.1 Gathering: what staff and customers report is kept before anything is an incident; a word in the duty log may become one."""

from __future__ import annotations

from tests.story import Post


def test_the_duty_log_of_the_desk_and_day(post: Post) -> None:
    post.do("person.add", "Yue Shan")
    done = post.do(
        "log.add", "duty", "Fire panel handed over: normal", by="Yue Shan", channel="in person", place="control room"
    )
    assert done.ref == "#1"
    post.at("13:20").do(
        "log.add",
        "duty",
        "Call round: 7 of 8 posts answered",
        by="Guard 3, radio",
        at=post.time("13:10"),
        kind="action",
    )
    first, second = post.log()
    assert (first.number, first.by, first.channel, first.place, first.kind) == (
        "1",
        "Yue Shan",
        "in person",
        "control room",
        "report",
    )
    assert (second.number, second.by, second.author, second.kind) == ("2", "Guard 3, radio", "Lin Wei", "action")
    assert (post.local(second.event_at), post.local(second.recorded_at)) == ("13:10", "13:20")
    assert post.log("duty:2026-11-05") == [first, second]


def test_the_day_is_that_of_recording_and_turns_at_the_sites_own_hour(post: Post) -> None:
    post.do("log.add", "duty", "early")
    post.at("2026-11-06T05:59").do("log.add", "duty", "still the old day")
    post.at("2026-11-06T06:00").do("log.add", "duty", "the new day")
    post.do("log.add", "duty", "written down late", at="2026-11-06T04:00+08:00")
    assert [entry.text for entry in post.log("duty:2026-11-05")] == ["early", "still the old day"]
    assert [(entry.number, entry.text) for entry in post.log("duty")] == [
        ("1", "the new day"),
        ("2", "written down late"),
    ]
    assert post.log("duty:2026-11-06") == post.log("duty")


def test_a_day_nobody_wrote_in_is_empty_and_asking_opens_no_book(post: Post) -> None:
    assert post.log("duty:2020-02-02") == []
    assert post.desk.reader("SELECT count(*) FROM book")[0][0] == 0


def test_figures_belong_to_an_incident(post: Post) -> None:
    refusal = post.refuses("log.add", "duty", "two hurt", set=["injured=2"])
    assert "duty log" in refusal.what and "Promote" in refusal.do


def test_a_duty_entry_becomes_an_incident_and_stays_where_it_is(post: Post) -> None:
    post.do("log.add", "duty", "quiet")
    post.do("log.add", "duty", "smell of smoke at 3F, 1 minor", by="Isle Books", channel="phone", at=post.time("12:55"))
    number = post.at("13:03").do("incident.promote", "duty", "#2").ref
    assert number == "26-0001"
    shown = post.show(number)
    assert shown.type == "fire" and shown.facts["minor_injuries"] == 1 and shown.level is None
    assert post.local(shown.received_at) == "12:55" and post.local(shown.started_at) == "12:55"
    (first,) = post.log(number)
    assert (first.number, first.text, first.by, first.channel) == (
        "1",
        "smell of smoke at 3F, 1 minor",
        "Isle Books",
        "phone",
    )
    assert first.points_to == "duty:2026-11-05 #2"
    assert (post.local(first.event_at), post.local(first.recorded_at)) == ("12:55", "13:03")
    assert [entry.text for entry in post.log()] == ["quiet", "smell of smoke at 3F, 1 minor"]
    assert post.show(number).chain[0].by == "Isle Books"


def test_the_type_may_be_given(post: Post) -> None:
    post.do("log.add", "duty", "shouting at the service desk")
    assert post.show(post.do("incident.promote", "duty", "1", type="complaint_mass").ref).type == "complaint_mass"


def test_an_entry_is_promoted_once_and_never_a_struck_one(post: Post) -> None:
    post.do("log.add", "duty", "smoke")
    post.do("log.add", "duty", "smoke again")
    post.do("log.strike", "duty", "2", reason="it was steam")
    number = post.do("incident.promote", "duty", "1").ref
    assert number in post.refuses("incident.promote", "duty", "1").what
    assert "struck" in post.refuses("incident.promote", "duty", "2").what
    assert "duty log" in post.refuses("incident.promote", number, "1").what


def test_one_redaction_reaches_the_entry_and_its_promoted_twin(post: Post) -> None:
    post.do("log.add", "duty", "Ms Dong fell at gate 4")
    number = post.do("incident.promote", "duty", "1").ref
    post.do("log.redact", "duty", "1", basis="asked by Ms Dong", words=["Ms Dong"])
    assert post.log()[0].text == post.log(number)[0].text == post.show(number).title == "[erased] fell at gate 4"
    assert post.ask("search", "Dong") == []
    assert {(hit.kind, hit.number) for hit in post.ask("search", "gate 4")} == {
        ("incident", number),
        ("log_entry", "1"),
    }
