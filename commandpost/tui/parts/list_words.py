"""Says a list as whoever commands reads it: what is late first, then what waits, then what is done; its head, its card, the strip above (R4.3, R4.4)."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any, NamedTuple

from commandpost.domain.checklists.records.tasks import FIRST_TEN
from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import language, say
from commandpost.store.instant import instant
from commandpost.tui.keys import key_of
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, fold, shown
from commandpost.tui.parts.counted import clock, is_late
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words, state_words
from commandpost.tui.parts.rows import Row
from commandpost.tui.parts.sheet import Lines

ROOMY = 44  # cells from which a late task stands on one line with its words
WORDY = 34  # cells from which the head of a list says in words that it is complete
LABEL = 11  # cells before a line of the card
STANDBY = "待命 standby"  # in both languages, as the exercise's mark is: nobody may take a waiting list for a running one


class Shown(NamedTuple):
    """A task as a row; moments in epoch seconds."""

    id: str
    words: str
    owner: str
    mine: bool
    critical: bool
    since: float
    target: float
    state: str
    done: float | None
    by: str
    waits: bool
    clocked: bool
    soon_until: float
    new: float | None
    owes: bool
    why: str
    stood: float | None

    def late(self, now: float) -> bool:
        """Whether it should have been done by now."""
        return self.state == "open" and self.clocked and is_late(self.target, now)


def _at(text: str | None) -> float | None:
    return None if text is None else instant(text).timestamp()


def shown_task(line: Any) -> Shown:
    """Make a row of a task of an answer, in the language spoken."""
    words = line.text_zh if language() == "zh_CN" else line.text_en
    return Shown(
        line.id, shown(words), shown(line.owner), line.mine, line.critical, instant(line.since).timestamp(), instant(line.target_at).timestamp(),
        line.state, _at(line.done_at), shown(line.done_by or ""), line.waits, line.clocked, instant(line.soon_until).timestamp(), _at(line.new_since),
        line.owes, line.why or "", _at(line.stood_at),
    )  # fmt: skip


def in_order(tasks: list[Shown], now: float, stays: str) -> list[Shown]:
    """Late and critical first, then what waits by its time, then what is done, then what stands down; one just ticked stays where it was (`stays`)."""

    def rank(task: Shown) -> tuple[int, int, float]:
        as_open = task.state == "open" or task.id == stays
        if not as_open:
            return (2 + (task.state == "stood_down"), 0, task.done or task.stood or 0.0)
        late = task.clocked and is_late(task.target, now)
        return (int(task.waits), (0 if task.critical else 1) if late else (2 if task.critical else 3), task.target)

    return sorted(tasks, key=rank)


def short(seconds: float) -> str:
    """Say how long in whole minutes, under a minute in seconds, from two hours on in hours: what one says aloud."""
    if seconds < 60:
        return say("{seconds} s", seconds=max(0, int(seconds)))
    if seconds < 7200:
        return say("{minutes} min", minutes=int(seconds // 60))
    return say("{hours} h", hours=int(seconds // 3600))


def task_rows(tasks: list[Shown], head: tuple[str, ...], width: int, room: int, now: float, zone: tzinfo) -> list[Row]:
    """Give the tasks of a list as rows: what is done with all its words where that fits into `room` lines, else each on one line."""
    rows = [_row(task, head, width, now, zone, whole=True) for task in tasks]
    if sum(len(row.lines) for row in rows) <= room:
        return rows
    return [_row(task, head, width, now, zone, whole=False) for task in tasks]


def _row(task: Shown, head: tuple[str, ...], width: int, now: float, zone: tzinfo, *, whole: bool) -> Row:
    """Give a task as a row; `head` names who leads the list, by name and post: they are not named again."""
    if task.state == "open":
        return Row(task.id, _open(task, head, width, now, zone))
    mark = {"done": "✓", "skipped": "–"}.get(task.state, "–")
    if task.state == "stood_down":
        why = say("the type was changed") if task.why == "type" else say("the level was changed") if task.why == "level" else say("its card is over")
        when = clock(task.stood, zone) if task.stood is not None else ""
        words = fold(task.words, max(8, width - 4))
        return Row(
            task.id,
            [[(f" {mark} ", "faint"), (words[0], "struck")], *([("   ", ""), (part, "struck")] for part in words[1:3]),
             [("   ", ""), (cut(say("stands down {time}: {why}", time=when, why=why), width - 4), "quiet")]],
        )  # fmt: skip
    at = clock(task.done, zone) if task.done is not None else ""
    took = say("not applicable")
    if task.state == "done":  # beside a late one bare minutes would read as lateness: in a narrow list none are told
        took = say("took {time}", time=short(max(0.0, (task.done or 0.0) - task.since))) if width >= ROOMY else ""
    by = f"{task.by} " if width >= ROOMY or (width >= 34 and cell_len(task.by) <= 10) else ""
    owed = f" {say('words owed')}" if task.owes else ""
    tail = f" {by}{took}{owed} "
    head_words = f" {mark} {at} "
    room = width - cell_len(head_words) - cell_len(tail)
    if room < 10:
        tail, room = (f" {took} ", width - cell_len(head_words) - cell_len(took) - 2)
    ink = "accent" if task.state == "done" else "quiet"
    if (whole or width < ROOMY) and cell_len(task.words) > room:
        parts, tail = _hanging(task.words, width - 1, cell_len(head_words)), f" · {tail.strip()}" if tail.strip() else ""
        lines: Lines = [[(f" {mark} ", ink), (f"{at} ", "quiet"), (parts[0], "quiet")], *([("   ", ""), (part, "quiet")] for part in parts[1:])]
        if not tail:
            return Row(task.id, lines)
        if _size(lines[-1]) + cell_len(tail) < width:
            lines[-1] = [*lines[-1], (tail, "quiet")]
        else:
            lines.append([("  ", ""), (cut(tail, width - 3), "quiet")])
        return Row(task.id, lines)
    return Row(task.id, [[(f" {mark} ", ink), (f"{at} ", "quiet"), (fit(task.words, max(4, room)), "quiet"), (tail, "quiet")]])


def _size(line: list[Span]) -> int:
    return sum(cell_len(text) for text, _ in line)


def _open(task: Shown, head: tuple[str, ...], width: int, now: float, zone: tzinfo) -> Lines:
    late = task.late(now)
    spans: list[Span] = [(" ! " if late else " · ", "late" if late else "quiet")]
    if late:
        spans.append((f"{say('LATE')} {short(now - task.target)} ", "late"))
    elif task.clocked:
        ahead = task.target - now
        when = say("in {time}", time=short(ahead)) if ahead < 7200 else say("by {time}", time=clock(task.target, zone))
        spans.append((f"{when} ", "strong" if ahead < 120 else ""))
    flags: list[Span] = [(say("CRITICAL") + " ", "late" if late else "strong")] if task.critical else []
    if task.new is not None:
        flags.append((say("new {time}", time=clock(task.new, zone)) + " ", "accent"))
    whose = "" if task.owner in head or not task.owner else f"→ {task.owner}"
    ink = "late" if late and task.critical else "" if not task.waits else "quiet"
    used = sum(cell_len(text) for text, _ in (*spans, *flags))
    if width < ROOMY and (late or flags):
        words = task.words
        if used > width and late and len(flags) == 1:  # no room beside the minutes: it begins the words, red like them
            words, flags = f"{flags[0][0]}{words}", []
        lines: Lines = [[*spans, *flags]] if sum(cell_len(text) for text, _ in (*spans, *flags)) <= width else [spans, [("   ", ""), *flags]]
        lines += [[("   ", ""), (part, ink)] for part in fold(words, max(8, width - 4))]
    else:
        spans += flags
        lines = [[*spans, (part, ink)] if not at else [("   ", ""), (part, ink)] for at, part in enumerate(_hanging(task.words, width - 1, used))]
    if whose:
        last = sum(cell_len(text) for text, _ in lines[-1])
        if width - last > cell_len(whose) + 1 or width - last > 14:
            lines[-1].append((cut(f" {whose}", width - last - 1), "quiet"))
        else:
            lines.append([("   ", ""), (cut(whose, width - 4), "quiet")])
    return lines


def _hanging(text: str, width: int, first: int) -> list[str]:
    """Fold a text of which the first line has `first` cells less, the others three."""
    whole = fold(text, max(8, width - first))
    if len(whole) == 1:
        return whole
    rest = text[len(whole[0]) :].lstrip(" ")
    return [whole[0], *fold(rest, max(8, width - 3))]


def list_name(one: Any) -> str:
    """Name a list."""
    return shown(one.zh if language() == "zh_CN" else one.en)


def leader(one: Any) -> str:
    """Name who leads a list; nothing where nobody does."""
    return shown(one.card.you.person or "") if one.card is not None else ""


def channel(one: Any) -> str:
    """Name a list's radio channel, where the site has entered its number."""
    number = one.card.channel.number if one.card is not None else None
    return say("ch {number}", number=number) if number else ""


