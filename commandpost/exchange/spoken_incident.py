"""Says one incident to people: how it stands, who commands, the chain, the six parts, and what the rules make of it (R4.1 to R4.5)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.core.lasting import lasted
from commandpost.exchange.lines import clean, pairs, table
from commandpost.exchange.naming import Teller
from commandpost.locale.words import say
from commandpost.store.instant import seconds_between

INDENT = "  "


def show(answer: Any, tell: Teller) -> list[str]:
    """Say an incident as it stands."""
    lines = [_head(answer, tell), clean(answer.title), ""]
    lines += pairs(_standing(answer, tell), tell.width)
    lines += ["", say("Report chain")]
    lines += table((), [(tell.clock(step.at), step.name, step.by or "") for step in answer.chain], tell.width, INDENT)
    lines += ["", say("The six parts of a report")]
    lines += pairs(_parts(answer, tell), tell.width, INDENT)
    lines += ["", say("Closing criteria")]
    lines += table((), [(_mark(item), item.text, item.code) for item in answer.criteria], tell.width, INDENT)
    lines += ["", say("History")]
    lines += table((), [_step(step, tell) for step in answer.history], tell.width, INDENT)
    return lines


def _head(answer: Any, tell: Teller) -> str:
    level = tell.level(answer.level)
    if answer.level is None:
        level = say("not set, suggested {level}", level=tell.level(answer.suggested))
    words = [answer.number, answer.type_name, answer.place or "", level, tell.state(answer.state)]
    if answer.after_the_fact:
        words.append(say("after the fact"))
    elif answer.ended_at is None:
        words.append(lasted(seconds_between(answer.started_at, tell.now)))
    if answer.drill:
        words.append("演练 EXERCISE")
    return clean(" · ".join(word for word in words if word))


def _standing(answer: Any, tell: Teller) -> list[tuple[str, str]]:
    command = answer.commander
    who = ""
    if command.post:
        name = command.person or say("nobody")
        who = say("{person} ({post})", person=name, post=tell.post(command.post))
        who = f"{who} · {say('since {time}', time=tell.clock(command.since))}" if command.since else who
    windows = say("; ").join(
        say("{rule} until {time}", rule=tell.rule(rule), time=tell.clock(until))
        for rule, until in answer.windows_until.items()
    )
    figures = say("; ").join(tell.figure(metric, value) for metric, value in answer.facts.items() if value is not None)
    return [
        (say("Merged into it"), say(", ").join(answer.merged)),
        (say("Linked with"), say(", ").join(answer.links)),
        (say("Received"), tell.clock(answer.received_at)),
        (say("Began"), tell.clock(answer.started_at) if answer.started_at != answer.received_at else ""),
        (say("Under control"), tell.clock(answer.controlled_at)),
        (say("Ended"), tell.clock(answer.ended_at)),
        (say("Command"), who),
        (say("Command offered to"), _offered(answer, tell)),
        (say("On hold until"), tell.clock(answer.held_until)),
        (say("Groups acting"), tell.groups(answer.groups)),
        (say("Department"), tell.department(answer.department)),
        (say("Suggested level"), tell.level(answer.suggested)),
        (say("Accident grade"), tell.grade(answer.grade)),
        (say("Figures"), figures),
        (say("Casualty changes to be reported"), windows),
    ]


def _offered(answer: Any, tell: Teller) -> str:
    offer = answer.offer
    if offer is None:
        return ""
    post = tell.post(offer.post)
    who = say("{person} ({post})", person=offer.person, post=post) if offer.person and post else offer.person or post
    return f"{who} · {say('since {time}', time=tell.clock(offer.since))}"


def _parts(answer: Any, tell: Teller) -> list[tuple[str, str]]:
    names = {
        "time": say("Time"),
        "place": say("Place"),
        "nature": say("Nature"),
        "scope": say("Scope"),
        "severity": say("Severity"),
        "measures": say("Measures"),
    }
    made = []
    for part, text in answer.parts.items():
        told = tell.clock(text) if part == "time" and text else text
        made.append((names.get(part, part), told or say("missing")))
    return made


def _mark(criterion: Any) -> str:
    if criterion.met:
        return say("fulfilled")
    return say("overridden") if criterion.overridden else say("not yet")


def _step(step: Any, tell: Teller) -> tuple[str, str, str, str]:
    what, value = step.what, step.value
    if what == "level":
        value = tell.level(value)
        what = say("level")
    elif what == "type":
        what, value = say("type"), tell.type(value)
    elif what == "state":
        what, value = say("state"), tell.state(value)
    else:
        what = {
            "taken": say("command taken"), "proposed": say("proposed for command"), "offered": say("command offered"),
            "withdrawn": say("proposal for command over"), "declined": say("command declined"), "accepted": say("command accepted"),
        }[what.removeprefix("command ")]  # fmt: skip
        value = tell.post(value)
    return tell.clock(step.at), f"{what} {value}", step.by or say("nobody"), step.reason or ""


def suggest(answer: Any, tell: Teller) -> list[str]:
    """Say what the rules suggest, why, what lies ahead, which clocks run and what the desk asks."""
    suggested = tell.level(answer.level) if answer.level else say("no rule was hit")
    lines = [f"{answer.incident} · {say('as of {time}', time=tell.clock(answer.as_of))}", ""]
    lines += pairs(
        [
            (say("Suggested level"), suggested),
            (say("Level of the type itself"), tell.level(answer.default_level)),
            (say("Level decided"), tell.level(answer.decided)),
            (say("Accident grade"), tell.grade(answer.grade)),
        ],
        tell.width,
    )
    lines += _block(say("Rules hit"), [(_entry(hit), _rule_hit(hit)) for hit in answer.hits], tell)
    lines += _block(say("Grades reached"), [_grade_hit(hit, tell) for hit in answer.grade_hits], tell)
    lines += _block(
        say("Ahead, if nothing stops it"), [_coming(item, answer.as_of, tell) for item in answer.ahead], tell
    )
    lines += _block(say("Clocks of the law"), [_clock(clock, tell) for clock in answer.clocks], tell)
    for head, items, verb in (
        (say("The desk asks"), answer.asks, "answer {number} {rule} yes|no --reason TEXT"),
        (say("May be confirmed"), answer.confirmables, "confirm {number} {rule}"),
    ):
        rows = [(item["rule"], item["text"]) for item in items]
        lines += _block(head, rows, tell)
        lines += [
            f"{INDENT}→ commandpost incident {verb.format(number=answer.incident, rule=rule)}" for rule, _ in rows
        ]
    return lines


def _block(head: str, rows: list[Any], tell: Teller) -> list[str]:
    return ["", head, *table((), rows, tell.width, INDENT)] if rows else []


def _entry(hit: dict[str, Any]) -> str:
    return hit["entry"] if "#" in hit["entry"] else f"#{hit['entry']}"


def _rule_hit(hit: dict[str, Any]) -> str:
    return say("{text} ({source})", text=hit["text"], source=hit["source"])


def _grade_hit(hit: dict[str, Any], tell: Teller) -> tuple[str, str, str]:
    reached = tell.figure(hit["metric"], hit["value"])
    least = say("from {least}", least=tell.amount(hit["metric"], hit["at_least"]))
    return tell.grade(hit["grade"]), tell.clock(hit["at"]), f"{reached} · {least}"


def _coming(item: dict[str, Any], as_of: str, tell: Teller) -> tuple[str, str, str, str]:
    what = tell.figure(item["metric"], item["at_least"])
    grade = tell.grade(item["grade"]) if item["grade"] else ""
    starts = say(", ").join(tell.rule(rule) for rule in item["starts_clocks"])
    law = say("starts: {rules}", rules=starts) if starts else ""
    how_long = say("in {time}", time=lasted(seconds_between(as_of, item["at"])))
    level = tell.level(item["level"]) if item["level"] else ""
    return (
        say("{time} ({how_long})", time=tell.clock(item["at"]), how_long=how_long),
        level,
        grade,
        " · ".join(part for part in (what, law) if part),
    )


def _clock(clock: dict[str, Any], tell: Teller) -> tuple[str, str, str, str]:
    applies = {"yes": say("applies"), "no": say("does not apply"), "ask": say("if it applies")}[clock["applies"]]
    due = say("due {time}", time=tell.clock(clock["due_at"]))
    to = tell.posts(clock["to"])
    return tell.rule(clock["rule"]), applies, due, say("to {whom} · {law}", whom=to, law=clock["source"])
