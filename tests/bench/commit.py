"""How long until a log entry is in the book and on the disk, beside the same rows by plain sqlite3 (DESIGN 5, commit)."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.bench.data import SMALL, Shelf, Size, opened
from tests.bench.entry import Said, spoken
from tests.bench.figures import Figure, Missing, Taken, median, p99
from tests.bench.plain import Plain

BLOCK, REST_EACH = 20, 50
FLOOR = "the same rows by sqlite3"
MEMORY = Path("/dev/shm")
MEDIAN_BAR, P99_BAR = 1.5, 2.0


def commits(shelf: Shelf, size: Size, count: int) -> Taken:
    """Write `count` entries each way, in blocks of twenty in turn, with an idle step after every fifty."""
    folder = shelf.copy(size, "commit")
    ours, plain = _both_ways(folder, folder / "plain.db", count)
    where = f"commit of a log entry, {size.name}"
    return [
        Figure(f"{where}: median", 1000 * median(ours), "ms", MEDIAN_BAR, 1000 * median(plain), FLOOR),
        Figure(f"{where}: p99", 1000 * p99(ours), "ms", P99_BAR, 1000 * p99(plain), FLOOR),
    ]  # fmt: skip


def in_memory(count: int) -> Taken:
    """The same where no disk is waited for: what the processor alone does. No bar is set on it; a quick disk comes near it."""
    if not MEMORY.is_dir():
        return [Missing("commit of a log entry, no disk: median", "no file system in memory here")]
    with tempfile.TemporaryDirectory(prefix="commandpost-bench-", dir=MEMORY) as folder:
        own = Shelf(Path(folder))
        ours, plain = _both_ways(own.copy(SMALL, "commit"), Path(folder) / "plain.db", count)
    return [
        Figure("commit of a log entry, no disk: median", 1000 * median(ours), "ms", None, 1000 * median(plain), FLOOR)
    ]


def _both_ways(folder: Path, plain_file: Path, count: int) -> tuple[list[float], list[float]]:
    plain = Plain(folder, plain_file)
    times: tuple[list[float], list[float]] = ([], [])
    with opened(folder) as desk:
        number = next(row.number for row in reversed(desk.ask("incident.list", limit=1000)) if row.ended_at is None)
        desk.warm()

        def ours(said: Said) -> float:
            began = time.perf_counter()
            desk.do("log.add", number, said.text, by=said.by, channel=said.channel, place=said.place, key=said.key)
            return time.perf_counter() - began

        ways = ((ours, desk.idle, spoken(1), times[0]), (plain.write, plain.rest, spoken(2), times[1]))
        for way, _, source, _ in ways:
            for _ in range(BLOCK):  # what is loaded and compiled at the first call is no part of a commit
                way(next(source))
        for block in range(count // BLOCK):
            for way, rest, source, into in ways if block % 2 else reversed(ways):
                for _ in range(BLOCK):
                    into.append(way(next(source)))
                    if len(into) % REST_EACH == 0:
                        rest()
    plain.close()
    return times
