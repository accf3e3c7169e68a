"""Puts what the rules found into sentences: why a level is suggested, why an obligation ended (R4.3)."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from commandpost.domain.incidents.records.assessment import Hit
from commandpost.locale.words import language, say
from commandpost.plan.reader import Level, Metric, Plan, Threshold


def plain(value: Decimal) -> str:
    """Write a figure without exponent and without zeros that say nothing."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_language(zh: str | None, en: str | None) -> str | None:
    """Choose the plan's words for the language now spoken."""
    return zh if language() == "zh_CN" else en


def level_words(level: Level) -> str:
    """Name a level as it is always named: number and colour word."""
    return say("{name} ({colour})", name=level.name(language()), colour=in_language(level.colour_zh, level.colour))


def level_code_words(level: Level) -> str:
    """Name a level in a line of the log: `III (yellow)`, never the number alone."""
    return say(
        "{code} ({colour})",
        code=level.code,
        colour=(in_language(level.colour_zh, level.colour) or "").removesuffix("色"),
    )


def value_words(metric: Metric, value: Decimal | str) -> str:
    """Say a value with its unit, or the option that was chosen."""
    if isinstance(value, str):
        return next((option.name(language()) for option in metric.options if option.code == value), value)
    value = rounded(metric, value)
    unit = in_language(metric.unit_zh, metric.unit)
    if unit is None:
        return plain(value)
    if unit == "person" and value != 1:
        unit = "persons"
    return say("{number} {unit}", number=plain(value), unit=unit)


def rounded(metric: Metric, value: Decimal) -> Decimal:
    """What runs by itself is said in whole minutes, or tenths of an hour; nobody reads 22.05 minutes aloud."""
    if metric.kind != "running":
        return value
    return value.quantize(Decimal(1) if metric.minutes_per_unit == 1 else Decimal("0.1"), ROUND_DOWN)


def legal_words(threshold: Threshold) -> str | None:
    """Give what the law makes of reaching a threshold, None where it says nothing."""
    return in_language(threshold.legal, threshold.legal_en)


def hit_text(plan: Plan, threshold: Threshold, value: Decimal | str, *, still: bool) -> str:
    """Say which rule was hit: the metric, its value now or at its highest, threshold, level, the law's words."""
    metric = plan.metrics[threshold.metric]
    name, reached = metric.name(language()), value_words(metric, value)
    level = level_words(plan.levels[threshold.level])
    if threshold.ge is None:
        text = say("{metric}: {value}. Therefore {level}.", metric=name, value=reached, level=level)
    else:
        least = value_words(metric, threshold.ge)
        if still:
            text = say(
                "{metric}: {value}. From {threshold}: {level}.",
                metric=name,
                value=reached,
                threshold=least,
                level=level,
            )
        else:
            text = say(
                "{metric}: {value} at the highest. From {threshold}: {level}.",
                metric=name,
                value=reached,
                threshold=least,
                level=level,
            )
    legal = legal_words(threshold)
    return say("{sentence} In law: {legal}.", sentence=text, legal=legal) if legal else text


def hit_in_short(plan: Plan, hit: Hit) -> str:
    """Say which rule was hit in a few words, beside a line that is still being typed: Injured 2 ≥ 1."""
    metric = plan.metrics[hit.metric]
    if hit.at_least is None:
        return f"{metric.name(language())}: {value_words(metric, hit.value)}"
    value = plain(hit.value) if isinstance(hit.value, Decimal) else hit.value
    return f"{metric.name(language())} {value} ≥ {plain(hit.at_least)}"


def why(code: str) -> str:
    """Put the reason why an obligation ended into words; a code that is not known is given as it is."""
    words = {
        "reported": say("it was reported"),
        "step_taken": say("the step was taken"),
        "level_decided": say("the level was decided"),
        "suggestion_fell": say("the suggestion fell back"),
        "asked_anew": say("the suggestion has changed: it is asked anew"),
        "answered_no": say("the rule does not apply"),
        "stopped": say("it stopped before"),
        "ended": say("the incident ended"),
        "window_passed": say("the time for it has passed"),
        "merged": say("the incident was merged into another"),
        "unmerged": say("the merge was undone"),
        "read_back": say("it was read back"),
        "order_done": say("it was reported done"),
        "resumed": say("the incident was taken back"),
        "held_again": say("it was put on hold anew"),
        "command_accepted": say("command was accepted"),
        "command_declined": say("command was declined"),
        "command_taken": say("command was taken"),
        "offered_anew": say("command was offered to another"),
        "withdrawn": say("the level named another commander"),
        "task_done": say("it was done"),
        "task_skipped": say("it was not applicable"),
        "list_done": say("the list was done"),
        "list_complete": say("the list was called complete"),
        "stood_down": say("it stands down"),
        "mark_answered": say("the commander answered"),
        "controlled": say("the incident is under control"),
        "heard": say("they were heard"),
        "no_longer_expected": say("nobody expects to hear from them any more"),
    }
    return words.get(code, code)
