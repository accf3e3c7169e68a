"""Writes the statements that change a row, from its shape, with SQLAlchemy Core; loaded with the pen, not with a verb that only adds (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, column, table, update
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from commandpost.store.schema import TableShape

DIALECT = SQLiteDialect(paramstyle="named")


def change(shape: TableShape, fields: Iterable[str], when: Iterable[str]) -> str:
    """Give the text that changes fields of the row `the_row`, where `when` still holds; blanks are now_FIELD and was_FIELD."""
    target = table(shape.name, *(column(name) for name in shape.columns))
    statement = update(target).where(target.c.id == bindparam("the_row"))
    for name in when:
        statement = statement.where(target.c[name].is_(bindparam(f"was_{name}")))
    return str(statement.values({name: bindparam(f"now_{name}") for name in fields}).compile(dialect=DIALECT))
