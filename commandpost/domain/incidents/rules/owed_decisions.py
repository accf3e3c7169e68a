"""Works out what a person must decide by when: who commands, a threshold that comes near (R4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from commandpost.domain.incidents.records.wanted import Ends, Wanted
from commandpost.domain.incidents.rules.ahead import Crossing, crossings
from commandpost.domain.incidents.rules.decided import level_changes, standing
from commandpost.domain.incidents.rules.owed import Case
from commandpost.domain.incidents.rules.posts import DUTY_OFFICER, commander_post
from commandpost.domain.incidents.rules.wording import plain
from commandpost.store.instant import shifted


def commander_rows(case: Case) -> Iterator[Wanted]:
    """Once a level is decided somebody must command; raising it may shorten the time, lowering does not lengthen it."""
    history = case.history
    taken = (history.command_since or history.received_at) if history.commander_person is not None else None
    alone = [change for change in level_changes(history) if taken is None or change.at <= taken]
    decision = standing(history)
    if not alone or decision is None:
        return
    begins = case.begins(alone[0].at, taken)
    levels = case.plan.levels
    due = min(
        shifted(max(change.at, begins), minutes=levels[change.level].escalate_if_no_commander_min) for change in alone
    )
    post = commander_post(case.plan, decision.level, history.department)
    yield case.row(
        "commander",
        "commander",
        started_at=begins,
        due_at=due,
        to=(post,),
        owner=post,
        source=f"levels.{decision.level}.escalate_if_no_commander_min",
        met_at=case.met("commander", "commander"),
        ends=("met", taken, "command_taken") if taken is not None else None,
    )


def threshold_rows(case: Case) -> Iterator[Wanted]:
    """One row for each crossing of the latest stretch of what runs: met by a decision, over when it stops before."""
    decision = standing(case.history)
    post = commander_post(case.plan, decision.level, case.history.department) if decision is not None else DUTY_OFFICER
    for crossing, ends in threshold_crossings(case):
        code = f"{crossing.metric}>={plain(crossing.at_least)}"
        yield case.row(
            "threshold",
            code,
            round_=crossing.run.number,
            started_at=crossing.run.start,
            due_at=crossing.at,
            to=(post,),
            owner=post,
            source=crossing.source,
            met_at=case.met("threshold", code, crossing.run.number),
            ends=ends,
        )


def threshold_crossings(case: Case) -> Iterator[tuple[Crossing, Ends | None]]:
    """Give each crossing of the latest stretch of what runs, and how its row is over; None while it asks."""
    for crossing in crossings(case.plan, case.history, case.answers, case.timeline):
        yield crossing, _answered(case, crossing)


def _answered(case: Case, crossing: Crossing) -> Ends | None:
    """A level as high as the crossing brings answers it while it stands; so does any decision made once it was passed: the person knew.

    A level lowered before the crossing answers it no more. What brings a grade alone is answered by no level; it stands
    until it stops or the incident ends.
    """
    decided = None
    if crossing.level is not None:
        rank = case.plan.levels[crossing.level].rank
        decisions = [(decision.at, case.plan.levels[decision.level].rank) for decision in case.history.decisions]
        lowered = max((i for i, (at, level) in enumerate(decisions) if at < crossing.at and level > rank), default=-1)
        decided = next(
            (
                max(at, crossing.run.start)
                for i, (at, level) in enumerate(decisions)
                if (level <= rank and i > lowered) or (crossing.passed and at >= crossing.at)
            ),
            None,
        )
    if crossing.cut and (decided is None or decided > (crossing.run.stop or "")):
        return "cancelled", "stopped"
    return ("met", decided, "level_decided") if decided is not None else None
