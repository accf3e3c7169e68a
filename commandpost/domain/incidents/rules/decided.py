"""Reads the decisions of the response level: what stands, what changed it, since when some levels hold (R4.3)."""

from __future__ import annotations

from collections.abc import Collection

from commandpost.domain.incidents.records.history import Decision, History


def standing(history: History) -> Decision | None:
    """Give the last decision that changed the level, None while none is decided."""
    changes = level_changes(history)
    return changes[-1] if changes else None


def level_changes(history: History) -> tuple[Decision, ...]:
    """Give the decisions that set or changed the level; one that keeps it is left out."""
    changes: list[Decision] = []
    for decision in history.decisions:
        if not changes or changes[-1].level != decision.level:
            changes.append(decision)
    return tuple(changes)


def stretches(history: History, levels: Collection[str]) -> list[tuple[str, str | None]]:
    """Give each [from, to) in which the level decided was one of `levels`; the last `to` is None while it still is."""
    found: list[tuple[str, str | None]] = []
    for change in level_changes(history):
        inside = change.level in levels
        running = bool(found) and found[-1][1] is None
        if inside and not running:
            found.append((change.at, None))
        elif not inside and running:
            found[-1] = (found[-1][0], change.at)
    return found
