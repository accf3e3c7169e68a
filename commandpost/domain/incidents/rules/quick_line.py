"""Understands one shouted line: what, where, how many, at which level; what is not understood stays text (R4.1, R4.2).

The choices made here, each pinned by a test:
- The type is the first in the plan's order among the words said; a longer word swallows a shorter one inside it, also
  a count's ("fell, 2 with smoke inhalation" is no fire). Only where no such word stands, one inside a known place's
  name decides ("Ferris wheel, 2 hurt"), then what is said of the people counted ("2 hurt at gate 4" is an injury),
  then a word of `unclassified`. An @name never gives a type, and neither does a word that is denied (no fire, 无明火)
  or a count of nobody.
- A # before a type's name or word says which it is, whatever else is said (#gas leak, #燃气泄漏), as @ and ! do for place and level;
  its words are read for nothing else.
- An @ says where, whatever else is named. Then a place's code, then the first known place, then the first floor, gate
  or lift. A known place that lies on another floor than the one said before it is not meant (3F美食广场).
- A level is the last word or it is text; a Chinese character or mark may stand right before it, a letter may not.
- Only the first READ_LIMIT characters and the end are read: nobody shouts more, and a paste must not hold up a key.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from commandpost.domain.incidents.records.spots import PlaceFound, PlaceName, Spot
from commandpost.domain.incidents.rules.quick_counts import CountFound, Said, inside, last_said, read_counts
from commandpost.domain.incidents.rules.quick_place import PlaceIndex, covered, in_a_name, spellings
from commandpost.domain.incidents.rules.quick_text import Folded, Hit, WordIndex, fold, wordish

if TYPE_CHECKING:
    from commandpost.plan.reader import Plan

__all__ = [
    "READ_LIMIT",
    "UNCLASSIFIED",
    "CountFound",
    "Grammar",
    "PlaceFound",
    "PlaceName",
    "Span",
    "Understood",
    "understand",
]

READ_LIMIT = 4_000  # characters
UNCLASSIFIED = "unclassified"

_BLANKS = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_AT_THE_END = _BLANKS + ".。．｡"
_LEVEL = re.compile(r"[!！﹗]([^!！﹗\s]{1,4})$")
_LEVELS = {"i": "I", "ii": "II", "iii": "III", "iv": "IV"}
_DENIED = re.compile(
    r"(?:(?<!有)(?:没有?|无|未|未见|没有发现|未发现|不是)"
    r"|(?<![a-z0-9_])(?:no|not|without|isn't|no sign of|not a|not an|no more|false)(?: any)? )$"
)
_BEFORE_A_MARK = " \n,，;；、。.:：!！?？()"
_CALLED = frozenset({"110", "119", "120", "122"})


class Span(NamedTuple):
    """A part of the typed line that was understood, half-open; `kind` is type, place, count or level."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a shouted line says. `line` is every character as typed; all places in it are in characters of `line`.

    `type` is a code of the plan, "unclassified" where no type is understood (then `type_word` is None). `counts` holds
    at most one count a metric, the last said. `level` is set only by a closing !I, !II, !III or !IV. `text` is the line
    without that level, stripped.
    """

    line: str
    type: str
    type_word: str | None
    type_span: tuple[int, int] | None
    place: PlaceFound | None
    counts: tuple[CountFound, ...]
    level: str | None
    text: str
    spans: tuple[Span, ...]


class Grammar:
    """The words of one plan and one site, made ready once; understands any number of lines."""

    __slots__ = ("_called", "_codes", "_last", "_metrics", "_places", "_types")

    def __init__(self, plan: Plan, places: Sequence[PlaceName] = ()) -> None:
        """Gather the words; costs a few milliseconds, so it is done when typing starts and kept."""
        self._codes = tuple(plan.types)
        # What only describes a casualty stands last in a plan, so a count of the injured says no more.
        self._last = max((order for order, code in enumerate(self._codes) if code != UNCLASSIFIED), default=-1)
        self._types = WordIndex(
            spellings(
                (word, order)
                for order, kind in enumerate(plan.types.values())
                for word in (kind.code, kind.zh, kind.en, *kind.words_zh, *kind.words_en)
            )
        )
        counted = [metric for metric in plan.metrics.values() if metric.kind == "count"]
        self._metrics = WordIndex(
            spellings((word, each.code) for each in counted for word in (*each.words_zh, *each.words_en))
        )
        self._places = PlaceIndex(places)
        self._called = _CALLED | {code for code in plan.contacts if code.isdecimal()}

    def understand(self, line: str) -> Understood:
        """Understand a line; any string will do, and what is not understood stays text."""
        level, said_until = closing_level(line)
        folded = fold(_readable(line[:said_until]))
        mark, text = self._mark(folded.text)
        types, metrics = self._types.sweep(text), self._metrics.sweep(text)
        place, spots = self._places.find(
            text, types, sorted({hit.start for hit in types} | {hit.start for hit in metrics})
        )
        begin = {spot.start for spot in spots} | {hit.start for hit in types}
        counts = read_counts(text, metrics, covered(text, spots), begin, self._called)
        kind = mark or self._kind(text, types, spots, counts)
        return self._told(line, said_until, level, folded, kind, place, last_said(counts))

    def type_words(self) -> dict[str, str]:
        """Give every folded word of a type with the type's code."""
        return {word: self._codes[order] for word, order in self._types.words().items()}

    def place_words(self) -> dict[str, str]:
        """Give every folded word of a known place with the place's id."""
        return {word: place.id for word, place in self._places.words().items()}

    def place_floors(self) -> dict[str, str | None]:
        """Give the floor of each known place by its id, as 2F or B1."""
        return self._places.floors()

    def _mark(self, text: str) -> tuple[Hit[int] | None, str]:
        """Give the first type behind a #, and the text with commas in its place, so that nothing else is read of it."""
        at = text.find("#")
        while at >= 0:
            before = text[at - 1 : at]
            hit = None if before and before not in _BEFORE_A_MARK else self._types.longest(text, at + 1)
            if hit is not None and not in_a_name(text, at):
                return Hit(at, hit.end, hit.value), text[:at] + "," * (hit.end - at) + text[hit.end :]
            at = text.find("#", at + 1)
        return None, text

    def _kind(
        self, text: str, types: Sequence[Hit[int]], spots: Sequence[Spot], counts: Sequence[Said]
    ) -> Hit[int] | None:
        """Give the type word that decides; see the choices at the head of this module."""
        named = covered(text, (spot for spot in spots if spot.kind == "at"))
        placed = covered(text, (spot for spot in spots if spot.kind != "at"))
        ranked: list[tuple[int, int, int]] = []
        for number, word in enumerate(types):
            count = inside(counts, word.start, word.end)
            if any(named[word.start : word.end]) or (count is not None and count.value == 0):
                continue
            if denied(text, word.start):
                continue
            if self._codes[word.value] == UNCLASSIFIED:
                tier = 3
            elif count is not None and (word.value == self._last or count.word != (word.start, word.end)):
                tier = 2
            else:
                tier = 1 if all(placed[word.start : word.end]) else 0
            ranked.append((tier, word.value, number))
        return types[min(ranked)[2]] if ranked else None

    def _told(
        self,
        line: str,
        until: int,
        level: str | None,
        folded: Folded,
        kind: Hit[int] | None,
        spot: Spot | None,
        counts: Sequence[Said],
    ) -> Understood:
        parts = [Span(until, _level_end(line), "level")] if level else []
        place = None
        if spot is not None:
            start, end = folded.typed(spot.start, spot.end)
            name = folded.typed(*spot.name)
            known = spot.place
            place = PlaceFound(
                known.id if known else None,
                line[slice(*name)],
                spot.floor,
                known.department if known else None,
                start,
                end,
            )
            parts.append(Span(start, end, "place"))
        found = tuple(CountFound(one.metric, one.value, *folded.typed(one.start, one.end)) for one in counts)
        parts.extend(Span(one.start, one.end, "count") for one in found)
        type_span = folded.typed(kind.start, kind.end) if kind else None
        if type_span is not None:
            parts.extend(_beside(Span(*type_span, "type"), parts))
        return Understood(
            line=line,
            type=self._codes[kind.value] if kind else UNCLASSIFIED,
            type_word=line[slice(*type_span)] if type_span else None,
            type_span=type_span,
            place=place,
            counts=found,
            level=level,
            text=line[:until].strip(),
            spans=tuple(sorted(parts)),
        )


