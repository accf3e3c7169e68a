"""DESIGN 5: no key waits for Python to look for what nobody needs any more, and a line that was closed is let go."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from commandpost.tui.parts import sweeping
from commandpost.tui.parts.sweeping import DUE, RESTS_S, Sweeping
from tests.story import Post
from tests.tui.seat import sitting


class Knot:
    """Something that only a sweep takes away."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def swept() -> Iterator[list[int]]:
    """The generations that were swept; afterwards Python sweeps as it did before."""
    found: list[int] = []
    before, threshold = gc.isenabled(), gc.get_threshold()

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            found.append(info["generation"])

    gc.disable()
    gc.callbacks.append(note)
    try:
        yield found
    finally:
        gc.callbacks.remove(note)
        gc.unfreeze()
        gc.set_threshold(*threshold)
        (gc.enable if before else gc.disable)()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    clock = [100.0]
    monkeypatch.setattr(sweeping.time, "monotonic", lambda: clock[0])
    yield clock


def work(much: int) -> list[list[int]]:
    """Make things until so many sweeps of the older ones have gone by."""
    kept: list[list[int]] = []
    while gc.get_count()[2] < much:
        kept.append([])
    return kept


def test_a_whole_sweep_waits_until_nobody_types(swept: list[int], now: list[float]) -> None:
    mine = Sweeping()
    mine.begin()
    knot = weakref.ref(Knot())
    mine.key_heard()
    kept = work(DUE)
    assert 1 in swept and 2 not in swept
    mine.tick()
    assert 2 not in swept
    now[0] += RESTS_S
    mine.tick()
    assert swept[-1] == 2 and knot() is None and len(kept) > 1000


def test_where_little_was_done_nothing_is_swept(swept: list[int], now: list[float]) -> None:
    mine = Sweeping()
    mine.begin()
    now[0] += 3600
    mine.tick()
    assert 2 not in swept


def test_it_leaves_python_alone_where_it_was_not_begun(swept: list[int]) -> None:
    mine = Sweeping()
    before = gc.get_threshold(), gc.get_freeze_count()
    mine.loaded()
    mine.tick()
    assert (gc.get_threshold(), gc.get_freeze_count()) == before and 2 not in swept


async def test_a_line_that_was_closed_is_let_go(post: Post) -> None:
    post.report("fire roof smoke")
    async with sitting(post.desk) as seat:
        await seat.see("26-0001")
        lines: weakref.WeakSet[object] = weakref.WeakSet()
        for key in ("w", "O", "n", "l") * 3:
            await seat.press(key)
            await seat.until(lambda: seat.app.page is not None and seat.app.page.bottom is not None, "the line")
            lines |= {seat.app.page.bottom, seat.app.page.bottom.line}  # type: ignore[union-attr]
            await seat.press("escape")
            await seat.until(lambda: seat.app.page is not None and seat.app.page.bottom is None, "closed")
        await seat.press("down", "up")
        gc.collect()
        assert len(lines) <= 4, list(lines)
