"""Asks for everything about one task, and for the timeline: what was done when against its target (R4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from commandpost.domain.checklists.kinds import TaskOf
from commandpost.domain.checklists.questions.lists import (
    DECLARED,
    SAID,
    USES,
    controlled_of,
    list_of,
    task_lines,
)
from commandpost.domain.checklists.questions.told import READS
from commandpost.domain.checklists.records.lists import StepShown, TaskTold, TimelineRow
from commandpost.domain.checklists.records.tasks import CONTROL
from commandpost.domain.checklists.rules.sheet_code import sheet_ref
from commandpost.domain.checklists.rules.words import list_name, list_names, meets_of, noted
from commandpost.domain.contacts.kinds import person_name, post_name
from commandpost.domain.core.numbers import entry_number
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.locale.words import language, say
from commandpost.plan.read_lists import benchmarks
from commandpost.plan.reader import Plan
from commandpost.plan.records import FirstStep, Task
from commandpost.store.instant import seconds_between

OF_TASK = (*READS, "incident", "book", "card_use", "person", "personal", "post_holder")
STEPS = """
SELECT s.step, s.at, s.recorded_at, said.value, coalesce(s.said_by_person, s.by_person), note.value, s.owner_post, s.owner_person, s.why,
  e.label, e.number, EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id), s.paper, s.by_person, sheet.label, sheet.number
FROM task_step s LEFT JOIN sheet ON sheet.id = s.sheet_id
LEFT JOIN personal said ON said.id = s.said_by LEFT JOIN personal note ON note.id = s.note LEFT JOIN log_entry e ON e.id = s.entry_id
WHERE s.task_id = ? ORDER BY s.rowid
"""
OWN = "SELECT state FROM deadline WHERE incident_id = ? AND kind = 'task_critical' AND code = ? ORDER BY rowid DESC LIMIT 1"
LEVELS = """
SELECT d.level, d.at, name.value FROM level_decision d LEFT JOIN person p ON p.id = d.by_person LEFT JOIN personal name ON name.id = p.name
WHERE d.incident_id = ? ORDER BY d.at, d.rowid
"""
# what was answered stands in its entry: whether the strategy was right or must change, and the words
ANSWERS = """
SELECT m.at, said.value, name.value FROM mark_answered m JOIN log_entry e ON e.id = m.entry_id LEFT JOIN personal said ON said.id = e.text
LEFT JOIN person p ON p.id = m.by_person LEFT JOIN personal name ON name.id = p.name
WHERE m.incident_id = ? AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = m.entry_id) ORDER BY m.at, m.rowid
"""


@reads(*OF_TASK, "log_entry", "deadline", "sheet")
def task(ask: Ask, incident: Incident, task: TaskOf) -> TaskTold:
    """Everything about a task: the plan's words and detail, whose it is, its times, every step with who and when, the obligation that stands for it."""
    plan = ask.plan(incident.plan)
    row, line = next(found for found in task_lines(ask, plan, incident) if found[0].id == task.id)
    said = _of_plan(plan, row.code)
    phase: dict[str, str] = next((one for one in plan.lists.get("phases", ()) if one["code"] == row.phase), {})
    zh, en = list_names(plan, list_of(row, dict(ask(USES, (incident.id,)))))
    obligation = ask(OWN, (incident.id, row.code))
    return TaskTold(
        number=incident.ref,
        line=line,
        list_zh=zh,
        list_en=en,
        phase_zh=phase.get("zh", row.phase),
        phase_en=phase.get("en", row.phase),
        detail_zh=said.detail_zh if said else None,
        detail_en=said.detail_en if said else None,
        meets=tuple(_named(plan, incident, code) for code in meets_of(plan, row.code)),
        obligation=obligation[0][0] if obligation else None,
        wants_note=row.code in noted(plan),
        steps=tuple(_steps(ask, row.id)),
    )


