"""Chinese from the first screen: a character takes two cells, a cut never halves one, nothing typed is left out of a fold."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from commandpost.tui.parts.cells import cell_len, cut, fit, fold, segments, shown

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60).map(shown)


@pytest.mark.parametrize(
    ("text", "width", "cut_to"),
    [
        ("火灾警报", 8, "火灾警报"),
        ("火灾警报", 7, "火灾警…"),
        ("火灾警报", 6, "火灾…"),
        ("火灾警报", 2, "…"),
        ("2F 食堂", 5, "2F…"),
        ("fire", 3, "fi…"),
        ("fire", 0, ""),
    ],
)
def test_a_cut_ends_in_three_dots_and_never_in_half_a_character(text: str, width: int, cut_to: str) -> None:
    assert cut(text, width) == cut_to
    assert cell_len(cut(text, width)) <= width


def test_numbers_stand_on_the_right() -> None:
    assert fit("7", 4, right=True) == "   7"
    assert fit("火", 4) == "火  "


@given(texts, st.integers(0, 40))
def test_a_cell_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    if width:
        assert cell_len(fit(text, width)) == width


@given(texts, st.integers(2, 40))
def test_folding_loses_no_character(text: str, width: int) -> None:
    folded = fold(text, width)
    assert "".join(folded).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in folded)


@given(st.text(max_size=40))
def test_nothing_shown_moves_the_cursor(text: str) -> None:
    told = shown(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in told)


@given(st.lists(st.tuples(texts, st.just("")), max_size=5), st.integers(1, 60))
def test_painted_spans_fill_the_width(spans: list[tuple[str, str]], width: int) -> None:
    assert sum(cell_len(s.text) for s in segments(spans, width, defaultdict(Style))) == width


def test_words_break_at_blanks_and_chinese_between_characters() -> None:
    assert fold("checking the ceiling void", 12) == ["checking the", "ceiling void"]
    assert fold("正在检查吊顶", 6) == ["正在检", "查吊顶"]


def test_no_line_begins_with_a_comma() -> None:
    assert fold("消控室以视频代巡，恢复时间", 16) == ["消控室以视频代", "巡，恢复时间"]
    assert fold("等火场（单志远）回话（危险区）", 22) == ["等火场（单志远）回话", "（危险区）"]
    assert fold("，，，，", 4) == ["，，", "，，"]  # nothing else stands there
    assert fold("a火，b", 3) == ["a火", "，b"]  # both would not fit
    assert fold("见第#104号记事", 7) == ["见第", "#104号", "记事"]  # a figure is not parted, if a line has room for it
    assert fold("abcdef,gh", 6) == ["abcde", "f,gh"]


def test_chinese_breaks_between_characters_not_at_a_blank_far_to_the_left() -> None:
    assert fold("周砺, 决定  维持三级：规则建议二级，暂维持三级", 20) == ["周砺, 决定  维持三", "级：规则建议二级，暂", "维持三级"]
    assert fold("fire out, checking the void", 12) == ["fire out,", "checking the", "void"]


def test_nothing_follows_a_cut() -> None:
    for spans, room in (([("by stairs 1, 2", ""), (" — done", "")], 11), ([("火场点名", ""), ("三人", "")], 8)):
        for width in range(3, room):
            said = "".join(s.text for s in segments(spans, width, defaultdict(Style)))
            assert said.count("…") == 1 and said.rstrip().endswith("…")
