"""Reads a table's declaration into what the store needs: its shape, and the STRICT statement that a migration freezes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commandpost.store.schema import TableShape

if TYPE_CHECKING:
    from sqlalchemy import Table

MOMENT = "____-__-__T__:__:__.___Z"


def shape_of(table: Table) -> TableShape:
    """Give the shape; refuses (KeyError) a table that does not declare its class."""
    return TableShape(
        name=table.name,
        columns=tuple(c.name for c in table.columns),
        personal=frozenset(c.name for c in table.columns if c.info.get("kind") == "personal"),
        unique=tuple(table.info["unique"]),
        kind=table.info["class"],
        append_only=table.info["append_only"],
    )


def statements(table: Table) -> list[str]:
    """Give the CREATE statements of one table with its indexes."""
    lines = [_column(column) for column in table.columns]
    lines += [f"UNIQUE ({', '.join(key)})" for key in table.info["unique"]]
    lines += [
        f"FOREIGN KEY ({c.name}) REFERENCES {c.info['references']}(id) DEFERRABLE INITIALLY DEFERRED"
        for c in table.columns
        if c.info.get("references")
    ]
    made = [f"CREATE TABLE {table.name}(\n  " + ",\n  ".join(lines) + ") STRICT"]
    for index in table.info["indexes"]:
        name, rest = index.split("(", 1)
        made.append(f"CREATE INDEX {table.name}_{name} ON {table.name}({rest}")
    return made


def _column(column: Any) -> str:
    kind = column.info["kind"]
    text = f"{column.name} {'INTEGER' if kind == 'number' else 'TEXT'}"
    if column.primary_key:
        text += " PRIMARY KEY"
    if not column.nullable:
        text += " NOT NULL"
    if kind in ("id", "personal"):
        text += f" CHECK (length({column.name}) = 36)"
    elif kind == "moment":
        text += f" CHECK ({column.name} LIKE '{MOMENT}')"
    elif column.info.get("allowed"):
        text += f" CHECK ({column.name} IN ({', '.join(repr(v) for v in column.info['allowed'])}))"
    return text
