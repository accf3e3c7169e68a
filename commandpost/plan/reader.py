"""Reads the adopted plan from its canonical JSON: nobody parses YAML or validates when the desk opens (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from commandpost.plan.read_law import grade_table, statutory_rule
from commandpost.plan.read_types import incident_type, threshold
from commandpost.plan.records import (
    AfterEnd,
    ChainStep,
    Contact,
    Criterion,
    Department,
    FirstStep,
    GradeCondition,
    GradeTable,
    GradeTest,
    Group,
    IncidentType,
    Level,
    LevelPace,
    Metric,
    NotifyRow,
    Option,
    Policy,
    PolicyStep,
    Post,
    Repeat,
    SeverityLine,
    StartTest,
    StatutoryRule,
    Task,
    Threshold,
)
from commandpost.plan.records_calls import HearKind, OrderTimes

__all__ = [
    "AfterEnd",
    "ChainStep",
    "Contact",
    "Criterion",
    "Department",
    "FirstStep",
    "GradeCondition",
    "GradeTable",
    "GradeTest",
    "Group",
    "HearKind",
    "IncidentType",
    "Level",
    "LevelPace",
    "Metric",
    "NotifyRow",
    "Option",
    "OrderTimes",
    "Plan",
    "Policy",
    "PolicyStep",
    "Post",
    "Repeat",
    "SeverityLine",
    "StartTest",
    "StatutoryRule",
    "Task",
    "Threshold",
]

GENERIC_POLICY = "generic"
OF_LISTS = ("roles", "lists", "phases", "pause_points", "time_marks", "benchmarks", "benchmark_report_min", "group_cards", "radio_channels")


class Plan(NamedTuple):
    """The plan a site has adopted; `digest` is its version. All keeps the pack's order, levels go from I to IV."""

    digest: str
    levels: dict[str, Level]
    groups: dict[str, Group]
    departments: dict[str, Department]
    posts: dict[str, Post]
    contacts: dict[str, Contact]
    metrics: dict[str, Metric]
    rules: dict[str, StatutoryRule]
    grade_tables: dict[str, GradeTable]
    common_thresholds: tuple[Threshold, ...]
    types: dict[str, IncidentType]
    chain: tuple[ChainStep, ...]
    after_end: tuple[AfterEnd, ...]
    level_within_min: int
    policies: dict[str, Policy]
    orders: OrderTimes = OrderTimes()
    hear_from: dict[str, HearKind] = {}  # noqa: RUF012 - never changed; a plan adopted before these were told has none
    evacuation_words: tuple[str, ...] = ()
    lists: Mapping[str, Any] = {}  # as the pack holds it: read_lists reads it when a list is worked through

    @classmethod
    def from_json(cls, parts: Mapping[str, Any], digest: str) -> Plan:
        """Build the plan from the parsed canonical JSON of an adopted pack, which is valid: nothing is checked here."""
        content = parts["content"]
        within: dict[str, int] = content["within_minutes"]
        types = (incident_type(row, within) for row in content["incident_types"])
        return cls(
            digest=digest,
            levels=_by_code(_level(row) for row in sorted(content["levels"], key=lambda row: int(row["rank"]))),
            groups=_by_code(
                Group(r["code"], r["zh"], r["en"], r["head_post"], tuple(r["from"])) for r in content["groups"]
            ),
            departments=_by_code(Department(r["code"], r["zh"], r["en"]) for r in content["departments"]),
            posts=_by_code(_post(row) for row in content["posts"]),
            contacts=_by_code(Contact(r["code"], r["zh"], r["en"], r["number"]) for r in content["contacts"]),
            metrics=_by_code(_metric(row) for row in content["metrics"]),
            rules=_by_code(statutory_rule(row) for row in content["statutory_rules"]),
            grade_tables={code: grade_table(code, row) for code, row in content["legal_grades"].items()},
            common_thresholds=tuple(
                threshold(row, "common_thresholds") for row in content["common_thresholds"]["rules"]
            ),
            types=_by_code(types),
            chain=tuple(_chain_step(row) for row in content["report_chain"]),
            after_end=tuple(AfterEnd(r["code"], r["zh"], r["en"], r["within_min"]) for r in content["after_end"]),
            level_within_min=content["level_within_min"],
            policies=_by_code(_policy(row) for row in parts["policies"]["policies"]),
            orders=OrderTimes(**parts["policies"].get("orders", {})),
            hear_from=_by_code(_hear_kind(row) for row in parts["policies"].get("hear_from", ())),
            evacuation_words=tuple(
                word for words in parts["policies"].get("evacuation_words", {}).values() for word in words
            ),
            lists=_of_lists(content, parts),
        )

    def policy_for(self, kind: str) -> Policy:
        """Give the escalation policy of a kind of deadline; a kind named nowhere uses the generic one."""
        for policy in self.policies.values():
            if kind in policy.kinds:
                return policy
        return self.policies[GENERIC_POLICY]


