"""Puts what the questions answered into the words of the plan and the site's time (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from commandpost.locale.words import language, say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.counted import clock
from commandpost.tui.parts.log_lines import Entry
from commandpost.tui.parts.naming import kind_words


class Teller:
    """Knows the plan in force and the zone; gives names for codes, and rows for records."""

    def __init__(self, plan: Any, zone: tzinfo) -> None:
        self._plan, self.zone = plan, zone

    def clock(self, at: str) -> str:
        """Give a written-down time as the clock at the site showed it."""
        return clock(instant(at).timestamp(), self.zone)

    def metric(self, code: str) -> str:
        """Give a fact's name."""
        known = self._plan.metrics.get(code)
        return known.name(language()) if known else code

    def type(self, code: str) -> str:
        """Give the name of a type of incident."""
        known = self._plan.types.get(code)
        return known.name(language()) if known else code

    def rule(self, code: str) -> str:
        """Give the name of a rule of law."""
        known = self._plan.rules.get(code)
        return known.name(language()) if known else code

    def post(self, code: str) -> str:
        """Give a post's name, or an outside body's."""
        from commandpost.domain.incidents.rules.subjects import addressee

        return addressee(self._plan, code)

    def groups(self, codes: tuple[str, ...]) -> str:
        """Give the names of working groups."""
        return ", ".join(
            self._plan.groups[code].name(language()) if code in self._plan.groups else code for code in codes
        )

    def grade(self, grade: str | None) -> str:
        """Give the legal accident grade in words; where no table is on file it says so."""
        if grade is None:
            return "—"
        if grade == "none_on_file":
            return say("none on file")
        if language() == "zh_CN":
            return grade
        return next(
            (test.en for table in self._plan.grade_tables.values() for test in table.tests if test.grade == grade),
            grade,
        )

    def facts(self, facts: Mapping[str, Any]) -> list[str]:
        """Give figures as `hurt 2`."""
        return [f"{self.metric(code)} {shown(str(value))}" for code, value in facts.items()]

    def of_people(self, code: str) -> bool:
        """Whether a figure counts people."""
        return getattr(self._plan.metrics.get(code), "unit", "person") == "person"

    def figures(self, facts: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Give figures by their codes as `Injured 2`, other units named; what runs by itself in whole minutes."""
        from decimal import Decimal

        from commandpost.domain.incidents.rules.wording import value_words

        told = []
        for code, value in facts.items():
            metric = self._plan.metrics.get(code)
            if metric is None or self.of_people(code):
                told.append((code, f"{self.metric(code)} {shown(str(value))}"))
            else:
                words = value_words(metric, value if isinstance(value, str) else Decimal(str(value)))
                told.append((code, f"{self.metric(code)} {shown(words)}"))
        return told

    def entry_in(self, record: Any, book: str) -> Entry:
        """Draw an entry of a book; one that a merged duplicate brought bears that one's number before its own."""
        entry, own = self.entry(record), getattr(record, "book", "")
        return entry._replace(number=f"{own} {entry.number}") if own not in ("", book) else entry

    def entry(self, record: Any) -> Entry:
        """Make an entry of the log as it is drawn."""
        kind = kind_words(record.kind) if record.kind not in ("report", "system") else ""
        if whom := getattr(record, "to", None):
            kind = f"{kind} → {shown(whom)}"
        by = shown(
            record.by or getattr(record, "author", None) or (kind_words("system") if record.kind == "system" else "")
        )
        strike = record.strike
        return Entry(
            number=record.number if "#" in record.number else f"#{record.number}",
            at=instant(record.event_at).timestamp(),
            recorded=instant(record.recorded_at).timestamp(),
            who=", ".join(part for part in (by, shown(record.channel or ""), kind) if part),
            text=shown(record.text),
            struck=None
            if not record.struck or strike is None
            else say(
                "struck {time} by {who}: {why}",
                time=self.clock(strike.at),
                who=shown(strike.by or "?"),
                why=shown(strike.reason),
            ),
            facts=", ".join(self.facts(record.facts or {})),
        )
