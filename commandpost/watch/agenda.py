"""What a watch has before it: when each deadline's next step falls due, and the messages that a slow channel has in hand (R4.2)."""

from __future__ import annotations

import heapq
from concurrent.futures import Future
from typing import Any, NamedTuple

from commandpost.domain.alarms.records.shown import Message
from commandpost.watch.channels.contract import Channel, Fared

TRIED_AGAIN_S = 60
BATCH = 60  # raised in one unit of work: the digest of a long sleep stands before all of it is written, and nobody waits for the lock


class Underway(NamedTuple):
    """A message that a slow channel has in hand."""

    message: Message
    channel: Channel
    future: Future[Fared]


class Agenda:
    """When each deadline's next step falls due, as the book last said: a heap, so that 5,000 waiting cost nothing."""

    def __init__(self) -> None:
        self.mark: str | None = None
        self._at: dict[str, str] = {}
        self._heap: list[tuple[str, str]] = []

    def learn(self, answer: Any) -> None:
        """Take in what changed."""
        self.mark = answer.mark
        if answer.whole:
            self._at, self._heap = {}, []
        for deadline, at in answer.moments:
            self.put(deadline, at)

    def put(self, deadline: str, at: str | None) -> None:
        """Date one deadline anew; None: nothing more is told of it."""
        if at is None:
            self._at.pop(deadline, None)
        elif self._at.get(deadline) != at:
            self._at[deadline] = at
            heapq.heappush(self._heap, (at, deadline))

    def due(self, now: str, most: int = BATCH) -> list[str]:
        """Give the deadlines whose moment has come, the earliest first, at most so many; who takes them dates them anew."""
        found: list[str] = []
        while self._heap and self._heap[0][0] <= now and len(found) < most:
            at, deadline = heapq.heappop(self._heap)
            if self._at.get(deadline) == at:
                del self._at[deadline]
                found.append(deadline)
        return found

    def coming(self, now: str) -> int:
        """Give how many more have fallen due and are not raised yet."""
        return sum(at <= now for at in self._at.values()) if self._heap and self._heap[0][0] <= now else 0

    def next(self) -> str | None:
        """Give the next moment."""
        while self._heap and self._at.get(self._heap[0][1]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None
