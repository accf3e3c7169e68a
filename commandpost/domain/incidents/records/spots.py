"""Places as the one line speaks of them: those that the site knows, and what was found in the words (R4.2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A known place of the site with all that it is called; `department` is the code of the one in charge."""

    id: str
    code: str
    zh: str
    en: str
    words: tuple[str, ...]
    department: str | None


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The place of a line; `start` and `end` are half-open in the line as typed.

    `id` is set for a known place, `department` is then the one in charge; `text` is as typed, without @ and quotes;
    `floor` is 2F or B1 where line or code names one.
    """

    id: str | None
    text: str
    floor: str | None
    department: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the folded text: its span, that of its bare name, how it was found (at, known, token), how surely."""

    start: int
    end: int
    name: tuple[int, int]
    kind: str
    place: PlaceName | None
    floor: str | None
    by_code: bool = False
    weak: bool = False  # the words are also what happened (摩天轮停了, lost child): a place only where no other is said