def list_head(one: Any, tasks: list[Shown], width: int, now: float, zone: tzinfo, *, here: bool, alone: bool) -> Lines:
    """Give the lines that head a list: which, who leads it, by which channel; how much is open, how much of it late; one line where it stands `alone`."""
    who = leader(one) or (say("nobody yet") if one.card is not None else "")
    more = " · ".join(part for part in (who, channel(one)) if part)
    if alone:
        lead: list[Span] = [(f" {list_name(one)}", "strong"), (f"  {more}  " if more else "  ", "quiet")]
        return [[*lead, *counts(one, tasks, width, now, zone)]]
    name = cut(list_name(one), max(8, width - (11 if one.complete_at is not None and width < WORDY else 2)))
    first: list[Span] = [(" ", ""), (name, "found" if here else "strong")]
    room = width - cell_len(name) - 3
    if one.complete_at is not None and width < WORDY:
        first.append((f"  ✓ {clock(instant(one.complete_at).timestamp(), zone)}", "accent"))
    elif more and room >= min(cell_len(more), 6):
        first += [("  ", ""), (cut(more, room - 1), "quiet")]
    second = counts(one, tasks, width, now, zone)
    while len(second) > 2 and _size(second) > width:  # what does not fit goes with the dot before it
        second = second[:-2]
    return [first, second]


