"""Reads a line that begins with a verb (`incident set-level 26-0007 II --reason "2 hurt"`) as the shell would."""

from __future__ import annotations

import shlex
from collections.abc import Collection
from typing import Any, NamedTuple

from commandpost.domain import registry

COMMON = {"at": "at", "as": "who", "key": "key"}


class Spoken(NamedTuple):
    """A line that is a verb or a question: its id and the words after it."""

    id: str
    words: tuple[str, ...] = ()
    is_question: bool = False


def spelling(command: str) -> str:
    """Give an id as it is typed: `incident.set_level` is `incident set-level`."""
    return command.replace(".", " ").replace("_", "-")


def _words(line: str) -> list[str]:
    reader = shlex.shlex(line.replace("“", '"').replace("”", '"'), posix=True, punctuation_chars=False)
    reader.whitespace_split, reader.commenters, reader.quotes = True, "", '"'
    try:
        return list(reader)
    except ValueError:  # a quotation mark without its other half: still being typed
        return line.split()


def spoken(line: str) -> Spoken | None:
    """Give the verb or question that a line names by its first two words (one for `board`); None for anything else."""
    words = _words(line)
    for count in (2, 1):
        if len(words) < count:
            continue
        name = ".".join(words[:count]).replace("-", "_").lower()
        if name in registry.COMMANDS or name in registry.QUESTIONS:
            return Spoken(name, tuple(words[count:]), name in registry.QUESTIONS)
    return None


def dashed(name: str) -> str:
    """Give an option as it is typed: `for_`, which is no name in Python without its line, is `--for`."""
    return f"--{name.rstrip('_').replace('_', '-')}"


def undashed(name: str, known: Collection[str] = ()) -> str:
    """Give the name of the option that was typed without its dashes."""
    plain = name.replace("-", "_")
    return f"{plain}_" if plain not in known and f"{plain}_" in known else plain


def laid_out(said: Spoken, flags: frozenset[str], many: frozenset[str]) -> tuple[list[str], dict[str, Any]]:
    """Tell words from options: `--name value`, `--name=value`, `--flag`; one that may be repeated gives a list."""
    words: list[str] = []
    options: dict[str, Any] = {}
    rest = list(said.words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or word == "--":
            words.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        name = COMMON.get(name, name.replace("-", "_"))
        if name in flags and not equals:
            options[name] = True
            continue
        if not equals:
            value = rest.pop(0) if rest else ""
        if name in many:
            options.setdefault(name, []).append(value)
        else:
            options[name] = value
    return words, options


def arguments(said: Spoken) -> tuple[list[str], dict[str, Any]]:
    """Give the words and options that a line names, as its verb or question takes them; loads the verb."""
    from commandpost.desk import load
    from commandpost.domain.core.kinds import parameters

    entry = registry.QUESTIONS[said.id] if said.is_question else registry.COMMANDS[said.id]
    wanted = parameters(load(entry))
    flags, many = frozenset(p.name for p in wanted if p.flag), frozenset(p.name for p in wanted if p.many)
    words, options = laid_out(said, flags, many)
    known = {p.name for p in wanted}
    return words, {undashed(name, known): value for name, value in options.items()}


def run_spoken(desk: Any, said: Spoken, **common: Any) -> Any:
    """Do the verb, or ask the question, that a line named; in a thread, since it loads the verb."""
    words, options = arguments(said)
    if said.is_question:
        return desk.ask(said.id, *words, **options)
    return desk.do(said.id, *words, **{**common, **options})
