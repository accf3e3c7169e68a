"""Shows one incident whole: state, level and grade, command, chain, the six parts, figures, closing criteria, history (R4)."""

from __future__ import annotations

from commandpost.domain.contacts.kinds import person_name
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.domain.incidents.questions.figures import Figures, figure_words
from commandpost.domain.incidents.questions.history import READS, history_of
from commandpost.domain.incidents.questions.ties import ties_of
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.records.shown import (
    ChainShown,
    ChangeShown,
    Commander,
    CommandOffer,
    CriterionShown,
    IncidentShown,
)
from commandpost.domain.incidents.rules.assess import assess
from commandpost.domain.incidents.rules.closing import PARTS, criteria_of
from commandpost.domain.incidents.rules.command import standing_offer
from commandpost.domain.log.questions import plain_number
from commandpost.locale.words import language, say

CHAIN = """
SELECT step, at, said.value, name.value FROM chain_step c LEFT JOIN personal said ON said.id = c.said_by
LEFT JOIN person p ON p.id = c.said_by_person LEFT JOIN personal name ON name.id = p.name
WHERE incident_id = ? AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = c.entry_id) ORDER BY at DESC, c.rowid DESC
"""
FIRST = """
SELECT said.value, name.value FROM log_entry e LEFT JOIN personal said ON said.id = e.said_by
LEFT JOIN person p ON p.id = coalesce(e.said_by_person, e.author) LEFT JOIN personal name ON name.id = p.name
WHERE e.book_id = ?1 AND e.stream_id = (SELECT stream_id FROM book WHERE id = ?1) ORDER BY e.number LIMIT 1
"""
PART_TEXTS = """
SELECT part, value FROM report_part p JOIN personal ON personal.id = p.text WHERE incident_id = ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = p.entry_id) ORDER BY at, p.rowid
"""
HISTORY = """
SELECT steps.at, steps.what, steps.code, name.value, why.value FROM (
  SELECT at, 0 AS place, 'type' AS what, type AS code, by_person, reason, rowid AS n FROM type_change WHERE incident_id = ?1 UNION ALL
  SELECT at, 2, 'level', level, by_person, reason, rowid FROM level_decision WHERE incident_id = ?1 UNION ALL
  SELECT at, 4, 'command ' || step, coalesce(post, ''), person_id, reason, rowid FROM command_step WHERE incident_id = ?1 UNION ALL
  SELECT at, iif(state = 'reported', 1, 3), 'state', state, by_person, reason, rowid FROM state_change WHERE incident_id = ?1) AS steps
LEFT JOIN person p ON p.id = steps.by_person LEFT JOIN personal name ON name.id = p.name LEFT JOIN personal why ON why.id = steps.reason
ORDER BY steps.at, steps.place, steps.n
"""


@reads(*READS, "command_step", "personal", "person", "place", "book", "incident_tie")
def show(ask: Ask, incident: Incident) -> IncidentShown:
    """One incident as it stands, with its history."""
    plan, history = ask.plan(incident.plan), history_of(ask, incident)
    found = assess(plan, history, ask.now)
    kind = plan.types[incident.type]
    parts = part_texts(ask, incident, found.facts)
    ties = ties_of(ask, incident.id)
    return IncidentShown(
        number=incident.ref,
        type=incident.type,
        type_name=kind.name(language()),
        title=value_of(ask, incident.title),
        place=place_name(ask, incident),
        department=incident.department,
        state=incident.state,
        level=incident.level,
        suggested=found.level or found.default_level,
        grade=found.grade,
        commander=Commander(incident.command_post, person_name(ask, incident.command_person), incident.command_since),
        groups=plan.levels[incident.level].groups if incident.level else (),
        chain=chain_shown(ask, incident),
        parts=parts,
        missing_parts=tuple(part for part in PARTS if parts[part] is None),
        started_at=incident.started_at,
        received_at=incident.received_at,
        controlled_at=incident.controlled_at,
        ended_at=incident.ended_at,
        windows_until={
            clock.rule: clock.window_until for clock in found.clocks if clock.window_until and clock.applies != "no"
        },
        facts={metric: plain_number(value) for metric, value in found.facts.items() if value is not None},
        criteria=_criteria(ask, incident, history),
        drill=bool(incident.drill),
        after_the_fact=bool(incident.after_the_fact),
        history=tuple(ChangeShown(*row) for row in ask(HISTORY, (incident.id,))),
        merged=ties.merged,
        links=ties.links,
        plan=incident.plan,
        held_until=incident.held_until,
        offer=_offer(ask, history),
    )


def _offer(ask: Ask, history: History) -> CommandOffer | None:
    offer = standing_offer(history.command)
    return CommandOffer(offer.post, person_name(ask, offer.person), offer.at, offer.proposed) if offer is not None else None


def value_of(ask: Ask, key: str | None) -> str:
    """Give a personal value's words; erased ones read as such."""
    found = ask("SELECT value FROM personal WHERE id = ?", (key,))
    return (found[0][0] if found else None) or say("[erased]")


def place_name(ask: Ask, incident: IncidentHead) -> str | None:
    """Give where it happened: the known place's name, else the words as typed."""
    if incident.place_id:
        zh, en = ask("SELECT zh, en FROM place WHERE id = ?", (incident.place_id,))[0]
        return str(zh if language() == "zh_CN" else en)
    return value_of(ask, incident.place) if incident.place else None


def part_texts(ask: Ask, incident: IncidentHead, facts: Figures) -> dict[str, str | None]:
    """Give the six parts of R4.2 as they are known now, None where missing.

    Time, place and nature fall back on the incident itself, severity on what has been counted.
    """
    told: dict[str, str | None] = dict.fromkeys(PARTS)
    told["time"] = incident.started_at
    told["place"] = place_name(ask, incident)
    if incident.type != "unclassified":
        told["nature"] = ask.plan(incident.plan).types[incident.type].name(language())
    told["severity"] = figure_words(ask.plan(incident.plan), facts)
    for part, text in ask(PART_TEXTS, (incident.id,)):
        told[part] = text or say("[erased]")
    return told


def chain_shown(ask: Ask, incident: IncidentHead) -> tuple[ChainShown, ...]:
    """Give the report chain from the scene on, each step with its time and person, or not yet taken (R4.1)."""
    said, author = ask(FIRST, (incident.id,))[0]
    taken = {step: (at, said_by or name) for step, at, said_by, name in reversed(ask(CHAIN, (incident.id,)))}
    steps = [ChainShown("scene", say("person on scene"), incident.received_at, said or author)]
    for step in ask.plan(incident.plan).chain:
        at, by = taken.get(step.code, (None, None))
        steps.append(ChainShown(step.code, step.name(language()), at, by))
    return tuple(steps)


def _criteria(ask: Ask, incident: IncidentHead, history: History) -> tuple[CriterionShown, ...]:
    return tuple(
        CriterionShown(
            criterion.code,
            criterion.name(language()),
            history.criteria.get(criterion.code) == "met",
            history.criteria.get(criterion.code) == "overridden",
        )
        for criterion in criteria_of(ask.plan(incident.plan), history)
    )
