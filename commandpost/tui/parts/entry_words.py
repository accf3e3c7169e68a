"""Reads who, by which channel, what kind and where from the head of an entry's line: `Deng Kai, radio 1: gate 6 is clear` (R4.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

LONGEST = 30  # characters of a name that the desk does not know
MOST = 4  # parts of a head: who, channel, kind, place

# a colon between digits is a time of day, one at the very beginning keeps everything behind it as words
HEAD = r"(?s)^([^:：]{1,90})(?:：|:(?!\d))\s*(\S.*)$"
PARTS = r"[,，、]"
NUMBERED = r"^(radio|channel|ch|对讲机?|电台|频道)\s*(\d{1,3})$|^(\d{1,3})\s*(频道|号?对讲)$"
# compiled when first used: this is loaded before the first rows

CHANNELS = frozenset(
    (
        "radio", "phone", "telephone", "mobile", "intercom", "in person", "cctv", "camera", "panel", "fire panel", "pa", "sms", "text message",
        "wechat", "email", "e-mail", "desk", "对讲", "对讲机", "电台", "电话", "手机", "座机", "当面", "现场", "监控", "视频监控", "消防主机", "轿厢对讲",
        "广播", "短信", "微信", "邮件", "值班台",
    )
)  # fmt: skip
KINDS = {
    "report": "report", "decision": "decision", "action": "action", "resource": "resource", "order": "order", "instruction": "instruction", "system": "system",
    "报告": "report", "决定": "decision", "行动": "action", "资源": "resource", "指令": "order", "批示": "instruction", "系统": "system",
}  # fmt: skip


class Known(NamedTuple):
    """Whom and what places the desk knows, by what they are called, folded: name -> as it is written, name -> code."""

    people: Mapping[str, str]
    places: Mapping[str, str]


class SaidEntry(NamedTuple):
    """What a line means: the words, and what its head told (None: nothing)."""

    text: str
    by: str | None = None
    channel: str | None = None
    kind: str | None = None
    place: str | None = None

    def options(self) -> dict[str, str]:
        """Give it as `log.add` takes it."""
        told = {"by": self.by, "channel": self.channel, "kind": self.kind, "place": self.place}
        return {name: value for name, value in told.items() if value is not None}


NOBODY = Known({}, {})


def folded(text: str) -> str:
    """Give a word as it is compared: full-width letters as plain ones, without capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def may_have_head(text: str) -> bool:
    """Whether it is worth asking whom the desk knows."""
    return re.match(HEAD, text) is not None


def known(desk: Any) -> Known:
    """Ask whom and what the desk knows; in a thread."""
    people = {folded(person.name): person.name for person in desk.ask("person.list")}
    places: dict[str, str] = {}
    for place in desk.ask("place.list"):
        for name in (place.code, place.zh, place.en, *place.words):
            places.setdefault(folded(name), place.code)
    return Known(people, places)


def read_entry(text: str, who: Known = NOBODY) -> SaidEntry:
    """Read a line. Its head counts only where every part is understood; one unknown name may stand beside a channel, a kind or a place."""
    found = re.match(HEAD, text)
    if found is None:
        return SaidEntry(text)
    told: dict[str, str] = {}
    strangers: list[str] = []
    parts = [part.strip() for part in re.split(PARTS, found[1])]
    if len(parts) > MOST or not all(parts):
        return SaidEntry(text)
    for part in parts:
        role, value = _part(part, who)
        if role == "":
            strangers.append(part)
        elif role in told:
            return SaidEntry(text)
        else:
            told[role] = value
    if strangers:
        if len(strangers) > 1 or "by" in told or not told or len(strangers[0]) > LONGEST:
            return SaidEntry(text)
        told["by"] = strangers[0]
    return SaidEntry(found[2], told.get("by"), told.get("channel"), told.get("kind"), told.get("place"))


def _part(part: str, who: Known) -> tuple[str, str]:
    """Give which role a part plays and what it says; no role for what nobody knows."""
    word = folded(part)
    if word in KINDS:
        return "kind", KINDS[word]
    if word in CHANNELS or re.match(NUMBERED, word):
        return "channel", part
    if word in who.people:
        return "by", who.people[word]
    place = word.removeprefix("@")
    if place in who.places:
        return "place", who.places[place]
    if word.startswith("@") and len(word) > 1:
        return "place", part[1:].strip()
    return "", part
