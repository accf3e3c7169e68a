"""Turns the words a board is asked with into what they mean: states, levels, types, places, days, and the order (R4.3)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Any, NamedTuple, get_args
from zoneinfo import ZoneInfo

from commandpost.domain.core.kinds import Kind, clean, misused, printable
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Level
from commandpost.locale.words import say
from commandpost.store.instant import instant, stamp

OPEN = ("reported", "responding", "controlled")
STATES = (*OPEN, "ended")
UNSET = "unset"
ORDERS = ("urgency", "number", "level", "what", "where", "state", "since", "command", "last")
OPEN_ONLY = frozenset({"command", "last"})  # no index holds who commands and what was said last

_TEXT = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_LEVEL: Kind = get_args(Level)[1]


class PlaceNamed(NamedTuple):
    """A place as it was named: a known one by its id, else the words that it is told with."""

    id: str | None
    words: str


def _state(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[tuple[str, ...], Any]:
    text = clean(raw).strip().casefold()
    found = {"open": OPEN, "all": STATES}.get(text) or ((text,) if text in STATES else None)
    if found is None:
        options = ", ".join(("open", "all", *STATES))
        raise misused(
            say("“{text}” is no state.", text=printable(text)[:20]), say("Choose one of: {options}", options=options)
        )
    return found, text


def _level(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str | None, Any]:
    if clean(raw).strip().casefold() == UNSET:
        return None, UNSET
    level: tuple[str, Any] = _LEVEL.resolve(ask, raw, so_far)
    return level


def _type(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = clean(raw).strip()
    code = text.casefold().replace(" ", "_").replace("-", "_")
    for kind in ask.plan().types.values():
        if code in (kind.code, kind.en.casefold().replace(" ", "_")) or text == kind.zh:
            return kind.code, kind.code
    if ask("SELECT 1 FROM incident WHERE type = ? AND merged_into IS NULL LIMIT 1", (code,)):
        return code, code  # a type of a former plan
    raise misused(
        say("The plan has no incident type “{type}”.", type=printable(text)[:60]),
        say("The types are: {types}", types=", ".join(ask.plan().types)),
    )


def _place(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[PlaceNamed, Any]:
    from commandpost.domain.incidents.questions.places import known_place

    text = clean(raw).strip()
    if not text:
        raise misused(say("This text is empty."), say("Type a few words."))
    return PlaceNamed(known_place(ask, text), text), text


def _day(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[tuple[str, str], Any]:
    text = clean(raw).strip().casefold()
    zone = ZoneInfo(ask.site.zone)
    today = instant(ask.now).astimezone(zone).date()
    try:
        if text in ("today", "yesterday"):
            first = today - timedelta(days=int(text == "yesterday"))
            after = first + timedelta(days=1)
        elif found := _TEXT.fullmatch(text):
            year, month = int(found[1]), int(found[2])
            first = date(year, month, int(found[3] or 1))
            after = first + timedelta(days=1) if found[3] else date(year + month // 12, month % 12 + 1, 1)
        else:
            raise ValueError(text)
        return (_midnight(first, zone), _midnight(after, zone)), text
    except (ValueError, OverflowError):
        raise misused(
            say("“{text}” is no day.", text=printable(text)[:20]),
            say("Write it like 2026-11-05, or 2026-11 for the whole month, or today, yesterday."),
        ) from None


def _midnight(day: date, zone: ZoneInfo) -> str:
    return stamp(datetime(day.year, day.month, day.day, tzinfo=zone))


def _order(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = clean(raw).strip().casefold()
    if text not in ORDERS:
        raise misused(
            say("“{text}” is no order.", text=printable(text)[:20]),
            say("Choose one of: {options}", options=", ".join(ORDERS)),
        )
    return text, text


def _whole(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[int, Any]:
    text = str(raw).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise misused(say("“{text}” is not a count.", text=printable(text)[:20]), say("Give a whole number from 0 up."))
    return int(text), int(text)


AnyState = Annotated[tuple[str, ...], Kind("STATE", _state)]
AnyLevel = Annotated[str, Kind("LEVEL", _level)]
AnyType = Annotated[str, Kind("TYPE", _type)]
AnyPlace = Annotated[PlaceNamed, Kind("PLACE", _place)]
AnyDay = Annotated[tuple[str, str], Kind("DAY", _day)]
Order = Annotated[str, Kind("ORDER", _order)]
Whole = Annotated[int, Kind("COUNT", _whole)]
