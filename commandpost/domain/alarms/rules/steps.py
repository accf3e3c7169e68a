"""The one function of time: what would be told to whom, by which channel, at a moment, and when next; rehearsal, watch and waking all ask it (R4.1, R4.2).

It knows nothing but its arguments: the deadline and what was told of it, the plan, the holders, the spans in which nothing
is sent. Asked again with the same it answers the same; whoever writes the answer down makes the next one different.
"""

from __future__ import annotations

from commandpost.domain.alarms.records.standing import Scene, Slot, Span, Standing, Step, Target, Told
from commandpost.domain.alarms.rules.clocks import since_deadline, since_step
from commandpost.domain.alarms.rules.pace import Pace, following, pace_of, raise_moment, timeline
from commandpost.domain.alarms.rules.people import targets
from commandpost.plan.reader import GENERIC_POLICY, Policy
from commandpost.store.instant import seconds_between, shifted

LISTENING = ("pending", "raised")  # what is acknowledged, met or cancelled tells nobody
END_CHANNELS = ("screen", "call")  # that nobody answered goes by call, and into the log
UNWRITTEN = 1 << 62  # the order of a step that is not in the table: after every break of the clock


def policy_of(scene: Scene, row: Standing) -> Policy:
    """Give the policy the row was opened with; one that the plan no longer holds is the generic one."""
    policies = scene.plan_of(row.plan).policies
    return policies.get(row.policy) or policies[GENERIC_POLICY]


def next_moment(scene: Scene, row: Standing, now: str) -> str | None:
    """Give when the next step falls due, seen from `now`, if nobody answers; None when nothing more is told."""
    if row.state not in LISTENING:
        return None
    policy = policy_of(scene, row)
    slot = _next(scene, row, policy, pace_of(policy, row.level), now)
    return slot.at if slot is not None else None


def due_steps(scene: Scene, row: Standing, now: str) -> list[Step]:
    """Give what is to be told at `now` (a stamp), in order: nothing, one step, or vacant ones passed over and the one that is told.

    Where several steps fell due since anybody looked, the one where the escalation would now be is told, and says how many
    were slept through. That nobody answered is never said where nobody was asked.
    """
    if row.state not in LISTENING:
        return []
    policy = policy_of(scene, row)
    pace = pace_of(policy, row.level)
    slot, slept = _where_it_would_be(scene, row, policy, pace, now)
    if slot is None:
        return []
    told: list[Step] = []
    while True:
        step = _step(scene, row, policy, slot, slept)
        told.append(step)
        onward = _passed(scene, row, policy, pace, step)
        if onward is None:
            return told
        told[-1] = step._replace(vacant=True)
        slot, slept = onward, 0


def told_next(scene: Scene, row: Standing) -> tuple[Target, ...]:
    """Give who is told next if nobody answers, whenever that is."""
    policy = policy_of(scene, row)
    if row.told is None or row.state == "pending":
        return targets(scene, row, policy.steps[0].to)
    onward = following(pace_of(policy, row.level), row.told.step, row.told.round)
    if onward is None:
        return ()
    return targets(scene, row, policy.then if onward[0] > len(policy.steps) else policy.steps[onward[0] - 1].to)


def now_steps(scene: Scene, row: Standing, now: str) -> list[Step]:
    """Give what is told when somebody says "escalate now": the next step of a new cycle, the end again when all were told."""
    policy = policy_of(scene, row)
    pace = pace_of(policy, row.level)
    if row.told is None or row.state == "pending":
        slot = Slot(_cycle(row), 1, 0, now, "escalated")
    else:
        after = following(pace, row.told.step, row.told.round) or (row.told.step, row.told.round, 0)
        slot = Slot(row.told.cycle + 1, after[0], after[1], now, "escalated")
    told: list[Step] = []
    alone = row._replace(answered=frozenset())
    while True:
        step = _step(scene, alone, policy, slot, 0)
        told.append(step)
        onward = _passed(scene, alone, policy, pace, step)
        if onward is None:
            return told
        told[-1] = step._replace(vacant=True)
        slot = onward


def after(row: Standing, steps: list[Step]) -> Standing:
    """Give the row as it stands once the steps were told."""
    slot = steps[-1].slot
    fresh = row.told is None or row.told.cycle != slot.cycle
    return row._replace(
        state="raised",
        told=Told(slot.cycle, slot.step, slot.round, slot.at, UNWRITTEN),
        answered=frozenset() if fresh else row.answered,
    )


