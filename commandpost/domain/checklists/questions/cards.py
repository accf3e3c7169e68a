"""Asks for action cards: which there are and what one sees, the words to broadcast with the blanks filled, what is open where (R4.4)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.checklists.kinds import CardCode
from commandpost.domain.checklists.records.tasks import BLANKS, CardShown
from commandpost.domain.checklists.rules.both_languages import in_both, known_words
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import language
from commandpost.plan.read_lists import cards as plan_cards
from commandpost.plan.read_lists import hazards, roles, said_times
from commandpost.plan.records_lists import Card

EXERCISE_ZH, EXERCISE_EN = "演练，演练。", "EXERCISE, EXERCISE. "
USES = """
SELECT c.card, c.at, book.kind, book.day, book.year, book.label, book.number, place.value, route.value, hazard.value, e.drill
FROM card_use c JOIN book ON book.id = c.book_id JOIN log_entry e ON e.id = c.entry_id
LEFT JOIN personal place ON place.id = c.place LEFT JOIN personal route ON route.id = c.route LEFT JOIN personal hazard ON hazard.id = c.hazard
"""
OPEN = USES.replace("e.drill", "e.drill, NULL") + "WHERE c.state = 'open' ORDER BY c.at, c.rowid"
CLOSED = USES.replace("e.drill", "e.drill, c.closed_at") + "WHERE c.state != 'open' AND c.card = ? ORDER BY c.closed_at DESC, c.rowid DESC LIMIT 1"


@reads("card_use", "book", "log_entry", "personal", "place")
def cards(ask: Ask) -> list[CardShown]:
    """The action cards of the plan: when to use each and when not, by what one sees it is found, the words to broadcast, where it is open."""
    used = {row[0]: row for row in ask(OPEN)}
    return [_shown(ask, one, used.get(one.code)) for one in plan_cards(ask.plan()).values()]


@reads("card_use", "book", "log_entry", "personal", "place")
def card(ask: Ask, card: CardCode) -> CardShown:
    """One action card, found by its name or by what one sees: its words in both languages with what is known filled in, its steps, how it ends (R4.4)."""
    used = next((row for row in ask(OPEN) if row[0] == card.code), None)
    shown = _shown(ask, card, used)
    if used is not None or not (last := ask(CLOSED, (card.code,))):
        return shown
    said_zh, said_en = _said(ask, card, dict(zip(BLANKS, last[0][7:10], strict=True)), bool(last[0][10]))
    return shown._replace(closed=last[0][11], said_zh=said_zh[0], said_en=said_en[0])


def _said(ask: Ask, one: Card, filled: dict[str, str | None], drill: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words in Chinese and in English, each with the blanks that have no word in that language and stay blank there."""
    known = known_words(ask) if any(filled.values()) else []
    pairs = {blank: in_both(words, known) if words else (None, None) for blank, words in ((name, filled.get(name)) for name in BLANKS)}
    found = []
    for tongue, words in enumerate((one.broadcast_zh, one.broadcast_en)):
        missing = []
        for blank in BLANKS:
            if "{" + blank + "}" in words and (word := pairs[blank][tongue]) is not None:
                words = words.replace("{" + blank + "}", word)
            elif "{" + blank + "}" in words:
                missing.append(blank)
        found.append((((EXERCISE_ZH, EXERCISE_EN)[tongue] if drill else "") + words, tuple(missing)))
    return tuple(found)


def _shown(ask: Ask, one: Card, used: Any) -> CardShown:
    filled = dict(zip(BLANKS, used[7:10], strict=True)) if used else {}
    drill = bool(used[10]) if used else ask.site.drill
    (zh, no_zh), (en, no_en) = _said(ask, one, filled, drill)
    zh_spoken = language() == "zh_CN"
    where = None
    if used:
        where = incident_ref(*used[4:7]) if used[2] == "incident" else f"duty:{used[3]}"
    known, posts = roles(ask.plan()), ask.plan().posts
    return CardShown(
        code=one.code,
        name=one.name(language()),
        sees_zh=one.sees_zh,
        sees_en=one.sees_en,
        use_when=one.use_when_zh if zh_spoken else one.use_when_en,
        not_when=one.not_when_zh if zh_spoken else one.not_when_en,
        wrong_card=one.wrong_card_zh if zh_spoken else one.wrong_card_en,
        over=one.over,
        words_zh=zh,
        words_en=en,
        said_times=said_times(ask.plan()),
        missing=tuple(blank for blank in BLANKS if blank in no_zh + no_en),
        missing_zh=no_zh,
        missing_en=no_en,
        says=tuple(step.id for step in one.steps if step.says),
        filled=tuple((blank, words) for blank in BLANKS if (words := filled.get(blank))),
        steps=tuple(
            (step.id, (known.get(step.who) or posts[step.who]).name(language()) if step.who in known or step.who in posts else step.who, step.zh, step.en)
            for step in one.steps
        ),
        ends_by=one.ends_by_zh if zh_spoken else one.ends_by_en,
        turns_into=one.turns_into,
        open=where,
        since=used[1] if used else None,
        zh=one.zh,
        en=one.en,
        blanks=tuple(blank for blank in BLANKS if "{" + blank + "}" in one.broadcast_zh + one.broadcast_en),
        hazards=hazards(ask.plan()),
        drill=drill,
    )
