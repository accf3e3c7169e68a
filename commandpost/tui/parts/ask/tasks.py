"""Forms of the lists: the task's own words above its fields, whose word it is; what stays open when a list is called complete (R4.3, R4.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from textual import events

from commandpost.domain.core.refusal import Refused
from commandpost.locale.words import language, say
from commandpost.tui.parts.ask.callout import RowForm
from commandpost.tui.parts.ask.fields import WHEN, Field, Known
from commandpost.tui.parts.cells import Span, cut, fold, shown
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.list_words import Shown, list_name, short, shown_task

Named = Mapping[str, Any]
OWN_MIN = 10  # minutes of a task of one's own, where nobody says
PAPER = ("paper", "sheet")
ABOVE = 3  # lines above the fields


def _lists(desk: Any, named: Named) -> Any:
    """Give the lists of the incident that is named; None for a duty book, or while its number is still being typed."""
    number = str(named.get("incident") or named.get("book") or "")
    if not number or number.startswith("duty"):
        return None
    with suppress(Refused):
        return desk.ask("list.show", number)
    return None


class TaskForm(RowForm):
    """Something done to a task: its words stand above. A late critical one of another group's list asks whose word it is."""

    def __init__(self, *said: Any, **more: Any) -> None:
        super().__init__(*said, **more)
        self._one: Any = None  # the list that the task stands on

    def swallows(self, event: events.Key) -> bool:
        """No field begins with a blank: the Space that opened the form may still be held down."""
        begins = self.field is not None and (not self.line.value or bool(self.field.key))
        return (event.key == "space" and begins) or super().swallows(event)

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Named, told: Any = None) -> list[Field]:
        """What is ticked on the screen is not from paper."""
        fields = super().fields_for(verb, words, options, told)
        return [field for field in fields if field.name not in PAPER] if len(words) > 1 else fields

    def retell(self) -> None:
        """What is needed hangs on what was typed, and on how long the task has stood."""
        self._see_needs()
        super().retell()

    def do(self) -> None:
        """Nothing goes off that would be refused."""
        self._see_needs()
        super().do()

    def _see_needs(self) -> None:
        """What stood on paper needs its own time; why something is not applicable is needed after its first two minutes."""
        on_paper = any(self.options.get(name) for name in PAPER) or any(field.name in PAPER and field.said for field in self.fields)
        for field in self.fields:
            if field.name == WHEN:
                field.required = field.wanted = on_paper
            elif field.name == "reason" and self.verb == "task.skip":
                soon = self.told is None or self._frame.standing.now_s() < shown_task(self.told[1]).soon_until
                field.required = field.wanted = not soon

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """The task, besides, and who leads its list."""
        known = super().learn(desk, named)
        record = _lists(desk, named)
        for one in record.lists if record is not None else ():
            for line in one.tasks:
                if line.id == named.get("task"):
                    known["told"] = (one, line)
                    if self.verb == "task.done":
                        known["by"] = self._whose(one, shown_task(line), known.get("by"))
        return known

    def _whose(self, one: Any, task: Shown, known: Known | None) -> Known:
        people = known.choices if known is not None else ()
        lead = one.card.you.person if one.card is not None else None
        if lead is None or one.mine or task.mine or not (task.critical and task.late(self._frame.standing.now_s())):
            return Known(people)
        return Known((Choice(lead, (lead,)), *(choice for choice in people if choice.key != lead)), start=lead)

    def said(self, answer: Any) -> str | None:
        """Name what was ticked, added, given to another, noted."""
        named = self.named()
        if self.verb == "task.add":
            minutes = str(named.get("minutes") or OWN_MIN)
            if (page := self._frame.page) is not None and page.pane is not None:
                page.pane.choose(answer.ref)
            return say("Added: {task}, due in {minutes} min", task=cut(shown(str(named["text"])), 60), minutes=minutes)
        if self.verb == "task.assign":
            return say("Reassigned to {who}.", who=shown(str(named["to"])))
        if self.verb == "task.note":
            return say("Noted on the task.")
        if self.verb != "task.done" or self.told is None:
            return super().said(answer)
        return say("Done: {task}", task=cut(shown_task(self.told[1]).words, 60))

    def title(self) -> str:
        """What is done, in which incident; the task stands below in its own words."""
        return " · ".join([super().title().partition(" · ")[0], *(str(word) for word in self.words_known[:1])])

    def above(self, width: int) -> list[list[Span]]:
        """The task, how late it is."""
        if self.told is None:
            return []
        task, now = shown_task(self.told[1]), self._frame.standing.now_s()
        late: list[Span] = []
        if task.late(now):
            late = [(f"{say('LATE')} {short(now - task.target)} ", "late"), *([(say("CRITICAL") + " ", "late")] if task.critical else [])]
            if self.verb == "task.done" and task.critical and not self.told[0].mine:
                late.append((say("whose word is it?") + " ", "strong"))
        parts = fold(task.words, max(20, width))
        return [[*late, ("", "")], *([(part, "")] for part in parts[: ABOVE - 1])] if late else [[(part, "")] for part in parts[:ABOVE]]


class BenchmarkForm(RowForm):
    """A benchmark, by its name (R4.3)."""

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """The benchmark, besides."""
        known = super().learn(desk, named)
        record = _lists(desk, named)
        known["told"] = next((one for one in record.benchmarks if one.code == named.get("name")), None) if record is not None else None
        return known

    def title(self) -> str:
        """Which is declared, of which incident."""
        name = "" if self.told is None else shown(self.told.zh if language() == "zh_CN" else self.told.en)
        return " · ".join(part for part in (super().title().partition(" · ")[0], *(str(word) for word in self.words_known[:1]), name) if part)


class ListForm(RowForm):
    """Something said of a whole list: what stays open, or what begins, stands above (R4.3, R4.4)."""

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """The list, besides."""
        known = super().learn(desk, named)
        record = _lists(desk, named)
        known["told"] = next((one for one in record.lists if one.code == named.get("group")), None) if record is not None else None
        return known

    def title(self) -> str:
        """What is said, of which list."""
        name = list_name(self.told) if self.told is not None else ""
        return " · ".join(part for part in (super().title().partition(" · ")[0], *(str(word) for word in self.words_known[:1]), name) if part)

    def above(self, width: int) -> list[list[Span]]:
        """Name what stays open; what is critical goes on being asked for."""
        if self.told is None:
            return []
        tasks = [shown_task(line) for line in self.told.tasks]
        if self.verb == "list.send":
            count = sum(task.waits and task.state == "open" for task in tasks)
            return [[(cut(say("{count} tasks count from now.", count=count), width), "strong")]]
        left = [task for task in tasks if task.state == "open"]
        if not left:
            return [[(say("Nothing stays open."), "strong")]]
        head = say("{count} stay open: ", count=len(left))
        lines: list[list[Span]] = [[(part, "strong")] for part in fold(head + say("; ").join(task.words for task in left), width)[:ABOVE]]
        if any(task.critical for task in left):
            lines.append([(cut(say("What is critical goes on being asked for."), width), "late")])
        return lines


FORMS: dict[str, type[RowForm]] = {
    **dict.fromkeys(("task.done", "task.skip", "task.undo", "task.assign", "task.note", "task.add"), TaskForm),
    **dict.fromkeys(("list.complete", "list.send"), ListForm),
    "benchmark.declare": BenchmarkForm,
}
