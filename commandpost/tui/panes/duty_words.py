"""How a day of the duty log reads: who, by which channel, what kind, the words, where; struck and promoted ones say so (R4.1, R4.2)."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Any

from commandpost.locale.words import language, say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, fold, shown
from commandpost.tui.parts.counted import clock, day
from commandpost.tui.parts.log_lines import Entry
from commandpost.tui.parts.naming import kind_words
from commandpost.tui.parts.telling import Teller

LATE_S = 60  # an entry written down so long after it happened says so
WIDE = 100  # from here on who, channel and kind have columns of their own
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def entries_of(record: Any, tell: Teller) -> list[Entry]:
    """Make the entries of a day as they are drawn."""
    made = []
    for entry in record.entries:
        told = tell.entry(entry)
        by = shown(entry.by or entry.author or (kind_words("system") if entry.kind == "system" else ""))
        made.append(
            told._replace(
                who=by,
                via=shown(entry.channel or ""),
                kind=kind_words(entry.kind),
                place=" · ".join(part for part in (f"→ {shown(entry.to)}" if entry.to else "", shown(entry.place or "")) if part),
                became=record.promoted.get(entry.number, ""),
            )
        )
    return made


def duty_lines(entry: Entry, zone: tzinfo, width: int, number_width: int) -> list[list[Span]]:
    """Give an entry on as many lines as its words need; channel, kind and place stand beside the words, quiet."""
    head: list[Span] = [(" " + clock(entry.at, zone), ""), (f" {entry.number:>{number_width}} ", "quiet")]
    if width >= WIDE:
        wide = [(entry.who, 15), (entry.via, 10), (entry.kind, 8)]
        beside = [entry.place]
    else:
        wide = [(entry.who, 12)]
        beside = [entry.via, entry.kind if entry.kind != kind_words("report") else "", entry.place]
    head += [(fit(text, size) + " ", "quiet") for text, size in wide]
    indent = sum(cell_len(text) for text, _ in head)
    room = max(10, width - indent - 1)
    ink = "struck" if entry.struck else ""
    lines = [[(part, ink)] for part in fold(entry.text, room)]
    if tail := " · ".join(part for part in beside if part):
        if cell_len(lines[-1][0][0]) + cell_len(tail) + 3 <= room:
            lines[-1].append(("   " + tail, "quiet"))
        else:
            lines.append([(cut(tail, room), "quiet")])
    notes = [part for part in (entry.struck, _late_record(entry, zone)) if part]
    lines += [[(part, "quiet")] for part in (fold(" · ".join(notes), room) if notes else ())]
    if entry.became:
        lines.append([(say("→ incident {number}", number=entry.became), "accent")])
    return [[*head, *lines[0]], *([(" " * indent, ""), *line] for line in lines[1:])]


def _late_record(entry: Entry, zone: tzinfo) -> str:
    if entry.recorded - entry.at <= LATE_S:
        return ""
    when = clock(entry.recorded, zone)
    if day(entry.recorded, zone) != day(entry.at, zone):
        when = f"{day(entry.recorded, zone)} {when}"
    return say("written down {time}", time=when)


def day_words(iso: str) -> str:
    """Give a date with its day of the week, as people of the site say it."""
    found = date.fromisoformat(iso)
    if language() == "zh_CN":
        return f"{found.year}年{found.month}月{found.day}日 星期{'一二三四五六日'[found.weekday()]}"
    return f"{WEEKDAYS_EN[found.weekday()]} {iso}"


def head_lines(record: Any, width: int) -> list[list[Span]]:
    """Say which day it is and where it stands among the days, and in one quiet line how many incidents are open."""
    count = record.begins + len(record.entries)
    today = record.day == record.today
    when = say("today") if today else say("not today: {key} goes back to today", key=key_of("log.day"))
    title: list[Span] = [
        (" " + say("Duty log"), "strong"),
        (f" · {day_words(record.day)}", "strong"),
        (f" · {when}", "quiet" if today else "accent"),
    ]
    right = say("{count} entries", count=count) if count != 1 else say("1 entry")
    blank = width - sum(cell_len(text) for text, _ in title) - cell_len(right) - 1
    head = [*title, (" " * blank + right, "quiet")] if blank > 1 else title
    return [head, [(" " + open_words(record.open), "quiet")]]


def open_words(count: int) -> str:
    """Say how many incidents are open; what happens in them stands in their own logs."""
    if not count:
        return say("No incident is open.")
    key = key_of("pane.board")
    if count == 1:
        return say("1 incident is open; what happens in it stands in its own log ({key} Board).", key=key)
    return say(
        "{count} incidents are open; what happens in them stands in their own logs ({key} Board).", count=count, key=key
    )


def empty_lines(record: Any) -> list[list[Span]]:
    """Say what can be done on an empty page."""
    if record.day != record.today:
        return [[("  " + say("Nothing was written on this day."), "strong")]]
    lines: list[list[Span]] = [
        [("  " + say("Nothing is written yet today."), "strong")],
        [],
        [
            (f"  {key_of('log.add')} ", "accent"),
            (say("write what is reported: rounds, deliveries, handovers, tests"), "quiet"),
        ],
        [
            ("    ", ""),
            (say("who and channel before a colon are understood: Deng Kai, radio 1: gate 6 is clear"), "quiet"),
        ],
    ]
    if record.before:
        lines.append(
            [
                (f"  {key_of('duty.before')} ", "accent"),
                (say("read the day before: {day}", day=day_words(record.before)), "quiet"),
            ]
        )
    return lines
