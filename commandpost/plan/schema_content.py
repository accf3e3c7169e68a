"""Says how plan.yaml, organisation.yaml, facts.yaml, law.yaml and lists.yaml must look (R2, R4)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from commandpost.plan.schema_words import (
    AboveZero,
    BothNames,
    Code,
    Coded,
    Day,
    Formula,
    LastingRow,
    LevelCode,
    Minutes,
    Number,
    Positive,
    Row,
    StockCode,
    Text,
    Word,
)


class LevelRow(Row):
    """A response level (R4.3)."""

    code: LevelCode
    rank: Annotated[int, Field(ge=1, le=4)]
    zh: Text
    en: Text
    colour: Literal["red", "orange", "yellow", "blue"]
    colour_zh: Text
    cap_severity: Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
    commander_zh: Text
    commander_en: Text
    commander_post: Code
    own_staff: bool = False
    followup_to: Annotated[list[Code], Field(min_length=1)]
    ask_for_support: bool = False
    groups: list[Code]
    standby: list[Code] = Field(default_factory=list)
    followup_minutes: Positive
    escalate_if_no_commander_min: Minutes


class ChainRow(Coded):
    """A step of the report chain (R4.1)."""

    within_min: Minutes | None
    from_post: Code | None = None
    to_post: Code | None = None
    note_zh: Text | None = None
    note_en: Text | None = None
    levels: list[LevelCode] = Field(default_factory=list)


class AfterEndRow(Coded):
    """What is owed after the end (R4.5)."""

    within_min: Minutes


class PlanFile(Row):
    """plan.yaml"""

    version: Positive
    revised: Day
    level_within_min: Minutes
    levels: list[LevelRow]
    report_chain: Annotated[list[ChainRow], Field(min_length=1)]
    after_end: list[AfterEndRow]
    event_classes: list[Coded]
    within_minutes: dict[Code, Minutes]
    incident_types: Annotated[list[Code], Field(min_length=1)]


class GroupRow(Coded):
    """A working group (R2.2)."""

    head_post: Code
    from_: Annotated[list[Code], Field(alias="from")]
    duties_zh: Text
    duties_en: Text


class DepartmentRow(Coded):
    """A department (R2.3)."""

    duties_zh: Text
    duties_en: Text


class PostRow(Coded):
    """A post (R2.1)."""

    held_by_zh: Text | None = None
    held_by_en: Text | None = None
    department: Code | None = None
    group: Code | None = None
    many: bool = False
    next_higher: Code | None


class NumberedRow(Coded):
    """A contact or a radio channel, its number entered on site."""

    number: Word | None


class DepartmentDuty(BothNames):
    """What a department's own people do inside a group (R2.3)."""

    department: Code


class GroupCard(Row):
    """What heads a working group's list."""

    group: Code
    head_post: Code
    you_are_zh: Text
    you_are_en: Text
    report_to: Code
    report_to_if_none: Code
    go_to_zh: Text
    go_to_en: Text
    take: list[StockCode]
    take_zh: Text
    take_en: Text
    radio: Code
    you_hold: list[BothNames]
    standby: list[LastingRow]
    stand_down: list[LastingRow]
    departments: list[DepartmentDuty]


class OrganisationFile(Row):
    """organisation.yaml"""

    groups: Annotated[list[GroupRow], Field(min_length=1)]
    departments: Annotated[list[DepartmentRow], Field(min_length=1)]
    posts: Annotated[list[PostRow], Field(min_length=1)]
    roles: list[Coded]
    contacts_note: Text | None = None
    contacts_note_zh: Text | None = None
    contacts: list[NumberedRow]
    radio_channels: list[NumberedRow]
    group_cards: list[GroupCard]


class Words(Row):
    """The words of the quick line in both languages."""

    zh: list[Word]
    en: list[Word]


