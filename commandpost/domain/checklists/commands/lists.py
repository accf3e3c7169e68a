"""Says of whole lists what persons say: complete, with what stays open; sent from standby; and adds a task of one's own (R4.3, R4.4)."""

from __future__ import annotations

import json

from commandpost.domain.checklists.commands.taking import may_take
from commandpost.domain.checklists.kinds import GroupCode, Minutes, PointCode, TaskText
from commandpost.domain.checklists.questions.pauses import at_pause, pause_due
from commandpost.domain.checklists.questions.told import rows_of, words_of
from commandpost.domain.checklists.records.tasks import FIRST_TEN
from commandpost.domain.checklists.rules.allowed import may_add
from commandpost.domain.checklists.rules.pauses import WHOLE
from commandpost.domain.checklists.rules.words import list_name
from commandpost.domain.contacts.kinds import PostOrPerson
from commandpost.domain.core.refusal import allow, refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.domain.incidents.rules.posts import DUTY_OFFICER
from commandpost.domain.log.commands.writing import say_entry
from commandpost.locale.words import language, say
from commandpost.plan.read_lists import pause_points
from commandpost.store.instant import shifted

NAMED = 6  # tasks named in a sentence; the log names them all


def add(
    unit: Unit, incident: Incident, text: TaskText, *, group: GroupCode | None = None, to: PostOrPerson | None = None, minutes: Minutes = 10,
    critical: bool = False,
) -> None:  # fmt: skip
    """Add a task of one's own to an incident, to a group's list or to somebody, due in so many minutes (R4.4)."""
    allow(may_add(text.value))
    _runs(incident)
    may_take(unit, incident, to.person if to is not None else None)
    plan = unit.plan(incident.plan)
    rows = rows_of(unit, incident.id)
    number = 1 + sum(row.text is not None for row in rows)
    post = to.post if to is not None else plan.groups[group].head_post if group in plan.groups else incident.command_post or DUTY_OFFICER
    listed = group if group != FIRST_TEN else None
    entry = say_entry(
        unit, incident, "decision", say("New task for {list}: {task}", list=to.name if to else list_name(plan, listed or ""), task=text.value)
    )
    key = unit.insert(
        "task", book_id=incident.id, code=f"own.{number}", grp=listed, phase="act", place=1000 + number, critical=int(critical),
        since=unit.at, new=1, target_at=shifted(unit.at, minutes=minutes), waits=0, text=text.id, owner_post=post or DUTY_OFFICER,
        owner_person=to.person if to else None, assigned=int(to is not None), state="open", recorded_at=unit.now,
    )  # fmt: skip
    if to is not None:
        unit.insert(
            "task_step", task_id=key, step="assigned", at=unit.at, recorded_at=unit.now, by_person=unit.who, owner_post=post, owner_person=to.person,
            paper=0, entry_id=entry.id,
        )  # fmt: skip
    unit.make("task", key, f"own.{number}")
    unit.make("log_entry", entry.id, entry.ref)
    _tell(unit, incident)


def complete(unit: Unit, incident: Incident, group: GroupCode) -> None:
    """Say that a list is complete: a person says so, and names what stays open (R4.4)."""
    plan = unit.plan(incident.plan)
    rows = [row for row in rows_of(unit, incident.id) if row.card is None and (row.group or FIRST_TEN) == group and row.state != "stood_down"]
    if not rows:
        raise refuse(
            say("{number} has no such list now.", number=incident.ref), say("See the list: commandpost task list {number}", number=incident.ref),
            "R4.4", group,
        )  # fmt: skip
    left = [row for row in rows if row.state == "open"]
    name = list_name(plan, group)
    names = [words_of(unit, plan, row) for row in left]
    words = (
        say("{list} complete; {count} stay open: {tasks}", list=name, count=len(left), tasks=say("; ").join(names))
        if left
        else say("{list} complete, nothing left open", list=name)
    )
    if left:
        more = [say("and {count} more", count=len(left) - NAMED)] if len(left) > NAMED else []
        unit.remark(say("Stays open: {tasks}", tasks=say("; ").join([*names[:NAMED], *more])))
    if any(row.critical for row in left):
        unit.remark(say("What is critical goes on being asked for."))
    entry = say_entry(unit, incident, "decision", words)
    _said(unit, incident, group, "complete", [row.code for row in left], entry.id, entry.ref)


def send(unit: Unit, incident: Incident, group: GroupCode) -> None:
    """Send a group that stands by: its tasks count from now (R4.3)."""
    _runs(incident)
    plan = unit.plan(incident.plan)
    waiting = [row for row in rows_of(unit, incident.id) if row.group == group and row.waits and row.state != "stood_down"]
    if not waiting:
        raise refuse(
            say("This group does not stand by in {number}.", number=incident.ref), say("See the list: commandpost task list {number}", number=incident.ref),
            "R4.3", group,
        )  # fmt: skip
    entry = say_entry(unit, incident, "decision", say("{list} sent", list=list_name(plan, group)))
    _said(unit, incident, group, "sent", [row.code for row in waiting], entry.id, entry.ref)


def confirm(unit: Unit, incident: Incident, point: PointCode) -> None:
    """Say that the lists were gone through at a pause point, with what stays open; it is asked for no more (R4.4)."""
    _runs(incident)
    due = pause_due(unit, incident, done=True)
    if due is None or (due.code != point.code and point.code in WHOLE):
        raise refuse(
            say("The pause point “{name}” is not due in {number} now.", name=point.name(language()), number=incident.ref),
            say("See what is due: commandpost list pauses"), "R4.4", point.code,
        )  # fmt: skip
    plan = unit.plan(incident.plan)
    here = pause_points(plan)[due.code]  # the next one may have come while the lists were being gone through: that counts for it
    left = [row for row in at_pause(rows_of(unit, incident.id), here.code) if row.state == "open"]
    words = say(
        "Gone through at the pause point “{point}”; {count} stay open: {tasks}", point=here.name(language()), count=len(left),
        tasks=say("; ").join(words_of(unit, plan, row) for row in left),
    )  # fmt: skip
    if not left:
        words = say("Gone through at the pause point “{point}”; nothing left open", point=here.name(language()))
    entry = say_entry(unit, incident, "decision", words)
    _said(unit, incident, here.code, "confirmed", [row.code for row in left], entry.id, entry.ref)


def _runs(incident: IncidentHead) -> None:
    if incident.state == "ended":
        raise refuse(say("The incident has ended."), say("Reopen it first, with a reason."), "R4.4", incident.ref)


def _said(unit: Unit, incident: IncidentHead, group: str, step: str, codes: list[str], entry: str, ref: str) -> None:
    unit.insert(
        "list_step", incident_id=incident.id, grp=group, step=step, at=unit.at, recorded_at=unit.now, by_person=unit.who, open=json.dumps(codes),
        entry_id=entry,
    )  # fmt: skip
    unit.make("log_entry", entry, ref)
    _tell(unit, incident)


def _tell(unit: Unit, incident: IncidentHead) -> None:
    unit.incident = incident.id
    unit.tell("listed", incident.id)
