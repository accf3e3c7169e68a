"""The alarm clock and the pulse that does not trust it: APScheduler's traps in real time, and the desk's own watch (ANCHORS, scheduling)."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from commandpost.desk import open_desk
from commandpost.domain.alarms.records.shown import Waiting
from commandpost.watch.loop import Watch
from commandpost.watch.waking import JOB, Waking, scheduler, waits_to_be_dated
from commandpost.watch.watching import Watching
from tests.story import Post


def until(true: object, seconds: float = 15.0) -> bool:
    """Wait for something to become true."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_a_job_that_comes_too_late_is_not_dropped() -> None:
    """APScheduler #292, #182: after one second of grace a job was dropped."""
    rung = threading.Event()
    clock = scheduler()
    clock.start()
    try:
        clock.add_job(rung.set, waits_to_be_dated(), id=JOB, next_run_time=datetime.now(UTC) - timedelta(hours=3))
        assert rung.wait(10)
    finally:
        clock.shutdown()


def test_a_job_behind_a_long_one_is_not_dropped() -> None:
    rung, free = threading.Event(), threading.Event()
    clock = scheduler()
    clock.start()
    try:
        clock.add_job(free.wait, waits_to_be_dated(), args=(10,), id="long", next_run_time=datetime.now(UTC))
        time.sleep(0.1)
        clock.add_job(rung.set, waits_to_be_dated(), id=JOB, next_run_time=datetime.now(UTC))
        time.sleep(1.5)
        free.set()
        assert rung.wait(10)
    finally:
        free.set()
        clock.shutdown()


def test_a_watch_that_is_stopped_in_the_middle_of_a_beat_comes_to_its_end(post: Post) -> None:
    """The scheduler's shutdown holds a lock while it waits for the job that dates the next one under that lock."""
    watch = Watch(post.desk)
    waking = Waking(watch)
    waking.start()
    within, beat = threading.Event(), watch.beat

    def slow() -> str | None:
        within.set()
        time.sleep(0.3)
        return beat()

    watch.beat = slow  # type: ignore[method-assign]
    waking._date(None, at_once=True)
    assert within.wait(10)
    stopping = threading.Thread(target=waking.stop, daemon=True)
    stopping.start()
    stopping.join(10)
    assert not stopping.is_alive()


class Deaf:
    """A scheduler that never rings: as one that sleeps by a clock that was set back."""

    def modify_job(self, *args: object, **kwargs: object) -> None:
        """Forget it."""

    def start(self) -> None:
        """Sleep."""

    def shutdown(self, wait: bool = True) -> None:
        """Sleep on."""


def test_the_pulse_takes_over_where_the_clock_oversleeps(post: Post) -> None:
    post.people(duty_officer="Lin Wei", deputy_leader="Chen Hao")
    post.report("fire 2F smoke !III")
    waking = Waking(Watch(post.desk))
    waking._scheduler = Deaf()
    waking.beat()
    post.forward(minutes=2)
    waking.pulse()
    assert post.ask("alert.waiting").total >= 2


def test_the_pulse_sees_a_clock_that_was_moved(post: Post) -> None:
    waking = Waking(Watch(post.desk))
    dated: list[object] = []
    waking._scheduler = Deaf()
    waking.beat()
    waking.beat()  # that somebody watches was written down by the first: the file has grown by it
    waking._scheduler.modify_job = lambda *args, **kwargs: dated.append(kwargs["next_run_time"])  # type: ignore[method-assign]
    waking.pulse()
    assert dated == []
    post.clock.put(post.clock.now() - timedelta(hours=3))
    waking.pulse()
    assert dated == [post.clock.now()]


def test_the_desks_own_watch_calls_the_screen_back(tmp_path: Path) -> None:
    """What another writes is seen within the pulse; starting and stopping leaves nothing behind."""
    shown: list[Waiting] = []
    rung: list[str] = []
    with Post(tmp_path, start="2026-11-05T13:00") as post:
        post.people(duty_officer="Lin Wei", deputy_leader="Chen Hao")
        watching = Watching(
            tmp_path / "data", tmp_path / "state", shown.append, ring=lambda: rung.append("\a"), write=rung.append, desktop=False, clock=post.clock
        )
        watching.start()
        watching.start()
        assert until(lambda: post.desk.reader("SELECT 1 FROM own WHERE key = 'watched'"))
        number = post.report("fire 2F smoke !III", at="2026-11-05T12:00+08:00")
        assert until(lambda: shown), watching.fault
        (first,) = {row.incident for row in shown[0].rows}
        assert first == number and shown[0].total == len(shown[0].rows) and shown[0].rows[0].told
        assert until(lambda: "\a" in rung)
        watching.stop()
        watching.stop()
        assert watching.fault is None
        assert not [thread for thread in threading.enumerate() if thread.name in ("desk-watch", "watch-pulse")]
        assert {alarm.state for alarm in post.ask("alert.list") if alarm.told.channel == "screen"} <= {"sent", "nobody"}


def test_a_desk_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    import shutil

    with Post(tmp_path) as post:
        post.report("fire 2F smoke !III", at="2026-11-05T12:00+08:00")
    shutil.copytree(tmp_path / "data", tmp_path / "copied")
    with open_desk(tmp_path / "copied", tmp_path / "state", clock=post.clock) as copied:
        watch = Watch(copied)
        watch.beat()
        assert watch.faults["raise_due"].startswith("This file is a copy"), watch.faults
        watch.beat()
        assert watch.raised == 0
