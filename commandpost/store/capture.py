"""Sees every change of a shared row, whoever makes it: TEMP triggers into a TEMP table, so that an undone savepoint leaves no ghost (MEASURED 2)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from commandpost.store.schema import TableShape

Change = dict[str, Any]


def install(connection: sqlite3.Connection, shapes: Iterable[TableShape]) -> None:
    """Put the capture on this connection; refuses (AssertionError) to be put on twice."""
    assert not connection.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'captured'").fetchone()  # noqa: S101
    connection.execute("PRAGMA temp_store=MEMORY")  # before the table is made, or the table is gone
    connection.execute("CREATE TEMP TABLE captured(n INTEGER PRIMARY KEY, t TEXT, k TEXT, op TEXT, b TEXT, a TEXT)")
    for shape in shapes:
        if not shape.shared:
            continue
        old, new = (", ".join(f"'{c}', {side}.{c}" for c in shape.columns) for side in ("old", "new"))
        connection.execute(
            f"CREATE TEMP TRIGGER seen_{shape.name}_i AFTER INSERT ON main.{shape.name} BEGIN "  # noqa: S608 - names of our own tables
            f"INSERT INTO captured(t, k, op, a) VALUES ('{shape.name}', new.id, 'i', json_object({new})); END"
        )
        if not shape.append_only:
            connection.execute(
                f"CREATE TEMP TRIGGER seen_{shape.name}_u AFTER UPDATE ON main.{shape.name} BEGIN "  # noqa: S608
                f"INSERT INTO captured(t, k, op, b, a) VALUES ('{shape.name}', new.id, 'u', json_object({old}), json_object({new})); END"
            )


def clear(connection: sqlite3.Connection) -> None:
    """Forget what was seen, at the beginning of a unit of work."""
    connection.execute("DELETE FROM temp.captured")


def changes(
    connection: sqlite3.Connection, shapes: dict[str, TableShape], mention: Callable[[str, bool], dict[str, str]]
) -> list[Change]:
    """Give what this unit changed, in order: changed fields only, a personal id as `mention(id, written)` writes it; no change, no line."""
    seen: list[Change] = []
    for table, key, op, before, after in connection.execute(
        "SELECT t, k, op, b, a FROM temp.captured ORDER BY n"
    ).fetchall():
        personal = shapes[table].personal
        new: dict[str, Any] = json.loads(after)
        if op == "i":
            a = {c: mention(v, True) if c in personal else v for c, v in new.items() if v is not None and c != "id"}
            seen.append({"t": table, "k": key, "op": op, "b": {}, "a": a})
            continue
        old: dict[str, Any] = json.loads(before)
        changed = [c for c, v in new.items() if old[c] != v]
        if changed:
            b, a = (
                {c: mention(row[c], written) if c in personal and row[c] is not None else row[c] for c in changed}
                for row, written in ((old, False), (new, True))
            )
            seen.append({"t": table, "k": key, "op": op, "b": b, "a": a})
    return seen
