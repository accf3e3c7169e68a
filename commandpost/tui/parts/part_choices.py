"""What Tab offers in the quick line: types by what one sees, places by code, name and words, levels with the one suggested (R4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commandpost.domain.incidents.rules.quick_suggests import reason_in_short
from commandpost.domain.incidents.rules.quick_writing import with_level, with_place, with_type
from commandpost.locale.words import language, say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.naming import level_words

if TYPE_CHECKING:
    from commandpost.domain.incidents.questions.places import LineReader
    from commandpost.tui.parts.understanding import Read

PARTS = ("type", "place", "level")
DIGITS = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def label_of(part: str) -> str:
    """Give what a part is called."""
    return {"type": say("type"), "place": say("place")}.get(part, say("level"))


def _names(thing: Any) -> tuple[str, str]:
    return (thing.zh, thing.en) if language() == "zh_CN" else (thing.en, thing.zh)


def choices_of(part: str, reader: LineReader, read: Read) -> tuple[list[Choice], str]:
    """Give what may be chosen for a part, and the key of what is understood now ("" where nothing is)."""
    told = read.understood
    if part == "type":
        return _types(reader), told.type if told.type_word is not None else ""
    if part == "place":
        return _places(reader), (told.place.id or "") if told.place else ""
    return _levels(reader, read), told.level or ""


def _types(reader: LineReader) -> list[Choice]:
    return [
        Choice(
            kind.code,
            tuple(dict.fromkeys((*_names(kind), *kind.words_zh, *kind.words_en, kind.code))),
            say("usually {level}", level=level_words(kind.default_level)),
        )
        for kind in reader.plan.types.values()
    ]


def _places(reader: LineReader) -> list[Choice]:
    return [
        Choice(
            place.id, tuple(dict.fromkeys(map(shown, (*_names(place), place.code, *place.words)))), shown(place.code)
        )
        for place in reader.places
    ]


def _levels(reader: LineReader, read: Read) -> list[Choice]:
    made = []
    for level in reader.plan.levels.values():
        hint = ""
        if level.code == read.suggestion.level:
            hint = say("rules suggest it: {why}", why=reason_in_short(reader.plan, read.suggestion))
        names = (
            level_words(level.code),
            level.code,
            DIGITS.get(level.code, ""),
            *_names(level),
            level.colour_zh,
            level.colour,
        )
        made.append(Choice(level.code, tuple(dict.fromkeys(name for name in names if name)), hint))
    return [*made, Choice("", (say("not set"), "未定", "none"), say("decided later, with {key}", key=key_of("incident.set_level") or "v"))]


def written(part: str, key: str, reader: LineReader, line: str) -> str | None:
    """Give the line with that choice in it, as the grammar reads it back; None where no name of it can be read back."""
    if part == "level":
        return with_level(line, key or None)
    if part == "type":
        kind = reader.plan.types[key]
        return with_type(reader.grammar, line, key, (*_names(kind), kind.code))
    place = next(place for place in reader.places if place.id == key)
    return with_place(reader.grammar, line, key, (*_names(place), place.code, *place.words))
