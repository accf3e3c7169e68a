"""The live incident board in one answer: what is late first, who commands, what comes next, the last word (R4.3; SCREENS)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commandpost.domain.board.kinds import (
    OPEN,
    OPEN_ONLY,
    STATES,
    AnyDay,
    AnyLevel,
    AnyPlace,
    AnyState,
    AnyType,
    Order,
    Whole,
)
from commandpost.domain.board.records import Board, BoardRow, NextOwed, OpenIncident, Which
from commandpost.domain.contacts.kinds import person_name
from commandpost.domain.contacts.questions import holder
from commandpost.domain.core.kinds import misused
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.questions.history import figures_of
from commandpost.domain.incidents.questions.owed import soonest
from commandpost.domain.incidents.rules.levels import suggested as suggest
from commandpost.domain.incidents.rules.posts import commander_post
from commandpost.domain.incidents.rules.subjects import addressee, subject
from commandpost.locale.words import language, say
from commandpost.store.instant import seconds_between, shifted

MOST = 300  # rows where nobody says how many; a screen asks for the window it shows
SOON = 3  # obligations told above the list
NEAR_S = 600  # what is due within ten minutes stands before what is not, whatever its level
RANKS = {None: 0, "I": 1, "II": 2, "III": 3, "IV": 4}  # a level that nobody set may be any: somebody has to look

# the few open ones as they are now, newest first, each with the time of what it owes next: enough to order them by
OPEN_NOW = """
SELECT i.rowid, i.state, i.level, i.type, i.place_id, i.place, i.received_at, i.recorded_at, i.after_the_fact, i.drill,
  (SELECT n.due_at FROM deadline n WHERE n.incident_id = i.id AND n.state IN ('pending', 'raised', 'acknowledged') AND n.sleeps = 0
   AND n.due_at < '9' AND n.started_at <= ? ORDER BY n.due_at LIMIT 1), {by}, i.held_until
FROM incident i{joined} WHERE i.state != 'ended' AND i.merged_into IS NULL ORDER BY i.received_at DESC, i.rowid DESC
"""
LAST = """(SELECT m.event_at FROM log_entry m WHERE m.book_id = i.id AND m.kind != 'system'
  AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = m.id) ORDER BY m.event_at DESC, m.rowid DESC LIMIT 1)"""
OF_COMMANDERS = " LEFT JOIN person p ON p.id = i.command_person LEFT JOIN personal holder ON holder.id = p.name"
BY = {"command": ("holder.value", OF_COMMANDERS), "last": (LAST, "")}

ROWS = """
SELECT i.rowid, i.id, book.year, book.label, book.number, i.type, i.level, i.state, place.value, known.zh, known.en, i.started_at, i.received_at,
  i.ended_at, i.command_post, holder.value, i.command_person, i.drill, i.after_the_fact, i.plan, i.department,
  d.kind, d.code, d.round, d.due_at, e.event_at, last.value, i.held_until, i.command_since,
  about.value, d.about IS NOT NULL, o.started_at, o.owner_post, asked.value
FROM incident i CROSS JOIN book ON book.id = i.id
LEFT JOIN personal place ON place.id = i.place LEFT JOIN place known ON known.id = i.place_id
LEFT JOIN person p ON p.id = i.command_person LEFT JOIN personal holder ON holder.id = p.name
LEFT JOIN deadline d ON d.id = (SELECT id FROM deadline n WHERE n.incident_id = i.id AND n.state IN ('pending', 'raised', 'acknowledged')
  AND n.started_at <= ? AND n.due_at < '9' ORDER BY n.due_at LIMIT 1)
LEFT JOIN personal about ON about.id = d.about
LEFT JOIN deadline o ON o.id = (SELECT id FROM deadline n WHERE n.incident_id = i.id AND n.kind = 'command_offer'
  AND n.state IN ('pending', 'raised', 'acknowledged') ORDER BY n.started_at DESC LIMIT 1)
LEFT JOIN person op ON op.id = o.owner_person LEFT JOIN personal asked ON asked.id = op.name
LEFT JOIN log_entry e ON e.rowid = (SELECT m.rowid FROM log_entry m WHERE m.book_id = i.id AND m.kind != 'system'
  AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = m.id) ORDER BY m.event_at DESC, m.rowid DESC LIMIT 1)