class MetricRow(Coded):
    """A fact that may be known about an incident (R4.2)."""

    unit: Word | None
    unit_zh: Word | None
    kind: Literal["count", "measure", "running", "choice"]
    derived: Formula | None = None
    options: list[Coded] = Field(default_factory=list)
    words: Words | None = None
    start_zh: Text | None = None
    start_en: Text | None = None
    end_zh: Text | None = None
    end_en: Text | None = None
    note_zh: Text | None = None
    note_en: Text | None = None


class ThresholdRow(Row):
    """A value from which a response level is suggested (R4.3)."""

    metric: Code
    ge: Number | None = None
    eq: Code | None = None
    level: LevelCode
    except_types: list[Code] = Field(default_factory=list)
    legal: Text | None = None
    legal_en: Text | None = None


class CommonThresholds(Row):
    """The thresholds of every type."""

    note_zh: Text
    note_en: Text
    rules: list[ThresholdRow]


class FactsFile(Row):
    """facts.yaml"""

    metrics: Annotated[list[MetricRow], Field(min_length=1)]
    common_thresholds: CommonThresholds


class StrandedBound(Row):
    """How long, and with how many aloft, a standstill of one kind of equipment must have lasted."""

    persons: Positive | None = None
    hours_ge: AboveZero
    hours_lt: AboveZero | None = None


class StrandedRow(StrandedBound):
    """The same, the kind of equipment named."""

    kind: Literal["ride", "ropeway", "ride_or_ropeway"]


class GradeRow(Row):
    """A legal grade and the numbers any one of which reaches it."""

    grade: Literal["特别重大", "重大", "较大", "一般"]
    en: Text
    deaths: Positive | None = None
    serious: Positive | None = None
    loss_cny: AboveZero | None = None
    stranded: StrandedRow | None = None
    lift_trapped_hours: AboveZero | None = None
    ropeway_stranded: StrandedBound | None = None
    ride_stranded: StrandedBound | None = None


class GradeTableRow(Row):
    """A table of legal grades, worst first."""

    zh: Text | None = None
    en: Text | None = None
    source: Text | None
    source_en: Text | None = None
    note_zh: Text | None = None
    note_en: Text | None = None
    tests: list[GradeRow]


class StartTestRow(Row):
    """A test that raises a rule's question by itself."""

    metric: Code | None = None
    ge: Number | None = None
    grade_table: Code | None = None


class StartsWhen(Row):
    """What raises a rule's question."""

    any: list[StartTestRow]
    or_confirmed_zh: Text | None = None
    or_confirmed_en: Text | None = None


class RuleRow(Coded):
    """A duty to report by law (R4.1)."""

    deadline_minutes: Minutes
    from_event: Text
    from_event_en: Text
    to: Annotated[list[Code], Field(min_length=1)]
    supplement_days: Positive | None = None
    supplement_days_fire_traffic: Positive | None = None
    grade_table: Code | None
    applies_when_zh: Text
    applies_when_en: Text
    starts_when: StartsWhen | None = None
    source: Text
    source_en: Text


class LawFile(Row):
    """law.yaml"""

    legal_grades: dict[Code, GradeTableRow]
    statutory_rules: list[RuleRow]


class ListRow(BothNames):
    """How one kind of list is worked through."""

    mode: Literal["read_do", "do_confirm"]
    phase: Code | None = None


class ListModes(Row):
    """The kinds of list the desk knows."""

    first_10_min: ListRow
    tasks: ListRow
    standby: ListRow
    stand_down: ListRow
    action_card: ListRow


class PausePoint(Coded):
    """When a list is gone through."""

    minute: Minutes | None = None


class TimeMarks(Row):
    """What the commander is asked, and when."""

    minutes: list[Minutes]
    then_every: Positive
    ask_zh: Text
    ask_en: Text


class Benchmark(Coded):
    """A named fact that the commander declares by one key."""

    starts: list[Code]
    only_types: list[Code] = Field(default_factory=list)


class ListsFile(Row):
    """lists.yaml"""

    lists: ListModes
    phases: list[Coded]
    pause_points: list[PausePoint]
    time_marks: TimeMarks
    benchmark_report_min: Positive
    benchmarks: list[Benchmark]
    verbs: Words
    never_first: Words
