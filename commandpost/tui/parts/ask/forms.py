"""Forms that show more than their fields: what the desk suggests and why, the closing criteria, the entry that is struck (R4.2, R4.3, R4.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from commandpost.domain.incidents.rules.unmet import Unmet, ends_unmet, unmet_words
from commandpost.locale.words import say
from commandpost.tui.parts.ahead_words import ahead_lines
from commandpost.tui.parts.alert_form import AcknowledgeForm, EscalateForm, MaintenanceForm
from commandpost.tui.parts.ask.callout import CommandForm, HearForm, OrderForm, OrderStepForm
from commandpost.tui.parts.ask.calls import Call
from commandpost.tui.parts.ask.cards import CardForm, FillForm
from commandpost.tui.parts.ask.choices import OPEN, Source
from commandpost.tui.parts.ask.fields import Field, Known
from commandpost.tui.parts.ask.form import AskForm
from commandpost.tui.parts.ask.tasks import FORMS as OF_LISTS
from commandpost.tui.parts.cells import Span, cut, fold, shown
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

Named = Mapping[str, Any]
MARK = "mark:"  # a field that is a closing criterion
MET = {"met", "fulfilled", "yes", "y", "ok", "是", "已满足", "满足"}
ABOVE = 3  # lines above the fields on a small screen


class LevelForm(AskForm):
    """The level: what the rules suggest with their hits, what lies ahead, who would command (R4.3)."""

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """The suggestion, besides."""
        known = super().learn(desk, named)
        if self.words_known:
            known["told"] = Source(desk, named).suggestion
        return known

    def above(self, width: int) -> list[list[Span]]:
        """The suggestion and its reasons."""
        found = self.told
        if found is None:
            return []
        level = found.level or found.default_level
        hits = [hit for hit in found.hits if hit["level"] == level]
        why = shown(hits[0]["text"]) if hits else say("no rule was hit; this is the type's own level")
        if len(hits) > 1:
            why += say(" (and {count} more)", count=len(hits) - 1)
        first = say("suggested ")
        lines: list[list[Span]] = []
        for at, part in enumerate(fold(why, width - 24)[:2]):
            head: list[Span] = (
                [(first, "quiet"), (level_words(level), level_ink(level)), ("  ", "")] if not at else [("  ", "")]
            )
            lines.append([*head, (part, "")])
        lines += ahead_lines(found, self._frame.standing.now_s(), self._frame.teller(), width)[:1]
        return lines[:ABOVE]


class MarkOf(NamedTuple):
    """A closing criterion that is still open."""

    code: str
    text: str


class EndForm(AskForm):
    """The end: every open closing criterion is a field, met or overridden with a reason; then who confirmed (R4.5)."""

    BOOK_NAMES_FIELDS: ClassVar = True

    @classmethod
    def ask_first(cls, desk: Any, words: Sequence[Any]) -> Any:
        """The criteria that are neither met nor overridden."""
        if not words:
            return []
        record = desk.ask("incident.show", words[0])
        return [MarkOf(one.code, shown(one.text)) for one in record.criteria if not (one.met or one.overridden)]

    @classmethod
    def told_of(cls, kept: str) -> Any:
        """The criteria by their codes."""
        names = json.loads(kept) if kept else {}
        return [MarkOf(name.removeprefix(MARK), "") for name in names if name.startswith(MARK)]

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], told: Any = None) -> list[Field]:
        """Criteria first, then what the verb itself asks."""
        marks = [Field(verb, MARK + one.code, "MARK", required=False, label=one.text, wanted=True) for one in told or ()]
        rest = [f for f in super().fields_for(verb, words, options) if f.name not in ("met", "override")]
        return marks + rest

    @classmethod
    def call_for(
        cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], fields: Sequence[Field], frame: DeskApp
    ) -> Call:
        """Those met, and those overridden with their reasons."""
        plain = [field for field in fields if not field.name.startswith(MARK)]
        _, words, said = super().call_for(verb, words, options, plain, frame)
        marks = [(f.name.removeprefix(MARK), f) for f in fields if f.name.startswith(MARK) and f.text.strip()]
        said["met"] = [code for code, field in marks if met(field)]
        said["override"] = [f"{code}={field.text.strip()}" for code, field in marks if not met(field)]
        return verb, words, said

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """A criterion is met, or one's own words say why it is overridden; besides, what is still owed."""
        known = super().learn(desk, named)
        if (record := known.get("")) is not None and not record.after_the_fact:
            known["told"] = [row for row in Source(desk, named).ask("deadline.list", incident=record.number) if row.state in OPEN]
        mark = Known((Choice("met", (say("fulfilled"), "fulfilled", "已满足")),))
        known |= {field.name: mark for field in self.fields if field.name.startswith(MARK)}
        return known

    def above(self, width: int) -> list[list[Span]]:
        """What is still missing, before anybody presses Enter."""
        marks = [field for field in self.fields if field.name.startswith(MARK)]
        words = []
        if getattr(self.standing, "state", "controlled") not in ("controlled", "ended"):
            words.append(say("Not under control yet: say that first (k)."))
        if not marks:
            words.append(say("Every closing criterion is met or overridden."))
        elif open_ := [field.label for field in marks if not field.text.strip()]:
            words.append(
                say("not met yet {count} of {all}: {criteria}", count=len(open_), all=len(marks), criteria="; ".join(open_))
            )
        else:
            over = sum(not met(field) for field in marks)
            words.append(say("all criteria answered, {count} overridden", count=over))
        lines: list[list[Span]] = [[(cut(" ".join(words), width), "strong")]]
        now = self._frame.standing.now_text()
        if unmet := self._unmet(now):
            ink = "late" if any(row.due_at < now for row in unmet) else ""
            lines.append([(cut(unmet_words(unmet, now), width), ink)])
        return lines

    def _unmet(self, now: str) -> list[Unmet]:
        """Give what would end with the incident although nobody has met it."""
        rows = self.told or ()
        return [Unmet(shown(row.subject), row.due_at) for row in rows if ends_unmet(row.kind, row.started_at, row.due_at, now)]

    def will(self) -> str:
        """Name what ends unmet, before anybody says yes to it."""
        now = self._frame.standing.now_text()
        if not (unmet := self._unmet(now)):
            return super().will()
        return say(
            "Will declare the end of {incident}. {unmet}. These end with the incident, and the book keeps them as not met; what is owed after the end begins.",
            incident=self.named().get("incident", ""), unmet=unmet_words(unmet, now, most=4),
        )  # fmt: skip

    def hint(self, field: Field) -> str:
        """A criterion is said in full."""
        if not field.name.startswith(MARK):
            return super().hint(field)
        return say("{criterion}: ↓ takes “fulfilled”, or type why it is overridden.", criterion=field.label)


