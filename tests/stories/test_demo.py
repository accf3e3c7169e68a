"""R7.2: the demo is the same evening at whatever hour it is opened, proved like any book, in a folder of its own that is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commandpost.demo import LOCK, PREFIX, YOUNG_S, Demo, EveningClock, take_away_left_behind
from commandpost.store.instant import instant
from tests.story import prove

pytestmark = pytest.mark.heavy  # processes, files and terminals of their own: after the quick suite


@pytest.fixture(autouse=True)
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def demo(request: pytest.FixtureRequest) -> Iterator[Demo]:
    made = Demo(request.param)
    yield made
    made.left()


@pytest.mark.parametrize(
    "demo",
    [instant(f"2026-11-05T{clock}+08:00") for clock in ("20:42", "03:10", "12:00:31")]
    + [instant("2027-01-01T00:20+08:00")],
    indirect=True,
)
def test_the_whole_evening_lies_in_one_duty_day_at_any_hour(demo: Demo) -> None:
    with demo() as desk:
        today = desk.ask("log.day")
        before = desk.ask("log.day", f"duty:{today.before}")
        assert (len(today.entries), len(before.entries), today.open) == (32, 22, 3)
        assert desk.ask("log.day", f"duty:{before.day}").before is None
        board = desk.ask("board")
        assert [row.next.late_s for row in board.rows] == [180, 60, 0]
        assert [post.post for post in desk.ask("post.list") if post.vacant] == ["head_investigation"]
        assert len(desk.ask("place.list")) > 60 and len(desk.ask("person.list")) > 50
        prove(desk)


@pytest.mark.parametrize("demo", [None], indirect=True)
def test_after_it_is_made_the_clock_is_the_machines(demo: Demo, run: Path) -> None:
    began = datetime.now(UTC)
    with demo() as desk:
        (late,) = [row for row in desk.ask("deadline.list") if row.late_s and row.kind == "followup"]
        assert 180 <= late.late_s < 240
        assert desk.clock.now() >= began and desk.clock.boot() != "evening"
        desk.do("log.add", "duty", "x")
        assert instant(desk.ask("log.day").entries[-1].recorded_at) >= began
        prove(desk)
        (folder,) = run.glob(PREFIX + "*")
        assert folder in desk.folder.parents and folder in desk.state.parents
    demo.left()
    assert list(run.iterdir()) == []


@pytest.mark.parametrize("demo", [instant("2026-11-05T20:42+08:00")], indirect=True)
def test_the_day_before_hands_over_what_the_evening_begins_with(demo: Demo) -> None:
    with demo() as desk:
        before = desk.ask("log.day", f"duty:{desk.ask('log.day').before}").entries
        struck = [entry for entry in before if entry.struck]
        assert [entry.text for entry in struck] == ["L6 stands still at B2"]
        assert {entry.kind for entry in before} == {"report", "action", "decision", "resource", "order"}
        assert "29 in place" in before[-1].text and "29 in place" in desk.ask("log.day").entries[0].text


def test_it_tells_how_far_it_is() -> None:
    demo = Demo()
    assert "0 %" in demo.waiting()
    heard: list[str] = []
    keep = demo._heard

    def listening(share: float) -> None:
        keep(share)
        heard.append(demo.waiting())

    demo._heard = listening  # type: ignore[method-assign]
    demo().close()
    demo.left()
    assert demo.waiting() == "" and len(set(heard)) > 20


def test_the_clock_never_goes_back_and_stands_where_it_is_told() -> None:
    begins, then = instant("2026-11-05T06:00+08:00"), instant("2026-11-05T20:42+08:00")
    clock = EveningClock(begins, then)
    clock.put(then)
    clock.put(begins)
    clock.run()
    assert clock.now() == then and clock.monotonic_ms() == 52_920_000 and clock.boot() == "evening"


def test_only_what_nobody_holds_is_taken_away(run: Path) -> None:
    import os
    import time

    old, young, other = (run / name for name in (PREFIX + "old", PREFIX + "young", "somebody-else"))
    for folder in (old, young, other):
        folder.mkdir()
        (folder / "file").write_text("x")
    os.utime(old, (time.time() - YOUNG_S * 2,) * 2)
    crashed = run / (PREFIX + "crashed")
    crashed.mkdir()
    (crashed / LOCK).touch()
    take_away_left_behind()
    assert {folder.name for folder in run.iterdir()} == {young.name, other.name}
