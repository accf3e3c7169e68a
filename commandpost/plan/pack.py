"""Reads a plan pack from its folder and gives its canonical JSON, whose hash is the plan's version (DESIGN 3)."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from commandpost.locale.words import say
from commandpost.plan.fault import Fault
from commandpost.plan.source import Source, read_source

ORDER_FILE = "plan.yaml"
TYPES_FOLDER = "types"
# the files whose fields together are `content`, and those that are a part by themselves
CONTENT_FILES = (ORDER_FILE, "organisation.yaml", "facts.yaml", "law.yaml", "lists.yaml")
PART_FILES = {
    "policies": "policies.yaml",
    "action_cards": "action_cards.yaml",
    "supplies": "supplies.yaml",
    "inspections": "inspections.yaml",
    "forms": "forms.yaml",
}
MAX_TYPES = 500
_TYPE_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder as read: its files by name (types/fire.yaml …) and what could not be read in them."""

    folder: Path
    files: dict[str, Source]
    faults: tuple[Fault, ...]

    @property
    def type_files(self) -> list[Source]:
        """Give the files of the incident types in the order of the quick line's precedence."""
        names = (type_file(code) for code in type_order(self.files[ORDER_FILE]))
        return [self.files[name] for name in names if name in self.files]

    @property
    def parts(self) -> dict[str, Any]:
        """Give the pack as `Plan.from_json` takes it; only of a pack without faults is it whole."""
        content: dict[str, Any] = {}
        for name in CONTENT_FILES:
            data = self.files[name].data
            content.update(data if isinstance(data, dict) else {})
        content["incident_types"] = [source.data for source in self.type_files]
        return {"content": content} | {part: self.files[name].data for part, name in PART_FILES.items()}


def our_pack_dir() -> Path:
    """Give the folder of the plan that came with commandpost: inside the installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data" / "plan"
    return inside if inside.is_dir() else package.parent / "data" / "plan"


def type_file(code: str) -> str:
    """Give the name of the file that holds an incident type."""
    return f"{TYPES_FOLDER}/{code}.yaml"


def type_order(order: Source) -> list[str]:
    """Give the codes that plan.yaml lists, each once; what is no code is left to the faults."""
    rows = order.data.get("incident_types") if isinstance(order.data, dict) else None
    codes = [row for row in rows if isinstance(row, str) and _TYPE_CODE.match(row)] if isinstance(rows, list) else []
    return list(dict.fromkeys(codes))[:MAX_TYPES]


def read_folder(folder: Path) -> Pack:
    """Read all files of a pack; nothing is raised: what cannot be read stands in `faults`; the meaning is `check`'s."""
    files = {name: read_source(folder / name, name) for name in (*CONTENT_FILES, *PART_FILES.values())}
    for code in type_order(files[ORDER_FILE]):
        name = type_file(code)
        files[name] = read_source(folder / TYPES_FOLDER / f"{code}.yaml", name)
    faults = [fault for source in files.values() for fault in source.faults]
    for source in files.values():
        if not source.faults and not isinstance(source.data, dict):
            what = say("The file must be a list of fields, each as name: value.")
            faults.append(source.fault((), what, say("Copy it from the plan that came with commandpost.")))
    faults += _order_faults(files[ORDER_FILE])
    faults += _strangers(folder, files)
    return Pack(folder, files, tuple(faults))


def _order_faults(order: Source) -> list[Fault]:
    rows = order.data.get("incident_types") if isinstance(order.data, dict) else None
    if not isinstance(rows, list):
        return []  # the schema says so
    faults = []
    seen: set[str] = set()
    for position, row in enumerate(rows):
        where = ("incident_types", position)
        if not isinstance(row, str) or not _TYPE_CODE.match(row):
            what = say("This is not the code of an incident type.")
            do = say("Write small letters, digits and _, as in the file's name under types/.")
            faults.append(order.fault(where, what, do))
        elif row in seen:
            what = say("The type {code} is listed twice.", code=row)
            faults.append(order.fault(where, what, say("Keep one of the two.")))
        else:
            seen.add(row)
    if len(seen) > MAX_TYPES:
        what = say("There are more than {limit} incident types.", limit=MAX_TYPES)
        faults.append(order.fault(("incident_types",), what, say("List fewer.")))
    return faults


def _strangers(folder: Path, files: dict[str, Source]) -> list[Fault]:
    """Name YAML files that nobody reads: an unlisted type is a fault, the site would miss it; any other a warning."""
    faults = []
    for where in (folder, folder / TYPES_FOLDER):
        try:
            names = sorted(file.name for file in where.iterdir() if file.suffix.lower() in {".yaml", ".yml"})
        except OSError:
            continue  # the missing files have been named
        for stranger in names:
            name = stranger if where == folder else f"{TYPES_FOLDER}/{stranger}"
            if name in files:
                continue
            if where == folder:
                do = say("Take it out, or give its content to the file it belongs in.")
                faults.append(Fault(name, 0, "", say("No part of the plan is read from this file."), do, warning=True))
            else:
                do = say("List its code in {file} under incident_types, or take the file out.", file=ORDER_FILE)
                faults.append(Fault(name, 0, "", say("This incident type is not listed."), do))
    return faults


def canonical(pack: Pack) -> str:
    """Give the pack as canonical JSON: keys sorted, no spaces, UTF-8 as typed, decimals as text ("3.5"), no float."""
    return json.dumps(pack.parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_exact)


def _exact(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def digest(text: str) -> str:
    """Give the version of a plan: the SHA-256 of its canonical JSON, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
