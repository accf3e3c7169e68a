"""R4.3 The desk suggests the level and, apart from it, the legal grade, names each rule hit, asks where a rule has a condition; a person decides."""

from __future__ import annotations

from tests.story import Post


def test_each_rule_hit_is_named_with_value_threshold_source_and_entry(post: Post) -> None:
    number = post.report("fire 2F smoke, 2 hurt")
    post.at("13:04").do("log.add", number, "two in the toilets", set=["trapped=2"])
    found = post.suggest(number)
    assert (found.level, found.default_level, found.grade, found.decided) == ("II", "III", None, None)
    hit = found.hits[0]
    assert (hit["level"], hit["metric"], hit["value"], hit["at_least"], hit["entry"]) == ("II", "trapped", 2, 1, "2")
    assert hit["source"] == "incident_types.fire.auto_thresholds" and "Trapped: 2 persons" in hit["text"]
    assert {(h["level"], h["metric"], h["source"]) for h in found.hits} >= {
        ("III", "injured", "incident_types.fire.auto_thresholds"),
        ("IV", "injured", "common_thresholds"),
        ("III", "trapped", "common_thresholds"),
    }


def test_no_rule_hit_means_no_level_but_the_types_own(post: Post) -> None:
    found = post.suggest(post.report("fire 2F smoke"))
    assert (found.level, found.default_level, found.hits) == (None, "III", ())


def test_a_lower_figure_lowers_nothing_by_itself(post: Post) -> None:
    number = post.report("fire 2F smoke")
    post.at("13:05").do("fact.set", number, "trapped", "2")
    post.at("13:10").do("fact.set", number, "trapped", "0")
    found = post.suggest(number)
    assert found.level == "II" and post.show(number).facts["trapped"] == 0
    assert next(hit for hit in found.hits if hit["metric"] == "trapped" and hit["level"] == "II")["value"] == 2


def test_as_of_any_minute_by_event_time_whenever_recorded(post: Post) -> None:
    number = post.report("fire 2F smoke")
    post.at("13:30").do("log.add", number, "one died at 13:05, we hear now", set=["deaths=1"], at=post.time("13:05"))
    assert [post.suggest(number, clock).level for clock in ("13:04", "13:05", "13:30")] == [None, "I", "I"]
    assert post.suggest(number, "13:10").grade == "一般"


def test_two_scales_are_never_merged(post: Post) -> None:
    number = post.report("fire 2F smoke")
    post.do("fact.set", number, "serious_injuries", "10")
    found = post.suggest(number)
    assert (found.level, found.grade) == ("I", "较大")
    (hit,) = [hit for hit in found.grade_hits if hit["grade"] == "较大"]
    assert (hit["table"], hit["metric"], hit["value"], hit["at_least"]) == ("work_safety", "serious_injuries", 10, 10)


def test_where_no_table_is_on_file_none_is_borrowed(post: Post) -> None:
    assert post.suggest(post.report("food poisoning at 3F, 5 ill")).grade == "none_on_file"
    assert post.suggest(post.report("lost child at gate 2")).grade == "none_on_file"


def test_a_choice_counts_as_well(post: Post) -> None:
    number = post.report("rainstorm, water at the ramp")
    assert post.show(number).type == "severe_weather_flood"
    post.do("fact.set", number, "warning_colour", "Red")
    hits = [hit for hit in post.suggest(number).hits if hit["metric"] == "warning_colour"]
    assert hits and hits[0]["equals"] == "red" and "at_least" not in hits[0]
    assert post.show(number).facts["warning_colour"] == "red"
    assert "blue, yellow, orange, red" in post.refuses("fact.set", number, "warning_colour", "green").what


def test_the_desk_asks_where_a_rule_has_a_condition_and_silence_is_never_no(post: Post) -> None:
    number = post.report("fire 2F smoke, 1 minor")
    found = post.suggest(number)
    (ask,) = found.asks
    assert ask["rule"] == "work_safety_accident" and "operations" in ask["text"]
    (clock,) = found.clocks
    assert (clock["rule"], clock["applies"], clock["to"]) == ("work_safety_accident", "ask", ["emb"])
    assert (post.local(clock["starts_at"]), post.local(clock["due_at"])) == ("13:00", "14:00")
    assert "493" in clock["source"]
    post.at("15:00")
    assert post.suggest(number).clocks[0]["applies"] == "ask"
    assert post.owed(number, "statutory")[0].late_s == 3600


def test_yes_changes_no_time_and_no_cancels_with_a_reason(post: Post) -> None:
    number = post.report("fire 2F smoke, 1 minor")
    post.at("13:30").do("incident.answer", number, "work_safety_accident", "yes", reason="a tenant's kitchen")
    (row,) = post.owed(number, "statutory")
    assert (row.applies, post.local(row.due_at)) == ("yes", "14:00") and post.suggest(number).asks == ()
    post.at("13:40").do("incident.answer", number, "work_safety_accident", "no", reason="his own cigarette")
    assert post.rows(number, "statutory")["work_safety_accident"] == ("cancelled", "14:00")
    assert post.suggest(number).clocks[0]["applies"] == "no"
    assert [entry.text for entry in post.log(number)[1:]] == [
        "Work-safety accident: applies. a tenant's kitchen",
        "Work-safety accident: does not apply. his own cigarette",
    ]
    post.at("13:50").do("incident.answer", number, "work_safety_accident", "是", reason="legal says yes")
    assert [(row.applies, post.local(row.due_at)) for row in post.owed(number, "statutory")] == [("yes", "14:00")]


def test_a_danger_may_be_confirmed_before_any_figure(post: Post) -> None:
    number = post.report("fire 2F smoke")
    found = post.suggest(number)
    assert found.clocks == () and [item["rule"] for item in found.confirmables] == ["work_safety_accident"]
    post.at("13:12").do("incident.confirm", number, "work_safety_accident")
    (clock,) = post.suggest(number).clocks
    assert (post.local(clock["starts_at"]), post.local(clock["due_at"])) == ("13:12", "14:12")
    post.refuses("incident.confirm", number, "work_safety_accident")


def test_a_rule_with_nothing_to_confirm_and_a_rule_of_another_type_are_refused(post: Post) -> None:
    lift = post.report("lift stuck L5 3 trapped")
    post.refuses("incident.confirm", lift, "special_equipment")
    refusal = post.refuses("incident.answer", lift, "food_safety", "no", reason="x")
    assert "special_equipment" in refusal.do


def test_what_is_due_at_once_is_due_at_once(post: Post) -> None:
    number = post.report("theft at 3F, a bag taken")
    (clock,) = post.suggest(number).clocks
    assert (clock["rule"], post.local(clock["due_at"]), clock["to"]) == ("internal_security", "13:00", ["110"])


def test_the_window_for_casualty_changes_stays_visible(post: Post) -> None:
    number = post.report("fire 2F smoke, 1 minor !III")
    assert {rule: post.local(until) for rule, until in post.show(number).windows_until.items()} == {
        "work_safety_accident": "11-12 13:00"
    }
    assert post.local(post.suggest(number).clocks[0]["window_until"]) == "11-12 13:00"
