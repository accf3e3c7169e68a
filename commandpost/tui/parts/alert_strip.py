"""The one line of an alarm under the next strip: late first, in words and in red; where room is short the least important goes (SCREENS, An alert)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from commandpost.domain.alarms.rules.messages import HANDFUL
from commandpost.domain.alarms.rules.wording import EXERCISE, coming_words, unwatched
from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.keys import key_of
from commandpost.tui.parts.cells import Span, cell_len, cut, shown
from commandpost.tui.parts.counted import clock
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words
from commandpost.tui.parts.strips import OneLine

if TYPE_CHECKING:
    from commandpost.domain.alarms.records.shown import Waiting, WaitingShown
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.alerts import Alerts

GROWS = 5  # the rank from which on words that were cut are given room
LEAST = 12  # cells of what is due, below which its words tell nothing
BETWEEN: Span = (" · ", "faint")


class Piece(NamedTuple):
    """A part of the line: the lower the rank, the longer it stands; an elastic one may be cut."""

    rank: int
    spans: list[Span]
    elastic: bool = False
    joined: bool = False  # stands right behind the one before, or not at all


class AlertStrip(OneLine):
    """The alarm that waits, or how many and the oldest; that alarms are off."""

    DEFAULT_CSS = "AlertStrip { height: 1; }"

    @property
    def alerts(self) -> Alerts:
        """What waits."""
        return cast("DeskApp", self.app).alerts

    def spans(self, width: int) -> list[Span]:
        """Say what waits."""
        answer = self.alerts.answer
        if answer is None:
            return []
        return fitted(self._pieces(answer, self.standing.now_s()), width)

    def _pieces(self, answer: Waiting, now: float) -> list[Piece]:
        total = self.alerts.total
        all_key = _key("alert.waiting", say("all"))
        if answer.maintenance_until is not None:
            until = clock(instant(answer.maintenance_until).timestamp(), self.standing.zone)
            off: list[Piece] = [Piece(0, [(say("Alarms are off until {time}", time=until), "strong")])]
            if answer.maintenance_reason:
                off.append(Piece(3, [(shown(answer.maintenance_reason), "quiet")], elastic=True))
            if total:
                off.append(Piece(1, [(say("{count} wait", count=total), "strong")]))
            return [*off, Piece(2, _key("alert.waiting", say("alarms")))]
        if not answer.rows:
            return []
        row = answer.rows[0]
        if total > HANDFUL and (gap := self._slept(answer)) is not None:
            words = say("{count} alarms while {gap}", count=total, gap=unwatched(gap, self.standing.zone))
            return [
                Piece(0, [(words, "late" if _late(row, now) >= 1 else "strong")]),
                Piece(1, _key("alert.waiting", say("walks them"))),
                *(piece._replace(rank=piece.rank + 2) for piece in self._one(row, now)),
            ]
        pieces = self._one(row, now)
        if total > 1:
            pieces = [Piece(1, [(say("{count} alarms", count=total), "strong")]), *pieces]
        return [*pieces, Piece(4, _key("deadline.acknowledge", say("acknowledge"))), Piece(6 if total > 1 else 9, all_key)]

    def _slept(self, answer: Waiting) -> tuple[str, str] | None:
        """Give the stretch that nobody watched, where the oldest alarm was told only when it was over."""
        gap, row = answer.unwatched, answer.rows[0]
        return gap if gap is not None and row.due_at <= gap[1] <= row.raised_at else None

    def _one(self, row: WaitingShown, now: float) -> list[Piece]:
        pieces = [Piece(0, [(EXERCISE, "flag")])] if row.drill else []
        pieces += [Piece(0, [standing_span(row, now)]), Piece(2, [(shown(row.subject), "")], elastic=True)]
        if row.incident is not None:
            pieces.append(Piece(3, [(row.incident, "quiet")]))
            if row.level is not None:
                level: list[Span] = [(" (", "quiet"), (level_words(row.level), level_ink(row.level)), (")", "quiet")]
                pieces.append(Piece(6, level, joined=True))
        pieces.append(Piece(8, [(say("told: {names}", names=names(row.told)), "quiet")]))
        if row.next_at is not None and row.next_to:
            pieces.append(Piece(7, [(shown(coming_words(row, self.standing.now_text())), "quiet")]))
        return pieces


def fitted(pieces: list[Piece], width: int) -> list[Span]:
    """Give the pieces that there is room for, in their order; one that may be cut grows to its words before others come in."""
    room, kept = width - 2, dict[int, int]()  # cells by place
    order = [(piece.rank, at) for at, piece in enumerate(pieces)]
    order += [(GROWS, at) for at, piece in enumerate(pieces) if piece.elastic]
    for _, at in sorted(order):
        size = _size(pieces[at])
        if at in kept:
            more = min(size - kept[at], room)
            kept[at] += more
            room -= more
            continue
        cells = min(size, LEAST) if pieces[at].elastic else size
        need = cells + (cell_len(BETWEEN[0]) if kept and not pieces[at].joined else 0)
        if need <= room and (not pieces[at].joined or at - 1 in kept):
            kept[at] = cells
            room -= need
    line: list[Span] = [(" ", "")]
    for at in sorted(kept):
        piece = pieces[at]
        if len(line) > 1 and not piece.joined:
            line.append(BETWEEN)
        line += [(cut(piece.spans[0][0], kept[at]), piece.spans[0][1])] if piece.elastic else piece.spans
    return line


def standing_span(row: WaitingShown, now: float) -> Span:
    """Say how late it is, in red and in words; or when it falls due."""
    late = _late(row, now)
    if late >= 1:
        return say("LATE {time}", time=lasted(int(late))), "late"
    return (say("due in {time}", time=lasted(int(-late))) if late <= -1 else say("due now")), "strong"


def names(people: tuple[str, ...]) -> str:
    """Name those who were told."""
    return shown(say(", ").join(people)) or say("nobody")


def _late(row: WaitingShown, now: float) -> float:
    return now - instant(row.due_at).timestamp()


def _size(piece: Piece) -> int:
    return sum(cell_len(text) for text, _ in piece.spans)


def _key(command: str, words: str) -> list[Span]:
    return [(key_of(command) + " ", "accent"), (words, "quiet")]
