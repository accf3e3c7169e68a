"""Sets, starts and ends the figures that rules look at, each in an entry of the incident's log (R4.3)."""

from __future__ import annotations

from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.domain.log.commands.writing import Origin, write_entry, write_fact
from commandpost.domain.log.kinds import MetricCode, Value
from commandpost.locale.words import language, say

LATEST = """
SELECT mark FROM fact WHERE incident_id = ? AND metric = ? AND mark IN ('start', 'stop') AND event_at <= ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = fact.entry_id) ORDER BY event_at DESC, rowid DESC LIMIT 1
"""


def set_value(unit: Unit, incident: Incident, metric: MetricCode, value: Value) -> None:
    """Say a figure as it is known now; a lower one is a new entry and lowers nothing by itself (R4.3)."""
    found = unit.plan(incident.plan).metrics[metric]
    shown = value
    if found.kind == "choice":
        shown = next(option.name(language()) for option in found.options if option.code == value)
    unit_name = (found.unit_zh if language() == "zh_CN" else found.unit) or ""
    _mark(
        unit,
        incident,
        metric,
        "set",
        value,
        say("{metric}: {value} {unit}", metric=found.name(language()), value=shown, unit=unit_name).strip(),
    )


def start(unit: Unit, incident: Incident, metric: MetricCode) -> None:
    """Start a figure that grows by itself (stranded, trapped, closed …) at the event time; what it will bring is written at once (R4.3)."""
    _running(unit, incident, metric, "start")
    _mark(
        unit,
        incident,
        metric,
        "start",
        None,
        say("{metric}: begins", metric=unit.plan(incident.plan).metrics[metric].name(language())),
    )


def stop(unit: Unit, incident: Incident, metric: MetricCode) -> None:
    """End a figure that grows by itself at the event time; what it would have brought is cancelled (R4.3)."""
    _running(unit, incident, metric, "stop")
    _mark(
        unit,
        incident,
        metric,
        "stop",
        None,
        say("{metric}: ends", metric=unit.plan(incident.plan).metrics[metric].name(language())),
    )


def _running(unit: Unit, incident: IncidentHead, metric: str, mark: str) -> None:
    found = unit.plan(incident.plan).metrics[metric]
    name = found.name(language())
    if found.kind != "running":
        raise refuse(
            say("“{metric}” does not run by itself.", metric=name),
            say("Set it: commandpost fact set N {metric} VALUE", metric=metric),
            "R4.3",
            metric,
        )
    latest = unit(LATEST, (incident.id, metric, unit.at))
    runs = bool(latest) and latest[0][0] == "start"
    if mark == "start" and runs:
        raise refuse(
            say("“{metric}” is already running.", metric=name),
            say("End it first, or strike the entry that started it."),
            "R4.3",
            metric,
        )
    if mark == "stop" and not runs:
        raise refuse(
            say("“{metric}” is not running.", metric=name),
            say("Start it: commandpost fact start N {metric} --at TIME", metric=metric),
            "R4.3",
            metric,
        )


def _mark(unit: Unit, incident: IncidentHead, metric: str, mark: str, value: str | None, text: str) -> None:
    entry = write_entry(unit, incident, unit.keep("entry", text), "report", Origin(person=unit.who))
    write_fact(unit, incident.id, entry.id, metric, mark, value)
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    unit.tell("facts_changed", incident.id, metric)
