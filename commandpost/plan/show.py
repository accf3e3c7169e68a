"""Sums up the adopted plan for `plan show`: its version, what it holds, what each level and each type brings (R4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commandpost.plan.reader import IncidentType, Level, Plan


@dataclass(frozen=True, slots=True)
class LevelLine:
    """What a response level does; posts, groups and contacts by code, times in minutes."""

    code: str
    zh: str
    en: str
    colour: str
    colour_zh: str
    commander_post: str
    own_staff: bool
    ask_for_support: bool
    groups: tuple[str, ...]
    standby: tuple[str, ...]
    followup_to: tuple[str, ...]
    followup_minutes: int
    escalate_if_no_commander_min: int


@dataclass(frozen=True, slots=True)
class TypeLine:
    """What an incident type brings: its default level, its rules of law, and how many rows of each kind."""

    code: str
    zh: str
    en: str
    default_level: str
    rules: tuple[str, ...]
    thresholds: int
    first_steps: int
    tasks: int
    notify_rows: int
    closing_criteria: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan at a glance; `digest` is its version as the journal names it, `revised` the day its authors give."""

    digest: str
    version: int
    revised: str
    level_within_min: int
    counts: Mapping[str, int]
    levels: tuple[LevelLine, ...]
    types: tuple[TypeLine, ...]


def overview(parts: Mapping[str, Any], digest: str) -> Overview:
    """Sum up a plan from the parsed canonical JSON of an adopted pack; the levels go from I to IV."""
    plan = Plan.from_json(parts, digest)
    content = parts["content"]
    return Overview(
        digest=digest,
        version=content["version"],
        revised=content["revised"],
        level_within_min=plan.level_within_min,
        counts=_counts(plan, parts),
        levels=tuple(_level_line(level) for level in plan.levels.values()),
        types=tuple(_type_line(kind) for kind in plan.types.values()),
    )


def _counts(plan: Plan, parts: Mapping[str, Any]) -> dict[str, int]:
    lines = [_type_line(kind) for kind in plan.types.values()]
    return {
        "types": len(plan.types),
        "metrics": len(plan.metrics),
        "thresholds": len(plan.common_thresholds) + sum(line.thresholds for line in lines),
        "statutory_rules": len(plan.rules),
        "grade_tables": len(plan.grade_tables),
        "groups": len(plan.groups),
        "departments": len(plan.departments),
        "posts": len(plan.posts),
        "contacts": len(plan.contacts),
        "chain_steps": len(plan.chain),
        "first_steps": sum(line.first_steps for line in lines),
        "tasks": sum(line.tasks for line in lines),
        "notify_rows": sum(line.notify_rows for line in lines),
        "closing_criteria": sum(line.closing_criteria for line in lines),
        "after_end": len(plan.after_end),
        "policies": len(plan.policies),
        "action_cards": len(parts["action_cards"]["cards"]),
        "supplies": len(parts["supplies"]["supplies"]),
        "inspection_rounds": len(parts["inspections"]["rounds"]),
        "forms": sum(isinstance(form, dict) for form in parts["forms"].values()),
    }


def _level_line(level: Level) -> LevelLine:
    return LevelLine(
        level.code,
        level.zh,
        level.en,
        level.colour,
        level.colour_zh,
        level.commander_post,
        level.own_staff,
        level.ask_for_support,
        level.groups,
        level.standby,
        level.followup_to,
        level.followup_minutes,
        level.escalate_if_no_commander_min,
    )


def _type_line(kind: IncidentType) -> TypeLine:
    return TypeLine(
        kind.code,
        kind.zh,
        kind.en,
        kind.default_level,
        kind.rules,
        len(kind.thresholds),
        len(kind.first_10_min),
        sum(len(tasks) for tasks in kind.tasks.values()),
        len(kind.notify),
        len(kind.closing_criteria),
    )
