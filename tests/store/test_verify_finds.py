"""Whatever is changed behind the desk's back is found and named; what the law took out is not a fault (JOURNAL 1.2, 1.8, 4)."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from commandpost.store.journal import encode, hash_of
from commandpost.store.mark import Mark
from commandpost.store.schema import TableShape
from commandpost.store.verify import chains
from tests.store.behind import Seen, as_bytes, look, marks_of, opened, shapes, unguarded
from tests.store.small_evening import NAMES, TYPED, play
from tests.story import Post

SHARED = [shape for shape in shapes() if shape.shared]
EMPTY = {"finding"}  # no evening without a fault fills it


@dataclass(frozen=True)
class Evening:
    """A whole evening's closed file, and the marks of the machine that wrote it."""

    content: bytes
    seen: Seen


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """An evening with erasures, redactions and a second stream in it."""
    with Post(tmp_path_factory.mktemp("evening")) as post:
        play(post)
    return Evening(as_bytes(post.folder / "data"), marks_of(post))


@pytest.fixture
def raw(evening: Evening) -> Iterator[sqlite3.Connection]:
    """The file opened by somebody who has taken every guard out."""
    connection = unguarded(evening.content)
    yield connection
    connection.close()


def test_a_whole_evening_with_its_erasures_is_as_it_was_written(evening: Evening) -> None:
    """After redactions, erasures and a second life verify is green and says how many values the law took (JOURNAL 3)."""
    verdict = look(opened(evening.content), evening.seen)
    assert verdict.ok and verdict.warnings == []
    assert verdict.streams == 2 and verdict.erased >= 4 and verdict.values > 60 and verdict.rows > 150


def other(value: Any) -> Any:
    """Give a value of the same type that is not this one."""
    if value is None:
        return "0" * 36
    if isinstance(value, int):
        return value + 1000
    return ("1" if value[:1] != "1" else "2") + value[1:] if value else "x"


@pytest.mark.heavy  # every table; the quick suite takes rows away and adds them in each
@pytest.mark.parametrize("shape", [shape for shape in SHARED if shape.name not in EMPTY], ids=lambda shape: shape.name)
def test_one_changed_field_of_any_shared_table_is_found(evening: Evening, shape: TableShape) -> None:
    """Each column of the first and last row of each table, changed by hand, is found and the table named (JOURNAL 1.2, second pass)."""
    for which in ("min", "max"):
        for column in shape.columns:
            raw = unguarded(evening.content)
            ((row, value),) = raw.execute(
                f"SELECT rowid, {column} FROM {shape.name} WHERE rowid = (SELECT {which}(rowid) FROM {shape.name})"
            )
            kind = next(k for _, name, k, *_ in raw.execute(f"PRAGMA table_info({shape.name})") if name == column)
            raw.execute(
                f"UPDATE {shape.name} SET {column} = ? WHERE rowid = ?",
                (1 if value is None and kind == "INTEGER" else other(value), row),
            )
            fault = look(raw, evening.seen).fault
            assert fault is not None, (shape.name, column, value)
            assert shape.name in fault or column.startswith("parent_"), (
                fault
            )  # a broken descent is found by the chain pass
            raw.close()


@pytest.mark.parametrize("shape", [shape for shape in SHARED if shape.name not in EMPTY], ids=lambda shape: shape.name)
def test_a_row_removed_or_added_is_found(evening: Evening, shape: TableShape) -> None:
    """The first row gone, the last gone, all gone, a row more that no record wrote: each is found and the table named (JOURNAL 1.8, 1)."""
    raw = unguarded(evening.content)
    low, high = raw.execute(f"SELECT min(rowid), max(rowid) FROM {shape.name}").fetchone()
    raw.close()
    copied = ", ".join(f"'{'0' * 36}'" if c == "id" else "4711" if c == "number" else c for c in shape.columns)
    for attack in (
        f"DELETE FROM {shape.name} WHERE rowid = {low}",
        f"DELETE FROM {shape.name} WHERE rowid = {high}",
        f"DELETE FROM {shape.name}",
        f"INSERT INTO {shape.name} SELECT {copied} FROM {shape.name} WHERE rowid = {low}",
    ):
        raw = unguarded(evening.content)
        raw.execute(attack)
        fault = look(raw, evening.seen).fault
        assert fault is not None and shape.name in fault, (attack, fault)
        raw.close()


