"""Any text may be shouted or pasted: never a crash, never a character lost, and what was promised holds (R4.1)."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from quick_site import PLACES, counted, mall, read, where
from told import our_plan

from commandpost.domain.incidents.records.spots import PlaceName
from commandpost.domain.incidents.rules.quick_line import READ_LIMIT, Grammar, Understood
from commandpost.domain.incidents.rules.quick_preview import left_over, preview
from commandpost.domain.incidents.rules.quick_text import fold

WORDS = sorted(
    {word for kind in our_plan().types.values() for word in (kind.code, *kind.words_zh, *kind.words_en)}
    | {word for metric in our_plan().metrics.values() for word in (*metric.words_zh, *metric.words_en)}
    | {word for place in PLACES for word in (place.code, place.zh, place.en, *place.words)}
    | {*"@!！,，.。:-#\"「」“” \t\n\0", "!III", "！Ⅲ", "!iv", "2", "14:30", "1,200", "两", "十二", "人", "名", "people"}
    | {"no one", "无人", "没有人", "2F", "B1", "二楼", "地下一层", "gate", "号门", "约", "about", "no", "没有"}
    | {"\ud800", "ﬁre", "Ⅲ", "ﷺ", "👩‍🚒", "שריפה", "\u202e", "①", "½"}
)
ANY = st.one_of(
    st.text(st.characters(), max_size=60),  # lone surrogates and NUL too
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
)


def marked(told: Understood) -> str:
    """Give the line put together again from its marked and unmarked pieces."""
    pieces, at = [], 0
    for span in told.spans:
        assert at <= span.start < span.end <= len(told.line)
        pieces += [told.line[at : span.start], told.line[span.start : span.end]]
        at = span.end
    return "".join(pieces) + told.line[at:]


@settings(max_examples=600, deadline=None)
@given(ANY)
@example("")
@example("!III")
@example("\ud800\udc00 fire \0 @\ud800 !Ⅲ")
def test_any_text_is_taken_and_kept(line: str) -> None:
    told = read(line)
    assert told.line == line and marked(told) == line
    assert told.type in our_plan().types
    assert (told.type_word is None) == (told.type_span is None)
    assert told.type_span is None or line[slice(*told.type_span)] == told.type_word
    assert told.text in line
    assert len({count.metric for count in told.counts}) == len(told.counts)
    for count in told.counts:
        assert count.value >= 0 and our_plan().metrics[count.metric].kind == "count" and line[count.start : count.end]
    if told.place is not None:
        assert told.place.text in line[told.place.start : told.place.end]
        assert told.place.id is None or told.place.id in {place.id for place in PLACES}
    assert all(part.label and part.value for part in preview(told, our_plan(), "en", PLACES))


SHOPS = ["Starbucks", "in", "on", "at", "the", "floor 2", "second floor", "3F", "lift 3", "food court", "gate 4", "在", "星巴克", "二楼", ",", "，"]
SEAMS = " \t\n\r\u3000,，;；、.。"  # marks between what was understood; the line itself keeps them


@settings(max_examples=400, deadline=None)
@given(st.one_of(ANY, st.lists(st.sampled_from([*WORDS, *SHOPS * 8]), max_size=10).map(" ".join)))
@example("fire in Starbucks on floor 2")
def test_no_character_is_lost_from_parts_and_text(line: str) -> None:
    told = read(line)
    kept = "".join(line[span.start : span.end] for span in told.spans) + left_over(told)
    assert sorted(c for c in kept if c not in SEAMS and not c.isspace()) == sorted(c for c in line if c not in SEAMS and not c.isspace())
    if told.place is not None:  # what the place is called is what was typed there
        assert told.place.text in line[told.place.start : told.place.end]


@settings(max_examples=300, deadline=None)
@given(ANY, st.text(" \t\u3000\xa0\n", max_size=5))
def test_trailing_blanks_change_nothing(line: str, blanks: str) -> None:
    one, other = read(line), read(line + blanks)
    assert (one.type, one.type_span, one.place, one.counts, one.level, one.text, one.spans) == (
        other.type, other.type_span, other.place, other.counts, other.level, other.text, other.spans,
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(ANY, st.sampled_from(["I", "II", "III", "IV"]))
def test_a_level_is_read_at_the_end_only_and_changes_nothing_else(line: str, level: str) -> None:
    plain, told = read(f"{line} x"), read(f"{line} x !{level}")
    assert plain.level is None and told.level == level
    assert (told.type, told.type_span, told.place) == (plain.type, plain.type_span, plain.place)
    assert told.counts == plain.counts


CALLED = [(place, name) for place in PLACES for name in (place.code, place.zh, place.en, *place.words) if len(name) > 1]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CALLED))
def test_a_known_place_alone_is_always_found(row: tuple[PlaceName, str]) -> None:
    place, name = row
    for line in (name, f" {name} ", f"\u3000{name.upper()}\t", f"  {name} !II", f"@{name}"):
        assert where(line) == place.code


LETTERS = st.text("abcdefghij火店楼东门0123456789- ", min_size=2, max_size=12)
NAME = LETTERS.map(str.strip).filter(lambda name: len(name) > 1 and not name.isdecimal())


@settings(max_examples=200, deadline=None)
@given(st.lists(NAME, min_size=1, max_size=5, unique_by=lambda name: fold(name).text))
def test_any_name_a_site_may_give_is_found(names: list[str]) -> None:
    grammar = Grammar(our_plan(), [PlaceName(name, name, f"{name}区", f"{name} x", (), None) for name in names])
    for name in names:
        found = grammar.understand(f" {name} ").place
        assert found is not None and found.id == name


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 999_999).filter(lambda value: value not in (110, 119, 120, 122)))
def test_a_number_is_read_as_it_was_said(value: int) -> None:
    for line in ("{} hurt", "hurt {}", "{:,} hurt", "{}人受伤", "受伤{}人", "fire {} people hurt !II"):
        assert counted(line.format(value)) == {"hurt": value}


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_folding_keeps_the_way_back(line: str) -> None:
    folded = fold(line)
    assert list(folded.at)[: len(folded.text)] == sorted(list(folded.at)[: len(folded.text)])
    for place in range(len(folded.text)):
        start, end = folded.typed(place, place + 1)
        assert end == start + 1 and 0 <= start < len(line)


PASTED = ["x", "fire ", "火灾", "二楼", "2F L5 ", "@a ", '@"', "!I", "hurt 2 ", "2 hurt ", "一", " ", "\0", "\ud800", "ﷺ"]


@pytest.mark.parametrize("unit", [*PASTED, "Ⅲ", "nobody hurt or ", "2F-a-"])
def test_a_paste_is_kept_whole_and_read_up_to_the_limit(unit: str) -> None:
    line = unit * (1_000_000 // len(unit)) + " !II"
    told = read(line)
    assert told.line is line and told.level == "II" and marked(told) == line
    assert all(span.end <= READ_LIMIT for span in told.spans if span.kind != "level")


def test_what_stands_behind_the_limit_is_text() -> None:
    assert read("x " * READ_LIMIT + "fire !II").type == "unclassified"
    assert read("fire " + "x " * READ_LIMIT + "!II").type == "fire"


def test_what_is_left_over_is_the_text_without_the_rest() -> None:
    assert left_over(read("fire 2F-foodcourt smoke, 2 hurt, extinguisher used !III")) == "smoke, extinguisher used"
    assert left_over(read("火灾 2F美食广场 冒烟 2人受伤 已用灭火器 !III")) == "冒烟 已用灭火器"
    assert left_over(read("fire 2 hurt")) == ""


def test_the_preview_says_what_was_understood_in_both_languages() -> None:
    told = read("fire 2F-foodcourt smoke, 2 hurt, extinguisher used !III")
    assert [tuple(part) for part in preview(told, our_plan(), "en", PLACES)] == [
        ("type", "Fire 火灾", True), ("place", "2F food court", True), ("Injured", "2", True),
        ("level", "III yellow (you said)", True), ("text", "“smoke, extinguisher used”", True),
    ]  # fmt: skip
    assert [tuple(part) for part in preview(told, our_plan(), "zh_CN", PLACES)] == [
        ("类型", "火灾 Fire", True), ("地点", "二楼美食广场", True), ("受伤人数", "2", True),
        ("级别", "III 黄（你定的）", True), ("正文", "“smoke, extinguisher used”", True),
    ]  # fmt: skip


def test_the_preview_shows_a_guess_as_one() -> None:
    guessed = {part.label: part for part in preview(read("2 hurt @riverside"), our_plan(), "en")}
    assert guessed["type"] == ("type", "Customer injury or fall 顾客摔伤/受伤", False)
    assert guessed["place"] == ("place", "riverside", False)
    assert guessed["level"] == ("level", "not set", False)
    assert preview(read("odd"), our_plan(), "en")[0] == ("type", "Unclassified 未分类", False)


def test_one_grammar_reads_many_lines_alike() -> None:
    assert mall().understand("fire !II") == Grammar(our_plan(), PLACES).understand("fire !II")