LEFT JOIN personal last ON last.id = e.text
WHERE i.rowid IN ({numbers})
"""
OWED = """
SELECT count(*), coalesce(sum(due_at <= ?1), 0), min(CASE WHEN due_at > ?1 THEN due_at END) FROM deadline
WHERE state IN ('pending', 'raised', 'acknowledged') AND sleeps = 0 AND started_at <= ?2
"""


@reads("incident", "book", "deadline", "log_entry", "strike", "fact", "type_change", "personal", "person", "place", "post_holder")
def board(
    ask: Ask,
    *,
    state: list[AnyState] = [],
    level: list[AnyLevel] = [],
    type: list[AnyType] = [],
    place: list[AnyPlace] = [],
    day: list[AnyDay] = [],
    order: Order = "urgency",
    reverse: bool = False,
    offset: Whole = 0,
    limit: Whole = MOST,
) -> Board:
    """The live board: late first, then by what is due and by level; imports after the fact come last."""
    which = Which(
        states=tuple(dict.fromkeys(one for some in state for one in some)) or OPEN,
        levels=tuple(level),
        types=tuple(type),
        places=tuple(one.id for one in place if one.id),
        words=tuple(one.words for one in place if not one.id),
        days=tuple(day),
    )
    if "ended" in which.states and order in OPEN_ONLY:
        raise misused(
            say("Only open incidents stand in the order of who commands or of the last word."),
            say("Ask for open ones, or choose another order."),
        )
    late_from, near_from = shifted(ask.now, seconds=-1), shifted(ask.now, seconds=NEAR_S)
    by, joined = BY.get(order, ("NULL", ""))
    alive = [OpenIncident(*row) for row in ask(OPEN_NOW.format(by=by, joined=joined), (ask.now,))]
    numbers, size, of = _window(ask, which, order, reverse, offset, limit, alive, (late_from, near_from))
    rows = _rows(ask, numbers)
    owed, owed_late, late_next = ask(OWED, (late_from, ask.now))[0]
    return Board(
        as_of=ask.now,
        counts=_by_level(alive),
        soon=tuple(soonest(ask, SOON)),
        rows=tuple(rows),
        exercise=ask.site.drill,
        size=size,
        offset=offset,
        of=of,
        open=len(alive),
        late=sum(one.due_at is not None and one.due_at <= late_from for one in alive if not one.after_the_fact),
        owed=owed,
        owed_late=owed_late,
        late_next=late_next,
        turns_s=_turns(alive, ask.now, late_from, near_from),
    )


def _by_level(alive: Sequence[OpenIncident]) -> dict[str, int]:
    """Count real ones: an exercise is no statistic (R7.3), a duplicate is counted where it was merged into."""
    counts = dict.fromkeys(("I", "II", "III", "IV", "none"), 0)
    for one in alive:
        if not (one.after_the_fact or one.drill):
            counts[one.level or "none"] += 1
    return counts


def _window(
    ask: Ask, which: Which, order: str, reverse: bool, offset: int, limit: int, alive: list[OpenIncident], marks: tuple[str, str]
) -> tuple[list[int], int, int]:  # fmt: skip
    """Give the rows' numbers from `offset` on, how many there are in all, and how many in those states."""
    if "ended" not in which.states:
        wanted = chosen(ask, which, alive)
        numbers = [one.row for one in ordered(ask, wanted, order, *marks)]
        numbers = numbers[::-1] if reverse else numbers
        return numbers[offset : offset + limit], len(numbers), sum(one.state in which.states for one in alive)
    from commandpost.domain.board.questions.longer import cut, grouped, held, over, past

    ended = past(ask, len(alive))
    of = sum(one.state in which.states for one in alive) + ended
    if order == "urgency":
        first = [one.row for one in ordered(ask, chosen(ask, which, alive), order, *marks)]
        behind = over(ask, which, ended)
        parts, size = [held(first), behind], len(first) + behind.size()
    else:
        parts, size = grouped(ask, which, order, of)
    return cut(parts, size, offset, limit, reverse), size, of


def chosen(ask: Ask, which: Which, alive: Sequence[OpenIncident]) -> list[OpenIncident]:
    """Give the open incidents that a board narrowed so shows."""
    told: set[str] = set()
    if which.words:
        words = ", ".join("?" * len(which.words))
        sql = f"SELECT id FROM personal WHERE kind IN ('place', 'part') AND value IN ({words})"  # noqa: S608 - question marks
        told = {key for (key,) in ask(sql, which.words)}
    return [
        one
        for one in alive
        if one.state in which.states
        and (not which.levels or one.level in which.levels)
        and (not which.types or one.type in which.types)
        and (not (which.places or which.words) or one.place_id in which.places or one.place in told)
        and (not which.days or any(since <= one.received_at < until for since, until in which.days))
    ]


