"""Lays the words that were typed beside a verb's parameters, in order, and turns each into what its kind says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from commandpost.domain.core.kinds import Parameter, misused, parameters
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import say


def bind(
    function: Callable[..., Any], ask: Ask, args: Sequence[Any], kwargs: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the function's arguments and what the journal keeps of them; refuses (Misused) too few, too many, unknown or ill-formed words."""
    wanted = parameters(function)
    given = _lay(wanted, args, kwargs)
    bound: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for parameter in wanted:
        if (
            parameter.name not in given
            or given[parameter.name] is None
            or (parameter.many and not given[parameter.name])
        ):
            if parameter.required:
                raise misused(say("“{name}” is missing.", name=parameter.name), say("See --help."))
            bound[parameter.name] = [] if parameter.many else parameter.default
            continue
        raw = given[parameter.name]
        if parameter.kind is None:
            bound[parameter.name] = kept[parameter.name] = raw
        elif parameter.many:
            pairs = [parameter.kind.resolve(ask, item, bound) for item in raw]
            bound[parameter.name], kept[parameter.name] = [p[0] for p in pairs], [p[1] for p in pairs]
        else:
            bound[parameter.name], kept[parameter.name] = parameter.kind.resolve(ask, raw, bound)
        if kept[parameter.name] is None:
            del kept[parameter.name]
    return bound, kept


def done_before(
    function: Callable[..., Any], folder: Path, args: Sequence[Any], kwargs: dict[str, Any]
) -> tuple[Sequence[Any], dict[str, Any]]:
    """Give the words with what their kinds do before the unit of work done: a file is on the shelf before the record that names it."""
    wanted = parameters(function)
    kinds = {p.name: p.kind.before for p in wanted if p.kind is not None and p.kind.before is not None}
    if not kinds:
        return args, kwargs
    places = [p.name for p in wanted if p.positional]
    first = [kinds[name](folder, raw) if name in kinds else raw for name, raw in zip(places, args, strict=False)]
    named = {name: kinds[name](folder, raw) if name in kinds else raw for name, raw in kwargs.items()}
    return [*first, *args[len(places) :]], named


def _lay(wanted: tuple[Parameter, ...], args: Sequence[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    places = [p.name for p in wanted if p.positional]
    if len(args) > len(places):
        raise misused(say("There are more words than this takes."), say("Put a text of several words in quotes."))
    given = dict(zip(places, args, strict=False))
    known = {p.name for p in wanted}
    for name, value in kwargs.items():
        if name not in known or name in given:
            raise misused(say("“{name}” is not taken here.", name=name), say("See --help."))
        given[name] = value
    return given
