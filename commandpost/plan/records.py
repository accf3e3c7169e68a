"""What the desk knows of the adopted plan, as small frozen records: levels, posts, facts, law, types (R2, R4).

They are named tuples, since these classes are made six times faster than frozen dataclasses: the first board and every question feel it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Level(NamedTuple):
    """A response level (R4.3): who commands, which groups act, follow-ups; rank 1 is the highest."""

    code: str
    rank: int
    zh: str
    en: str
    colour: str
    colour_zh: str
    commander_post: str
    own_staff: bool
    followup_to: tuple[str, ...]
    groups: tuple[str, ...]
    standby: tuple[str, ...]
    followup_minutes: int
    escalate_if_no_commander_min: int
    ask_for_support: bool

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Group(NamedTuple):
    """A working group (R2.2): the post that heads it, the departments it is made of."""

    code: str
    zh: str
    en: str
    head_post: str
    departments: tuple[str, ...]

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Department(NamedTuple):
    """A department of the organisation (R2.3)."""

    code: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Post(NamedTuple):
    """A post (R2.1): what it heads, whom the desk turns to when it is empty; `many` may have several holders."""

    code: str
    zh: str
    en: str
    department: str | None
    group: str | None
    next_higher: str | None
    many: bool

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Contact(NamedTuple):
    """Someone outside or above who is told; `number` is None until the site enters its own."""

    code: str
    zh: str
    en: str
    number: str | None

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Option(NamedTuple):
    """One answer of a metric of kind choice."""

    code: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Metric(NamedTuple):
    """A fact that may be known about an incident (R4.2).

    `kind` is count, measure, running or choice. A running one grows in `unit` between its marks; `minutes_per_unit` is
    1 for min and 60 for h (1 where nothing runs). `parts` are the metrics a derived sum is made of. The words are the
    bare words by which the quick line reads a count. start_* and end_* name the marks of a running metric.
    """

    code: str
    zh: str
    en: str
    unit: str | None
    unit_zh: str | None
    kind: str
    parts: tuple[str, ...]
    options: tuple[Option, ...]
    minutes_per_unit: int
    words_zh: tuple[str, ...]
    words_en: tuple[str, ...]
    start_zh: str | None
    start_en: str | None
    end_zh: str | None
    end_en: str | None

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Threshold(NamedTuple):
    """A value from which a level is suggested: `ge` in the metric's unit, or `eq` an option; `source` is its place."""

    metric: str
    ge: Decimal | None
    eq: str | None
    level: str
    except_types: frozenset[str]
    legal: str | None
    legal_en: str | None
    source: str


class GradeCondition(NamedTuple):
    """One number that reaches a legal grade, in the metric's own unit.

    Where `equipment` is named only for that; where `persons` is, only while stranded_persons is at least so many.
    """

    metric: str
    at_least: Decimal
    equipment: frozenset[str] | None
    persons: int | None


class GradeTest(NamedTuple):
    """A legal accident grade and its conditions, any one of which reaches it."""

    grade: str
    en: str
    conditions: tuple[GradeCondition, ...]


class GradeTable(NamedTuple):
    """A table of legal grades, worst first; without tests nothing is on file and no grade may be shown."""

    code: str
    zh: str | None
    en: str | None
    source: str | None
    source_en: str | None
    tests: tuple[GradeTest, ...]


class StartTest(NamedTuple):
    """A test that raises a statutory rule's question: a metric reached, or any grade of a table."""

    metric: str | None
    ge: Decimal | None
    grade_table: str | None


