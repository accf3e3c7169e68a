"""How long a hundred thousand incidents take to be opened, paged, narrowed and put in order: from the key to the rows on the screen (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from commandpost.desk import Desk
from tests.bench.data import Shelf, Size, environment, opened
from tests.bench.figures import Figure, Missing, Taken, median
from tests.bench.keys import p95, sat_down, shows
from tests.bench.start import command
from tests.bench.terminal import Terminal


class Took(NamedTuple):
    """Milliseconds by the clock, and of processor, which a busy machine does not stretch."""

    wall: float
    busy: float


LONG = Size(100_000, 110_000)
BAR = 50.0
HOME, END, PAGE_DOWN, ENTER, ESC = "\x1b[H", "\x1b[F", "\x1b[6~", "\r", "\x1b"
ORDERS = {
    "num": "number", "level": "level", "what": "what", "where": "where", "state": "state", "elapsed": "since", "next": "urgency",
}  # fmt: skip
FILTERS = {
    "II": {"level": ["II"]}, "all fire": {"state": ["all"], "type": ["fire"]}, "ended lift": {"state": ["ended"], "type": ["lift_entrapment"]},
    "all III": {"state": ["all"], "level": ["III"]}, "all {day}": {"state": ["all"], "day": ["{day}"]},
    "all fire {month} IV": {"state": ["all"], "type": ["fire"], "day": ["{month}"], "level": ["IV"]},
    "all 2F-foodcourt": {"state": ["all"], "place": ["2F-foodcourt"]},
}  # fmt: skip


def lists(shelf: Shelf, rounds: int) -> Taken:
    """Sit down, show all, and do each several times; every key is waited for until the row that must then be chosen stands there."""
    folder = shelf.desk(LONG)
    times: dict[str, list[Took]] = {"opening": [], "paging": [], "narrowing": [], "re-sorting": []}
    with opened(folder) as desk, Terminal([*command(), "--lang", "en"], env=environment(folder)) as seen:
        sat_down(seen)
        try:
            for _ in range(rounds):
                _opening(desk, seen, times["opening"])
                _paging(desk, seen, times["paging"])
                _sorting(desk, seen, times["re-sorting"])
                _narrowing(desk, seen, times["narrowing"])
        except TimeoutError as never:
            return [Missing("a list of 100k rows", f"never seen: {str(never)[:12]} … {str(never)[-200:]!r}")]
    return [_figure(f"{name} {LONG.incidents // 1000}k rows", found) for name, found in times.items()]


def _figure(name: str, found: Sequence[Took]) -> Figure:
    wall, busy = [one.wall for one in found], [one.busy for one in found]
    note = f"median {median(wall):.1f}; in processor time p95 {p95(busy):.1f}, median {median(busy):.1f}; {len(found)} keys"
    return Figure(f"{name}: p95", p95(wall), "ms", BAR, note=note)


def timed(seen: Terminal, keys: str, shown: Callable[[str], bool]) -> Took:
    """Press keys; gives what it took until that is shown."""
    before = seen.busy_s()
    wall = seen.press(keys, shown)
    return Took(1000 * wall, 1000 * (seen.busy_s() - before))


def chosen(number: str) -> Callable[[str], bool]:
    """That row is the chosen one."""
    return lambda text: Terminal.chosen_in(text) == number


def other_than(number: str | None) -> Callable[[str], bool]:
    """Another row is the chosen one."""
    return lambda text: Terminal.chosen_in(text) not in (None, number)


def _which(seen: Terminal, text: str) -> None:
    """Type into the line that narrows, up to the Enter; what stood there is taken out first."""
    seen.press("w", shows("which"))
    seen.rest(0.3)
    seen.send("\x15")
    seen.rest(0.1)
    if text:
        seen.send(text)
        seen.rest(0.8)


def _entered(seen: Terminal, row: Any, size: int, of: int) -> Took:
    counted = shows(f"{size:,} of {of:,}", row.number if row is not None else "No incident fits.")
    took = timed(seen, ENTER, counted)
    seen.rest(0.2)
    return took


def _opening(desk: Desk, seen: Terminal, into: list[Took]) -> None:
    _which(seen, "all")
    found = desk.ask("board", state=["all"], limit=1)
    into.append(_entered(seen, found.rows[0], found.size, found.of))


def _paging(desk: Desk, seen: Terminal, into: list[Took]) -> None:
    rows = desk.ask("board", state=["all"], limit=400).rows
    end = desk.ask("board", state=["all"], limit=300, offset=99_700).rows
    steps = [(END, end[-1]), (HOME, rows[0]), (END, end[-1]), (HOME, rows[0])]
    for key, row in steps:
        into.append(timed(seen, key, chosen(row.number)))
        seen.rest(0.15)
    for _ in range(8):  # a page goes as many lines as are in sight: whatever row it is, another one is chosen
        into.append(timed(seen, PAGE_DOWN, other_than(seen.chosen)))
        seen.rest(0.15)
    seen.press(HOME, chosen(rows[0].number))
    seen.rest(0.2)


def _sorting(desk: Desk, seen: Terminal, into: list[Took]) -> None:
    for text, order in ORDERS.items():
        seen.press("O", shows("sort"))
        seen.rest(0.15)
        seen.send(text)
        seen.rest(0.3)
        row = desk.ask("board", state=["all"], order=order, limit=1).rows[0]
        into.append(timed(seen, ENTER, shows(row.number, "Last word")))
        seen.rest(0.2)
        seen.press(
            END, lambda text: seen.chosen_in(text) is not None
        )  # so that the next order has another first row to show
        seen.rest(0.2)


def _narrowing(desk: Desk, seen: Terminal, into: list[Took]) -> None:
    day = desk.ask("board", state=["all"], limit=1, offset=5_000).rows[0].received_at[:10]
    for text, asked in FILTERS.items():
        blanks = {"day": day, "month": day[:7]}
        _which(seen, text.format(**blanks))
        found = desk.ask(
            "board", limit=1, **{kind: [one.format(**blanks) for one in some] for kind, some in asked.items()}
        )
        into.append(_entered(seen, found.rows[0] if found.rows else None, found.size, found.of))
    seen.press(ESC, shows("open"))  # not timed: a terminal waits for what may follow an Esc
    seen.rest(0.3)
