"""R4.3 Minutes decide: what runs by itself brings level, grade and clocks at its own time, and stopping it takes away what was not reached."""

from __future__ import annotations

from tests.story import Post


def stranded(post: Post) -> str:
    number = post.report("ride stuck at the top, 8 stranded !III")
    assert post.show(number).type == "ride_failure"
    return number


def test_starting_writes_every_crossing_ahead_at_once(post: Post) -> None:
    number = stranded(post)
    post.at("13:05").do("fact.start", number, "stranded_minutes", at=post.time("13:02"))
    assert post.rows(number, "threshold") == {
        "stranded_minutes>=1": ("met", "13:03"),  # III was decided already
        "stranded_minutes>=30": ("pending", "13:32"),
        "stranded_minutes>=60": ("pending", "14:02"),
        "stranded_minutes>=720": ("pending", "11-06 01:02"),
    }
    ahead = post.suggest(number).ahead
    assert (post.local(ahead[0]["at"]), ahead[0]["level"], ahead[0]["metric"]) == ("13:32", "II", "stranded_minutes")
    hour = next(item for item in ahead if post.local(item["at"]) == "14:02")
    assert (hour["level"], hour["grade"], hour["starts_clocks"]) == ("I", "一般", ["special_equipment"])


def test_the_clock_that_the_crossing_starts_stands_already(post: Post) -> None:
    number = stranded(post)
    post.do("fact.start", number, "stranded_minutes")
    assert post.rows(number, "statutory")["special_equipment"] == ("pending", "15:00")
    assert post.suggest(number).clocks == ()  # not started yet
    post.at("14:00")
    (clock,) = post.suggest(number).clocks
    assert (post.local(clock["starts_at"]), post.local(clock["due_at"])) == ("14:00", "15:00")
    assert (post.suggest(number).level, post.suggest(number).grade) == ("I", "一般")


def test_stopping_cancels_what_was_not_reached(post: Post) -> None:
    number = stranded(post)
    post.do("fact.start", number, "stranded_minutes")
    post.at("13:45").do("fact.stop", number, "stranded_minutes", at=post.time("13:41"))
    rows = post.rows(number)
    assert rows["stranded_minutes>=60"] == ("cancelled", "14:00")
    assert rows["special_equipment"] == ("cancelled", "15:00")
    assert rows["stranded_minutes>=30"] == ("pending", "13:30")  # crossed: a person has to decide
    assert post.show(number).facts["stranded_minutes"] == 41
    post.at("14:30")
    assert post.show(number).facts["stranded_minutes"] == 41
    assert post.suggest(number).level == "II" and post.suggest(number).ahead == ()
    post.do("incident.set_level", number, "II", reason="41 minutes")
    assert post.rows(number)["stranded_minutes>=30"] == ("met", "13:30")


def test_the_level_changes_by_the_minute_between_entries(post: Post) -> None:
    number = stranded(post)
    post.do("fact.start", number, "stranded_minutes")
    post.at("14:10")
    assert [post.suggest(number, clock).level for clock in ("13:01", "13:29", "13:30", "13:59", "14:00")] == [
        "III",
        "III",
        "II",
        "II",
        "I",
    ]
    assert [post.suggest(number, clock).grade for clock in ("13:59", "14:00")] == [None, "一般"]


def test_a_struck_start_never_ran(post: Post) -> None:
    number = stranded(post)
    ref = post.do("fact.start", number, "stranded_minutes").ref
    post.at("13:10").do("log.strike", number, ref, reason="only a slow lap")
    assert post.owed(number, "threshold") == [] == post.owed(number, "statutory")
    assert post.suggest(number).ahead == () and "stranded_minutes" not in {
        k for k, v in post.show(number).facts.items() if v is not None
    }


def test_a_start_moved_cancels_the_rows_and_opens_others(post: Post) -> None:
    number = stranded(post)
    ref = post.at("13:05").do("fact.start", number, "stranded_minutes").ref
    post.do("log.strike", number, ref, reason="it stopped earlier")
    post.do("fact.start", number, "stranded_minutes", at=post.time("13:00"))
    rows = [
        (row.state, post.local(row.due_at))
        for row in post.ask("deadline.list", incident=number)
        if row.code == "stranded_minutes>=30"
    ]
    assert rows == [("pending", "13:30"), ("cancelled", "13:35")]


def test_hours_and_minutes_each_in_their_own_unit(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("fact.start", number, "closure_hours")
    post.at("13:45")
    assert post.show(number).facts["closure_hours"] == 0.75
    assert post.rows(number, "threshold")["closure_hours>=4"] == ("met", "17:00")  # III stands already
    assert post.rows(number, "threshold")["closure_hours>=24"] == ("pending", "11-06 13:00")


def test_what_does_not_run_or_runs_already_is_refused(post: Post) -> None:
    number = stranded(post)
    assert "fact set" in post.refuses("fact.start", number, "deaths").do
    assert "not running" in post.refuses("fact.stop", number, "stranded_minutes").what
    post.do("fact.start", number, "stranded_minutes")
    assert "already running" in post.refuses("fact.start", number, "stranded_minutes").what
    assert "not running" in post.refuses("fact.stop", number, "stranded_minutes", at=post.time("12:00")).what


def test_an_estimate_may_be_stated(post: Post) -> None:
    number = stranded(post)
    post.at("13:20").do("fact.set", number, "stranded_minutes", "35")
    assert post.suggest(number).level == "II"