class StatutoryRule(NamedTuple):
    """A duty to report by law: to whom, within how many minutes of what, on which condition (R4.1)."""

    code: str
    zh: str
    en: str
    deadline_minutes: int
    from_event: str
    from_event_en: str
    to: tuple[str, ...]
    supplement_days: int | None
    supplement_days_fire_traffic: int | None
    grade_table: str | None
    applies_when_zh: str
    applies_when_en: str
    starts_any: tuple[StartTest, ...]
    has_starts_when: bool
    or_confirmed_zh: str | None
    or_confirmed_en: str | None
    source: str
    source_en: str

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class SeverityLine(NamedTuple):
    """What an incident of this type looks like at a level, in words."""

    id: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class FirstStep(NamedTuple):
    """A step of the first ten minutes: `minute` after the report, `role` who does it, `meets` what it fulfils; `note`: it wants something written down."""

    id: str
    minute: int
    role: str
    zh: str
    en: str
    detail_zh: str | None
    detail_en: str | None
    meets: tuple[str, ...]
    note: bool = False

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Task(NamedTuple):
    """A task of a working group, `target_min` minutes after it acts; from `from_level` up; `standby`: while waiting; `note`: it wants words."""

    id: str
    target_min: int
    critical: bool
    phase: str
    zh: str
    en: str
    detail_zh: str | None
    detail_en: str | None
    meets: tuple[str, ...]
    from_level: str | None
    standby: bool
    note: bool = False

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class NotifyRow(NamedTuple):
    """Whom to tell, within how many minutes of the report, at which levels, and what to say."""

    id: str
    contact: str
    within_minutes: int
    levels: frozenset[str]
    meets: tuple[str, ...]
    say_zh: str
    say_en: str


class Criterion(NamedTuple):
    """What must be met before the end may be declared (R4.5)."""

    code: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class IncidentType(NamedTuple):
    """A type of incident and what it brings: words, thresholds, rules, steps, tasks, whom to tell, when it may end."""

    code: str
    zh: str
    en: str
    words_zh: tuple[str, ...]
    words_en: tuple[str, ...]
    event_class: str | None
    default_level: str
    equipment: str | None
    rules: tuple[str, ...]
    see_also: tuple[str, ...]
    cards: tuple[str, ...]
    announce_zh: str | None
    announce_en: str | None
    thresholds: tuple[Threshold, ...]
    severity: dict[str, tuple[SeverityLine, ...]]
    first_10_min: tuple[FirstStep, ...]
    tasks: dict[str, tuple[Task, ...]]
    notify: tuple[NotifyRow, ...]
    closing_criteria: tuple[Criterion, ...]

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class ChainStep(NamedTuple):
    """A step of the report chain (R4.1), due `within_min` minutes after the report; no levels means all levels.

    `within_min` None: within the time of the statutory rule that applies, else the level's follow-up addressees.
    """

    code: str
    zh: str
    en: str
    within_min: int | None
    from_post: str | None
    to_post: str | None
    levels: frozenset[str]

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class AfterEnd(NamedTuple):
    """What is owed after the end (R4.5), `within_min` minutes after it was declared."""

    code: str
    zh: str
    en: str
    within_min: int

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class PolicyStep(NamedTuple):
    """A step of an escalation: whom it reaches, `after_min` minutes after the raising, through which channels; `everyone` must answer, or one."""

    after_min: int
    to: tuple[str, ...]
    channels: tuple[str, ...]
    everyone: bool = False


class Repeat(NamedTuple):
    """The last step again every so many minutes, at most so many times."""

    every_min: int
    times: int


class LevelPace(NamedTuple):
    """Other minutes for a policy's steps at one level, in their order; `repeat` None keeps the policy's own."""

    after_min: tuple[int, ...]
    repeat: Repeat | None


class Policy(NamedTuple):
    """An escalation policy: raised `lead_min` minutes before it is due, then steps, repeats, and who is told last."""

    code: str
    zh: str
    en: str
    kinds: tuple[str, ...]
    lead_min: int
    steps: tuple[PolicyStep, ...]
    levels: dict[str, LevelPace]
    repeat: Repeat | None
    then: tuple[str, ...]
    offers_card: str | None
    note_zh: str | None
    note_en: str | None

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en
