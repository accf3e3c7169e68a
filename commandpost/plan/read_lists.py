"""Reads what the plan says of lists only when somebody works through one: no first paint and no other question pays for it (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commandpost.plan.reader import Plan
from commandpost.plan.records_lists import (
    Benchmark,
    Card,
    CardStep,
    Channel,
    GroupCard,
    PausePoint,
    Role,
    Said,
    TimeMarks,
)

NO_MARKS = TimeMarks((), 0, "", "")


def roles(plan: Plan) -> dict[str, Role]:
    """Give the roles that a step may name, by code."""
    return {row["code"]: Role(row["code"], row["zh"], row["en"]) for row in plan.lists.get("roles", ())}


def benchmarks(plan: Plan) -> dict[str, Benchmark]:
    """Give the benchmarks by code, in the plan's order."""
    rows = plan.lists.get("benchmarks", ())
    return {
        row["code"]: Benchmark(row["code"], row["zh"], row["en"], tuple(row["starts"]), tuple(row.get("only_types", ())))
        for row in rows
    }


def report_within(plan: Plan) -> int:
    """Give the minutes within which a report follows a benchmark that starts one."""
    return int(plan.lists.get("benchmark_report_min", 10))


def pause_points(plan: Plan) -> dict[str, PausePoint]:
    """Give by code when do-confirm lists are gone through."""
    return {row["code"]: PausePoint(row["code"], row.get("minute"), row["zh"], row["en"]) for row in plan.lists.get("pause_points", ())}


def list_kind(plan: Plan, kind: str) -> tuple[str, str, str]:
    """Give of a kind of list how it is worked through (read_do, do_confirm) and what it is called in Chinese and English."""
    row = plan.lists.get("lists", {}).get(kind, {})
    return row.get("mode", "read_do"), row.get("zh", kind), row.get("en", kind)


def time_marks(plan: Plan) -> TimeMarks:
    """Give when the commander is asked what."""
    row = plan.lists.get("time_marks")
    return TimeMarks(tuple(sorted(row["minutes"])), row["then_every"], row["ask_zh"], row["ask_en"]) if row else NO_MARKS


def said_times(plan: Plan) -> int:
    """Give how often each language of a broadcast is said."""
    return int(plan.lists.get("said_times", 2))


def blanks(plan: Plan) -> dict[str, tuple[str, str]]:
    """Give what the blanks of a broadcast are called in Chinese and English, by code."""
    return {row["code"]: (row["zh"], row["en"]) for row in plan.lists.get("blanks", ())}


def hazards(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Give what a hazard is called on the loudspeaker, in Chinese and English: what the blank is filled with by one key."""
    words = next((row.get("words", ()) for row in plan.lists.get("blanks", ()) if row["code"] == "hazard"), ())
    return tuple((word["zh"], word["en"]) for word in words)


def cards(plan: Plan) -> dict[str, Card]:
    """Give the action cards by code, in the plan's order."""
    return {row["code"]: _card(row) for row in plan.lists.get("cards", ())}


def channels(plan: Plan) -> dict[str, Channel]:
    """Give the radio channels by code, in the plan's order."""
    return {row["code"]: Channel(row["code"], row["zh"], row["en"], row["number"]) for row in plan.lists.get("radio_channels", ())}


def group_cards(plan: Plan) -> dict[str, GroupCard]:
    """Give the cards that head the groups' lists by group, in the order of the plan's groups."""
    found = {row["group"]: _group_card(plan, row) for row in plan.lists.get("group_cards", ())}
    return {group: found[group] for group in plan.groups if group in found}


def duties_of(plan: Plan, department: str) -> tuple[str, str]:
    """Give a department's own duties by the regulation (R2.3) in Chinese and English."""
    zh, en = plan.lists.get("duties", {}).get("departments", {}).get(department, ("", ""))
    return zh, en


def _group_card(plan: Plan, row: Mapping[str, Any]) -> GroupCard:
    names: Mapping[str, tuple[str, str]] = plan.lists.get("supply_names", {})
    duties = plan.lists.get("duties", {}).get("groups", {})
    return GroupCard(
        row["group"],
        row["head_post"],
        row["you_are_zh"],
        row["you_are_en"],
        row["report_to"],
        row["report_to_if_none"],
        row["go_to_zh"],
        row["go_to_en"],
        tuple(Said(code, *names.get(code, (code, code))) for code in row["take"]),
        row["take_zh"],
        row["take_en"],
        row["radio"],
        tuple(Said("", hold["zh"], hold["en"]) for hold in row["you_hold"]),
        Said(row["group"], *duties.get(row["group"], ("", ""))),
        tuple(Said(part["department"], part["zh"], part["en"]) for part in row["departments"]),
        tuple(Said(step["id"], step["zh"], step["en"]) for step in row["standby"]),
        tuple(Said(step["id"], step["zh"], step["en"]) for step in row["stand_down"]),
    )


def _card(row: Mapping[str, Any]) -> Card:
    call = row["roll_call"]
    return Card(
        row["code"],
        row["zh"],
        row["en"],
        tuple(row["sees"]["zh"]),
        tuple(row["sees"]["en"]),
        row["use_when_zh"],
        row["use_when_en"],
        row["not_when_zh"],
        row["not_when_en"],
        row["wrong_card_zh"],
        row["wrong_card_en"],
        tuple(row["over"]),
        row["broadcast_zh"],
        row["broadcast_en"],
        tuple(
            CardStep(step["id"], step["who"], step["zh"], step["en"], step.get("detail_zh"), step.get("detail_en"), bool(step.get("says")))
            for step in row["steps"]
        ),
        row["ends_by_zh"],
        row["ends_by_en"],
        tuple(row["turns_into"]),
        "yes" if call is True else "no" if call is False else str(call),
        row.get("means", {}),
    )
