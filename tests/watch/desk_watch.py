"""A post with a watch beside it: time is moved forward in small steps; every alarm, refusal or record that nobody expected fails the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from commandpost.domain.alarms.records.shown import Message, Waiting
from commandpost.store.instant import instant
from commandpost.watch.channels.contract import SENT, Channel, Fared
from commandpost.watch.loop import Watch
from tests.story import Post

ITS_OWN = {"alert.raise", "alert.take", "alert.deliver", "watch.note"}  # what a watch writes; anything else was not its to write


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
    """A post with one watch: `forward` lets the watch beat at every moment at which it asked to.

    Where it is `strict` the story must have expected every alarm that was raised, told or passed over, and every break of the
    clock, when it is over; no message goes out twice with the same alarms in it.
    """

    def __init__(self, post: Post, channels: Sequence[Channel] = (), *, strict: bool = True) -> None:
        self.post, self.channels = post, list(channels)
        self.shown: list[Waiting] = []
        self.watch = self.another()
        self._seen, self._breaks = 0, 0
        if strict:
            post.at_end.append(self.nothing_more)
        self.beat()

    def another(self, *channels: Channel) -> Watch:
        """Put another watch on the same desk."""
        return Watch(self.post.desk, [*self.channels, *channels], self.shown.append)

    def beat(self) -> str | None:
        """Let the watch look now; a job that fails, or that writes what is not a watch's to write, fails the story."""
        before = self._records()
        at = self.watch.beat()
        assert not self.watch.faults, self.watch.faults
        able, mark = self.watch.able(), self.watch.settled
        part, whole = (self.post.ask("alert.outbox", channels=able, since=since) for since in (mark, None))
        assert part[:3] == whole[:3]  # what the watch no longer looks at had met its fate
        written = {row[0] for row in self.post.desk.reader("SELECT body ->> '$.cmd' FROM journal WHERE rowid > ?", (before,))}
        assert written <= ITS_OWN, written
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

    def told(self, channel: str = "screen") -> list[tuple[str, str, int, str]]:
        """Give what was raised since this was last asked: (time, obligation's code, step, person or post), and forget it; nobody's are left out."""
        return [said for row, said in self._said(self.new(), channel) if row.state != "nobody"]

    def new(self) -> list[Any]:
        """Give the alarms raised since this was last asked."""
        rows = self.post.ask("alert.list")
        fresh, self._seen = rows[self._seen :], len(rows)
        return fresh

    def expect(self, *wanted: tuple[str, str, int, str], nobody: Sequence[tuple[str, str, int, str]] = ()) -> Watched:
        """Expect exactly these alarms since the last look, `nobody` those that were passed over; each one more, or missing, fails the story.

        Every other channel of a step must have been used for the same people.
        """
        rows = self.new()
        said = self._said(rows, "screen")
        heard, gaps = ([one for row, one in said if (row.state == "nobody") is gap] for gap in (False, True))
        assert heard == list(wanted), (heard, list(wanted))
        assert gaps == list(nobody), (gaps, list(nobody))
        reached: dict[tuple[str, int, str], dict[str, list[str]]] = {}
        for row in rows:
            reached.setdefault((row.deadline, row.step, row.raised_at), {}).setdefault(row.told.channel, []).append(row.told.post)
        for by_channel in reached.values():
            assert all(posts == by_channel["screen"] for posts in by_channel.values()), by_channel
        return self

    def breaks(self, *wanted: tuple[str, int]) -> Watched:
        """Expect exactly these breaks of the clock since the last look: (kind, seconds)."""
        rows = self.post.desk.reader("SELECT kind, seconds FROM watch_break ORDER BY rowid")
        assert rows[self._breaks :] == list(wanted), (rows[self._breaks :], list(wanted))
        self._breaks = len(rows)
        return self

    def nothing_more(self) -> None:
        """Hold that nothing was raised, and no clock broke, that the story did not expect."""
        self.expect().breaks()
        for channel in self.channels:
            if isinstance(channel, Recorder):
                sent = Counter((message.id, message.alarms) for message in channel.messages)
                assert set(sent.values()) <= {1}, sent

    def _said(self, rows: Sequence[Any], channel: str) -> list[tuple[Any, tuple[str, str, int, str]]]:
        codes = dict(self.post.desk.reader("SELECT id, code FROM deadline"))
        return [
            (row, (self.post.local(row.raised_at), codes[row.deadline], row.step, row.told.person or row.told.post))
            for row in rows
            if row.told.channel == channel
        ]

    def _records(self) -> int:
        return int(self.post.desk.reader("SELECT coalesce(max(rowid), 0) FROM journal")[0][0])
