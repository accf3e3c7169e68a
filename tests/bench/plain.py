"""The floor of a commit: the same rows of one log entry, written by hand with nothing but sqlite3, into the same tables without triggers."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import sqlite3
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from commandpost.store.files import DATABASE
from commandpost.store.search import spaced
from commandpost.store.writer import PRAGMAS
from tests.bench.data import DATA, without_triggers
from tests.bench.entry import Said

PERSONAL = "INSERT INTO personal(id, subject_id, kind, salt, value, state) VALUES (?, NULL, ?, ?, ?, 'kept')"
FOUND = "INSERT INTO search(rowid, text) VALUES (?, ?)"
NUMBER = "SELECT coalesce(max(number), 0) + 1 FROM log_entry WHERE book_id = ? AND stream_id = ?"
ENTRY = (
    "INSERT INTO log_entry(id, book_id, stream_id, label, number, event_at, recorded_at, kind, text, said_by, channel, place, author, drill) "
    "VALUES (?, ?, ?, 'A', ?, ?, ?, 'report', ?, ?, ?, ?, ?, 0)"
)
HEAD = "SELECT seq, hash, hlc FROM journal WHERE stream_id = ? ORDER BY seq DESC LIMIT 1"
RECORD = "INSERT INTO journal(stream_id, seq, hlc, hash, prev, body, schema, command, command_id, incident_id) VALUES (?, ?, ?, ?, ?, ?, 1, 'log.add', ?, ?)"


class Plain:
    """A program that writes log entries and cares for nothing else: no words read, no rule asked, no change captured."""

    def __init__(self, desk_folder: Path, target: Path) -> None:
        without_triggers(desk_folder / DATA / DATABASE, target)
        self._connection = sqlite3.connect(target, isolation_level=None)
        for pragma in PRAGMAS:
            self._connection.execute(pragma)
        one = self._connection.execute
        self._stream = one("SELECT value FROM own WHERE key = 'stream'").fetchone()[0]
        self._org, self._site = one("SELECT org_id, id FROM site").fetchone()
        self._author = one("SELECT person_id FROM operator").fetchone()[0]
        self.book = one("SELECT id FROM incident WHERE state != 'ended' ORDER BY received_at LIMIT 1").fetchone()[0]

    def write(self, said: Said) -> float:
        """Write one entry; gives the seconds it took, until it is on the disk."""
        began = time.perf_counter()
        one, now = self._connection.execute, datetime.now(UTC)
        at = now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"
        one("BEGIN IMMEDIATE")
        mentions: dict[str, dict[str, str]] = {}
        for kind, value in (("entry", said.text), ("by", said.by), ("channel", said.channel), ("place", said.place)):
            key, salt = str(uuid.uuid4()), secrets.token_bytes(32)
            cursor = one(PERSONAL, (key, kind, salt, value))
            if kind == "entry":
                one(FOUND, (cursor.lastrowid, spaced(value)))
            mentions[kind] = {"$p": key, "c": hmac.digest(salt, value.encode(), "sha256").hex()}
        number = one(NUMBER, (self.book, self._stream)).fetchone()[0]
        entry = str(uuid.uuid4())
        ids = [mentions[kind]["$p"] for kind in ("entry", "by", "channel", "place")]
        one(ENTRY, (entry, self.book, self._stream, number, at, at, *ids, self._author))
        self._record(said, mentions, entry, number, at, int(now.timestamp() * 1000))
        one("COMMIT")
        return time.perf_counter() - began

    def _record(
        self, said: Said, mentions: dict[str, dict[str, str]], entry: str, number: int, at: str, ms: int
    ) -> None:
        seq, prev, last = self._connection.execute(HEAD, (self._stream,)).fetchone()
        hlc = f"{max(int(last, 16) + 1, ms << 16):016x}"
        after = {
            "author": self._author, "book_id": self.book, "channel": mentions["channel"], "drill": 0, "event_at": at, "kind": "report", "label": "A",
            "number": number, "place": mentions["place"], "recorded_at": at, "said_by": mentions["by"], "stream_id": self._stream, "text": mentions["entry"],
        }  # fmt: skip
        args = {
            "book": self.book,
            "text": mentions["entry"],
            "by": mentions["by"],
            "channel": mentions["channel"],
            "place": mentions["place"],
            "kind": "report",
        }
        record = {
            "v": 1, "app": "commandpost 0.1.0", "schema": 1, "org": self._org, "site": self._site, "stream": self._stream, "seq": seq + 1, "prev": prev,
            "hlc": hlc, "at": at, "tz": "+08:00", "boot": "plain", "mono": 1, "clock": "unknown", "saw": {}, "who": self._author, "role": None,
            "cmd": "log.add", "cmd_v": 1, "cmd_id": said.key, "args": args, "why": None, "drill": False, "incident": self.book,
            "made": [["log_entry", entry, f"#{number}"]], "rows": [{"t": "log_entry", "k": entry, "op": "i", "b": {}, "a": after}],
        }  # fmt: skip
        body = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        digest = hashlib.sha256(b"commandpost/journal/1\0" + body).hexdigest()
        self._connection.execute(RECORD, (self._stream, seq + 1, hlc, digest, prev, body, said.key, self.book))

    def rest(self) -> None:
        """Tidy as the desk does when nobody types."""
        self._connection.execute("INSERT INTO search(search, rank) VALUES ('merge', 16)")
        self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
