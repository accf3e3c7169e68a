"""Where it happened is found: a known place however it is called, a floor, gate or lift, or an @name (R4.2)."""

from __future__ import annotations

import pytest
from quick_site import PLACES, read, where

from commandpost.domain.incidents.records.spots import PlaceFound, PlaceName
from commandpost.domain.incidents.rules.quick_preview import left_over


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("smoke 2F-foodcourt", "2F-foodcourt"),
        ("smoke 2f foodcourt", "2F-foodcourt"),
        ("smoke at the food-court", "2F-foodcourt"),
        ("smoke 2F FOOD COURT", "2F-foodcourt"),
        ("二楼美食广场冒烟", "2F-foodcourt"),
        ("2楼美食广场冒烟", "2F-foodcourt"),
        ("二层 美食广场 冒烟", "2F-foodcourt"),
        ("美食广场冒烟", "2F-foodcourt"),
        ("smoke F07 food court", "2F-F07"),  # both are known: the first said
        ("smoke from Three Bowls, 2F-foodcourt", "2F-foodcourt"),  # a code goes before a name
        ("smoke food court F07, Three Bowls Noodles", "2F-F07"),  # the longer name swallows the shorter
        ("smoke gate 4", "gate-4"),
        ("smoke gate4", "gate-4"),
        ("smoke Gate-4", "gate-4"),
        ("smoke G4", "gate-4"),
        ("smoke gate 4 (west, Harbour Street)", "gate-4"),
        ("四号门冒烟", "gate-4"),
        ("smoke 14号门", "@14号门"),
        ("smoke gate 41", "@gate 41"),
        ("smoke G41", "@G41"),
        ("fire supermarkets", None),
        ("smoke He’an", "B1-market"),
        ("走失 五号梯", "lift-L5"),
        ("@4F-gym smoke", "4F-gym"),
        ("smoke @gate 4, near the food court", "gate-4"),
        ("smoke food court @4F-gym", "4F-gym"),
        ("smoke food court @car-park", "@car-park"),
        ("@健身房冒烟", "4F-gym"),
        ('smoke @"gate 4"', "gate-4"),
        ("smoke 3F-foodcourt", "@3F-foodcourt"),
        ("3F美食广场冒烟", "@3F美食广场"),
        ("smoke 3F food court", "@3F"),
        ("三楼美食广场冒烟", "@三楼美食广场"),
        ("crowd out of control", None),
        ("crowd out of control 3F", "@3F"),
        ("lost child 3F escalator", "@3F"),
        ("Ferris wheel stopped", "6F-wheel"),
        ("a guest fell", None),
        ("A guest fell", None),
        ("fire @A", "A"),
        ("A点 有人摔倒", "A"),
    ],
)
def test_a_known_place_is_found(line: str, code: str | None) -> None:
    assert where(line) == code


@pytest.mark.parametrize(
    ("line", "text", "floor"),
    [
        ("smoke 2F", "2F", "2F"),
        ("smoke 12f", "12f", "12F"),
        ("smoke 2F-kitchen, big", "2F-kitchen", "2F"),
        ("smoke B1", "B1", "B1"),
        ("smoke B2-park", "B2-park", "B2"),
        ("smoke on floor 3", "floor 3", "3F"),
        ("smoke 3rd floor", "3rd floor", "3F"),
        ("smoke third floor", "third floor", "3F"),
        ("2楼冒烟", "2楼", "2F"),
        ("二楼冒烟", "二楼", "2F"),
        ("二十三层冒烟", "二十三层", "23F"),
        ("地下一层冒烟", "地下一层", "B1"),
        ("负一层冒烟", "负一层", "B1"),
        ("-1楼冒烟", "-1楼", "B1"),
        ("2F小吃街冒烟", "2F小吃街", "2F"),
        ("2F小吃街3人受伤", "2F小吃街", "2F"),
        ("三楼报告厅，冒烟", "三楼报告厅", "3F"),
        ("二楼顾客摔倒", "二楼", "2F"),
        ("B2停车场C区 冒烟", "B2停车场C区", "B2"),
        ("smoke Gate 9", "Gate 9", None),
        ("smoke gate9", "gate9", None),
        ("smoke G9", "G9", None),
        ("smoke north gate", "north gate", None),
        ("9号门冒烟", "9号门", None),
        ("九号门冒烟", "九号门", None),
        ("南门冒烟", "南门", None),
        ("3号厅冒烟", "3号厅", None),
        ("C出口冒烟", "C出口", None),
        ("stuck lift L7", "lift L7", None),
        ("stuck L7", "L7", None),
        ("7号梯 卡住", "7号梯", None),
        ("smoke 3F gate 9", "3F gate 9", "3F"),
        ("smoke @riverside", "riverside", None),
        ("smoke @riverside, 2 hurt", "riverside", None),
        ("smoke @riverside.", "riverside", None),
        ('smoke @"river side" 2 hurt', "river side", None),
        ("smoke @“river side” 2 hurt", "river side", None),
        ("冒烟 @「江 边」2人受伤", "江 边", None),
        ("冒烟 ＠江边，2人受伤", "江边", None),
        ('smoke @"river side', "river", None),
        ("smoke @9F-roof", "9F-roof", "9F"),
    ],
)
def test_another_place_is_kept_as_typed(line: str, text: str, floor: str | None) -> None:
    found = read(line).place
    assert found is not None and (found.id, found.text, found.floor, found.department) == (None, text, floor, None)


