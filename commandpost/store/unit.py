"""One unit of work: what a verb changed and the record that proves it, committed together or not at all (JOURNAL 1.2)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.store import capture
from commandpost.store.identity import Identity
from commandpost.store.instant import instant
from commandpost.store.journal import FORMAT, NO_PREV, Head, encode, hash_of, next_hlc
from commandpost.store.personal import PersonalValues
from commandpost.store.schema import SCHEMA

if TYPE_CHECKING:
    from commandpost.store.writer import Writer


class Stamp(NamedTuple):
    """What is known of the moment a record is written: UTC stamp, offset of the site's zone, boot, monotonic milliseconds."""

    at: str
    tz: str
    boot: str
    mono: int


@dataclass(slots=True)
class Heading:
    """Who does what and why: the part of a record that the verb itself knows."""

    command: str
    key: str
    who: str | None
    args: dict[str, Any]
    role: str | None = None
    why: dict[str, str] | None = None
    drill: bool = False
    incident: str | None = None
    made: list[list[str]] = field(default_factory=list)


class Written(NamedTuple):
    """What was committed: the stream's new head and the tables that changed."""

    head: Head
    tables: frozenset[str]


class StoreUnit:
    """The store's half of a unit of work; the domain's half (`domain.core.unit`) stands on it."""

    def __init__(self, writer: Writer, identity: Identity, new_id: Callable[[], str]) -> None:
        self._writer, self.identity = writer, identity
        self.values = PersonalValues(writer.raw, new_id)

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """Ask within the unit: the truth, including what it has just written."""
        return self._writer.read(sql, params)

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """Insert a row."""
        self._writer.insert(table, row)

    def update(self, table: str, key: str, fields: dict[str, Any], when: dict[str, Any] | None = None) -> int:
        """Change a row, where `when` still holds; gives 0 or 1."""
        return self._writer.update(table, key, fields, when)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part that is undone alone; the personal values it wrote are forgotten with it."""
        before = dict(self.values.written)
        try:
            with self._writer.savepoint():
                yield
        except BaseException:
            self.values.written = before
            raise

    def own(self, key: str, value: str) -> None:
        """Keep something of this file alone (which stream it writes); never journalled, never carried."""
        self._writer.raw.execute(
            "INSERT INTO own(key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def head(self) -> Head:
        """Give where this stream stands in the file."""
        return head_of(self.read, self.identity.stream)

    def seal(self, heading: Heading, stamp: Stamp, app: str) -> Written:
        """Write the record of this unit; called once, last, before the commit."""
        before = self.head()
        rows = capture.changes(self._writer.raw, self._writer.shapes, self.values.mention)
        hlc = next_hlc(before.hlc, int(instant(stamp.at).timestamp() * 1000))
        seq = before.seq + 1
        body = encode(
            {
                "v": FORMAT, "app": app, "schema": SCHEMA,
                "org": self.identity.org, "site": self.identity.site, "stream": self.identity.stream, "seq": seq, "prev": before.hash,
                "hlc": hlc, "at": stamp.at, "tz": stamp.tz, "boot": stamp.boot, "mono": stamp.mono, "clock": "unknown", "saw": {},
                "who": heading.who, "role": heading.role, "cmd": heading.command, "cmd_v": 1, "cmd_id": heading.key,
                "args": heading.args, "why": heading.why, "drill": heading.drill, "incident": heading.incident,
                "made": heading.made, "rows": rows,
            }
        )  # fmt: skip
        digest = hash_of(body)
        self._writer.raw.execute(
            "INSERT INTO journal(stream_id, seq, hlc, hash, prev, body, schema, command, command_id, incident_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.identity.stream,
                seq,
                hlc,
                digest,
                before.hash,
                body,
                SCHEMA,
                heading.command,
                heading.key,
                heading.incident,
            ),
        )
        return Written(Head(seq, digest, hlc), frozenset(row["t"] for row in rows))


def head_of(read: Callable[[str, Sequence[Any]], list[Any]], stream: str) -> Head:
    """Give where a stream stands: its last record's number, hash and hybrid clock; without a record, seq 0 and the file's newest hybrid clock."""
    found = read("SELECT seq, hash, hlc FROM journal WHERE stream_id = ? ORDER BY seq DESC LIMIT 1", (stream,))
    if found:
        return Head(*found[0])
    newest = read("SELECT max(hlc) FROM journal", ())
    return Head(0, NO_PREV, newest[0][0] or "")


def earlier(
    read: Callable[[str, Sequence[Any]], list[Any]], key: str
) -> tuple[str, dict[str, Any], list[list[str]]] | None:
    """Give what the unit under this submission key did (command, args, made), or None; args hold personal values by id."""
    found = read("SELECT body FROM journal WHERE command_id = ?", (key,))
    if not found:
        return None
    record = json.loads(found[0][0])
    return record["cmd"], record["args"], record["made"]
