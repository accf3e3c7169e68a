"""The forms that answer an alarm: a word for whoever is on it, the next one told at once, no alarms until a time (R4.2; SCREENS, An alert)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import events

from commandpost.locale.words import say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.ask.fields import WHEN, Field
from commandpost.tui.parts.ask.form import AskForm
from commandpost.tui.parts.cells import Span, fold, shown

if TYPE_CHECKING:
    from commandpost.domain.alarms.records.shown import WaitingShown

RUSH_S = 0.35  # the same key again so soon is the same finger


class AlarmForm(AskForm):
    """A form about the alarm of one obligation, which stands in its title as it was when the key was pressed."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.row: WaitingShown | None = self._frame.alerts.row(str(self.words_known[0])) if self.words_known else None

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], told: Any = None) -> list[Field]:
        """It happens now: a bell is not answered an hour ago."""
        return [field for field in super().fields_for(verb, words, options) if field.name != WHEN]

    def named_in_short(self) -> str:
        """Say what: the verb in a word or two."""
        raise NotImplementedError

    def about(self) -> str:
        """Name the obligation and its incident."""
        row = self.row or self.told
        return "" if row is None else " · ".join([shown(row.subject), *([row.incident] if row.incident else [])])

    def learn(self, desk: Any, named: Mapping[str, Any]) -> dict[str, Any]:
        """The obligation, besides, where no alarm of it waits."""
        known = super().learn(desk, named)
        if self.row is None and named.get("deadline"):
            rows = desk.ask("deadline.list")
            known["told"] = next((row for row in rows if row.id == named["deadline"]), None)
        return known

    def title(self) -> str:
        """What is done, to what."""
        return " · ".join(filter(None, [self.named_in_short(), self.about()]))


class AcknowledgeForm(AlarmForm):
    """Room for a word: who is on it, what is being done. Enter answers, also without one; the obligation stays."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self._until = time.monotonic() + RUSH_S  # so long the key that opened this is the same finger
        self._held = False
        self._meanwhile = False

    def named_in_short(self) -> str:
        """Answer it."""
        return say("Answer the alarm")

    def swallows(self, event: events.Key) -> bool:
        """The key that opened this, pressed twice in a rush, is no letter; where a word goes on after it, it was its first."""
        key, now = key_of("deadline.acknowledge"), time.monotonic()
        if event.key == key and now < self._until and not self.line.value:
            self._held, self._until = True, now + RUSH_S
            return True
        if self._held and event.is_printable and now < self._until:
            self.line.insert_text_at_cursor(key)
        self._held, self._until = False, 0.0
        return False

    def alarms_changed(self) -> None:
        """Somebody else answered meanwhile: say so; this word is kept as well, if one wants to say it."""
        if self.words_known and self.sent is None and self._frame.alerts.gone(str(self.words_known[0])) != self._meanwhile:
            self._meanwhile = not self._meanwhile
            self.retell()

    def above(self, width: int) -> list[list[Span]]:
        """That it needs no answer any more."""
        if not self._meanwhile:
            return []
        words = say("It was answered meanwhile. Enter keeps your word as well, Esc leaves it.")
        return [[(part, "strong")] for part in fold(words, width)]

    def do(self) -> None:
        """Answer it, once."""
        super().do()
        if self.sent is not None and self.words_known:
            self._frame.alerts.answering.add(str(self.words_known[0]))

    def _answered(self) -> None:
        if self.words_known:
            self._frame.alerts.answering.discard(str(self.words_known[0]))

    def said(self, answer: Any) -> str | None:
        """Say what was answered; who is told no more stands in the verb's own remark."""
        self._answered()
        return say("Answered: {about}", about=self.about())

    def refuse(self, sentence: str, text: str | None = None) -> None:
        """A rule said no: it may be answered again."""
        self._answered()
        super().refuse(sentence, text)


class EscalateForm(AlarmForm):
    """The next one is told at once; the reason stands in the log."""

    def named_in_short(self) -> str:
        """Escalate it."""
        return say("Escalate now")

    def above(self, width: int) -> list[list[Span]]:
        """Who is told when Enter is pressed, as far as the alarm's line knows."""
        row = self.row
        if row is None or not row.next_to:
            return []
        return [[(say("Told at once: {names}", names=shown(say(", ").join(row.next_to))), "")]]

    def said(self, answer: Any) -> str | None:
        """Say what was escalated."""
        return say("Escalated: {about}", about=self.about())


class MaintenanceForm(AskForm):
    """No alarm until a time, with the reason; or they are sent again (R4.2)."""

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], told: Any = None) -> list[Field]:
        """Until when and why; nothing where they are switched on again."""
        if options.get("off"):
            return []
        fields = [field for field in super().fields_for(verb, words, options) if field.name not in (WHEN, "off")]
        for field in fields:
            field.required = field.wanted = True
        return fields

    def title(self) -> str:
        """Off, or on again."""
        return say("Send alarms again") if self.options.get("off") else say("No alarms until a time")

    def above(self, width: int) -> list[list[Span]]:
        """What it means."""
        if self.options.get("off"):
            return []
        words = say("Nothing rings and nobody is told until then; every screen says so. What fell due meanwhile is told when it is over.")
        return [[(part, "")] for part in fold(words, width)]

    def said(self, answer: Any) -> str:
        """The verb says it itself."""
        return ""
