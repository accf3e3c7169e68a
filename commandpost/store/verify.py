"""Proves the book: the chain over the stored bytes, then every column, commitment and shared row against the fold of the journal (JOURNAL 1.2, 1.8)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from commandpost.locale.words import say
from commandpost.store.fold import Fold, labels
from commandpost.store.journal import NO_PREV, hash_of
from commandpost.store.mark import Mark
from commandpost.store.schema import TableShape, missing_guards
from commandpost.store.verdict import STEP, Broken, Progress, Verdict

DAMAGE = (
    sqlite3.DatabaseError,
    ValueError,
    TypeError,
)  # a torn page also gives text that is no UTF-8, or a number where a text stood
CHAIN = "SELECT seq, hash, prev, body FROM journal WHERE stream_id = ? ORDER BY seq"


def verify(
    connection: sqlite3.Connection,
    shapes: Sequence[TableShape],
    marks: Callable[[str], Mark | None],
    progress: Progress = lambda done: True,
    path: Path | None = None,
) -> Verdict:
    """Look at everything, and stop at the first fault, which is named. Runs on a read-only connection within one snapshot.

    Where the `path` of the file is given and the book is big, other processors help; what is found, and how it is said, is the same.
    """
    verdict = Verdict()
    try:
        seen = _marked(connection, marks)
        connection.execute("BEGIN")
        try:
            if path is None or not _helped(connection, path, shapes, seen, verdict):
                _chains(connection, seen, verdict, progress)
                if not verdict.stopped:
                    Fold(connection, shapes, verdict, progress).run()
            verdict.warnings += [
                say("a guard is missing and is put back at the next open: {name}", name=name)
                for name in missing_guards(connection, shapes)
            ]
        finally:
            connection.execute("ROLLBACK")
    except Broken as broken:
        verdict.fault = str(broken)
    except DAMAGE as fault:
        verdict.fault = say("the file itself is damaged: {fault}", fault=str(fault).split(" with text ")[0])
    return verdict


def _helped(
    connection: sqlite3.Connection, path: Path, shapes: Sequence[TableShape], seen: dict[str, Mark], verdict: Verdict
) -> bool:
    """Whether other processors found everything well; if not, the verdict is as it was."""
    from commandpost.store.stretches import Stretches  # what starts processes is loaded where they are started

    known = [(mark.stream, mark.seq, mark.hash) for mark in seen.values() if mark.seq]
    known += [(stream, seq, digest) for stream, (seq, digest) in _continued(connection).items()]
    with Stretches(connection, path, shapes) as at_work:
        return at_work.well(verdict, known)


def chains(
    connection: sqlite3.Connection, marks: Callable[[str], Mark | None], progress: Progress = lambda done: True
) -> Verdict:
    """The first pass alone: hash the stored bytes of every stream, never parsing them."""
    verdict = Verdict()
    try:
        _chains(connection, _marked(connection, marks), verdict, progress)
    except Broken as broken:
        verdict.fault = str(broken)
    except DAMAGE as fault:
        verdict.fault = say("the file itself is damaged: {fault}", fault=str(fault).split(" with text ")[0])
    return verdict


def _marked(connection: sqlite3.Connection, marks: Callable[[str], Mark | None]) -> dict[str, Mark]:
    """Read the marks before the snapshot begins: one moved by a later commit would look like an end that was cut off."""
    streams = connection.execute("SELECT DISTINCT stream_id FROM journal").fetchall()
    return {stream: mark for (stream,) in streams if (mark := marks(stream)) is not None}


def _chains(connection: sqlite3.Connection, seen: dict[str, Mark], verdict: Verdict, progress: Progress) -> None:
    printed, goes_on = labels(connection), _continued(connection)
    for (stream,) in connection.execute("SELECT DISTINCT stream_id FROM journal ORDER BY stream_id").fetchall():
        verdict.streams += 1
        name, before, expected = printed.get(stream, stream), NO_PREV, 1
        mark, (last, last_hash) = seen.get(stream), goes_on.get(stream, (0, NO_PREV))
        for seq, digest, prev, body in connection.execute(CHAIN, (stream,)):
            if seq != expected:
                raise Broken(say("record {number} is missing", number=f"{name}/{expected}"))
            if hash_of(body) != digest:
                raise Broken(say("record {number} was changed: its bytes do not give its hash", number=f"{name}/{seq}"))
            if prev != before:
                raise Broken(say("record {number} does not follow the one before it", number=f"{name}/{seq}"))
            if (mark is not None and mark.seq == seq and mark.hash != digest) or (last == seq and last_hash != digest):
                raise Broken(say("record {number} is not the one this machine once wrote", number=f"{name}/{seq}"))
            before, expected = digest, seq + 1
            verdict.records += 1
            if verdict.records % STEP == 0 and not progress(verdict.records):
                verdict.stopped = True
                return
        if last >= expected or (mark is not None and mark.seq >= expected and not last):
            number = f"{name}/{max(last, mark.seq if mark else 0)}"
            raise Broken(say("the end is cut off: {number} was written once and is gone", number=number))
        if mark is not None and mark.seq >= expected:
            verdict.warnings.append(
                say(
                    "an older file was put back: {number} was written once and is not in this one",
                    number=f"{name}/{mark.seq}",
                )
            )


def _continued(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Give, for each stream that went on under a new name, the number and hash of its last record as its next life holds it."""
    try:
        rows = connection.execute(
            "SELECT parent_stream, parent_seq, parent_hash FROM stream WHERE parent_seq > 0 ORDER BY parent_seq"
        )
        return {stream: (seq, digest) for stream, seq, digest in rows}
    except sqlite3.DatabaseError:
        return {}
