"""R4.2 An order is to someone, by when: told, read back, done; unrepeated after two minutes it is late in words; a leader's instruction is the
same loop with a longer clock, and its answer closes it."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from commandpost.exchange.naming import Teller
from commandpost.exchange.spoken import entries
from commandpost.tui.parts.telling import Teller as ScreenTeller
from tests.story import Post


def rows(post: Post, number: str) -> dict[str, tuple[str, str]]:
    return {row.kind: (row.state, post.local(row.due_at)) for row in post.ask("deadline.list", incident=number) if "order" in row.kind or "instr" in row.kind}


def test_an_order_is_late_in_words_after_two_minutes_until_it_is_read_back(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    done = post.do("log.add", number, "clear 2F, use stairs 1 to 3", kind="order", to="Guard 12")
    assert [made.kind for made in done.made] == ["log_entry", "order"] and done.made[1].ref == f"{number}#2"
    assert rows(post, number) == {"order_read_back": ("pending", "13:02"), "order_done": ("pending", "13:30")}
    post.at("13:03")
    (late,) = post.owed(number, "order_read_back")
    assert (late.subject, late.late_s) == ("order #2 to be read back by Guard 12", 60)
    (shown,) = post.ask("order.list")
    assert (shown.entry, shown.to, shown.waits_for, shown.late_s) == ("2", "Guard 12", "read_back", 60)
    post.do("order.read_back", done.made[1].ref)
    assert rows(post, number)["order_read_back"] == ("met", "13:02")
    assert post.log(number)[-1].text == "#2 read back" and post.ask("order.list")[0].waits_for == "done"
    post.at("13:20").do("order.done", done.made[1].id, note="2F is clear, nobody left")
    assert rows(post, number) == {"order_read_back": ("met", "13:02"), "order_done": ("met", "13:30")}
    assert post.log(number)[-1].text == "#2 done: 2F is clear, nobody left"
    assert post.ask("order.list") == [] and post.ask("order.list", book=number)[0].note == "2F is clear, nobody left"


def test_it_is_due_when_somebody_said_so_and_is_the_posts_or_the_persons(post: Post) -> None:
    post.people(head_security="Wu Gang", head_safety="Zhou Li")
    number = post.report("fire 2F smoke !III")
    post.do("log.add", number, "close gate 4", kind="order", to="head_security", due="2026-11-05T13:10+08:00")
    post.do("log.add", number, "measure gas in the duct", kind="order", to="Zhou Li")
    found = {(row.kind, row.code): row for row in post.owed(number) if row.kind.startswith("order")}
    assert post.local(found["order_done", "2"].due_at) == "13:10"
    assert found["order_done", "2"].to == ("head_security",) and found["order_done", "2"].subject == "order #2 to be done"
    assert found["order_done", "3"].to == () and found["order_done", "3"].to_names == "Zhou Li"
    assert found["order_read_back", "3"].subject == "order #3 to be read back by Zhou Li"
    owners = post.desk.reader("SELECT owner_post, owner_person IS NOT NULL, policy FROM deadline WHERE kind = 'order_read_back' ORDER BY code")
    assert owners == [("head_security", 0, "order_not_read_back"), (None, 1, "order_not_read_back")]


def test_the_log_says_to_whom_an_order_went(post: Post) -> None:
    post.people(head_security="Wu Gang", head_safety="Zhou Li")
    number = post.report("fire 2F smoke !III")
    for kind, to in (("order", "head_security"), ("order", "Zhou Li"), ("instruction", "Guard 12")):
        post.do("log.add", number, "close gate 4", kind=kind, to=to)
    post.do("log.add", number, "close them all", kind="order")
    assert [row.to for row in post.log(number)] == [None, "Head of security", "Zhou Li", "Guard 12", None]
    lines = entries(post.log(number), Teller(post.desk.plan, ZoneInfo(post.zone), post.log(number)[0].event_at, 120))
    assert "order → Head of security" in lines[2] and "instruction → Guard 12" in lines[4], lines
    shown = [ScreenTeller(post.desk.plan, UTC).entry(row).who for row in post.log(number)]
    assert shown[1:] == ["Lin Wei, order → Head of security", "Lin Wei, order → Zhou Li", "Lin Wei, instruction → Guard 12", "Lin Wei, order"]
    post.do("person.erase", "Zhou Li", basis="asked")
    assert [row.to for row in post.log(number)][2] == "[erased]"


def test_what_is_reported_done_was_understood(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    entry = post.do("log.add", number, "shut the gas", kind="order", to="Guard 3")
    post.at("13:01").do("order.done", entry.made[0].id, note="gas is off")
    assert {state for state, _ in rows(post, number).values()} == {"met"}
    assert post.refuses("order.read_back", f"{number}#2").what == "This order was already reported done."
    assert post.refuses("order.done", f"{number}#2", note="again").what == "This order was already reported done."


def test_an_instruction_is_the_same_loop_with_a_longer_clock_and_its_answer_closes_it(post: Post) -> None:
    post.people(leader="Gu Ping")
    number = post.report("fire 2F smoke !III")
    post.do("log.add", number, "find the cause, report in writing", kind="instruction", to="head_information", by="Gu Ping")
    assert rows(post, number) == {"instruction_read_back": ("pending", "13:30"), "instruction": ("pending", "11-06 13:00")}
    assert post.owed(number, "instruction")[0].subject == "instruction #2 to be answered"
    post.do("incident.control", number)
    criteria = [criterion.code for criterion in post.show(number).criteria]
    post.at("15:00").do("incident.end", number, reason="out", confirmed_by="Gu Ping", met=criteria)
    assert rows(post, number)["instruction"][0] == "pending"  # the end answers no instruction
    post.do("order.done", f"{number}#2", note="the fryer; report no. 7")
    assert {state for state, _ in rows(post, number).values()} == {"met"}


def test_an_order_of_the_duty_log_comes_back_as_well(post: Post) -> None:
    made = post.do("log.add", "duty", "check the north gate", kind="order", to="Guard 7").made
    late = [row for row in post.at("13:05").ask("deadline.list") if row.kind == "order_read_back"]
    assert [(row.incident, row.late_s, row.subject) for row in late] == [(None, 180, "order duty:2026-11-05#1 to be read back by Guard 7")]
    post.do("order.read_back", late[0].id[-8:])
    post.do("order.done", made[0].id, note="shut")
    assert [row for row in post.ask("deadline.list") if row.incident is None] == []
    assert [row.late_s for row in post.ask("order.list")] == []


def test_a_struck_order_was_never_given_and_a_struck_read_back_never_heard(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("log.add", number, "close 3F", kind="order", to="Guard 3")
    post.do("order.read_back", f"{number}#2")
    post.do("log.strike", number, "3", reason="that was another order")
    assert rows(post, number)["order_read_back"] == ("pending", "13:02")
    post.do("log.strike", number, "2", reason="never said")
    assert post.owed(number, "order_read_back") == [] == post.owed(number, "order_done")
    assert post.refuses("order.done", f"{number}#2", note="x").what == "#2 is struck."
    post.do("log.add", "duty", "open gate 9", kind="order", to="Guard 9")
    post.do("log.strike", "duty", "1", reason="gate 8")
    assert [row for row in post.ask("deadline.list") if row.incident is None] == []


def test_the_end_of_an_incident_ends_its_orders_and_a_merge_carries_them(post: Post) -> None:
    number, again = post.report("fire 2F smoke !III"), post.report("smoke 2F")
    post.do("log.add", again, "send two with a hose", kind="order", to="Guard 3")
    post.do("incident.merge", again, number, reason="one fire")
    (carried,) = post.owed(number, "order_read_back")
    assert carried.subject == f"order {again}#2 to be read back by Guard 3"
    post.do("order.read_back", carried.id)
    assert post.owed(number, "order_read_back") == [] and len(post.owed(number, "order_done")) == 1
    post.do("incident.control", number)
    criteria = [criterion.code for criterion in post.show(number).criteria]
    post.at("14:00").do("incident.end", number, reason="out", confirmed_by="Chen Hao", met=criteria)
    assert post.owed(number, "order_done") == []


def test_an_order_to_nobody_is_an_entry_and_says_so(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    assert post.do("log.add", number, "everybody out", kind="order").remarks == ["Nobody is asked whether it comes back: say to whom with --to"]
    assert post.owed(number, "order_read_back") == []
    assert post.refuses("log.add", number, "rain", to="Guard 3").clause == "R4.2"
    assert post.refuses("log.add", number, "x", kind="order", to="Guard 3", due="2026-11-05T12:00+08:00").do == "Give a later time with --due."
    row = post.do("log.add", number, "shut it", kind="order", to="Guard 3") and post.owed(number, "order_done")[0]
    assert post.refuses("deadline.meet", row.id, to="x", channel="y", note="z").do == "Do it: commandpost order done"


def test_the_law_takes_the_words_out_of_an_order(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("log.add", number, "bring Ms Dong to the medic", kind="order", to="Ms Dong's brother")
    post.do("log.redact", number, "2", basis="asked")
    assert "Dong" not in "".join(row.subject for row in post.owed(number)) + str(post.ask("order.list"))


def test_in_chinese(zh_post: Post) -> None:
    number = zh_post.report("火灾 2F 冒烟 !III")
    zh_post.do("log.add", number, "清空二层", kind="指令", to="12号岗")
    zh_post.do("log.add", number, "查明原因", kind="批示", to="信息联络组组长")
    assert [row.subject for row in zh_post.owed(number) if "order" in row.kind or "instr" in row.kind] == [
        "12号岗：复诵指令#2", "12号岗：回报完成指令#2", "确认收到批示#3", "答复批示#3",
    ]  # fmt: skip