def met(field: Field) -> bool:
    """Whether a criterion was said to be met; other words are the reason why it is overridden."""
    return field.key == "met" or field.text.strip().casefold() in MET


class FactForm(AskForm):
    """A fact: its value now, or that it begins and ends where it runs by itself (R4.3)."""

    @classmethod
    def call_for(
        cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], fields: Sequence[Field], frame: DeskApp
    ) -> Call:
        """A running fact is started or stopped."""
        verb, words, said = super().call_for(verb, words, options, fields, frame)
        if verb == "fact.set" and said.get("value") in ("start", "stop"):
            verb = f"fact.{said.pop('value')}"
        return verb, words, said


class DescribeForm(AskForm):
    """The six parts of a report, with what is told already (R4.2)."""

    def hint(self, field: Field) -> str:
        """What the part says now."""
        record = self.standing
        if record is None or field.name not in record.parts:
            return super().hint(field)
        now = record.parts[field.name]
        told = say("Now: {text}", text=shown(now)) if now else say("Not told yet.")
        return f"{super().hint(field)} {told}"

    def above(self, width: int) -> list[list[Span]]:
        """What is missing."""
        if self.standing is None:
            return []
        names = [field.label for field in self.fields if field.name in self.standing.missing_parts]
        return [[(cut(say("missing: {parts}", parts=say(", ").join(names)), width), "strong")]] if names else []


