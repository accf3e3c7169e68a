"""Says what a typed word becomes before it is journalled: a kind beside each parameter of a verb (JOURNAL 3, "a parameter's type")."""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from commandpost.domain.core.clock import last_shown
from commandpost.domain.core.refusal import Refusal, Refused
from commandpost.locale.words import LANGUAGES, say
from commandpost.store.instant import instant, stamp

if TYPE_CHECKING:
    from commandpost.domain.core.unit import Ask

EARLIEST, LATEST = "1900", "2999"  # what is typed beyond is a slip of the pen, and nothing could be due after it
Resolver = Callable[["Ask", Any, dict[str, Any]], tuple[Any, Any]]


class Misused(Refused):
    """The words do not have the form that the verb takes (exit code 2)."""


def misused(what: str, do: str) -> Misused:
    """Make the exception for words of the wrong form."""
    return Misused(Refusal(what, do))


class Kind(NamedTuple):
    """How a raw word is read: gives the value handed to the verb and what the journal keeps of it.

    `before` is done outside the unit of work, with the data folder: what takes long, or must be on the disk before the record.
    """

    metavar: str
    resolve: Resolver
    before: Callable[[Path, Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A personal text, stored once: the function uses the id in its rows, the journal mentions the id."""

    id: str
    value: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Words that are to be erased: never stored, never journalled."""

    value: str


class Parameter(NamedTuple):
    """One parameter of a verb or question as its signature says it."""

    name: str
    kind: Kind | None
    positional: bool
    required: bool
    many: bool
    flag: bool
    default: Any


def clean(raw: Any) -> str:
    """Give the text as typed; refuses (Misused) what is no text at all (half a character pair from a wrong encoding)."""
    text = str(raw)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise misused(say("This text is not valid UTF-8."), say("Type it again, or save the file as UTF-8.")) from None
    return text


def told(kind: str, metavar: str = "TEXT", *, one_line: bool = False) -> Kind:
    """The kind of a personal text: an entry, a name, a reason …; empty text is refused.

    What people are called by is `one_line`: blanks around it are nobody's name, a line break in it is refused.
    """

    def resolve(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[Told, Any]:
        if isinstance(raw, Told):
            return raw, ask.mention(raw.id)
        text = clean(raw)
        if not text.strip():
            raise misused(say("This text is empty."), say("Type a few words."))
        if one_line:
            text = _plain(ask, text, so_far)[0]
        key = ask.keep(kind, text)
        return Told(key, text), ask.mention(key)

    return Kind(metavar, resolve)


def _erase(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[Erase, Any]:
    return Erase(clean(raw)), None


def _moment(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = read_moment(raw)
    return text, text


def read_moment(raw: Any) -> str:
    """Read ISO 8601 with an offset as a stamp; refuses (Misused) anything else: a time without offset is no moment, the year 0026 no year."""
    try:
        text = stamp(instant(str(raw)))
        if not EARLIEST <= text <= LATEST:
            raise ValueError(text)
        return text
    except (ValueError, OverflowError):
        raise misused(
            say("“{text}” is not a time with an offset.", text=printable(str(raw))[:60]),
            say("Write it like 2026-11-05T21:38+08:00."),
        ) from None


def read_event(raw: Any, now: str, zone: str) -> str:
    """Read when something happened: ISO 8601 with an offset, or `14:05` as the clock at the site last showed it; refuses (Misused) anything else."""
    site = ZoneInfo(zone)
    if (shown := last_shown(str(raw), instant(now), site)) is not None:
        return stamp(shown)
    try:
        return read_moment(raw)
    except Misused as fault:
        raise misused(fault.refusal.what, say("Write it like 14:05 or 2026-11-05T21:38+08:00.")) from None


def taken_as(ask: Ask, event: str, bound: Iterable[Any], raw: Any) -> None:
    """Say which moment a time of day was taken for; refuses (Misused) one before its incident began: nobody typed that day."""
    if last_shown(str(raw), instant(event), UTC) is None:
        return
    for head in (value for value in bound if hasattr(value, "received_at")):
        if event[:16] < str(head.started_at)[:16]:
            raise misused(
                say("At {time}, the last time the clock showed it, the incident had not begun.", time=printable(str(raw)).strip()[:5]),
                say("Give the date with it: 2026-11-05T21:38+08:00."),
            )
    ask.remark(say("Taken as {moment}.", moment=instant(event).astimezone(ZoneInfo(ask.site.zone or "UTC")).strftime("%Y-%m-%d %H:%M")))


def _code(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = clean(raw).strip()
    if not re.fullmatch(r"[\w.\-]{1,80}", text):
        raise misused(
            say("“{text}” is not a code.", text=printable(text)[:60]),
            say("A code is letters, digits, dots and dashes."),
        )
    return text, text


def _plain(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = clean(raw).strip()
    if not text or any(unicodedata.category(c) == "Cc" for c in text):
        raise misused(say("This text is empty or holds control characters."), say("Type it again in plain characters."))
    return text, text


def _language(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = {"zh": "zh_CN", "zh-cn": "zh_CN", "zh_cn": "zh_CN", "en": "en"}.get(str(raw).lower(), "")
    if text not in LANGUAGES:
        raise misused(say("The desk speaks zh_CN and en."), say("Choose one of the two."))
    return text, text


def _zone(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    try:
        ZoneInfo(str(raw))
    except (ValueError, OSError, KeyError):
        raise misused(
            say("“{zone}” is not a time zone.", zone=printable(str(raw))[:60]), say("Write it like Asia/Shanghai.")
        ) from None
    return str(raw), str(raw)


def _hour(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    try:
        if not re.fullmatch(r"\d{1,2}:\d{2}", str(raw)):
            raise ValueError
        text = time.fromisoformat(str(raw).zfill(5)).strftime("%H:%M")
    except ValueError:
        raise misused(
            say("“{text}” is not an hour of the day.", text=printable(str(raw))[:20]), say("Write it like 06:00.")
        ) from None
    return text, text


Moment = Annotated[str, Kind("TIME", _moment)]
Code = Annotated[str, Kind("CODE", _code)]
Plain = Annotated[str, Kind("TEXT", _plain)]
Language = Annotated[str, Kind("LANG", _language)]
Zone = Annotated[str, Kind("ZONE", _zone)]
Hour = Annotated[str, Kind("HH:MM", _hour)]
Erased = Annotated[Erase, Kind("WORDS", _erase)]
Reason = Annotated[Told, told("reason")]
Basis = Annotated[Told, told("basis")]
Note = Annotated[Told, told("note")]
EntryText = Annotated[Told, told("entry")]
Line = Annotated[Told, told("entry", "LINE")]
Title = Annotated[Told, told("title")]
Who = Annotated[Told, told("by", "NAME")]
Channel = Annotated[Told, told("channel")]
PlaceText = Annotated[Told, told("place")]
NewName = Annotated[Told, told("name", "NAME", one_line=True)]
Phone = Annotated[Told, told("phone", one_line=True)]
PartText = Annotated[Told, told("part")]


@cache
def parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Read a verb's or question's signature, its first parameter (the unit) left out."""
    hints = get_type_hints(function, include_extras=True)
    made = []
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        hint, many = hints[parameter.name], False
        if get_origin(hint) is list:
            hint, many = get_args(hint)[0], True
        made.append(
            Parameter(
                name=parameter.name,
                kind=_kind(hint),
                positional=parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD,
                required=parameter.default is inspect.Parameter.empty,
                many=many,
                flag=hint is bool,
                default=None if parameter.default is inspect.Parameter.empty else parameter.default,
            )
        )
    return tuple(made)


def _kind(hint: Any) -> Kind | None:
    if get_origin(hint) is Annotated:
        return next((m for m in get_args(hint)[1:] if isinstance(m, Kind)), None)
    for part in get_args(hint):  # X | None
        if found := _kind(part):
            return found
    return None


def printable(text: str) -> str:
    """Give the text safe for a terminal: control and direction characters as visible signs, everything else as typed."""
    if text.replace("\n", "").isprintable():  # nearly every text is
        return text
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c == "\u200d" else f"\\u{ord(c):04x}"
        for c in text
    )