def _of_plan(plan: Plan, code: str) -> Task | FirstStep | None:
    kind = plan.types.get(code.partition(".")[0])
    if kind is None:
        return None
    lines: list[Task | FirstStep] = [*kind.first_10_min, *(task for tasks in kind.tasks.values() for task in tasks)]
    return next((line for line in lines if line.id == code), None)


def _named(plan: Plan, incident: IncidentHead, code: str) -> str:
    if code in plan.rules:
        return plan.rules[code].name(language())
    told = next((row for row in plan.types[incident.type].notify if row.id == code), None)
    if told is None:
        return code
    contact = plan.contacts.get(told.contact)
    return contact.name(language()) if contact else told.contact


def _steps(ask: Ask, task: str) -> Iterator[StepShown]:
    for step, at, recorded_at, said, person, note, post, owner, why, label, number, struck, paper, entered_by, desk, sheet in ask(STEPS, (task,)):
        to = None
        if step == "assigned":
            to = " · ".join(name for name in (post_name(ask, post) if post else "", person_name(ask, owner) or "") if name)
        yield StepShown(
            step, at, recorded_at, said or person_name(ask, person), note, to, why, entry_number(label, number) if number is not None else None, bool(struck),
            (sheet_ref(desk, sheet) if sheet is not None else "") if paper else None, person_name(ask, entered_by),
        )  # fmt: skip


@reads(*OF_TASK, "list_step", "benchmark", "mark_answered", "level_decision", "state_change", "log_entry")
def timeline(ask: Ask, incident: Incident) -> list[TimelineRow]:
    """What was done when against its target: levels, ticks, lists called complete, benchmarks, time marks in their order; then what is still open."""
    plan, zh = ask.plan(incident.plan), language() == "zh_CN"
    uses = dict(ask(USES, (incident.id,)))
    rows, open_ = list(_declared(ask, plan, incident)), []
    for row, line in task_lines(ask, plan, incident):
        if line.state == "stood_down":
            continue
        words, listed = line.text_zh if zh else line.text_en, list_name(plan, list_of(row, uses))
        if line.done_at is None:
            late = max(0, int(seconds_between(line.target_at, _until(ask, incident)))) if line.clocked else 0
            open_.append(TimelineRow("open", line.id, None, words, listed, line.owner, line.target_at, late, None, line.critical))
            continue
        late = max(0, int(seconds_between(line.target_at, line.done_at))) if line.clocked else 0
        taken = max(0, int(seconds_between(line.since, line.done_at)))
        rows.append(TimelineRow(line.state, line.id, line.done_at, words, listed, line.done_by, line.target_at, late, taken, line.critical))
    return [*sorted(rows, key=lambda one: one.at or ""), *sorted(open_, key=lambda one: one.target_at or "")]


def _until(ask: Ask, incident: IncidentHead) -> str:
    return min(ask.now, incident.ended_at) if incident.state == "ended" and incident.ended_at else ask.now


def _declared(ask: Ask, plan: Plan, incident: IncidentHead) -> Iterator[TimelineRow]:
    key = (incident.id,)
    for level, at, by in ask(LEVELS, key):
        yield TimelineRow("level", level, at, say("Level {level}", level=level), None, by, None, 0, None, False)
    for group, step, at, by in ask(SAID, key):
        if step in ("complete", "sent"):
            yield TimelineRow(step, group, at, list_name(plan, group), None, by, None, 0, None, False)
    known, declared = benchmarks(plan), list(ask(DECLARED, key))
    if CONTROL in known and CONTROL not in [row[0] for row in declared] and (controlled := controlled_of(ask, incident)) is not None:
        declared.append((CONTROL, *controlled))
    for code, at, by in declared:
        yield TimelineRow("benchmark", code, at, known[code].name(language()) if code in known else code, None, by, None, 0, None, True)
    for number, (at, words, by) in enumerate(ask(ANSWERS, key), start=1):
        yield TimelineRow("mark", str(number), at, words or say("[erased]"), None, by, None, 0, None, False)
