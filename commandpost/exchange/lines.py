"""Prints answers as plain lines for a terminal: cell widths right for Chinese, nothing in a text that could steer the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from commandpost.domain.core.kinds import printable
from commandpost.locale.words import say

WIDEST = 48


def cells(text: str) -> int:
    """Give how many cells a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, width: int) -> str:
    """Fill a text to a width in cells."""
    return text + " " * max(0, width - cells(text))


def cut(text: str, width: int) -> str:
    """Cut a text to a width in cells, never through a wide character."""
    if cells(text) <= width:
        return text
    kept, used = "", 0
    for c in text:
        if used + cells(c) > width - 1:
            break
        kept, used = kept + c, used + cells(c)
    return kept + "…"


def lines_of(answer: Any) -> list[str]:
    """Give an answer as lines: a list as a table, a record as its fields one below the other."""
    if isinstance(answer, list | tuple):
        return table(list(answer)) if answer else [say("nothing")]
    if is_dataclass(answer):
        return record(answer)
    return [printable(str(answer))]


def record(answer: Any, indent: str = "") -> list[str]:
    """Give a record's fields one below the other; lists of records as tables under their name."""
    made: list[str] = []
    for field in fields(answer):
        value = getattr(answer, field.name)
        name = field.name.replace("_", " ")
        if isinstance(value, list | tuple) and value and (is_dataclass(value[0]) or isinstance(value[0], dict)):
            made.append(f"{indent}{name}:")
            made += [f"{indent}  {line}" for line in table(list(value))]
        elif is_dataclass(value):
            made.append(f"{indent}{name}: " + " · ".join(_cell(getattr(value, f.name)) for f in fields(value)))
        elif isinstance(value, str) and "\n" in value:
            made += ["", *printable(value).split("\n")]
        else:
            made.append(f"{indent}{name}: {_cell(value)}")
    return made


def table(rows: Sequence[Any]) -> list[str]:
    """Give records or mappings as a table with a head; long texts are cut."""
    as_maps = [row if isinstance(row, dict) else {f.name: getattr(row, f.name) for f in fields(row)} for row in rows]
    names = [name for name in as_maps[0] if any(row.get(name) not in (None, "", (), {}) for row in as_maps)]
    body = [[cut(_cell(row.get(name)), WIDEST) for name in names] for row in as_maps]
    heads = [name.replace("_", " ") for name in names]
    widths = [max(cells(row[i]) for row in [heads, *body]) for i in range(len(names))]
    return [
        "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [heads, *body]
    ]


def _cell(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, dict):
        return printable(", ".join(f"{key} {_cell(item)}" for key, item in value.items() if item is not None))
    if isinstance(value, list | tuple):
        return printable(", ".join(_cell(item) for item in value))
    if is_dataclass(value):
        return printable(" · ".join(_cell(getattr(value, f.name)) for f in fields(value)))
    return printable(str(value)).replace("\n", " ⏎ ")
