"""What the rules make of an incident: level, grade, every rule hit, clocks, questions, what lies ahead (R4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

NONE_ON_FILE = "none_on_file"


class Hit(NamedTuple):
    """A threshold that was reached: the value now, or the highest there was, and the entry that first brought it.

    `at` is the moment it was first reached under the type that held then; `legal` is what the law makes of it, None
    where it says nothing; `text` and `legal` are in the language spoken when this was asked.
    """

    level: str
    metric: str
    value: Decimal | str
    at_least: Decimal | None
    equals: str | None
    entry: str
    source: str
    at: str
    legal: str | None
    text: str


class GradeHit(NamedTuple):
    """A condition of a legal grade that was reached."""

    grade: str
    table: str
    metric: str
    value: Decimal
    at_least: Decimal
    at: str
    entry: str


class GradeNeed(NamedTuple):
    """What would bring the next worse legal grade."""

    grade: str
    metric: str
    at_least: Decimal


class Clock(NamedTuple):
    """A statutory clock that has started; `applies` is yes, no or ask, and unanswered never means no.

    `source` is the law in the language spoken when this was asked; `window_until` is the last moment at which a change
    in casualties must be supplemented, None where the rule knows no such window.
    """

    rule: str
    applies: str
    starts_at: str
    due_at: str
    to: tuple[str, ...]
    source: str
    window_until: str | None


class RuleQuestion(NamedTuple):
    """A question the desk asks about a rule: whether it applies, or whether its danger is confirmed."""

    rule: str
    text: str


class Ahead(NamedTuple):
    """What a running metric will bring at `at` if it is not stopped: level, grade, the clocks it would start."""

    at: str
    level: str | None
    grade: str | None
    metric: str
    at_least: Decimal
    starts_clocks: tuple[str, ...]


class Assessment(NamedTuple):
    """Everything the rules say as of one moment. The level suggested and the legal grade are two scales, never merged.

    `level` is None where no rule was hit; `grade` is none_on_file where no rule of the type names a table, None until a
    test is reached. `facts` holds every metric of the plan, None where not known.
    """

    as_of: str
    level: str | None
    default_level: str
    hits: tuple[Hit, ...]
    ahead: tuple[Ahead, ...]
    grade: str | None
    grade_hits: tuple[GradeHit, ...]
    clocks: tuple[Clock, ...]
    asks: tuple[RuleQuestion, ...]
    confirmables: tuple[RuleQuestion, ...]
    facts: Mapping[str, Decimal | str | None]
