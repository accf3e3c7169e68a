"""A chosen type, place or level is written so that it is read back, and nothing typed is lost (R4.1)."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from quick_site import PLACES, counted, mall, read, where
from test_quick_line_any_text import ANY, LETTERS
from told import our_plan

from commandpost.domain.incidents.records.spots import PlaceName
from commandpost.domain.incidents.rules.quick_line import READ_LIMIT, Grammar
from commandpost.domain.incidents.rules.quick_suggests import reason_in_short, suggests
from commandpost.domain.incidents.rules.quick_text import fold
from commandpost.domain.incidents.rules.quick_writing import with_level, with_place, with_type
from commandpost.locale.words import set_language

AT = "2026-11-05T13:00:00.000Z"
SHOUTS = [
    "fire 2F-foodcourt smoke, 2 hurt, extinguisher used !III",
    "火灾 2F美食广场 冒烟 2人受伤 已用灭火器 !III",
    "2 hurt at gate 4",
    "no fire, false alarm at the pump room",
    "4号门 一名顾客滑倒",
    "lost child !II",
    "#gas leak at F07 @riverside, nobody hurt",
    "电梯困人 L5 被困3人。",
    "",
    "!!",
]


def names(thing: object, lang: str) -> tuple[str, ...]:
    first, second = (thing.zh, thing.en) if lang == "zh_CN" else (thing.en, thing.zh)
    return (first, second, thing.code)


def remains(before: str, after: str) -> bool:
    """Every character typed still stands there in its order, the marks that were replaced apart."""
    rest = iter(after)
    return all(char in rest for char in before if not char.isspace())


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("line", SHOUTS)
def test_every_type_chosen_is_read_back_and_nothing_else_changes(line: str, lang: str) -> None:
    before = read(line)
    for kind in our_plan().types.values():
        written = with_type(mall(), line, kind.code, names(kind, lang))
        assert written is not None
        told = read(written)
        assert told.type == kind.code and told.type_word is not None
        assert (where(written), counted(written), told.level) == (where(line), counted(line), before.level), written
        assert "#" in line or remains(line, written)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("line", SHOUTS)
def test_every_place_chosen_is_read_back_and_nothing_else_changes(line: str, lang: str) -> None:
    before = read(line)
    for place in PLACES:
        written = with_place(mall(), line, place.id, names(place, lang))
        assert written is not None and where(written) == place.code
        told = read(written)
        assert (told.type, counted(written), told.level) == (before.type, counted(line), before.level), written
        assert "@" in line or remains(line, written)


@settings(max_examples=150, deadline=None)
@given(
    ANY,
    st.sampled_from(sorted(our_plan().types)),
    st.sampled_from(PLACES),
    st.sampled_from([None, "I", "II", "III", "IV"]),
)
@example("x " * READ_LIMIT, "fire", PLACES[0], "I")
@example('@"a #fire', "fire", PLACES[0], None)
def test_all_three_survive_the_round_trip_whatever_was_typed(
    line: str, code: str, place: PlaceName, level: str | None
) -> None:
    kind = our_plan().types[code]
    for lang in ("en", "zh_CN"):
        typed = with_type(mall(), line, code, names(kind, lang))
        assert typed is not None and read(typed).type == code
        placed = with_place(mall(), typed, place.id, names(place, lang))
        assert placed is not None and where(placed) == place.code
        told = read(with_level(placed, level))
        assert (told.type, told.level, told.place and told.place.id) == (code, level, place.id)
        again = with_type(mall(), with_level(placed, level), code, names(kind, lang))
        assert again == with_level(placed, level) or read(again or "").type == code


NAME = LETTERS.map(str.strip).filter(lambda name: len(name) > 1)


@settings(max_examples=150, deadline=None)
@given(st.lists(NAME, min_size=1, max_size=5, unique_by=lambda name: fold(name).text), st.sampled_from(SHOUTS))
def test_every_place_of_any_site_can_be_chosen(codes: list[str], line: str) -> None:
    codes = [code.replace(" ", "-") for code in codes]
    if len({fold(code).text for code in codes}) < len(codes):
        return
    places = [PlaceName(code, code, codes[0], "the same name", tuple(codes), None) for code in codes]
    grammar = Grammar(our_plan(), places)
    for place in places:
        written = with_place(grammar, line, place.id, (place.en, place.zh, place.code))
        assert written is not None
        found = grammar.understand(written).place
        assert found is not None and found.id == place.id


def test_a_mark_is_replaced_and_plain_words_stay() -> None:
    kinds = our_plan().types
    once = with_type(mall(), "smoke at gate 4 !III", "gas_leak", (kinds["gas_leak"].en,))
    assert once == f"#{kinds['gas_leak'].en} smoke at gate 4 !III"
    assert with_type(mall(), once, "fire", ("Fire",)) == "#Fire smoke at gate 4 !III"
    assert with_place(mall(), "smoke at gate 4 !III", "id-A", ("A",)) == "smoke at gate 4 @A !III"
    assert with_place(mall(), "smoke @riverside, 2 hurt", "id-A", ("A",)) == "smoke @A, 2 hurt"
    assert with_level("smoke", "II") == "smoke !II" and with_level("smoke ！Ⅲ。", None) == "smoke"


def test_a_mark_gives_the_type_even_where_words_would_not() -> None:
    assert read("#fire").type == read("no ＃fire").type == read("#火灾二楼").type == "fire"
    assert read("see #12 fire").type == "fire" and read("see #12").type == "unclassified"
    assert read("#gas leak fire").type == "gas_leak"
    assert read('smoke @"#gas leak"').type == "fire"
    assert read("#lost child at gate 4").place.id == "id-gate-4"


def test_the_level_suggested_while_typing_says_why() -> None:
    plan = our_plan()
    set_language("en")
    hurt = suggests(plan, read("fire 2F-foodcourt smoke, 2 hurt"), AT)
    assert hurt.hits and hurt.level == hurt.hits[0].level
    assert reason_in_short(plan, hurt).startswith("Injured 2 ≥ ")
    none = suggests(plan, read("odd"), AT)
    assert not none.hits and none.level == plan.types["unclassified"].default_level
    assert reason_in_short(plan, none) == "as usual for this type"
