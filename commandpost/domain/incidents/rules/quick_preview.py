"""Says below the line being typed what was understood of it, so that Enter never surprises anybody (R4.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from commandpost.domain.incidents.records.spots import PlaceFound, PlaceName
from commandpost.domain.incidents.rules.quick_line import UNCLASSIFIED, Span, Understood
from commandpost.locale.words import say_in

if TYPE_CHECKING:
    from commandpost.plan.reader import Plan

_SEAMS = re.compile(r"\s*([,，;；、.。])(?:\s*[,，;；、.。])+")
_EDGES = " \t,，;；、"


class Part(NamedTuple):
    """One thing understood: what it is called, what it is, whether it was said as such (else it is a guess)."""

    label: str
    value: str
    certain: bool


def preview(u: Understood, plan: Plan, lang: str, places: Sequence[PlaceName] = ()) -> tuple[Part, ...]:
    """Give the parts of a preview in order: type, place, counts, level, text; `places` give a known place its name.

    Type and level always stand there, a missing one as a guess; place, counts and text only where the line has them.
    The text is what is left when the rest is taken out; what is kept in the log is always the whole line.
    """
    parts = [_type(u, plan, lang)]
    if u.place is not None:
        parts.append(Part(say_in(lang, "place"), _place(u.place, lang, places), u.place.id is not None))
    parts.extend(Part(plan.metrics[count.metric].name(lang), str(count.value), True) for count in u.counts)
    parts.append(_level(u, plan, lang))
    if rest := left_over(u):
        parts.append(Part(say_in(lang, "text"), say_in(lang, "“{text}”", text=rest), True))
    return tuple(parts)


def left_over(u: Understood) -> str:
    """Give what remains of a line as free text when everything understood is taken out of it."""
    pieces: list[str] = []
    at = 0
    for span in (*u.spans, Span(len(u.line), len(u.line), "")):
        pieces.append(u.line[at : span.start])
        at = span.end
    joined = " ".join(piece.strip() for piece in pieces if piece.strip())
    return _SEAMS.sub(r"\1", joined).strip(_EDGES)


def _type(u: Understood, plan: Plan, lang: str) -> Part:
    kind = plan.types.get(u.type)
    name = u.type if kind is None else f"{kind.zh} {kind.en}" if lang == "zh_CN" else f"{kind.en} {kind.zh}"
    # A type read only out of a place's name or a count is a guess, and so is none.
    outright = any(span.kind == "type" for span in u.spans) and u.type != UNCLASSIFIED
    return Part(say_in(lang, "type"), name, outright)


def _place(found: PlaceFound, lang: str, places: Sequence[PlaceName]) -> str:
    for place in places:
        if place.id == found.id:
            return place.zh if lang == "zh_CN" else place.en
    return found.text


def _level(u: Understood, plan: Plan, lang: str) -> Part:
    level = plan.levels.get(u.level) if u.level else None
    if level is None:
        return Part(say_in(lang, "level"), say_in(lang, "not set"), False)
    colour = level.colour_zh.removesuffix("色") if lang == "zh_CN" else level.colour
    return Part(
        say_in(lang, "level"), say_in(lang, "{level} {colour} (you said)", level=level.code, colour=colour), True
    )
