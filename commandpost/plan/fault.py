"""Names what is wrong in a site's own plan so that a safety manager finds it: file, line, field, remedy (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# where a value stands inside a file: keys of mappings and positions (from 0) in lists
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a pack: `line` counts from 1 (0: the whole file); a warning does not keep the pack from adoption."""

    file: str
    line: int
    field: str
    what: str
    do: str
    warning: bool = False

    def sentence(self) -> str:
        """Give `file:line: field: what do` as one line for a screen."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f"{self.field}: " if self.field else ""
        return f"{place}: {field}{self.what} {self.do}".rstrip()


def field_name(data: Any, where: Sequence[str | int]) -> str:
    """Give a place in words: `tasks.rescue[fire.res.3].zh`; a row by its id or code, else by its number from 1."""
    name = ""
    for step in where:
        inner: Any = None
        if isinstance(step, int):
            row = data[step] if isinstance(data, list) and step < len(data) else None
            inner = row
            label = (row.get("id") or row.get("code")) if isinstance(row, dict) else None
            name += f"[{label}]" if isinstance(label, str) else f"[#{step + 1}]"
        else:
            inner = data.get(step) if isinstance(data, dict) else None
            name += f".{step}" if name else step
        data = inner
    return name
