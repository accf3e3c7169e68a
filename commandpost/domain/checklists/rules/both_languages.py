"""Finds the word for each language of what fills a blank: said with / between, known to the plan or the site, or the same in both; never Chinese in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from commandpost.domain.core.unit import Ask
from commandpost.plan.read_lists import hazards

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LETTERS = re.compile(r"[^\W\d_]{2,}")  # a word; 2F, B1 or gate numbers are said as they stand in both

Pair = tuple[str | None, str | None]  # Chinese, English; None where nobody knows the word


def in_both(words: str, known: Iterable[tuple[str, str, Sequence[str]]] = ()) -> Pair:
    """Give what fills a blank in Chinese and English: `二层 / 2nd floor` has a word for each; a known word brings its other one."""
    first, slash, second = (part.strip() for part in words.replace("／", "/").partition("/"))
    apart = " / " in words or bool(HAN.search(first)) != bool(HAN.search(second))
    if slash and apart and first and second:
        zh, en = (second, first) if HAN.search(second) and not HAN.search(first) else (first, second)
        return zh, None if HAN.search(en) else en
    wanted = words.strip().casefold()
    for in_zh, in_en, others in known:
        if wanted in (name.casefold() for name in (in_zh, in_en, *others)):
            return in_zh or None, None if HAN.search(in_en) else in_en or None
    if HAN.search(words):
        return words.strip(), None
    return (None, words.strip()) if LETTERS.search(words) else (words.strip(), words.strip())


def known_words(ask: Ask) -> list[tuple[str, str, tuple[str, ...]]]:
    """Give the hazards of the plan and the places of the site in Chinese and English, with what else they are called."""
    places = [(zh, en, (code, *json.loads(words))) for code, zh, en, words in ask("SELECT code, zh, en, words FROM place ORDER BY code")]
    return [*((zh, en, ()) for zh, en in hazards(ask.plan())), *places]


def the_same(one: Pair, other: Pair) -> bool:
    """Whether two blanks say the same thing in either language."""
    return any(first and second and first.casefold() == second.casefold() for first, second in zip(one, other, strict=True))
