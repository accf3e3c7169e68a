"""Reads the words behind a verb or question by the function's own signature, and runs it (DESIGN 2: a command is declared once)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from commandpost.domain.core.kinds import Parameter, parameters
from commandpost.locale.words import say

OPTION = re.compile(r"--[a-z][a-z-]*")


class _IllFormed(Exception):
    """The words are not what the signature takes; says so."""


def called(name: str, function: Callable[..., Any], sentence: str, given: list[str], run: Callable[..., int]) -> int:
    """Read the words given and run; gives the exit code, 2 for ill-formed words."""
    wanted = parameters(function)
    before = given[: given.index("--")] if "--" in given else given
    if "--help" in before or "-h" in before:
        print("\n".join(_help(name, sentence, wanted)))
        return 0
    try:
        kept = _read(wanted, given)
    except _IllFormed as misuse:
        print(str(misuse), file=sys.stderr)
        print(say("See --help."), file=sys.stderr)
        return 2
    return run(**kept)


def _read(wanted: tuple[Parameter, ...], given: list[str]) -> dict[str, Any]:
    """Lay the words beside the parameters: options by name wherever they stand, everything else in order; after `--` all is text."""
    options = {_spelled(p): p for p in wanted if not p.positional}
    places = [p for p in wanted if p.positional]
    found: dict[str, Any] = {}
    words = iter(given)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            _place(found, places, list(words))
        elif not OPTION.fullmatch(name):
            _place(found, places, [word])
        elif name not in options:
            raise _IllFormed(say("“{name}” is not taken here.", name=name))
        else:
            _take(found, options[name], name, value if equals else None, words)
    missing = [p for p in wanted if p.required and p.name not in found]
    if missing:
        raise _IllFormed(say("{words} is missing.", words=", ".join(_spelled(p) for p in missing)))
    return found


def _place(found: dict[str, Any], places: list[Parameter], words: list[str]) -> None:
    for word in words:
        free = next((p for p in places if p.name not in found), None)
        if free is None:
            more = say("There are more words than this takes.")
            raise _IllFormed(f"{more} {say('Put a text of several words in quotes.')}")
        found[free.name] = word


def _take(found: dict[str, Any], parameter: Parameter, name: str, value: str | None, words: Any) -> None:
    if parameter.flag:
        if value is not None:
            raise _IllFormed(say("{option} takes no value.", option=name))
        found[parameter.name] = True
        return
    value = next(words, None) if value is None else value
    if value is None:
        raise _IllFormed(say("{option} needs a value.", option=name))
    if parameter.many:
        found.setdefault(parameter.name, []).append(value)
    elif parameter.name in found:
        raise _IllFormed(say("{option} stands twice.", option=name))
    else:
        found[parameter.name] = value


def _help(name: str, sentence: str, wanted: tuple[Parameter, ...]) -> list[str]:
    lines = [usage_of(name, wanted), "", say(sentence)]
    explained = [(mark, words) for mark, words in _marks().items() if any(_metavar(p) == mark for p in wanted)]
    if explained:
        wide = max(len(mark) for mark, _ in explained)
        lines += ["", *(f"  {mark:<{wide}}  {words}" for mark, words in explained)]
    return lines


def usage_of(name: str, wanted: tuple[Parameter, ...]) -> str:
    """Give the line that shows how a verb is said: required words bare, the rest in brackets, … where one may be repeated."""
    return " ".join(["commandpost", name.replace(".", " ").replace("_", "-"), *(_usage(p) for p in wanted)])


def _marks() -> dict[str, str]:
    return {
        "N": say("an incident's number (26-0007), or where a log is meant a duty book (duty, duty:2026-11-05)"),
        "FILE": say("a photo, paper or recording, by its path"),
        "A": say("an attachment's number: 2 or B#2"),
        "INTO": say("the number of the incident that goes on"),
        "OTHER": say("the number of the other incident"),
        "ENTRY": say("an entry's number: #12, 12 or B#12"),
        "LINE": say("what was shouted, in quotes: type, place, counts; !I to !IV at the end decides the level"),
        "LEVEL": say("I, II, III or IV"),
        "TYPE": say("an incident type of the plan, by its code or name"),
        "SHEET": say("a printed list's number (3, B-3), or its code as scanned"),
        "STEP": say("department, group, verified, activated or authority"),
        "METRIC": say("a figure of the plan, by its code or name: deaths, serious, minor, trapped …"),
        "METRIC=VALUE": say("a figure and its value: deaths=1"),
        "RULE": say("a statutory rule of the type; incident suggest names them"),
        "CRITERION": say("a closing criterion; incident show names them"),
        "CRITERION=REASON": say("a closing criterion that is overridden, with the reason"),
        "ID": say("an obligation, by its id or the end of it; deadline list names them"),
        "ORDER": say("an order: 26-0007#12, or its id or the end of it; order list names them"),
        "MIN": say("minutes, a whole number from 1 up"),
        "NAMES": say("names, in quotes: 'Li Na, Guard 3'"),
        "WHO": say("a post of the plan, a person the desk knows, or words (Guard 12, gate 4)"),
        "POST|PERSON": say("a post of the plan, or a person the desk knows"),
        "POST": say("a post of the plan, by its code or name"),
        "TIME": say("a time with its offset: 2026-11-05T21:38+08:00"),
        "S": say("seconds: 60 or 0.5"),
        "KIND": say(
            "the kind: an entry is report, decision, action, resource, order, instruction or system; a report is initial, follow-up or final"
        ),
    }


# what a word of a door that has no kind is called; any other is called by its own name
WITHOUT_KIND = {"for_": "S", "since": "TIME", "incident": "N", "new": "TYPE"}


def _metavar(parameter: Parameter) -> str:
    return parameter.kind.metavar if parameter.kind else WITHOUT_KIND.get(parameter.name, parameter.name.rstrip("_").upper())


def _spelled(parameter: Parameter) -> str:
    return _metavar(parameter) if parameter.positional else f"--{parameter.name.rstrip('_').replace('_', '-')}"


def _usage(parameter: Parameter) -> str:
    if parameter.positional or parameter.flag:
        text = _spelled(parameter)
    else:
        text = f"{_spelled(parameter)} {_metavar(parameter)}" + (" …" if parameter.many else "")
    return text if parameter.required else f"[{text}]"
