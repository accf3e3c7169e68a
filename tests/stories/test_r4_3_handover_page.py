"""R4.3 At the hand-over one page says how it stands, what is late, what is next, what was decided and why, in both languages."""

from __future__ import annotations

from tests.story import Post


def test_the_page_says_all_that_the_next_commander_must_know(post: Post) -> None:
    post.people(head_safety="Zhou Li", deputy_leader="Chen Hao")
    number = post.report("fire 2F smoke, 2 hurt !III")
    post.do("hear.expect", "Team 1", for_=number)
    post.at("13:02").do("log.add", number, "clear 2F", kind="order", to="Guard 12")
    post.at("13:20").do("incident.set_level", number, "II", reason="the duct burns")
    post.at("13:30").do("command.accept", number, who="Chen Hao")
    page = post.at("13:35").ask("command.handover", number)
    assert (page.commander.person, page.offer, page.level) == ("Chen Hao", None, "II")
    assert [row.who for row in page.silent] == ["Team 1"] and [order.entry for order in page.orders] == ["3"]
    assert "order #3 to be read back by Guard 12" in [row.subject for row in page.late]
    assert all(not row.late_s for row in page.next) and page.next
    level, passed = (one.text for one in page.decided)
    assert level.endswith(": the duct burns")
    assert passed == "Command passes from Zhou Li (Head of safety management) to Chen Hao (Deputy leader), who accepts it"
    english = page.en.splitlines()
    assert english[0] == "Hand-over of command · Harbour Mall · 26-0001"
    assert "In command: Chen Hao (Deputy leader) since 13:30." in english
    assert "- Team 1 · SILENT: LATE 0:15:00" in english
    assert "- LATE 0:31:00 order #3 to be read back by Guard 12" in english
    assert "- #3 to Guard 12: clear 2F" in english
    assert f"- 13:20 {level} (Lin Wei)" in english
    assert page.zh.startswith("指挥交接 · Harbour Mall · 26-0001") and "指挥：Chen Hao（领导小组副组长），13:30起。" in page.zh
    assert "领导小组副组长" not in page.en and "Late" not in page.zh


def test_a_gap_an_offer_and_a_hold_are_named(post: Post) -> None:
    number = post.report("lift stuck L5")
    page = post.ask("command.handover", number)
    assert "Nobody is in command: no level is set." in page.en and "- nothing was decided" in page.en
    post.do("incident.set_level", number, "III", reason="three inside")
    post.do("command.offer", number, "deputy_leader")
    post.do("incident.hold", number, until="2026-11-05T15:00+08:00", reason="the hoist is on its way")
    english = post.ask("command.handover", number).en.splitlines()
    assert "Nobody is in command; the post is Head of safety management." in english
    assert "Offered to Deputy leader since 13:00, not answered yet." in english and "On hold until 15:00." in english
