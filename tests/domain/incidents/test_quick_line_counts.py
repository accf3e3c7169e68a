"""Counts of people are read where they stand, in both languages; what only looks like one stays text (R4.2)."""

from __future__ import annotations

import pytest
from quick_site import counted

from commandpost.domain.incidents.rules.quick_numbers import chinese_number, english_number, numbers

SAID = """
2 hurt | hurt 2
two people hurt | hurt 2
hurt 2 | hurt 2
hurt: 2 | hurt 2
3 people trapped | trapped 3
1 dead | deaths 1
2 seriously injured | serious 2
2 people were seriously hurt | serious 2
1 minor | minor 1
1 minor injury | minor 1
evacuated 180 | evacuated 180
evacuated 180 guests | evacuated 180
evacuated about 180 | evacuated 180
evacuated 180 to gate 4 | evacuated 180
1,200 evacuated | evacuated 1200
two hundred and ten people evacuated | evacuated 210
twenty-five evacuated | evacuated 25
about 10 hurt | hurt 10
at least 10 hurt | hurt 10
hurt 2 dead 1 | hurt 2, deaths 1
2 hurt 1 dead | hurt 2, deaths 1
hurt 2, 1 dead | hurt 2, deaths 1
guest hurt 2 trapped | trapped 2
injured: 2 minor, 1 serious | minor 2, serious 1
2 hurt (0 serious) | hurt 2, serious 0
2 hurt, now 3 hurt | hurt 3
2 with smoke inhalation | hurt 2
3 people trapped in lift | trapped 3
of the 3 trapped 1 hurt | trapped 3, hurt 1
no one hurt | hurt 0
nobody hurt | hurt 0
no injuries | hurt 0
no deaths | deaths 0
0 hurt | hurt 0
no people trapped | trapped 0
nobody is missing | missing 0
nobody hurt or trapped | hurt 0, trapped 0
without injuries | hurt 0
evacuated 120 people | evacuated 120
2人受伤 | hurt 2
2 人 受伤 | hurt 2
两人轻伤 | minor 2
受伤2人 | hurt 2
受伤：2人 | hurt 2
受伤人数2 | hurt 2
伤3人 | hurt 3
死1人 | deaths 1
三人被困 | trapped 3
疏散180人 | evacuated 180
疏散180 | evacuated 180
疏散顾客约180人 | evacuated 180
320人疏散完毕 | evacuated 320
3名顾客不同程度受伤 | hurt 3
1人轻伤1人重伤 | minor 1, serious 1
轻伤1人重伤2人 | minor 1, serious 2
顾客受伤 2人轻伤 | minor 2
死1人伤3人 | deaths 1, hurt 3
1死2伤 | deaths 1, hurt 2
两死三伤 | deaths 2, hurt 3
约10人受伤 | hurt 10
至少10人受伤 | hurt 10
一百二十人疏散 | evacuated 120
两千人疏散 | evacuated 2000
2万人聚集 | gathered 20000
受伤2，200人疏散 | hurt 2, evacuated 200
２人受伤 | hurt 2
L5三人被困 | trapped 3
二楼3人受伤 | hurt 3
三层三人被困 | trapped 3
无人受伤 | hurt 0
没有人受伤 | hurt 0
没有人被困在里面 | trapped 0
无人员伤亡 | hurt 0
未造成人员伤亡 | hurt 0
暂无被困 | trapped 0
四人出厢，无伤 | hurt 0
无重伤、无失联 | serious 0, missing 0
无人受伤、被困3人 | hurt 0, trapped 3
无人受伤或被困 | hurt 0, trapped 0
零受伤 | hurt 0
2人 hurt | hurt 2
""".strip().splitlines()

TEXT = """
14:30 hurt
evacuated 14:30
hurt 13800138000
129 0000 0901 hurt
2F hurt
evacuated 2F
evacuated 10 min ago
trapped 41 minutes
trapped 2 h
evacuated 3 shops
2 missing bags
channel 4 hurt
guard 7 hurt
no. 4 hurt
#4 hurt
gate 4 hurt
L5 trapped
guest aged 4 missing
4-year-old missing
1.5 hurt
2-3 hurt
2 or 3 hurt
50% hurt
over 10 hurt
more than 10 hurt
up to 10 hurt
10+ hurt
several hurt
a few people trapped
not one hurt
not hurt
nobody else hurt
2 more hurt
injured 120 called
called 119 evacuated
1/2 hurt
② hurt
1.5万人疏散
10多人受伤
十几人受伤
几十人受伤
几人受伤
两三人受伤
10余人受伤
10人以上受伤
超过10人受伤
2到3人受伤
第三人受伤
疏散3个出口
疏散3小时
疏散2楼
被困41分钟
拨打119疏散
呼叫120受伤
1人未受伤
没有受伤
有没有人受伤
有无人员受伤
统一人员疏散
万一人受伤
12号受伤
14:30受伤
一百二人受伤
1万2千人疏散
""".strip().splitlines()


@pytest.mark.parametrize("row", SAID)
def test_a_count_is_read(row: str) -> None:
    line, _, wanted = row.partition(" | ")
    assert counted(line) == {name: int(n) for name, n in (one.split() for one in wanted.split(", "))}


@pytest.mark.parametrize("line", TEXT)
def test_what_is_no_count_stays_text(line: str) -> None:
    assert counted(line) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百", 100), ("一百零二", 102),
        ("一百一十", 110), ("一百二十", 120), ("两千", 2000), ("一千零五", 1005), ("一千零五十", 1050),
        ("九千九百九十九", 9999), ("一万", 10000), ("一万二千", 12000), ("一万零五", 10005), ("十万", 100000),
        ("百", None), ("一百二", None), ("三四", None), ("一二十", None), ("万", None), ("零五", None),
        ("一万二", None), ("十百", None),
    ],
)  # fmt: skip
def test_a_chinese_numeral_is_read_strictly(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zero", 0), ("twelve", 12), ("twenty-five", 25), ("two hundred", 200), ("two hundred and ten", 210),
        ("three thousand and five", 3005), ("one thousand two hundred", 1200), ("ten thousand", 10000),
        ("one two", None), ("twenty eleven", None), ("hundred", None),
    ],
)  # fmt: skip
def test_an_english_numeral_is_read_strictly(text: str, value: int | None) -> None:
    assert english_number(text) == value


def test_every_chinese_numeral_up_to_a_thousand_reads_back() -> None:
    digits = "零一二三四五六七八九"
    for value in range(1, 1000):
        hundreds, rest = divmod(value, 100)
        tens, ones = divmod(rest, 10)
        text = f"{digits[hundreds]}百" if hundreds else ""
        if tens:
            text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
        elif hundreds and ones:
            text += "零"
        text += digits[ones] if ones else ""
        assert chinese_number(text) == value, text
        assert [number.value for number in numbers(text)] == [value]
