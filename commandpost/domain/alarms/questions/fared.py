"""Tells what became of what was told: how each message fared, who answered with what word; for both lists of alarms (R4.1, R4.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from commandpost.domain.core.unit import Ask

FATES = "SELECT message_id, fate, why FROM delivery WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY rowid"
ANSWERS = """
SELECT a.deadline_id, a.cycle, a.person_id, a.at, n.value FROM acknowledgement a LEFT JOIN personal n ON n.id = a.note
WHERE a.deadline_id IN (SELECT value FROM json_each(?)) ORDER BY a.rowid
"""
WEIGHS = {"taken": 0, "failed": 1, "sent": 2, "seen": 3}  # what is said of a message that fared several ways

Answers = list[Sequence[Any]]  # each: person, at, note; oldest first


def fates(ask: Ask, told: Iterable[Sequence[Any]]) -> dict[str, tuple[str, str | None]]:
    """Give the fate, and the reason of one that failed, of each message of what was told: pieces of (post, person, channel, message)."""
    found: dict[str, tuple[str, str | None]] = {}
    messages = [message for *_, message in told if message is not None]
    for message, fate, why in ask(FATES, (json.dumps(messages),)):
        if WEIGHS[fate] >= WEIGHS.get(found.get(message, ("", None))[0], -1):
            found[message] = (fate, why)
    return found


def answers(ask: Ask, deadlines: Iterable[str]) -> dict[tuple[str, int], Answers]:
    """Give who answered the alarms of these obligations, by obligation and cycle."""
    found: dict[tuple[str, int], Answers] = {}
    for deadline, cycle, *said in ask(ANSWERS, (json.dumps(sorted(set(deadlines))),)):
        found.setdefault((deadline, cycle), []).append(said)
    return found


def answer_of(said: Answers, person: str | None) -> Sequence[Any] | None:
    """One's own answer, else the first of anybody: one word stops the steps for all."""
    own = (one for one in said if person is not None and one[0] == person)
    return next(own, said[0] if said else None)
