"""The live incident board in one answer: what is late first, who commands, what comes next, the last word (R4.3; SCREENS)."""

from __future__ import annotations

from typing import Any, NamedTuple

from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.questions.history import figures_of
from commandpost.domain.incidents.questions.owed import soonest
from commandpost.domain.incidents.records.owed import OwedShown
from commandpost.domain.incidents.rules.levels import suggested as suggest
from commandpost.domain.incidents.rules.posts import commander_post
from commandpost.domain.incidents.rules.subjects import addressee, subject
from commandpost.locale.words import language, say
from commandpost.store.instant import seconds_between

MOST = 300  # open incidents shown at once; a desk with more has other worries than a longer board
SOON = 3

OPEN = """
SELECT i.id, book.year, book.label, book.number, i.type, i.level, i.state, i.place_id, place.value, known.zh, known.en, i.started_at, i.received_at,
  i.command_post, holder.value, i.command_person, i.drill, i.after_the_fact, i.plan, i.department,
  d.kind, d.code, d.round, d.due_at, e.event_at, last.value
FROM incident i JOIN book ON book.id = i.id
LEFT JOIN personal place ON place.id = i.place LEFT JOIN place known ON known.id = i.place_id
LEFT JOIN person p ON p.id = i.command_person LEFT JOIN personal holder ON holder.id = p.name
LEFT JOIN deadline d ON d.id = (SELECT id FROM deadline n WHERE n.incident_id = i.id AND n.state IN ('pending', 'raised', 'acknowledged')
  AND n.started_at <= ?1 AND n.due_at < '9' ORDER BY n.due_at LIMIT 1)
LEFT JOIN log_entry e ON e.rowid = (SELECT max(m.rowid) FROM log_entry m WHERE m.book_id = i.id AND m.kind != 'system'
  AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = m.id))
LEFT JOIN personal last ON last.id = e.text
WHERE i.state != 'ended' ORDER BY i.received_at DESC LIMIT ?2
"""
COUNTS = (
    "SELECT coalesce(level, ''), count(*) FROM incident WHERE state != 'ended' AND after_the_fact = 0 GROUP BY level"
)


class NextOwed(NamedTuple):
    """The obligation of an incident that is due soonest."""

    kind: str
    subject: str
    due_at: str
    late_s: int


class BoardRow(NamedTuple):
    """An open incident as the board shows it; `suggested` stands where no level is set."""

    id: str
    number: str
    level: str | None
    suggested: str | None
    colour: str | None
    type: str
    type_name: str
    place: str | None
    state: str
    started_at: str
    received_at: str
    commander: str | None
    command_post: str | None
    vacant: bool
    next: NextOwed | None
    last_at: str | None
    last_word: str | None
    drill: bool
    after_the_fact: bool


class Board(NamedTuple):
    """The board with what stands above it: open incidents by level, and the obligations due soonest on the whole desk."""

    as_of: str
    counts: dict[str, int]
    soon: tuple[OwedShown, ...]
    rows: tuple[BoardRow, ...]
    exercise: bool


@reads("incident", "book", "deadline", "log_entry", "strike", "fact", "type_change", "personal", "person", "place")
def board(ask: Ask) -> Board:
    """The live board: late first, then by what is due and by level; imports after the fact come last."""
    rows = [_row(ask, row) for row in ask(OPEN, (ask.now, MOST))]
    rows.sort(key=lambda row: _urgency(row, ask.now))
    counts = dict(ask(COUNTS))
    return Board(
        as_of=ask.now,
        counts={level or "none": counts.get(level, 0) for level in ("I", "II", "III", "IV", "")},
        soon=tuple(soonest(ask, SOON)),
        rows=tuple(rows),
        exercise=any(row.drill for row in rows),
    )


def _row(ask: Ask, row: tuple[Any, ...]) -> BoardRow:
    (key, year, label, number, type_code, level, state, _, place, zh, en, started, received, post, holder, person, drill, after, digest, department,
     kind, code, round_, due_at, last_at, last) = row  # fmt: skip
    plan = ask.plan(digest)
    ref = incident_ref(year, label, number)
    owed = None
    if due_at is not None:
        owed = NextOwed(
            kind, subject(plan, type_code, kind, code, round_), due_at, max(0, int(seconds_between(due_at, ask.now)))
        )
    suggested = None if level else suggest(plan, figures_of(ask, key, received, started), ask.now)
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
        commander=holder or (say("[erased]") if person else None),
        command_post=addressee(plan, command) if command else None,
        vacant=bool(level) and person is None,
        next=owed,
        last_at=last_at,
        last_word=(last if last is not None else say("[erased]")) if last_at else None,
        drill=bool(drill),
        after_the_fact=bool(after),
    )


def _urgency(row: BoardRow, now: str) -> tuple[object, ...]:
    """Late before not late, the longest late first; then what is due within ten minutes; then the level; then the newest."""
    due = row.next.due_at if row.next else "9"
    late = row.next is not None and row.next.late_s > 0 and not row.after_the_fact
    soon = row.next is not None and seconds_between(now, due) < 600
    rank = ("I", "II", "III", "IV").index(row.level or row.suggested or "IV")
    return (row.after_the_fact, not late, due if late else "", row.state == "controlled", not soon, rank, due)
