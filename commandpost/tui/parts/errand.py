"""Sends work to a thread and brings the answer home: the only place of the screen that knows threads (DESIGN 2)."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from textual.dom import DOMNode

TURN_S = 0.001  # so long a thread keeps the processor when another one wants it; Python alone lets a picture wait five times that
LISTENS_S = 5.0  # a screen that listens later than this has not been reached
LOOKS_S = 0.02  # so often whoever waits looks whether the screen is being left

Work = Callable[[], Any]
Landed = Callable[[Any], None]
Failed = Callable[[Exception], None]


class _Job(NamedTuple):
    work: Work
    landed: Landed
    failed: Failed


def take_turns() -> None:
    """From now on keys and questions share the processor: threads give way to each other quickly."""
    sys.setswitchinterval(TURN_S)


def homeward(owner: DOMNode, hear: Callable[..., object], *words: Any) -> bool:
    """Have something heard on the screen's own thread, after the keys that were pressed before; for another thread, returns at once.

    Gives False where nobody hears it any more: the screen is being left.
    """
    if owner.app._exit:
        return False
    return owner.call_later(hear, *words)


def handed(owner: DOMNode, do: Callable[..., object], *words: Any) -> bool:
    """Have something done on the screen's own thread and wait until it is; for another thread.

    Gives False where it was not done and never will be: the screen is being left, or does not listen for so long.
    """
    mine, over, until = threading.Lock(), threading.Event(), time.monotonic() + LISTENS_S

    def there() -> None:
        if not owner.app._exit and mine.acquire(blocking=False):  # done or given up: one of the two
            try:
                do(*words)
            finally:
                over.set()

    if not homeward(owner, there):
        return False
    while not over.wait(LOOKS_S):
        if (owner.app._exit or time.monotonic() > until) and mine.acquire(blocking=False):
            return False
    return True


class Errand:
    """One question at a time: the newest wish waits, older ones are forgotten, a late answer is dropped."""

    def __init__(self, owner: DOMNode, name: str) -> None:
        self._owner, self._name = owner, name
        self._wanted: _Job | None = None
        self._serving = self._away = False

    @property
    def out(self) -> bool:
        """True from the wish until the answer to the newest wish has landed."""
        return self._away or self._wanted is not None

    def run(self, work: Work, landed: Landed, failed: Failed) -> None:
        """Do the work in a thread; one of `landed` and `failed` is called afterwards, unless a newer wish came."""
        self._wanted = _Job(work, landed, failed)
        if not self._serving:
            self._serving = True
            self._owner.run_worker(self._serve(), group=self._name, exclusive=True, exit_on_error=False)

    async def _serve(self) -> None:
        while (job := self._wanted) is not None:
            self._wanted, self._away = None, True
            answer, error = await _in_thread(job.work)
            self._away = False
            if self._wanted is None:  # else a newer wish came meanwhile, and this answer is late
                _home(self._owner, job, answer, error)
        self._serving = False


class Queue:
    """Work that must all be done, in the order it was given: what the operator entered."""

    def __init__(self, owner: DOMNode, name: str) -> None:
        self._owner, self._name = owner, name
        self._jobs: deque[_Job] = deque()
        self._serving = True  # until `start`

    def start(self) -> None:
        """Begin to work; what was given before waited."""
        self._serving = False
        self._go()

    def __len__(self) -> int:
        return len(self._jobs)

    def run(self, work: Work, landed: Landed, failed: Failed) -> None:
        """Do the work after everything that was given before."""
        self._jobs.append(_Job(work, landed, failed))
        self._go()

    def first(self, work: Work, landed: Landed, failed: Failed) -> None:
        """Do the work before everything that waits."""
        self._jobs.appendleft(_Job(work, landed, failed))

    def _go(self) -> None:
        if self._jobs and not self._serving:
            self._serving = True
            self._owner.run_worker(self._serve(), group=self._name, exclusive=True, exit_on_error=False)

    async def _serve(self) -> None:
        while self._jobs:
            answer, error = await _in_thread(self._jobs[0].work)
            _home(self._owner, self._jobs.popleft(), answer, error)
        self._serving = False


async def fetched(work: Work) -> tuple[Any, Exception | None]:
    """Wait for a short piece of work in a thread; gives its answer, or its fault. Keys typed meanwhile wait with it."""
    return await _in_thread(work)


async def _in_thread(work: Work) -> tuple[Any, Exception | None]:
    try:
        return await asyncio.to_thread(work), None
    except Exception as error:  # whatever it was belongs to the one who asked
        return None, error


def _home(owner: DOMNode, job: _Job, answer: Any, error: Exception | None) -> None:
    if not owner.is_running:
        return
    try:
        if error is None:
            job.landed(answer)
        else:
            job.failed(error)
    except Exception as fault:  # a fault in showing an answer is said on the page; the next answer still lands
        owner.app.fault(fault)  # type: ignore[attr-defined]
