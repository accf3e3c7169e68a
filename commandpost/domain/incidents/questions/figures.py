"""Puts what is known in figures into words: how bad it is, as far as anybody counted (R4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from commandpost.domain.incidents.rules.wording import value_words
from commandpost.locale.words import language, say
from commandpost.plan.reader import Metric, Plan

Figures = Mapping[str, Decimal | str | None]


def told(plan: Plan, facts: Figures) -> list[tuple[Metric, Decimal | str]]:
    """Give the figures that say something: what is known, but no sum whose parts already say it all."""
    made: list[tuple[Metric, Decimal | str]] = []
    for code, value in facts.items():
        metric = plan.metrics[code]
        parts = [part for name in metric.parts if isinstance(part := facts.get(name), Decimal)]
        if value is not None and not (parts and value == sum(parts)):
            made.append((metric, value))
    return made


def figure_words(plan: Plan, facts: Figures) -> str | None:
    """Say all of them in a row, in the language now spoken; None where nothing is known."""
    words = [
        say("{metric} {value}", metric=metric.name(language()), value=value_words(metric, value))
        for metric, value in told(plan, facts)
    ]
    return say("; ").join(words) or None
