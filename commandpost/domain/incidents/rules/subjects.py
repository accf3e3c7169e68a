"""Names an obligation and those it is owed to, in the operator's language: what stands on the strip, the board and in the log (R4.1, R4.2)."""

from __future__ import annotations

from collections.abc import Sequence

from commandpost.locale.words import language, say
from commandpost.plan.reader import Plan


def subject(plan: Plan, type_code: str, kind: str, code: str, round_: int, about: str | None = None) -> str:
    """Name an obligation by its kind and code; a code that the plan no longer holds is shown as it is.

    `about` is whom it is about where the plan has no word for it; without it nobody is named.
    """
    if kind == "level":
        return _level(code)
    if kind == "commander":
        return say("commander to be named")
    if kind == "followup":
        return say("follow-up no. {number}", number=round_)
    if kind == "chain_step":
        return next((step.name(language()) for step in plan.chain if step.code == code), code)
    if kind == "statutory":
        return say("legal report: {rule}", rule=_rule(plan, code))
    if kind == "supplement":
        return say("supplement casualty changes: {rule}", rule=_rule(plan, code))
    if kind == "notify":
        return _notify(plan, type_code, code)
    if kind == "after_end":
        return next((step.name(language()) for step in plan.after_end if step.code == code), code)
    if kind == "threshold":
        return _threshold(plan, code)
    if (said := _to_come_back(kind, code, about)) is not None:
        return said
    if (said := _of_lists(plan, kind, code, about)) is not None:
        return said
    heard = next((known for known in plan.hear_from.values() if known.kind == kind), None)
    if heard is not None:
        name = heard.name(language())
        return say("hear from {who} ({kind})", who=about, kind=name) if about else say("{kind} to be heard", kind=name)
    return code


def _level(code: str) -> str:
    suggested, again, decided = code.partition(">")
    if not again:
        return say("response level to be set")
    if not decided:
        return say("level: {suggested} suggested, none decided", suggested=suggested)
    return say("level again: {suggested} suggested, {decided} decided", suggested=suggested, decided=decided)


def _of_lists(plan: Plan, kind: str, code: str, about: str | None) -> str | None:
    if kind == "task_critical":
        return about or _task(plan, code)
    if kind == "first_step":
        return say("first ten minutes: steps still open")
    if kind == "task":
        group = plan.groups.get(code)
        return say("{group}: tasks still open", group=group.name(language())) if group else say("other tasks still open")
    return say("time mark: is the strategy still right?") if kind == "time_mark" else None


def _task(plan: Plan, code: str) -> str:
    kind = plan.types.get(code.partition(".")[0])
    for tasks in kind.tasks.values() if kind else ():
        for task in tasks:
            if task.id == code:
                return task.name(language())
    return say("task {code}", code=code)


def _to_come_back(kind: str, code: str, about: str | None) -> str | None:
    entry = code if "#" in code else f"#{code}"
    words = {
        "order_read_back": say("order {entry} to be read back", entry=entry),
        "order_done": say("order {entry} to be done", entry=entry),
        "instruction_read_back": say("instruction {entry} to be confirmed", entry=entry),
        "instruction": say("instruction {entry} to be answered", entry=entry),
        "hold": say("on hold until now: take it back"),
        "command_offer": say("offer of command to be answered"),
    }
    if kind not in words:
        return None
    return say("{what} by {who}", what=words[kind], who=about) if about and kind != "hold" else words[kind]


def addressee(plan: Plan, code: str) -> str:
    """Name a post or an outside body."""
    if code == "head_of_incident_department":
        return say("head of the department on scene")
    found = plan.posts.get(code) or plan.contacts.get(code)
    return found.name(language()) if found else code


def addressees(plan: Plan, codes: Sequence[str]) -> str:
    """Name all of them in a row."""
    return say(", ").join(addressee(plan, code) for code in codes)


def _rule(plan: Plan, code: str) -> str:
    return plan.rules[code].name(language()) if code in plan.rules else code


def _notify(plan: Plan, type_code: str, code: str) -> str:
    for kind in (plan.types.get(type_code), *plan.types.values()):
        for row in kind.notify if kind else ():
            if row.id == code:
                return say("notify {contact}", contact=addressee(plan, row.contact))
    return code


def _threshold(plan: Plan, code: str) -> str:
    name, _, least = code.partition(">=")
    metric = plan.metrics.get(name)
    if metric is None:
        return code
    unit = metric.unit_zh if language() == "zh_CN" else metric.unit
    minutes = float(least) * metric.minutes_per_unit if metric.minutes_per_unit else 0
    if minutes and minutes % 60 == 0 and minutes >= 60:
        return say("{metric}: {hours} h reached", metric=metric.name(language()), hours=plain_number(minutes / 60))
    return say("{metric}: {least} {unit} reached", metric=metric.name(language()), least=least, unit=unit or "")


def plain_number(value: float) -> str:
    """Write a number without a useless fraction."""
    return str(int(value)) if value == int(value) else str(value)
