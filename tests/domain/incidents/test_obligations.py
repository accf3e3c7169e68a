"""What must happen next (R4.1 to R4.5): every row that should exist, one obligation one row, and how each ends."""

from __future__ import annotations

from typing import Any

from told import Book, at, our_plan, told

from commandpost.domain.incidents.records.history import Answer, History, Met, TypeSpan
from commandpost.domain.incidents.records.wanted import Wanted
from commandpost.domain.incidents.rules.obligations import wanted

HURT = Book().said("10:00", minor_injuries=1)
ASSURED = (Answer("work_safety_accident", "no", at("10:01")),)


def rows(history: History, clock: str = "12:00") -> dict[str, Wanted]:
    """Give the rows by kind.code, a round after the first as kind.code/2."""
    found = wanted(our_plan(), history, at(clock))
    return {f"{row.kind}.{row.code}" + (f"/{row.round}" if row.round > 1 else ""): row for row in found}


def due(found: dict[str, Wanted], kind: str) -> dict[str, tuple[str, Any]]:
    return {name: (row.due_at, row.ends) for name, row in found.items() if row.kind == kind}


# ---- the chain


def test_each_step_of_the_chain_is_owed_from_the_report_until_it_is_taken() -> None:
    found = rows(told("fire", department="customer_service", chain={"department": at("10:01")}))
    assert due(found, "chain_step") == {
        "chain_step.department": (at("10:02"), ("met", at("10:01"), "step_taken")),
        "chain_step.group": (at("10:05"), None),
        "chain_step.verified": (at("10:10"), None),
        "chain_step.activated": (at("10:12"), None),
    }
    assert found["chain_step.department"].to == ("head_customer_service",)
    assert (found["chain_step.group"].owner_post, found["chain_step.group"].to) == (
        "head_customer_service",
        ("deputy_leader",),
    )


def test_without_a_department_its_head_is_named_as_such() -> None:
    assert rows(told("fire"))["chain_step.department"].to == ("head_of_incident_department",)


def test_the_report_to_authority_goes_with_the_laws_row() -> None:
    found = rows(told("fire", HURT, decisions=[("10:05", "II")]))
    assert "chain_step.authority" not in found
    assert found["statutory.work_safety_accident"].also == ("fire.notify.emb", "authority")


def test_without_a_clock_the_report_to_authority_follows_the_level() -> None:
    found = rows(told("fire", HURT, decisions=[("10:05", "II")], answers=ASSURED))
    row = found["chain_step.authority"]
    assert (row.due_at, row.to, row.ends) == (at("10:25"), ("leading_group", "hq", "emb"), None)
    assert found["statutory.work_safety_accident"].also == ()
    assert "chain_step.authority" not in rows(told("fire", decisions=[("10:05", "III")]))
    assert "chain_step.authority" not in rows(told("fire", decisions=[("10:05", "II"), ("10:20", "III")]))
    taken = rows(told("fire", decisions=[("10:05", "II")], chain={"authority": at("10:20")}))
    assert taken["chain_step.authority"].ends == ("met", at("10:20"), "step_taken")


def test_a_report_to_authority_that_is_late_is_not_forgiven_by_a_clock_that_starts_later() -> None:
    late = Book().said("10:30", minor_injuries=1)
    found = rows(told("fire", late, decisions=[("10:05", "II")]))
    assert (found["chain_step.authority"].due_at, found["chain_step.authority"].ends) == (at("10:25"), None)
    assert found["statutory.work_safety_accident"].also == ("fire.notify.emb",)
    in_time = Book().said("10:24", minor_injuries=1)
    assert "chain_step.authority" not in rows(told("fire", in_time, decisions=[("10:05", "II")]))


def test_authority_goes_with_the_clock_that_is_due_first() -> None:
    found = rows(told("crowd_crush", HURT, decisions=[("10:05", "II")]))
    assert found["statutory.mass_event"].also == ("crowd_crush.notify.psb", "authority")
    assert found["statutory.work_safety_accident"].also == ("crowd_crush.notify.emb",)
    no = (Answer("mass_event", "no", at("10:10")),)
    found = rows(told("crowd_crush", HURT, decisions=[("10:05", "II")], answers=no))
    assert found["statutory.work_safety_accident"].also == ("crowd_crush.notify.emb", "authority")


