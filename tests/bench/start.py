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
    desk: dict[str, list[float]] = {"frame": [], "rows": [], "write": []}

    def floor(name: str) -> float:
        with Terminal([sys.executable, str(FLOORS / name)]) as seen:
            return seen.until(lambda text: "painted" in text)

    def ours() -> float:
        with Terminal([*command(), "--lang", "en"], env=env) as seen:
            frame = seen.until(lambda text: bool(text.strip()))
            rows = seen.until(lambda text: len(set(NUMBER.findall(text))) >= ROWS)
            write = seen.until(lambda text: re.search(r"\bready\b", text) is not None)
            seen.rest(0.5)
            memory.append(seen.rss_mb())
        for name, value in (("frame", frame), ("rows", rows), ("write", write)):
            desk[name].append(value)
        return frame

    ways = {"bare": lambda: floor("bare.py"), "bare_sqlmodel": lambda: floor("bare_sqlmodel.py"), "desk": ours}
    try:
        interleaved(1, ways)
        for values in (memory, *desk.values()):
            values.clear()
        found = interleaved(runs, ways)
    except TimeoutError as never:
        return [Missing("start", f"never seen: {str(never)[-120:]!r}")]
    bare, both = median(found["bare"]), median(found["bare_sqlmodel"])
    return [
        Figure("first paint: the frame", median(desk["frame"]), "s", PAINT_BAR, bare, "a bare Textual app"),
        Figure(f"board rows on the screen, {size.name}", median(desk["rows"]), "s", ROWS_BAR, bare, "a bare Textual app"),
        Figure(f"able to write, {size.name}", median(desk["write"]), "s", WRITE_BAR, both, "bare Textual and import sqlmodel"),
        Figure(f"memory of the usable desk, {size.name}", max(memory), "MB", MEMORY_BAR),
    ]  # fmt: skip
