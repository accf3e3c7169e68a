"""Keeps the rows of those who are to be heard equal to what the rules want, and calls the roll at once when something turns (R4.4).

At once: the level changes, an evacuation is ordered, command passes, somebody is missing.
"""

from __future__ import annotations

from typing import Any

from commandpost.domain.callout.questions.expected import TOLD, told_of
from commandpost.domain.callout.rules.hearing import rows_of
from commandpost.domain.core.unit import Moment, Unit
from commandpost.domain.incidents.commands.owed import COLUMNS, OPEN, change, reconcile
from commandpost.locale.words import say

LEVELS = "SELECT level, at, entry_id FROM level_decision WHERE incident_id = ? ORDER BY at DESC, rowid DESC LIMIT 2"
MISSING = """
SELECT f.value, f.event_at, f.entry_id FROM fact f WHERE incident_id = ? AND metric = 'missing' AND mark = 'set'
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = f.entry_id) ORDER BY f.event_at DESC, f.rowid DESC LIMIT 2
"""
OF_INCIDENT = """x.incident_id = ?1 OR i.merged_into = ?1 OR x.id IN (SELECT d.code FROM deadline d
  WHERE d.incident_id = ?1 AND d.state IN ('pending', 'raised', 'acknowledged') AND d.due_at >= '')"""


def settle(unit: Unit, moment: Moment) -> None:
    """Work out anew when those are to be heard whom the moment concerns."""
    if moment.incident is not None:
        rows = unit(TOLD.format(which=f"({OF_INCIDENT})"), (moment.incident,))
        keys = {row[0] for row in rows}
        for row in rows:
            settle_one(unit, row, moment.incident)
        if moment.subject is not None and moment.name in ("heard", "struck") and moment.subject not in keys:
            _struck(unit, moment.subject)
    elif moment.subject is not None:
        found = unit(TOLD.format(which="x.id = ?"), (moment.subject,))
        settle_one(unit, found[0], None) if found else _struck(unit, moment.subject)


def settle_one(unit: Unit, row: Any, here: str | None) -> None:
    """Settle somebody who is to be heard, under the incident that it now belongs to; nowhere else is anything owed for them."""
    told, incident, _ = told_of(unit, row)
    for other in {row[9], row[10], here} - {incident, None}:
        for key, state in unit(
            "SELECT id, state FROM deadline WHERE incident_id = ? AND kind = ? AND code = ?", (other, told.kind, told.id)
        ):
            if state in OPEN:
                change(unit, key, state, "cancelled", unit.at, "merged")
    rows = unit(COLUMNS + "WHERE incident_id IS ? AND kind = ? AND code = ? ORDER BY rowid", (incident, told.kind, told.id))
    head = unit("SELECT plan, after_the_fact FROM incident WHERE id = ?", (incident,)) if incident else []
    plan, sleeps = head[0] if head else (None, 0)
    reconcile(unit, unit.plan(plan), rows, rows_of(told), incident=incident, sleeps=sleeps)


def _struck(unit: Unit, expectation: str) -> None:
    """Nobody ever expected them: the entry that said so is struck."""
    found = unit("SELECT deadline_kind, incident_id FROM expectation WHERE id = ?", (expectation,))
    for kind, incident in found:
        for key, state in unit("SELECT id, state FROM deadline WHERE incident_id IS ? AND kind = ? AND code = ?", (incident, kind, expectation)):
            if state in OPEN:
                change(unit, key, state, "cancelled", unit.at, "struck")


def struck(unit: Unit, moment: Moment) -> None:
    """An entry was struck: what it said of somebody who is to be heard was never said."""
    for (key,) in unit(
        "SELECT id FROM expectation WHERE entry_id = ?1 UNION SELECT expectation_id FROM expectation_step WHERE entry_id = ?1", (moment.subject,)
    ):
        found = unit(TOLD.format(which="x.id = ?"), (key,))
        settle_one(unit, found[0], None) if found else _struck(unit, key)


def level_set(unit: Unit, moment: Moment) -> None:
    """A level that is another one than before calls the roll; one that is kept does not."""
    found = unit(LEVELS, (moment.incident,))
    if len(found) == 2 and found[0][0] != found[1][0]:
        _call(unit, moment, "level", found[0][1], found[0][2])
    settle(unit, moment)


def command_stepped(unit: Unit, moment: Moment) -> None:
    """Command that passes calls the roll; an offer does not."""
    if moment.subject in ("accepted", "taken"):
        _call(unit, moment, "command", unit.at, None)
    settle(unit, moment)


def facts_changed(unit: Unit, moment: Moment) -> None:
    """More missing than before calls the roll."""
    found = unit(MISSING, (moment.incident,))
    before = int(found[1][0]) if len(found) == 2 else 0
    if found and int(found[0][0]) > before:
        at, entry = found[0][1], found[0][2]
        if not unit("SELECT 1 FROM roll_call WHERE incident_id = ? AND why = 'missing' AND entry_id = ?", (moment.incident, entry)):
            _call(unit, moment, "missing", at, entry)
    settle(unit, moment)


def directed(unit: Unit, moment: Moment) -> None:
    """An order, decision or action that says in the plan's words that people are to leave calls the roll."""
    found = unit("SELECT value, event_at FROM log_entry JOIN personal ON personal.id = log_entry.text WHERE log_entry.id = ?", (moment.subject,))
    words = unit.plan().evacuation_words
    text = (found[0][0] or "").casefold()
    if any(word.casefold() in text for word in words):
        _call(unit, moment, "evacuation", found[0][1], moment.subject)
        settle(unit, moment)


def roll_called(unit: Unit, moment: Moment) -> None:
    """A benchmark or an action card calls the roll; where nobody is to be heard yet, that is said."""
    found = unit("SELECT event_at FROM log_entry WHERE id = ?", (moment.subject,))
    before = len(unit.remarks)
    _call(unit, moment, "card" if any(made.kind == "card_use" for made in unit.made) else "benchmark", found[0][0], moment.subject)
    if len(unit.remarks) == before:
        unit.remark(say("No team is expected to be heard yet: commandpost hear expect"))
    settle(unit, moment)


def _call(unit: Unit, moment: Moment, why: str, at: str, entry: str | None) -> None:
    """Call the roll of an incident where somebody is to be heard in it; one that nobody answers to is not called."""
    rows = unit(TOLD.format(which="(x.incident_id = ?1 OR i.merged_into = ?1) AND x.at_once_min IS NOT NULL"), (moment.incident,))
    if any(told_of(unit, row)[0].over_at is None for row in rows):
        unit.insert("roll_call", incident_id=moment.incident, why=why, at=at, recorded_at=unit.now, by_person=unit.who, entry_id=entry)
        unit.remark(say_called(why))


def say_called(why: str) -> str:
    """Say that the roll is called, and why."""
    return {
        "level": say("The level has changed: every team in the danger area is called at once."),
        "evacuation": say("An evacuation is ordered: every team in the danger area is called at once."),
        "command": say("Command has passed: every team in the danger area is called at once."),
        "benchmark": say("A benchmark is declared: every team in the danger area is called at once."),
        "card": say("An action card calls the roll: every team in the danger area is called at once."),
        "missing": say("Somebody is missing: every team in the danger area is called at once."),
    }[why]
