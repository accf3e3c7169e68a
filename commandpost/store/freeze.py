"""Prints the first migration from the tables as declared, for the developer who adds one: `python -m commandpost.store.freeze`; a test holds both equal."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from commandpost.store.ddl import statements
from commandpost.store.schema import OWN


def declared(modules: list[str]) -> list[str]:
    """Give the statements of the store's own tables and of the tables that these modules declare."""
    from sqlmodel import SQLModel

    for name in modules:
        import_module(name)
    order: dict[str, Any] = {table.name: table for table in SQLModel.metadata.tables.values()}
    return [*OWN, *(text for name in order for text in statements(order[name]))]


def main() -> int:
    """Write the text of a migration that makes all tables."""
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
