"""States what a binding step will do before it is done, once: to end, to lower a level, to take words out by law (DESIGN 4, R4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commandpost.domain.registry import BINDING
from commandpost.locale.words import say
from commandpost.tui.parts.naming import level_words
from commandpost.tui.parts.verbs import says

RANK = ("I", "II", "III", "IV")


def will(verb: str, said: Mapping[str, Any], standing: Any) -> str:
    """Give what is going to happen, for a step that asks once; nothing for any other.

    `said` are the words by the names of the verb's parameters, `standing` is the incident as it stands, or None.
    """
    if verb == "incident.set_level":
        return _lowered(said, standing)
    if verb == "benchmark.declare" and said.get("name") == "under_control":  # it does what `incident control` does
        verb = "incident.control"
    if verb not in BINDING:
        return ""
    return _sentence(verb, said) or says(verb)


def _lowered(said: Mapping[str, Any], standing: Any) -> str:
    now, to = getattr(standing, "level", None), said.get("level")
    if now not in RANK or to not in RANK or RANK.index(to) <= RANK.index(now):
        return ""
    return say(
        "Will lower {incident} from {now} to {to}: another post commands, fewer groups act.",
        incident=said.get("incident", ""), now=level_words(now), to=level_words(to),
    )  # fmt: skip


def _sentence(verb: str, said: Mapping[str, Any]) -> str:
    match verb:
        case "incident.end":
            words = say(
                "Will declare the end of {incident}: its open obligations end with it, those after the end begin.",
                incident=said.get("incident", ""),
            )
            return words
        case "incident.control":
            return say("Will call {incident} under control.", incident=said.get("incident", ""))
        case "incident.merge":
            return say(
                "Will take {incident} off the board: its number will mean {into}, what it owes is cancelled. It can be undone.",
                incident=said.get("incident", ""), into=said.get("into", ""),
            )  # fmt: skip
        case "attachment.redact":
            return say(
                "Will remove the bytes of attachment {number} from every file of this desk; that it was attached stays provable.",
                number=said.get("attachment", ""),
            )
        case "log.redact":
            return say(
                "Will make these words of {entry} unreadable for ever, here and in every copy; that they were there stays provable.",
                entry=said.get("entry", ""),
            )
        case "person.erase":
            return say(
                "Will make name and telephones of {person} unreadable for ever, here and in every copy.",
                person=said.get("person", ""),
            )
    return ""
