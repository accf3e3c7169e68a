"""Walks a plan as it was written, whatever its shape, so that no check stumbles over a fault (DESIGN 3).

A path names fields with dots; `[]` stands for every row of a list, `*` for every field, `{}` for the fields' names:
`levels[].followup_to[]`, `tasks.*[].phase`, `tasks.{}`. What has another shape than the path is passed over: the schema
has named it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commandpost.plan.fault import Where
from commandpost.plan.pack import TYPES_FOLDER, Pack
from commandpost.plan.source import Source

EVERY_TYPE = f"{TYPES_FOLDER}/*"


def walk(data: Any, path: str) -> Iterator[tuple[Where, Any]]:
    """Give every place that the path names, with its value."""
    return _walk(data, path.replace("[]", ".[]").lstrip(".").split("."), ())


def _walk(data: Any, steps: list[str], where: Where) -> Iterator[tuple[Where, Any]]:
    if not steps:
        yield where, data
        return
    step, rest = steps[0], steps[1:]
    if step == "[]":
        for position, row in enumerate(data if isinstance(data, list) else ()):
            yield from _walk(row, rest, (*where, position))
    elif isinstance(data, dict):
        if step == "{}":
            for name in data:
                yield (*where, name), name
        elif step == "*":
            for name, value in data.items():
                yield from _walk(value, rest, (*where, name))
        elif step in data:
            yield from _walk(data[step], rest, (*where, step))


def texts(data: Any, path: str) -> Iterator[tuple[Where, str]]:
    """Give every place that the path names and at which there is a text."""
    for where, value in walk(data, path):
        if isinstance(value, str):
            yield where, value


def rows(data: Any, path: str) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Give every place that the path names and at which there are fields."""
    for where, value in walk(data, path):
        if isinstance(value, dict):
            yield where, value


def words_of(data: Any, *paths: str) -> list[str]:
    """Give all texts at the paths."""
    return [text for path in paths for _, text in texts(data, path)]


def sources(pack: Pack, file: str) -> list[Source]:
    """Give the file named, or every type's file; what has no fields is left out."""
    found = pack.type_files if file == EVERY_TYPE else [pack.files[file]]
    return [source for source in found if isinstance(source.data, dict)]
