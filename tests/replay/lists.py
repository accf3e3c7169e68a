"""Says what would have been open and late on the lists at a moment of a kept evening, had the level been set where the rules first justify it (issue 6).

Nothing is added to what the file says: no tick stands in it, so none is made; what the desk answers at that moment is the whole page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from commandpost.domain.core.lasting import lasted
from commandpost.exchange.csv_entries import read_entries
from commandpost.locale.words import set_language
from commandpost.store.instant import instant
from tests.replay.evening import Case, Evening, standing_desk, write

RANKS = ("I", "II", "III", "IV")


@dataclass
class Lists:
    """What the desk answered: when which level was set, the timeline, what else of the lists was owed."""

    at: str
    decided: list[tuple[str, str]] = field(default_factory=list)  # (moment, level)
    timeline: list[Any] = field(default_factory=list)
    tasks: dict[str, Any] = field(default_factory=dict)
    owed: list[Any] = field(default_factory=list)


def lists_at(case: Case, moment: str) -> Lists:
    """Let the evening pass until a moment (ISO time), setting each level at the entry at which the rules first suggest it."""
    set_language("en")
    found, evening = Lists(moment), Evening()
    with standing_desk(case) as (desk, clock):
        for row in read_entries(case.file, desk.plan).rows:
            if instant(row["at"]) > instant(moment):
                break
            clock.put(instant(row["at"]))
            write(evening, desk, case, row)
            suggested = desk.ask("incident.suggest", evening.number).level
            if suggested and (not found.decided or RANKS.index(suggested) < RANKS.index(found.decided[-1][1])):
                desk.do("incident.set_level", evening.number, suggested, reason=row["text"])
                found.decided.append((row["at"], suggested))
        clock.put(max(clock.now() + timedelta(milliseconds=1), instant(moment)))
        found.timeline = desk.ask("task.timeline", evening.number)
        found.tasks = {one.id: one for one in desk.ask("task.list", evening.number)}
        found.owed = [one for one in desk.ask("deadline.list", incident=evening.number) if one.kind == "time_mark"]
    return found


def part(found: Lists, zone: ZoneInfo) -> list[str]:
    """Give the page's part: each list as the desk shows it, what is late with how long, whose it is."""
    rows = [row for row in found.timeline if row.kind in ("open", "done", "skipped")]
    late = [row for row in rows if row.kind == "open" and row.late_s]
    levels = ", ".join(f"level {level} at {_clock(at, zone)}" for at, level in found.decided)
    made = [
        f"Read a second time, with each level set at the entry at which the rules first justify it: {levels}. The file says of no step that somebody did it,",
        "so nothing is ticked; what the entries tell of was done by people who had no such list.",
        "This is what the desk would have asked for, not what was left undone.",
        "",
        f"{len(rows)} tasks stood on the lists, {sum(row.kind == 'open' for row in rows)} open, {len(late)} late, "
        f"{sum(row.critical for row in late)} of those critical.",
    ]
    for one in found.owed:
        if one.late_s:
            asked, long = _clock(one.due_at, zone), lasted(one.late_s)
            made.append(f"The commander was being asked whether the strategy was still right since {asked}: {long} without an answer.")
    made += ["", "| list | open | late | critical and late | longest late |", "|---|---|---|---|---|"]
    for name in dict.fromkeys(row.list_name for row in rows):
        open_ = [row for row in rows if row.list_name == name and row.kind == "open"]
        slow = [row for row in open_ if row.late_s]
        longest = lasted(max(row.late_s for row in slow)) if slow else ""
        made.append(f"| {name} | {len(open_)} | {len(slow)} | {sum(row.critical for row in slow)} | {longest} |")
    made += ["", "| list | task | whose | target | late |", "|---|---|---|---|---|"]
    for row in rows:
        task = found.tasks[row.code]
        new = f" (new {_clock(task.new_since, zone)})" if task.new_since else ""
        words = f"**{row.what}**" if row.critical else row.what
        target, behind = _clock(row.target_at, zone, found.at), lasted(row.late_s) if row.late_s else ""
        made.append(f"| {row.list_name} | {words}{new} | {row.by or task.owner} | {target} | {behind} |")
    untimed = "A task without a time in the last column is not due yet, waits for its group to be sent, or has the law's own clock."
    return [*made, "", f"Critical tasks in bold. {untimed}"]


def _clock(moment: str, zone: ZoneInfo, today: str = "") -> str:
    there: datetime = instant(moment).astimezone(zone)
    other = today and there.date() != instant(today).astimezone(zone).date()
    return f"{there:%d %b %H:%M}" if other else f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"