class AnswerForm(AskForm):
    """A question of the desk about a rule, in full above the answer (R4.3)."""

    def above(self, width: int) -> list[list[Span]]:
        """The condition of the rule that is chosen."""
        rule = next((f for f in self.fields if f.name == "rule"), None)
        code = rule.key if rule is not None else str(self.named().get("rule", ""))
        text = next((item["text"] for item in getattr(self.told, "asks", ()) if item["rule"] == code), "")
        if not text:
            text = next((item["text"] for item in getattr(self.told, "confirmables", ()) if item["rule"] == code), "")
        return [[(part, "")] for part in fold(shown(text), width)[:ABOVE]] if text else []

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """The questions, besides."""
        known = super().learn(desk, named)
        known["told"] = Source(desk, named).suggestion
        return known


class EntryForm(AskForm):
    """Something done to an entry, whose words stand above (R4.2, R5.4)."""

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """The entry, besides."""
        known = super().learn(desk, named)
        entry, book = str(named.get("entry") or ""), str(named.get("book") or "")
        if entry and book:
            rows = desk.ask("log.list", book, newest=500)
            if not (found := _of(rows, entry)) and len(rows) == 500:  # an old entry of a long book
                found = _of(desk.ask("log.list", book), entry)
            known["told"] = found
        return known

    def above(self, width: int) -> list[list[Span]]:
        """Its words."""
        if self.told is None:
            return []
        ink = "struck" if self.told.struck else ""
        return [[(part, ink)] for part in fold(shown(self.told.text), width)[:ABOVE]]


def _of(rows: Sequence[Any], entry: str) -> Any:
    """Give the entry of that number."""
    number = entry.rpartition("#")[0] + "#" + entry.rpartition("#")[2]
    return next((row for row in rows if (row.number if "#" in row.number else f"#{row.number}") == number), None)


class MeetForm(AskForm):
    """An obligation that is met: what, to whom, by when (R4.2)."""

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """The obligation, besides."""
        known = super().learn(desk, named)
        rows = Source(desk, named).ask("deadline.list") if named.get("deadline") else ()
        known["told"] = next((row for row in rows if row.id == named["deadline"] and row.state in OPEN), None)
        return known

    def title(self) -> str:
        """What is owed, instead of its id."""
        if self.told is None:
            return super().title() if not self.words_known else say("Mark an obligation met")
        owed = f"{shown(self.told.subject)} → {shown(self.told.to_names)}"
        return " · ".join([say("Mark an obligation met"), self.told.incident or "", owed])


SPECIAL: dict[str, type[AskForm]] = {
    **dict.fromkeys(("hear.answer", "hear.pause", "hear.stop", "hear.expect"), HearForm),
    **dict.fromkeys(("order.read_back", "order.done"), OrderStepForm),
    **dict.fromkeys(("command.offer", "command.accept", "command.decline", "command.take"), CommandForm),
    "log.add": OrderForm,
    "incident.set_level": LevelForm,
    "incident.end": EndForm,
    "fact.set": FactForm,
    "incident.describe": DescribeForm,
    "incident.answer": AnswerForm,
    "incident.confirm": AnswerForm,
    "log.strike": EntryForm,
    "log.redact": EntryForm,
    "card.fill": FillForm,
    **dict.fromkeys(("card.close", "card.attach"), CardForm),
    "deadline.meet": MeetForm,
    "deadline.acknowledge": AcknowledgeForm,
    "deadline.escalate": EscalateForm,
    "watch.maintenance": MaintenanceForm,
    **OF_LISTS,
}