# ---- the law


def test_a_clock_is_a_row_with_its_condition_and_its_law() -> None:
    row = rows(told("fire", HURT))["statutory.work_safety_accident"]
    assert (row.started_at, row.due_at, row.to, row.applies, row.ends) == (
        at("10:00"),
        at("11:00"),
        ("emb",),
        "ask",
        None,
    )
    assert row.source == "国务院令493号 2,9,12,13条" and row.owner_post == "head_information"


def test_no_cancels_it_yes_and_silence_do_not() -> None:
    assert rows(told("fire", HURT, answers=ASSURED))["statutory.work_safety_accident"].ends == (
        "cancelled",
        "answered_no",
    )
    yes = (*ASSURED, Answer("work_safety_accident", "yes", at("10:30")))
    row = rows(told("fire", HURT, answers=yes))["statutory.work_safety_accident"]
    assert (row.applies, row.due_at, row.ends) == ("yes", at("11:00"), None)


def test_what_runs_writes_the_clock_ahead_that_it_would_start() -> None:
    lift = Book().start("10:00", "trapped_minutes")
    row = rows(told("lift_entrapment", lift), "10:01")["statutory.special_equipment"]
    assert (row.started_at, row.due_at, row.applies) == (at("12:00"), at("13:00"), "ask")
    assert rows(told("lift_entrapment", lift), "12:30")["statutory.special_equipment"] == row
    stopped = Book().start("10:00", "trapped_minutes").stop("11:59", "trapped_minutes")
    assert "statutory.special_equipment" not in rows(told("lift_entrapment", stopped), "12:30")


def test_a_report_marked_met_meets_the_row() -> None:
    met = (Met("statutory", "work_safety_accident", 1, at("10:40")),)
    assert rows(told("fire", HURT, met=met))["statutory.work_safety_accident"].ends == ("met", at("10:40"), "reported")
    both = rows(told("fire", HURT, met=met, answers=(Answer("work_safety_accident", "no", at("10:50")),)))
    assert both["statutory.work_safety_accident"].ends == ("met", at("10:40"), "reported")


def test_the_law_is_met_through_its_notify_rows_once_every_body_it_names_was_told() -> None:
    psb = Met("notify", "complaint_mass.notify.psb", 1, at("10:08"))
    emb = Met("notify", "complaint_mass.notify.emb", 1, at("10:30"))
    one = rows(told("complaint_mass", met=(psb,), decisions=[("10:01", "II")]))
    assert one["statutory.social_security_event"].ends is None
    two = rows(told("complaint_mass", met=(psb, emb), decisions=[("10:01", "II")]))
    assert two["statutory.social_security_event"].ends == ("met", at("10:30"), "reported")
    assert not due(two, "notify").keys() & {"notify.complaint_mass.notify.psb", "notify.complaint_mass.notify.emb"}


# ---- notify rows


def test_before_a_level_only_rows_that_stand_for_every_level_are_owed() -> None:
    assert due(rows(told("fire")), "notify") == {"notify.fire.notify.119": (at("10:01"), None)}


def test_the_level_decided_brings_its_notify_rows_counted_from_the_decision() -> None:
    found = rows(told("fire", decisions=[("10:05", "III")]))
    assert {name.rsplit(".", 1)[1]: row[0] for name, row in due(found, "notify").items()} == {
        "119": at("10:01"),  # at once: within the minute it takes to dial
        "120": at("10:06"),
        "hq": at("10:15"),
        "insurer": at("+1 10:05"),
    }
    raised = rows(told("fire", decisions=[("10:05", "III"), ("10:30", "II")]))
    assert raised["notify.fire.notify.hq"].due_at == at("10:15")  # it already applied


