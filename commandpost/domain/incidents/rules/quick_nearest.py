"""Finds for a mistyped word the type or the known place it comes nearest to, to be offered and never taken by itself (R4.1, R4.2).

The choices made here, each pinned by a test:
- Up to five letters one edit, beyond them two; an edit is a letter too much, too few, another, or two changed about. A short
  word is mistyped behind its first letter, or in both of the first two changed about (else "call" would be a fall).
- Figures are never edits: gate 5 is not a mistyped gate 4, and B1 not B2.
- A known word needs four letters. Chinese is mistyped as it sounds (货灾, 美食广厂); else four characters are needed too.
- Blanks count as letters, so that "foodcout" finds "food court"; up to three typed words are looked at together.
- What is still being typed (the line's last word, if some word begins with it) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from commandpost.domain.incidents.rules.quick_line import Grammar, Understood, denied
from commandpost.domain.incidents.rules.quick_numbers import HAN as NUMERALS
from commandpost.domain.incidents.rules.quick_text import WordIndex, fold

SHORT = 5  # letters in which one edit is as much as a mistyping can be
LEAST = 4  # letters of a word that may be mistyped
WORDS_TOGETHER, HAN_TOGETHER = 3, 8
LOOKED_AT = 240  # characters of a line that are looked at; who types more has been read by people
_LATIN = re.compile(r"[a-z0-9][a-z0-9'_-]*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff0-9a-z]*[\u3400-\u4dbf\u4e00-\u9fff][\u3400-\u4dbf\u4e00-\u9fff0-9a-z]*")
_FIGURES = re.compile(rf"[0-9{NUMERALS}]")

Sound = Callable[[str], str]


class Near(NamedTuple):
    """A word typed, half-open in the line, the known word it comes near to, and what that stands for: a type's code, a place's id."""

    start: int
    end: int
    word: str
    key: str


class _Known(NamedTuple):
    word: str
    key: str
    order: int
    letters: int  # one bit a letter: two words within two edits differ in four at most
    figures: str


class Nearest:
    """The words of the types, or of the places, ready to be compared; a word that was looked up is remembered."""

    def __init__(self, words: Mapping[str, str], sound: Sound | None = None) -> None:
        """Take folded words with the keys they stand for; `sound` gives how Chinese characters are read, without tones."""
        self._sound = sound
        self._whole = WordIndex(words.items())  # what is no mistyping, though it was not meant: no fire, another floor's food court
        self._latin: dict[tuple[int, str], list[_Known]] = {}  # by length and figures
        self._han: dict[str, list[_Known]] = {}  # by each of its characters
        self._sounds: dict[str, str] = {}
        self._begins: set[str] = set()
        for order, (word, key) in enumerate(words.items()):
            han = _is_han(word)
            if sound is not None and han and len(word) >= 2:
                self._sounds.setdefault(sound(word), key)
            if len(word) >= LEAST:
                known = _Known(word, key, order, _letters(word), _figures(word))
                for place in dict.fromkeys(word) if han else ():
                    self._han.setdefault(place, []).append(known)
                if not han:
                    self._latin.setdefault((len(word), known.figures), []).append(known)
            self._begins.update(word[:size] for size in range(1, len(word)))
        self._found: dict[str, tuple[int, int, str, str] | None] = {}

    def near(self, line: str, taken: Iterable[tuple[int, int]]) -> Near | None:
        """Give the typed words that come nearest to a known one, the first in the line where two come as near; `taken` is understood already."""
        folded = fold(line[:LOOKED_AT])
        mask = bytearray(len(line) + 1)
        for start, end in (*taken, *(folded.typed(hit.start, hit.end) for hit in self._whole.sweep(folded.text))):
            mask[start:end] = b"\1" * (end - start)
        best: tuple[tuple[int, int, int], Near] | None = None
        for start, end in _spans(folded.text):
            typed = folded.typed(start, end)
            if any(mask[slice(*typed)]):
                continue
            text = folded.text[start:end]
            if (end == len(folded.text) and text in self._begins) or _denied_in(folded.text, start, end):
                continue
            found = self._look(text)
            if found is not None:
                rank = (found[0], found[1], start)
                if best is None or rank < best[0]:
                    best = rank, Near(*typed, found[2], found[3])
        return best[1] if best is not None else None

    def _look(self, text: str) -> tuple[int, int, str, str] | None:
        if text not in self._found:
            if len(self._found) > 4_000:
                self._found.clear()
            self._found[text] = self._nearest(text)
        return self._found[text]

    def _nearest(self, text: str) -> tuple[int, int, str, str] | None:
        han = _is_han(text)
        if han and self._sound is not None and len(text) >= 2 and (key := self._sounds.get(self._sound(text))) is not None:
            return 0, 0, text, key
        if len(text) < LEAST:
            return None
        edits = 1 if sum(map(str.isalnum, text)) <= SHORT else 2
        letters, figures = _letters(text), _figures(text)
        best: tuple[int, int, str, str] | None = None
        for known in self._like(text, figures, edits, han=han):
            if (known.letters ^ letters).bit_count() > 2 * edits or known.figures != figures:
                continue
            if not han and edits == 1 and text[0] != known.word[0] and text[:2] != known.word[1::-1]:
                continue
            apart = distance(text, known.word, edits)
            if apart is not None and (best is None or (apart, known.order) < best[:2]):
                best = apart, known.order, known.word, known.key
        return best

    def _like(self, text: str, figures: str, edits: int, *, han: bool) -> Iterable[_Known]:
        """Give the known words that may lie within so many edits: of so many characters and one more, one is right."""
        if han:
            for place in text[: edits + 1]:
                yield from self._han.get(place, ())
            return
        for size in range(len(text) - edits, len(text) + edits + 1):
            yield from self._latin.get((size, figures), ())


class Offers(NamedTuple):
    """What may be meant by words that were not understood; None where nothing comes near."""

    type: Near | None
    place: Near | None


class NearWords:
    """The nearest types and places of one grammar."""

    def __init__(self, grammar: Grammar, sound: Sound | None = None) -> None:
        """Gather the words; some 50 ms where a site has 2,000 places, so it is done in a thread."""
        self._types = Nearest(grammar.type_words(), sound)
        self._places = Nearest(grammar.place_words(), sound)
        self._floors = grammar.place_floors()

    def offers(self, told: Understood) -> Offers:
        """Give what may be meant where no type was understood, and where no known place was."""
        spans = [(span.start, span.end) for span in told.spans if span.kind != "place"]
        place = told.place
        said_so = place is not None and told.line[place.start] in "@＠"
        kind = None
        if told.type_word is None:
            kind = self._types.near(told.line, [*spans, *([(place.start, place.end)] if place is not None and said_so else [])])
        if place is not None and (place.id is not None or said_so):
            return Offers(kind, None)
        near = self._places.near(told.line, [*spans, *([(kind.start, kind.end)] if kind is not None else [])])
        if near is not None and place is not None and place.floor is not None and self._floors.get(near.key) not in (None, place.floor):
            near = None  # the floor that was said is another one
        return Offers(kind, near)


def _spans(text: str) -> Iterable[tuple[int, int]]:
    """Give the spans that may be one mistyped word: one to three Latin words in a row, or a few Chinese characters."""
    words = [found.span() for found in _LATIN.finditer(text)]
    for at, (start, end) in enumerate(words):
        yield start, end
        for other in words[at + 1 : at + WORDS_TOGETHER]:
            if text[end : other[0]] != " ":
                break
            end = other[1]
            yield start, end
    for run in _HAN.finditer(text):
        for start in range(run.start(), run.end() - 1):
            for end in range(start + 2, min(run.end(), start + HAN_TOGETHER) + 1):
                if _is_han(text[start:end]):
                    yield start, end


def _denied_in(text: str, start: int, end: int) -> bool:
    return denied(text, start) or any(denied(text, at + 1) for at in range(start, end) if text[at] == " ")


def _is_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _letters(text: str) -> int:
    bits = 0
    for char in text:
        bits |= 1 << (ord(char) % 61)
    return bits


def _figures(text: str) -> str:
    return "".join(_FIGURES.findall(text))


def distance(one: str, other: str, most: int) -> int | None:
    """Give how many edits lie between two words, two letters changed about being one; None where there are more than `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, start=1):
        now = [at] + [most + 1] * len(other)
        for place in range(max(1, at - most), min(len(other), at + most) + 1):
            same = char == other[place - 1]
            cost = min(row[place - 1] + (not same), row[place] + 1, now[place - 1] + 1)
            if not same and at > 1 and place > 1 and char == other[place - 2] and one[at - 2] == other[place - 1]:
                cost = min(cost, before[place - 2] + 1)
            now[place] = cost
        if min(now) > most:
            return None
        before, row = row, now
    return row[-1] if row[-1] <= most else None