def _cycle(row: Standing) -> int:
    return row.told.cycle + 1 if row.told is not None else 1


def _next(scene: Scene, row: Standing, policy: Policy, pace: Pace, now: str) -> Slot | None:
    if row.told is None or row.state == "pending":
        raised = max(raise_moment(policy, row.started_at, row.due_at), row.opened_at)
        slot = Slot(_cycle(row), 1, 0, since_deadline(scene, raised, row.order), "due")
    else:
        onward = following(pace, row.told.step, row.told.round)
        if onward is None:
            return None
        at = shifted(since_step(scene, row.told.at, row.told.order), minutes=onward[2])
        slot = Slot(row.told.cycle, onward[0], onward[1], at, "unanswered")
    first = True
    while (span := _around(scene.spans, slot.at, now)) is not None:
        cycle = slot.cycle if slot.why == "due" or not first else slot.cycle + 1
        slot, first = Slot(cycle, 1, 0, span.until, "span_over"), False
    return slot


def _around(spans: tuple[Span, ...], at: str, now: str) -> Span | None:
    """Give the stretch that keeps a step back: it fell due in it, or before it and had not been told when it began."""
    return next((span for span in spans if at < span.until and span.since <= now), None)


def _where_it_would_be(
    scene: Scene, row: Standing, policy: Policy, pace: Pace, now: str
) -> tuple[Slot | None, int]:
    """Give the latest slot that has fallen due, and how many before it were slept through."""
    first = _next(scene, row, policy, pace, now)
    if first is None or first.at > now:
        return None, 0
    latest, slept = first, 0
    if not any(span.until > first.at for span in scene.spans):
        latest, slept = _walked(pace, first, now)
    else:
        stands = row
        while (slot := _next(scene, stands, policy, pace, now)) is not None and slot.at <= now:
            latest, slept = slot, slept + 1
            stands = stands._replace(state="raised", told=Told(slot.cycle, slot.step, slot.round, slot.at, UNWRITTEN))
        slept -= 1
    asked = row.told is not None and row.state == "raised"
    if latest.step > pace.steps and not asked:
        times = pace.repeat.times if pace.repeat is not None else 0
        latest, slept = Slot(latest.cycle, pace.steps, times, now, latest.why), slept - 1
    return latest, slept


def _walked(pace: Pace, first: Slot, now: str) -> tuple[Slot, int]:
    """Walk on from a slot that has fallen due to the one where the escalation would now be, where nothing holds it back on the way."""
    minutes = seconds_between(first.at, now) / 60
    steps = timeline(pace)
    at = next((n for n, one in enumerate(steps) if one[1:] == (first.step, first.round)), None)
    if at is None:  # of a policy that has become shorter since
        return first, 0
    to = at
    while to + 1 < len(steps) and steps[to + 1][0] - steps[at][0] <= minutes:
        to += 1
    if to == at:
        return first, 0
    after_min, step, round_ = steps[to]
    return Slot(first.cycle, step, round_, shifted(first.at, minutes=after_min - steps[at][0]), "unanswered"), to - at


def _step(scene: Scene, row: Standing, policy: Policy, slot: Slot, slept: int) -> Step:
    last = slot.step > len(policy.steps)
    if last:
        return Step(slot, targets(scene, row, policy.then), END_CHANNELS, slept, False, True)
    step = policy.steps[slot.step - 1]
    found = targets(scene, row, step.to)
    if row.told is not None and row.told.cycle == slot.cycle:
        found = tuple(target for target in found if target.person not in row.answered) or found
    return Step(slot, found, step.channels, slept, False, False)


def _passed(scene: Scene, row: Standing, policy: Policy, pace: Pace, step: Step) -> Slot | None:
    """Give the slot that is told at once because nobody holds a post of this one; None where somebody does, or nobody would later either."""
    if _held(step.targets) or step.last:
        return None
    later = [targets(scene, row, one.to) for one in policy.steps[step.slot.step :]] + [targets(scene, row, policy.then)]
    if not any(_held(found) for found in later):
        return None
    if step.slot.step < pace.steps:
        return Slot(step.slot.cycle, step.slot.step + 1, 0, step.slot.at, "vacant")
    return Slot(step.slot.cycle, pace.steps + 1, 0, step.slot.at, "vacant")


def _held(found: tuple[Target, ...]) -> bool:
    return any(target.person is not None for target in found)
