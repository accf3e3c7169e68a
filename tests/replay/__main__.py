"""Writes docs/astroworld.md anew from the product's own output: `python -m tests.replay`."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from commandpost.domain.core.lasting import lasted
from commandpost.exchange.spoken_alarms import statistics
from commandpost.store.instant import instant, seconds_between
from tests.replay.evening import Case, Evening, Heard, Said, replay
from tests.replay.lists import Lists, lists_at, part

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "astroworld.md"
ASTROWORLD = Case(
    ROOT / "tests" / "cases" / "astroworld-2021.csv", "crowd_crush", "America/Chicago", "2021-11-06T02:00-05:00", "Mass casualty incident declared"
)
CALLED = "2021-11-05T21:39-05:00"  # the show-stop procedure begins
HEAD = """# The evening of 5 November 2021, replayed: who would have been told what, when
What the command post of a festival in Houston heard that day (`tests/cases/astroworld-2021.csv`: times and facts restated from the police
timeline of 2023 and from the fire department's log as the press reported it, a few minutes rounded) was typed into a desk minute by minute,
with a watch beside it and a clock at speed. Written by `python -m tests.replay`; every alarm below is the line that the watch itself said.

- Entries and figures stand at their times. The first is written into the duty log and promoted at once to an incident, type crowd crush (拥挤踩踏).
- Nothing is invented: who held which post is not in the file, so each alarm names the post to be found; nobody answers, no notification is
  marked as made, so every escalation runs to its end. Those who were there did answer; what they did that day is not judged here.
- The log shows one decision, "Mass casualty incident declared" at 21:47; it is taken as deciding the level that the desk suggested at that
  minute. Until then no level is set.
- The plan is ours as it is shipped, with its clocks of Chinese law and its proposed minutes; it was not tuned to this evening.
  The evening ends at 02:00; the entry of nine days later is left out.
- A step that is told again (the plan repeats the last one) is counted, not shown.
"""
SILENT_S = 3600


def page(evening: Evening, lists: Lists, zone: ZoneInfo) -> str:
    """Give the page."""
    lines = [HEAD]
    again: Counter[str] = Counter()
    for one in evening.told:
        if isinstance(one, Heard):
            lines += ["", *_entry(one, zone), ""]
        elif one.again:
            again[one.subject] += 1
        else:
            lines.append(f"- {_clock(one.at, zone)} {one.line}")
    lines += ["", f"## The lists at {_clock(lists.at, zone)}", "", *part(lists, zone)]
    lines += ["", "## Where it was silent", "", *_silent(evening, zone)]
    lines += ["", "## In numbers", "", *_numbers(evening, again, zone)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _entry(one: Heard, zone: ZoneInfo) -> list[str]:
    row = one.row
    figures = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in row["facts"].items() if value != "0")
    where = ", ".join(row[name] for name in ("by", "channel", "place") if name in row)
    thinks = f"The desk suggests level {one.level}" if one.level else "The desk suggests no level"
    thinks += f", accident grade {one.grade}" if one.grade else ""
    thinks += f"; **level {one.decided} is decided**" if one.decided else ""
    return [f"**{_clock(row['at'], zone)}** {row['text']} ({where}){f'; so far {figures}' if figures else ''}. *{thinks}.*"]


def _silent(evening: Evening, zone: ZoneInfo) -> list[str]:
    """Say each stretch of more than an hour in which nobody was told anything, and what the desk itself came to think in it."""
    made, last, thought, news = [], "", (None, None), []
    for one in evening.told:
        if isinstance(one, Heard):
            if (one.level, one.grade) != thought:
                thought = (one.level, one.grade)
                news.append((one.row["at"], f"{_clock(one.row['at'], zone)} level {one.level}{f', accident grade {one.grade}' if one.grade else ''}"))
            continue
        if last and seconds_between(last, one.at) > SILENT_S:
            untold = [words for at, words in news if seconds_between(at, one.at) > 1]  # what ended the silence is told by it
            new = f"what the desk suggested became {'; '.join(untold)}" if untold else "nothing new"
            made.append(f"- {_clock(last, zone)} to {_clock(one.at, zone)}: {new}.")
        last, news = one.at, []
    why = "Every escalation had come to its end by then, nobody having answered; its rows stood late in red on the board. A rising suggestion is told at once."
    return [*made, "", why]


def _numbers(evening: Evening, again: Counter[str], zone: ZoneInfo) -> list[str]:
    said = [one for one in evening.told if isinstance(one, Said)]
    posts = Counter(post for one in said for post in one.told)
    made = [f"{len(said)} alarms, {sum(again.values())} of them told again; by whom was to be told:", ""]
    made += ["| post | alarms | first | last |", "|---|---|---|---|"]
    for post, count in posts.most_common():
        times = [_clock(one.at, zone) for one in said if post in one.told]
        made.append(f"| {post} | {count} | {times[0]} | {times[-1]} |")
    made += ["", "| obligation | due | first told | told in all | nobody had answered by | at the end |", "|---|---|---|---|---|---|"]
    for key in dict.fromkeys(one.deadline for one in said):
        told = [one for one in said if one.deadline == key]
        left = next((row for row in evening.left if row.id == key), None)
        over = max(told, key=lambda one: one.step)
        end = f"late {lasted(left.late_s)}" if left is not None and left.late_s else "open" if left is not None else "met or cancelled"
        ladder = [_clock(over.at, zone)] if evening.ends.get(key) == over.step else [""]
        made.append(
            f"| {told[0].subject} | {_clock(told[0].due_at, zone)} | {_clock(told[0].at, zone)} | {len(told)} | {ladder[0]} | {end} |"
        )
    return [*made, "", "The look back, as `commandpost stats` says it:", "", "```", *statistics(evening.stats, as_csv=False), "```"]


def _clock(moment: str, zone: ZoneInfo) -> str:
    there: datetime = instant(moment).astimezone(zone)
    return f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"


if __name__ == "__main__":
    PAGE.write_text(page(replay(ASTROWORLD), lists_at(ASTROWORLD, CALLED), ZoneInfo(ASTROWORLD.zone)), encoding="utf-8")
