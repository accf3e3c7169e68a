"""What two hundred open tasks over five incidents cost: from a key to the changed page of the lists, and the lists on the command line (issue 6, the bars)."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from commandpost.desk import create_desk
from tests.bench.data import DATA, STATE, ZONE, Shelf, environment
from tests.bench.figures import Figure, Missing, Taken, interleaved, median
from tests.bench.keys import FLOOR, KEY_BAR, READY, WORST_BAR, p95, shows
from tests.bench.start import FLOORS, command
from tests.bench.terminal import Terminal

INCIDENTS, EACH = 5, 40
QUESTION_BAR = 2.0
DOWN, UP, TAB, BACK, SPACE, NEXT = "\x1b[B", "\x1b[A", "\t", "\x1b[Z", " ", "]"
HEAD = re.compile(r"(26-\d{4}) Fire ")
WORDS = (
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike", "november", "oscar", "papa",
    "quebec", "romeo", "sierra", "tango",
)  # fmt: skip


def tasks(shelf: Shelf, rounds: int) -> Taken:
    """Walk a list up and down, tick what one stands on, turn to the next list and to the next incident; each key is waited for until its picture stands."""
    took: dict[str, list[float]] = {"row": [], "tick": [], "list": [], "incident": [], "bare": []}

    def lists() -> float:
        folder, added = _desk(shelf.folder / "tasks")
        with Terminal([*command(), "--lang", "en"], env=environment(folder)) as seen:
            seen.until(lambda text: f"26-{INCIDENTS:04d}" in text and READY.search(text) is not None)
            seen.rest(1.0)
            seen.press("2", shows("▌"))
            seen.rest(1.0)
            for key in (TAB, TAB, TAB, BACK, BACK):  # from the first ten minutes, where something is late already, to the rescue group
                took["list"].append(1000 * seen.press(key, shows("▌")))
                seen.rest(0.2)
            for _ in range(EACH):  # beyond the plan's own tasks, to those that have a word of their own
                if added[0] in _chosen(seen.text()):
                    break
                seen.press(DOWN, shows("▌"))
                seen.rest(0.3)
            else:
                raise TimeoutError(f"{added[0]}: {seen.text()[-200:]}")
            for at in (*range(1, len(added)), *range(len(added) - 2, -1, -1)):
                key = DOWN if len(took["row"]) % (2 * len(added) - 2) < len(added) - 1 else UP
                took["row"].append(1000 * seen.press(key, chosen(added[at])))
                seen.rest(0.05)
            for word in added[:6]:
                took["tick"].append(1000 * seen.press(SPACE, ticked(word)))
                seen.rest(0.6)
                seen.press(DOWN, shows("▌"))
                seen.rest(0.6)
            for _ in range(8):
                at = HEAD.findall(seen.text())[-1]
                took["incident"].append(1000 * seen.press(NEXT, lambda text, at=at: "▌" in text and {at} != set(HEAD.findall(text) or [at])))
                seen.rest(0.6)
        return p95(took["row"])

    def table() -> float:
        with Terminal([sys.executable, str(FLOORS / "table.py")]) as seen:
            seen.until(lambda text: "row-0020" in text)
            seen.rest(1.0)
            for at in (*range(2, 14), *range(12, 0, -1)):
                key = DOWN if len(took["bare"]) % 24 < 12 else UP
                took["bare"].append(1000 * seen.press(key, shows(f"row-{at:04d}")))
                seen.rest(0.05)
        return p95(took["bare"])

    try:
        interleaved(rounds, {"table": table, "lists": lists})
    except TimeoutError as never:
        return [Missing("the page of the lists", f"never seen: {str(never)[:16]} … {str(never)[-200:]!r}")]
    named = f"{INCIDENTS * EACH} open tasks, {INCIDENTS} incidents"
    beside = f"median {median(took['row']):.1f} against {median(took['bare']):.1f} ms, worst {max(took['row']):.0f}"
    return [
        Figure(f"to the next task, {named}: p95", p95(took["row"]), "ms", KEY_BAR, p95(took["bare"]), FLOOR, beside),
        *(
            Figure(f"{what}, {named}: p95", p95(took[name]), "ms", WORST_BAR, note=f"median {median(took[name]):.0f} ms")
            for name, what in (("tick", "a tick, on disk and on the page"), ("list", "to the next list"), ("incident", "to the next incident"))
        ),
        *_asked(shelf.folder / "tasks", 9),
    ]


def _asked(folder: Path, runs: int) -> Taken:
    """`task list` of one incident as a person asks it, and as a script does."""
    if importlib.util.find_spec("typer") is None:
        return [Missing("task list on the command line", "typer, its floor, is not installed here")]
    env = environment(folder)

    def spent(*words: str) -> Callable[[], float]:
        def run() -> float:
            began = time.perf_counter()
            subprocess.run(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            return time.perf_counter() - began

        return run

    asked = (*command(), "task", "list", "26-0001")
    ways = {"floor": spent(sys.executable, str(FLOORS / "typer_sqlite.py")), "said": spent(*asked), "json": spent(*asked, "--json")}
    interleaved(1, ways)
    found = {name: median(values) for name, values in interleaved(runs, ways).items()}
    floor = "python importing typer and sqlite3"
    return [
        Figure(f"task list, {EACH} tasks", found["said"], "s", QUESTION_BAR, found["floor"], floor),
        Figure(f"task list --json, {EACH} tasks", found["json"], "s", QUESTION_BAR, found["floor"], floor),
    ]


def _desk(folder: Path) -> tuple[Path, Sequence[str]]:
    """Give a fresh desk with its five fires at level I, and the words of the tasks that were added to the rescue group's list of each."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    added: Sequence[str] = ()
    with create_desk(
        folder / DATA, folder / STATE, site="Harbour Mall", desk="A", operator="Lin Wei", language="en", zone=ZONE, day_starts="06:00"
    ) as desk:  # fmt: skip
        for _ in range(INCIDENTS):
            number = desk.do("incident.report", "fire 2F-foodcourt smoke !I").ref
            added = WORDS[: EACH - len(desk.ask("task.list", number))]
            for at, word in enumerate(added):
                desk.do("task.add", number, f"Fetch ladder {word} now", group="rescue", minutes=30 + at)
            assert len(desk.ask("task.list", number)) == EACH
    return folder, added


def _chosen(text: str) -> str:
    """Give the words of the row that was last shown as chosen."""
    lines = re.findall(r"▌[^▌│\r\n]*", text)
    return " ".join(lines[-6:])


def ticked(word: str) -> Callable[[str], bool]:
    """A row with that word is done."""
    return lambda text: "✓" in text and word in text


def chosen(word: str) -> Callable[[str], bool]:
    """A row with that word is the chosen one."""
    return lambda text: "▌" in text and word in _chosen(text)