def denied(text: str, start: int) -> bool:
    """Say whether the word at a place of the folded text is said not to be so: no fire, 无明火."""
    return _DENIED.search(text[max(0, start - 12) : start]) is not None


def understand(line: str, plan: Plan, places: Sequence[PlaceName]) -> Understood:
    """Understand a line with the words of a plan and the places of a site; these are made ready once."""
    return grammar(plan, places).understand(line)


_READY: OrderedDict[tuple[str, tuple[PlaceName, ...]], Grammar] = OrderedDict()


def grammar(plan: Plan, places: Sequence[PlaceName]) -> Grammar:
    """Give the grammar of a plan (by its digest) and places, the last four kept."""
    key = (plan.digest, tuple(places))
    ready = _READY.get(key)
    if ready is None:
        ready = _READY[key] = Grammar(plan, places)
        while len(_READY) > 4:
            _READY.popitem(last=False)
    return ready


def closing_level(line: str) -> tuple[str | None, int]:
    """Give the level that a line ends in, and where the rest ends; (None, its length) where there is none."""
    end = _level_end(line)
    found = _LEVEL.search(line[max(0, end - 5) : end])
    if found is None:
        return None, len(line)
    start = end - len(found[0])
    level = _LEVELS.get(unicodedata.normalize("NFKC", found[1]).casefold())
    before = line[start - 1 : start]
    if (
        level is None
        or before in ("!", "！", "﹗")
        or (before and wordish(unicodedata.normalize("NFKC", before).casefold()[0]))
    ):
        return None, len(line)
    return level, start


def _level_end(line: str) -> int:
    return len(line.rstrip(_AT_THE_END))


def _readable(line: str) -> str:
    """Give what is read of a line; a word that the limit would cut is left out whole."""
    if len(line) <= READ_LIMIT:
        return line
    cut = max(line.rfind(" ", READ_LIMIT - 64, READ_LIMIT), READ_LIMIT - 64)
    return line[:cut]


def _beside(span: Span, others: Sequence[Span]) -> list[Span]:
    """Give the parts of a span that no other covers, so that each character is marked once."""
    parts = [span]
    for other in others:
        cut = []
        for part in parts:
            if other.end <= part.start or part.end <= other.start:
                cut.append(part)
                continue
            if part.start < other.start:
                cut.append(Span(part.start, other.start, part.kind))
            if other.end < part.end:
                cut.append(Span(other.end, part.end, part.kind))
        parts = cut
    return parts
