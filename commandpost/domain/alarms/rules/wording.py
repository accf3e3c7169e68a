"""Puts alarms into words for the line on the screen, a notification and the command line; never anybody's name from the book (R4.2).

What goes out is made of codes, numbers and the plan's words: an incident's number and level, the obligation, how late.
"""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

from commandpost.domain.alarms.records.shown import WaitingShown
from commandpost.domain.alarms.rules.messages import HANDFUL
from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import language, say
from commandpost.plan.reader import Plan
from commandpost.store.instant import instant, seconds_between

EXERCISE = "演练 EXERCISE"


def line(plan: Plan, subject: str, incident: str | None, level: str | None, late_s: int, drill: bool) -> str:
    """Say one alarm: `LATE 0:03:10 · follow-up no. 3 · 26-0007 (II 橙)`; `late_s` is negative before it is due."""
    if late_s > 0:
        standing = say("LATE {time}", time=lasted(late_s))
    elif late_s < 0:
        standing = say("due in {time}", time=lasted(-late_s))
    else:
        standing = say("due now")
    parts = [EXERCISE] if drill else []
    parts += [standing, subject]
    if incident is not None:
        parts.append(f"{incident} ({level_words(plan, level)})" if level is not None else incident)
    return " · ".join(parts)


def level_words(plan: Plan, level: str) -> str:
    """Name a level by number and colour: never by colour alone."""
    found = plan.levels.get(level)
    if found is None:
        return level
    return f"{level} {found.colour_zh if language() == 'zh_CN' else found.colour}"


def digest(count: int, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Say many alarms at once: how many, then the oldest of them; a handful is said in full."""
    if count <= HANDFUL:
        return lines
    return (say("{count} alarms at once, the oldest first:", count=count), *lines[:HANDFUL])


def alert_line(plan: Plan, row: WaitingShown, now: str) -> str:
    """Say one alarm with whom it was told and who is next: `LATE 0:03:10 · … · told: Lin Wei; in 5 min: Chen Hao`."""
    late = int(seconds_between(row.due_at, now))
    return f"{line(plan, row.subject, row.incident, row.level, late, row.drill)} · {told_words(row, now)}"


def told_words(row: WaitingShown, now: str) -> str:
    """Say who was told, and who is told next in how many minutes if nobody answers."""
    told = say("told: {names}", names=say(", ").join(row.told) or say("nobody"))
    if row.next_at is None or not row.next_to:
        return told
    return say("{told}; {coming}", told=told, coming=coming_words(row, now))


def coming_words(row: WaitingShown, now: str) -> str:
    """Say who is told next in how many minutes, and that it is again where they were told already; nothing where nobody is."""
    if row.next_at is None or not row.next_to:
        return ""
    minutes, names = max(0, round(seconds_between(now, row.next_at) / 60)), say(", ").join(row.next_to)
    if set(row.next_to) <= set(row.told):
        return say("in {minutes} min again: {names}", minutes=minutes, names=names) if minutes else say("any moment again: {names}", names=names)
    return say("in {minutes} min: {names}", minutes=minutes, names=names) if minutes else say("any moment: {names}", names=names)


def site_time(moment: str, zone: str) -> str:
    """Say a moment as the site's clock and calendar show it."""
    return f"{instant(moment).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def unwatched(gap: tuple[str, str], zone: tzinfo) -> str:
    """Say when nobody watched: `nobody watched from 02:10 to 05:00`; with the day where it is another one."""
    since, until = (instant(moment).astimezone(zone) for moment in gap)
    form = "%H:%M" if since.date() == until.date() else "%m-%d %H:%M"
    return say("nobody watched from {since} to {until}", since=format(since, form), until=format(until, form))
