"""R1.2 The list of incident categories is open: smoke becomes a fire, a complaint a mass incident; what was done stays."""

from __future__ import annotations

from tests.story import Post


def test_what_was_done_stays_and_the_new_types_obligations_come_in(post: Post) -> None:
    number = post.report("customers complaining at the service desk, 6 gathered !III")
    assert post.show(number).type == "complaint_mass"
    post.at("13:01").do("incident.chain", number, "department", by="Guard 3")
    met = post.rows(number)["department"]
    mob = set(post.rows(number))
    post.at("13:10").do("incident.change_type", number, "violent-assault", reason="a knife was drawn")
    rows = post.rows(number)
    assert rows["department"] == met == ("met", "13:02")
    assert rows["social_security_event"][0] == "cancelled"  # no longer applies
    assert rows["internal_security"] == ("pending", "13:10")  # begins with the change of type
    assert all(
        state == "cancelled" for code, (state, _) in rows.items() if code.startswith("complaint_mass.") and code in mob
    )
    assert any(code.startswith("violent_assault.notify") for code in rows)
    shown = post.show(number)
    assert (shown.type, shown.level) == ("violent_assault", "III")
    assert [criterion.code for criterion in shown.criteria][0].startswith("violent_assault.close")
    assert [entry.text for entry in post.log(number)][-1].endswith("a knife was drawn")
    steps = [(step.value, step.reason) for step in shown.history if step.what == "type"]
    assert steps == [("complaint_mass", None), ("violent_assault", "a knife was drawn")]


def test_why_a_row_was_cancelled_is_kept(post: Post) -> None:
    number = post.report("customers complaining, 6 gathered !III")
    post.at("13:10").do("incident.change_type", number, "fire", reason="it burns")
    why = post.desk.reader(
        "SELECT DISTINCT c.why FROM deadline_change c JOIN deadline d ON d.id = c.deadline_id WHERE c.state = 'cancelled' AND d.code = 'social_security_event'"
    )
    assert why == [("no_longer_applies",)]


def test_a_figure_keeps_its_own_time_under_the_new_type(post: Post) -> None:
    """A fact met before a change of type keeps its own time: the clock of the new type's rule begins with it."""
    number = post.report("unclear noise at 2F")
    post.at("13:04").do("log.add", number, "one hurt", set=["injured=1"])
    post.at("13:20").do("incident.change_type", number, "fire", reason="flames")
    assert post.rows(number, "statutory")["work_safety_accident"] == ("pending", "14:04")


def test_the_level_as_of_a_moment_is_that_of_the_type_that_held_then(post: Post) -> None:
    number = post.report("customer injured at gate 4, 1 minor")
    assert post.show(number).type == "customer_injury"
    post.at("13:20").do("incident.change_type", number, "fire", reason="she was burnt")
    assert (post.suggest(number, "13:10").level, post.suggest(number, "13:20").level) == ("IV", "III")


def test_the_same_type_and_an_unknown_one_are_refused(post: Post) -> None:
    number = post.report("fire 2F")
    post.refuses("incident.change_type", number, "fire", reason="x")
    assert "fire, gas_leak" in post.refuses("incident.change_type", number, "volcano", reason="x").do


def test_a_type_goes_by_its_name_as_well(post: Post) -> None:
    number = post.report("noise")
    for typed, code in (("火灾", "fire"), ("Lift entrapment", "lift_entrapment"), ("crowd-crush", "crowd_crush")):
        post.do("incident.change_type", number, typed, reason="x")
        assert post.show(number).type == code
