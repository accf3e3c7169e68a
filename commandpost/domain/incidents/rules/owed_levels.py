"""Works out when the level is to be decided, and when again: nobody is left untold that the suggestion rose above what was decided (R4.3).

Along a running figure the row of its threshold asks already, before it is reached and after; here stands what came otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.records.wanted import Ends, Wanted
from commandpost.domain.incidents.rules.levels import level_hits, suggested, type_at
from commandpost.domain.incidents.rules.owed import Case
from commandpost.domain.incidents.rules.owed_decisions import threshold_crossings
from commandpost.domain.incidents.rules.posts import DUTY_OFFICER
from commandpost.plan.reader import Plan
from commandpost.store.instant import shifted

FIRST = "level"  # the code of the row that asks for a level at all; the others are named `suggested>decided`


class Reached(NamedTuple):
    """A level that was reached, and since when the desk has known it."""

    level: str
    known_at: str


def level_rows(case: Case) -> Iterator[Wanted]:
    """The level is to be named within the plan's minutes; again once the suggestion has risen above what was decided.

    While none is decided the row that asks anew stands for the first one and is due when that was: what is late stays late.
    """
    first = _first(case)
    again = _again(case, first)
    if case.history.decisions or again is None:
        yield first
    if again is not None:
        yield again


def suggests(code: str) -> str | None:
    """Give the level that a row of kind `level` was opened for; None for the one that asks for a level at all."""
    return None if code == FIRST else code.partition(">")[0]


def reaches(case: Case, level: str) -> bool:
    """Tell whether what is known has reached a level as high as this one by the case's moment."""
    rank = case.plan.levels[level].rank
    return any(case.plan.levels[hit.level].rank <= rank for hit in level_hits(case.plan, case.history, case.timeline))


def answered_rank(plan: Plan, history: History) -> int | None:
    """Give how high a suggestion the last decision has answered: its own level, or what was suggested when it was made; None without one."""
    if not history.decisions:
        return None
    last = history.decisions[-1]
    knew = last.suggested or suggested(plan, history, last.at)
    return min(plan.levels[last.level].rank, plan.levels[knew].rank)


def _first(case: Case) -> Wanted:
    decided = case.history.decisions[0].at if case.history.decisions else None
    begins = case.begins(case.history.received_at, decided)
    ends: Ends | None = ("met", decided, "level_decided") if decided is not None else None
    return _row(case, FIRST, begins, met_at=case.met("level", FIRST), ends=ends)


def _again(case: Case, first: Wanted) -> Wanted | None:
    """Give the row for the highest suggestion that nobody has decided about; due as the earliest one of them was."""
    found, answered = _reached(case), answered_rank(case.plan, case.history)
    ranks = case.plan.levels
    if answered is None:
        before = [ranks[one.level].rank for one in found if one.known_at <= first.due_at]
        own = case.plan.types[type_at(case.history, first.due_at)].default_level
        rose = [one for one in found if one.known_at > first.due_at and ranks[one.level].rank < min(before, default=ranks[own].rank)]
        begins, over = first.started_at, ""
    else:
        last = case.history.decisions[-1]
        rose = [one for one in found if ranks[one.level].rank < answered]
        begins = case.begins(max(last.at, min((one.known_at for one in rose), default="")), None)
        over = last.level
    if not rose:
        return None
    level = min((one.level for one in rose), key=lambda code: ranks[code].rank)
    return _row(case, f"{level}>{over}", begins)


def _row(case: Case, code: str, begins: str, *, met_at: str | None = None, ends: Ends | None = None) -> Wanted:
    """The desk is asked for a level within the plan's minutes."""
    due = shifted(begins, minutes=case.plan.level_within_min)
    return case.row(
        "level", code, started_at=begins, due_at=due, to=(DUTY_OFFICER,), owner=DUTY_OFFICER, source="level_within_min", met_at=met_at, ends=ends,
    )  # fmt: skip


def _reached(case: Case) -> list[Reached]:
    """Give each level that was reached, without what an open row of a threshold told first and goes on asking.

    The type's own level is not among them: it is what is suggested while nothing is known.
    """
    history, plan = case.history, case.plan
    said = {mark.entry: mark.recorded_at for mark in history.marks}
    hits = [Reached(hit.level, max(hit.at, said.get(hit.entry, ""))) for hit in level_hits(plan, history, case.timeline)]
    asking = [
        Reached(crossing.level, max(crossing.at, said.get(crossing.run.entry, "")))
        for crossing, ends in threshold_crossings(case)
        if crossing.level is not None and crossing.passed and ends is None
    ]
    return [
        hit
        for hit in hits
        if not any(plan.levels[one.level].rank <= plan.levels[hit.level].rank and one.known_at <= hit.known_at for one in asking)
    ]
