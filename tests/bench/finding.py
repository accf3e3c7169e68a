"""How long until what somebody once said is found, among all that was ever said (DESIGN 5, search)."""

from __future__ import annotations

import os
import time
from pathlib import Path

from commandpost.store.files import DATABASE
from tests.bench import words
from tests.bench.data import DATA, Shelf, Size, opened
from tests.bench.figures import Figure, Taken, median

WARM_BAR, FIRST_BAR = 25.0, 100.0
SOUGHT = {
    f"two characters, often said ({words.COMMON_ZH})": words.COMMON_ZH,
    f"two characters, rarely said ({words.RARE_ZH})": words.RARE_ZH,
    f"four characters ({words.COMMON_FOUR})": words.COMMON_FOUR,
    f"an English phrase ({words.COMMON_EN})": words.COMMON_EN,
    f"a rare English phrase ({words.RARE_EN})": words.RARE_EN,
    "what was never said": "氯气",
}


def searches(shelf: Shelf, size: Size) -> Taken:
    """Ask each the first time, on a desk just opened whose file the system has forgotten, then twenty times more."""
    folder, taken = shelf.desk(size), Taken()
    for name, text in SOUGHT.items():
        _forget(folder / DATA / DATABASE)
        with opened(folder) as desk:
            times = []
            for _ in range(21):
                began = time.perf_counter()
                found = desk.ask("search", text)
                times.append(1000 * (time.perf_counter() - began))
        note = f"{len(found)} found"
        taken.append(Figure(f"search, {size.name}: {name}, warm", median(times[1:]), "ms", WARM_BAR, note=note))
        taken.append(Figure(f"search, {size.name}: {name}, first", times[0], "ms", FIRST_BAR, note=note))
    return taken


def _forget(file: Path) -> None:
    """Let the system forget what it holds of the file, where it can be told to."""
    if hasattr(os, "posix_fadvise"):
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
