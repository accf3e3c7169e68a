"""Type-to-find: what one means by a few letters, in both languages and by pinyin (R4.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandpost.tui.parts.finding import Choice, Finder

GIVEN = (
    Choice("fire", ("火灾", "Fire", "冒烟", "smoke", "起火")),
    Choice("lift", ("电梯困人", "Lift entrapment", "被困电梯")),
    Choice("fall", ("顾客摔伤", "Customer fall", "滑倒")),
    Choice("foodcourt", ("美食中岛", "2F food court", "2F-foodcourt", "二楼美食中岛")),
    Choice("bank", ("银行", "Bank")),
    Choice("station", ("消防队", "Fire brigade")),
    Choice("chang", ("长廊重点区", "Long gallery")),
)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("smoke", ["fire"]),
        ("冒烟", ["fire"]),
        ("fire", ["fire", "station"]),  # the whole name before a name that only begins so
        ("xf", ["station"]),
        ("xiaofang", ["station"]),
        ("xiaof", ["station"]),
        ("mszd", ["foodcourt"]),
        ("ms", ["foodcourt"]),
        ("food court", ["foodcourt"]),
        ("2f ms", ["foodcourt"]),
        ("court 2f", ["foodcourt"]),
        ("ＦＯＯＤ", ["foodcourt"]),
        ("yinhang", ["bank"]),
        ("yx", ["bank"]),  # 行 is hang and xing, and every reading counts
        ("zhonglang", []),
        ("zhanglangzhong", ["chang"]),
        ("cl", ["chang"]),
        ("clcd", ["chang"]),
        ("chlang", ["chang"]),
        ("brig", ["station"]),
        ("rigade", ["station"]),
        ("no such", []),
        ("", [choice.key for choice in GIVEN]),
    ],
)
def test_what_one_means_comes(typed: str, keys: list[str]) -> None:
    assert [choice.key for choice in Finder(GIVEN).find(typed)] == keys


def test_what_is_written_there_stands_before_what_only_sounds_so() -> None:
    choices = (Choice("sound", ("消防",)), Choice("inside", ("a box of xf",)), Choice("begins", ("xf-7",)))
    assert [choice.key for choice in Finder(choices).find("xf")] == ["begins", "inside", "sound"]


def test_the_name_that_fits_is_told() -> None:
    finder = Finder(GIVEN)
    assert finder.named(GIVEN[0], "smo") == "smoke"
    assert finder.named(GIVEN[0], "maoyan") == "冒烟"
    assert finder.named(GIVEN[0], "") == "火灾"


LETTERS = st.text(
    st.one_of(st.sampled_from("xfmshzd 火灾冒烟消防行长重２Ｆ2F-#é'\ud800"), st.characters()), max_size=12
)
CHOICES = st.lists(
    st.builds(Choice, st.text(max_size=4), st.lists(LETTERS, max_size=3).map(tuple), st.just("")), max_size=6
).map(tuple)


@given(CHOICES, LETTERS)
def test_any_letters_give_some_of_the_choices_each_once(choices: tuple[Choice, ...], typed: str) -> None:
    found = Finder(choices).find(typed)
    left = list(choices)
    for choice in found:
        left.remove(choice)
        assert not choice.names or Finder(choices).named(choice, typed) in choice.names


@given(CHOICES, LETTERS, st.data())
def test_a_name_typed_whole_is_first(choices: tuple[Choice, ...], name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(choices)))
    choices = (*choices[:at], Choice("meant", ("another", name)), *choices[at:])
    found = Finder(choices).find(name)
    if name.strip():
        assert any(name.strip() == called.strip() for called in found[0].names)


@given(CHOICES, LETTERS)
def test_letter_by_letter_finds_what_the_whole_finds(choices: tuple[Choice, ...], typed: str) -> None:
    typing = Finder(choices)
    for end in range(len(typed) + 1):
        assert typing.find(typed[:end]) == Finder(choices).find(typed[:end])
