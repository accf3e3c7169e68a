"""How long a question takes on the command line, from the shell to the last line printed (DESIGN 5)."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections.abc import Sequence

from tests.bench.data import Shelf, Size, environment
from tests.bench.figures import Figure, Missing, Taken, interleaved, median
from tests.bench.start import FLOORS, command

BAR = 2.0


def questions(shelf: Shelf, size: Size, runs: int) -> Taken:
    """Ask `incident list` as a person does, and as a script does."""
    if importlib.util.find_spec("typer") is None:
        return [Missing("a question on the command line", "typer, its floor, is not installed here")]
    folder = shelf.desk(size)
    env = environment(folder)

    def spent(*words: str) -> float:
        began = time.perf_counter()
        subprocess.run(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began

    def asked(*words: str) -> Sequence[str]:
        return (*command(), *words)

    ways = {
        "floor": lambda: spent(sys.executable, str(FLOORS / "typer_sqlite.py")),
        "list": lambda: spent(*asked("incident", "list")),
        "json": lambda: spent(*asked("incident", "list", "--json")),
        "board": lambda: spent(*asked("board")),
    }
    interleaved(1, ways)
    found = {name: median(values) for name, values in interleaved(runs, ways).items()}
    floor = "python importing typer and sqlite3"
    return [
        Figure(f"incident list, {size.name}", found["list"], "s", BAR, found["floor"], floor, "the newest thousand"),
        Figure(
            f"incident list --json, {size.name}", found["json"], "s", BAR, found["floor"], floor, "the newest thousand"
        ),
        Figure(f"board, {size.name}", found["board"], "s", None, found["floor"], floor),
    ]
