"""What was mistyped is offered as the nearest word, in both languages, and never taken by itself (R4.1, R4.2)."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quick_site import mall, read

from commandpost.domain.incidents.rules.quick_nearest import Near, NearWords, distance

SOUNDS = {"火": "huo", "货": "huo", "灾": "zai", "场": "chan", "厂": "chan", "控": "kon", "是": "si", "室": "si"}


@cache
def near_words() -> NearWords:
    return NearWords(mall(), lambda text: " ".join(SOUNDS.get(char, char) for char in text))


def offered(line: str) -> tuple[str, str]:
    """Give what is offered for type and place: `typed=key`, nothing where nothing is."""
    offers = near_words().offers(read(line))

    def said(near: Near | None) -> str:
        return f"{line[near.start : near.end]}={near.key}" if near is not None else ""

    return said(offers.type), said(offers.place)


@pytest.mark.parametrize(
    ("line", "kind", "place"),
    [
        ("fier in 2F foodcout", "fier=fire", "foodcout=id-2F-foodcourt"),
        ("FIER", "FIER=fire", ""),
        ("fire in 2F foodcout", "", "foodcout=id-2F-foodcourt"),
        ("stampeed at atriun", "stampeed=crowd_crush", "atriun=id-1F-atrium"),
        ("lfit stuck", "lfit stuck=lift_entrapment", ""),
        ("crowd gaet 4", "", "gaet 4=id-gate-4"),
        ("货灾 美食广厂", "货灾=fire", "美食广厂=id-2F-foodcourt"),
        ("消控是冒烟", "", "消控是=id-1F-control"),
        ("crowd gate 5", "", ""),  # a figure is no mistyping
        ("smoke 3F foodcout", "", ""),  # said to be on another floor than the one that is known
        ("smoke 3F food court", "", ""),
        ("no fire", "", ""),  # denied, and not "on fire" mistyped
        ("no fier", "", ""),
        ("call me", "", ""),
        ("and now what is next", "", ""),
        ("smoke @foodcout", "", ""),  # an @ says where, whatever it is
        ("foodcou", "", ""),  # still being typed
        ("foodcou now", "", "foodcou=id-2F-foodcourt"),
        ("fire food court", "", ""),
        ("", "", ""),
    ],
)
def test_the_nearest_word_is_offered(line: str, kind: str, place: str) -> None:
    assert offered(line) == (kind, place)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_what_is_offered_stands_in_the_line_and_was_not_understood(line: str) -> None:
    told = read(line)
    for part, near in zip(("type", "place"), near_words().offers(told), strict=True):
        if near is not None:
            assert line[near.start : near.end]
            assert told.type_word is None if part == "type" else told.place is None or told.place.id is None


LETTERS = st.text("abcd", min_size=1, max_size=6)


@given(LETTERS, LETTERS, st.integers(1, 2))
def test_an_edit_is_a_letter_more_less_other_or_two_changed_about(one: str, other: str, most: int) -> None:
    table = {(i, j): i + j for i in range(len(one) + 1) for j in range(len(other) + 1) if not i * j}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    apart = table[len(one), len(other)]
    assert distance(one, other, most) == (apart if apart <= most else None)