def _of_lists(content: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of the parsed pack what read_lists reads later; of the supplies the names alone, which is what a group's card takes."""
    names = {row["code"]: (row["zh"], row["en"]) for row in parts.get("supplies", {}).get("supplies", ())}
    duties = {name: {row["code"]: (row["duties_zh"], row["duties_en"]) for row in content[name]} for name in ("groups", "departments")}
    return {
        **{name: content[name] for name in OF_LISTS if name in content},
        **parts.get("action_cards", {}),
        "supply_names": names,
        "duties": duties,
    }


def _by_code(rows: Any) -> dict[str, Any]:
    return {row.code: row for row in rows}


def _level(row: Mapping[str, Any]) -> Level:
    return Level(
        row["code"],
        row["rank"],
        row["zh"],
        row["en"],
        row["colour"],
        row["colour_zh"],
        row["commander_post"],
        row.get("own_staff", False),
        tuple(row["followup_to"]),
        tuple(row["groups"]),
        tuple(row.get("standby", ())),
        row["followup_minutes"],
        row["escalate_if_no_commander_min"],
        row.get("ask_for_support", False),
    )


def _post(row: Mapping[str, Any]) -> Post:
    return Post(
        row["code"],
        row["zh"],
        row["en"],
        row.get("department"),
        row.get("group"),
        row["next_higher"],
        row.get("many", False),
    )


def _metric(row: Mapping[str, Any]) -> Metric:
    words = row.get("words") or {}
    return Metric(
        row["code"],
        row["zh"],
        row["en"],
        row["unit"],
        row["unit_zh"],
        row["kind"],
        tuple(part.strip() for part in (row.get("derived") or "").split("+") if part),
        tuple(Option(option["code"], option["zh"], option["en"]) for option in row.get("options", ())),
        60 if row["kind"] == "running" and row["unit"] == "h" else 1,
        tuple(words.get("zh", ())),
        tuple(words.get("en", ())),
        row.get("start_zh"),
        row.get("start_en"),
        row.get("end_zh"),
        row.get("end_en"),
    )


def _chain_step(row: Mapping[str, Any]) -> ChainStep:
    return ChainStep(
        row["code"],
        row["zh"],
        row["en"],
        row["within_min"],
        row.get("from_post"),
        row.get("to_post"),
        frozenset(row.get("levels", ())),
    )


def _repeat(row: Mapping[str, Any] | None) -> Repeat | None:
    return None if row is None else Repeat(row["every_min"], row["times"])


def _policy(row: Mapping[str, Any]) -> Policy:
    paces = row.get("levels", {})
    return Policy(
        row["code"],
        row["zh"],
        row["en"],
        tuple(row["kinds"]),
        row.get("lead_min", 0),
        tuple(
            PolicyStep(step["after_min"], tuple(step["to"]), tuple(step["channels"]), step.get("everyone", False))
            for step in row["steps"]
        ),
        {level: LevelPace(tuple(pace["after_min"]), _repeat(pace.get("repeat"))) for level, pace in paces.items()},
        _repeat(row.get("repeat")),
        tuple(row["then"]),
        row.get("offers_card"),
        row.get("note_zh"),
        row.get("note_en"),
    )


def _hear_kind(row: Mapping[str, Any]) -> HearKind:
    hours = row.get("hours")
    return HearKind(
        row["code"],
        row["zh"],
        row["en"],
        row["kind"],
        row["every_min"],
        row["at_once_min"],
        (hours["from"], hours["until"]) if hours else None,
        row["owner"],
        row["taken_for"],
    )
