"""Reads the numbers people shout (2, 1,200, two hundred, 一百二十, 2万), not what only looks like one (R4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from commandpost.domain.incidents.rules.quick_text import wordish

HAN = "零〇一二两三四五六七八九十百千万"
_HAN_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, **{char: n for n, char in enumerate("三四五六七八九", 3)}}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_EN = {
    **{word: n for n, word in enumerate(_ONES)},
    **{word: n * 10 for n, word in enumerate(_TENS, 2)},
    "hundred": 100,
    "thousand": 1000,
}
_EN_WORD = "(?:" + "|".join(_EN) + ")"
_NUMBER = re.compile(
    rf"(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+)(?P<scale>[百千万]?)"
    rf"|(?P<han>[{HAN}]+)"
    rf"|(?<![a-z0-9_])(?P<words>{_EN_WORD}(?:(?: and |[ -]){_EN_WORD})*)(?![a-z0-9_])"
)
_MOST = 999_999  # a longer row of figures is a telephone or a badge, not people

# "over 10" and "up to 10" are no count, and neither is the number that names a thing: gate 4, channel 4, aged 4, no. 4.
# A lift, a floor or a car also stands alone ("stuck in lift 3 trapped"), so these are not here: quick_place decides.
_NOT_AFTER_EN = re.compile(
    r"(?<![a-z0-9])(?:over|more than|above|beyond|under|less than|fewer than|below|up to|not|no|no\.|nr|nr\."
    r"|number|gate|door|exit|entrance"
    r"|level|theatre|channel|ch|radio|guard|unit|shop|line|bay|zone|area|section|block|building"
    r"|row|seat|table|post|camera|cam|aged?|tel|phone|grade|phase|bus|route|item|code|day|week|group) $"
)
_NOT_AFTER_HAN = re.compile(rf"(?:第|超过?|逾|多于|大于|不到|不足|少于|最多|编号|工号|[{HAN}] ?、 ?)$")
_RANGE_NEXT = re.compile(rf" ?(?:[至到或~～\-–—] ?[0-9{HAN}]|(?:to|or) [0-9]+(?![0-9a-z]))")
_MORE_FIGURES = re.compile(r" [0-9]{3}")
_RANGE_BEFORE = re.compile(rf"[0-9{HAN}] ?(?:to|or|[至到或~～\-–—]) ?$")


class Number(NamedTuple):
    """A number of the folded text; `kind` is digits, han or words, as it was written."""

    start: int
    end: int
    value: int
    kind: str


def chinese_number(text: str) -> int | None:
    """Give the value of a Chinese numeral, strictly: None for 两三 (about), 一百二 (102 or 120?), 百 (上百)."""
    head, ten_thousands, tail = text.partition("万")
    if not ten_thousands:
        return _section(head)
    high = _section(head)
    if high is None or high == 0:
        return None
    if not tail:
        return high * 10_000
    low = _section(tail.removeprefix("零"))
    # 一万二 may be 12,000 or 10,002: only a full 千 or a spoken 零 says which.
    return high * 10_000 + low if low and ("千" in tail or tail[0] in "零〇") else None


def _section(text: str) -> int | None:
    if len(text) == 1 and text in _HAN_DIGITS:
        return _HAN_DIGITS[text]
    total, limit, digit, zero = 0, 10_000, None, False
    for place, char in enumerate(text):
        if char in _HAN_UNITS:
            unit = _HAN_UNITS[char]
            if unit >= limit or digit == 0 or (digit is None and (unit != 10 or place)):
                return None
            total += (1 if digit is None else digit) * unit
            limit, digit, zero = unit, None, False
        elif char in "零〇":
            if not total or digit is not None or zero:
                return None
            zero = True
        elif char in _HAN_DIGITS:
            if digit is not None:
                return None
            digit = _HAN_DIGITS[char]
        else:
            return None
    if digit is not None:
        return total + digit if limit == 10 or (zero and limit > 10) else None
    return None if zero or not total else total


def english_number(text: str) -> int | None:
    """Give the value of an English numeral below a million ("two hundred and ten"); None where it is none."""
    total, current, last = 0, 0, 1_000_000
    for word in text.replace("-", " ").split():
        if word == "and":
            if last not in (100, 1000):
                return None
            continue
        value = _EN[word]
        if value == 100:
            if not 1 <= current <= 9 or last >= 20:
                return None
            current *= 100
        elif value == 1000:
            if not current or total:
                return None
            total, current = current * 1000, 0
        else:
            fits = last in (100, 1000, 1_000_000) or (last in range(20, 100) and 1 <= value <= 9)
            if not fits:
                return None
            current += value
        last = value
    return total + current


def numbers(text: str) -> Iterator[Number]:
    """Give the whole numbers of a folded text that may be a count of people, in their order.

    Times, decimals, ranges, percentages, telephone numbers, 2F, 10min, figures behind a label (gate 4, 第3) or behind
    "over" are left out.
    """
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if (figures := found["digits"]) is not None:
            value = _digits_value(figures, found["scale"])
            kind = "digits"
        elif (han := found["han"]) is not None:
            value, kind = chinese_number(han), "han"
        else:
            value, kind = english_number(found["words"]), "words"
        if value is None or value > _MOST or not _stands_free(text, start, end):
            continue
        yield Number(start, end, value, kind)


def _digits_value(figures: str, scale: str) -> int | None:
    if len(figures) > 7 or (len(figures) > 1 and figures[0] == "0"):
        return None
    value = int(figures.replace(",", ""))
    return value * {"": 1, "百": 100, "千": 1000, "万": 10_000}[scale]


def _stands_free(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 16) : start], text[end : end + 12]
    if before:
        last, ahead = before[-1], before[-2:-1]
        glued = (
            wordish(last) if text[start] not in HAN else last.isdigit() and text[start] in "十百千万"
        )  # L5三人 is L5 and three
        if glued or last in HAN or last in "-+#$¥€£" or (last in ".:/" and ahead.isdigit()):
            return False
        if _NOT_AFTER_HAN.search(before) or _NOT_AFTER_EN.search(before) or _RANGE_BEFORE.search(before):
            return False
        if text[start] == "十" and last in "几数":
            return False  # 几十人, 数十人
        if end - start >= 3 and last == " " and ahead.isdigit() and text[start].isdigit():
            return False  # the groups of a telephone number
    if after:
        following = after[0]
        if (
            wordish(following)
            or following in "%‰°+"
            or following in HAN
            or (following in ".:/" and after[1:2].isdigit())
        ):
            return False
        if _RANGE_NEXT.match(after) or (end - start >= 3 and _MORE_FIGURES.match(after)):
            return False
    return True
