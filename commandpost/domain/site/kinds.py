"""Turns what people call a department into the plan's department (R2.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from commandpost.domain.core.kinds import Kind, clean, printable
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import say

if TYPE_CHECKING:
    from commandpost.plan.reader import Plan


def find_department(plan: Plan, raw: str) -> str:
    """Give a department's code from its code or its name in either language; refuses one that the plan does not have."""
    text = raw.strip()
    for code, department in plan.departments.items():
        if text.casefold() in (code, department.zh, department.en.casefold()):
            return code
    raise refuse(
        say("The plan has no department “{department}”.", department=printable(text)[:60]),
        say("The departments are: {departments}", departments=", ".join(plan.departments)),
        "R2.3",
        text,
    )


def _department(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    found = find_department(ask.plan(), clean(raw))
    return found, found


Department = Annotated[str, Kind("DEPARTMENT", _department)]