def counts(one: Any, tasks: list[Shown], width: int, now: float, zone: tzinfo) -> list[Span]:
    """Say how a list stands: standby, complete or not; open, late, critical open."""
    open_ = [task for task in tasks if task.state == "open"]
    late = sum(task.late(now) for task in open_)
    critical = sum(task.critical and not task.late(now) for task in open_)
    line: list[Span] = [(" ", "")]
    if one.standby:
        line += [(STANDBY, "strong"), (" · ", "quiet")]
    line.append((say("{open} open", open=len(open_)), "" if open_ else "quiet"))
    if late:
        line += [(" · ", "quiet"), (say("{count} LATE", count=late), "late")]
    if critical:
        line += [(" · ", "quiet"), (say("{count} critical", count=critical), "strong")]
    if one.complete_at is not None and width >= WORDY:
        line += [(" · ", "quiet"), (say("complete {time}", time=clock(instant(one.complete_at).timestamp(), zone)), "accent")]
    return line


def card_lines(one: Any, width: int, *, most: int) -> Lines:
    """Say the card of a list: you are, report to, go to and take, you hold; `most` lines each."""
    card = one.card
    if card is None:
        return []
    zh = language() == "zh_CN"

    def holder(found: Any) -> str:
        name = found.zh if zh else found.en
        return f"{name} · {found.person}" if found.person else say("{post}: nobody yet", post=name)

    number = card.channel.number
    radio = say("ch {number}", number=number) if number else (card.channel.zh if zh else card.channel.en)
    take = say(", ").join([*(item.zh if zh else item.en for item in card.take), card.take_zh if zh else card.take_en])
    told = (
        (say("you are"), holder(card.you)),
        (say("report to"), " · ".join([holder(card.report_to), *card.report_to.phones[:1], radio])),
        (say("go, take"), f"{card.go_to_zh if zh else card.go_to_en} · {take}"),
        (say("you hold"), say("; ").join(held.zh if zh else held.en for held in card.you_hold)),
    )
    lines: Lines = []
    for label, words in told:
        parts = fold(shown(words), max(8, width - LABEL - 2))
        if len(parts) > most:
            parts = [*parts[: most - 1], cut(" ".join(parts[most - 1 :]), max(8, width - LABEL - 2))]
        lines += [[(" " + fit(label if not at else "", LABEL), "quiet"), (part, "")] for at, part in enumerate(parts)]
    return lines


def strip(record: Any, width: int, now: float, zone: tzinfo, down: int) -> Lines:
    """Give the lines above the lists: which incident at which level, the time mark when it is due, the benchmarks with their keys.

    `down` is how many tasks stand down and are not shown.
    """
    return [_title(record, width, now), *_mark(record, width, now), *_benchmarks(record, width, zone, down)]


