"""R4.2 A report is what was said; a wrong one is struck and stays readable, with who, when and why, and what it brought was never said."""

from __future__ import annotations

from tests.story import Post


def test_a_struck_entry_stays_readable(post: Post) -> None:
    post.do("person.add", "Xu Nuoyan")
    number = post.report("fire 2F smoke")
    post.at("13:05").do("log.add", number, "fire on 3F as well", by="Isle Books")
    post.at("13:08").do("log.strike", number, "#2", reason="Liu Chong looked: no flames", who="Xu Nuoyan")
    entry = post.log(number)[1]
    assert (entry.number, entry.text, entry.by, entry.struck) == ("2", "fire on 3F as well", "Isle Books", True)
    assert (entry.strike.by, entry.strike.reason, post.local(entry.strike.at)) == (
        "Xu Nuoyan",
        "Liu Chong looked: no flames",
        "13:08",
    )
    assert "already struck" in post.refuses("log.strike", number, "2", reason="again").what


def test_a_struck_figure_was_never_said_but_the_decided_level_stands(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:05").do("log.add", number, "one dead in the kitchen", set=["deaths=1"])
    post.do("incident.set_level", number, "I", reason="a death")
    assert (post.suggest(number).level, post.suggest(number).grade) == ("I", "一般")
    post.at("13:12").do("log.strike", number, "2", reason="he breathes")
    found = post.suggest(number)
    assert (found.level, found.grade, found.decided) == (None, None, "I")
    assert post.show(number).level == "I" and post.show(number).facts.get("deaths") is None
    assert post.suggest(number, "13:06").level is None  # hindsight: never said, not even then


def test_its_clock_goes_with_it(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:05").do("log.add", number, "one hurt", set=["injured=1"])
    assert post.rows(number)["work_safety_accident"] == ("pending", "14:05")
    post.at("13:06").do("log.strike", number, "2", reason="only frightened")
    assert post.rows(number)["work_safety_accident"] == ("cancelled", "14:05")
    assert post.suggest(number).clocks == ()


def test_a_struck_step_of_the_chain_is_owed_again(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:01").do("incident.chain", number, "department", by="Guard 12")
    post.at("13:04").do("log.strike", number, "2", reason="nobody answered the call")
    assert post.show(number).chain[1].at is None
    assert post.rows(number, "chain_step")["department"] == ("pending", "13:02")
    assert [row.late_s for row in post.owed(number, "chain_step") if row.code == "department"] == [120]
    assert post.rows(number, "chain_step", as_of=post.time("13:03"))["department"] == ("pending", "13:02")
    post.do("incident.chain", number, "department", by="Guard 12")
    assert post.rows(number, "chain_step")["department"] == ("met", "13:02")


def test_a_struck_report_was_never_sent(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    ref = post.at("13:20").meets(number, "followup").ref
    assert [(row.round, post.local(row.due_at)) for row in post.owed(number, "followup")] == [(2, "13:50")]
    post.at("13:22").do("log.strike", number, ref, reason="the line was dead")
    assert [(row.round, post.local(row.due_at)) for row in post.owed(number, "followup")] == [(1, "13:30")]


def test_a_struck_answer_is_asked_again(post: Post) -> None:
    number = post.report("fire 2F smoke, 1 minor !III")
    ref = post.do("incident.answer", number, "work_safety_accident", "no", reason="his own cigarette").ref
    assert post.rows(number, "statutory")["work_safety_accident"][0] == "cancelled"
    post.at("13:02").do("log.strike", number, ref, reason="a tenant's kitchen is ours")
    assert post.suggest(number).clocks[0]["applies"] == "ask"
    (row,) = post.owed(number, "statutory")
    assert (row.applies, post.local(row.due_at)) == ("ask", "14:00")
    post.do("incident.answer", number, "work_safety_accident", "yes", reason="a tenant's kitchen is ours")
    assert post.suggest(number).clocks[0]["applies"] == "yes"


def test_striking_the_law_report_opens_the_law_again(post: Post) -> None:
    number = post.report("fire 2F smoke, 1 minor !II")
    ref = post.at("13:10").do("incident.chain", number, "authority").ref
    assert post.rows(number, "statutory")["work_safety_accident"][0] == "met"
    post.do("log.strike", number, ref, reason="wrong bureau")
    assert post.rows(number, "statutory")["work_safety_accident"] == ("pending", "14:00")
    assert post.show(number).chain[-1].at is None
