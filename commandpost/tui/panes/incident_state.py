"""Who and how bad: level and grade apart with their reasons, what lies ahead, command and gaps, figures, parts told, questions asked (R4.2, R4.3)."""

from __future__ import annotations

from typing import Any

from commandpost.locale.words import say
from commandpost.tui.panes.incident_words import Owed, indented, title
from commandpost.tui.parts.ahead_words import ahead_lines
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.command_told import holds_words, offer_words
from commandpost.tui.parts.counted import is_late
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words, part_words
from commandpost.tui.parts.rows import Row
from commandpost.tui.parts.sheet import Lines
from commandpost.tui.parts.telling import Teller


def state_rows(record: Any, found: Any, owed: list[Owed], width: int, now: float, tell: Teller) -> list[Row]:
    """Give the rows of the right column; `found` is what the rules suggest, None while it is not known."""
    rows = [Row("level", _level(record, found, width, tell))]
    rows.append(Row(None, _grade(record, found, width, tell)))
    if found is not None and not record.ended_at and (ahead := ahead_lines(found, now, tell, width)):
        rows.append(Row(None, [title(say("ahead")), *ahead[:6]]))
    rows += _command(record, owed, width, now, tell)
    rows += _figures(record, width, tell)
    rows += _parts(record, width)
    rows += _asked(found, width, tell)
    return rows + _ties(record, width)


def _level(record: Any, found: Any, width: int, tell: Teller) -> Lines:
    spans: list[Span] = [(" " + say("response level") + "  ", "quiet")]
    spans.append((level_words(record.level), level_ink(record.level)) if record.level else (say("not set"), "strong"))
    lines: Lines = [spans]
    set_ = [change for change in record.history if change.what == "level"]
    if record.level and set_:
        last = set_[-1]
        who = f" {shown(last.by)}" if last.by else ""
        lines += indented(f"{tell.clock(last.at)}{who}: {shown(last.reason or '')}", width, "quiet", most=2)
    suggested = record.suggested
    if record.ended_at or not suggested:
        return lines
    if suggested == record.level:
        lines.append([("   " + say("as suggested"), "quiet")])
        return lines
    lines.append([("   " + say("suggested "), ""), (level_words(suggested), level_ink(suggested))])
    return lines + indented(why(found, suggested), width, "quiet", most=3) if found is not None else lines


def why(found: Any, level: str) -> str:
    """Say why a level is suggested: the first rule that was hit, and how many more."""
    hits = [hit for hit in found.hits if hit["level"] == level]
    if not hits:
        return say("no rule was hit; this is the type's own level")
    more = say(" (and {count} more)", count=len(hits) - 1) if len(hits) > 1 else ""
    return shown(hits[0]["text"]) + more


def _grade(record: Any, found: Any, width: int, tell: Teller) -> Lines:
    lines: Lines = [[(" " + say("accident grade") + "  ", "quiet"), (tell.grade(record.grade), "strong")]]
    needs = found.grade_needs if found is not None and not record.ended_at else ()
    if needs:
        figures = {need["metric"]: need["at_least"] for need in needs}
        one_of = say(" or ").join(text for _, text in tell.figures(figures))
        words = say("{grade} at {needs}", grade=tell.grade(needs[0]["grade"]), needs=one_of)
        lines += indented(words, width, "quiet", most=3)
    return lines


def _command(record: Any, owed: list[Owed], width: int, now: float, tell: Teller) -> list[Row]:
    gap = not record.commander.person
    rows = [Row(None, [[], title(say("who acts"))])]
    lines = indented(holds_words(record, tell), width, "strong" if gap and record.level else "", by=1)
    if getattr(record, "offer", None) is not None:
        late = any(one.kind == "command_offer" and one.open and is_late(one.due, now) for one in owed)
        words = offer_words(record, now, tell)
        lines += indented(say("LATE") + " " + words if late else words, width, "late" if late else "strong", by=1)
    rows.append(Row("command", lines))
    if record.groups:
        rows.append(Row(None, indented(say("acting: {groups}", groups=tell.groups(record.groups)), width, by=1)))
    return rows


def _figures(record: Any, width: int, tell: Teller) -> list[Row]:
    people = [text for code, text in tell.figures(record.facts) if tell.of_people(code)]
    others = [text for code, text in tell.figures(record.facts) if not tell.of_people(code)]
    rows = [Row(None, [[], title(say("people"))])]
    words = " · ".join(people) or say("nobody counted yet")
    rows.append(Row("people", indented(words, width, "" if people else "quiet", by=1)))
    if others:
        rows.append(Row(None, [title(say("facts"))]))
        rows.append(Row("facts", indented(" · ".join(others), width, by=1)))
    return rows


def _parts(record: Any, width: int) -> list[Row]:
    if not record.parts:
        return []
    told = sum(text is not None for text in record.parts.values())
    lines: Lines = [title(say("parts of the report: {told} of {all}", told=told, all=len(record.parts)))]
    if record.missing_parts:
        names = say(", ").join(part_words(part) for part in record.missing_parts)
        lines += indented(say("missing: {parts}", parts=names), width, by=1)
    return [Row(None, [[]]), Row("parts", lines)]


def _asked(found: Any, width: int, tell: Teller) -> list[Row]:
    if found is None or not (found.asks or found.confirmables):
        return []
    rows = [Row(None, [[], title(say("the desk asks"))])]
    for item in found.asks:
        words = f"? {tell.rule(item['rule'])}: {shown(item['text'])}"
        rows.append(Row(f"ask:{item['rule']}", indented(words, width, by=1, most=3)))
    for item in found.confirmables:
        words = say("confirm? {rule}: {text}", rule=tell.rule(item["rule"]), text=shown(item["text"]))
        rows.append(Row(f"confirm:{item['rule']}", indented(words, width, "quiet", by=1, most=2)))
    return rows


def _ties(record: Any, width: int) -> list[Row]:
    merged, links = getattr(record, "merged", ()), getattr(record, "links", ())
    words = []
    if merged:
        words.append(say("merged into this: {numbers}", numbers=", ".join(merged)))
    if links:
        words.append(say("linked: {numbers}", numbers=", ".join(links)))
    return [Row(None, [[], *indented(" · ".join(words), width, by=1)])] if words else []
