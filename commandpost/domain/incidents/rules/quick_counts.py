"""Reads the counts of people where they stand in a shouted line: 2 hurt, 受伤2人, nobody trapped (R4.2).

About 10 is read as 10 (约10人, around 10, at least 10). What only says "many" stays text: 10多人, 几人, several,
over 10, up to 10. A total is read, never a change of it or a word about one person: 未受伤, not hurt, nobody else
hurt, 2 more hurt stay text. A bare 119, 120 or 110 is somebody who is called ("injured 120 called"), never a count;
疏散120人 is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commandpost.domain.incidents.rules.quick_numbers import Number, numbers
from commandpost.domain.incidents.rules.quick_text import Hit, wordish


@dataclass(frozen=True, slots=True)
class CountFound:
    """A count said in the line: the metric's code, how many, and where it stands in the line as typed."""

    metric: str
    value: int
    start: int
    end: int


class Said(NamedTuple):
    """A count in the folded text, and the span of the metric's word in it."""

    start: int
    end: int
    metric: str
    value: int
    word: tuple[int, int]


_WHO = (
    "顾客|客人|游客|乘客|旅客|观众|群众|居民|员工|工人|店员|保安|保洁|厨师|师傅|会员|商户|老人|孩子|小孩|儿童|婴儿|学生|男子|女子"
    "|男孩|女孩|男童|女童|大人|成人|伤者|人员"
)
_MEASURE = "人次|人|名|位|个|例"
_HOW = "已经?|均|都|被|遭|不同程度|不幸|当场|疑似|目前|现|仍|突然|先后"
_WHO_EN = (
    "people|persons?|pax|guests?|customers?|visitors?|shoppers?|staff|workers?|employees?|men|man|women|woman|lady|ladies|children|child"
    "|kids?|boys?|girls?|adults?|elderly|passengers?|riders?|spectators?|cooks?|guards?|members?|tenants?|victims?"
)
_HOW_EN = (
    "is|are|was|were|be|been|being|has|have|got|get|reported|reportedly|now|already|still|badly|slightly|lightly"
    "|of them|feared|possibly|confirmed|suspected|in total|so far|with|suffering(?: from)?"
)
_NUMBER_WORD = re.compile(
    rf"(?P<measure> ?(?:{_MEASURE}))?(?P<people> ?(?:{_WHO}))?(?: ?(?:{_HOW})){{0,3}}"
    rf"(?: (?:(?P<who>{_WHO_EN})|{_HOW_EN})(?![a-z0-9_])){{0,4}} ?"
)
_WORD_NUMBER = re.compile(
    rf" ?(?:(?:了|人数|人员|人|的|有|者|共|约|大约|近|总计|已|达|至少|:|=|~|{_WHO}"
    rf"|(?:about|around|approx\.?|approximately|roughly|nearly|almost|is|are|was|were|now|total"
    rf"|at least|{_WHO_EN})(?![a-z0-9_])) ?){{0,3}}"
)
_AFTER_NUMBER = re.compile(
    rf"(?P<people>(?: ?(?:人次|人|名|位|例|个(?=人|$|[ ,，.;。、!?)]|{_WHO}))(?:{_WHO})?)(?!以上|以下|[多余几来])"
    rf"|(?: (?:{_WHO_EN}))(?![a-z0-9_]))"
    r"|(?= ?(?:$|[\n,，.;。、!?():\"@]| [-–—/&] ))"
    r"|(?= (?:at|in|on|near|by|to|from|via|with|and|so|still|now|inside|outside|after|before|of|as|but|all|none"
    r"|no|nobody)(?![a-z0-9_]))"
    r"|(?= [\u3400-\u9fff])"
)
_THINGS = re.compile(
    r" (?:bags?|items?|phones?|wallets?|purses?|keys?|cars?|batter(?:y|ies)|lifts?|shops?|stores?|floors?|tiles?"
    r"|minutes?|mins?|hours?|days?|animals?|dogs?|cats?|birds?|fish)(?![a-z0-9_])"
)
_NOBODY = re.compile(
    r"(?:(?<![有未])(?:没有?|暂?无|未有|未见|未发现有?|没有发现|[无没]有?任何|未造成|没有?造成)"
    rf"(?:人员?|{_WHO})|(?<![有毫])(?:暂|尚|均|并)?无|未造成|没有?造成)(?:被|有|遭)?$"
    r"|(?<![a-z0-9_])(?:nobody|no[ -]?one|none of them|none|nil|without(?: any)?"
    rf"|no(?: (?:{_WHO_EN}))?)(?: (?:{_HOW_EN}))* $"
)
_NOR = re.compile(r"(?:,? (?:or|nor) | ?[或和及、] ?)(?:被)?")
_WINDOW = 48  # characters between a number and its word, or before a word, that are looked at


def read_counts(
    text: str, words: Sequence[Hit[str]], taken: bytearray, starts: Collection[int], never: frozenset[str]
) -> list[Said]:
    """Give the counts said in a folded text, in their order.

    `words` are the metrics' words found; `taken` marks places, which are read for nothing else; `starts` are where
    places and types begin (a number may stand before them); `never` are numbers that are called, not counted.
    """
    items: list[Hit[str] | Number] = [word for word in words if not any(taken[word.start : word.end])]
    taken = bytearray(taken)
    for word in items:
        taken[word.start : word.end] = b"\1" * (word.end - word.start)  # 一氧化碳 holds no number
    items.extend(number for number in numbers(text) if not any(taken[number.start : number.end]))
    items.sort(key=lambda item: item.start)
    return _Reader(text, items, frozenset(starts), never).read()


