"""Says how policies.yaml, action cards, supplies, inspections and forms must look (R3.1, R4, R6)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from commandpost.plan.schema_content import Words
from commandpost.plan.schema_words import (
    BothNames,
    Code,
    Coded,
    Day,
    Hour,
    LastingRow,
    LevelCode,
    Minutes,
    Positive,
    Row,
    StockCode,
    Text,
    Word,
)


class RepeatRow(Row):
    """The last step again, every so many minutes, at most so many times."""

    every_min: Positive
    times: Annotated[int, Field(ge=1, le=1000)]


class PolicyStepRow(Row):
    """A step of an escalation."""

    after_min: Minutes
    to: Annotated[list[Code], Field(min_length=1)]
    channels: Annotated[list[Code], Field(min_length=1)]
    everyone: bool = False


class PaceRow(Row):
    """Other minutes for the same steps at one level."""

    after_min: list[Minutes]
    repeat: RepeatRow | None = None


class PolicyRow(Coded):
    """An escalation policy."""

    kinds: list[Code]
    note_zh: Text | None = None
    note_en: Text | None = None
    lead_min: Minutes = 0
    steps: Annotated[list[PolicyStepRow], Field(min_length=1)]
    levels: dict[LevelCode, PaceRow] = Field(default_factory=dict)
    repeat: RepeatRow | None = None
    then: list[Code]
    offers_card: Code | None = None


class OrderTimes(Row):
    """Minutes within which an order, or a leader's instruction, is read back and done (R4.2)."""

    read_back_min: Positive
    done_min: Positive
    instruction_read_back_min: Positive
    instruction_done_min: Positive


class DayHours(Row):
    """Hours of the site's day."""

    from_: Annotated[Hour, Field(alias="from")]
    until: Hour


class HearRow(Coded):
    """Whom the desk expects to hear from, and how often (R3.4, R4.4)."""

    kind: Code
    every_min: Positive
    at_once_min: Positive | None
    hours: DayHours | None = None
    owner: Code
    taken_for: Literal["incident", "duty"] | None


class PoliciesFile(Row):
    """policies.yaml"""

    version: Positive
    revised: Day
    numbers_zh: Text
    numbers_en: Text
    orders: OrderTimes
    hear_from: Annotated[list[HearRow], Field(min_length=1)]
    evacuation_words: Words
    channels: list[Coded]
    policies: list[PolicyRow]


def _as_typed(value: Any) -> Any:
    """Keep 0 and 1 from passing for false and true."""
    return str(value) if type(value) is int else value


class CardStep(LastingRow):
    """A step of an action card."""

    who: Code
    detail_zh: Text | None = None
    detail_en: Text | None = None
    says: bool = False


class CardRow(Coded):
    """An action card."""

    sees: Words
    use_when_zh: Text
    use_when_en: Text
    not_when_zh: Text
    not_when_en: Text
    wrong_card_zh: Text
    wrong_card_en: Text
    over: list[Literal["pa", "radio", "message"]]
    broadcast_zh: Text
    broadcast_en: Text
    means: dict[Literal["place", "route", "hazard"], Code] = Field(default_factory=dict)
    steps: Annotated[list[CardStep], Field(min_length=1)]
    ends_by_zh: Text
    ends_by_en: Text
    turns_into: list[Code]
    roll_call: Annotated[Literal[True, False, "after_end"], BeforeValidator(_as_typed)]


class Spoken(Row):
    """Words that are said on the loudspeaker in both languages."""

    zh: Word
    en: Word


class BlankRow(Coded):
    """A blank of the words that are broadcast; `words` are what it is usually filled with."""

    words: list[Spoken] = Field(default_factory=list)


class CardsFile(Row):
    """action_cards.yaml"""

    version: Positive
    revised: Day
    said_times: Annotated[int, Field(ge=1, le=10)]
    blanks: list[BlankRow]
    cards: list[CardRow]


class SupplyRow(Row):
    """A kind of supply (R6.1)."""

    code: StockCode
    zh: Text
    en: Text
    unit_zh: Word
    unit_en: Word
    category: Code
    gb_class: Annotated[int, Field(ge=1, le=3)]
    min_stock: Annotated[int, Field(ge=0, le=10**7)]
    inspect_every_days: Annotated[int, Field(ge=1, le=3660)]
    shelf_life_months: Annotated[int, Field(ge=1, le=1200)] | None
    lot_tracked: bool
    returnable: bool
    place_zh: Text
    place_en: Text
    check_zh: Text
    check_en: Text


class SuppliesFile(Row):
    """supplies.yaml"""

    version: Positive
    gb_class_note: Text
    size_assumption: Text
    categories: list[Coded]
    movement_types: list[Coded]
    supplies: list[SupplyRow]


class HazardLevel(Coded):
    """How grave a hazard is."""

    fix_within_hours: Positive
    stop_use: bool = False


class RoundSchedule(Row):
    """How often a round is owed: every so many hours or days, or so many times an event."""

    hours: Positive | None = None
    days: Positive | None = None
    per_event: Positive | None = None


class RoundItem(LastingRow):
    """A thing to look at on a round."""

    answer: Literal["pass/fail/na"]
    photo_on_fail: bool


class RoundRow(Coded):
    """An inspection round (R3.1)."""

    interval: Word
    schedule: RoundSchedule
    owner: Code
    owner_zh: Text
    owner_en: Text
    basis_zh: Text
    basis_en: Text
    items: Annotated[list[RoundItem], Field(min_length=1)]


class InspectionsFile(Row):
    """inspections.yaml"""

    version: Positive
    hazard_levels: list[HazardLevel]
    hazard_states: list[Coded]
    rounds: list[RoundRow]


class FormField(BothNames):
    """A field of a form."""

    key: Word | None = None
    name: Code | None = None
    type: Word | None = None
    required: bool = False
    basis: Text | None = None


class Form(Row):
    """A form whose fields are named in both languages."""

    source: Text
    note: Text | None = None
    fields: Annotated[list[FormField], Field(min_length=1)]


class SupplementClocks(Row):
    """The days within which changed casualty figures are supplemented."""

    casualty_change_supplement_days: Positive
    fire_or_traffic_days: Positive
    source: Text


class FollowupForm(Row):
    """The follow-up report."""

    clocks: SupplementClocks
    fields: Annotated[list[FormField], Field(min_length=1)]


class CompensationItem(Coded):
    """An item of compensation."""

    proof: Text | None = None
    formula: Text | None = None
    condition: Code | None = None


class CompensationForm(Row):
    """The items of compensation."""

    source: Text
    items: Annotated[list[CompensationItem], Field(min_length=1)]


class NamedFields(Row):
    """A form whose fields are names only."""

    source: Text
    fields: Annotated[list[Code], Field(min_length=1)]


class AfterAction(Row):
    """The after-action report of a drill."""

    source: Text
    overview: list[Code]
    per_objective: list[Word]
    improvement_plan: list[Code]


class FormsFile(Row):
    """forms.yaml"""

    version: Positive
    methane: Form
    initial_report: Form
    followup_report: FollowupForm
    warning: Form
    investigation_report: Form
    mass_event_plan: Form
    compensation_items: CompensationForm
    msel_inject: NamedFields
    aar_ip: AfterAction
    log_entry: NamedFields
