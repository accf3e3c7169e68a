"""Says whom an alarm was for and what became of it: sent, seen, failed and why, answered by whom after how long (R4.2)."""

from __future__ import annotations

from commandpost.domain.alarms.records.shown import Passed, ToldLately
from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import say
from commandpost.store.instant import seconds_between
from commandpost.tui.parts.cells import Span, shown

ORDER = ("seen", "sent", "taken", "raised", "failed")  # what reached somebody comes first


def whom_span(row: ToldLately) -> Span:
    """Name who was told; a post that nobody holds says so."""
    return (shown(row.whom), "") if row.held else (say("nobody ({post})", post=shown(row.whom)), "quiet")


def fate_span(row: ToldLately) -> Span:
    """Say who answered after how long, with what word; else what became of each way it went."""
    if not row.ways:
        return say("passed over"), "quiet"
    if row.answered_at is not None:
        after = lasted(int(seconds_between(row.raised_at, row.answered_at)))
        words = say("answered by {who} after {time}", who=shown(row.answered_by or say("somebody")), time=after)
        return (f"{words}: {shown(row.note)}" if row.note else words), ""
    by_fate = [(fate, [way for way in row.ways if way.fate == fate]) for fate in ORDER]
    parts = [say("{fate}: {ways}", fate=_fate(fate), ways=say(", ").join(map(_way, ways))) for fate, ways in by_fate if ways]
    failed = any(way.fate == "failed" for way in row.ways)
    return say("; ").join(parts), "strong" if failed else "quiet"


def _fate(fate: str) -> str:
    match fate:
        case "seen":
            return say("seen")
        case "sent":
            return say("sent")
        case "failed":
            return say("failed")
    return say("not sent yet")


def _way(way: Passed) -> str:
    words = {"screen": say("screen"), "bell": say("bell"), "desktop": say("desktop"), "call": say("telephone")}
    name = words.get(way.channel, way.channel)
    return f"{name} ({_why(way.why)})" if way.why else name


def _why(why: str) -> str:
    match why:
        case "no_channel":
            return say("no such way here")
        case "interrupted":
            return say("interrupted")
        case "no_terminal":
            return say("no terminal")
        case "hung":
            return say("it hung")
    if why.startswith("code_"):
        return say("the program said {code}", code=why.removeprefix("code_"))
    return why
