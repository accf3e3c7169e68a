"""Says what the desk understood of a line while it is typed: type, place, counts, level, each by its name (R4.1)."""

from __future__ import annotations

from typing import Any

from commandpost.locale.words import say
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words
from commandpost.tui.parts.telling import Teller


def understand(desk: Any, text: str) -> Any:
    """Read a line with the words of the plan and the places of the site."""
    if (own := getattr(desk, "understand", None)) is not None:
        return own(text)
    from commandpost.domain.core.clock import now_stamp
    from commandpost.domain.core.unit import Ask
    from commandpost.domain.incidents.questions.places import grammar

    return grammar(Ask(desk.reader, desk.site, desk.plan_of, now_stamp(desk.clock))).understand(text)


def understood(read: Any, tell: Teller) -> list[list[Span]]:
    """Say the parts that were understood of a report, each with its name."""
    parts: list[list[Span]] = []
    if read.type_word is not None:
        parts.append([(say("type "), "quiet"), (tell.type(read.type), "strong")])
    else:
        parts.append([(say("type "), "quiet"), (say("not understood, it opens as unclassified"), "")])
    if read.place is not None:
        parts.append([(say("place "), "quiet"), (shown(read.place.text), "strong")])
    for count in read.counts:
        parts.append([(tell.metric(count.metric) + " ", "quiet"), (str(count.value), "strong")])
    if read.level:
        parts.append(
            [(say("level "), "quiet"), (level_words(read.level), level_ink(read.level)), (say(" (you said)"), "quiet")]
        )
    else:
        parts.append([(say("level "), "quiet"), (say("not set: end the line with !I to !IV to set it"), "quiet")])
    return parts
