"""Knows which fonts may print a text: the one that travels with the desk, then what the system has; opened in the child that draws, never in the desk."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SHIPPED = Path("fonts") / "CommandpostSansSC-Regular.otf"
MOST_FILES = 80  # a system may have thousands; those that hold Chinese come first
LIKELY = ("notosanscjk", "notosanssc", "sourcehansans", "msyh", "simsun", "pingfang", "hiragino", "wqy", "droidsansfallback", "hanamin", "notoserifcjk")
KINDS = (".ttc", ".ttf", ".otf")
OUTLINES = ("glyf", "CFF ")


class Face(NamedTuple):
    """A font file, the number of the face in it, and the code points it has a shape for."""

    path: str
    number: int
    has: frozenset[int]


def shipped() -> Path:
    """Give the font that travels with the desk: inside the installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "assets" / SHIPPED
    return inside if inside.is_file() else package.parent / "assets" / SHIPPED


def folders() -> list[Path]:
    """Give where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        places = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    elif sys.platform == "darwin":
        places = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        places = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
    return [place for place in places if place.is_dir()]


def of_system(wanted: set[int]) -> Iterator[Face]:
    """Give faces of the system until every wanted code point has one, likely ones first; what none has stays wanted."""
    files = {file for folder in folders() for file in folder.rglob("*") if file.suffix.lower() in KINDS}
    for file in sorted(files, key=_rank)[:MOST_FILES]:
        if not wanted:
            return
        found = _best(file, wanted)
        if found is not None:
            wanted -= found.has
            yield found


def _rank(file: Path) -> tuple[int, bool, str]:
    name = re.sub(r"[^a-z0-9]", "", file.stem.lower())
    return next((place for place, likely in enumerate(LIKELY) if likely in name), len(LIKELY)), "regular" not in name, str(file)


def _best(file: Path, wanted: set[int]) -> Face | None:
    """The face of a file that has most of what is wanted; a simplified Chinese one before others."""
    from fontTools.ttLib import TTCollection, TTFont

    made: list[tuple[int, bool, Face]] = []
    try:
        faces: list[Any] = list(TTCollection(file, lazy=True).fonts) if file.suffix.lower() == ".ttc" else [TTFont(file, lazy=True)]
        for number, face in enumerate(faces):
            if any(table in face for table in OUTLINES):
                has = wanted & set(face.getBestCmap() or ())
                simplified = " SC" in (face["name"].getDebugName(4) or "")
                made.append((len(has), simplified, Face(str(file), number, frozenset(has))))
    except Exception:  # a font that cannot be read is a font that is not there
        return None
    count, _, best = max(made, default=(0, False, None))
    return best if count else None
