"""A figure beside its floor and the bar it has to reach: how every bench says what it found (DESIGN 5)."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

Way = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, the floor in the same run, and the bar: on their ratio where there is a floor, on the value itself otherwise."""

    name: str
    value: float
    unit: str
    bar: float | None  # None: no bar is set, the figure is told beside the others
    floor: float | None = None
    floor_name: str = ""
    note: str = ""

    @property
    def judged(self) -> float:
        """The number that the bar is about."""
        return self.value / self.floor if self.floor else self.value

    @property
    def holds(self) -> bool:
        """Whether the bar holds."""
        return self.bar is None or self.judged <= self.bar

    def record(self) -> dict[str, Any]:
        """As JSON has it."""
        return {**asdict(self), "judged": round(self.judged, 4), "holds": self.holds}


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that could not be taken here, and why: it neither holds nor fails."""

    name: str
    why: str

    def record(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"name": self.name, "missing": self.why}


Taken = list[Figure | Missing]


def interleaved(rounds: int, ways: Mapping[str, Way]) -> dict[str, list[float]]:
    """Run the ways in turn, round after round, so that a noisy neighbour disturbs all of them alike; gives what each measured."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    order = list(ways)
    for turn in range(rounds):
        for name in order if turn % 2 == 0 else reversed(order):
            found[name].append(ways[name]())
    return found


def median(values: list[float]) -> float:
    """Give the median."""
    return statistics.median(values)


def p99(values: list[float], slice_of: int = 1000) -> float:
    """Give the value that one in a hundred exceeds: the median of what it is in each thousand, so that one bad second of the machine is no verdict."""
    slices = [sorted(values[i : i + slice_of]) for i in range(0, len(values) - slice_of + 1, slice_of)] or [
        sorted(values)
    ]
    return median([part[min(len(part) - 1, int(0.99 * len(part)))] for part in slices])


HEADS = ("figure", "value", "floor", "ratio", "bar", "verdict", "")


def table(taken: Taken) -> str:
    """Lay the figures out for people."""
    rows = [_row(item) for item in taken]
    widths = [max(len(row[i]) for row in [HEADS, *rows]) for i in range(len(HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [HEADS, *rows]
    )


def _row(item: Figure | Missing) -> tuple[str, ...]:
    if isinstance(item, Missing):
        return (item.name, "", "", "", "", "not measured", item.why)
    floor = f"{_plain(item.floor)} {item.unit}" if item.floor else ""
    ratio = f"{item.judged:.2f}" if item.floor else ""
    bar = "" if item.bar is None else f"≤ {item.bar:g} ×" if item.floor else f"≤ {item.bar:g} {item.unit}"
    verdict = "" if item.bar is None else "holds" if item.holds else "FAILS"
    note = " · ".join(part for part in (item.floor_name and f"floor: {item.floor_name}", item.note) if part)
    return (item.name, f"{_plain(item.value)} {item.unit}", floor, ratio, bar, verdict, note)


def _plain(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 20 else f"{value:.3f}"
