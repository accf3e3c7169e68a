"""Says lists and action cards to people at the command line: what is to be done, whose, how late in words; what to broadcast (R4.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from commandpost.domain.checklists.records.tasks import owner_parts, owner_told
from commandpost.exchange.lines import pairs, table
from commandpost.exchange.naming import Teller
from commandpost.locale.words import language, say
from commandpost.plan.read_lists import roles


def tasks(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say the lists: the task's code, whose list, whose it is, target, what became of it."""
    zh = language() == "zh_CN"
    made = []
    for row in rows:
        text = row.text_zh if zh else row.text_en
        words = say("{task} (critical)", task=text) if row.critical else text
        state = {
            "open": tell.until(row.target_at), "done": say("done {time} by {who}", time=tell.clock(row.done_at), who=row.done_by or ""),
            "skipped": say("not applicable"), "stood_down": say("stands down"),
        }[row.state]  # fmt: skip
        if row.new_since and row.state == "open":
            state = say("{state}; new {time}", state=state, time=tell.clock(row.new_since))
        listed = tell.groups([row.group]) if row.group else say("First ten minutes") if row.phase == "first_ten" else say("Other tasks")
        made.append((row.id, listed, owner_words(row.owner, tell), tell.clock(row.target_at), state, words))
    return table((say("Task"), say("List"), say("Owner"), say("Target"), say("State"), say("To do")), made, tell.width)


def owner_words(owner: str, tell: Teller) -> str:
    """Say whose a task is: the post or role by its name, the person where it is held."""
    code, person = owner_parts(owner)
    role = roles(tell.plan).get(code)
    name = role.name(language()) if role else tell.post(code)
    return owner_told(name, person)


