"""How long from a key to the screen it changes: the board with what follows its cursor beside a bare DataTable, and what running timers cost (DESIGN 5)."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

from tests.bench.data import SMALL, Shelf, Size, environment, opened
from tests.bench.figures import Figure, Missing, Taken, interleaved, median
from tests.bench.start import FLOORS, NUMBER, ROWS, command
from tests.bench.terminal import Terminal

KEY_BAR, WORST_BAR, TIMERS_BAR, BOARD_BAR = 1.25, 150.0, 2.0, 1.0
FLOOR = "a bare DataTable of 100 rows"
STEPS = 24  # rows gone down and up again in one sitting
WATCHED_S = 15.0
TIMERS = 200
READY = re.compile(r"\bready\b")


def p95(values: list[float]) -> float:
    """Give the value that one in twenty exceeds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def sat_down(terminal: Terminal) -> Terminal:
    """Wait until the rows stand and the desk can write."""
    terminal.until(lambda text: len(set(NUMBER.findall(text))) >= ROWS and READY.search(text) is not None)
    terminal.rest(1.0)
    return terminal


def keys(shelf: Shelf, size: Size, rounds: int) -> Taken:
    """Go down and up the list, each way in turn; every key is waited for until the row and its newest words are on the screen."""
    folder = shelf.desk(size)
    env = environment(folder)
    order: list[str] = []
    words: dict[str, str] = {}

    def read() -> None:
        """The order is that of this minute: what falls due meanwhile turns it."""
        with opened(folder) as desk:
            order[:] = [row.number for row in desk.ask("board").rows][: STEPS + 1]
            words.update({number: desk.ask("log.list", number, newest=1)[-1].text[:6] for number in order})

    ours: list[float] = []
    bare: list[float] = []
    worst: list[float] = []

    def board() -> float:
        read()
        with Terminal([*command(), "--lang", "en"], env=env) as seen:
            sat_down(seen)
            for at in (*range(1, STEPS + 1), *range(STEPS - 1, -1, -1)):
                number = order[at]
                key = "\x1b[B" if len(ours) % (2 * STEPS) < STEPS else "\x1b[A"
                ours.append(1000 * seen.press(key, shows(number, words[number])))
                seen.rest(0.03)
        return p95(ours)

    def table() -> float:
        with Terminal([sys.executable, str(FLOORS / "table.py")]) as seen:
            seen.until(lambda text: "row-0020" in text)
            seen.rest(1.0)
            for at in (*range(2, STEPS + 2), *range(STEPS, 0, -1)):
                key = "\x1b[B" if len(bare) % (2 * STEPS) < STEPS else "\x1b[A"
                bare.append(1000 * seen.press(key, shows(f"row-{at:04d}")))
                seen.rest(0.03)
        return p95(bare)

    def starting() -> float:
        """Keys pressed from the first rows on until the desk can write: the store is still being loaded."""
        with Terminal([*command(), "--lang", "en"], env=env) as seen:
            seen.until(lambda text: len(set(NUMBER.findall(text))) >= ROWS)
            found = [1000 * seen.press("\x1b[B", shows(number)) for number in order[1:6]]
        worst.extend(found)
        return max(found)

    try:
        interleaved(rounds, {"table": table, "board": board, "starting": starting})
    except TimeoutError as never:
        return [Missing("key to changed screen", f"never seen: {str(never)[-160:]!r}")]
    told = f"median {median(ours):.1f} against {median(bare):.1f} ms, worst {max(ours):.0f}"
    return [
        Figure(f"key to changed screen with its detail, {size.name}: p95", p95(ours), "ms", KEY_BAR, p95(bare), FLOOR, told),
        Figure(f"key while the store still loads, {size.name}: worst", max(worst), "ms", WORST_BAR, note=f"median {median(worst):.0f} ms"),
    ]  # fmt: skip


def shows(*wanted: str) -> Callable[[str], bool]:
    """All of these can be read."""
    return lambda text: all(word in text for word in wanted)


def timers(shelf: Shelf) -> Taken:
    """Two hundred incidents open at once: all of them in sight on a very high screen, and the board as it is."""
    folder = shelf.copy(SMALL, "timers")
    with opened(folder) as desk:
        open_now = desk.ask("board", limit=0).open
        for number in range(TIMERS + 10 - open_now):
            desk.do("incident.report", f"fire 2F-foodcourt smoke, {number % 3} hurt !III")
    env = environment(folder)

    def costs(rows: int) -> float:
        with Terminal([*command(), "--lang", "en"], rows=rows, env=env) as seen:
            sat_down(seen)
            seen.rest(2.0)
            before, began = seen.busy_s(), time.perf_counter()
            seen.rest(WATCHED_S)
            return 100 * (seen.busy_s() - before) / (time.perf_counter() - began)

    try:
        found = interleaved(2, {"all": lambda: costs(TIMERS + 18), "board": lambda: costs(36)})
    except TimeoutError as never:
        return [Missing("running timers", f"never seen: {str(never)[-160:]!r}")]
    return [
        Figure(f"{TIMERS} running timers on the screen, 120×{TIMERS + 18}", min(found["all"]), "% of a core", TIMERS_BAR),
        Figure("the 120×36 board", min(found["board"]), "% of a core", BOARD_BAR),
    ]  # fmt: skip
