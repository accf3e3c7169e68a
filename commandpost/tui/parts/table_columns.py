"""The columns of a list: what stands in a cell, and how the room is shared out among them (SCREENS)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from commandpost.tui.parts.cells import Span

Row = TypeVar("Row")


class Column(NamedTuple, Generic[Row]):
    """A column: its title, what stands in a row's cell at a moment (epoch seconds), and how wide it is."""

    key: str
    title: Callable[[], str]
    cell: Callable[[Row, float], Span | list[Span]]
    width: int
    grow: int = 0  # share of the room that is left
    right: bool = False  # numbers stand on the right
    ticks: bool = False  # changes by itself every second
    from_width: int = 0  # shown only where the list is at least so wide
    gap: int = 1  # cells between this column and the next
    tail: bool = False  # the last span stands at the right edge, and what is before it is cut


def laid_out(columns: Sequence[Column[Row]], width: int) -> list[tuple[Column[Row], int]]:
    """Give the columns that a list of this width shows, each with its cells; what is left over goes to those that grow."""
    seen = [c for c in columns if width >= c.from_width]
    spare = width - 2 - sum(c.width + c.gap for c in seen) + (seen[-1].gap if seen else 0)
    shares = sum(c.grow for c in seen)
    places, given = [], 0
    for column in seen:
        more = spare * column.grow // shares if shares and spare > 0 else 0
        given += more
        places.append((column, column.width + more))
    if shares and spare > given:  # the rest of the division
        last = max(i for i, (c, _) in enumerate(places) if c.grow)
        places[last] = (places[last][0], places[last][1] + spare - given)
    return places
