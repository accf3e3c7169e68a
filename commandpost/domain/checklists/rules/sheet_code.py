"""Writes what a printed list's code says, and reads it back: incident, list, version of the plan, sheet, page; no name, no place (R4.4; PANES 3).

Only A to Z and 0 to 9, which every keyboard layout types alike, behind `S`, the letter that begins a scan; each field is led by its length.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from commandpost.domain.core.numbers import FIRST_LABEL

MARK = "SL1"
SHEET = re.compile(r"(?:([A-Z]\d*)-)?0*([1-9]\d{0,5})")
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
    made = SheetCode(*fields) if len(fields) == len(SheetCode._fields) else None
    return made if made is not None and all(part.isdigit() for part in (made.year, made.incident, made.sheet, made.page)) else None


def sheet_ref(label: str, number: int) -> str:
    """Give a sheet's number as people say it: `3`, `B-3`."""
    return f"{'' if label == FIRST_LABEL else f'{label}-'}{number}"


def read_sheet(text: str) -> tuple[str, int] | None:
    """Read `3`, `B-3` or a scanned code as (label, number), or None."""
    code = read(text)
    if code is not None:
        return code.desk, int(code.sheet)
    found = SHEET.fullmatch(text.strip().upper())
    return (found[1] or FIRST_LABEL, int(found[2])) if found else None
