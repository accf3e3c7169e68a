"""Tells a retry from a second thought: the same submission key with the same words is one record (DESIGN 2, No keystroke is lost)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.core.unit import Unit


def same_words(unit: Unit, stored: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether two submissions say the same, personal ids resolved to their words; an erased word matches any."""
    if isinstance(stored, dict) and "$p" in stored and isinstance(now, dict) and "$p" in now:
        pair = [unit("SELECT value FROM personal WHERE id = ?", (side["$p"],)) for side in (stored, now)]
        first, second = (found[0][0] if found else None for found in pair)
        return first is None or second is None or first == second
    if isinstance(stored, dict) and isinstance(now, dict):
        return stored.keys() == now.keys() and all(same_words(unit, stored[k], now[k]) for k in stored)
    if isinstance(stored, list) and isinstance(now, list):
        return len(stored) == len(now) and all(same_words(unit, a, b) for a, b in zip(stored, now, strict=True))
    return stored == now
