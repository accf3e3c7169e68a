"""The kinds of column a desk's table may have; STRICT tables and CHECKs made from them refuse a wrong row (docs/architecture.md, "How a row is validated")."""

from __future__ import annotations

from typing import Any

from sqlmodel import Field, SQLModel

from commandpost.store.schema import CLASSES


def shared(
    kind: str, *, append_only: bool = False, unique: tuple[tuple[str, ...], ...] = (), indexes: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Declare a table's class (JOURNAL 1.5), whether its rows are ever changed, what is unique in it, and its further indexes as `name(columns) [WHERE …]`."""
    if kind not in CLASSES:
        raise ValueError(kind)
    return {"info": {"class": kind, "append_only": append_only or kind == "fact", "unique": unique, "indexes": indexes}}


def _column(kind: str, *, nullable: bool, references: str | None = None, **info: Any) -> Any:
    extra = {"info": {"kind": kind, "references": references, **info}, "nullable": nullable}
    return Field(default=None if nullable else ..., sa_column_kwargs=extra)


def key() -> Any:
    """The row's own id: UUIDv7 as 36 characters."""
    return Field(primary_key=True, sa_column_kwargs={"info": {"kind": "id"}})


def ident(references: str | None = None, *, nullable: bool = False) -> Any:
    """The id of a row of another table."""
    return _column("id", nullable=nullable, references=references)


def personal(*, nullable: bool = False) -> Any:
    """The id of a personal value; the value itself stands in the store's side table (JOURNAL 3)."""
    return _column("personal", nullable=nullable)


def moment(*, nullable: bool = False) -> Any:
    """A moment in UTC, as `store.instant.stamp` writes it."""
    return _column("moment", nullable=nullable)


def code_of(*allowed: str, nullable: bool = False) -> Any:
    """A code of the plan pack or of ours; `allowed` when the set is ours and closed."""
    return _column("code", nullable=nullable, allowed=allowed)


def plain(*, nullable: bool = False) -> Any:
    """Text that is about no person: a site's name, a label, JSON of codes, a hash."""
    return _column("words", nullable=nullable)


def whole(*, nullable: bool = False) -> Any:
    """An integer in the base unit; 0 or 1 where it answers yes or no."""
    return _column("number", nullable=nullable)


__all__ = ["SQLModel", "code_of", "ident", "key", "moment", "personal", "plain", "shared", "whole"]
