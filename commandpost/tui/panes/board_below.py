"""What stands under the board's list: the newest words of the incident under the cursor, its obligations beside them (R4.2; SCREENS).

Those of the rows next to it are read before one goes there, so that a key finds them and paints row and words in one picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import Span, cell_len, fit, shown
from commandpost.tui.parts.counted import left
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.sheet import Lines

if TYPE_CHECKING:
    from commandpost.tui.parts.pane import Pane

OPEN = ("pending", "raised", "acknowledged")
LATEST = 24  # entries asked for under the list, more than are seen there on most screens
LOWER, LOWER_VAST = 10, 14  # lines of the lower part at least
KEPT = 64  # incidents whose words are kept


class Below(NamedTuple):
    """The newest entries of an incident as the book gives them, and what it owes; None where there is no room for that."""

    entries: Sequence[Any]
    owed: Sequence[Any] | None


class Ahead:
    """What was read before the cursor comes there; forgotten whenever somebody writes."""

    def __init__(self, pane: Pane) -> None:
        self._pane = pane
        self._errand = Errand(pane, "words ahead")
        self._kept: dict[str, Below] = {}
        self._age = 0

    def forget(self) -> None:
        """Somebody wrote."""
        self._kept.clear()
        self._age += 1

    def at(self, number: str, *, owed: bool) -> Below | None:
        """Give what is known of an incident; None where it must be asked."""
        found = self._kept.get(number)
        return found if found is not None and (found.owed is not None or not owed) else None

    def keep(self, number: str, below: Below) -> None:
        """It was asked for."""
        self._kept[number] = below

    def read(self, numbers: Iterable[str], *, owed: bool) -> None:
        """Read those that are not known yet, in a thread."""
        desk, age = self._pane.frame.desk, self._age
        missing = [number for number in numbers if self.at(number, owed=owed) is None]
        if desk is None or not missing:
            return

        def ask() -> dict[str, Below]:
            return {
                number: Below(
                    desk.ask("log.list", number, newest=LATEST),
                    desk.ask("deadline.list", incident=number) if owed else None,
                )
                for number in missing
            }

        def landed(found: dict[str, Below]) -> None:
            if age == self._age:
                self._kept.update(found)
                for number in list(self._kept)[:-KEPT]:
                    del self._kept[number]

        self._errand.run(ask, landed, self._pane.frame.complain)


def owed_lines(records: Sequence[Any], width: int, now: float) -> Lines:
    """Give open obligations, soonest first, each with its countdown, and how many are done; what starts later is not owed yet."""
    open_ = sorted(
        (instant(one.due_at).timestamp(), shown(one.subject), shown(one.to_names))
        for one in records
        if one.state in OPEN and one.due_at < "9" and instant(one.started_at).timestamp() <= now
    )
    done = sum(one.state == "met" for one in records)
    lines: Lines = []
    if records:
        told = say("{open} due · {done} done", open=len(open_), done=done)
        lines.append([(f" {told}", "quiet")])
    for due, subject, to in open_:
        count, late = left(due, now)
        head = f" {say('LATE')} {lasted(now - due)} " if late else f" {count} "
        line: list[Span] = [(fit(head, 15), "late" if late else "strong"), (subject, "late" if late else "")]
        if width - 15 - cell_len(subject) > 8 and to:
            line.append((f" → {to}", "quiet"))
        lines.append(line)
    return lines
