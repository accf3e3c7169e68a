"""Turns what people say into whom it means: somebody who is to be heard, a kind of them, minutes (R3.4, R4.4)."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from commandpost.domain.contacts.kinds import find_post
from commandpost.domain.core.kinds import Kind, Told, clean, misused, printable, told
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import say

EVERYBODY = frozenset({"all", "everybody", "everyone", "all units", "全部", "所有", "所有人", "全体", "大家"})
STANDING = """
SELECT x.id, words.value, x.who_post, x.incident_id, i.merged_into FROM expectation x JOIN personal words ON words.id = x.who
LEFT JOIN incident i ON i.id = x.incident_id
WHERE NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = x.entry_id)
AND NOT EXISTS (SELECT 1 FROM expectation_step s WHERE s.expectation_id = x.id AND s.step = 'stopped'
  AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id)) ORDER BY x.since DESC, x.rowid DESC
"""


class HeardRef(NamedTuple):
    """Somebody who is to be heard, as they were named; `incidents` are those it may be asked under."""

    id: str
    name: str
    incidents: tuple[str | None, ...]


def standing(ask: Ask) -> list[tuple[HeardRef, str | None]]:
    """Give all who are to be heard, with the post where they are one."""
    return [(HeardRef(key, name or "", (incident, merged)), post) for key, name, post, incident, merged in ask(STANDING)]


def _heard(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[tuple[HeardRef, ...], Any]:
    """Everyone of that name, as words, post or id: the same team may be expected in two incidents, and the verb says which."""
    text = clean(raw).strip()
    name = text.casefold()
    if name in EVERYBODY:
        raise refuse(
            say("Nobody answers for everybody."), say("Say who answered, one after the other; one not heard stays one not heard."), "R4.4", text
        )
    post = find_post(ask, text)
    found = [
        one
        for one, held in standing(ask)
        if one.name.casefold() == name or (post is not None and held == post) or (len(name) >= 6 and one.id.endswith(name))
    ]
    if not found:
        raise refuse(
            say("Nobody expects to hear from “{who}”.", who=printable(text)[:60]),
            say("See who is expected: commandpost hear list"),
            "R4.4",
            text,
        )
    return tuple(found), [one.id for one in found]


def _hear_kind(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = clean(raw).strip()
    kinds = ask.plan().hear_from
    for kind in kinds.values():
        if text.casefold().replace("-", "_") in (kind.code, kind.zh.casefold(), kind.en.casefold()):
            return kind.code, kind.code
    raise misused(
        say("“{text}” is nobody whom the plan expects to hear from.", text=printable(text)[:60]),
        say("Choose one of: {options}", options=", ".join(kinds)),
    )


def _minutes(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[int, Any]:
    try:
        found = int(str(raw).strip())
    except ValueError:
        found = 0
    if not 1 <= found <= 100_000:
        raise misused(say("“{text}” are no minutes.", text=printable(str(raw))[:20]), say("Give a whole number from 1 up."))
    return found, found


Heard = Annotated[tuple[HeardRef, ...], Kind("WHO", _heard)]
HearKindCode = Annotated[str, Kind("KIND", _hear_kind)]
Minutes = Annotated[int, Kind("MIN", _minutes)]
Names = Annotated[Told, told("by", "NAMES")]
