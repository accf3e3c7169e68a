"""Makes the font that travels with the desk out of the packaged Noto Sans CJK: `python -m commandpost.exchange.paper.make_font NotoSansCJK-Regular.ttc` (R4.4).

A laptop in the field may have no Chinese font, and GB2312 lacks characters that people bear as names: the subset is GBK, without hinting and layout
tables. The font's copyright line reserves no name; "Noto" is a trademark, so the subset bears its own name (OFL 1.1 clause 3, docs/decisions.md).
"""

from __future__ import annotations

import sys
from pathlib import Path

FACE = "NotoSansCJKsc-Regular"
FAMILY, POSTSCRIPT = "Commandpost Sans SC", "CommandpostSansSC-Regular"
PLACE = Path(__file__).parents[3] / "assets" / "fonts" / "CommandpostSansSC-Regular.otf"
NAMED = {1: FAMILY, 3: f"{FAMILY}; subset of Noto Sans CJK SC", 4: FAMILY, 6: POSTSCRIPT}
KEPT = frozenset({0, 1, 2, 3, 4, 5, 6, 8, 9, 13, 14})  # copyright, names, version, makers, licence; 7 (the trademark's own line) goes with the name
MORE = "✓✗☐☑⚠↺←↑→↓−–—…·×°‰′″©®™€£"


def characters() -> set[int]:
    """Give the code points of GBK, which has the characters of names, and the signs the desk writes."""
    found = {*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, MORE)}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
            found.update(map(ord, text))
    return found


def made(source: Path, place: Path = PLACE) -> int:
    """Write the subset of a collection's simplified Chinese face; gives its size in bytes."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTCollection

    options = Options(hinting=False, layout_features=[], name_IDs=sorted(KEPT), name_languages=[1033], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables = [*options.drop_tables, "GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    with TTCollection(source, lazy=True) as collection:
        font = next(face for face in collection.fonts if face["name"].getDebugName(6) == FACE)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=characters())
        subsetter.subset(font)
        for key, text in NAMED.items():
            font["name"].setName(text, key, 3, 1, 1033)
        top = font["CFF "].cff
        top.fontNames = [POSTSCRIPT]
        top[0].FullName, top[0].FamilyName = FAMILY, FAMILY
        place.parent.mkdir(parents=True, exist_ok=True)
        font.save(place)
    return place.stat().st_size


if __name__ == "__main__":
    print(made(Path(sys.argv[1])))
