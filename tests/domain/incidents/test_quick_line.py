"""A shouted line in either language becomes type, place, counts and level; the rest stays text (R4.1, R4.2)."""

from __future__ import annotations

import pytest
from quick_site import counted, read, where

# line | type | place (code of a known one, @ what was typed of another, - none) | counts | level
TABLE = """
fire 2F-foodcourt smoke, 2 hurt, extinguisher used !III | fire | 2F-foodcourt | hurt 2 | III
火灾 2F美食广场 冒烟 2人受伤 已用灭火器 !III | fire | 2F-foodcourt | hurt 2 | III
摔伤 4号门 雨水地滑，1人轻伤 | customer_injury | gate-4 | minor 1 |
fall gate 4 wet floor, 1 minor | customer_injury | gate-4 | minor 1 |
电梯困人 L5 3人被困，停在B2与B3之间 | lift_entrapment | lift-L5 | trapped 3 |
lift stuck L5 3 trapped, between B2 and B3 | lift_entrapment | lift-L5 | trapped 3 |
火灾 二楼美食广场 炸炉起火，烟大，1人轻伤 !III | fire | 2F-foodcourt | minor 1 | III
fire 2F-foodcourt fryer, thick smoke, 1 minor !III | fire | 2F-foodcourt | minor 1 | III
2 hurt at gate 4 | customer_injury | gate-4 | hurt 2 |
guest hurt gate 4 | customer_injury | gate-4 | - |
4号门两人受伤 | customer_injury | gate-4 | hurt 2 |
顾客受伤 西门 | customer_injury | gate-4 | - |
gas smell 4F-hotpot, no fire !II | gas_leak | 4F-hotpot | - | II
燃气味 4F 无明火 ！II | gas_leak | @4F | - | II
smell of gas 4F-hotpot 30 evacuated | gas_leak | 4F-hotpot | evacuated 30 |
煤气味 火锅店 疏散三十人 | gas_leak | 4F-hotpot | evacuated 30 |
fight gate 1 two people hurt, knife seen !II | violent_assault | gate-1 | hurt 2 | II
打架 东门 有刀 伤2人 !II | violent_assault | gate-1 | hurt 2 | II
2 stabbed at gate 4, one fell | violent_assault | gate-4 | hurt 2 |
unattended bag gate 1, 45 people evacuated | suspicious_package | gate-1 | evacuated 45 |
无人认领行李箱 1号门 | suspicious_package | gate-1 | - |
earthquake, nobody hurt !iii | earthquake | - | hurt 0 | III
地震 楼在晃 无人受伤 !iii | earthquake | - | hurt 0 | III
ceiling fell 5F-cinema 3 people trapped 1 dead !I | structure_collapse | 5F-cinema | trapped 3, deaths 1 | I
吊顶掉 影院 三人被困 死1人 !I | structure_collapse | 5F-cinema | trapped 3, deaths 1 | I
stage collapsed 3 buried | structure_collapse | 1F-atrium | trapped 3 |
crowd crush atrium 12 hurt 2 seriously injured !I. | crowd_crush | 1F-atrium | hurt 12, serious 2 | I
踩踏 中庭 十二人受伤 两人重伤 !I。 | crowd_crush | 1F-atrium | hurt 12, serious 2 | I
crowd out of control at gate 4 | crowd_crush | gate-4 | - |
crowd-crush G4 | crowd_crush | gate-4 | - |
crowd_crush gate4 | crowd_crush | gate-4 | - |
电梯卡住 5号梯 3名顾客被困 | lift_entrapment | lift-L5 | trapped 3 |
people in lift 5, no one hurt | lift_entrapment | lift-L5 | hurt 0 |
电梯困人 地下一层 5号梯 没有人受伤 | lift_entrapment | lift-L5 | hurt 0 |
ride stuck 6F-wheel four people stranded | ride_failure | 6F-wheel | stranded 4 |
摩天轮停了 4人滞留 | ride_failure | 6F-wheel | stranded 4 |
Ferris wheel, 2 hurt | ride_failure | 6F-wheel | hurt 2 |
cable car stopped, 8 stranded !II | ropeway_stranding | - | stranded 8 | II
索道停了 8人滞留 !II | ropeway_stranding | - | stranded 8 | II
lost child 3F-kids yellow jacket, 1 missing | lost_child | 3F-kids | missing 1 |
孩子不见 儿童乐园 4岁男孩 黄色外套 | lost_child | 3F-kids | - |
food poisoning 2F food court 5 people vomiting | food_poisoning | 2F-foodcourt | ill 5 |
投诉 美食广场 5人上吐下泻 | food_poisoning | 2F-foodcourt | ill 5 |
outbreak 4F-gym 6 ill | public_health | 4F-gym | ill 6 |
多人发热 健身房 6人发病 | public_health | 4F-gym | ill 6 |
rainstorm, water coming in B2-park-A | severe_weather_flood | B2-park-A | - |
暴雨 地库A 积水 | severe_weather_flood | B2-park-A | - |
power cut 3F !IV | power_cut | @3F | - | IV
停电 三楼 ！IV | power_cut | @三楼 | - | IV
phone stolen Three Bowls | theft_loss | 2F-F07 | - |
手机丢了 渝三碗 | theft_loss | 2F-F07 | - |
complaint 4F-gym, 23 people gathered | complaint_mass | 4F-gym | gathered 23 |
退款 健身房 聚集23人 | complaint_mass | 4F-gym | gathered 23 |
guest fainted cinema | sudden_illness | 5F-cinema | - |
晕倒 蓝屿影城 一名老人 | sudden_illness | 5F-cinema | - |
help gate 1 | unclassified | gate-1 | - |
something odd at the supermarket | unclassified | B1-market | - |
超市 有点不对劲 | unclassified | B1-market | - |
2 hurt, help, gate 1 | customer_injury | gate-1 | hurt 2 |
fire @"old warehouse" 1,200 evacuated | fire | @old warehouse | evacuated 1200 |
火灾 @「老 码头」，一千二百人疏散 | fire | @老 码头 | evacuated 1200 |
着火 @老码头，2人受伤！III | fire | @老码头 | hurt 2 | III
ＦＩＲＥ ２Ｆ，３人受伤 ！Ⅲ | fire | @２Ｆ | hurt 3 | III
冒烟 B2发电机房 | fire | @B2发电机房 | - |
三楼着火 | fire | @三楼 | - |
二楼有人晕倒 | sudden_illness | @二楼 | - |
fire pump room, guest fell | fire | B3-pump | - |
无人受伤、被困3人 五楼 电梯故障 | lift_entrapment | @五楼 | hurt 0, trapped 3 |
"""
ROWS = [[cell.strip() for cell in (row + "|").split("|")[:5]] for row in TABLE.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_line_is_understood(row: list[str]) -> None:
    line, kind, spot, counts, level = row
    told = read(line)
    wanted = {} if counts == "-" else {name: int(n) for name, n in (one.split() for one in counts.split(", "))}
    assert (told.type, where(line) or "-", counted(line), told.level or "") == (kind, spot, wanted, level)
    assert told.line == line


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("fire !III", "III", "fire"),
        ("fire !iV", "IV", "fire"),
        ("fire ！II  ", "II", "fire"),
        ("fire !I.", "I", "fire"),
        ("冒烟！III。 ", "III", "冒烟"),
        ("着火 !Ⅳ", "IV", "着火"),
        ("!II", "II", ""),
        ("fire !IIII", None, "fire !IIII"),
        ("fire !V", None, "fire !V"),
        ("fire !3", None, "fire !3"),
        ("fire! III", None, "fire! III"),
        ("fire!III", None, "fire!III"),
        ("fire !!III", None, "fire !!III"),
        ("fire !III 2F", None, "fire !III 2F"),
        ("fire !III,", None, "fire !III,"),
        ("fire III", None, "fire III"),
        ("fire !I !II", "II", "fire !I"),
    ],
)
def test_only_a_closing_mark_is_a_level(line: str, level: str | None, text: str) -> None:
    told = read(line)
    assert (told.level, told.text, told.line) == (level, text, line)
    marked = [line[span.start : span.end] for span in told.spans if span.kind == "level"]
    assert marked == ([line[len(text) :].strip(" 。.")] if level else [])


