"""Reads a file of entries kept by another command post (time, by, channel, place, entry and any figure): whole or not at all (R4.2)."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commandpost.domain.core.kinds import Misused, printable, read_moment
from commandpost.domain.core.refusal import Refused, refuse
from commandpost.domain.log.kinds import find_metric, read_value
from commandpost.locale.words import say
from commandpost.plan.reader import Plan

KNOWN = ("time", "by", "channel", "place", "entry")
MOST_NAMED = 20
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EntryFile:
    """What a file holds: its SHA-256 and its rows as `log.import` takes them."""

    sha256: str
    rows: list[dict[str, Any]]


def read_entries(path: Path, plan: Plan) -> EntryFile:
    """Read and check the whole file; refuses (Refused) it whole when a line is wrong, and names each bad line."""
    try:
        if path.stat().st_size > LARGEST:
            raise refuse(say("The file is larger than 64 MB."), say("Cut it into parts."), "R4.2", path.name)
        content = path.read_bytes()
    except OSError as fault:
        raise refuse(
            say("The file cannot be read: {fault}.", fault=fault.strerror or ""),
            say("Check its name and rights."),
            "R4.2",
            path.name,
        ) from None
    text = _decode(content, path.name)
    try:
        lines = list(_numbered(text))
    except csv.Error as fault:
        raise refuse(
            say("The file is no CSV: {fault}.", fault=str(fault)), say("Save it as CSV with commas."), "R4.2", path.name
        ) from None
    if len(lines) < 2:
        raise refuse(
            say("The file holds no entries."),
            say("Its first line names the columns: time,by,channel,place,entry"),
            "R4.2",
            path.name,
        )
    columns = _columns(lines[0][1], plan)
    faults: list[str] = []
    rows = [row for number, cells in lines[1:] if (row := _row(number, cells, columns, plan, faults)) is not None]
    if faults:
        named = faults[:MOST_NAMED] + (
            [say("… and {count} more", count=len(faults) - MOST_NAMED)] if len(faults) > MOST_NAMED else []
        )
        raise refuse(
            say("The file is refused whole: {faults}", faults="\n".join(["", *named])),
            say("Mend these lines and import it again."),
            "R4.2",
            path.name,
        )
    return EntryFile(hashlib.sha256(content).hexdigest(), rows)


def _decode(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse(say("The file is neither UTF-8 nor GB18030 text."), say("Save it as CSV in UTF-8."), "R4.2", name)


def _numbered(text: str) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(16 * 1024 * 1024)
    first = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",", strict=True
    )
    made, begins = [], 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            made.append((begins, cells))
        begins = reader.line_num + 1
    return made


def _columns(heads: list[str], plan: Plan) -> list[str]:
    columns: list[str] = []
    for head in heads:
        name = head.strip().lower()
        if name not in KNOWN:
            try:
                name = find_metric(plan, head.strip())
            except Refused:
                raise refuse(
                    say(
                        "The file has a column that is neither known nor a figure of the plan: “{column}”.",
                        column=printable(head)[:40],
                    ),
                    say("Columns are time,by,channel,place,entry and figures such as deaths,serious,minor."),
                    "R4.2",
                    head,
                ) from None
        if name in columns:
            raise refuse(
                say("The column “{column}” stands twice.", column=name), say("Take one of them out."), "R4.2", name
            )
        columns.append(name)
    for needed in ("time", "entry"):
        if needed not in columns:
            raise refuse(
                say("The file has no column “{column}”.", column=needed),
                say("Its first line names the columns: time,by,channel,place,entry"),
                "R4.2",
                needed,
            )
    return columns


def _row(number: int, cells: list[str], columns: list[str], plan: Plan, faults: list[str]) -> dict[str, Any] | None:
    if len(cells) != len(columns):
        faults.append(
            say(
                "line {number}: {found} cells instead of {wanted}", number=number, found=len(cells), wanted=len(columns)
            )
        )
        return None
    given = dict(zip(columns, cells, strict=True))
    before = len(faults)
    row: dict[str, Any] = {"facts": {}}
    try:
        row["at"] = read_moment(given["time"].strip())
    except Misused as fault:
        faults.append(say("line {number}: {fault}", number=number, fault=fault.refusal.what))
    if not given["entry"].strip():
        faults.append(say("line {number}: the entry is empty", number=number))
    row["text"] = given["entry"]
    for name in ("by", "channel", "place"):
        if given.get(name, "").strip():
            row[name] = given[name].strip()
    for name, value in given.items():
        if name in KNOWN or not value.strip():
            continue
        try:
            row["facts"][name] = read_value(plan, name, value)
        except Misused as fault:
            faults.append(say("line {number}: {fault}", number=number, fault=fault.refusal.what))
    return row if len(faults) == before else None
