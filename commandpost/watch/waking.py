"""Wakes the watch at the next due moment: APScheduler is only the alarm clock, and a pulse on the monotonic clock does not trust it (ANCHORS, scheduling).

The scheduler sleeps by the wall clock: a machine that was suspended overshoots, a clock set back makes it sleep on. So every
second the pulse compares both clocks and the book, three questions to memory, and dates the one job anew; a job that did not
come is done by the pulse itself. The job holds nothing: what is due stands in the book.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import Any

from commandpost.domain.core.clock import Clock
from commandpost.store.instant import instant
from commandpost.watch.loop import Watch

log = logging.getLogger("commandpost.watch")
PULSE_S = 1.0
OVERDUE_S = 2.0
JOB = "next"
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


def scheduler() -> Any:
    """Make the alarm clock: one thread, jobs in memory, none dropped for being late, missed ones run once."""
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.jobstores.memory import MemoryJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    for name in ("apscheduler.scheduler", "apscheduler.executors.default"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return BackgroundScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        timezone="UTC",
    )


def waits_to_be_dated() -> Any:
    """Make a trigger that never rings by itself: a job that was run stands at the end of time until it is dated anew.

    A job with one date is taken out once it ran, and with it the new date that its own run had just given it; where the
    scheduler is shut down between the run and the taking out, its thread dies of a job that it no longer finds.
    """
    from apscheduler.triggers.base import BaseTrigger

    class Dated(BaseTrigger):  # type: ignore[misc]
        def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
            return NEVER

    return Dated()


class Waking:
    """A watch that is awake: start and stop it from any thread."""

    def __init__(self, watch: Watch, pulse_s: float = PULSE_S) -> None:
        self.watch, self._pulse_s = watch, pulse_s
        self._clock: Clock = watch.desk.clock
        self._scheduler = scheduler()
        self._beating = threading.Lock()
        self._stop = threading.Event()
        self._dated: str | None = None
        self._pulse = threading.Thread(target=self._pulsing, name="watch-pulse", daemon=True)

    def start(self) -> None:
        """Look at once, then whenever something falls due."""
        self._scheduler.add_job(self.beat, waits_to_be_dated(), id=JOB, next_run_time=NEVER)
        self._scheduler.start()
        self.beat()
        self._pulse.start()

    def stop(self) -> None:
        """Let a beat that runs come to its end, then be still."""
        self._stop.set()
        if self._pulse.is_alive() and threading.current_thread() is not self._pulse:
            self._pulse.join(5)
        with self._beating:  # its end dates the job, under the lock that a shutdown holds while it waits for the end
            pass
        self._scheduler.shutdown(wait=True)

    def beat(self) -> None:
        """Do one beat, alone, and date the job anew."""
        with self._beating:
            if self._stop.is_set():
                return
            self._date(self.watch.beat())

    def pulse(self) -> None:
        """Compare clocks, book and plan; wake the job where it would come too late."""
        late = self._dated is not None and self._overdue(self._dated)
        if late:
            log.warning("the alarm clock overslept; the pulse takes over")
            self.beat()
        elif self.watch.needs_beat():
            self._date(None, at_once=True)

    def _pulsing(self) -> None:
        while not self._stop.wait(self._pulse_s):
            try:
                self.pulse()
            except Exception:
                log.exception("the pulse of the watch failed")

    def _overdue(self, at: str) -> bool:
        return (self._clock.now() - instant(at)).total_seconds() > OVERDUE_S

    def _date(self, at: str | None, *, at_once: bool = False) -> None:
        """Give the one job its date; without one nothing is planned and the pulse alone is awake."""
        if not at_once and at is None:
            self._dated = None  # the job stays at NEVER, where it puts itself
            return
        self._dated = at
        self._scheduler.modify_job(JOB, next_run_time=self._clock.now() if at_once or at is None else instant(at))
