"""Asks which lists were printed, what came back from paper, and where paper and screen disagree (R4.4)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.checklists.kinds import GroupCode
from commandpost.domain.checklists.questions.told import rows_of, ticks_of
from commandpost.domain.checklists.records.sheets import PaperShown, SheetShown
from commandpost.domain.checklists.records.tasks import FIRST_TEN, Ticked
from commandpost.domain.checklists.rules.sheet_code import sheet_ref
from commandpost.domain.checklists.rules.words import plan_words
from commandpost.domain.core.numbers import entry_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident
from commandpost.locale.words import say

NEXT = "SELECT coalesce(max(number), 0) + 1 FROM sheet WHERE incident_id = ? AND stream_id = ?"
SHEETS = """
SELECT s.label, s.number, s.grp, s.pages, s.plan, s.at, name.value, p.id, e.label, e.number,
  (SELECT count(DISTINCT t.task_id) FROM task_step t WHERE t.sheet_id = s.id
   AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = t.entry_id))
FROM sheet s JOIN log_entry e ON e.id = s.entry_id LEFT JOIN person p ON p.id = s.by_person LEFT JOIN personal name ON name.id = p.name
WHERE s.incident_id = ? ORDER BY s.rowid
"""
FROM_PAPER = """
SELECT s.task_id, s.step, s.why, s.at, s.recorded_at, words.value, named.value, s.said_by, s.said_by_person, wrote.value, w.id, sheet.label, sheet.number
FROM task_step s JOIN task t ON t.id = s.task_id LEFT JOIN sheet ON sheet.id = s.sheet_id
LEFT JOIN personal words ON words.id = s.said_by LEFT JOIN person n ON n.id = s.said_by_person LEFT JOIN personal named ON named.id = n.name
LEFT JOIN person w ON w.id = s.by_person LEFT JOIN personal wrote ON wrote.id = w.name
WHERE t.book_id = ? AND s.paper = 1 AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id) ORDER BY s.rowid
"""
# which tasks stand as they do because paper said so: the last step that ticked them, or took that back, came from paper
BY_PAPER = """
SELECT task_id, paper FROM (
  SELECT s.task_id, s.paper, row_number() OVER (PARTITION BY s.task_id ORDER BY s.rowid DESC) AS place FROM task_step s JOIN task t ON t.id = s.task_id
  WHERE t.book_id = ? AND s.step IN ('done', 'skipped', 'undone') AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id))
WHERE place = 1 AND paper = 1
"""


def next_number(ask: Ask, incident: str) -> int:
    """Give the number of the next sheet that this desk prints of an incident."""
    return int(ask(NEXT, (incident, ask.site.stream))[0][0])


@reads("sheet", "task_step", "log_entry", "strike", "person", "personal", "incident", "book")
def sheets(ask: Ask, incident: Incident) -> list[SheetShown]:
    """The lists of an incident that were printed: number, whose, when and by whom, how many of its ticks were entered."""
    made = []
    for label, number, group, pages, plan, at, name, person, entry_label, entry, entered in ask(SHEETS, (incident.id,)):
        made.append(SheetShown(sheet_ref(label, number), group, pages, plan, at, _name(name, person), entry_ref(entry_label, entry), entered))
    return made


@reads("sheet", "task_step", "task", "strike", "person", "personal", "incident", "book")
def from_paper(ask: Ask, incident: Incident, *, group: GroupCode | None = None) -> list[PaperShown]:
    """What was ticked on paper and entered afterwards: by whom, when it was done and when entered, and where paper and screen disagree."""
    plan, ticks = ask.plan(incident.plan), ticks_of(ask, incident.id)
    rows = {row.id: row for row in rows_of(ask, incident.id)}
    words = plan_words(plan, [row.code for row in rows.values()])
    people = dict(ask("SELECT person.id, personal.value FROM person JOIN personal ON personal.id = person.name"))
    by_paper = {row[0] for row in ask(BY_PAPER, (incident.id,))}
    made = []
    for task, step, why, at, entered, said, named, said_id, said_person, wrote, writer, label, number in ask(FROM_PAPER, (incident.id,)):
        row, told = rows[task], ticks.get(task, Ticked())
        if group is not None and (row.group or FIRST_TEN) != group:
            continue
        zh, en = words.get(row.code, ("", ""))
        if row.text is not None:
            zh = en = _value(ask, row.text)
        says = why if step == "paper" else step
        by = (said or say("[erased]")) if said_id else _name(named, said_person)
        done_by = _value(ask, told.by) if told.by else _name(people.get(told.person or ""), told.person)
        alone = task in by_paper
        made.append(
            PaperShown(
                row.code, row.group, zh or row.code, en or row.code, sheet_ref(label, number) if number else None, says, at,
                by if said_id or said_person else None, entered, _name(wrote, writer), None if alone else row.state, None if alone else told.at,
                None if alone or told.state == "open" else done_by, differs(told, says, at),
            )
        )  # fmt: skip
    return made


def differs(told: Ticked, says: str, at: str) -> bool:
    """Whether paper says another thing than the list: another state, or another minute (paper knows no seconds)."""
    return told.state != says or (told.at or "")[:16] != at[:16]


def _name(value: Any, person: str | None) -> str | None:
    return (value or say("[erased]")) if person is not None else None


def _value(ask: Ask, key: str) -> str:
    return ask("SELECT value FROM personal WHERE id = ?", (key,))[0][0] or say("[erased]")
