"""Says an answer to people at the command line: a list as a table with its heads in their language, times of the site, late in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from commandpost.domain.core.lasting import lasted
from commandpost.exchange import spoken_alarms, spoken_commander, spoken_incident, spoken_lists
from commandpost.exchange.lines import clean, pairs, table
from commandpost.exchange.naming import Teller
from commandpost.locale.words import language, say
from commandpost.store.instant import seconds_between

EXERCISE = "演练 EXERCISE"


def spoken(question: str, answer: Any, teller: Teller) -> list[str]:
    """Give the answer to a question of the registry as lines."""
    lines = SAYS[question](answer, teller) or [say("nothing")]
    said = question in ("incident.show", "incident.brief", "command.handover", "board")  # they say it of themselves
    if teller.exercise or (isinstance(answer, list) and answer and all(getattr(row, "drill", False) for row in answer)):
        return lines if said and EXERCISE in "\n".join(lines[:2]) else [EXERCISE, *lines]
    return lines


def incidents(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say the list of incidents."""
    heads = (
        say("No."),
        say("Level"),
        say("What"),
        say("Where"),
        say("State"),
        say("Received"),
        say("Command"),
        say("Title"),
    )
    return table(
        heads,
        [
            (
                row.number,
                tell.level(row.level),
                row.type_name,
                row.place or "",
                _state(row, tell),
                tell.clock(row.received_at),
                row.commander or "",
                row.title,
            )
            for row in rows
        ],
        tell.width,
    )


def _state(row: Any, tell: Teller) -> str:
    words = [tell.state(row.state)]
    if row.after_the_fact:
        words.append(say("after the fact"))
    if row.drill:
        words.append(EXERCISE)
    if getattr(row, "merged_into", None):
        words = [say("merged into {number}", number=row.merged_into), *words[1:]]
    return " · ".join(words)


