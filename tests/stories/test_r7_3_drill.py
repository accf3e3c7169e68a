"""An exercise runs through the very same screens, says so everywhere, and is no statistic (R7.3)."""

from __future__ import annotations

import json

from commandpost.exchange.naming import Teller
from commandpost.exchange.spoken import spoken
from tests.story import Post, prove


def said(post: Post, question: str, *args: str, **kwargs: str) -> list[str]:
    """The answer as people read it at the command line."""
    desk = post.desk
    answer = desk.ask(question, *args, **kwargs)
    return spoken(question, answer, Teller(desk.plan, post.clock.now().tzinfo, post.time("13:00"), 200, desk.site.drill))  # type: ignore[arg-type]


def test_what_is_reported_meanwhile_is_a_drill_for_ever(post: Post) -> None:
    real = post.report("fire 2F smoke !III")
    done = post.do("drill.start", reason="evacuation drill, autumn")
    assert done.remarks == ["Real incidents are open: 26-0001. They stay real."]
    assert post.log("duty")[-1].text == "Exercise begins: evacuation drill, autumn"
    drill = post.do("incident.report", "fire 3F smoke, 4 hurt !II")
    assert drill.ref == "26-0002" and "26-0002 is a drill: 演练 EXERCISE" in drill.remarks
    post.do("log.add", real, "the real one goes on")
    post.do("log.add", drill.ref, "dolls are carried out")
    done = post.do("drill.stop")
    assert done.remarks == ["Drills still open: 26-0002. End each of them."]
    assert post.report("noise at gate 4") == "26-0003", "one gapless sequence of numbers"
    post.do("log.add", drill.ref, "and carried in again")
    assert [post.show(number).drill for number in ("26-0001", "26-0002", "26-0003")] == [False, True, False]
    assert [entry.drill for entry in post.log("26-0001")] == [False, False]
    assert [entry.drill for entry in post.log("26-0002")] == [True, True, True]
    records = [json.loads(row[0]) for row in post.desk.reader("SELECT body FROM journal ORDER BY rowid DESC LIMIT 3")]
    assert [(record["cmd"], record["drill"]) for record in records] == [
        ("log.add", True), ("incident.report", False), ("drill.stop", True),
    ]  # fmt: skip


def test_it_is_said_on_every_print_and_counted_nowhere(post: Post) -> None:
    real = post.report("fire 2F smoke !III")
    assert not any("EXERCISE" in line for line in said(post, "board") + said(post, "incident.list"))
    post.do("drill.start", reason="autumn")
    drill = post.report("fire 3F smoke !II")
    board = post.ask("board")
    assert board.exercise and board.counts == {"I": 0, "II": 0, "III": 1, "IV": 0, "none": 0}
    assert [row.drill for row in board.rows if row.number == drill] == [True]
    for question, args in (("board", ()), ("incident.list", ()), ("incident.show", (real,)), ("log.list", (real,)),
                           ("deadline.list", ()), ("search", ("smoke",)), ("person.list", ())):  # fmt: skip
        assert said(post, question, *args)[0].endswith("演练 EXERCISE"), question
    post.do("drill.stop")
    assert not post.ask("board").exercise
    assert said(post, "log.list", drill)[0] == "演练 EXERCISE"
    brief = post.ask("incident.brief", drill, kind="initial")
    assert brief.drill and all(text.splitlines()[0] == "演练 EXERCISE" for text in (brief.zh, brief.en))
    assert {row.drill for row in post.ask("deadline.list", incident=drill)} == {True}
    assert not any("EXERCISE" in line for line in said(post, "incident.show", real))
    assert {line.number: line.drill for line in post.ask("incident.list")} == {real: False, drill: True}


def test_once_on_once_off(post: Post) -> None:
    assert post.refuses("drill.stop").clause == "R7.3"
    post.do("drill.start", reason="autumn")
    assert post.refuses("drill.start", reason="again").clause == "R7.3"
    post.again()
    assert post.desk.site.drill
    post.do("drill.stop", reason="all are out")
    assert not post.again().desk.site.drill
    prove(post.desk)