@pytest.mark.parametrize(
    ("line", "kind", "word"),
    [
        ("饭后呕吐", "food_poisoning", "饭后呕吐"),
        ("可疑物品", "suspicious_package", "可疑物品"),
        ("爆炸物 2F", "suspicious_package", "爆炸物"),  # not 爆炸
        ("battery fire", "fire", "battery fire"),
        ("stage collapsed", "structure_collapse", "stage collapsed"),  # not collapsed, an illness
        ("guest collapsed", "sudden_illness", "collapsed"),
        ("firewall", "unclassified", None),
        ("Fire", "fire", "Fire"),
        ("3楼fire了", "fire", "fire"),
        ("着火后有人摔倒", "fire", "着火"),
        ("有人摔倒，后来着火", "fire", "着火"),
        ("no fire", "unclassified", None),
        ("没有着火，闻到煤气味", "gas_leak", "煤气味"),
        ("有没有着火不清楚", "fire", "着火"),  # asked, not denied
        ("没有呼吸", "sudden_illness", "没有呼吸"),  # a word that denies by itself
        ("fell, 2 with smoke inhalation", "customer_injury", "fell"),
        ("nobody hurt", "unclassified", None),
        ("3人煤气中毒 有人昏迷", "gas_leak", "煤气中毒"),
        ("Suspected food poisoning", "food_poisoning", "Suspected food poisoning"),
    ],
)
def test_which_word_gives_the_type(line: str, kind: str, word: str | None) -> None:
    told = read(line)
    assert (told.type, told.type_word) == (kind, word)
    assert told.type_span is None if word is None else told.type_span and line[slice(*told.type_span)] == word


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("@Fire-Street guest fell", "customer_injury"),
        ('@"Fire Street"', "unclassified"),
        ('@"Fire Street", 2 hurt', "customer_injury"),
        ("guest fell near fire lane", "customer_injury"),  # another word stands outside the place
        ("fire lane, 2 hurt", "fire"),  # none does: the hazard in the name rather than the casualty
        ("@fire lane", "unclassified"),
    ],
)
def test_a_place_gives_no_type_by_accident(line: str, kind: str) -> None:
    assert read(line).type == kind


def test_the_parts_are_marked_where_they_were_typed() -> None:
    line = "Ｆｉｒｅ   2F-foodcourt，2 people  hurt !III"
    told = read(line)
    assert [(line[span.start : span.end], span.kind) for span in told.spans] == [
        ("Ｆｉｒｅ", "type"), ("2F-foodcourt", "place"), ("2 people  hurt", "count"), ("!III", "level"),
    ]  # fmt: skip


def test_a_character_is_marked_once() -> None:
    line = "摩天轮停了，3人被困电梯"
    assert [(line[span.start : span.end], span.kind) for span in read(line).spans] == [
        ("摩天轮", "place"), ("3人被困", "count"), ("电梯", "type"),
    ]  # fmt: skip
