"""Proves the book: the chain over the stored bytes, then every column, commitment and shared row against the fold of the journal (JOURNAL 1.2, 1.8)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from commandpost.locale.words import say
from commandpost.store.fold import Fold, labels
from commandpost.store.journal import NO_PREV, hash_of
from commandpost.store.mark import Mark
from commandpost.store.schema import TableShape, missing_guards
from commandpost.store.verdict import STEP, Broken, Progress, Verdict

CHAIN = "SELECT seq, hash, prev, body FROM journal WHERE stream_id = ? ORDER BY seq"


def verify(
    connection: sqlite3.Connection,
    shapes: Sequence[TableShape],
    marks: Callable[[str], Mark | None],
    progress: Progress = lambda done: True,
) -> Verdict:
    """Look at everything, and stop at the first fault, which is named. Runs on a read-only connection within one snapshot."""
    verdict = Verdict()
    try:
        connection.execute("BEGIN")
        try:
            _chains(connection, marks, verdict, progress)
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
    except sqlite3.DatabaseError as fault:
        verdict.fault = say("the file itself is damaged: {fault}", fault=str(fault))
    return verdict


def chains(
    connection: sqlite3.Connection, marks: Callable[[str], Mark | None], progress: Progress = lambda done: True
) -> Verdict:
    """The first pass alone: hash the stored bytes of every stream, never parsing them."""
    verdict = Verdict()
    try:
        _chains(connection, marks, verdict, progress)
    except Broken as broken:
        verdict.fault = str(broken)
    return verdict


def _chains(
    connection: sqlite3.Connection, marks: Callable[[str], Mark | None], verdict: Verdict, progress: Progress
) -> None:
    printed = labels(connection)
    for (stream,) in connection.execute("SELECT DISTINCT stream_id FROM journal ORDER BY stream_id").fetchall():
        verdict.streams += 1
        name, before, expected = printed.get(stream, stream), NO_PREV, 1
        mark = marks(stream)
        for seq, digest, prev, body in connection.execute(CHAIN, (stream,)):
            if seq != expected:
                raise Broken(say("record {number} is missing", number=f"{name}/{expected}"))
            if hash_of(body) != digest:
                raise Broken(say("record {number} was changed: its bytes do not give its hash", number=f"{name}/{seq}"))
            if prev != before:
                raise Broken(say("record {number} does not follow the one before it", number=f"{name}/{seq}"))
            if mark is not None and mark.seq == seq and mark.hash != digest:
                raise Broken(say("record {number} is not the one this machine once wrote", number=f"{name}/{seq}"))
            before, expected = digest, seq + 1
            verdict.records += 1
            if verdict.records % STEP == 0 and not progress(verdict.records):
                verdict.stopped = True
                return
        if mark is not None and mark.seq >= expected:
            raise Broken(say("the end is cut off: {number} was written once and is gone", number=f"{name}/{mark.seq}"))
