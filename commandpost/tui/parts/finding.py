"""Finds what one means by a few typed letters, in both languages and by pinyin, so that nobody learns a code by heart (R4.1)."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORDS = re.compile(r"\s+")

# How well a word fits a name, best first. Pinyin stands behind what is really written there.
EXACT, PREFIX, WORD, INSIDE, SOUND, SOUND_INSIDE, MIXED, MIXED_INSIDE = range(8)


class Choice(NamedTuple):
    """One thing that can be chosen: its key, all that it is called (the first is shown), and what is told beside it."""

    key: str
    names: tuple[str, ...]
    hint: str = ""


Unit = tuple[str, ...]  # the readings of a Chinese character, or the one letter that stands there; nothing for a blank


class _Name:
    """A name made ready: as it is compared, and the readings of its characters once pinyin is asked for."""

    __slots__ = ("_sounds", "folded", "han", "written")

    def __init__(self, written: str) -> None:
        self.written = written
        self.folded = folded(written)
        self.han = HAN.search(written) is not None
        self._sounds: tuple[Unit, ...] | None = None

    @property
    def sounds(self) -> tuple[Unit, ...]:
        if self._sounds is None:
            units = (readings(c) if HAN.match(c) else (c,) if c.isalnum() else () for c in self.folded)
            self._sounds = tuple(unit for unit in units if unit)
        return self._sounds


class Finder:
    """Ranks choices for what is typed: exact name, its beginning, a word's beginning, inside, pinyin (initials or full).

    Several typed words must all fit, each any name of the choice. Nothing typed gives all choices as they were given;
    among equals that order stays. Pinyin is read when Latin letters are first typed against Chinese names; a page that
    opens a list calls `learn` in a thread before, so that no key waits for it.
    """

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = tuple(choices)
        self._names = [tuple(_Name(name) for name in choice.names) for choice in self.choices]
        self._last = ""
        self._among: Sequence[int] = range(len(self.choices))

    def find(self, text: str) -> list[Choice]:
        """Give the choices that fit, best first."""
        wanted = folded(text)
        if not wanted:
            return list(self.choices)
        # What fits a longer text fitted its beginning: only those are looked at again.
        among = self._among if self._last and wanted.startswith(self._last) else range(len(self.choices))
        words = wanted.split(" ")
        ranked: list[tuple[tuple[int, ...], int]] = []
        for at in among:
            rank = self._rank(at, text.strip(), wanted, words)
            if rank is not None:
                ranked.append((rank, at))
        self._last, self._among = wanted, sorted(at for _, at in ranked)
        ranked.sort()
        return [self.choices[at] for _, at in ranked]

    def named(self, choice: Choice, text: str) -> str:
        """Give the name of a choice that fits what is typed best; its first one where nothing is typed or none fits."""
        best = (MIXED_INSIDE + 1, 0)
        for order, name in enumerate(map(_Name, choice.names)):
            fits = [fit for word in folded(text).split(" ") if word and (fit := _fit(word, name)) is not None]
            if fits:
                best = min(best, (min(fits), order))
        return choice.names[best[1]] if choice.names else ""

    def _rank(self, at: int, typed: str, wanted: str, words: list[str]) -> tuple[int, ...] | None:
        names = self._names[at]
        whole: tuple[int, int, int] | None = None
        for name in names:
            if (fit := _fit(wanted, name)) is not None:
                as_written = int(fit != EXACT or name.written.strip() != typed)
                rank = (fit, as_written, len(name.folded))
                whole = rank if whole is None else min(whole, rank)
        if whole is not None or len(words) < 2:
            return whole
        worst = PREFIX
        for word in words:
            fits = [fit for name in names if (fit := _fit(word, name)) is not None]
            if not fits:
                return None
            worst = max(worst, min(fits))
        return (worst, 2, 0)  # words apart never outrank the whole text in one name


def folded(text: str) -> str:
    """Give a text as it is compared: full width and capitals folded, runs of blanks one blank."""
    return _WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _fit(word: str, name: _Name) -> int | None:
    there = name.folded.find(word)
    if there >= 0:
        if there == 0:
            return EXACT if len(word) == len(name.folded) else PREFIX
        while there > 0:
            if not name.folded[there - 1].isalnum() or HAN.match(name.folded[there]):
                return WORD if not name.folded[there - 1].isalnum() else INSIDE
            there = name.folded.find(word, there + 1)
        return INSIDE
    if not name.han or not word.isascii():
        return None
    letters = "".join(filter(str.isalnum, word))
    return _sound(letters, name.sounds) if letters else None


def _sound(letters: str, units: tuple[Unit, ...]) -> int | None:
    """Say how the letters sound out the name from any of its characters on; letters and figures stand for themselves."""
    best: int | None = None
    first = letters[0]
    for start, unit in enumerate(units):
        if not any(reading[0] == first for reading in unit):
            continue
        for ways, rank in ((_STRICT, SOUND), (_LOOSE, MIXED)):
            if (best is None or rank < best) and any(_walk(letters, units, start, way) for way in ways):
                best = rank + (1 if start else 0)
                break
        if best == SOUND:
            break
    return best


# How much of a syllable may be typed: its initial, the whole of it, or any of its beginnings side by side.
_STRICT, _LOOSE = ("initial", "full"), ("any",)


def _walk(letters: str, units: tuple[Unit, ...], start: int, way: str) -> bool:
    reached, size = {0}, len(letters)
    for unit in units[start : start + size]:
        ahead: set[int] = set()
        for at in reached:
            for reading in unit:
                if reading[0] != letters[at]:
                    continue
                if way == "full" and reading.startswith(letters[at:]):
                    return True  # the last syllable is still being typed
                ahead.update(at + took for took in _takes(reading, way) if letters.startswith(reading[:took], at))
        if size in ahead:
            return True
        if not ahead:
            return False
        reached = ahead
    return False


def _takes(reading: str, way: str) -> Sequence[int]:
    if way == "full":
        return (len(reading),)
    if way == "any":
        return range(1, len(reading) + 1)
    return (1, 2) if reading[:2] in ("zh", "ch", "sh") else (1,)


def learn() -> None:
    """Read the pinyin of the characters; about 50 ms and 13 MB once, so a page does it in a thread when it opens a list."""
    readings("一")


@lru_cache(maxsize=8192)
def readings(character: str) -> Unit:
    """Give every reading of a Chinese character without tones (行: xing, hang, heng); ü may be typed v or u."""
    # Phrases only choose among readings, and every reading counts here; they would take 44 MB more.
    before = os.environ.get("PYPINYIN_NO_PHRASES")
    os.environ["PYPINYIN_NO_PHRASES"] = "true"
    try:
        from pypinyin import Style, pinyin
    finally:
        if before is None:
            os.environ.pop("PYPINYIN_NO_PHRASES", None)
        else:
            os.environ["PYPINYIN_NO_PHRASES"] = before
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = [reading.casefold() for reading in (found[0] if found else ()) if reading.isascii() and reading.isalpha()]
    return tuple(dict.fromkeys([*plain, *(reading.replace("v", "u") for reading in plain)]))


_ALIKE = str.maketrans({"h": None, "g": None})  # zh z, ch c, sh s, ng n are one to half of those who type pinyin


def sound(text: str) -> str:
    """Give how a text sounds, to tell a character typed for another: its first readings without tones, zh as z, ng as n."""
    return " ".join((_plain(reading[0]) if (reading := readings(char)) else char) if HAN.match(char) else char for char in text)


def _plain(reading: str) -> str:
    return reading[0] + reading[1:].translate(_ALIKE)
