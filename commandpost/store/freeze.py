"""Prints what is frozen of the tables as declared, for the developer who changes one; tests hold both equal.

`python -m commandpost.store.freeze MODULE …` prints the first migration, with `--shapes` the module of the tables' shapes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from commandpost.store.ddl import shape_of, statements
from commandpost.store.schema import OWN, TableShape


def declared(modules: Sequence[str]) -> list[str]:
    """Give the statements of the store's own tables and of the tables that these modules declare."""
    return [*OWN, *(text for table in _tables(modules) for text in statements(table))]


def shapes(modules: Sequence[str]) -> list[TableShape]:
    """Give the shapes of the tables that these modules declare."""
    return [shape_of(table) for table in _tables(modules)]


def _tables(modules: Sequence[str]) -> list[Any]:
    from sqlmodel import SQLModel

    for name in modules:
        import_module(name)
    return list(SQLModel.metadata.tables.values())


def _shapes_module(modules: Sequence[str]) -> str:
    lines = [
        '"""What the desk must know of its tables to write them, frozen from their declarations so that no verb has to load those (DESIGN 5).',
        "",
        "Made by `python -m commandpost.store.freeze --shapes`; never changed by hand.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from commandpost.store.schema import TableShape",
        "",
        "# fmt: off",
        "SHAPES: tuple[TableShape, ...] = (",
    ]
    for shape in shapes(modules):
        personal = (
            f"frozenset({{{', '.join(repr(name) for name in sorted(shape.personal))}}})"
            if shape.personal
            else "frozenset()"
        )
        lines += [
            "    TableShape(",
            f"        name={shape.name!r},",
            *_wrapped("columns", [repr(name) for name in shape.columns]),
            f"        personal={personal},",
            f"        unique={shape.unique!r},",
            f"        kind={shape.kind!r},",
            f"        append_only={shape.append_only},",
            "    ),",
        ]
    return "\n".join([*lines, ")", "# fmt: on", ""]).replace("'", '"')


def _wrapped(name: str, words: Sequence[str]) -> list[str]:
    lines, line = [f"        {name}=("], "           "
    for word in words:
        if len(line) + len(word) > 115:
            lines, line = [*lines, line], "           "
        line += f" {word},"
    return [*lines, line, "        ),"]


def main() -> int:
    """Write the text of a migration that makes all tables, or of their shapes."""
    if sys.argv[1:2] == ["--shapes"]:
        sys.stdout.write(_shapes_module(sys.argv[2:]))
        return 0
    lines = ",\n    ".join(f'"""{text}"""' for text in declared(sys.argv[1:]))
    sys.stdout.write(
        '"""The foundation: journal, personal values, drafts, search, and the tables of the first rooms."""\n\n'
        "from alembic import op\n\n"
        'revision = "0001"\ndown_revision = None\nbranch_labels = None\ndepends_on = None\n\n'
        f"STATEMENTS = (\n    {lines},\n)\n\n\ndef upgrade() -> None:\n"
        "    connection = op.get_bind().connection.dbapi_connection\n    assert connection is not None\n"
        "    for statement in STATEMENTS:\n        connection.execute(statement)\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
