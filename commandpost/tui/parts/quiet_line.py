"""One quiet line on the pages of an incident: the pause point that is due, and how many notes the lists still owe; nothing while nothing is (R4.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from commandpost.locale.words import language, say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.owed_words import owed_in_short
from commandpost.tui.parts.sheet import Lines, Sheet

PAUSES, OWED = "list.pauses", "task.owed"
AGAIN_S = 10.0  # so often it is asked whether the minute of a pause point has come


def quiet_asks(number: str, *, owed: bool = False) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
    """Give the questions whose answers the line tells."""
    if not number:
        return {}
    return {PAUSES: ((), {"incident": number}), **({OWED: ((number,), {})} if owed else {})}


class QuietLine(Sheet):
    """The line; its page hands it the answers, and asks anew when it says so."""

    DEFAULT_CSS = "QuietLine { height: 1; display: none; } QuietLine.-says { display: block; }"

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__(self._told, now, counts=False, classes="quiet")
        self._due: Any = None
        self._owed = 0
        self._asked_at = 0.0

    def take(self, question: str, record: Any) -> bool:
        """Take an answer, if it is one of the line's; gives whether it was."""
        if question == PAUSES:
            self._due, self._asked_at = next(iter(record), None), self._now()
        elif question == OWED:
            self._owed = len(record)
        else:
            return False
        self.set_class(self._due is not None or bool(self._owed), "-says")
        self.call_after_refresh(self.again)
        return True

    @property
    def is_old(self) -> bool:
        """Whether a pause point may have come since it was asked."""
        return self._now() - self._asked_at >= AGAIN_S

    def _told(self, width: int, now: float) -> Lines:
        spans: list[Span] = []
        if (due := self._due) is not None:
            point = shown(due.zh if language() == "zh_CN" else due.en)
            words = say("go through the lists, {count} open", count=due.open)
            if due.critical:
                words = say("go through what is critical, {count} open", count=due.open)
            spans += [(" " + say("{task}: ", task=point), "strong"), (words, ""), (f"   {key_of('reader.open')} ", "accent"), (say("reads it aloud"), "quiet")]
        if self._owed:
            spans += [("   " if spans else " ", ""), *owed_in_short(self._owed), (f"   {key_of('task.owed')} ", "accent"), (say("writes them"), "quiet")]
        return [spans]
