"""The watch without a screen: `commandpost watch`, for a service or a second window; ends by a signal or after so many seconds (issue 5, point 3)."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from commandpost.desk import Desk
from commandpost.domain.alarms.records.shown import Waiting, WaitingShown
from commandpost.domain.alarms.rules.wording import alert_line, line, unwatched
from commandpost.domain.core.clock import now_stamp
from commandpost.locale.words import say
from commandpost.store.instant import instant, seconds_between
from commandpost.watch.channels.at_hand import at_hand
from commandpost.watch.loop import Watch
from commandpost.watch.waking import Waking


def stand(desk: Desk, tell: Callable[[str], None], *, seconds: float | None, program: Sequence[str] = ()) -> dict[str, Any]:
    """Watch until a signal comes, or for so many seconds; `tell` hears each line. Gives what was raised, sent and failed."""
    leave = threading.Event()
    on_terminal = sys.stdout.isatty()
    channels = at_hand(
        ring=(lambda: _write("\a")) if on_terminal else None,
        write=_write if on_terminal else None,
        program=program,
        desktop=True,
    )
    watch = Watch(desk, channels)
    told = Told(desk, tell, names=on_terminal)
    watch.after_raising, watch.after_fault = told.told, told.fault
    waking = Waking(watch)
    before = {one: signal.signal(one, lambda *_: leave.set()) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        waking.start()
        told.standing()
        leave.wait(seconds)
    finally:
        waking.stop()
        watch.close()
        for one, handler in before.items():
            signal.signal(one, handler)
    state = desk.ask("alert.waiting", most=1)
    return {
        "raised": watch.raised, "sent": watch.sent, "failed": watch.failed, "waiting": state.total,
        "maintenance_until": state.maintenance_until, "unwatched": list(state.unwatched) if state.unwatched else None,
        "faults": sorted(watch.faults.values()),
    }  # fmt: skip


class Told:
    """Puts into lines what the watch raised, for whoever looks at its window; without `names`, for a file or a service's journal.

    What such a file keeps no erasure reaches: it has the codes, numbers and words of the plan that a notification has.
    """

    def __init__(self, desk: Desk, tell: Callable[[str], None], *, names: bool) -> None:
        self._desk, self._tell, self._names = desk, tell, names
        self._zone = ZoneInfo(desk.site.zone)

    def standing(self) -> None:
        """Say how things stand when the watch begins: when nobody watched, whether alarms are off, how many wait."""
        state: Waiting = self._desk.ask("alert.waiting", most=1)
        if state.unwatched:
            self._tell(unwatched(state.unwatched, self._zone))
        if state.maintenance_until:
            self._tell(say("alarms are off until {time}", time=self._clock(state.maintenance_until)))
        self._tell(say("watching; {count} alarms wait for an answer", count=state.total))

    def fault(self, why: str) -> None:
        """Say why nobody watches, as soon as it is so."""
        self._tell(say("Nobody watches: {why}", why=why))

    def told(self, since: str) -> None:
        """Say what was raised since a moment."""
        for row in self._desk.ask("alert.waiting", since=since).rows:
            self._tell(f"{self._clock(row.raised_at)}  {self._line(row)}")

    def _line(self, row: WaitingShown) -> str:
        now = now_stamp(self._desk.clock)
        if self._names:
            return alert_line(self._desk.plan, row, now)
        return line(self._desk.plan, row.unnamed, row.incident, row.level, int(seconds_between(row.due_at, now)), row.drill)

    def _clock(self, moment: str) -> str:
        return f"{instant(moment).astimezone(self._zone):%H:%M:%S}"


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
