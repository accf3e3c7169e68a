"""How long until the frame stands, the board can be read and an entry can be written, and how much memory that takes (DESIGN 5)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.bench.data import Shelf, Size, environment
from tests.bench.figures import Figure, Missing, Taken, interleaved, median
from tests.bench.terminal import Terminal

FLOORS = Path(__file__).parent / "floors"
NUMBER = re.compile(r"\b\d\d-\d{4,6}\b")
ROWS = 10  # so many incidents read on the screen are rows, not one in a strip
FLOOR_NAMES = {"bare": "a bare Textual app", "bare_sqlmodel": "bare Textual and import sqlmodel"}
PAINT_BAR, ROWS_BAR, WRITE_BAR, MEMORY_BAR = 1.25, 1.75, 1.5, 110.0


def command() -> list[str]:
    """Give the command as a person would type it."""
    script = Path(sys.executable).with_name("commandpost")
    return [str(script)] if script.exists() else [sys.executable, "-m", "commandpost"]


def starts(shelf: Shelf, size: Size, runs: int) -> Taken:
    """Start everything once for the system to know it, then in turn."""
    folder = shelf.desk(size)
    env = environment(folder)
    memory: list[float] = []
    wall: dict[str, list[float]] = {"bare": [], "bare_sqlmodel": [], "frame": [], "rows": [], "write": []}
    cpu: dict[str, list[float]] = {name: [] for name in wall}

    def note(name: str, terminal: Terminal, seconds: float) -> None:
        wall[name].append(seconds)
        cpu[name].append(terminal.cpu_s())

    def floor(name: str) -> float:
        with Terminal([sys.executable, str(FLOORS / f"{name}.py")]) as seen:
            note(name, seen, seen.until(lambda text: "painted" in text))
        return wall[name][-1]

    def ours() -> float:
        with Terminal([*command(), "--lang", "en"], env=env) as seen:
            note("frame", seen, seen.until(lambda text: bool(text.strip())))
            note("rows", seen, seen.until(lambda text: len(set(NUMBER.findall(text))) >= ROWS))
            note("write", seen, seen.until(lambda text: re.search(r"\bready\b", text) is not None))
            seen.rest(0.5)
            memory.append(seen.rss_mb())
        return wall["write"][-1]

    ways = {"bare": lambda: floor("bare"), "bare_sqlmodel": lambda: floor("bare_sqlmodel"), "desk": ours}
    try:
        interleaved(1, ways)
        for values in (memory, *wall.values(), *cpu.values()):
            values.clear()
        interleaved(runs, ways)
    except TimeoutError as never:
        return [Missing("start", f"never seen: {str(never)[-120:]!r}")]

    def figure(name: str, told: str, bar: float, beside: str) -> Figure:
        processor = f"in processor time {median(cpu[name]) / median(cpu[beside]):.2f}"
        return Figure(told, median(wall[name]), "s", bar, median(wall[beside]), FLOOR_NAMES[beside], processor)

    return [
        figure("frame", "first paint: the frame", PAINT_BAR, "bare"),
        figure("rows", f"board rows on the screen, {size.name}", ROWS_BAR, "bare"),
        figure("write", f"able to write, {size.name}", WRITE_BAR, "bare_sqlmodel"),
        Figure(f"memory of the usable desk, {size.name}", max(memory), "MB", MEMORY_BAR),
    ]
