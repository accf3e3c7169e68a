"""Keeps together what is said of one spot: the shop and its floor, the lift and its floor, whichever is said first (R4.2).

The choices made here, each pinned by a test:
- Two spots side by side, or with "on", "at", "in" between them, are one: "lift 3 on floor 2".
- A known place whose floor is said behind it is that place; said to be on another floor ("food court on floor 3") it is
  not meant, and the words stay the place's.
- Words between "in" or "at" and a floor are the place's, known or not: "in Starbucks on floor 2", 在星巴克二楼. Words that
  say what happened never are, and neither is what only stands there by itself ("2F people shouting").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from commandpost.domain.incidents.records.spots import Spot

_BETWEEN = re.compile(r",? ?(?:(?:on|at|in|of) )?(?:the )?|[,，、的]?")
_SAID_SO = re.compile(r" (?:on|at|in) (?:the )?")
_FARTHEST = 60  # characters before a floor in which its shop may be named
_NAMED = re.compile(
    r".*(?<![^ ,;.])(?:in|at|inside|outside|near|behind|by|opposite) (?:the )?"
    r"(?P<name>[^\s,;.!?@#:]+(?: [^\s,;.!?@#:]+){0,3}?),?(?: (?:on|at|in))?(?: the)? ?$"
)
_NAMED_HAN = re.compile(r".*[在于](?P<name>[\u3400-\u9fffa-z0-9]{1,10}?)的?$")
_NO_NAME = frozenset(
    ["progress", "trouble", "pain", "danger", "panic", "flames", "least", "all", "once", "case", "on", "at", "in", "the", "there", "here"]
)


def joined(text: str, known: Sequence[Spot], tokens: Sequence[Spot], stops: Sequence[int]) -> tuple[list[Spot], list[Spot]]:
    """Give known places and tokens with what belongs together joined; `stops` are where a word begins that says what happened."""
    known, tokens = _floor_before(text, known, tokens)
    alone: list[Spot] = []
    for token in tokens:
        last = alone[-1] if alone else None
        if last is not None and None in (last.floor, token.floor) and _side_by_side(text, last, token):
            alone[-1] = replace(last, end=token.end, name=(last.start, token.end), floor=last.floor or token.floor)
        else:
            alone.append(token)
    places: list[Spot | None] = list(known)
    ends = [place.end for place in known]  # known places stand in order and never overlap
    apart: list[Spot] = []
    for token in alone:
        near = bisect_right(ends, token.start) - 1
        before = places[near] if near >= 0 else None
        if token.floor is None:
            apart.append(token)
        elif before is None or not _side_by_side(text, before, token):
            since = max(ends[near] if near >= 0 else 0, apart[-1].end if apart else 0, token.start - _FARTHEST)
            apart.append(_with_name(text, token, since, stops))
        elif before.floor in (None, token.floor):
            places[near] = replace(before, end=token.end, name=(before.start, token.end), floor=token.floor)
        elif _SAID_SO.fullmatch(text, before.end, token.start):
            places[near] = None
            apart.append(replace(token, start=before.start, name=(before.start, token.end)))
        else:
            apart.append(token)
    return [place for place in places if place is not None], apart


def _floor_before(text: str, known: Sequence[Spot], tokens: Sequence[Spot]) -> tuple[list[Spot], list[Spot]]:
    """Join a floor said just before a known place to it; a place that lies on another floor is not meant."""
    starts = [spot.start for spot in known]
    left: list[Spot | None] = list(known)
    apart: list[Spot] = []
    for token in tokens:
        alone = True
        for place in range(bisect_left(starts, token.start), bisect_right(starts, token.end + 1)):
            spot = left[place]
            inside = starts[place] < token.end
            if spot is None or not (inside or starts[place] == token.end or text[token.end] in " 的"):
                continue
            if token.floor is None:
                alone = alone and not inside
                continue
            if spot.floor in (None, token.floor):
                end = max(spot.end, token.end)
                left[place] = replace(spot, start=token.start, end=end, name=(token.start, end), floor=token.floor)
                alone = False
            else:
                left[place] = None
            break
        if alone:
            apart.append(token)
    return [spot for spot in left if spot is not None], apart


def _side_by_side(text: str, first: Spot, second: Spot) -> bool:
    return second.start - first.end <= 9 and _BETWEEN.fullmatch(text, first.end, second.start) is not None


def _with_name(text: str, token: Spot, since: int, stops: Sequence[int]) -> Spot:
    before = text[since : token.start]
    for pattern in (_NAMED, _NAMED_HAN):
        found = pattern.match(before)
        if found is None:
            continue
        start = since + found.start("name")
        happened = bisect_left(stops, start)
        if happened < len(stops) and stops[happened] < token.start:
            return token
        words = found["name"].split(" ")
        if _NO_NAME.intersection(words) or words[0].isdecimal():
            return token
        return replace(token, start=start, name=(start, token.end))
    return token
