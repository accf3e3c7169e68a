"""Names what the board can be narrowed to: only what is really there, by every word it is called (R4.3; DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from commandpost.domain.board.kinds import STATES, UNSET
from commandpost.domain.board.records import ValueShown
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import language, say, speaking
from commandpost.store.instant import instant, stamp

TOLD = 300  # so many of the newest incidents are looked through for places told in words
MOST_DAYS = 1000

# the values of an indexed column, each by one step down the index however many rows hold it
DISTINCT = """
WITH RECURSIVE seen(v) AS (SELECT min({column}) FROM incident INDEXED BY {index} WHERE merged_into IS NULL
  UNION ALL SELECT (SELECT min({column}) FROM incident INDEXED BY {index} WHERE merged_into IS NULL AND {column} > seen.v) FROM seen WHERE v IS NOT NULL)
SELECT v FROM seen WHERE v IS NOT NULL
"""
UNSET_THERE = "SELECT 1 FROM incident INDEXED BY incident_level WHERE level IS NULL AND merged_into IS NULL LIMIT 1"
PLACES = "SELECT code, zh, en, words FROM place WHERE id IN ({ids}) ORDER BY code"
WORDS = """
SELECT DISTINCT personal.value FROM (SELECT place FROM incident INDEXED BY incident_received WHERE merged_into IS NULL
  ORDER BY received_at DESC LIMIT ?) newest JOIN personal ON personal.id = newest.place WHERE personal.value IS NOT NULL
"""
NEWEST_BEFORE = (
    "SELECT max(received_at) FROM incident INDEXED BY incident_received WHERE merged_into IS NULL AND received_at < ?"
)


@reads("incident", "place", "personal")
def values(ask: Ask) -> list[ValueShown]:
    """What the board can be narrowed to: the states, levels, types, places and days that are really there."""
    return [*_states(ask), *_levels(ask), *_types(ask), *_places(ask), *_days(ask)]


def _both(said: Callable[[], str]) -> tuple[str, ...]:
    """Give words in the language spoken, then in the other."""
    with speaking("en" if language() != "en" else "zh_CN"):
        other = said()
    return tuple(dict.fromkeys((said(), other)))


def _distinct(ask: Ask, column: str) -> list[str]:
    index = f"incident_{'place' if column == 'place_id' else column}"
    return [value for (value,) in ask(DISTINCT.format(column=column, index=index))]


def _states(ask: Ask) -> Iterator[ValueShown]:
    there = _distinct(ask, "state")
    names = {
        "reported": _both(lambda: say("reported")),
        "responding": _both(lambda: say("responding")),
        "controlled": _both(lambda: say("controlled")),
        "ended": _both(lambda: say("ended")),
    }
    if there:
        yield ValueShown("state", "all", (*_both(lambda: say("ended ones too")), "all"))
    for state in STATES:
        if state in there:
            yield ValueShown("state", state, names[state])


def _levels(ask: Ask) -> Iterator[ValueShown]:
    there = _distinct(ask, "level")
    names = {
        "I": _both(lambda: say("I red")), "II": _both(lambda: say("II orange")), "III": _both(lambda: say("III yellow")),
        "IV": _both(lambda: say("IV blue")),
    }  # fmt: skip
    for figure, level in enumerate(names, 1):
        if level in there:
            yield ValueShown("level", level, (*names[level], str(figure)))
    if ask(UNSET_THERE):
        yield ValueShown("level", UNSET, (*_both(lambda: say("level not set")), UNSET))


def _types(ask: Ask) -> Iterator[ValueShown]:
    types = ask.plan().types
    for code in _distinct(ask, "type"):
        kind = types.get(code)
        if kind is None:
            yield ValueShown("type", code, (code,))
            continue
        names = (kind.name(language()), kind.zh, kind.en, code, *kind.words_en, *kind.words_zh)
        yield ValueShown("type", code, tuple(dict.fromkeys(names)))


def _places(ask: Ask) -> Iterator[ValueShown]:
    import json

    there = _distinct(ask, "place_id")
    zh_first = language() == "zh_CN"
    for code, zh, en, words in ask(PLACES.format(ids=", ".join("?" * len(there))), there):
        names = (zh, en, code, *json.loads(words)) if zh_first else (en, zh, code, *json.loads(words))
        yield ValueShown("place", code, tuple(dict.fromkeys(names)))
    for (told,) in ask(WORDS, (TOLD,)):
        yield ValueShown("place", told, (told,))


def _days(ask: Ask) -> Iterator[ValueShown]:
    zone = ZoneInfo(ask.site.zone)
    today = instant(ask.now).astimezone(zone).date()
    called = {today: _both(lambda: say("today")), today - timedelta(days=1): _both(lambda: say("yesterday"))}
    before, months = "9", set()
    for _ in range(MOST_DAYS):
        (newest,) = ask(NEWEST_BEFORE, (before,))[0]
        if newest is None:
            return
        day = instant(newest).astimezone(zone).date()
        before = stamp(datetime(day.year, day.month, day.day, tzinfo=zone))
        yield ValueShown("day", day.isoformat(), (day.isoformat(), *called.get(day, ()), *_short(day)))
        if (month := day.isoformat()[:7]) not in months:
            months.add(month)
            yield ValueShown("day", month, (month,))


def _short(day: date) -> tuple[str, ...]:
    return (f"{day.month}-{day.day}", f"{day.month}月{day.day}日")