NOWHERE = ["smoke", "call bob@site.com", "smoke @", "smoke @ the door", "wet floor 1", "smoke @" + "x" * 200]


@pytest.mark.parametrize("line", NOWHERE)
def test_what_is_no_place_stays_text(line: str) -> None:
    assert read(line).place is None


def test_a_floor_said_before_a_place_belongs_to_it() -> None:
    line = "着火 二楼东侧美食广场"
    assert read(line).place == PlaceFound("id-2F-foodcourt", "二楼东侧美食广场", "2F", "security", 3, 11)
    lift = read("lift stuck B2 L5").place
    assert lift is not None and (lift.id, lift.text, lift.floor) == ("id-lift-L5", "B2 L5", "B2")


def test_the_span_of_a_name_holds_its_mark() -> None:
    line = 'fire @"old warehouse", 2 hurt'
    found = read(line).place
    assert found is not None and line[found.start : found.end] == '@"old warehouse"'


@pytest.mark.parametrize("place", PLACES, ids=[place.code for place in PLACES])
def test_every_name_of_a_place_finds_it(place: PlaceName) -> None:
    for name in (place.code, place.zh, place.en, *place.words):
        if len(name) > 1:
            assert where(name) == place.code, name
        assert where(f"@{name}") == place.code, name


@pytest.mark.parametrize(
    ("line", "place", "floor", "left"),
    [
        ("fire in Starbucks on floor 2", "@Starbucks on floor 2", "2F", "in"),
        ("fire in Starbucks, floor 2", "@Starbucks, floor 2", "2F", "in"),
        ("fire Starbucks floor 2", "@floor 2", "2F", "Starbucks"),  # not said to be there: it stays text
        ("fire in the Blue Bottle coffee shop on the second floor", "@Blue Bottle coffee shop on the second floor", "2F", "in the"),
        ("fire at lift 3 on floor 2", "@lift 3 on floor 2", "2F", "at"),
        ("smoke gate 41, 3F", "@gate 41, 3F", "3F", ""),
        ("smoke food court on floor 2", "2F-foodcourt", "2F", ""),
        ("smoke food court, 2F", "2F-foodcourt", "2F", ""),
        ("smoke food court on floor 3", "@food court on floor 3", "3F", ""),  # said to be elsewhere: that one is not meant
        ("fire in progress on floor 2", "@floor 2", "2F", "in progress on"),
        ("smoke 2F people shouting in the kitchen", "@2F", "2F", "people shouting in the kitchen"),
        ("people hurt in Starbucks on floor 2", "@Starbucks on floor 2", "2F", "people in"),
        ("fire in Starbucks at Gate 4", "gate-4", None, "in Starbucks at"),  # two places: the known one, the other stays text
        ("fire 1F, 2F and 3F", "@1F", "1F", "2F and 3F"),
        ("在星巴克二楼着火", "@星巴克二楼", "2F", "在"),
        ("二楼星巴克着火", "@二楼星巴克", "2F", ""),
        ("星巴克二楼着火", "@二楼", "2F", "星巴克"),
    ],
)
def test_the_finer_of_two_places_does_not_vanish(line: str, place: str, floor: str | None, left: str) -> None:
    told = read(line)
    assert told.type in ("fire", "customer_injury")
    assert (where(line), told.place.floor if told.place else None, left_over(told)) == (place, floor, left)
