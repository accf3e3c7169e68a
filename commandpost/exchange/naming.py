"""Puts an answer's codes and moments into the words of the plan and the site's own time, for people who read the command line (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import language, say
from commandpost.plan.reader import Plan
from commandpost.store.instant import instant, seconds_between


@cache
def _states(spoken: str) -> dict[str, str]:
    """The words for an incident's states in the language now spoken; a long list says them a thousand times."""
    return {
        "reported": say("reported"),
        "responding": say("responding"),
        "controlled": say("controlled"),
        "ended": say("ended"),
    }


@lru_cache(maxsize=1)
def _day(moment: str, zone: ZoneInfo) -> date:
    return instant(moment).astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Teller:
    """Knows the plan in force, the site's zone, the moment now, and how wide the terminal is."""

    plan: Plan
    zone: ZoneInfo
    now: str
    width: int
    exercise: bool = False  # an exercise is on: every print says so

    def local(self, moment: str) -> datetime:
        """Give a moment as the site's clock shows it."""
        return instant(moment).astimezone(self.zone)

    def clock(self, moment: str | None, *, seconds: bool = False) -> str:
        """Give HH:MM of today; the day before it where it is another one, the year where that differs."""
        if moment is None:
            return ""
        there, today = self.local(moment), _day(self.now, self.zone)
        text = there.isoformat(" ")[: 19 if seconds else 16]
        if there.date() == today:
            return text[11:]
        return text[5:] if there.year == today.year else text

    def until(self, due: str) -> str:
        """Give how long until a moment, or how late it is in words."""
        seconds = seconds_between(self.now, due)
        if seconds <= 0:
            return say("LATE {time}", time=lasted(-seconds))
        return say("in {time}", time=lasted(seconds))

    def level(self, code: str | None) -> str:
        """Give a level by number and colour word, never by colour alone."""
        level = self.plan.levels.get(code or "")
        if level is None:
            return say("not set")
        return f"{level.code} {level.colour_zh if language() == 'zh_CN' else level.colour}"

    def state(self, code: str) -> str:
        """Give an incident's state in a word."""
        return _states(language()).get(code, code)

    def due_state(self, code: str) -> str:
        """Give an obligation's state in a word."""
        words = {
            "pending": say("to be done"),
            "raised": say("raised"),
            "acknowledged": say("acknowledged"),
            "met": say("met"),
            "cancelled": say("cancelled"),
        }
        return words.get(code, code)

    def kind(self, code: str) -> str:
        """Give the kind of an entry in a word; a report goes without saying."""
        words = {
            "report": "",
            "decision": say("decision"),
            "action": say("action"),
            "resource": say("resource"),
            "order": say("order"),
            "instruction": say("instruction"),
            "system": say("system"),
        }
        return words.get(code, code)

    def grade(self, grade: str | None) -> str:
        """Give the legal accident grade in words; where no table is on file it says so."""
        if grade is None:
            return say("none reached")
        if grade == "none_on_file":
            return say("none on file")
        if language() == "zh_CN":
            return grade
        tests = (test for table in self.plan.grade_tables.values() for test in table.tests)
        return next((test.en for test in tests if test.grade == grade), grade)

    def type(self, code: str) -> str:
        """Give a type's name."""
        found = self.plan.types.get(code)
        return found.name(language()) if found else code

    def post(self, code: str | None) -> str:
        """Give a post's or an outside body's name."""
        if code == "head_of_incident_department":
            return say("head of the department on scene")
        found = self.plan.posts.get(code or "") or self.plan.contacts.get(code or "")
        return found.name(language()) if found else (code or "")

    def posts(self, codes: Iterable[str]) -> str:
        """Give the names of several."""
        return say(", ").join(self.post(code) for code in codes)

    def groups(self, codes: Iterable[str]) -> str:
        """Give the names of working groups."""
        groups = self.plan.groups
        return say(", ").join(groups[code].name(language()) if code in groups else code for code in codes)

    def department(self, code: str | None) -> str:
        """Give a department's name."""
        found = self.plan.departments.get(code or "")
        return found.name(language()) if found else (code or "")

    def rule(self, code: str) -> str:
        """Give the name of a statutory rule."""
        found = self.plan.rules.get(code)
        return found.name(language()) if found else code

    def figure(self, metric: str, value: object) -> str:
        """Say a figure with its unit, or that something that runs began or ended."""
        found = self.plan.metrics.get(metric)
        if found is None:
            return f"{metric} {value}"
        name = found.name(language())
        if value == "start":
            return say("{metric}: begins", metric=name)
        if value == "stop":
            return say("{metric}: ends", metric=name)
        return say("{metric} {value}", metric=name, value=self.amount(metric, value))

    def amount(self, metric: str, value: object) -> str:
        """Say a value with its unit, or the option that was chosen."""
        found = self.plan.metrics.get(metric)
        if found is None:
            return str(value)
        option = next((option.name(language()) for option in found.options if option.code == value), None)
        if option is not None:
            return option
        if found.kind == "running" and isinstance(value, float):  # nobody says "22.05 minutes"
            value = int(value) if found.minutes_per_unit == 1 else round(value, 1)
        unit = (found.unit_zh if language() == "zh_CN" else found.unit) or ""
        if unit == "person" and value != 1:
            unit = "persons"
        return say("{number} {unit}", number=value, unit=unit).strip()
