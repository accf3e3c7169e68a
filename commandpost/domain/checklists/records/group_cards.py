"""What heads a working group's list as it is shown: who you are, to whom you report, where to go, what you decide (R2.2, R2.3, R4.4)."""

from __future__ import annotations

from typing import NamedTuple

from commandpost.plan.records_lists import Channel, Said


class Holder(NamedTuple):
    """A post and who holds it; `post` is None where somebody commands without one, `person` None where nobody holds it, `phones` in calling order."""

    post: str | None
    zh: str
    en: str
    person: str | None
    phones: tuple[str, ...]


class Part(NamedTuple):
    """A department inside a group: its names, what it does there, its own duties by the regulation (R2.3)."""

    department: str
    zh: str
    en: str
    does_zh: str
    does_en: str
    duties_zh: str
    duties_en: str


class GroupCardShown(NamedTuple):
    """The card of a group: `acts` whether the incident's level calls it (always without an incident), `waits` whether it is on standby.

    At a level of `own_staff` the head of the department concerned works with his own people, and is `you`. `report_to` is whoever holds command,
    never oneself; `channel` is the group's radio channel, its number None until the site enters it; `take` are supplies by their code, `take_zh`
    and `take_en` the rest; `you_hold` the decisions that are yours; `standby` and `stand_down` are steps that hold for every type.
    """

    group: str
    zh: str
    en: str
    acts: bool
    waits: bool
    own_staff: bool
    you: Holder
    second: str | None
    you_are_zh: str
    you_are_en: str
    report_to: Holder
    channel: Channel
    go_to_zh: str
    go_to_en: str
    take: tuple[Said, ...]
    take_zh: str
    take_en: str
    you_hold: tuple[Said, ...]
    duties: Said
    departments: tuple[Part, ...]
    standby: tuple[Said, ...]
    stand_down: tuple[Said, ...]
