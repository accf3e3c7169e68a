"""Finds where it happened in a shouted line: a place of the site, a floor, gate or lift, or an @name (R4.2)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from commandpost.domain.incidents.records.spots import PlaceName, Spot
from commandpost.domain.incidents.rules.quick_floor import joined
from commandpost.domain.incidents.rules.quick_numbers import HAN, chinese_number
from commandpost.domain.incidents.rules.quick_text import Hit, V, WordIndex, fold, whole, wordish

_LONGEST_NAME = 120  # characters of an @name; what is longer is a paste, not a place


_N = rf"(?:[0-9]{{1,3}}|[{HAN}]{{1,3}})"
# Only Latin edges are checked in the patterns (sets that reach further are slow to compile), all others by whole().
_LEFT = r"(?<![a-z0-9_])(?<![a-z0-9]-)"
_RIGHT = r"(?![a-z0-9_])"
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_FLOOR = re.compile(
    rf"{_LEFT}(?:b(?P<b>[0-9]{{1,2}})f?|(?P<f>[0-9]{{1,3}})f|f(?P<f2>[1-9])){_RIGHT}"
    rf"|(?<![a-z0-9_])-(?P<minus>[1-9])(?:楼|层|f(?![a-z0-9]))"
    rf"|(?:地下|负)第?(?P<down>{_N})(?:楼|层)"
    rf"|第?(?<![0-9{HAN}])(?P<up>{_N})(?:楼(?!梯)|层)"
    r"|(?<!wet )(?<!slippery )(?<![a-z0-9])floor (?P<en>[0-9]{1,2})(?![a-z0-9_])"
    rf"|{_LEFT}(?P<nth>[0-9]{{1,2}})(?:st|nd|rd|th) floor(?![a-z0-9_])"
    rf"|{_LEFT}(?P<word>{'|'.join(_ORDINALS)}) floor(?![a-z0-9_])"
    rf"|{_LEFT}basement (?P<base>[0-9])(?![a-z0-9_])"
)
_FIXED = re.compile(
    rf"{_LEFT}(?:gate|door|exit|entrance)[ -]?(?:[a-z]?[0-9]{{1,3}}[a-z]?){_RIGHT}"
    rf"|{_LEFT}gate [a-z]{_RIGHT}|{_LEFT}[gle][0-9]{{1,2}}{_RIGHT}"
    rf"|{_LEFT}(?:north|south|east|west|main|front|back|rear|side|staff)(?:[- ]?(?:east|west))?"
    rf" (?:gate|door|entrance|exit){_RIGHT}"
    rf"|{_LEFT}(?:lift|elevator|escalator|stair|hall|room|platform|screen)[ -]?[a-z]?[0-9]{{1,4}}{_RIGHT}"
    rf"|(?<![0-9{HAN}]){_N}号(?:门|口|出入口|出口|入口|通道|电梯|扶梯|货梯|客梯|梯|楼梯|楼|厅|馆|仓库|库|铺|柜台|车厢|站台)"
    rf"|{_LEFT}[a-z][0-9]?号?(?:口|出口|入口|出入口|区|馆|座|厅)"
    r"|(?:东南|西南|东北|西北|[东南西北])侧?(?:门(?![店子])|出口|入口)|正门|侧门|后门|大门"
)
# A floor may carry on into the name of a spot on it (2F美食广场); these begin what happened there and end the name.
_TAIL_MOST = 12
_TAIL_STOP = (
    "有|发(?:生|现|出|热|烧)|出(?:现|事|了)|人(?![行防工民])|顾客|客人|游客|老人|孩子|小孩|男[子孩士童]|女[子孩士童]|员工|保安|已|被|正?在|了"
    "|停(?!车)|无[人法明]|没|未|请|需要|报(?:警|称|告(?!厅))|说|看到|闻到|听到|大量|突然|疑似|因|到处"
    rf"|[与和及][{HAN}0-9]|[{HAN}几多0-9]+[人名位个台辆例被]"
)
_TAIL = re.compile(rf"-?(?:(?!{_TAIL_STOP})[^\W_]){{1,{_TAIL_MOST + 1}}}")
_LATIN_TAIL = re.compile(r"(?:-[a-z0-9]{1,40}){1,4}(?![a-z0-9])")
_AT = re.compile(
    rf"(?<![a-z0-9_.@])@(?:\"(?P<q>[^\"\n]{{1,{_LONGEST_NAME}}})\"|[「『](?P<k>[^」』\n]{{1,{_LONGEST_NAME}}})[」』]"
    rf"|[\"「『]?(?P<n>[^\s,，;。、!?@\"「」『』()]{{1,{_LONGEST_NAME}}})(?![^\s,，;。、!?@\"「」『』()]))"
)


def in_a_name(text: str, place: int) -> bool:
    """Say whether a place of the folded text lies in an @name."""
    return any(found.start() <= place < found.end() for found in _AT.finditer(text))


def floor_of(text: str) -> str | None:
    """Give the floor that a folded text begins with, as 2F or B1; None where it begins with none or two (一二楼)."""
    found = _FLOOR.match(text)
    return _floor(found) if found else None


def _floor(found: re.Match[str]) -> str | None:
    group = str(found.lastgroup)
    said = found[group]
    if group == "word":
        return f"{_ORDINALS.index(said) + 1}F"
    level = int(said) if said.isdecimal() else chinese_number(said)
    return None if not level else f"B{level}" if group in ("b", "minus", "down", "base") else f"{level}F"


_VARIED = re.compile(rf"[-_ ]|[0-9{HAN}](?=[号楼层])")


def _spellings(word: str) -> Iterator[str]:
    """Give the other ways in which a folded word is typed: gate4, crowd-crush, 四号门 for 4号门."""
    if "_" in word:
        yield word.replace("_", "-")
        yield word.replace("_", " ")
    if "-" in word:
        yield word.replace("-", " ")
    if " " in word:
        yield word.replace(" ", "-")
    if (parts := re.fullmatch(r"([a-z]+)[ -]([0-9]+[a-z]?)", word)) is not None:
        yield parts[1] + parts[2]
    if (figure := re.search(r"[0-9]{1,2}(?=[号楼层])", word)) is not None:
        yield word[: figure.start()] + _han(int(figure[0])) + word[figure.end() :]
    elif (figure := re.search(rf"[{HAN}]{{1,3}}(?=[号楼层])", word)) is not None and (
        value := chinese_number(figure[0])
    ):
        yield word[: figure.start()] + str(value) + word[figure.end() :]


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    return digits[ones] if not tens else ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def spellings(words: Iterable[tuple[str, V]]) -> list[tuple[str, V]]:
    """Give folded words with what they stand for, then their other spellings, but none that stands for two things."""
    given = [(folded, value) for word, value in words if (folded := fold(word).text.strip())]
    known = {word for word, _ in given}
    others: dict[str, set[V]] = {}
    for word, value in given:
        if _VARIED.search(word) is None:
            continue
        for spelling in _spellings(word):
            if (other := spelling.strip()) and other not in known:
                others.setdefault(other, set()).add(value)
    return given + [(other, values.pop()) for other, values in others.items() if len(values) == 1]


class PlaceIndex:
    """The known places of a site, ready to be found in a folded line."""

    __slots__ = ("_codes", "_floors", "_marked", "_words")

    def __init__(self, places: Sequence[PlaceName]) -> None:
        """Take the places; where two share a name, the first has it. Gate 4 (west) is also Gate 4, if the only one."""
        bare = Counter(name for place in places for name in {_bare(place.zh), _bare(place.en)})
        words = [(place.code, number) for number, place in enumerate(places)]  # a code is its own place's, whoever else
        words.extend(  # is called so
            (word, number) for number, place in enumerate(places) for word in (place.zh, place.en, *place.words)
        )
        words.extend(
            (name, n)
            for n, place in enumerate(places)
            for name in (_bare(place.zh), _bare(place.en))
            if bare[name] == 1
        )
        ready = [(word, places[number]) for word, number in spellings(words)]
        self._marked = WordIndex(ready)
        # One letter, or figures alone, is a place only behind an @: else "a guest" would be at assembly point A.
        self._words = WordIndex(
            row for row in ready if not (row[0].isascii() and (len(row[0]) == 1 or row[0].isdecimal()))
        )
        self._codes = frozenset(word for word, _ in spellings((place.code, place.id) for place in places))
        self._floors = {place.id: floor_of(fold(place.code).text) for place in places}

    def words(self) -> dict[str, PlaceName]:
        """Give the words of the places, without those that are one only behind an @."""
        return self._words.words()

    def floors(self) -> dict[str, str | None]:
        """Give the floor of each place by its id."""
        return dict(self._floors)

    def find(self, text: str, types: Sequence[Hit[Any]], stops: Sequence[int]) -> tuple[Spot | None, list[Spot]]:
        """Give the place of a folded line, and all spots of it, which are read for nothing else.

        `types` are the type words found, `stops` where a word begins that says what happened. First an @, then a known
        place by its code, then the first known place said, then the first floor, gate or lift, then a known place whose
        words say what happened.
        """
        marked = list(self._at(text))
        known = self._known(text, types, marked)
        tokens = list(_tokens(text, stops, [*marked, *known]))
        known, tokens = joined(text, known, tokens, stops)
        sure = sorted((spot for spot in known if not spot.weak), key=lambda spot: (not spot.by_code, spot.start))
        weak = [spot for spot in known if spot.weak]
        chosen = next(iter([*marked, *sure]), None)
        if chosen is None:
            there = [spot for spot in weak if not tokens or spot.floor == tokens[0].floor]
            chosen = next(iter([*there, *tokens]), None)
        spots = [*marked, *sure, *tokens]
        return chosen, spots if chosen is None or chosen in spots else [*spots, chosen]

    def _at(self, text: str) -> Iterator[Spot]:
        for found in _AT.finditer(text):
            group = str(found.lastgroup)
            start, end = found.span(group)
            if group == "n":
                end = start + len(found["n"].rstrip(".:…"))
            if end == start:
                continue
            hit = self._marked.longest(text, start)
            if hit is None or (hit.end != end if group != "n" else text[hit.end : hit.end + 1] == "-"):
                yield Spot(
                    found.start(),
                    end if group == "n" else found.end(),
                    (start, end),
                    "at",
                    None,
                    floor_of(text[start:end]),
                )
                continue
            stop = hit.end if group == "n" else found.end()
            yield Spot(found.start(), stop, (start, hit.end), "at", hit.value, self._floors[hit.value.id])

    def _known(self, text: str, types: Sequence[Hit[Any]], marked: Sequence[Spot]) -> list[Spot]:
        found: list[Spot] = []
        first = len(text) - len(text.lstrip())
        taken = covered(text, marked)
        ends = [word.end for word in types]
        for hit in self._words.sweep(text):
            if (
                text[hit.start - 1 : hit.start] == "-"
                and wordish(text[hit.start - 2 : hit.start - 1] or " ")
                and wordish(text[hit.start])
            ):
                continue  # 3F-foodcourt is not the food court of 2F
            if any(taken[hit.start : hit.end]):
                continue
            # Types start and end in the same order: the first that ends no sooner also starts first.
            around = (
                types[at] if (at := bisect_left(ends, hit.end)) < len(types) and types[at].start <= hit.start else None
            )
            if around is not None and around.start < hit.start:
                continue  # crowd out of control is not in the control room
            if hit.start == first:
                hit = self._after_type(text, hit, types)
            code = text[hit.start : hit.end] in self._codes
            floor = self._floors[hit.value.id]
            _keep(
                found,
                Spot(hit.start, hit.end, (hit.start, hit.end), "known", hit.value, floor, code, around is not None),
            )
        return found

    def _after_type(self, text: str, hit: Hit[PlaceName], types: Sequence[Hit[Any]]) -> Hit[PlaceName]:
        """Read "fire pump room" at the head of a line as a fire there, although that room is called Fire pump room."""
        for word in types:
            if word.start == hit.start and word.end < hit.end:
                rest = word.end + (text[word.end] == " ")
                inner = self._words.longest(text, rest)
                if inner is not None and inner.end == hit.end and inner.value is hit.value:
                    return inner
        return hit


def _keep(found: list[Spot], spot: Spot) -> None:
    """Add a known place; of two that overlap the longer stays; two words for one place (2F美食, 美食广场) are one."""
    last = found[-1] if found else None
    if last is None or last.end <= spot.start:
        found.append(spot)
    elif last.place is spot.place:
        found[-1] = replace(last, end=spot.end, name=(last.start, spot.end), weak=last.weak and spot.weak)
    elif spot.end - spot.start > last.end - last.start:
        found[-1] = spot


def covered(text: str, spots: Iterable[Spot]) -> bytearray:
    """Give for each character of the text whether a spot lies on it."""
    mask = bytearray(len(text) + 1)
    for spot in spots:
        mask[spot.start : spot.end] = b"\1" * (spot.end - spot.start)
    return mask


def _bare(name: str) -> str:
    return re.split(r"[(（]", name, maxsplit=1)[0].strip()


def _tokens(text: str, stops: Sequence[int], taken: Sequence[Spot]) -> Iterator[Spot]:
    """Give the floors, gates and lifts outside the places found; a floor and the gate behind it are one."""
    fixed = {found.start(): found for found in _FIXED.finditer(text)}
    done = 0
    mask = covered(text, taken)
    starts = sorted(
        [*((found.start(), found) for found in _FLOOR.finditer(text)), *fixed.items()],
        key=lambda row: (row[0], -row[1].end()),
    )
    for start, found in starts:
        if start < done or mask[start] or not whole(text, start, found.end()):
            continue
        end, floor = found.end(), None
        if found.re is _FLOOR:
            floor = _floor(found)
            end = _tail_end(text, end, stops)
            beside = fixed.get(end + 1) if text[end : end + 1] == " " else None
            if end == found.end() and beside is not None and whole(text, beside.start(), beside.end()):
                end = beside.end()
        done = end
        yield Spot(start, end, (start, end), "token", None, floor)


def _tail_end(text: str, end: int, stops: Sequence[int]) -> int:
    """Give where the name of a spot on a floor ends: at a blank, a mark, what happened; a long run is no name."""
    if (latin := _LATIN_TAIL.match(text, end)) is not None:
        end = latin.end()
    tail = _TAIL.match(text, end)
    if tail is None or not (text[end] == "-" or not wordish(text[end])):
        return end
    stop = min([tail.end(), *stops[(at := bisect_left(stops, end)) : at + 1]])
    while stop > end and stop < tail.end() and (text[stop - 1].isdecimal() or text[stop - 1] in HAN):
        stop -= 1  # 2F美食广场2受伤: the figure belongs to what happened
    if stop - end > _TAIL_MOST or not whole(text, end, stop):
        return end
    return stop
