"""What a search marks is what the index found: the same tokens, whatever was typed (R4.2)."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commandpost.store.schema import OWN
from commandpost.store.search import MATCH, TOKENIZER, Marker, index, phrase


def marked(text: str, typed: str, *, begun: bool = False) -> list[str]:
    with Marker(phrase(typed, begun=begun)) as marker:
        return [text[begin:end] for begin, end in marker.marks([text])[0]]


@pytest.mark.parametrize(
    ("text", "typed", "begun", "found"),
    [
        ("火灾 2F美食广场 冒烟", "烟", False, ["烟"]),
        ("火灾，明火已灭，火警解除", "火", False, ["火", "火", "火"]),
        ("美食广场冒烟，美食街冒烟", "冒烟", False, ["冒烟", "冒烟"]),
        ("FIRE and fires, fired up", "fire", False, ["FIRE"]),
        ("FIRE and fires, fired up", "fire", True, ["FIRE", "fires", "fired"]),
        ("two fire extinguishers, no fire", "fire exting", True, ["fire extinguishers"]),
        ("ＦＩＲＥ at “café”", "fire", False, ["ＦＩＲＥ"]),
        ("at the cafe\u0301 door", "cafe", False, ["cafe\u0301"]),
        ("ﬁre in ㍿", "fire", False, ["ﬁre"]),
        ("灯fire灭", "fire灭", False, ["fire灭"]),
        ("a\x02fire\x03b", "fire", False, ["fire"]),
        ("no such word", "fire", False, []),
        ("f and fire", "f", True, ["f"]),
    ],
)
def test_the_words_are_marked_as_they_stand(text: str, typed: str, begun: bool, found: list[str]) -> None:
    assert marked(text, typed, begun=begun) == found


def test_the_marker_cuts_words_as_the_index_does() -> None:
    assert sum(TOKENIZER in statement for statement in OWN) == 1


LETTERS = st.one_of(
    st.sampled_from(
        [
            *"火烟灾ab Fire,.-_'\"*",
            "é",
            "e",
            "\u0301",
            "Ａ",
            "ﬁ",
            "Ⅲ",
            "\u1100",
            "\u1161",
            "\u11a8",
            "가",
            "\x02",
            "\x03",
            "İ",
            "ß",
            "②",
        ]
    ),
    st.characters(exclude_categories=("Cs",)),
)
TEXT = st.lists(LETTERS, max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT, st.booleans())
@example("caf\u0301e fire", "fire", False)
def test_a_text_is_marked_exactly_where_the_index_finds_it(text: str, typed: str, begun: bool) -> None:
    wanted = phrase(typed, begun=begun)
    if not wanted:
        return
    file = sqlite3.connect(":memory:")
    for statement in OWN:
        if "TABLE search USING" in statement:
            file.execute(statement)
    index(file, 1, text)
    found = bool(file.execute(MATCH, (wanted, 1)).fetchall())
    with Marker(wanted) as marker:
        (marks,) = marker.marks([text])
    assert bool(marks) == found
    last = 0
    for begin, end in marks:
        assert last <= begin < end <= len(text)
        last = begin
    file.close()
