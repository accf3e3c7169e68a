"""What a clock that was set back does to moments written before: the time that really passed counts, not the hands (ANCHORS, scheduling)."""

from __future__ import annotations

from commandpost.domain.alarms.records.standing import Break, Scene
from commandpost.store.instant import shifted

CORRECTED_S = 120  # a jump ahead that undoes an earlier set-back to within this is a correction, not a sleep


def since_deadline(scene: Scene, moment: str, order: int) -> str:
    """Give where a moment of a deadline lies on today's clock."""
    return _moved(moment, [b for b in scene.breaks if order <= b.deadlines]) if scene.breaks else moment


def since_step(scene: Scene, moment: str, order: int) -> str:
    """Give where the moment of a step lies on today's clock."""
    return _moved(moment, [b for b in scene.breaks if order <= b.steps]) if scene.breaks else moment


def _moved(moment: str, breaks: list[Break]) -> str:
    off = 0
    for one in breaks:
        if one.seconds < 0:
            off += one.seconds
        elif off and abs(off + one.seconds) <= CORRECTED_S:
            off = 0
    return shifted(moment, seconds=off) if off else moment