def entries(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say a log: number, time, who over which channel, where, and what; a struck entry says so before its text."""
    made = []
    at_once, books = _at_once(rows), {row.book for row in rows}
    for row in rows:
        kind = f"{tell.kind(row.kind)} → {row.to}" if row.to else tell.kind(row.kind)
        who = say(", ").join(part for part in (row.by, row.channel, kind) if part)
        number = row.number if "#" in row.number else f"#{row.number}"
        if len(books) > 1:
            number = f"{row.book} {number}"
        made.append((number, tell.clock(row.event_at), who, row.place or "", _entry_text(row, tell, at_once)))
    lines = table((say("No."), say("Time"), say("Who"), say("Where"), say("Text")), made, tell.width)
    return [*lines, "", say("written down {time}", time=tell.clock(at_once))] if at_once else lines


def papers(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say what is attached: number, name, what it is and how large, when, by whom, to which entry, the note."""
    books = {row.book for row in rows}
    made = []
    for row in rows:
        number = row.number if len(books) < 2 else f"{row.book} {row.number}"
        entry = "" if row.entry is None else row.entry if "#" in row.entry else f"#{row.entry}"
        media = row.media if row.state == "kept" else say("taken away by law")
        made.append(
            (number, tell.clock(row.at), row.by or "", media, sized(row.size), entry, " · ".join(filter(None, (row.name, row.note))))
        )
    heads = (say("No."), say("Attached"), say("Who"), say("Kind"), say("Size"), say("Entry"), say("File"))
    return table(heads, made, tell.width)


def sized(size: int) -> str:
    """Give bytes as people read them: 812 B, 45 kB, 3.2 MB."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def duty_day(answer: Any, tell: Teller) -> list[str]:
    """Say a day of the duty log: which day, how many earlier entries are left out, the entries, what became an incident."""
    head = say("Duty log of {day}", day=answer.day)
    if answer.begins:
        head = f"{head} · {say('{count} earlier entries are not shown', count=answer.begins)}"
    became = [
        say("{entry} became {incident}", entry=number if "#" in number else f"#{number}", incident=incident)
        for number, incident in answer.promoted.items()
    ]
    rows = entries(answer.entries, tell) if answer.entries else [say("No entries.")]
    return [head, "", *rows, *([""] * bool(became)), *became]


def _at_once(rows: Sequence[Any]) -> str | None:
    """Give when a whole log was written down in one go, long after it happened (an import): said once, not on every line."""
    moments = {row.recorded_at[:16] for row in rows}
    late = all(seconds_between(row.event_at, row.recorded_at) >= 60 for row in rows)
    return rows[0].recorded_at if len(rows) > 1 and len(moments) == 1 and late else None


def _entry_text(row: Any, tell: Teller, at_once: str | None) -> str:
    text = str(row.text)
    if row.facts:
        figures = say("; ").join(tell.figure(metric, value) for metric, value in row.facts.items())
        text = f"{text} [{figures}]"
    if at_once is None and seconds_between(row.event_at, row.recorded_at) >= 60:
        text = f"{text} ({say('written down {time}', time=tell.clock(row.recorded_at))})"
    if row.points_to:
        text = f"{text} ({say('from {entry}', entry=row.points_to)})"
    if row.strike is not None:
        struck = say(
            "struck {time} by {who}: {why}",
            time=tell.clock(row.strike.at),
            who=row.strike.by or "?",
            why=row.strike.reason,
        )
        text = f"✗ {struck} — {text}"
    return text


def owed(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say obligations: when, how late or how long yet, whose incident, what, to whom, and the end of the id that `deadline meet` takes."""
    made = []
    for row in rows:
        open_ = row.state in ("pending", "raised", "acknowledged")
        what = f"{row.subject}{say(' (if it applies)')}" if row.applies == "ask" and open_ else row.subject
        standing = _how_long(row, tell) if open_ else tell.due_state(row.state)
        made.append((tell.clock(row.due_at), standing, row.incident or "", row.id[-8:], row.to_names, what))
    return table((say("Due"), say("State"), say("Incident"), "id", say("To"), say("Obligation")), made, tell.width)


def _how_long(row: Any, tell: Teller) -> str:
    if row.late_s:
        return say("LATE {time}", time=lasted(row.late_s))
    return tell.until(row.due_at) if row.due_at > tell.now else say("due now")


def hearing(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say who is to be heard: the longest silent first, since when, how late in words, how many rounds missed, who is missing."""
    called = {
        "level": say("called: the level changed"), "evacuation": say("called: evacuation"), "command": say("called: command passed"),
        "missing": say("called: somebody is missing"), "benchmark": say("called: benchmark"), "card": say("called: action card"), None: "",
    }  # fmt: skip
    made = []
    for row in rows:
        state = called[row.called]
        if row.paused_until:
            state = say("paused until {time}: {reason}", time=tell.clock(row.paused_until), reason=row.pause_reason or "")
        if row.late_s and row.missed > 1:
            state = say("; ").join(part for part in (state, say("{count} rounds missed", count=row.missed)) if part)
        if row.missing:
            state = say("; ").join(part for part in (state, say("missing: {names}", names=row.missing)) if part)
        last = tell.clock(row.last_heard_at) or say("never")
        every = say("every {minutes} min", minutes=row.every_min)
        made.append((row.who, row.kind_name, row.incident or say("duty log"), every, last, tell.until(row.due_at), state))
    return table((say("Who"), say("Kind"), say("Incident"), say("Rhythm"), say("Last heard"), say("Due"), say("State")), made, tell.width)


def orders(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say which orders have not come back: to whom, what they wait for, how late in words."""
    made = []
    for row in rows:
        what = {
            "read_back": say("to be read back"),
            "done": say("to be answered") if row.kind == "instruction" else say("to be done"),
            None: say("done {time}", time=tell.clock(row.done_at)),
        }[row.waits_for]
        by = row.read_back_by if row.waits_for == "read_back" else row.due_at
        when = tell.until(by) if row.waits_for else ""
        entry = row.entry if "#" in row.entry else f"#{row.entry}"
        made.append((f"{row.book}{entry}" if entry.startswith("#") else f"{row.book}#{entry}", tell.kind(row.kind), row.to, what, when, row.text))
    return table((say("Order"), say("Kind"), say("To"), say("State"), say("Due"), say("Text")), made, tell.width)


def board(answer: Any, tell: Teller) -> list[str]:
    """Say the board: what is late and what comes next, then every open incident with who commands and what it owes next."""
    counts = " · ".join(
        f"{tell.level(None if code == 'none' else code)} {count}" for code, count in answer.counts.items() if count
    )
    lines = [clean(f"{tell.clock(answer.as_of, seconds=True)}   {counts or say('No incident is open.')}")]
    if answer.exercise:
        lines.insert(0, EXERCISE)
    lines += ["", *owed(answer.soon, tell)] if answer.soon else []
    heads = (
        say("No."),
        say("Level"),
        say("What"),
        say("Where"),
        say("State"),
        say("Elapsed"),
        say("Command"),
        say("Next"),
        say("Last word"),
    )
    rows = table(heads, [_board_row(row, answer.as_of, tell) for row in answer.rows], tell.width)
    return [*lines, "", *rows] if rows else lines


def board_values(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say what the board can be narrowed to: the option, its value, what it is called."""
    made = [(f"--{row.kind}", row.code, row.names[0]) for row in rows]
    return table((say("Option"), say("Value"), say("Called")), made, tell.width)


def _board_row(row: Any, now: str, tell: Teller) -> tuple[str, ...]:
    level = tell.level(row.level)
    if row.level is None and row.suggested:
        level = say("not set, suggested {level}", level=tell.level(row.suggested))
    command = row.commander or ""
    if row.command_post and (row.commander or row.vacant):
        who = row.commander or say("nobody")
        command = say("{person} ({post})", person=who, post=row.command_post)
    coming = "" if row.next is None else row.next.subject
    if row.next is not None and not row.after_the_fact:
        coming = f"{coming} · {tell.until(row.next.due_at)}"
    last = f"{tell.clock(row.last_at)} {row.last_word}" if row.last_at else ""
    elapsed = "" if row.after_the_fact else lasted(seconds_between(row.started_at, now))
    return (row.number, level, row.type_name, row.place or "", _state(row, tell), elapsed, command, coming, last)


def found(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say what a search found: when, where it stands, who said it, the text; and that older ones were left out, where they were."""
    made = []
    for row in rows:
        number = row.number if "#" in row.number or row.kind == "incident" else f"#{row.number}"
        where = number if row.kind == "incident" else f"{row.book} {number}"
        text = f"✗ {say('struck')} — {row.text}" if row.struck else row.text
        made.append((tell.clock(row.event_at), where, row.by or row.type_name or "", text))
    lines = table((say("Time"), say("Where"), say("Who"), say("Text")), made, tell.width)
    if rows and rows[-1].more:
        count = len({row.text for row in rows})
        lines += ["", say("Only the newest are shown; more with --limit {count}.", count=max(100, 2 * count))]
    return lines


def posts(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say who holds which post; an empty one is a gap."""
    made = [(row.post, row.name, say("nobody") if row.vacant else row.first or "", row.second or "") for row in rows]
    return table((say("Code"), say("Post"), say("Holder"), say("Second")), made, tell.width)


def people(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say whom the desk knows."""
    made = [(row.name, say(", ").join(row.phones), tell.posts(row.posts)) for row in rows]
    return table((say("Name"), say("Telephone"), say("Posts")), made, tell.width)


def places(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say the places of the site."""
    made = [(row.code, row.zh, row.en, tell.department(row.department), say(", ").join(row.words)) for row in rows]
    return table((say("Code"), "中文", "English", say("Department"), say("Words")), made, tell.width)


def plan(answer: Any, tell: Teller) -> list[str]:
    """Say which plan pack is in force and how much it holds."""
    origin = say("ours") if answer.origin == "ours" else say("the site's own")
    return pairs(
        [
            (say("Version"), answer.digest),
            (say("Adopted"), f"{tell.clock(answer.adopted_at)} · {origin}"),
            (say("Incident types"), str(answer.types)),
            (say("Figures"), str(answer.metrics)),
            (say("Thresholds"), str(answer.thresholds)),
            (say("Statutory rules"), str(answer.rules)),
            (say("Posts"), str(answer.posts)),
            (say("Tasks"), str(answer.tasks)),
            (say("Whom to notify"), str(answer.notify_rows)),
            (say("Closing criteria"), str(answer.criteria)),
            (say("Escalation policies"), str(answer.policies)),
        ],
        tell.width,
    )


def brief(answer: Any, tell: Teller) -> list[str]:
    """Say a report in both languages, the one now spoken first."""
    texts = (answer.zh, answer.en) if language() == "zh_CN" else (answer.en, answer.zh)
    return [*_lines(texts[0]), "", "—" * 20, "", *_lines(texts[1])]


def _lines(text: str) -> list[str]:
    from commandpost.domain.core.kinds import printable

    return printable(text).split("\n")


SAYS: dict[str, Callable[[Any, Teller], list[str]]] = {
    "board": board,
    "board.values": board_values,
    "search": found,
    "incident.list": incidents,
    "incident.show": spoken_incident.show,
    "incident.suggest": spoken_incident.suggest,
    "incident.brief": brief,
    "command.handover": brief,
    "log.list": entries,
    "log.day": duty_day,
    "attachment.list": papers,
    "hear.list": hearing,
    "order.list": orders,
    "deadline.list": owed,
    "post.list": posts,
    "person.list": people,
    "place.list": places,
    "plan.show": plan,
    **spoken_alarms.SAYS,
    **spoken_lists.SAYS,
    **spoken_commander.SAYS,
}
