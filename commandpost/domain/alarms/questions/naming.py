"""Names what an alarm is about and whom it is for, in the language now spoken: the same words on every screen (R4.1, R4.2)."""

from __future__ import annotations

from collections.abc import Iterable

from commandpost.domain.alarms.records.standing import Standing, Target
from commandpost.domain.alarms.rules.people import OWNER
from commandpost.domain.contacts.kinds import person_name
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.rules.subjects import addressee, subject
from commandpost.locale.words import say


class Namer:
    """Gives names from codes and ids, each looked up once."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._people: dict[str, str] = {}
        self._numbers: dict[str, str] = {}

    def person(self, key: str | None) -> str | None:
        """Give a person's name."""
        if key is None:
            return None
        if key not in self._people:
            self._people[key] = person_name(self._ask, key) or ""
        return self._people[key]

    def post(self, digest: str | None, code: str) -> str:
        """Give a post's name."""
        return say("by name") if code == OWNER else addressee(self._ask.plan(digest), code)

    def incident(self, key: str | None) -> str | None:
        """Give an incident's number."""
        if key is None:
            return None
        if key not in self._numbers:
            self._numbers[key] = incident_ref(*self._ask("SELECT year, label, number FROM book WHERE id = ?", (key,))[0])
        return self._numbers[key]

    def subject(self, row: Standing) -> str:
        """Name the obligation with whom it is about: for the desk's own eyes and its log, never for what goes out."""
        return subject(self._ask.plan(row.plan), row.type or "", row.kind, row.code, row.round, self._about(row.about))

    def unnamed(self, row: Standing) -> str:
        """Name the obligation without whom it is about: for what leaves the desk."""
        return subject(self._ask.plan(row.plan), row.type or "", row.kind, row.code, row.round)

    def _about(self, key: str | None) -> str | None:
        if key is None:
            return None
        return self._ask("SELECT value FROM personal WHERE id = ?", (key,))[0][0] or say("[erased]")

    def whom(self, digest: str | None, targets: Iterable[Target]) -> tuple[str, ...]:
        """Name those who are told: the person, else the post that nobody holds."""
        return tuple(self.person(target.person) or self.post(digest, target.post) for target in targets)
