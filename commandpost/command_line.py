"""Reads the words behind a verb or question by the function's own signature, and runs it (DESIGN 2: a command is declared once)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from commandpost.domain.core.kinds import Parameter, parameters
from commandpost.locale.words import say


class _IllFormed(Exception):
    """The words are not what the signature takes; says so."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _IllFormed(message)


def called(name: str, function: Callable[..., Any], sentence: str, given: list[str], run: Callable[..., int]) -> int:
    """Read the words given and run; gives the exit code, 2 for ill-formed words."""
    wanted = parameters(function)
    parser = _parser(name, sentence, wanted)
    if "--help" in given or "-h" in given:
        print(parser.format_help().rstrip())
        return 0
    try:
        found = vars(parser.parse_intermixed_args(given))
    except _IllFormed as misuse:
        print(str(misuse), file=sys.stderr)
        print(say("See --help."), file=sys.stderr)
        return 2
    kept = {key: value for key, value in found.items() if value is not None and value != [] and value is not False}
    missing = [p for p in wanted if p.required and p.name not in kept]
    if missing:
        print(say("{words} is missing.", words=", ".join(_spelled(p) for p in missing)), file=sys.stderr)
        print(say("See --help."), file=sys.stderr)
        return 2
    return run(**kept)


def _parser(name: str, sentence: str, wanted: tuple[Parameter, ...]) -> _Parser:
    spoken = name.replace(".", " ").replace("_", "-")
    usage = " ".join(["commandpost", spoken, *(_usage(p) for p in wanted)])
    parser = _Parser(
        prog=f"commandpost {spoken}", usage=usage, description=say(sentence), add_help=False, allow_abbrev=False
    )
    for parameter in wanted:
        if parameter.positional:
            parser.add_argument(parameter.name, metavar=_metavar(parameter), nargs="?")
        elif parameter.flag:
            parser.add_argument(_spelled(parameter), dest=parameter.name, action="store_true")
        else:
            action = "append" if parameter.many else "store"
            parser.add_argument(_spelled(parameter), dest=parameter.name, metavar=_metavar(parameter), action=action)
    return parser


def usage_of(name: str, wanted: tuple[Parameter, ...]) -> str:
    """Give the line that shows how a verb is said: required words bare, the rest in brackets, … where one may be repeated."""
    return " ".join(["commandpost", name.replace(".", " ").replace("_", "-"), *(_usage(p) for p in wanted)])


def _metavar(parameter: Parameter) -> str:
    return parameter.kind.metavar if parameter.kind else parameter.name.upper()


def _spelled(parameter: Parameter) -> str:
    return _metavar(parameter) if parameter.positional else f"--{parameter.name.replace('_', '-')}"


def _usage(parameter: Parameter) -> str:
    if parameter.positional or parameter.flag:
        text = _spelled(parameter)
    else:
        text = f"{_spelled(parameter)} {_metavar(parameter)}" + (" …" if parameter.many else "")
    return text if parameter.required else f"[{text}]"
