"""The words of an action card as they are said: how often, Chinese first, and what is missing before they may be (R4.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from commandpost.locale.words import language, say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.cells import Span, cell_len, fit, fold, shown
from commandpost.tui.parts.sheet import Lines

if TYPE_CHECKING:
    from commandpost.domain.checklists.records.tasks import CardShown

BLANK = re.compile(r"\{(\w+)\}")


def said_lines(card: CardShown, desk: Any, width: int, indent: int = 1) -> Lines:
    """The words in both languages; those of a language with a blank are not ready to be said; of a closed card what stood there."""
    left, closed = " " * indent, card.open is None and card.closed is not None
    lines: Lines = [[(left + say("The words as the card was closed"), "strong")]] if closed else _titles(card, desk, left)
    zh, en = (card.said_zh, card.said_en) if closed else (card.words_zh, card.words_en)
    for words, tongue in ((zh, "zh"), (en, "en")):
        told = BLANK.sub(lambda found, tongue=tongue: f"〔{blank_name(desk, found[1], tongue)}？〕", shown(words))  # type: ignore[misc]
        ink = "quiet" if closed or BLANK.search(words) else "strong"
        lines += [[(left + "  " + part, ink)] for part in fold(told, max(20, width - 2 * indent - 2))]
    return lines


def labelled(told: Sequence[tuple[str, str, str]], width: int) -> Lines:
    """Say what is told of a card under labels of one width: (label, words, ink) each."""
    room = max(cell_len(label) for label, _, _ in told) + 2
    lines: Lines = []
    for label, words, ink in told:
        for place, part in enumerate(fold(shown(words), max(20, width - room - 3))):
            lines.append([(" " + fit("" if place else label, room), "quiet"), (part, ink)])
    return lines


def _titles(card: CardShown, desk: Any, left: str) -> Lines:
    if not card.missing:
        return [[(left + say("Say {count} times each, first Chinese, then English", count=card.said_times), "strong")]]

    def names(blanks: tuple[str, ...]) -> str:
        return say(", ").join(blank_name(desk, code) for code in blanks)

    if card.missing_zh == card.missing_en:
        told = say("NOT READY to be said: fill in {blanks}", blanks=names(card.missing))
    else:
        parts = []
        if card.missing_zh:
            parts.append(say("NOT READY in Chinese, no word for {blanks}", blanks=names(card.missing_zh)))
        if card.missing_en:
            parts.append(say("NOT READY in English, no word for {blanks}", blanks=names(card.missing_en)))
        told = say("; ").join(parts)
    spans: list[Span] = [(left + told, "late"), (f"   {key_of('card.fill')}", "accent")]
    return [spans]


def blank_name(desk: Any, code: str, tongue: str = "") -> str:
    """Give what a blank is called, in the language spoken or another."""
    rows = desk.plan.lists.get("blanks", ()) if desk is not None else ()
    row = next((row for row in rows if row["code"] == code), None)
    return code if row is None else str(row[tongue or ("zh" if language() == "zh_CN" else "en")])
