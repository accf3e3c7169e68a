"""R4.2 A report holds: time, place, nature, scope of impact, severity, measures already taken. Follow-up reports carry each development."""

from __future__ import annotations

from tests.story import Post


def test_what_is_missing_is_named(post: Post) -> None:
    bare = post.show(post.report("something happened"))
    assert bare.missing_parts == ("place", "nature", "scope", "severity", "measures")
    shown = post.show(post.report("fire @dock-2 thick smoke"))
    assert shown.missing_parts == ("scope", "severity", "measures")
    assert shown.parts["nature"] == "Fire" and "dock-2" in shown.parts["place"]


def test_parts_are_told_as_they_become_known(post: Post) -> None:
    number = post.report("fire 2F smoke")
    post.at("13:05").do("incident.describe", number, place="kitchen of F07", scope="2F cleared, 320 people")
    post.at("13:09").do("incident.describe", number, scope="2F and 3F west cleared", severity="3 lightly hurt")
    shown = post.show(number)
    assert shown.parts["place"] == "kitchen of F07" and shown.parts["scope"] == "2F and 3F west cleared"
    assert shown.missing_parts == ("measures",)
    assert [entry.text for entry in post.log(number)[1:]] == [
        "place: kitchen of F07 · scope: 2F cleared, 320 people",
        "scope: 2F and 3F west cleared · severity: 3 lightly hurt",
    ]
    assert "--scope" in post.refuses("incident.describe", number).do


def test_a_place_told_later_is_where_it_happened(post: Post) -> None:
    post.do("place.add", "gate-4", zh="四号门", en="Gate 4", department="security")
    post.people(head_security="Qiu Zhen")
    number = post.report("customer fell, 1 minor !IV")
    assert (post.show(number).place, post.ask("board").rows[0].place) == (None, None)
    done = post.at("13:02").do("incident.describe", number, place="Gate 4")
    shown = post.show(number)
    assert (shown.place, shown.department, shown.commander.person) == ("Gate 4", "security", "Qiu Zhen")
    assert done.remarks == ["In command: Qiu Zhen, Head of security"] and post.ask("board").rows[0].place == "Gate 4"
    post.do("incident.describe", number, place="two metres inside the sill")
    assert post.show(number).place == "Gate 4" and post.show(number).parts["place"] == "two metres inside the sill"
    post.do("log.strike", number, "2", reason="it was gate 5")
    assert post.show(number).place is None
    second = post.report("smoke !III")
    post.do("incident.describe", second, place="behind the kitchen")
    assert post.ask("incident.list")[0].place == "behind the kitchen"


def test_a_struck_part_was_never_told(post: Post) -> None:
    number = post.report("fire 2F smoke")
    post.do("incident.describe", number, scope="one kitchen")
    post.at("13:05").do("incident.describe", number, scope="the whole floor")
    post.at("13:06").do("log.strike", number, "3", reason="misheard")
    assert post.show(number).parts["scope"] == "one kitchen"
    post.do("log.strike", number, "2", reason="misheard too")
    assert "scope" in post.show(number).missing_parts


def test_the_initial_report_is_ready_to_be_read_aloud_in_both_languages(post: Post) -> None:
    post.people(head_safety="Zhou Li")
    number = post.report("fire 2F smoke, 2 hurt !III")
    post.at("13:10").do("incident.describe", number, scope="2F cleared")
    brief = post.ask("incident.brief", number, kind="initial")
    assert brief.missing == ("measures",) and brief.kind == "initial"
    en = brief.en.split("\n")
    assert en[0] == "Initial report · Harbour Mall · 26-0001"
    assert "As of 2026-11-05 13:10." in en and "Time: 2026-11-05 13:00" in en and "Scope: 2F cleared" in en
    assert "Severity: Injured 2 persons" in brief.en and "Measures: not known yet" in en
    assert "Response level: Level III (yellow)." in en and "In command: Zhou Li, Head of safety management, since 13:00." in en
    assert en[-1] == "Still missing: Measures."
    zh = brief.zh.split("\n")
    assert zh[0] == "初报 · Harbour Mall · 26-0001" and "截至 2026-11-05 13:10。" in zh
    assert "性质：火灾" in zh and "影响范围：2F cleared" in zh and "严重程度：受伤人数 2人" in zh
    assert "响应级别：三级（黄色）。" in zh and zh[-1] == "尚缺：已采取措施。"


def test_a_follow_up_carries_each_development(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:05").do("log.add", number, "all of 2F cleared, 320 people", set=["evacuated=320"])
    post.at("13:06").do("log.add", number, "fire on 3F as well")
    post.at("13:07").do("log.strike", number, "3", reason="only smoke from the shaft")
    brief = post.ask("incident.brief", number, kind="follow-up")
    assert "Since then:\n13:05 all of 2F cleared, 320 people" in brief.en and "3F as well" not in brief.en
    assert brief.zh.startswith("续报") and "13:05 all of 2F cleared" in brief.zh
    assert post.ask("incident.brief", number, kind="终报").kind == "final"


def test_the_next_follow_up_begins_where_the_last_one_ended(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:05").do("log.add", number, "2F cleared")
    post.at("13:20").meets(number, "followup", note="2F cleared, nobody missing")
    assert "nothing new" in post.ask("incident.brief", number, kind="follow-up").en
    post.at("13:30").do("log.add", number, "fire out")
    brief = post.ask("incident.brief", number, kind="follow-up")
    assert "Since the last report at 2026-11-05 13:20:\n13:30 fire out" in brief.en and "2F cleared" not in brief.en
    assert "2F cleared" in post.ask("incident.brief", number, kind="final").en


def test_severity_falls_back_on_what_was_counted(post: Post) -> None:
    number = post.report("fire 2F smoke, 2 hurt")
    shown = post.show(number)
    assert shown.parts["severity"] == "Injured 2 persons" and "severity" not in shown.missing_parts
    post.at("13:05").do("log.add", number, "one of them badly", set=["serious_injuries=1", "minor_injuries=1"])
    assert post.show(number).parts["severity"] == "Serious injuries 1 person; Minor injuries 1 person"


def test_the_final_report_says_when_it_was_controlled_and_ended(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.at("13:30").do("incident.control", number)
    codes = [criterion.code for criterion in post.show(number).criteria]
    post.at("14:00").do("incident.end", number, reason="out", confirmed_by="Chen Hao", met=codes)
    brief = post.ask("incident.brief", number, kind="final")
    assert "Under control since 2026-11-05 13:30." in brief.en and "Ended at 2026-11-05 14:00." in brief.en
    assert "2026-11-05 14:00 应急结束。" in brief.zh
