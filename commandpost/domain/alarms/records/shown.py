"""What questions about alarms answer with (R4.1, R4.2)."""

from __future__ import annotations

from typing import NamedTuple


class Agenda(NamedTuple):
    """When the next step of each deadline falls due (None: nothing more is told of it); `mark` is given back to hear only of changes.

    `whole`: these are all of them; what is not named has no moment any more.
    """

    mark: str
    whole: bool
    moments: tuple[tuple[str, str | None], ...]
    faults: tuple[str, ...]


class ToldShown(NamedTuple):
    """Whom an alarm was for: the post always, its holder (None: nobody holds it), the channel."""

    post: str
    person: str | None
    channel: str


class AlertShown(NamedTuple):
    """One alarm: a deadline's step, told to one person through one channel, and what became of it.

    `step` counts from 1; the step after the policy's last tells that nobody answered. `late_s` is how late the obligation
    was when this was raised. `state`: raised (not yet sent), sent, failed, seen, acknowledged, nobody (no holder: passed over).
    """

    id: str
    deadline: str
    incident: str | None
    step: int
    told: ToldShown
    raised_at: str
    due_at: str
    late_s: int
    state: str
    acknowledged_by: str | None
    acknowledged_at: str | None
    note: str | None


class WaitingShown(NamedTuple):
    """An alarm nobody has answered yet, as one line of a screen: what, how late, who was told, who is told next and when.

    `subject` names whom it is about where the plan has no word for it; `unnamed` is the same for what leaves the desk.
    `messages` are those that carry this step, as (message, channel).
    """

    deadline: str
    incident: str | None
    level: str | None
    subject: str
    due_at: str
    late_s: int
    raised_at: str
    step: int
    told: tuple[str, ...]
    next_at: str | None
    next_to: tuple[str, ...]
    drill: bool
    offers_card: str | None
    messages: tuple[tuple[str, str], ...]
    unnamed: str = ""


class Waiting(NamedTuple):
    """All alarms nobody has answered: how many, the oldest of them, whether alarms are off until when, and when nobody watched last.

    `unwatched` is (since, until) of the latest stretch that no watch saw, where it ended within the last day.
    """

    total: int
    rows: tuple[WaitingShown, ...]
    maintenance_until: str | None
    maintenance_reason: str | None
    unwatched: tuple[str, str] | None


class Passed(NamedTuple):
    """One way an alarm went to somebody: raised (not sent yet), taken, sent, failed and why, seen."""

    channel: str
    fate: str
    why: str | None


class ToldLately(NamedTuple):
    """One person, or a post that nobody holds (`held` is false), told of one step: through what, and who answered.

    No `ways`: nobody held the post, it was passed over.
    """

    id: str
    deadline: str
    incident: str | None
    level: str | None
    subject: str
    step: int
    raised_at: str
    due_at: str
    whom: str
    held: bool
    ways: tuple[Passed, ...]
    answered_by: str | None
    answered_at: str | None
    note: str | None
    drill: bool


class Message(NamedTuple):
    """What goes out on one channel to one person: the alarms in it, oldest first, as lines without anybody's name."""

    id: str
    channel: str
    title: str
    lines: tuple[str, ...]
    alarms: int
    began: str


class Outbox(NamedTuple):
    """What is to go out now; what failed as (message, channel, why, alarms); when to look again, None: not before the next alarm.

    `mark` is given back to hear only of what has not met its fate yet.
    """

    ready: tuple[Message, ...]
    failed: tuple[tuple[str, str, str, int], ...]
    again_at: str | None
    mark: str | None


class Rehearsed(NamedTuple):
    """A step as it would come if nobody answered: who is told through what; `person` None is a gap, `passed`: the next is told at once."""

    at: str
    incident: str | None
    deadline: str
    subject: str
    due_at: str
    step: int
    round: int
    post: str
    post_name: str
    person: str | None
    channels: tuple[str, ...]
    passed: bool
    last: bool


class Past(NamedTuple):
    """How obligations were kept, of an incident or of a month: seconds are medians, None where there is nothing to count.

    `ended_unmet` are those that ended with their incident although nobody had met them, `ended_late` those of them that were late by then.
    """

    scope: str
    obligations: int
    met: int
    met_late: int
    open_late: int
    late_median_s: int | None
    late_worst_s: int | None
    raised: int
    acknowledged: int
    acknowledge_median_s: int | None
    meet_median_s: int | None
    unanswered: int
    ended_unmet: int = 0
    ended_late: int = 0


class Stats(NamedTuple):
    """The past of each incident and of each month; exercises are left out."""

    incidents: tuple[Past, ...]
    months: tuple[Past, ...]
