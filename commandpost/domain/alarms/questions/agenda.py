"""Says when the next step of every open deadline falls due, and afterwards only of those that changed: the clock is set by it (DESIGN 2)."""

from __future__ import annotations

import logging

from commandpost.domain.alarms.questions.facts import TIMES, all_standing, scene_of, some_standing
from commandpost.domain.alarms.records.shown import Agenda
from commandpost.domain.alarms.rules.steps import next_moment
from commandpost.domain.core.kinds import Code
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask

log = logging.getLogger("commandpost.alarms")
COUNTS = """
SELECT (SELECT coalesce(max(rowid), 0) FROM deadline_change), (SELECT coalesce(max(rowid), 0) FROM alert_step),
  (SELECT coalesce(max(rowid), 0) FROM level_decision), (SELECT coalesce(max(rowid), 0) FROM maintenance),
  (SELECT count(*) FROM watch_break WHERE kind != 'unwatched')
"""
CHANGED = """
SELECT deadline_id FROM deadline_change WHERE rowid > ? UNION SELECT deadline_id FROM alert_step WHERE rowid > ?
UNION SELECT d.id FROM level_decision l JOIN deadline d ON d.incident_id = l.incident_id WHERE l.rowid > ?
"""


@reads(*TIMES, "level_decision")
def agenda(ask: Ask, *, since: Code | None = None) -> Agenda:
    """When the next alarm of each obligation falls due; with the mark of an earlier answer only what changed since (R4.2).

    A deadline whose alarm cannot be worked out has no moment and stands in `faults`; the others go on.
    """
    counts = ask(COUNTS)[0]
    mark = ".".join(str(count) for count in counts)
    before = tuple(int(part) for part in since.split(".")) if since else ()
    if mark == since:
        return Agenda(mark, False, (), ())
    whole = before[3:] != counts[3:]
    ids = [] if whole else [row[0] for row in ask(CHANGED, before[:3])]
    rows = all_standing(ask) if whole else some_standing(ask, ids)
    scene = scene_of(ask, cast=False)
    moments: dict[str, str | None] = dict.fromkeys(ids)
    faults = []
    for row in rows:
        try:
            moments[row.id] = next_moment(scene, row, ask.now)
        except Exception:
            log.exception("the alarm of a deadline cannot be worked out: %s", row.id)
            faults.append(row.id)
    return Agenda(mark, whole, tuple(moments.items()), tuple(faults))