def test_a_row_in_a_table_that_no_record_ever_touched_is_found(raw: sqlite3.Connection) -> None:
    """A finding that nobody wrote is found as well (JOURNAL 1.8, 1)."""
    raw.execute(
        "INSERT INTO finding(id, at, reaction, fault) VALUES (?, '2026-11-05T00:00:00.000Z', 'x', 'y')", ("f" * 36,)
    )
    assert "finding" in (look(raw).fault or "")


def test_rows_swapped_in_their_order_are_found(raw: sqlite3.Connection) -> None:
    """Two log entries that changed places in the table are no longer in the order of their records (JOURNAL 1.8, 1)."""
    raw.execute("UPDATE log_entry SET rowid = 100000 WHERE rowid = 1")
    raw.execute("UPDATE log_entry SET rowid = 1 WHERE rowid = 2")
    raw.execute("UPDATE log_entry SET rowid = 2 WHERE rowid = 100000")
    assert "log_entry" in (look(raw).fault or "")


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE personal SET value = value || '.' WHERE n = (SELECT min(n) FROM personal WHERE value IS NOT NULL)",
        "UPDATE personal SET value = value || '.' WHERE n = (SELECT max(n) FROM personal WHERE value IS NOT NULL)",
        "UPDATE personal SET value = 'nobody' WHERE kind = 'name'",
        "UPDATE personal SET value = upper(value) WHERE kind = 'entry'",
        "UPDATE personal SET salt = zeroblob(32) WHERE n = 3",
        "UPDATE personal SET salt = NULL WHERE n = 3",
        "UPDATE personal SET value = NULL, salt = NULL, state = 'erased' WHERE n = 3",
        "UPDATE personal SET salt = zeroblob(32) WHERE value IS NULL",
        "UPDATE personal SET id = substr(id, 1, 35) || 'z' WHERE n = 3",
        "UPDATE personal SET value = 'put back', salt = zeroblob(32) WHERE value IS NULL",
        "UPDATE personal SET value = 'put back', salt = zeroblob(32) WHERE state = 'redacted'",
        "UPDATE personal SET value = replace(value, '[erased]', 'Thaddeus') WHERE state = 'redacted'",
        "DELETE FROM personal WHERE n = 3",
        "DELETE FROM personal WHERE value IS NULL",
        "DELETE FROM personal",
        "INSERT INTO personal(id, kind, salt, value, state) VALUES ('x', 'entry', zeroblob(32), 'never said', 'kept')",
        "INSERT INTO personal(id, kind, state) VALUES ('x', 'entry', 'erased')",
    ],
)
def test_a_text_or_name_changed_beside_the_journal_is_found(raw: sqlite3.Connection, attack: str) -> None:
    """Changed, exchanged, taken out without a redaction, put back after one, added, removed: the commitments tell (JOURNAL 3)."""
    raw.execute(attack)
    assert raw.total_changes, attack
    fault = look(raw).fault
    assert fault is not None and ("text" in fault or "value" in fault), fault


def test_two_values_exchanged_are_found(raw: sqlite3.Connection) -> None:
    """Salt and value of two entries changed about: each is somebody's, neither is this one's (JOURNAL 3, a fresh salt per occurrence)."""
    (first, *one), (second, *two) = raw.execute(
        "SELECT n, salt, value FROM personal WHERE kind = 'entry' AND value IS NOT NULL LIMIT 2"
    ).fetchall()
    raw.execute("UPDATE personal SET salt = ?, value = ? WHERE n = ?", (*two, first))
    raw.execute("UPDATE personal SET salt = ?, value = ? WHERE n = ?", (*one, second))
    assert "record A/" in (look(raw).fault or "")


