"""The watch: looks at the clock and at the book, raises what has fallen due, takes it to people; desk and watch are this same loop (R4.1, R4.2).

It holds no rule and no statement: what is due, to whom and when next is asked, what happened is done through the desk's
verbs, and the book decides who of several watches was first. Nothing of it must survive: it can be killed at any moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial

from commandpost.desk import Desk
from commandpost.domain.alarms.records.shown import Message, Waiting
from commandpost.domain.core.broken import told
from commandpost.domain.core.clock import now_stamp
from commandpost.store.instant import shifted
from commandpost.watch.agenda import TRIED_AGAIN_S, Agenda, Underway
from commandpost.watch.aside import Aside
from commandpost.watch.channels.contract import Channel
from commandpost.watch.channels.toast import Toast
from commandpost.watch.clocks import Clocks
from commandpost.watch.jobs import JOBS, hear_slow_channels, notice_clocks, raise_due, read_book

log = logging.getLogger("commandpost.watch")
SOON_S = 0.2


class Watch:
    """One watch on a desk's file. `on_raised` hears what came to this desk's screen; it is called on the watch's own thread."""

    def __init__(
        self, desk: Desk, channels: Sequence[Channel] = (), on_raised: Callable[[Waiting], None] | None = None
    ) -> None:
        self.desk, self.channels, self.on_raised = desk, tuple(channels), on_raised
        self.clocks = Clocks(desk)
        self.agenda = Agenda()
        self.after_fault: Callable[[str], None] | None = None  # hears why a job failed, once while it lasts
        self.after_raising: Callable[[str], None] | None = None  # hears since when there is something new, whoever shows it
        self.raised = self.sent = self.failed = 0
        self.faults: dict[str, str] = {}
        self.mine: list[str] = []  # messages that were taken in this beat and are to be delivered in it
        self.burst = self.counted = False  # more is coming at once; what came now was counted in the digest that is shown
        self.again_at: str | None = None
        self.settled: str | None = None  # before this mark of the book every message has met its fate
        self.underway: list[Underway] = []
        self._aside = Aside()
        self._version = -1

    def beat(self) -> str | None:
        """Do the jobs in their order, each guarded; give the moment at which to look again, None where nothing is to come."""
        for job in JOBS:
            try:
                job(self)
                self.faults.pop(job.__name__, None)
            except Exception as fault:
                why = told(fault, self.desk.folder)
                new = self.faults.get(job.__name__) != why
                self.faults[job.__name__] = why
                if new:
                    log.exception("a job of the watch failed: %s", job.__name__)
                    if self.after_fault is not None:
                        self.after_fault(why)
        return self.next_at()

    @property
    def watches(self) -> bool:
        """Whether it can raise what falls due: one that cannot is nobody who watches, and does not say in the file that it did."""
        return not self.faults.keys() & {job.__name__ for job in (notice_clocks, read_book, raise_due)}

    def now(self) -> str:
        """Give the desk's wall clock as a stamp."""
        return now_stamp(self.desk.clock)

    def next_at(self) -> str | None:
        """Give when the watch must look again: the next step, a message that goes out again, a slow channel's answer."""
        soon = shifted(self.now(), seconds=SOON_S) if self.underway or self.mine else None
        return min((at for at in (self.agenda.next(), self.again_at, soon) if at is not None), default=None)

    def grew(self) -> bool:
        """Whether somebody committed since the watch last looked: three microseconds."""
        return self.desk.reader.version() != self._version

    def needs_beat(self) -> bool:
        """Whether a look cannot wait for the next step: the book grew, a clock was moved, or it is time to say one is there."""
        return self.grew() or self.clocks.stirred() or ((at := self.next_at()) is not None and at <= self.now())

    def read_book(self) -> bool:
        """Learn what changed in the book; gives whether anything did."""
        version = self.desk.reader.version()
        if version == self._version and self.agenda.mark is not None:
            return False
        self.desk.changed()
        answer = self.desk.ask("alert.agenda", since=self.agenda.mark)
        self.agenda.learn(answer)
        self.postpone(answer.faults)
        self._version = version
        return True

    def postpone(self, deadlines: Sequence[str]) -> None:
        """Try these again within a minute: one that cannot be raised must not keep the others back."""
        for deadline in deadlines:
            self.agenda.put(deadline, shifted(self.now(), seconds=TRIED_AGAIN_S))

    def able(self) -> list[str]:
        """Give the channels of the plan that this watch serves."""
        return sorted({code for channel in self.channels for code in channel.serves})

    def serving(self, code: str) -> list[Channel]:
        """Give the ways a channel of the plan goes here."""
        return [channel for channel in self.channels if code in channel.serves]

    def toast(self) -> Toast | None:
        """Give the way to this desk's screen, if it has one."""
        return next((channel for channel in self.channels if isinstance(channel, Toast)), None)

    def aside(self, message: Message, channel: Channel) -> None:
        """Let a slow channel do its work without keeping anybody waiting."""
        self.underway.append(Underway(message, channel, self._aside.begin(partial(channel.deliver, message))))

    def settle(self, seconds: float = 15.0) -> None:
        """Wait for the slow channels and write down how they fared: before leaving, and in tests."""
        from concurrent.futures import wait

        wait([one.future for one in self.underway], timeout=seconds)
        hear_slow_channels(self)

    def close(self, seconds: float = 2.0) -> None:
        """Write down what is known and let go; what is still under way after so long another watch takes up again."""
        self.settle(seconds)
        if self.watches:
            self.clocks.keep()
        self._aside.leave()
