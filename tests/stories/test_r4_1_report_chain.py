"""R4.1 Report chain: person on scene -> head of own department at once -> leading group without delay -> the group verifies, activates the
plan, and reports to higher authority and government as the rules require and in time."""

from __future__ import annotations

from tests.story import Post

STEPS = ["scene", "department", "group", "verified", "activated", "authority"]


def test_a_shouted_line_becomes_a_numbered_incident_with_its_first_entry(post: Post) -> None:
    post.do("place.add", "2F-foodcourt", zh="二楼美食广场", en="2F food court", department="customer_service")
    number = post.report("fire 2F-foodcourt smoke, 2 hurt, extinguisher used !III")
    assert number == "26-0001"
    shown = post.show(number)
    assert (shown.type, shown.place, shown.level, shown.state) == ("fire", "2F food court", "III", "responding")
    assert shown.department == "customer_service"
    assert shown.title == "fire 2F-foodcourt smoke, 2 hurt, extinguisher used !III"
    assert shown.facts["injured"] == 2
    (entry,) = post.log(number)
    assert (entry.number, entry.by, entry.kind, entry.facts) == ("1", "Lin Wei", "report", {"injured": 2})
    assert post.report("what was that noise") == "26-0002"
    assert post.show("26-0002").type == "unclassified"


def test_the_same_line_in_chinese(zh_post: Post) -> None:
    zh_post.do("place.add", "2F-foodcourt", zh="2F美食广场", en="2F food court")
    shown = zh_post.show(zh_post.report("火灾 2F美食广场 冒烟 2人受伤 已用灭火器 !III"))
    assert (shown.type, shown.type_name, shown.place, shown.level) == ("fire", "火灾", "2F美食广场", "III")
    assert shown.facts["injured"] == 2


def test_each_step_has_its_time_and_its_person(post: Post) -> None:
    post.do("person.add", "Hu Jingyi")
    number = post.report("fire 2F smoke !III", by="Guard 12", channel="radio 1")
    post.at("13:02").do("incident.chain", number, "department", by="Guard 12, radio")
    post.at("13:04").do("incident.chain", number, "group", by="Hu Jingyi")
    post.at("13:09").do("incident.chain", number, "verified", at=post.time("13:08"))
    chain = post.show(number).chain
    assert [step.step for step in chain] == STEPS
    assert [(step.by, post.local(step.at)) for step in chain[:4]] == [
        ("Guard 12", "13:00"),
        ("Guard 12, radio", "13:02"),
        ("Hu Jingyi", "13:04"),
        ("Lin Wei", "13:08"),
    ]
    assert [step.at for step in chain[4:]] == [None, None]
    entry = post.log(number)[-1]
    assert post.local(entry.event_at) == "13:08" and post.local(entry.recorded_at) == "13:09"


def test_a_step_not_yet_taken_is_an_obligation_with_its_minutes(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    assert post.rows(number, "chain_step") == {
        "department": ("pending", "13:02"),
        "group": ("pending", "13:05"),
        "verified": ("pending", "13:10"),
        "activated": ("pending", "13:12"),
    }
    post.at("13:06")
    late = {row.code: row.late_s for row in post.owed(number, "chain_step")}
    assert late["department"] == 240 and late["group"] == 60 and late["verified"] == 0
    post.do("incident.chain", number, "department")
    assert post.rows(number, "chain_step")["department"] == ("met", "13:02")
    assert [row.late_s for row in post.owed(number, "chain_step", "met")] == [0]


def test_authority_is_owed_from_level_two_upwards(post: Post) -> None:
    """R4.3: levels I and II report to higher authority and government; where no law has its minutes, with the level's own reports."""
    number = post.report("fire 2F smoke !III")
    post.at("13:06").do("incident.set_level", number, "II", reason="the duct burns")
    assert post.rows(number, "chain_step")["authority"] == ("pending", "13:26")
    post.at("13:10").do("incident.set_level", number, "III", reason="out")
    assert post.rows(number, "chain_step")["authority"] == ("cancelled", "13:26")


def test_a_step_is_recorded_once(post: Post) -> None:
    number = post.report("fire 2F smoke")
    post.do("incident.chain", number, "group")
    assert "already" in post.refuses("incident.chain", number, "group").what


def test_the_step_meets_the_row_and_the_row_takes_the_step(post: Post) -> None:
    """One obligation has one row: whichever way it is reported, both say so."""
    number = post.report("fire 2F smoke !III")
    post.at("13:03").meets(number, "group", to="Chen Hao", note="fire at 2F, smoke")
    step = next(step for step in post.show(number).chain if step.step == "group")
    assert post.local(step.at) == "13:03" and step.by == "Lin Wei"
    assert "already" in post.refuses("incident.chain", number, "group").what


def test_the_laws_row_carries_the_report_to_authority(post: Post) -> None:
    """Where the law and the chain ask the same of the same, the law's row wins and carries the other's words."""
    number = post.report("fire 2F smoke, 2 hurt !II")
    rows = post.rows(number)
    assert rows["work_safety_accident"] == ("pending", "14:00") and "authority" not in post.rows(number, "chain_step")
    law = post.owed(number, "statutory")[0]
    assert {"authority", "fire.notify.emb"} <= set(law.also)
    assert law.applies == "ask" and law.to == ("emb",) and "493" in law.source
    post.at("13:20").do("incident.chain", number, "authority", by="Sun Li")
    assert post.rows(number)["work_safety_accident"] == ("met", "14:00")


def test_and_the_other_way_round(post: Post) -> None:
    number = post.report("fire 2F smoke, 2 hurt !II")
    done = post.at("13:20").meets(number, "work_safety_accident", to="district bureau", channel="phone", note="2 hurt")
    authority = post.show(number).chain[-1]
    assert authority.step == "authority" and post.local(authority.at) == "13:20"
    entry = next(entry for entry in post.log(number) if f"#{entry.number}" == done.ref)
    assert entry.kind == "action" and "district bureau" in entry.text and "2 hurt" in entry.text
    assert "already" in post.refuses("incident.chain", number, "authority").what
