"""Lays out what the book says of one incident for the rules: what is struck was never said (R4.3)."""

from __future__ import annotations

from commandpost.domain.core.numbers import entry_number
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import IncidentHead
from commandpost.domain.incidents.questions.orders import orders_of
from commandpost.domain.incidents.records.history import (
    Answer,
    CommandTold,
    Decision,
    FactMark,
    History,
    HoldTold,
    Met,
    TypeSpan,
)

READS = (
    "incident", "fact", "log_entry", "strike", "type_change", "rule_answer", "level_decision", "chain_step", "report_part", "criterion_mark",
    "state_change", "deadline", "deadline_change", "command_step", "incident_hold", "order_given", "order_step", "book", "person", "report_called",
)  # fmt: skip

MARKS = """
SELECT e.label, e.number, f.rowid, f.metric, f.mark, f.value, f.event_at, f.recorded_at FROM fact f JOIN log_entry e ON e.id = f.entry_id
WHERE f.incident_id = ? AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = f.entry_id) ORDER BY f.event_at, f.rowid
"""
TYPES = "SELECT type, at FROM type_change WHERE incident_id = ? ORDER BY at, rowid"
ANSWERS = """
SELECT rule, answer, at FROM rule_answer a WHERE incident_id = ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = a.entry_id) ORDER BY at, rowid
"""
DECISIONS = """
SELECT level, at, coalesce(json_extract(picture, '$.level'), json_extract(picture, '$.default_level')) FROM level_decision
WHERE incident_id = ? ORDER BY at, rowid
"""
CHAIN = """
SELECT step, at FROM chain_step c WHERE incident_id = ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = c.entry_id) ORDER BY at DESC, rowid DESC
"""
MET = """
SELECT DISTINCT d.kind, d.code, d.round, c.at FROM deadline d JOIN deadline_change c ON c.deadline_id = d.id
WHERE d.incident_id = ? AND c.state = 'met' AND c.why = 'reported'
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = c.entry_id)
AND NOT EXISTS (SELECT 1 FROM deadline_change u WHERE u.deadline_id = d.id AND u.why = 'unsaid' AND u.rowid > c.rowid) ORDER BY c.at, c.rowid
"""
# a reopening leaves no criterion met: what was true at the first end must be seen anew; at equal times the book's order tells which came first
CRITERIA = """
SELECT m.criterion, m.how FROM criterion_mark m JOIN log_entry e ON e.id = m.entry_id WHERE m.incident_id = ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = m.entry_id)
AND NOT EXISTS (
  SELECT 1 FROM state_change c JOIN log_entry o ON o.id = c.entry_id
  WHERE c.incident_id = m.incident_id AND c.state = 'responding' AND c.reason IS NOT NULL AND (c.at, o.rowid) > (m.at, e.rowid)
) ORDER BY m.at, m.rowid
"""
PARTS = """
SELECT DISTINCT part FROM report_part p WHERE incident_id = ? AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = p.entry_id)
"""
COUNTED = """
SELECT 1 FROM fact f WHERE incident_id = ? AND mark != 'stop' AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = f.entry_id) LIMIT 1
"""
REOPENED = "SELECT max(at) FROM state_change WHERE incident_id = ? AND state = 'responding' AND reason IS NOT NULL"


# a step of command or a hold is a person's deed, like a level: striking the words about it does not undo it
COMMAND = "SELECT step, post, person_id, at FROM command_step WHERE incident_id = ? ORDER BY at, rowid"
REPORTS_CALLED = """
SELECT at, due_at FROM report_called r WHERE incident_id = ? AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = r.entry_id) ORDER BY at
"""
# what was said last holds, also where the clock was set back between two of them
HOLDS = "SELECT step, until, at FROM incident_hold WHERE incident_id = ? ORDER BY rowid"


def known_parts(ask: Ask, head: IncidentHead) -> frozenset[str]:
    """Give which of the six parts are known: described, or told by the incident itself (its time, a place, a type, a figure) (R4.2)."""
    known = {row[0] for row in ask(PARTS, (head.id,))} | {"time"}
    if head.place_id or head.place:
        known.add("place")
    if head.type != "unclassified":
        known.add("nature")
    if ask(COUNTED, (head.id,)):
        known.add("severity")
    return frozenset(known)


def figures_of(ask: Ask, incident: str, received_at: str, started_at: str) -> History:
    """Give of an incident's history what its level follows from, its types and figures, in two short reads."""
    return History(_types(ask, incident, received_at), _marks(ask, incident), (), (), received_at, started_at)


def _types(ask: Ask, incident: str, received_at: str) -> tuple[TypeSpan, ...]:
    """The types in their order; the first held from the moment the incident was received, by whichever of its reports (R4.1)."""
    first, *rest = ask(TYPES, (incident,))
    return (TypeSpan(first[0], min(first[1], received_at)), *(TypeSpan(*row) for row in rest))


def _marks(ask: Ask, incident: str) -> tuple[FactMark, ...]:
    return tuple(
        FactMark(entry_number(label, number), order, metric, mark, value, event_at, recorded_at)
        for label, number, order, metric, mark, value, event_at, recorded_at in ask(MARKS, (incident,))
    )


def history_of(ask: Ask, head: IncidentHead) -> History:
    """Give one incident's history as the book tells it now, in fourteen short reads."""
    key = (head.id,)
    reopened = ask(REOPENED, key)[0][0]
    return History(
        types=_types(ask, head.id, head.received_at),
        marks=_marks(ask, head.id),
        answers=tuple(Answer(*row) for row in ask(ANSWERS, key)),
        decisions=tuple(Decision(*row) for row in ask(DECISIONS, key)),
        received_at=head.received_at,
        started_at=head.started_at,
        department=head.department,
        state=head.state,
        chain=dict(ask(CHAIN, key)),
        controlled_at=head.controlled_at,
        ended_at=head.ended_at,
        reopened_at=reopened,
        commander_person=head.command_person,
        command_since=head.command_since,
        met=tuple(Met(*row) for row in ask(MET, key)),
        criteria=dict(ask(CRITERIA, key)),
        parts=known_parts(ask, head),
        command=tuple(CommandTold(*row) for row in ask(COMMAND, key)),
        holds=_holds(ask, head.id),
        orders=orders_of(ask, head.id),
        reports_called=tuple((at, due) for at, due in ask(REPORTS_CALLED, key)),
    )


def _holds(ask: Ask, incident: str) -> tuple[HoldTold, ...]:
    made: list[HoldTold] = []
    for step, until, at in ask(HOLDS, (incident,)):
        if made and made[-1].ended_at is None:
            made[-1] = made[-1]._replace(ended_at=at, held_again=step == "held")
        if step == "held":
            made.append(HoldTold(at, until))
    return tuple(made)
