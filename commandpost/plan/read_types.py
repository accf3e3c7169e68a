"""Reads the incident types of the plan: thresholds, steps, tasks, notify rows, closing criteria (R4.2 to R4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from commandpost.plan.records import Criterion, FirstStep, IncidentType, NotifyRow, SeverityLine, Task, Threshold


def threshold(row: Mapping[str, Any], source: str) -> Threshold:
    """Read one threshold; `source` is where it stands in the pack."""
    return Threshold(
        row["metric"],
        None if row.get("ge") is None else Decimal(row["ge"]),
        row.get("eq"),
        row["level"],
        frozenset(row.get("except_types", ())),
        row.get("legal"),
        row.get("legal_en"),
        source,
    )


def incident_type(row: Mapping[str, Any], within: Mapping[str, int]) -> IncidentType:
    """Read one incident type; `within` turns the words of a notify row into minutes."""
    code = row["code"]
    source = f"incident_types.{code}.auto_thresholds"
    return IncidentType(
        code,
        row["zh"],
        row["en"],
        tuple(row["words"]["zh"]),
        tuple(row["words"]["en"]),
        row["event_class"],
        row["default_level"],
        row.get("equipment"),
        tuple(row["statutory_rules"]),
        tuple(row.get("see_also", ())),
        tuple(row.get("cards", ())),
        row.get("announce_zh"),
        row.get("announce_en"),
        tuple(threshold(test, source) for test in row["auto_thresholds"]),
        {
            level: tuple(SeverityLine(line["id"], line["zh"], line["en"]) for line in lines)
            for level, lines in row["severity"].items()
        },
        tuple(_first_step(step) for step in row["first_10_min"]),
        {group: tuple(_task(task) for task in tasks) for group, tasks in row["tasks"].items()},
        tuple(_notify_row(line, within) for line in row["notify"]),
        tuple(Criterion(line["code"], line["zh"], line["en"]) for line in row["closing_criteria"]),
    )


def _first_step(row: Mapping[str, Any]) -> FirstStep:
    return FirstStep(
        row["id"],
        row["minute"],
        row["role"],
        row["zh"],
        row["en"],
        row.get("detail_zh"),
        row.get("detail_en"),
        tuple(row.get("meets", ())),
        row.get("note", False),
    )


def _task(row: Mapping[str, Any]) -> Task:
    return Task(
        row["id"],
        row["target_min"],
        row["critical"],
        row["phase"],
        row["zh"],
        row["en"],
        row.get("detail_zh"),
        row.get("detail_en"),
        tuple(row.get("meets", ())),
        row.get("from_level"),
        row.get("standby", False),
        row.get("note", False),
    )


def _notify_row(row: Mapping[str, Any], within: Mapping[str, int]) -> NotifyRow:
    return NotifyRow(
        row["id"],
        row["contact"],
        within[row["within"]],
        frozenset(row["levels"]),
        tuple(row.get("meets", ())),
        row["say_zh"],
        row["say_en"],
    )