def test_a_row_that_left_with_the_level_and_came_back_is_owed_anew_unless_it_was_met() -> None:
    up_and_down = [("10:05", "III"), ("10:30", "IV")]
    assert "notify.fire.notify.hq" not in rows(told("fire", decisions=up_and_down))
    again = [*up_and_down, ("11:00", "II")]
    assert rows(told("fire", decisions=again))["notify.fire.notify.hq"].due_at == at("11:10")
    met = (Met("notify", "fire.notify.hq", 1, at("10:12")),)
    row = rows(told("fire", decisions=again, met=met))["notify.fire.notify.hq"]
    assert (row.due_at, row.ends) == (at("10:15"), ("met", at("10:12"), "reported"))


def test_a_change_of_type_brings_its_own_rows_from_the_change_on() -> None:
    spans = (TypeSpan("unclassified", at("10:00")), TypeSpan("fire", at("10:20")))
    found = rows(told(types=spans, decisions=[("10:05", "III")]))
    assert found["notify.fire.notify.119"].due_at == at("10:21")
    assert found["notify.fire.notify.hq"].due_at == at("10:30")
    assert not [name for name in found if "unclassified" in name]


def test_a_notify_row_that_meets_a_rule_is_owed_only_where_the_rule_applies() -> None:
    two = [("10:01", "II")]
    assert "notify.fire.notify.emb" not in rows(told("fire", decisions=two))  # no clock
    assert "notify.fire.notify.emb" not in rows(told("fire", HURT, decisions=two))  # the law's row carries it
    assert "notify.fire.notify.emb" not in rows(told("fire", HURT, decisions=two, answers=ASSURED))


def test_a_row_for_another_body_than_the_laws_stands_by_itself_due_at_the_earlier_time() -> None:
    plan = our_plan()
    fire = plan.types["fire"]
    moved = tuple(
        row._replace(contact="psb", within_minutes=90) if row.id == "fire.notify.emb" else row for row in fire.notify
    )
    other = plan._replace(types={**plan.types, "fire": fire._replace(notify=moved)})
    found = {row.code: row for row in wanted(other, told("fire", HURT, decisions=[("10:05", "II")]), at("12:00"))}
    assert (found["fire.notify.emb"].due_at, found["fire.notify.emb"].to) == (at("11:00"), ("psb",))
    assert found["work_safety_accident"].also == ("authority",)
    assert "fire.notify.emb" not in {
        row.code for row in wanted(other, told("fire", decisions=[("10:05", "II")]), at("12:00"))
    }


# ---- level, command


def test_the_level_is_to_be_named_and_is_met_by_the_first_decision() -> None:
    row = rows(told("fire"))["level.level"]
    assert (row.due_at, row.to, row.ends) == (at("10:05"), ("duty_officer",), None)
    assert rows(told("fire", decisions=[("10:03", "III"), ("10:09", "II")]))["level.level"].ends == (
        "met",
        at("10:03"),
        "level_decided",
    )


def test_somebody_must_command_once_a_level_is_decided() -> None:
    assert "commander.commander" not in rows(told("fire"))
    row = rows(told("fire", decisions=[("10:03", "III")]))["commander.commander"]
    assert (row.due_at, row.to, row.ends) == (at("10:13"), ("head_safety",), None)
    raised = rows(told("fire", decisions=[("10:03", "III"), ("10:05", "I")]))["commander.commander"]
    assert (raised.due_at, raised.to) == (at("10:10"), ("leader",))
    lowered = rows(told("fire", department="technical", decisions=[("10:03", "III"), ("10:05", "IV")]))[
        "commander.commander"
    ]
    assert (lowered.due_at, lowered.to) == (at("10:13"), ("head_technical",))


def test_taking_command_meets_the_row_and_later_levels_do_not_move_it() -> None:
    held: dict[str, Any] = {"commander_person": "somebody", "command_since": at("10:07")}
    row = rows(told("fire", decisions=[("10:03", "III"), ("10:20", "I")], **held))["commander.commander"]
    assert (row.due_at, row.ends) == (at("10:13"), ("met", at("10:07"), "command_taken"))
    early: dict[str, Any] = {"commander_person": "somebody", "command_since": at("10:00")}
    assert "commander.commander" not in rows(told("fire", decisions=[("10:03", "III")], **early))


