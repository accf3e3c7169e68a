"""Measures the desk against the bars of DESIGN 5, each figure beside its floor in one run: `python -m tests.bench --help`."""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import figures
from tests.bench.data import BIG, HUGE, SMALL, Shelf, Size
from tests.bench.figures import Figure, Taken

Bench = Callable[[Shelf, Size, bool], Taken]


def commit(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """Into a small book and into a big one."""
    from tests.bench.commit import commits, in_memory

    count = 3000 if quick else 5000
    return [*commits(shelf, SMALL, count), *commits(shelf, size, count), *in_memory(count)]


def start(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """First paint, rows, able to write, memory."""
    from tests.bench.start import starts

    return starts(shelf, size, 15)


def question(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """One question on the command line."""
    from tests.bench.asking import questions

    return questions(shelf, size, 15)


def search(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """Words and phrases, Chinese and English."""
    from tests.bench.finding import searches

    return searches(shelf, size)


def verify(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """The proof of the book."""
    from tests.bench.proving import proofs

    return proofs(shelf, size)


def alarms(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """What waits for its moment, and waking after a sleep."""
    from tests.bench.alarms import alarms as measured

    return measured(shelf, quick)


def keys(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """A key on the full board, beside a bare DataTable."""
    from tests.bench.keys import keys

    return keys(shelf, size, 6)


def lists(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """A hundred thousand rows opened, paged, narrowed, put in order."""
    from tests.bench.lists import lists

    return lists(shelf, 4)


def tasks(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """Two hundred open tasks: a key on the page of the lists, and the lists asked for."""
    from tests.bench.tasks import tasks

    return tasks(shelf, 2 if quick else 4)


def timers(shelf: Shelf, size: Size, quick: bool) -> Taken:
    """What it costs that the seconds run."""
    from tests.bench.keys import timers

    return timers(shelf)


BENCHES: dict[str, Bench] = {
    "start": start, "keys": keys, "lists": lists, "tasks": tasks, "timers": timers, "question": question, "commit": commit, "search": search,
    "verify": verify, "alarms": alarms,
}  # fmt: skip
ASKED_FOR = ("lists",)  # its desk takes minutes to make: with --only or --million


def main() -> int:
    """Run the benches asked for; gives 1 when a bar fails and `--strict` was said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--million", action="store_true", help="100,000 incidents and 1,000,000 entries instead of a tenth of it"
    )
    parser.add_argument("--only", choices=sorted(BENCHES), action="append", help="this bench alone (may be repeated)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    parser.add_argument(
        "--folder",
        type=Path,
        help="where the desks are made (the disk that is measured); else the system's temporary folder",
    )
    parser.add_argument("--keep", action="store_true", help="use and keep the desks made in --folder by an earlier run")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a bar fails")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commandpost-bench-", dir=given.folder) as temporary:
        folder = given.folder if given.keep and given.folder else Path(temporary)
        names = given.only or [name for name in BENCHES if given.million or name not in ASKED_FOR]
        taken = _run(Shelf(folder), HUGE if given.million else BIG, names, not given.million)
    print(figures.table(taken))
    if given.json:
        given.json.write_text(
            json.dumps(
                {"machine": _machine(), "figures": [item.record() for item in taken]}, ensure_ascii=False, indent=1
            )
        )
    barred = [item for item in taken if isinstance(item, Figure) and item.bar is not None]
    failed = [item.name for item in barred if not item.holds]
    print(f"\n{len(failed)} of {len(barred)} bars fail" + (": " + "; ".join(failed) if failed else ""))
    return 1 if failed and given.strict else 0


def _run(shelf: Shelf, size: Size, names: list[str], quick: bool) -> Taken:
    taken: Taken = []
    for name in names:
        began = time.perf_counter()
        taken += BENCHES[name](shelf, size, quick)
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return taken


def _machine() -> dict[str, str]:
    import os

    return {
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


if __name__ == "__main__":
    raise SystemExit(main())