class _Reader:
    """Goes once from left to right over numbers and words and pairs what stands together."""

    def __init__(
        self, text: str, items: Sequence[Hit[str] | Number], starts: frozenset[int], never: frozenset[str]
    ) -> None:
        self.text, self.items, self.starts, self.never = text, items, starts, never

    def read(self) -> list[Said]:
        said: list[Said] = []
        at, items, follow = 0, self.items, self.numbers_follow()
        while at < len(items):
            item = items[at]
            if said and item.start < said[-1].end:
                at += 1
                continue  # it said who was counted: 2 trapped casualties
            if isinstance(item, Number):
                if (word := self.word_after(at)) is not None:
                    said.append(Said(item.start, word.end, word.value, item.value, (word.start, word.end)))
                    at += 1
            elif (none := _NOBODY.search(self.text[max(0, item.start - _WINDOW) : item.start])) is not None:
                start = max(item.start - len(none[0]), said[-1].end if said else 0)
                at = self.nobody(at, start, said)
            elif follow[at] and (number := self.number_after(at)) is not None:
                end = number.end + len(self.people_after(number))
                said.append(Said(item.start, end, item.value, number.value, (item.start, item.end)))
                at += 1
            at += 1
        return said

    def nobody(self, at: int, start: int, said: list[Said]) -> int:
        """Read "nobody hurt or trapped": the word at `at` and those joined to it are 0. Give where the last is."""
        while True:
            word = self.items[at]
            assert not isinstance(word, Number)  # noqa: S101 - only ever called with a word
            said.append(Said(start, word.end, word.value, 0, (word.start, word.end)))
            following = self.items[at + 1] if at + 1 < len(self.items) else None
            if (
                following is None
                or isinstance(following, Number)
                or not _NOR.fullmatch(self.gap(word.end, following.start))
            ):
                return at
            if self.number_after(at + 1) is not None:
                return at  # 无人受伤、被困3人
            at, start = at + 1, following.start

    def gap(self, start: int, end: int) -> str:
        """Give what stands between two items; what is too long to belong together as a mark that nothing matches."""
        return self.text[start:end] if 0 <= end - start <= _WINDOW else "\n"

    def word_after(self, at: int) -> Hit[str] | None:
        """Give the word that the number at `at` counts: 2 people hurt, 3人被困."""
        number = self.items[at]
        word = self.items[at + 1] if at + 1 < len(self.items) else None
        if word is None or isinstance(word, Number) or not isinstance(number, Number):
            return None
        between = _NUMBER_WORD.fullmatch(self.gap(number.end, word.start))
        if between is None or (number.end == word.start and wordish(self.text[word.start])):
            return None
        people = bool(between["measure"] or between["people"] or between["who"])
        # 一 is also a word (万一, 统一人员): a Chinese numeral has its 人 or 名, or stands in the shorthand 两死三伤.
        if number.kind == "han" and not between["measure"] and number.value and word.end - word.start > 1:
            return None
        if not people and self.text[number.start : number.end] in self.never:
            return None
        return None if _THINGS.match(self.text, word.end) else word

    def number_after(self, at: int) -> Number | None:
        """Give the number that may belong to the word at `at`: hurt 2, 受伤2人."""
        word = self.items[at]
        number = self.items[at + 1] if at + 1 < len(self.items) else None
        if not isinstance(number, Number) or isinstance(word, Number):
            return None
        if not _WORD_NUMBER.fullmatch(self.gap(word.end, number.start)):
            return None
        people = self.people_after(number)
        if not people:
            if number.kind == "han" or self.text[number.start : number.end] in self.never:
                return None
            if not (self.closed(number.end) or self.word_after(at + 1) is not None):
                return None
        return number

    def people_after(self, number: Number) -> str:
        """Give what says that a number counts people (人, 名, guests), "" where nothing does."""
        found = _AFTER_NUMBER.match(self.text, number.end)
        return (found["people"] or "") if found else ""

    def closed(self, end: int) -> bool:
        """Say whether a number ends a statement: "evacuated 3" does at a mark, not in "evacuated 3 shops"."""
        return _AFTER_NUMBER.match(self.text, end) is not None or end + 1 in self.starts or end in self.starts

    def numbers_follow(self) -> list[bool]:
        """Say for each word whether its chain is hurt 2 dead 1 (numbers follow), not hurt, 2 dead (numbers lead)."""
        follow = [False] * (len(self.items) + 2)
        for at in range(len(self.items) - 1, -1, -1):
            if self.number_after(at) is not None:
                follow[at] = self.word_after(at + 1) is None or follow[at + 2]
        return follow


def last_said(said: Sequence[Said]) -> list[Said]:
    """Give at most one count a metric: the last said wins, in the order of the line."""
    latest = {one.metric: one for one in said}
    return sorted(latest.values(), key=lambda one: one.start)


def inside(spans: Sequence[Said], start: int, end: int) -> Said | None:
    """Give the count that a span lies in; the counts are in the order of the line and do not overlap."""
    at = bisect_left([one.end for one in spans], end)
    return spans[at] if at < len(spans) and spans[at].start <= start else None
