"""Words for the quick line's tests: the places of a small mall, and what a line is read as."""

from __future__ import annotations

from functools import cache

from told import our_plan

from commandpost.domain.incidents.records.spots import PlaceName
from commandpost.domain.incidents.rules.quick_line import Grammar, Understood

TECH = "technical"


def place(code: str, zh: str, en: str, *words: str, department: str = "security") -> PlaceName:
    return PlaceName(f"id-{code}", code, zh, en, words, department)


PLACES = (
    place("1F-atrium", "一层中庭", "Atrium", "中庭", "大堂", "stage", "main hall"),
    place("gate-1", "1号门（东，主入口）", "Gate 1 (east, main entrance)", "1号门", "一号门", "东门", "gate 1", "G1"),
    place("gate-4", "4号门（西，海港街）", "Gate 4 (west, Harbour Street)", "4号门", "西门", "gate 4", "G4"),
    place("gate-6", "6号门（南，消防车道）", "Gate 6 (south, fire lane)", "6号门", "gate 6", "fire lane"),
    place("lift-L5", "L5穿梭梯（B3–4F）", "Lift L5, shuttle (B3–4F)", "L5", "5号梯", "lift 5", department=TECH),
    place("B3-pump", "消防水泵房", "Fire pump room", "水泵房", "泵房", "pump room", department=TECH),
    place("1F-control", "消控室（值班台）", "Control room (the desk)", "消控室", "control", "control room"),
    place("1F-lostchild", "儿童走失等候室", "Lost-child room", "走失室", "lost child"),
    place("2F-foodcourt", "二楼美食广场", "2F food court", "美食广场", "2F美食", "food court", "foodcourt"),
    place("2F-F07", "美食广场F07 渝三碗小面", "Food court F07, Three Bowls Noodles", "F07", "渝三碗", "Three Bowls"),
    place("B2-park-A", "地下二层停车场A区", "B2 car park, area A", "B2A区", "地库A", "B2 A"),
    place("3F-kids", "小鲸儿童乐园", "Little Whale Playground", "儿童乐园", "playground"),
    place("4F-hotpot", "炉边火锅", "Hearthside Hotpot", "火锅店", "hotpot"),
    place("4F-gym", "动岛健身", "Motion Isle Gym", "健身房", "gym"),
    place("5F-cinema", "蓝屿影城（8厅）", "Blue Isle Cinema (8 screens)", "影院", "cinema"),
    place("6F-wheel", "海贝轮（迷你摩天轮）", "Shell Wheel (mini Ferris wheel)", "海贝轮", "摩天轮", "Ferris wheel"),
    place("B1-market", "禾岸超市", "He'an Market", "超市", "supermarket", "He'an"),
    place("A", "A集合点", "Assembly point A", "A点"),
)  # fmt: skip

SHORT = {
    "deaths": "deaths", "missing": "missing", "serious": "serious_injuries", "minor": "minor_injuries",
    "hurt": "injured", "ill": "persons_ill", "trapped": "trapped", "stranded": "stranded_persons",
    "evacuated": "evacuated", "gathered": "gathered_persons",
}  # fmt: skip


@cache
def mall() -> Grammar:
    return Grammar(our_plan(), PLACES)


def read(line: str) -> Understood:
    return mall().understand(line)


def counted(line: str) -> dict[str, int]:
    """Give the counts of a line under their short names."""
    names = {code: short for short, code in SHORT.items()}
    return {names[count.metric]: count.value for count in read(line).counts}


def where(line: str) -> str | None:
    """Give the code of the known place of a line, @ and the words for another, None for none."""
    found = read(line).place
    if found is None:
        return None
    return found.id.removeprefix("id-") if found.id else f"@{found.text}"
