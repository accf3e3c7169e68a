"""Judges a line while it is still being typed: the level the rules suggest for its type and counts, and why (R4.3)."""

from __future__ import annotations

from typing import NamedTuple

from commandpost.domain.incidents.records.assessment import Hit
from commandpost.domain.incidents.records.history import FactMark, History, TypeSpan
from commandpost.domain.incidents.rules.levels import level_hits
from commandpost.domain.incidents.rules.quick_line import Understood
from commandpost.domain.incidents.rules.timeline import Timeline
from commandpost.domain.incidents.rules.wording import hit_in_short
from commandpost.locale.words import say
from commandpost.plan.reader import Plan


class LineSuggestion(NamedTuple):
    """The level suggested; the rules hit, highest first. Where none was hit the level is the type's own."""

    level: str
    hits: tuple[Hit, ...]


def suggests(plan: Plan, u: Understood, at: str) -> LineSuggestion:
    """Give what the rules suggest for a line reported at `at` (a stamp): what `incident.suggest` says right after it."""
    marks = tuple(FactMark("1", n, count.metric, "set", str(count.value), at, at) for n, count in enumerate(u.counts))
    history = History((TypeSpan(u.type, at),), marks, (), (), at, at)
    hits = level_hits(plan, history, Timeline(plan.metrics, marks, at))
    return LineSuggestion(hits[0].level if hits else plan.types[u.type].default_level, hits)


def reason_in_short(plan: Plan, suggestion: LineSuggestion) -> str:
    """Say why in a few words: the rule that decided, how many others were hit, or that it is the type's own level."""
    if not suggestion.hits:
        return say("as usual for this type")
    first, *others = suggestion.hits
    text = hit_in_short(plan, first)
    return say("{rule}, and {count} more", rule=text, count=len(others)) if others else text