def ordered(
    ask: Ask, rows: Sequence[OpenIncident], order: str, late_from: str, near_from: str
) -> Sequence[OpenIncident]:
    """Put open incidents, given newest first, into an order; among equals the newest stays first."""
    if order == "urgency":
        return sorted(rows, key=lambda one: urgency(one, late_from, near_from))
    if order == "number":
        return sorted(rows, key=lambda one: (one.recorded_at, one.row), reverse=True)
    if order == "last":
        return sorted(rows, key=lambda one: one.by or "", reverse=True)
    if order == "command":
        return sorted(rows, key=lambda one: (one.by is None, (one.by or "").casefold()))
    if order == "since":
        return rows
    from commandpost.domain.board.questions.longer import places_in_order, types_in_order

    if order == "level":
        return sorted(rows, key=lambda one: RANKS[one.level])
    if order == "state":
        return sorted(rows, key=lambda one: STATES.index(one.state))
    if order == "what":
        place = {code: at for at, code in enumerate(types_in_order(ask, {one.type for one in rows}))}
        return sorted(rows, key=lambda one: place[one.type])
    stands: dict[str | None, int] = {key: at for at, key in enumerate(places_in_order(ask))}
    return sorted(rows, key=lambda one: stands.get(one.place_id, len(stands)))


def urgency(one: OpenIncident, late_from: str, near_from: str) -> tuple[object, ...]:
    """Late before not late, the longest late first; then what is due within ten minutes; then the level, one that nobody set before all.

    What was written down after the fact comes last, what is on hold behind what is not, and what is controlled behind what is not.
    """
    due = one.due_at or "9"
    late = due <= late_from and not one.after_the_fact
    return (
        one.after_the_fact, not late, due if late else "", (one.held_until or "") > late_from, one.state == "controlled",
        due >= near_from, RANKS[one.level], due,
    )  # fmt: skip


def _turns(alive: Sequence[OpenIncident], now: str, late_from: str, near_from: str) -> float | None:
    """Give the seconds until the next of them falls due, or comes near."""
    ahead = [
        one.due_at for one in alive if one.due_at is not None and one.due_at > late_from and not one.after_the_fact
    ]
    late = min(ahead, default=None)
    near = min((due for due in ahead if due >= near_from), default=None)
    waits = [seconds_between(late_from, late)] if late else []
    if near:
        waits.append(seconds_between(near_from, near) + 0.001)
    return min(waits, default=None)


def _rows(ask: Ask, numbers: Sequence[int]) -> list[BoardRow]:
    """Give the rows of these numbers, in their order."""
    if not numbers:
        return []
    found = {row[0]: row for row in ask(ROWS.format(numbers=", ".join("?" * len(numbers))), (ask.now, *numbers))}
    return [_row(ask, found[number][1:]) for number in numbers if number in found]


def _row(ask: Ask, row: tuple[Any, ...]) -> BoardRow:
    (key, year, label, number, type_code, level, state, place, zh, en, started, received, ended, post, holder, person, drill, after, digest,
     department, kind, code, round_, due_at, last_at, last, held, command_since, about, is_about, offered, to_post, asked) = row  # fmt: skip
    plan = ask.plan(digest)
    ref = incident_ref(year, label, number)
    owed = None
    if due_at is not None:
        what = subject(plan, type_code, kind, code, round_, about or (say("[erased]") if is_about else None))
        owed = NextOwed(kind, what, due_at, max(0, int(seconds_between(due_at, ask.now))))
    unset = level is None and state != "ended"
    suggested = suggest(plan, figures_of(ask, key, received, started), ask.now) if unset else None
    command = post or (commander_post(plan, level, department) if level else None)
    shown = plan.levels.get(level or suggested or "")
    return BoardRow(
        id=key,
        number=ref,
        level=level,
        suggested=suggested,
        colour=shown.colour if shown else None,
        type=type_code,
        type_name=plan.types[type_code].name(language()),
        place=place or (zh if language() == "zh_CN" else en),
        state=state,
        started_at=started,
        received_at=received,
        ended_at=ended,
        commander=holder or (say("[erased]") if person else None),
        command_post=addressee(plan, command) if command else None,
        vacant=bool(level) and person is None,
        next=owed,
        last_at=last_at,
        last_word=(last if last is not None else say("[erased]")) if last_at else None,
        drill=bool(drill),
        after_the_fact=bool(after),
        offered_to=asked or (_holder(ask, to_post) or addressee(plan, to_post) if to_post else None),
        offered_since=offered,
        held_until=held,
        command_since=command_since,
    )


def _holder(ask: Ask, post: str) -> str | None:
    """Give the name of whoever holds a post now, to whom command is offered with it."""
    return person_name(ask, holder(ask, post, ask.now))