@pytest.mark.parametrize(
    "column", ["stream_id", "seq", "hlc", "hash", "prev", "body", "schema", "command", "command_id", "incident_id"]
)
def test_a_changed_column_of_the_journal_is_found_and_the_record_named(evening: Evening, column: str) -> None:
    """Columns are copies and are checked against the body; a record's number stands in the message (JOURNAL 1.2)."""
    for seq in (1, 12):
        raw = unguarded(evening.content)
        value = raw.execute(f"SELECT {column} FROM journal WHERE rowid = ?", (seq,)).fetchone()[0]
        changed = (
            bytes([value[0] ^ 1]) + value[1:] if column == "body" else other(value) if column != "seq" else value + 1000
        )
        raw.execute(f"UPDATE journal SET {column} = ? WHERE rowid = ?", (changed, seq))
        fault = look(raw, evening.seen).fault
        assert fault is not None and "record" in fault, (column, fault)
        raw.close()


@pytest.mark.parametrize(
    "gone", ["seq = 1", "seq = 20", "seq BETWEEN 10 AND 12", "seq = (SELECT max(seq) FROM journal)", "1"]
)
def test_a_missing_record_is_found(evening: Evening, gone: str) -> None:
    """The first, one in the middle, several, the last, all: what is gone is found with and without the marks (JOURNAL 2, what the bare chain cannot)."""
    for seen in (evening.seen, lambda stream: None):
        raw = unguarded(evening.content)
        raw.execute(f"DELETE FROM journal WHERE {gone}")
        assert look(raw, seen).fault is not None
        raw.close()


