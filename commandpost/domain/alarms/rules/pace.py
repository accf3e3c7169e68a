"""The arithmetic of a policy: when the first step comes, and how long after one step the next (data/plan/policies.yaml)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from commandpost.plan.reader import Policy
from commandpost.plan.records import Repeat
from commandpost.store.instant import seconds_between, shifted

LEVEL_NOT_SET = "III"  # a level not set counts as this one
LAST_WAIT_MIN = 5  # before it is said that nobody answered, where a policy has one step and repeats nothing


class Pace(NamedTuple):
    """A policy's minutes at one level: `after` for each step, the repeats of the last one, whether somebody is told at the end."""

    after: tuple[int, ...]
    repeat: Repeat | None
    ends: bool

    @property
    def steps(self) -> int:
        """Give how many steps there are; the end that tells of nobody's answer is one more."""
        return len(self.after)


def pace_of(policy: Policy, level: str | None) -> Pace:
    """Give a policy's minutes at a level."""
    other = policy.levels.get(level or LEVEL_NOT_SET)
    after = tuple(step.after_min for step in policy.steps)
    repeat = policy.repeat
    if other is not None:
        after, repeat = other.after_min or after, other.repeat or repeat
    return Pace(after, repeat, bool(policy.then))


@lru_cache(maxsize=256)
def timeline(pace: Pace) -> tuple[tuple[int, int, int], ...]:
    """Give every step in order as (minutes after the first, step, round), the end included."""
    found = [(0, 1, 0)]
    while (onward := following(pace, found[-1][1], found[-1][2])) is not None:
        found.append((found[-1][0] + onward[2], onward[0], onward[1]))
    return tuple(found)


def raise_moment(policy: Policy, started_at: str, due_at: str) -> str:
    """Give when a deadline is raised: `lead_min` before it is due, at most half of the time allowed."""
    if not policy.lead_min:
        return due_at
    allowed = max(0.0, seconds_between(started_at, due_at))
    return shifted(due_at, seconds=-min(policy.lead_min * 60, allowed / 2))


def following(pace: Pace, step: int, round_: int) -> tuple[int, int, int] | None:
    """Give (step, round, minutes to wait) of what comes after a step when nobody answers; None when nobody is left to tell.

    Steps are numbered from 1, rounds of the last one from 0; the end is the step after the last. Shorter lists of another
    level, or of a plan adopted since, are survived: what lies beyond them is the last step.
    """
    if step > pace.steps:
        return None
    if step < pace.steps:
        return step + 1, 0, max(0, pace.after[step] - pace.after[step - 1])
    if pace.repeat is not None and round_ < pace.repeat.times:
        return step, round_ + 1, pace.repeat.every_min
    if not pace.ends:
        return None
    if pace.repeat is not None:
        return step + 1, 0, pace.repeat.every_min
    wait = pace.after[-1] - pace.after[-2] if pace.steps > 1 else LAST_WAIT_MIN
    return step + 1, 0, wait