# ---- follow-ups


def test_one_open_follow_up_at_the_rhythm_of_the_level() -> None:
    assert due(rows(told("fire")), "followup") == {}
    found = rows(told("fire", decisions=[("10:03", "III"), ("10:20", "II"), ("10:25", "II")]))
    assert due(found, "followup") == {"followup.followup": (at("10:40"), None)}
    assert found["followup.followup"].to == ("leading_group", "hq", "emb")


def test_the_next_round_is_made_when_one_is_met_and_missed_rounds_are_not_stacked() -> None:
    met = (Met("followup", "followup", 1, at("10:45")),)
    found = rows(told("fire", decisions=[("10:03", "III"), ("10:20", "II")], met=met), "18:00")
    assert due(found, "followup") == {
        "followup.followup": (at("10:40"), ("met", at("10:45"), "reported")),
        "followup.followup/2": (at("11:05"), None),
    }


def test_a_level_that_changed_since_the_last_round_sets_the_next() -> None:
    met = (Met("followup", "followup", 1, at("10:30")),)
    found = rows(told("fire", decisions=[("10:03", "III"), ("10:40", "I")], met=met))
    assert due(found, "followup") == {
        "followup.followup": (at("10:33"), ("met", at("10:30"), "reported")),
        "followup.followup/2": (at("10:55"), None),
    }


# ---- thresholds


def test_what_runs_writes_every_crossing() -> None:
    lift = Book().start("10:00", "trapped_minutes")
    found = rows(told("lift_entrapment", lift), "10:35")
    assert due(found, "threshold") == {
        "threshold.trapped_minutes>=30": (at("10:30"), None),
        "threshold.trapped_minutes>=60": (at("11:00"), None),
        "threshold.trapped_minutes>=120": (at("12:00"), None),
    }
    assert found["threshold.trapped_minutes>=60"].to == ("duty_officer",)


def test_a_level_as_high_as_the_crossing_answers_it_before_or_after() -> None:
    lift = Book().start("10:00", "trapped_minutes")
    found = rows(told("lift_entrapment", lift, decisions=[("09:59", "III"), ("11:10", "II")]), "11:30")
    assert due(found, "threshold") == {
        "threshold.trapped_minutes>=30": (at("10:30"), ("met", at("10:00"), "level_decided")),
        "threshold.trapped_minutes>=60": (at("11:00"), ("met", at("11:10"), "level_decided")),
        "threshold.trapped_minutes>=120": (at("12:00"), None),
    }


def test_keeping_the_level_once_it_was_crossed_is_an_answer_too() -> None:
    lift = Book().start("10:00", "trapped_minutes")
    kept = rows(told("lift_entrapment", lift, decisions=[("10:01", "IV"), ("11:02", "IV")]), "11:30")
    assert kept["threshold.trapped_minutes>=60"].ends == ("met", at("11:02"), "level_decided")
    assert kept["threshold.trapped_minutes>=120"].ends is None


def test_stopping_cancels_what_was_not_reached() -> None:
    lift = Book().start("10:00", "trapped_minutes").stop("10:45", "trapped_minutes")
    assert due(rows(told("lift_entrapment", lift)), "threshold") == {
        "threshold.trapped_minutes>=30": (at("10:30"), None),
        "threshold.trapped_minutes>=60": (at("11:00"), ("cancelled", "stopped")),
        "threshold.trapped_minutes>=120": (at("12:00"), ("cancelled", "stopped")),
    }


def test_a_new_stretch_has_rows_of_its_own() -> None:
    lift = Book().start("10:00", "trapped_minutes").stop("10:45", "trapped_minutes").start("11:00", "trapped_minutes")
    assert rows(told("lift_entrapment", lift))["threshold.trapped_minutes>=30/2"].due_at == at("11:30")
    assert "threshold.trapped_minutes>=30" not in rows(told("lift_entrapment", lift))


