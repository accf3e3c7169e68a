"""How long the proof of the whole book takes: the chain beside reading the same rows, and everything with every commitment (DESIGN 5, verify)."""

from __future__ import annotations

import sqlite3
import time

from commandpost.desk import Desk
from commandpost.domain.shapes import SHAPES
from commandpost.store.read import open_readonly
from commandpost.store.verify import chains, verify
from tests.bench.data import Shelf, Size, opened
from tests.bench.figures import Figure, Taken, interleaved, median

ROWS = "SELECT seq, hash, prev, body FROM journal WHERE stream_id = ? ORDER BY seq"
CHAIN_BAR, WHOLE_BAR = 2.5, 2.0


def proofs(shelf: Shelf, size: Size) -> Taken:
    """Read, chain and prove in turn; everything must be found well."""
    with opened(shelf.desk(size)) as desk:
        connection = open_readonly(desk.reader.path)
        try:
            return _taken(desk, connection, size)
        finally:
            connection.close()


def _taken(desk: Desk, connection: sqlite3.Connection, size: Size) -> Taken:
    stream, records = desk.site.stream, int(desk.reader("SELECT count(*) FROM journal")[0][0])
    values = int(desk.reader("SELECT count(*) FROM personal")[0][0])

    def read() -> float:
        began = time.perf_counter()
        for _ in connection.execute(ROWS, (stream,)):
            pass
        return time.perf_counter() - began

    def chain() -> float:
        began = time.perf_counter()
        found = chains(connection, desk.marks.read)
        assert found.ok and found.records == records, found
        return time.perf_counter() - began

    def whole() -> float:
        began = time.perf_counter()
        found = verify(connection, SHAPES, desk.marks.read, path=desk.reader.path)
        assert found.ok and found.records == records and found.values == values, found
        return time.perf_counter() - began

    found = interleaved(5, {"read": read, "chain": chain, "whole": whole})
    each = 100_000 / records
    note = f"{records} records, {values} texts and names"
    return [
        Figure(f"verify, {size.name}: the chain", median(found["chain"]), "s", CHAIN_BAR, median(found["read"]), "reading the same rows"),
        Figure("verify, whole, a hundred thousand records", each * median(found["whole"]), "s", WHOLE_BAR, note=note),
    ]  # fmt: skip