def cards(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say which action cards there are, by what one sees, and where one is open."""
    zh = language() == "zh_CN"
    made = []
    for row in rows:
        where = say("open in {book} since {time}", book=row.open, time=tell.clock(row.since)) if row.open else ""
        made.append((row.code, row.name, where, row.use_when, say(", ").join(row.sees_zh if zh else row.sees_en)))
    return table((say("Card"), say("Name"), say("Open"), say("Use when"), say("Seen")), made, tell.width)


def card(row: Any, tell: Teller) -> list[str]:
    """Say a whole card: when and when not, the words in both languages, the steps, how it ends."""
    zh = language() == "zh_CN"
    lines = [row.name, *([say("open in {book} since {time}", book=row.open, time=tell.clock(row.since))] if row.open else []), ""]
    lines += pairs(
        [
            (say("Use when"), row.use_when),
            (say("Not when"), row.not_when),
            (say("Mind"), row.wrong_card),
            (say("Say {count} times each", count=row.said_times), row.words_zh),
            ("EN", row.words_en),
            *([(say("Fill in first"), say(", ").join(_blank(name, row) for name in row.missing))] if row.missing else []),
            (say("Ends"), row.ends_by),
        ],
        tell.width,
    )
    steps = [(str(number), who, text_zh if zh else text_en) for number, (_, who, text_zh, text_en) in enumerate(row.steps, start=1)]
    return [*lines, "", *table((say("No."), say("Who"), say("What")), steps, tell.width)]


def _blank(name: str, row: Any) -> str:
    """The blank, and the one language that has no word for it."""
    tongues = ("ZH" if name in row.missing_zh else "", "EN" if name in row.missing_en else "")
    return name if all(tongues) else f"{name} ({''.join(tongues)})"


def group_cards(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say the cards that head the groups' lists: you are, report to, channel, go to, take, you hold, the departments' parts."""
    zh = language() == "zh_CN"
    lines: list[str] = []
    for row in rows:
        channel = row.channel
        number = channel.number or say("number not entered")
        kept = say(", ").join([*(item.zh if zh else item.en for item in row.take), row.take_zh if zh else row.take_en])
        state = [say("standby")] if row.waits else [] if row.acts else [say("not called at this level")]
        lines += [*([""] if lines else []), " · ".join([row.zh if zh else row.en, *state])]
        lines += pairs(
            [
                (say("You are"), holder(row.you, zh)),
                (" ", row.you_are_zh if zh else row.you_are_en),
                (say("Second"), row.second or ""),
                (say("Report to"), " · ".join([holder(row.report_to, zh), *row.report_to.phones])),
                (say("Channel"), f"{channel.zh if zh else channel.en} · {number}"),
                (say("Go to"), row.go_to_zh if zh else row.go_to_en),
                (say("Take"), kept),
                *((say("You hold") if place == 0 else " ", hold.zh if zh else hold.en) for place, hold in enumerate(row.you_hold)),
                *((part.zh if zh else part.en, part.does_zh if zh else part.does_en) for part in row.departments),
            ],
            tell.width,
            "  ",
        )
    return lines


def sheets(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say which lists were printed, when and by whom, how many of their ticks came back."""
    made = [
        (row.sheet, _list(row.group, tell), str(row.pages), tell.clock(row.printed_at), row.printed_by or "", row.entry, str(row.entered)) for row in rows
    ]
    return table((say("Sheet"), say("List"), say("A4"), say("Printed"), say("Who"), say("Entry"), say("Entered")), made, tell.width)


def from_paper(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say what came from paper, task by task: each sheet's word, who entered it when, the screen's if it has one, and whether they disagree."""
    zh = language() == "zh_CN"
    lines: list[str] = []
    for task in dict.fromkeys(row.task for row in rows):
        of_task = [row for row in rows if row.task == task]
        one, made = of_task[0], []
        for row in of_task:
            entered = say("entered {time} by {who}", time=tell.clock(row.entered_at), who=row.entered_by or "?")
            name = say("sheet {sheet}", sheet=row.sheet) if row.sheet else say("paper")
            made.append((name, " · ".join([_says(row.says, row.at, row.by, tell), entered])))
        screen = _says(one.state, one.state_at, one.state_by, tell)
        made.append((say("the screen"), say("DISAGREE: {what}", what=screen) if any(row.disagrees for row in of_task) else screen))
        lines += [*([""] if lines else []), *table((), [(task, one.text_zh if zh else one.text_en)], tell.width), *pairs(made, tell.width, "  ")]
    return lines


def _says(state: str | None, at: str | None, by: str | None, tell: Teller) -> str:
    if state is None:
        return say("nothing")
    if at is None:
        return say("stands down") if state == "stood_down" else say("open")
    text = say("done {time}", time=tell.clock(at)) if state == "done" else say("not applicable {time}", time=tell.clock(at))
    return say("{what} by {who}", what=text, who=by) if by else text


def _list(code: str, tell: Teller) -> str:
    return tell.groups([code]) if code in tell.plan.groups else say("First ten minutes")


def holder(found: Any, zh: bool) -> str:
    """Say a post with who holds it; nobody is said."""
    return say("{post}: {person}", post=found.zh if zh else found.en, person=found.person or say("nobody"))


def reading(row: Any, tell: Teller) -> list[str]:
    """Say a list as it is read aloud: what is open with who answers, in both languages; the rest stays silent."""
    zh = language() == "zh_CN"
    left = [step for step in row.steps if step.state == "open"]
    lines = [f"{row.zh if zh else row.en} · {row.book}   " + say("{count} left open", count=len(left)), ""]
    for number, step in enumerate(row.steps, start=1):
        if step.state == "open":
            who = f"{step.who_zh if zh else step.who_en} {step.person or ''}".strip()
            late = " · " + tell.until(step.target_at) if step.late_s else ""
            lines += pairs([(f"{number}.", step.zh if zh else step.en), ("", step.en if zh else step.zh), ("", who + late)], tell.width)
    return lines


def pauses(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say at which pause point the lists are to be gone through now, and how much is open there."""
    zh = language() == "zh_CN"
    made = [(row.incident, row.zh if zh else row.en, tell.clock(row.since), str(row.open)) for row in rows]
    return table((say("Incident"), say("Pause point"), say("Since"), say("Open")), made, tell.width) if made else [say("No pause point is due now.")]


SAYS: dict[str, Callable[[Any, Teller], list[str]]] = {
    "task.list": tasks, "task.owed": tasks, "list.read": reading, "list.pauses": pauses, "card.list": cards, "card.show": card, "group.card": group_cards,
    "sheet.list": sheets, "sheet.entered": from_paper,
}  # fmt: skip