def test_a_grade_alone_is_answered_by_no_level() -> None:
    ride = Book().start("10:00", "stranded_minutes")
    found = rows(told("ride_failure", ride, decisions=[("10:01", "I")]), "23:00")
    assert found["threshold.stranded_minutes>=720"].ends is None
    assert found["threshold.stranded_minutes>=720"].source == "legal_grades.special_equipment"
    assert found["threshold.stranded_minutes>=60"].ends == ("met", at("10:01"), "level_decided")


def test_an_estimate_that_reaches_further_is_the_crossing() -> None:
    book = Book().start("10:00", "closure_hours").said("10:30", closure_hours=6)
    assert due(rows(told("power_cut", book)), "threshold") == {
        "threshold.closure_hours>=4": (at("10:30"), None),
        "threshold.closure_hours>=24": (at("+1 10:00"), None),
    }


# ---- the end


ENDED: dict[str, Any] = {"state": "ended", "ended_at": at("13:00"), "decisions": [("10:01", "III")]}


def test_the_end_cancels_what_nobody_owes_any_more_and_opens_what_it_brings() -> None:
    found = rows(told("fire", HURT, **ENDED), "13:30")
    assert found["chain_step.group"].ends == found["followup.followup"].ends == ("cancelled", "ended")
    assert found["commander.commander"].ends == found["notify.fire.notify.insurer"].ends == ("cancelled", "ended")
    assert found["level.level"].ends == ("met", at("10:01"), "level_decided")
    assert found["statutory.work_safety_accident"].ends is None
    assert due(found, "after_end") == {
        "after_end.clear_scene": (at("17:00"), None),
        "after_end.restore": (at("+1 13:00"), None),
        "after_end.losses": (at("+3 13:00"), None),
    }
    window = found["supplement.work_safety_accident"]
    assert (window.due_at, window.applies, window.ends) == (at("+7 10:00"), "ask", None)


def test_the_window_passes_by_itself_and_no_rule_no_window() -> None:
    assert rows(told("fire", HURT, **ENDED), "+7 10:01")["supplement.work_safety_accident"].ends == (
        "cancelled",
        "window_passed",
    )
    assert "supplement.work_safety_accident" not in rows(told("fire", HURT, answers=ASSURED, **ENDED), "13:30")
    assert not due(rows(told("fire", HURT)), "supplement") and not due(rows(told("fire", HURT)), "after_end")


def test_a_reopening_lets_what_was_not_met_begin_anew() -> None:
    reopened: dict[str, Any] = {
        "state": "responding",
        "reopened_at": at("14:00"),
        "decisions": [("10:01", "III")],
        "chain": {"department": at("10:01")},
        "met": (Met("notify", "fire.notify.hq", 1, at("10:05")), Met("followup", "followup", 1, at("10:30"))),
    }
    found = rows(told("fire", HURT, **reopened), "14:10")
    assert due(found, "chain_step")["chain_step.department"] == (at("10:02"), ("met", at("10:01"), "step_taken"))
    assert due(found, "chain_step")["chain_step.group"] == (at("14:05"), None)
    assert found["notify.fire.notify.hq"].due_at == at("10:11")
    assert found["notify.fire.notify.120"].due_at == at("14:01")
    assert found["followup.followup"].ends == ("met", at("10:30"), "reported")
    assert found["followup.followup/2"].due_at == at("14:30")
    assert found["commander.commander"].due_at == at("14:10")
    assert found["statutory.work_safety_accident"].due_at == at("11:00")
    assert not due(found, "after_end")


def test_a_second_end_opens_its_own_rows() -> None:
    again: dict[str, Any] = {
        **ENDED,
        "reopened_at": at("12:00"),
        "met": (Met("after_end", "clear_scene", 1, at("11:00")),),
    }
    assert rows(told("fire", **again), "13:30")["after_end.clear_scene"].ends is None
    done: dict[str, Any] = {**ENDED, "met": (Met("after_end", "clear_scene", 1, at("13:20")),)}
    assert rows(told("fire", **done), "13:30")["after_end.clear_scene"].ends == ("met", at("13:20"), "reported")