def test_an_end_cut_off_with_all_its_rows_is_found_by_the_mark(evening: Evening) -> None:
    """Whoever cuts the newest record and everything it wrote is betrayed by the mark outside the file (JOURNAL 1.1)."""
    with_end = opened(evening.content)
    stream, seq, body = with_end.execute(
        "SELECT stream_id, seq, body FROM journal ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    digest = hash_of(body)
    raw = unguarded(evening.content)
    raw.execute("DELETE FROM journal WHERE stream_id = ? AND seq = ?", (stream, seq))
    mark = Mark(stream, seq, digest)
    assert f"A2/{seq}" in (chains(raw, lambda wanted: mark if wanted == stream else None).fault or "")
    assert chains(raw, lambda wanted: None).ok, "without the mark the chain alone cannot know"
    assert chains(with_end, lambda wanted: mark if wanted == stream else None).ok


def test_a_first_life_cut_off_is_found_by_the_second(evening: Evening) -> None:
    """Records cut off the end of a stream that went on under a new name: the next life holds their number and hash (JOURNAL 1.1, parent_hash)."""
    raw = unguarded(evening.content)
    stream, seq = raw.execute("SELECT parent_stream, parent_seq FROM stream WHERE label = 'A2'").fetchone()
    raw.execute("DELETE FROM journal WHERE stream_id = ? AND seq = ?", (stream, seq))
    assert f"A/{seq}" in (chains(raw, lambda wanted: None).fault or "")


def test_another_record_than_the_one_marked_is_found(evening: Evening) -> None:
    """A fork: the same number with other content than this machine has seen (JOURNAL 1.1)."""
    raw = opened(evening.content)
    stream = raw.execute("SELECT stream_id FROM journal LIMIT 1").fetchone()[0]
    assert "A/7" in (chains(raw, lambda wanted: Mark(stream, 7, "0" * 64) if wanted == stream else None).fault or "")


def forge(raw: sqlite3.Connection, change: Any) -> None:
    """Rewrite record 5 of the first stream by `change(record)` and all hashes after it, as someone who knows the format would."""
    stream = raw.execute("SELECT stream_id FROM journal LIMIT 1").fetchone()[0]
    before = ""
    for rowid, body in raw.execute(
        "SELECT rowid, body FROM journal WHERE stream_id = ? ORDER BY seq", (stream,)
    ).fetchall():
        record = json.loads(body)
        if record["seq"] == 5:
            change(record)
        record["prev"] = before
        body = encode(record)
        before = hash_of(body)
        raw.execute(
            "UPDATE journal SET body = ?, hash = ?, prev = ? WHERE rowid = ?", (body, before, record["prev"], rowid)
        )
    raw.execute("UPDATE stream SET parent_hash = ? WHERE parent_stream = ?", (before, stream))


def _without(name: str) -> Any:
    return lambda record: record.pop(name)


def _with(name: str, value: Any) -> Any:
    return lambda record: record.update({name: value})


@pytest.mark.parametrize(
    "change",
    [_without("rows"), _without("args"), _with("rows", None), _with("rows", [{}]), _with("rows", [1]), _with("args", None), _with("args", [[1]]),
     _with("rows", [{"t": "place", "k": "x", "op": "u", "b": {}, "a": {"zh": "y"}}]), _with("rows", [{"t": "place", "k": "x", "op": "d", "a": {}}]),
     _with("rows", [{"t": "redaction", "k": "x", "op": "i", "b": {}, "a": {}}]), _with("rows", [{"t": "person", "k": "x", "op": "i", "a": {"name": {}}}]),
     _with("rows", [{"t": "nowhere", "k": "x", "op": "i", "b": {}, "a": {}}]), _with("seq", 6), _without("hlc"), _with("hlc", "0")],
)  # fmt: skip
def test_a_forged_record_with_good_hashes_is_refused_in_words(raw: sqlite3.Connection, change: Any) -> None:
    """The chain alone is silent for whoever recomputes it all; the fold is not, and never stumbles over what it reads (JOURNAL 2)."""
    forge(raw, change)
    assert chains(raw, lambda stream: None).ok
    fault = look(raw).fault
    assert fault is not None and ("A/5" in fault or "A2/1" in fault), (
        fault
    )  # the second life holds the first one's last hash


def test_a_record_of_no_known_life_is_found(raw: sqlite3.Connection) -> None:
    """A chain of its own that nobody opened is found though every hash in it is right (JOURNAL 1.1)."""
    record = json.loads(raw.execute("SELECT body FROM journal ORDER BY rowid DESC LIMIT 1").fetchone()[0])
    record |= {"stream": "f" * 36, "seq": 1, "prev": "", "cmd_id": "e" * 36, "rows": [], "args": {}, "incident": None}
    body = encode(record)
    raw.execute(
        "INSERT INTO journal(stream_id, seq, hlc, hash, prev, body, schema, command, command_id) VALUES (?, 1, ?, ?, '', ?, ?, ?, ?)",
        (record["stream"], record["hlc"], hash_of(body), body, record["schema"], record["cmd"], record["cmd_id"]),
    )
    assert "f" * 36 in (look(raw).fault or "")


def test_a_commit_during_verify_is_no_fault(tmp_path: Path) -> None:
    """A mark moved by another process while verify runs is not taken for an end that was cut off (JOURNAL 1.2, one snapshot)."""
    with Post(tmp_path) as post:
        post.do("log.add", "duty", "one")
        seen = marks_of(post)

        def while_it_looks(stream: str) -> Mark | None:
            post.forward(seconds=5)
            post.do("log.add", "duty", "written meanwhile")
            return seen(stream)

        from commandpost.store.read import open_readonly

        connection = open_readonly(post.desk.reader.path)
        assert look(connection, while_it_looks).fault is None
        connection.close()


# -- every byte ----------------------------------------------------------------------------------------------------------


def flipped(body: bytes, at: int) -> bytes:
    """Give the body with one bit of one byte turned over; which bit follows from the place."""
    return body[:at] + bytes([body[at] ^ (1 << (at % 8))]) + body[at + 1 :]


def silent_flips(bodies: list[tuple[int, bytes]], step: int) -> list[tuple[int, int]]:
    """Turn over every `step`-th byte of the bodies, one at a time, run the chain pass each time; give the flips that it did not find."""
    lone = sqlite3.connect(":memory:")
    lone.execute("CREATE TABLE journal(stream_id TEXT, seq INTEGER, hash TEXT, prev TEXT, body BLOB)")
    missed = []
    for row, body in bodies:
        lone.execute("DELETE FROM journal")
        lone.execute("INSERT INTO journal VALUES ('x', 1, ?, '', ?)", (hash_of(body), body))
        assert chains(lone, lambda stream: None).ok
        for at in range(row % step, len(body), step):
            lone.execute("UPDATE journal SET body = ?", (flipped(body, at),))
            if chains(lone, lambda stream: None).ok:
                missed.append((row, at))
    lone.close()
    return missed


def bodies_of(content: bytes) -> list[tuple[int, bytes]]:
    """Give every record's number in the file and its bytes."""
    return opened(content).execute("SELECT rowid, body FROM journal ORDER BY rowid").fetchall()


def test_a_flipped_byte_of_any_body_is_found(evening: Evening) -> None:
    """Each 23rd byte of every body of the evening, one bit turned over: the chain pass finds every one (issue 3, The bars)."""
    small = [(row, body) for row, body in bodies_of(evening.content) if len(body) < 30_000]
    assert len(small) > 40 and silent_flips(small, 23) == []


@pytest.mark.heavy
def test_each_byte_of_every_body_flipped_once_is_found(evening: Evening) -> None:
    """Each byte of every body, the adopted plan's too, one bit turned over: 0 missed (issue 3, The bars; JOURNAL 4)."""
    assert silent_flips(bodies_of(evening.content), 1) == []


def test_a_flipped_byte_is_found_by_the_whole_verify_and_named(evening: Evening) -> None:
    """Sixty flips in the file's own records: verify names the very record (JOURNAL 1.2)."""
    chance = random.Random(5)
    printed = dict(opened(evening.content).execute("SELECT id, label FROM stream"))
    for row, body in chance.sample(bodies_of(evening.content), 30):
        for at in (chance.randrange(len(body)), len(body) - 1):
            raw = unguarded(evening.content)
            stream, seq = raw.execute("SELECT stream_id, seq FROM journal WHERE rowid = ?", (row,)).fetchone()
            raw.execute("UPDATE journal SET body = ? WHERE rowid = ?", (flipped(body, at), row))
            assert f"{printed[stream]}/{seq} was changed" in (look(raw, evening.seen).fault or "")
            raw.close()


TRUTH = [f"SELECT {', '.join(shape.columns)} FROM {shape.name} ORDER BY rowid" for shape in SHARED]
TRUTH += [
    "SELECT id, salt, value FROM personal ORDER BY n",
    "SELECT stream_id, seq, hlc, hash, prev, body, schema, command, command_id, incident_id FROM journal ORDER BY rowid",
]


def shown(connection: sqlite3.Connection) -> list[Any]:
    """Give everything that the file tells of what happened."""
    return [connection.execute(text).fetchall() for text in TRUTH]


def flips_shown_as_truth(evening: Evening, count: int, seed: int) -> list[int]:
    """Turn over one random bit of the whole file, many times; give the places after which verify says ok though the file tells another story."""
    chance, truth, missed = random.Random(seed), shown(opened(evening.content)), []
    for _ in range(count):
        content = bytearray(evening.content)
        at = chance.randrange(100, len(content))  # the header's own bytes decide whether it is a database at all
        content[at] ^= 1 << chance.randrange(8)
        connection = opened(bytes(content))
        try:
            if look(connection, evening.seen).ok and shown(connection) != truth:
                missed.append(at)
        except sqlite3.DatabaseError:
            missed.append(at)  # verify said ok of a file that cannot be read
        finally:
            connection.close()
    return missed


def test_a_random_bit_of_the_file_is_found_or_harmless(evening: Evening) -> None:
    """Bits anywhere in the file: found, or the file still tells exactly the same story; never shown as truth (JOURNAL 4)."""
    assert flips_shown_as_truth(evening, 60, 11) == []


@pytest.mark.heavy
def test_thousands_of_random_bits_of_the_file_are_found_or_harmless(evening: Evening) -> None:
    """2,000 bits anywhere in the file, 10,000 with COMMANDPOST_FLIPS=10000: 0 missed (JOURNAL 4)."""
    assert flips_shown_as_truth(evening, int(os.environ.get("COMMANDPOST_FLIPS", "2000")), 12) == []


def test_names_are_in_the_file_that_is_attacked_here(evening: Evening) -> None:
    """The evening under attack holds real words: a test on an empty file would prove nothing."""
    values = {
        value for (value,) in opened(evening.content).execute("SELECT value FROM personal WHERE value IS NOT NULL")
    }
    assert NAMES[1] in values and len(values & set(TYPED)) > 25
