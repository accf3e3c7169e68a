"""Merges the Chinese fragments, one a room, into the one catalogue that the desk reads: `python -m commandpost.locale.compile`."""

from __future__ import annotations

import ast
import sys
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent
HOUSE = HERE.parent
SAYERS = {"say": 0, "say_in": 1, "Sentence": 0}


def spoken(root: Path = HOUSE) -> dict[str, str]:
    """Give every literal sentence that the code says, with the place where it is said first."""
    found: dict[str, str] = {}
    for file in sorted(root.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in SAYERS:
                continue
            at = SAYERS[node.func.id]
            if len(node.args) > at and isinstance(node.args[at], ast.Constant) and isinstance(node.args[at].value, str):  # type: ignore[attr-defined]
                found.setdefault(node.args[at].value, f"{file.relative_to(root.parent)}:{node.lineno}")  # type: ignore[attr-defined]
    for name, sentence in verbs().items():
        found.setdefault(sentence, name)
    return found


def verbs() -> dict[str, str]:
    """Give the sentence of every verb, question and door: what palette and help say of it."""
    said = import_module(
        "commandpost.cli"
    ).sentences  # by name: this tool looks at the whole house from below, the desk never does
    return dict(said())


def fragments(code: str) -> dict[str, str]:
    """Give all translated sentences of a language; a sentence in two fragments must read alike (ValueError)."""
    from babel.messages.pofile import read_po

    merged: dict[str, str] = {}
    for file in sorted((HERE / code).glob("*.po")):
        with file.open("rb") as handle:
            for message in read_po(handle, locale=code):
                if not message.id or not message.string:
                    continue
                known = merged.setdefault(str(message.id), str(message.string))
                if known != message.string:
                    raise ValueError(f"{file.name}: {message.id!r} is translated twice, differently")
    return merged


def catalogue(code: str) -> bytes:
    """Give the bytes of the .mo file, the same for the same fragments."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    fixed = datetime(2000, 1, 1, tzinfo=UTC)  # else every build would differ
    book = Catalog(locale=code, charset="utf-8", header_comment="", creation_date=fixed, revision_date=fixed)
    for msgid, text in sorted(fragments(code).items()):
        book.add(msgid, text)
    out = BytesIO()
    write_mo(out, book)
    return out.getvalue()


def main() -> int:
    """Write the catalogue and name what is said without Chinese."""
    said = spoken()
    translated = fragments("zh_CN")
    (HERE / "zh_CN" / "commandpost.mo").write_bytes(catalogue("zh_CN"))
    missing = [f"{place}: {msgid}" for msgid, place in said.items() if msgid not in translated]
    sys.stdout.write("\n".join(missing) + ("\n" if missing else ""))
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