def _title(record: Any, width: int, now: float) -> list[Span]:
    kind = record.type_zh if language() == "zh_CN" else record.type_en
    name = f" {record.number} {shown(kind)}" + (f" · {shown(record.place)}" if record.place else "")
    until = instant(record.ended_at).timestamp() if record.ended_at else now
    right: list[Span] = [(" 演练 EXERCISE ", "flag"), ("  ", "")] if record.drill else []
    level = level_words(record.level) if record.level else say("level not set")
    right.append((level, level_ink(record.level) if record.level else "strong"))
    if record.commander and width >= 100:
        right.append((f" · {shown(record.commander)}", ""))
    right.append((f" · {state_words(record.state)} {lasted(until - instant(record.received_at).timestamp())} ", ""))
    size = sum(cell_len(text) for text, _ in right)
    return [(fit(name, max(10, width - size - 1)) + " ", "strong"), *right]


def _mark(record: Any, width: int, now: float) -> Lines:
    """The question at ten, twenty, thirty minutes, once it is due; late in words like everything else."""
    if record.mark is None or (due := instant(record.mark.due_at).timestamp()) > now:
        return []
    ask = record.mark.ask_zh if language() == "zh_CN" else record.mark.ask_en
    words = say("{minutes} min: {question}", minutes=record.mark.minutes, question=shown(ask))
    keys: list[Span] = [
        (f"  {key_of('mark.answer')} ", "accent"), (say("right"), "strong"), (f"  {key_of('mark.change')} ", "accent"), (say("must change"), "strong"),
    ]  # fmt: skip
    late: list[Span] = [(f"  {say('LATE')} {short(now - due)}", "late")] if is_late(due + 59, now) else []
    parts = fold(words, width - 2)
    if cell_len(parts[-1]) + _size([*late, *keys]) + 2 > width:  # a question is read to its end
        parts.append("")
    lines: Lines = [[(" ", ""), (part, "strong")] for part in parts]
    lines[-1] += [*late, *keys]
    return lines


def _benchmarks(record: Any, width: int, zone: tzinfo, down: int) -> Lines:
    told: list[list[Span]] = []
    for one in record.benchmarks:
        key = key_of(f"benchmark.{one.place + 1}")
        name = shown(one.zh if language() == "zh_CN" else one.en)
        when = clock(instant(one.declared_at).timestamp(), zone) if one.declared_at else "—"
        ink = "strong" if one.declared_at else "quiet"
        said: list[Span] = [(f" {key}" if key else " ·", "accent"), (f" {name} ", "" if one.declared_at else "quiet"), (f"{when}  ", ink)]
        told.append(said)
    if down:
        told.append([(f" {key_of('lists.which')} ", "accent"), (say("shows {count} that stood down", count=down), "quiet")])
    lines: Lines = []
    for said in told:
        if not lines or _size(lines[-1]) + _size(said) > width:
            lines.append([])
        lines[-1] += said
    return lines


def tabs(lists: list[tuple[Any, list[Shown]]], at: int, width: int, now: float) -> list[Span]:
    """Give the names of the lists on one line where only one is seen, that one in brackets, each with what is open and late."""
    told: list[tuple[str, str, list[Span]]] = []
    for place, (one, tasks) in enumerate(lists):
        open_, late = sum(task.state == "open" for task in tasks), sum(task.late(now) for task in tasks)
        tail: list[Span] = [(f" {say('LATE')} {late}", "late")] if late else [(f" {open_}", "quiet")]
        told.append((say("10 min") if one.code == FIRST_TEN else list_name(one), "strong" if place == at else "quiet", tail))
    fixed = sum(cell_len(text) for _, _, tail in told for text, _ in tail) + 4 * len(told)
    room = max(4 * len(told), width - fixed)
    widths = [cell_len(name) for name, _, _ in told]
    if sum(widths) > room:  # names cut short tell nothing: the one in which one stands, and what is late in the others
        name, ink, tail = told[at]
        others = sum(task.late(now) for place, (_, tasks) in enumerate(lists) for task in tasks if place != at)
        line: list[Span] = [(f" ‹ {at + 1}/{len(told)} › ", "quiet"), ("[", ink), (cut(list_name(lists[at][0]), width // 2), ink), *tail, ("]", ink)]
        if others:
            line += [("   " + say("others") + " ", "quiet"), (f"{say('LATE')} {others}", "late")]
        return line
    line = []
    for place, ((name, ink, tail), size) in enumerate(zip(told, widths, strict=True)):
        here = place == at
        line += [(" [" if here else "  ", ink), (cut(name, size), ink), *tail, ("]" if here else " ", ink)]
    return line

