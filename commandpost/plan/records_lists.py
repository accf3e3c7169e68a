"""What the plan says of how lists are worked through: roles, benchmarks, time marks, action cards, the cards of groups (R2.2, R4.3, R4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Role(NamedTuple):
    """Who does a step where no post is meant: the first on scene, the desk, a first aider."""

    code: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Benchmark(NamedTuple):
    """A named fact that the commander declares; `starts` are kinds of deadline that begin with it, no `only_types` means every type."""

    code: str
    zh: str
    en: str
    starts: tuple[str, ...]
    only_types: tuple[str, ...]

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class PausePoint(NamedTuple):
    """When a do-confirm list is gone through: so many minutes after activation, else when what its code names has happened."""

    code: str
    minute: int | None
    zh: str
    en: str

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class TimeMarks(NamedTuple):
    """When the commander is asked whether the strategy is still right: minutes since activation, then every so many."""

    minutes: tuple[int, ...]
    then_every: int
    zh: str
    en: str

    def ask(self, lang: str) -> str:
        """Give the question in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class CardStep(NamedTuple):
    """A step of an action card: `who` is the code of a role or a post."""

    id: str
    who: str
    zh: str
    en: str
    detail_zh: str | None
    detail_en: str | None
    says: bool = False  # at this step the words of the card are said

    def name(self, lang: str) -> str:
        """Give the words in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Card(NamedTuple):
    """An action card: found by what one `sees`, when to use it and when not, the words to broadcast, at most seven steps, how it ends, what it turns into.

    `roll_call` is yes, no or after_end.
    """

    code: str
    zh: str
    en: str
    sees_zh: tuple[str, ...]
    sees_en: tuple[str, ...]
    use_when_zh: str
    use_when_en: str
    not_when_zh: str
    not_when_en: str
    wrong_card_zh: str
    wrong_card_en: str
    over: tuple[str, ...]
    broadcast_zh: str
    broadcast_en: str
    steps: tuple[CardStep, ...]
    ends_by_zh: str
    ends_by_en: str
    turns_into: tuple[str, ...]
    roll_call: str
    means: Mapping[str, str] = {}  # what a blank means on this card; the same meaning on another card is the same thing

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Channel(NamedTuple):
    """A radio channel by what it is for; `number` is None until the site enters its own."""

    code: str
    zh: str
    en: str
    number: str | None

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class Said(NamedTuple):
    """Words of the plan in both languages, under the code of what they belong to: an item to take, a department's duty, a step."""

    code: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        """Give the words in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en


class GroupCard(NamedTuple):
    """What heads a working group's list: who you are, to whom you report, where to go, what to take, what you decide (R2.2, R2.3).

    `report_to` is `commander` or a post, `report_to_if_none` the post while nobody commands; `duties` are the group's own, `departments` what each
    department does inside the group, under the department's code.
    """

    group: str
    head_post: str
    you_are_zh: str
    you_are_en: str
    report_to: str
    report_to_if_none: str
    go_to_zh: str
    go_to_en: str
    take: tuple[Said, ...]
    take_zh: str
    take_en: str
    radio: str
    you_hold: tuple[Said, ...]
    duties: Said
    departments: tuple[Said, ...]
    standby: tuple[Said, ...]
    stand_down: tuple[Said, ...]
