"""Says how the file of an incident type must look (R4.2 to R4.5)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from commandpost.plan.schema_content import ThresholdRow, Words
from commandpost.plan.schema_words import (
    Code,
    Coded,
    Day,
    Equipment,
    Lasting,
    LastingRow,
    LevelCode,
    Meets,
    Minutes,
    Row,
    Text,
)


class CapRow(Row):
    """What a public alert (CAP 1.2) of this type says."""

    category: Annotated[
        list[
            Literal[
                "Geo",
                "Met",
                "Safety",
                "Security",
                "Rescue",
                "Fire",
                "Health",
                "Env",
                "Transport",
                "Infra",
                "CBRNE",
                "Other",
            ]
        ],
        Field(min_length=1),
    ]
    event_zh: Text
    event_en: Text
    responseType: list[
        Literal["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"]
    ]
    urgency: Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
    certainty: Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]


class Severity(Row):
    """What an incident of this type looks like at each level."""

    IV: list[LastingRow]
    III: list[LastingRow]
    II: list[LastingRow]
    I: list[LastingRow]


class FirstStepRow(LastingRow):
    """A step of the first ten minutes."""

    minute: Minutes
    role: Code
    detail_zh: Text | None = None
    detail_en: Text | None = None
    meets: list[Meets] = Field(default_factory=list)
    note: bool = False


class TaskRow(LastingRow):
    """A task of a working group."""

    target_min: Minutes
    critical: bool
    phase: Code
    detail_zh: Text | None = None
    detail_en: Text | None = None
    meets: list[Meets] = Field(default_factory=list)
    from_level: LevelCode | None = None
    standby: bool = False
    note: bool = False


class NotifyRowRow(Row):
    """Whom to tell."""

    id: Lasting
    contact: Code
    within: Code
    levels: Annotated[list[LevelCode], Field(min_length=1)]
    meets: list[Meets] = Field(default_factory=list)
    say_zh: Text
    say_en: Text


class CriterionRow(Row):
    """What must be met before the end (R4.5)."""

    code: Lasting
    zh: Text
    en: Text


class TypeFile(Coded):
    """types/<code>.yaml"""

    revised: Day
    words: Words
    event_class: Code | None
    default_level: LevelCode
    equipment: Equipment | None = None
    cap: CapRow
    statutory_rules: list[Code]
    see_also: list[Code] = Field(default_factory=list)
    announce_zh: Text | None = None
    announce_en: Text | None = None
    cards: list[Code] = Field(default_factory=list)
    severity: Severity
    auto_thresholds: list[ThresholdRow]
    first_10_min: list[FirstStepRow]
    tasks: dict[Code, list[TaskRow]]
    notify: list[NotifyRowRow]
    closing_criteria: Annotated[list[CriterionRow], Field(min_length=1)]
