"""What the book says of a task, and what people and screens are told of it (R2.2, R4.4)."""

from __future__ import annotations

from typing import NamedTuple

FIRST_TEN = "first_ten"  # the list of the first ten minutes, which is no group's
CONTROL = "under_control"  # the benchmark that is the same fact as `incident control`
BLANKS = ("place", "route", "hazard")  # what the words of an action card leave open


class Applied(NamedTuple):
    """A task of the plan that applies now: since when it counts, whether it came with a later change, whether its group is still on standby."""

    code: str
    group: str | None
    phase: str
    place: int
    critical: bool
    minutes: int
    since: str
    new: bool
    waits: bool
    role: str | None
    post: str | None
    meets: tuple[str, ...] = ()


class Ticked(NamedTuple):
    """What the steps of a task come to: open, done or skipped, when, by whom (`by` words, `person` an id), what was noted; to whom it was given."""

    state: str = "open"
    at: str | None = None
    by: str | None = None
    person: str | None = None
    note: str | None = None
    assigned: bool = False
    post: str | None = None
    owner: str | None = None


class TaskTold(NamedTuple):
    """A task as the rules of deadlines see it; `at` is when it was done or found not applicable."""

    code: str
    group: str | None
    critical: bool
    since: str
    target_at: str
    waits: bool
    state: str
    at: str | None
    post: str | None
    person: str | None
    text: str | None
    card: bool
    carried: bool = False  # a row of the law, or of whom to tell, asks the same: one obligation, one row


class TaskShown(NamedTuple):
    """A task as a row. `group` is null for first-ten-minutes steps and for what belongs to no group; `owner` a post or role, the person added when held.

    `state` is open, done, skipped or stood_down; `late_s` whole seconds, 0 when not late or no longer open; `new_since` when a later change brought it.
    """

    id: str
    group: str | None
    phase: str
    text_zh: str
    text_en: str
    owner: str
    critical: bool
    target_at: str
    state: str
    done_at: str | None
    done_by: str | None
    late_s: int
    new_since: str | None


def owner_told(code: str, person: str | None) -> str:
    """Write whose a task is: a post or role, the person in brackets where there is one."""
    return f"{code} ({person})" if person else code


def owner_parts(owner: str) -> tuple[str, str | None]:
    """Read it again: the post or role, and the person."""
    code, bracket, person = owner.partition(" (")
    return code, person.removesuffix(")") if bracket else None


class CardShown(NamedTuple):
    """An action card: `open` is the book it is open in, `words_*` what is to be said with the blanks filled, `missing` the blanks that are not.

    `missing_zh`, `missing_en` are those that have no word in that language, `filled` what was typed for each. Of a card that is not open: when it was
    last `closed`, and the words as they stood then in `said_*`.
    """

    code: str
    name: str
    sees_zh: tuple[str, ...]
    sees_en: tuple[str, ...]
    use_when: str
    not_when: str
    wrong_card: str
    over: tuple[str, ...]
    words_zh: str
    words_en: str
    said_times: int
    missing: tuple[str, ...]
    steps: tuple[tuple[str, str, str, str], ...]  # (id, who, zh, en)
    ends_by: str
    turns_into: tuple[str, ...]
    open: str | None
    since: str | None
    zh: str = ""
    en: str = ""
    blanks: tuple[str, ...] = ()  # all that its words have, filled or not
    hazards: tuple[tuple[str, str], ...] = ()  # what the plan suggests for that blank, in Chinese and English
    drill: bool = False
    missing_zh: tuple[str, ...] = ()
    missing_en: tuple[str, ...] = ()
    filled: tuple[tuple[str, str], ...] = ()
    says: tuple[str, ...] = ()  # the steps at which the words are said
    closed: str | None = None
    said_zh: str = ""
    said_en: str = ""
