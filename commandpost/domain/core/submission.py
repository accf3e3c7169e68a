"""Tells a retry from a second thought: the same submission key with the same words is one record (DESIGN 2, No keystroke is lost)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Unit
from commandpost.locale.words import say


def first_answer(unit: Unit, command: str, key: str, kept: dict[str, Any]) -> list[list[str]] | None:
    """Give what the unit under this key made, None where the key is new; refuses (Refused) the key for other words or another verb."""
    known = _earlier(unit, key)
    if known is None:
        return None
    cmd, args, made = known
    if cmd == command and same_words(unit, args, kept):
        return made
    raise refuse(
        say("This submission key was used before, with other words."), say("Send it again under a new key."), "", key
    )


def answer_of_erased(unit: Unit, command: str, key: str | None) -> list[list[str]] | None:
    """Give what the unit under this key made where its words can no longer be read: the person they named was erased by law since."""
    known = _earlier(unit, key) if key else None
    if known is None or known[0] != command:
        return None
    return known[2] if any(_erased(unit, value) for value in known[1].values()) else None


def same_words(unit: Unit, stored: Any, now: Any) -> bool:
    """Whether two submissions say the same, personal ids resolved to their words; an erased word or person matches any."""
    if isinstance(now, dict) and "$p" in now:
        if isinstance(stored, dict) and "$p" in stored:
            pair = [unit("SELECT value FROM personal WHERE id = ?", (side["$p"],)) for side in (stored, now)]
            first, second = (found[0][0] if found else None for found in pair)
            return first is None or second is None or first == second
        return _erased(unit, stored)
    if isinstance(stored, dict) and isinstance(now, dict):
        return stored.keys() == now.keys() and all(same_words(unit, stored[k], now[k]) for k in stored)
    if isinstance(stored, list) and isinstance(now, list):
        return len(stored) == len(now) and all(same_words(unit, a, b) for a, b in zip(stored, now, strict=True))
    return bool(stored == now)


def _erased(unit: Unit, value: Any) -> bool:
    return isinstance(value, str) and bool(
        unit("SELECT 1 FROM person WHERE id = ? AND erased_at IS NOT NULL", (value,))
    )


def _earlier(unit: Unit, key: str) -> tuple[str, dict[str, Any], list[list[str]]] | None:
    from commandpost.store.unit import earlier

    return earlier(unit.store.read, key)
