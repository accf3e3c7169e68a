"""Everything about one task: the plan's words in full, whose it is, when against its target, every step with who and when (R4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult

from commandpost.locale.words import language, say
from commandpost.store.instant import instant
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, fold, shown
from commandpost.tui.parts.counted import moment
from commandpost.tui.parts.list_words import LABEL, Shown, short, shown_task
from commandpost.tui.parts.reading_page import LONGEST, Reading
from commandpost.tui.parts.sheet import Lines, Sheet
from commandpost.tui.parts.task_keys import TaskKeys


class TaskPage(TaskKeys):
    """A task in full; its keys are those of the lists."""

    DEFAULT_CSS = """
    TaskPage > .head { height: 1; }
    TaskPage > .here { height: 1fr; border-top: solid $faint; }
    """

    BINDINGS = bound(Key("desk.back", "escape", "back", Sentence("back")))

    def __init__(self, number: str, task: str) -> None:
        super().__init__(number)
        self.record: Any = None
        self._code = task
        self._shown: Shown | None = None
        self._list: Any = None

    def compose(self) -> ComposeResult:
        """Which task; all about it."""
        now = self.frame.standing.now_s
        yield Sheet(self._head, now, counts=False, classes="head")
        yield Reading(self._body, now, classes="here")

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The task, and the list it stands on."""
        return {"task.show": ((self.number, self._code), {}), "list.show": ((self.number,), {})}

    def show(self, question: str, record: Any) -> None:
        """Draw an answer."""
        if question == "list.show":
            self._list = next((one for one in record.lists if any(line.id == self._code for line in one.tasks)), None)
        else:
            self.record, self._shown = record, shown_task(record.line)
        self._again()
        self.refresh_bindings()

    def _again(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()

    def tick(self) -> None:
        """How late it is grows."""
        for sheet in self.query(Reading):
            sheet.tick()

    def task_here(self) -> Shown | None:
        """This one."""
        return self._shown

    def task_of(self, id: str) -> Shown | None:
        """This one, as it stands now."""
        return self._shown if self._shown is not None and self._shown.id == id else None

    def list_of(self, id: str) -> Any:
        """Its list."""
        return self._list

    def action_back(self) -> None:
        """Back to the lists."""
        self.frame.pop_screen()

    # the words

    def _head(self, width: int, now: float) -> Lines:
        if self.record is None:
            return []
        zh = language() == "zh_CN"
        record = self.record
        names = (record.list_zh, record.phase_zh) if zh else (record.list_en, record.phase_en)
        return [[(cut(" " + " · ".join((say("Task"), self.number, *(shown(name) for name in dict.fromkeys(names)))), width - 1), "strong")]]

    def _body(self, width: int, now: float) -> Lines:
        task, record = self._shown, self.record
        if task is None or record is None:
            return []
        zh = language() == "zh_CN"
        line = record.line
        first, second = (line.text_zh, line.text_en) if zh else (line.text_en, line.text_zh)
        detail = (record.detail_zh, record.detail_en) if zh else (record.detail_en, record.detail_zh)
        lines: Lines = [[]]
        lines += _told(first, width, "strong") + _told(second, width, "quiet")
        if detail[0]:
            lines += [[], *_told(detail[0], width, ""), *(_told(detail[1], width, "quiet") if detail[1] else [])]
        lines += [[], *self._facts(task, record, width, now)]
        lines += [[], [(" " + say("What became of it"), "quiet")]]
        if not record.steps:
            lines.append([("  " + say("nothing yet"), "quiet")])
        for step in record.steps:
            lines += self._step(step, width, now)
        return lines

    def _facts(self, task: Shown, record: Any, width: int, now: float) -> Lines:
        zone = self.frame.standing.zone
        target = say("target {time}", time=moment(task.target, now, zone))
        listed = say("on the list since {time}", time=moment(task.since, now, zone))
        rows: list[tuple[str, list[Span]]] = [(say("whose"), [(task.owner, "")])]
        rows.append((say("when"), [*self._state(task, now), (f" · {target} · {listed}", "" if task.state == "open" else "quiet")]))
        if task.critical:
            rows.append((say("critical"), [(say("yes: it is asked for until it is done"), "strong")]))
        if record.obligation:
            rows.append((say("deadline"), [(_obligation(record.obligation), "")]))
        if record.meets:
            rows.append((say("also meets"), [(shown(say("; ").join(record.meets)), "")]))
        if record.wants_note:
            owed = f" ({say('owed')})" if task.owes else ""
            rows.append((say("wants"), [(say("something written down: a count, names, what was found") + owed, "strong" if owed else "")]))
        if task.new is not None:
            rows.append((say("came later"), [(say("came with a later change at {time}", time=moment(task.new, now, zone)), "")]))
        lines: Lines = []
        for label, spans in rows:
            words = "".join(text for text, _ in spans)
            if cell_len(words) <= width - LABEL - 3:
                lines.append([(" " + fit(label, LABEL), "quiet"), *spans])
            else:
                parts = fold(words, max(8, min(LONGEST, width - LABEL - 3)))
                lines += [[(" " + fit(label if not at else "", LABEL), "quiet"), (part, spans[0][1] if not at else "")] for at, part in enumerate(parts)]
        return lines

    def _state(self, task: Shown, now: float) -> list[Span]:
        """How it stands against its target."""
        if task.late(now):
            return [(f"{say('LATE')} {short(now - task.target)}", "late")]
        if task.state != "open":
            behind = task.clocked and task.done is not None and task.done - task.target >= 60
            return [(self.over_words(task), ""), *([(f" · {_against(task)}", "late" if behind else "")] if task.state == "done" else [])]
        if task.waits:
            return [(say("stands by until its group is sent"), "")]
        return [(say("{time} left", time=short(task.target - now)) if task.clocked else say("the law's own clock says when it is late"), "")]

    def _from_paper(self, step: Any, now: float) -> list[str]:
        """Of what stood on paper: on which sheet, when and by whom it was entered."""
        if step.paper is None:
            return []
        entered = moment(instant(step.recorded_at).timestamp(), now, self.frame.standing.zone)
        sheet = say("from paper, sheet no. {sheet}", sheet=step.paper) if step.paper else say("from paper")
        return [sheet, say("entered {time} by {who}", time=entered, who=shown(step.entered_by or "?"))]

    def _step(self, step: Any, width: int, now: float) -> Lines:
        zone = self.frame.standing.zone
        at = moment(instant(step.at).timestamp(), now, zone)
        words = _step_words(step.step if step.step != "paper" or step.why != "skipped" else "paper_skipped")
        more = [shown(step.by or ""), f"→ {shown(step.to)}" if step.to else "", *self._from_paper(step, now), shown(step.note or "")]
        if step.why in ("type", "level"):
            more[0] = say("the type was changed") if step.why == "type" else say("the level was changed")
        text = " · ".join(part for part in (words, *more) if part)
        tail = f"  #{step.entry}" if step.entry else ""
        parts = fold(text, max(8, min(LONGEST, width - 10 - cell_len(tail))))
        ink = "struck" if step.struck else ""
        lines: Lines = [[(f"  {at}  ", "quiet"), (parts[0], ink), *([(tail, "quiet")] if len(parts) == 1 else [])]]
        lines += [[(" " * (4 + cell_len(at)), ""), (part, ink)] for part in parts[1:]]
        return lines


def _told(text: str, width: int, ink: str) -> Lines:
    return [[("  ", ""), (part, ink)] for part in fold(shown(text), max(8, min(LONGEST, width - 4)))]


def _against(task: Shown) -> str:
    """Say how long it took, and how it stood against its target."""
    done = task.done or 0.0
    took = say("took {time}", time=short(max(0.0, done - task.since)))
    if task.clocked and done - task.target >= 60:
        return took + " · " + say("{time} after its target", time=short(done - task.target))
    return took


def _obligation(state: str) -> str:
    match state:
        case "met":
            return say("met")
        case "cancelled":
            return say("cancelled")
        case "acknowledged":
            return say("late alarm answered; it goes on until it is done")
        case "raised":
            return say("told: its alarm goes on until somebody answers")
    return say("runs")


def _step_words(step: str) -> str:
    match step:
        case "done":
            return say("done")
        case "skipped":
            return say("not applicable")
        case "undone":
            return say("taken back")
        case "assigned":
            return say("reassigned")
        case "noted":
            return say("noted")
        case "paper":
            return say("paper says done")
        case "paper_skipped":
            return say("paper says not applicable")
        case "stood_down":
            return say("stands down")
    return say("stands again")
