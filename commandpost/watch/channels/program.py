"""Hands a message to a program of the site's own: off until the settings name one, arguments as a list, never a shell (issue 5, point 1)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence

from commandpost.domain.alarms.records.shown import Message
from commandpost.watch.channels.contract import SENT, Fared, one_line

LIMIT_S = 10.0


class Program:
    """The site's own program. It gets the line as its last argument and the whole message as JSON on its standard input."""

    name = "program"
    serves = frozenset({"desktop", "call"})
    slow = True

    def __init__(self, words: Sequence[str], limit_s: float = LIMIT_S) -> None:
        self._words, self._limit = tuple(words), limit_s

    def deliver(self, message: Message) -> Fared:
        """Run it; it has failed when it cannot be started, says a code other than 0, or takes longer than the limit."""
        record = {"title": message.title, "channel": message.channel, "alarms": message.alarms, "lines": message.lines}
        try:
            ran = subprocess.run(
                [*self._words, one_line(message)], input=json.dumps(record, ensure_ascii=False).encode(), capture_output=True,
                timeout=self._limit, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Fared(False, "hung")
        except OSError as fault:
            return Fared(False, type(fault).__name__)
        return SENT if ran.returncode == 0 else Fared(False, f"code_{ran.returncode}")


def words_of(value: object) -> tuple[str, ...] | None:
    """Read the setting: a list of words, or nothing; None where it is something else, as a line meant for a shell."""
    if value is None:
        return ()
    if isinstance(value, list) and value and all(isinstance(word, str) and word for word in value):
        return tuple(value)
    return None
