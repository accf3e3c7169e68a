"""R4.4 What is said on the loudspeaker: nothing carried over that means something else, no way out through the danger, each language in its own words."""

from __future__ import annotations

import pytest

from tests.story import Post


@pytest.fixture
def fire(post: Post) -> str:
    post.do("place.add", "2F-hotpot", zh="二层火锅店", en="2F hotpot")
    post.do("place.add", "gate-E", zh="东门", en="east gate")
    return post.report("fire 2F hotpot smoke !III")


def test_a_switched_card_keeps_only_what_means_the_same(post: Post, fire: str) -> None:
    post.do("card.open", "evacuation", incident=fire, place="二层火锅店 / 2F hotpot", route="东门 / east gate", hazard="浓烟 / smoke")
    assert not post.ask("card.show", "evacuation").missing
    post.do("card.switch", "evacuation", "shelter")
    shown = post.ask("card.show", "shelter")
    assert shown.missing == ("place", "hazard") and "hotpot" not in shown.words_en and "smoke" not in shown.words_en
    post.do("card.fill", "shelter", place="东门 / east gate", hazard="雷暴大风 / a thunderstorm")
    post.do("card.switch", "shelter", "secure")  # the danger is outside on both
    shown = post.ask("card.show", "secure")
    assert shown.missing == ("place", "route") and "Because of a thunderstorm outside {place}" in shown.words_en


def test_nobody_is_sent_out_through_the_place_itself(post: Post, fire: str) -> None:
    wrong = post.refuses("card.open", "evacuation", incident=fire, place="二层火锅店 / 2F hotpot", route="2F hotpot")
    assert wrong.what == "The route is the place itself: 2F hotpot"
    post.do("card.open", "evacuation", incident=fire, place="2F-hotpot")
    assert post.refuses("card.fill", "evacuation", route="二层火锅店").what == "The route is the place itself: 二层火锅店"
    post.do("card.fill", "evacuation", route="east gate")
    assert post.refuses("card.fill", "evacuation", place="东门").what.startswith("The route is the place itself")


def test_a_word_in_one_language_brings_its_pair_and_without_one_that_language_is_not_ready(post: Post, fire: str) -> None:
    post.do("card.open", "evacuation", incident=fire, place="东门", route="B1", hazard="浓烟")
    shown = post.ask("card.show", "evacuation")
    assert not shown.missing and "There is smoke at east gate. Leave now by B1." in shown.words_en
    post.do("card.fill", "evacuation", hazard="持刀男子", route="stairs by the fountain")
    shown = post.ask("card.show", "evacuation")
    assert (shown.missing, shown.missing_zh, shown.missing_en) == (("route", "hazard"), ("route",), ("hazard",))
    assert "There is {hazard} at east gate. Leave now by stairs by the fountain." in shown.words_en and "从{route}离开" in shown.words_zh
    post.do("card.fill", "evacuation", hazard="持刀男子 / 持刀男子")
    shown = post.ask("card.show", "evacuation")
    assert shown.missing_en == ("hazard",)
    assert dict(shown.filled) == {"place": "东门", "route": "stairs by the fountain", "hazard": "持刀男子 / 持刀男子"}


def test_a_closed_card_tells_what_was_said_and_opened_anew_has_its_blanks_again(post: Post, fire: str) -> None:
    post.do("card.open", "lockdown", incident=fire, place="东门", hazard="行凶的人")
    post.at("13:05").do("card.close", "lockdown")
    shown = post.ask("card.show", "lockdown")
    assert shown.open is None and shown.closed is not None and "There is an attacker at east gate." in shown.said_en and "{place}" in shown.words_en
    post.do("card.open", "lockdown", incident=fire)
    shown = post.ask("card.show", "lockdown")
    assert shown.missing == ("place", "hazard") and shown.closed is None and shown.says == ("lockdown.broadcast",)
