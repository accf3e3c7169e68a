"""What questions about incidents answer with: only what is shown, by the names that scripts rely on (docs: the command line)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Commander:
    """Who holds command since when; a post without a person is a gap."""

    post: str | None
    person: str | None
    since: str | None


@dataclass(frozen=True, slots=True)
class CommandOffer:
    """Command as it is offered and not answered yet: to a post or a person, since when, proposed by a level or offered by somebody."""

    post: str | None
    person: str | None
    since: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class ChainShown:
    """A step of the report chain: taken at a time by somebody, or not yet."""

    step: str
    name: str
    at: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """A closing criterion and whether it is met (an overridden one is said to be)."""

    code: str
    text: str
    met: bool
    overridden: bool


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A step in the incident's history: type, level, command or state, with its reason."""

    at: str
    what: str
    value: str
    by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class IncidentShown:
    """An incident as it stands."""

    number: str
    type: str
    type_name: str
    title: str
    place: str | None
    department: str | None
    state: str
    level: str | None
    suggested: str
    grade: str | None
    commander: Commander
    groups: tuple[str, ...]
    chain: tuple[ChainShown, ...]
    parts: dict[str, str | None]
    missing_parts: tuple[str, ...]
    started_at: str
    received_at: str
    controlled_at: str | None
    ended_at: str | None
    windows_until: dict[str, str]
    facts: dict[str, Any]
    criteria: tuple[CriterionShown, ...]
    drill: bool
    after_the_fact: bool
    history: tuple[ChangeShown, ...]
    plan: str = ""  # the version it began with
    merged: tuple[str, ...] = ()  # duplicates that now mean this one
    links: tuple[str, ...] = ()
    held_until: str | None = None
    offer: CommandOffer | None = None  # of command, not answered yet


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rules say as of a moment: level and grade apart, every rule hit, the clocks, what the desk asks, what lies ahead (R4.3)."""

    incident: str
    as_of: str
    level: str | None
    default_level: str
    hits: tuple[dict[str, Any], ...]
    ahead: tuple[dict[str, Any], ...]
    grade: str | None
    grade_hits: tuple[dict[str, Any], ...]
    clocks: tuple[dict[str, Any], ...]
    asks: tuple[dict[str, Any], ...]
    confirmables: tuple[dict[str, Any], ...]
    decided: str | None
    grade_needs: tuple[dict[str, Any], ...] = ()  # any one of these brings the next worse grade


@dataclass(frozen=True, slots=True)
class Brief:
    """A report ready to be read over the telephone, in both languages; what is missing is named (R4.2)."""

    incident: str
    kind: str
    missing: tuple[str, ...]
    zh: str
    en: str
    drill: bool = False
