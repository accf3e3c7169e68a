"""R4.2 Anything said can be found again: incidents and entries, Chinese and English, as phrases."""

from __future__ import annotations

from tests.story import Post


def hits(post: Post, text: str) -> list[tuple[str, str, str]]:
    return [(hit.kind, hit.book, hit.number) for hit in post.ask("search", text)]


def test_phrases_in_both_languages(post: Post) -> None:
    first = post.report("火灾 二楼美食广场 炸炉起火，烟大，1人轻伤")
    post.at("13:05").do("log.add", first, "Bookshop manager by phone: there is fire on 3F as well")
    post.at("13:06").do("log.add", first, "已按手动报警，排烟启动")
    post.at("13:07").do("log.add", "duty", "Fire patrol: nothing found on any floor")
    assert hits(post, "炸炉") == [("incident", first, first), ("log_entry", first, "1")]
    assert hits(post, "烟") == [("log_entry", first, "3"), ("incident", first, first), ("log_entry", first, "1")]
    assert hits(post, "炉起火") and not hits(post, "火炉")
    assert hits(post, "fire on 3F") == [("log_entry", first, "2")]
    assert hits(post, "FIRE PATROL") == [("log_entry", "duty:2026-11-05", "1")]
    assert hits(post, "patrol fire") == [] == hits(post, "pat")


def test_the_keys_of_a_hit(post: Post) -> None:
    number = post.report("smoke at gate 4")
    hit = post.ask("search", "gate 4")[1]
    assert (hit.kind, hit.incident, hit.number, hit.text, post.local(hit.event_at)) == (
        "log_entry",
        number,
        "1",
        "smoke at gate 4",
        "13:00",
    )
    post.do("log.add", "duty", "mat at gate 4 soaked")
    assert post.ask("search", "soaked")[0].incident is None


def test_struck_and_half_width_and_punctuation(post: Post) -> None:
    number = post.report("ＦＩＲＥ at the “loading bay”")
    assert hits(post, "fire") and hits(post, 'loading "bay"') and hits(post, "ＬＯＡＤＩＮＧ")
    post.do("log.strike", number, "1", reason="a test call")
    assert hits(post, "loading bay")[-1] == ("log_entry", number, "1")  # struck is still to be found


def test_nothing_to_look_for_finds_nothing(post: Post) -> None:
    post.report("smoke")
    assert post.ask("search", "!!!") == [] == post.ask("search", '"')
    assert post.ask("search", "AND OR NOT NEAR(") == []


def test_newest_first_and_not_more_than_fifty_values(post: Post) -> None:
    number = post.report("first")
    for n in range(60):
        post.do("log.add", number, f"pump check {n}")
    found = post.ask("search", "pump check")
    assert len(found) == 50 and found[0].text == "pump check 59"
    assert [hit.more for hit in found] == [False] * 49 + [True]
    all_of_them = post.ask("search", "pump check", limit=60)
    assert len(all_of_them) == 60 and not any(hit.more for hit in all_of_them)


def test_who_said_it_how_the_incident_stands_and_where_the_words_are(post: Post) -> None:
    post.people(head_safety="Zhou Li")
    number = post.report("fire 2F smoke !III")
    post.do("log.add", number, "smoke is thinner", by="Zhou Li")
    post.do("log.add", number, "more smoke", by="Guard 12")
    post.do("log.add", number, "no smoke now")
    post.do("log.strike", number, "3", reason="wrong floor")
    found = post.ask("search", "smoke")
    assert [(hit.by, hit.struck) for hit in found] == [
        ("Lin Wei", False), ("Guard 12", True), ("Zhou Li", False), (None, False), ("Lin Wei", False),
    ]  # fmt: skip
    incident = found[3]
    assert (incident.kind, incident.type_name, incident.place, incident.level) == ("incident", "Fire", "2F", "III")
    assert [hit.text[begin:end] for hit in found for begin, end in hit.marks] == ["smoke"] * 5


def test_a_word_that_is_still_being_typed_finds_the_longer_ones(post: Post) -> None:
    number = post.report("fire, two extinguishers used")
    assert post.ask("search", "exting") == []
    first, _ = post.ask("search", "exting", begun=True)
    assert first.number == number and [first.text[b:e] for b, e in first.marks] == ["extinguishers"]
    assert post.ask("search", "two exting", begun=True) and not post.ask("search", "exting,", begun=True)
    assert not post.ask("search", "e", begun=True)


def test_erased_words_are_never_found_and_what_remains_is(post: Post) -> None:
    number = post.report("fire")
    post.do("log.add", number, "Mrs Wang of room 12 fainted, aisle free")
    post.do("log.redact", number, "2", basis="PIPL art. 47", words=["Mrs Wang of room 12"])
    assert post.ask("search", "Wang") == [] == post.ask("search", "room 12")
    assert [hit.number for hit in post.ask("search", "aisle free")] == ["2"]
    post.do("log.redact", number, "2", basis="PIPL art. 47")
    assert post.ask("search", "aisle") == []
