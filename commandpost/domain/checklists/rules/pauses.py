"""Says at which pause point the lists are to be gone through now: one at a time, the latest that has come (R4.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from commandpost.domain.checklists.rules.activated import activation
from commandpost.domain.checklists.rules.allowed import SOON_S
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.rules.command import TAKING
from commandpost.domain.incidents.rules.decided import level_changes
from commandpost.plan.records_lists import PausePoint
from commandpost.store.instant import shifted

LEVEL_SET, HANDOVER, BEFORE_STAND_DOWN = "level_set", "handover", "before_stand_down"
WHOLE = (HANDOVER, BEFORE_STAND_DOWN)  # at these all that is open is read, at the others what is critical

Reached = tuple[str, str]  # (code of the point, since when it is due)


def reached(points: Mapping[str, PausePoint], history: History, at: str) -> Reached | None:
    """Give the pause point that was reached last and since when; those before it are gone, they do not stack.

    In the first two minutes after a level was set nothing is asked: what is critical is being done then, not confirmed.
    """
    begun = activation(history)
    if begun is None or history.state == "ended":
        return None
    moments: dict[str, str | None] = {
        LEVEL_SET: shifted(level_changes(history)[-1].at, seconds=SOON_S),
        HANDOVER: _handed_over(history, begun),
        BEFORE_STAND_DOWN: history.controlled_at if history.state == "controlled" else None,
    }
    moments |= {point.code: shifted(begun, minutes=point.minute) for point in points.values() if point.minute is not None}
    come = [(since, code) for code in points if (since := moments.get(code)) is not None and since <= at]
    since, code = max(come, default=("", ""))
    return (code, since) if code else None


def due(points: Mapping[str, PausePoint], history: History, confirmed: Iterable[str], at: str) -> Reached | None:
    """Give the pause point that is due: reached, and nobody has gone through the lists since; `confirmed` are the moments when somebody did."""
    found = reached(points, history, at)
    return None if found is None or any(moment >= found[1] for moment in confirmed) else found


def _handed_over(history: History, begun: str) -> str | None:
    """Give when command last passed from one person to another; who takes it first takes nothing over."""
    taken = [step for step in history.command if step.step in TAKING]
    passed = [now.at for before, now in pairwise(taken) if before.person not in (None, now.person) and now.at >= begun]
    return passed[-1] if passed else None
