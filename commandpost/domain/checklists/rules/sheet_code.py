"""Writes what a printed list's code says, and reads it back: incident, list, version of the plan, sheet, page; no name, no place (R4.4; PANES 3).

Only A to Z and 0 to 9, which every keyboard layout types alike, behind `S`, the letter that begins a scan; each field is led by its length.
"""

from __future__ import annotations

from typing import NamedTuple

MARK = "SL1"
VERSION = 12  # characters of the plan's hash


class SheetCode(NamedTuple):
    """What a printed list says of itself: `group` in capitals without underlines, `plan` the beginning of the version, `page` from 1."""

    year: str
    label: str
    incident: str
    group: str
    plan: str
    desk: str
    sheet: str
    page: str


def squeezed(code: str) -> str:
    """Give a list's code as it stands on paper."""
    return code.replace("_", "").upper()


def written(incident: str, group: str, plan: str, label: str, sheet: int, page: int) -> str:
    """Give the code of a page; `incident` is its number as people say it, `label` the stream that numbered the sheet."""
    year, *middle, number = incident.split("-")
    fields = (year, middle[0] if middle else "A", number, squeezed(group), plan[:VERSION].upper(), label, str(sheet), str(page))
    return MARK + "".join(f"{len(field):02d}{field}" for field in fields)


def read(text: str) -> SheetCode | None:
    """Read a code as scanned or typed, or None where it is none."""
    rest = text.strip().upper()
    if not rest.startswith(MARK) or not rest.isascii() or not rest.isalnum():
        return None
    rest, fields = rest.removeprefix(MARK), []
    while rest:
        if not rest[:2].isdigit() or len(rest) < 2 + int(rest[:2]) or rest[:2] == "00":
            return None
        fields.append(rest[2 : 2 + int(rest[:2])])
        rest = rest[2 + int(rest[:2]) :]
    return SheetCode(*fields) if len(fields) == len(SheetCode._fields) else None
