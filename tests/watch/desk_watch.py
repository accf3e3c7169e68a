"""A post with a watch beside it: time is moved forward in steps as small as need be, and every alarm that nobody expected fails the story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from commandpost.domain.alarms.records.shown import Message, Waiting
from commandpost.store.instant import instant
from commandpost.watch.channels.contract import SENT, Channel, Fared
from commandpost.watch.loop import Watch
from tests.story import Post


class Recorder:
    """A channel that keeps what it was given; `fails` says why it fails from now on."""

    slow = False

    def __init__(self, *serves: str, name: str = "recorder") -> None:
        self.serves, self.name = frozenset(serves or ("bell", "desktop")), name
        self.messages: list[Message] = []
        self.fails: str | None = None

    def deliver(self, message: Message) -> Fared:
        self.messages.append(message)
        return Fared(False, self.fails) if self.fails else SENT


class Watched:
    """A post with one watch: `forward` lets the watch beat at every moment at which it asked to."""

    def __init__(self, post: Post, channels: Sequence[Channel] = ()) -> None:
        self.post, self.channels = post, list(channels)
        self.shown: list[Waiting] = []
        self.watch = self.another()
        self._seen = 0
        self.beat()

    def another(self, *channels: Channel) -> Watch:
        """Put another watch on the same desk."""
        return Watch(self.post.desk, [*self.channels, *channels], self.shown.append)

    def beat(self) -> str | None:
        """Let the watch look now; a job that fails fails the story."""
        at = self.watch.beat()
        assert not self.watch.faults, self.watch.faults
        return at

    def forward(self, **delta: float) -> Watched:
        """Move the clock forward, beating whenever the watch is due, and once a minute as its pulse would."""
        end = self.post.clock.now() + timedelta(**delta)
        at = self.beat()
        while (now := self.post.clock.now()) < end:
            soon = min(end, now + timedelta(minutes=1))
            if at is not None and instant(at) < soon:
                soon = max(instant(at), now + timedelta(milliseconds=1))
            self.post.clock.put(soon)
            at = self.beat()
        return self

    def sleep(self, **delta: float) -> Watched:
        """Move the clock with nobody watching, then wake."""
        self.post.forward(**delta)
        self.beat()
        return self

    def told(self, *, code: str | None = None, channel: str = "screen") -> list[tuple[str, str, int, str]]:
        """Give what was raised since this was last asked: (time, obligation's code, step, person or post), and forget it; nobody's are left out."""
        rows = self.new()
        codes = dict(self.post.desk.reader("SELECT id, code FROM deadline"))
        return [
            (self.post.local(row.raised_at), codes[row.deadline], row.step, row.told.person or row.told.post)
            for row in rows
            if row.told.channel == channel and row.state != "nobody" and code in (None, codes[row.deadline])
        ]

    def new(self) -> list[Any]:
        """Give the alarms raised since this was last asked."""
        rows = self.post.ask("alert.list")
        fresh, self._seen = rows[self._seen :], len(rows)
        return fresh

    def expect(self, *wanted: tuple[str, str, int, str]) -> Watched:
        """Expect exactly these alarms since the last look, nobody's left out; each one more, or missing, fails the story."""
        assert self.told() == list(wanted)
        return self
