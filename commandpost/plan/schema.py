"""Holds each file of a plan against its schema and says in the desk's words what does not fit (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from commandpost.locale.words import say
from commandpost.plan.fault import Fault, Where
from commandpost.plan.pack import PART_FILES, Pack
from commandpost.plan.schema_content import FactsFile, LawFile, ListsFile, OrganisationFile, PlanFile
from commandpost.plan.schema_parts import CardsFile, FormsFile, InspectionsFile, PoliciesFile, SuppliesFile
from commandpost.plan.schema_types import TypeFile
from commandpost.plan.schema_words import CODE, DAY, FORMULA, HOUR, LASTING, LINE, MEETS, STOCK, Row

FILES: Mapping[str, type[BaseModel]] = {
    "plan.yaml": PlanFile,
    "organisation.yaml": OrganisationFile,
    "facts.yaml": FactsFile,
    "law.yaml": LawFile,
    "lists.yaml": ListsFile,
    PART_FILES["policies"]: PoliciesFile,
    PART_FILES["action_cards"]: CardsFile,
    PART_FILES["supplies"]: SuppliesFile,
    PART_FILES["inspections"]: InspectionsFile,
    PART_FILES["forms"]: FormsFile,
}
_SHOWN = 40


def schema_faults(pack: Pack) -> Iterator[Fault]:
    """Give what does not fit the schema, file by file; a file that could not be read is passed over."""
    for name, source in pack.files.items():
        if not isinstance(source.data, dict):
            continue
        try:
            FILES.get(name, TypeFile).model_validate(source.data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where: Where = tuple(step for step in detail["loc"] if step != "[key]")
                yield source.fault(where, *_said(detail, where))


def _said(detail: ErrorDetails, where: Where) -> tuple[str, str]:
    """Say one of pydantic's errors: what is wrong, what to do."""
    kind, limits, value = detail["type"], detail.get("ctx", {}), detail["input"]
    match kind:
        case "missing":
            return say("The field is missing."), say("Add it; the head of the file says what the fields mean.")
        case "extra_forbidden":
            return say("There is no such field here."), _nearest(str(where[-1]))
        case "literal_error":
            what = say("{value} is not possible here.", value=_shown(value))
            return what, say("Write one of these: {allowed}.", allowed=str(limits.get("expected", "")))
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            what = say("The number {value} is out of range.", value=_shown(value))
            if kind.startswith("greater_than"):
                limit = limits.get("ge", limits.get("gt"))
                return what, say("Write at least {limit}.", limit=limit) if "ge" in limits else say(
                    "Write more than 0."
                )
            return what, say("Write at most {limit}.", limit=limits.get("le", limits.get("lt")))
        case "string_pattern_mismatch":
            return _said_pattern(value, str(limits.get("pattern", "")))
        case "string_too_long":
            what = say("The text is too long.")
            return what, say("Write at most {limit} characters.", limit=limits.get("max_length"))
        case "too_short":
            return say("The list is empty."), say("Write at least one row.")
    return _said_kind(kind, value)


def _said_kind(kind: str, value: Any) -> tuple[str, str]:
    """Say that a value is of another kind than it must be."""
    found = _found(value)
    if kind.startswith("string"):
        if value is None:
            return say("The text is missing."), say("Write it in after the colon.")
        return say("There must be a text here, not {found}.", found=found), say("Put it in quotes.")
    if kind.startswith("int"):
        return say("There must be a whole number here, not {found}.", found=found), say("Write digits, without quotes.")
    if kind.startswith("decimal") or kind == "is_instance_of":
        return say("There must be a number here, not {found}.", found=found), say("Write digits, without quotes.")
    if kind.startswith("bool"):
        what = say("There must be true or false here, not {found}.", found=found)
        return what, say("Write true or false, without quotes.")
    if kind.startswith("list"):
        what = say("There must be a list here, not {found}.", found=found)
        return what, say("Write each row after a dash, or all in square brackets.")
    if kind.startswith(("model", "dict")):
        what = say("There must be fields here, not {found}.", found=found)
        return what, say("Write each field as name: value.")
    return say("The value {found} does not fit here.", found=found), say(
        "Compare with the plan that came with commandpost."
    )


def _said_pattern(value: Any, pattern: str) -> tuple[str, str]:
    what = say("{value} cannot stand here.", value=_shown(value))
    if pattern == LINE:
        blank = isinstance(value, str) and not value.strip()
        do = say("Write one line of text, without tabs.")
        return (say("The text is missing."), say("Write it in after the colon.")) if blank else (what, do)
    return what, {
        CODE: say("A code has small letters, digits and _ only."),
        LASTING: say("A lasting code is written like fire.first.call_119."),
        MEETS: say("A lasting code is written like fire.first.call_119."),
        STOCK: say("A supply's code has capital letters, digits and - only."),
        FORMULA: say("A sum is written like serious_injuries + minor_injuries."),
        DAY: say("A day is written like 2026-11-24."),
        HOUR: say("An hour of the day is written like '08:30', in quotes."),
    }.get(pattern, say("Compare with the plan that came with commandpost."))


def _found(value: Any) -> str:
    if value is None:
        return say("an empty value")
    if isinstance(value, list):
        return say("a list")
    return say("fields") if isinstance(value, dict) else _shown(value)


def _shown(value: Any) -> str:
    """Give a value as it was typed, cut where it would fill the screen."""
    if isinstance(value, list | dict) or value is None:
        return _found(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


@cache
def _all_fields() -> list[str]:
    """Give the name of every field that any row of a plan may have."""
    names: set[str] = set()
    waiting: list[type[BaseModel]] = [Row]
    while waiting:
        model = waiting.pop()
        names |= {field.alias or name for name, field in model.model_fields.items()}
        waiting += model.__subclasses__()
    return sorted(names)


def _nearest(name: str) -> str:
    near = get_close_matches(name[:80], _all_fields(), n=1, cutoff=0.75)
    if near and near[0] != name:
        return say("Perhaps {near} was meant; else take it out.", near=near[0])
    return say("Take it out, or move it where it belongs.")
