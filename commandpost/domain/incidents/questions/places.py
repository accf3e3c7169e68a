"""Makes the grammar of the quick line from the plan in force and the site's places, kept while neither changes (R4.1)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NamedTuple

from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.records.spots import PlaceName
from commandpost.domain.incidents.rules.quick_line import Grammar
from commandpost.plan.reader import Plan


class LineReader(NamedTuple):
    """All that a line is read with while it is typed, so that no key has to ask the file: grammar, plan, known places."""

    grammar: Grammar
    plan: Plan
    places: tuple[PlaceName, ...]


def line_reader(ask: Ask) -> LineReader:
    """Give what reads a line as of now."""
    rows = ask("SELECT id, code, zh, en, words, department FROM place ORDER BY code")
    return _reader(_ByDigest(ask.plan()), tuple(rows))


def grammar(ask: Ask) -> Grammar:
    """Give the grammar that reads a line as of now."""
    return line_reader(ask).grammar


class _ByDigest:
    """A plan compared by its version alone, since a plan itself has no hash."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return hash(self.plan.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByDigest) and other.plan.digest == self.plan.digest


@lru_cache(maxsize=4)
def _reader(plan: _ByDigest, rows: tuple[tuple[str, str, str, str, str, str | None], ...]) -> LineReader:
    places = tuple(
        PlaceName(key, code, zh, en, tuple(json.loads(words)), department)
        for key, code, zh, en, words, department in rows
    )
    return LineReader(Grammar(plan.plan, places), plan.plan, places)


def known_place(ask: Ask, text: str) -> str | None:
    """Give the id of the place of that code or name, or None."""
    wanted = text.strip().removeprefix("@").casefold()
    for key, code, zh, en, words in ask("SELECT id, code, zh, en, words FROM place"):
        if wanted in _called(code, zh, en, words):
            return str(key)
    return None


@lru_cache(maxsize=2048)
def _called(code: str, zh: str, en: str, words: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in (code, zh, en, *json.loads(words)))
