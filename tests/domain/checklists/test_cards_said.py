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
