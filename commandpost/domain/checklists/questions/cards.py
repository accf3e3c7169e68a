"""Asks for action cards: which there are and what one sees, the words to broadcast with the blanks filled, what is open where (R4.4)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.checklists.kinds import CardCode
from commandpost.domain.checklists.records.tasks import CardShown
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import language
from commandpost.plan.read_lists import cards as plan_cards
from commandpost.plan.read_lists import hazards, roles, said_times
from commandpost.plan.records_lists import Card

BLANKS = ("place", "route", "hazard")
EXERCISE_ZH, EXERCISE_EN = "演练，演练。", "EXERCISE, EXERCISE. "
OPEN = """
SELECT c.card, c.at, book.kind, book.day, book.year, book.label, book.number, place.value, route.value, hazard.value, e.drill
FROM card_use c JOIN book ON book.id = c.book_id JOIN log_entry e ON e.id = c.entry_id
LEFT JOIN personal place ON place.id = c.place LEFT JOIN personal route ON route.id = c.route LEFT JOIN personal hazard ON hazard.id = c.hazard
WHERE c.state = 'open' ORDER BY c.at, c.rowid
"""


@reads("card_use", "book", "log_entry", "personal")
def cards(ask: Ask) -> list[CardShown]:
    """The action cards of the plan: when to use each and when not, by what one sees it is found, the words to broadcast, where it is open."""
    used = {row[0]: row for row in ask(OPEN)}
    return [_shown(ask, one, used.get(one.code)) for one in plan_cards(ask.plan()).values()]


@reads("card_use", "book", "log_entry", "personal")
def card(ask: Ask, card: CardCode) -> CardShown:
    """One action card, found by its name or by what one sees: its words in both languages with what is known filled in, its steps, how it ends (R4.4)."""
    return _shown(ask, card, next((row for row in ask(OPEN) if row[0] == card.code), None))


def in_both(words: str) -> tuple[str, str]:
    """Give what fills a blank in Chinese and English: `二层 / 2nd floor` has a word for each, anything else is said in both."""
    first, slash, second = words.replace("／", "/").partition("/")
    if not slash or not first.strip() or not second.strip():
        return words, words
    return (second.strip(), first.strip()) if first.isascii() and not second.isascii() else (first.strip(), second.strip())


def _shown(ask: Ask, one: Card, used: Any) -> CardShown:
    filled = dict(zip(BLANKS, used[7:10], strict=True)) if used else {}
    drill = bool(used[10]) if used else ask.site.drill
    zh, en, missing = one.broadcast_zh, one.broadcast_en, []
    for blank in BLANKS:
        if "{" + blank + "}" in zh + en:
            if not filled.get(blank):
                missing.append(blank)
            else:
                in_zh, in_en = in_both(filled[blank] or "")
                zh, en = zh.replace("{" + blank + "}", in_zh), en.replace("{" + blank + "}", in_en)
    if drill:
        zh, en = EXERCISE_ZH + zh, EXERCISE_EN + en
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
        missing=tuple(missing),
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
