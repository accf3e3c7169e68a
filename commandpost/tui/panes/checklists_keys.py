"""What the keys say of whole lists: complete, sent, a task more; the commander's benchmarks and time marks by one key each (R4.3, R4.4)."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from commandpost.domain.checklists.records.tasks import CONTROL, FIRST_TEN
from commandpost.locale.words import language, say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.task_keys import TaskKeys

BENCHMARKS = ("f2", "f3", "f4", "f5", "f6")
ON_LIST = ("complete", "done", "skip", "assign", "note", "undo")


class ListsKeys(TaskKeys):
    """The keys of the page of the lists; what they stand on is drawn by the page."""

    OPENS_FORM: ClassVar[tuple[str, ...]] = (*TaskKeys.OPENS_FORM, "benchmark", "right", "change", "turn", "incident", "which")

    BINDINGS = bound(
        Key("task.show", "enter", "open", Sentence("all about it")),
        Key("task.add", "N", "add", Sentence("add a task"), priority=True),
        Key("list.complete", "L", "complete", Sentence("complete"), priority=True),
        Key("list.send", "V", "send", Sentence("send group"), priority=True),
        Key("reader.open", "R", "read", Sentence("read aloud")),
        Key("task.owed", "B", "owed", Sentence("owed notes"), show=False),
        Key("task.timeline", "U", "timeline", Sentence("timeline")),
        Key("mark.answer", "y", "right", Sentence("strategy right"), show=False, priority=True),
        Key("mark.change", "Y", "change", Sentence("must change"), show=False, priority=True),
        *(Key(f"benchmark.{at + 1}", key, f"benchmark({at})", Sentence("benchmark"), show=False, priority=True) for at, key in enumerate(BENCHMARKS)),
        Key("incident.set_level", "v", "level", Sentence("level"), show=False, priority=True),
        Key("lists.which", "w", "which", Sentence("all / what runs"), show=False, priority=True),
        Key("lists.next", "tab,right", "turn(1)", Sentence("next list"), show=False, priority=True),
        Key("lists.before", "shift+tab,left", "turn(-1)", Sentence("list before"), show=False, priority=True),
        Key("lists.incident_before", "left_square_bracket", "incident(-1)", Sentence("incident before"), show=False, priority=True),
        Key("lists.incident_next", "right_square_bracket", "incident(1)", Sentence("next incident"), show=False, priority=True),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    record: Any
    list_here: str
    all: bool

    # what the page says

    def list_named(self, code: str) -> Any:
        """Give a list by its code, None when there is no such one."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Put each list where it belongs."""
        raise NotImplementedError

    # what is said of a list, and of the whole

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing now."""
        if self.record is None:
            return None
        one = self.list_named(self.list_here)
        if action == "send" and (one is None or not one.standby):
            return say("this group does not stand by")
        if action in ("add", "complete", "send") and self.record.state == "ended":
            return say("already ended")
        return say("there is no list yet") if action in ON_LIST and one is None else None

    async def action_add(self) -> None:
        """Add a task of one's own to this list."""
        group = {"group": self.list_here} if self._is_group else {}
        await self.frame.ask_verb("task.add", self.number, **group)

    @property
    def _is_group(self) -> bool:
        one = self.list_named(self.list_here)
        return one is not None and one.card is not None

    async def action_complete(self) -> None:
        """Say that the list is complete, with what stays open."""
        if self._is_group or self.list_here == FIRST_TEN:
            await self.frame.ask_verb("list.complete", self.number, self.list_here)
        else:
            self.frame.standing.say(say("a group's list is called complete, or the first ten minutes"))

    async def action_send(self) -> None:
        """Send the group that stands by."""
        await self.frame.ask_verb("list.send", self.number, self.list_here)

    async def action_level(self) -> None:
        """Decide the response level."""
        if self.number:
            await self.frame.ask_verb("incident.set_level", self.number)

    def action_read(self) -> None:
        """Read the list one stands in aloud; what a pause point asks comes first while one is due."""
        if self.number:
            self.frame.going.reader(self.number, self.list_here)

    def action_owed(self) -> None:
        """What is still owed in words."""
        if self.number:
            self.frame.going.owed_notes(self.number)

    def action_timeline(self) -> None:
        """What was done when."""
        if self.number:
            self.frame.going.timeline(self.number)

    def action_which(self) -> None:
        """Show all of it, also what stands down and what is finished; or what runs."""
        self.all = not self.all
        self.lay_out()
        self.frame.standing.say(say("All tasks, also those that stand down.") if self.all else say("What runs."))

    async def action_benchmark(self, place: int) -> None:
        """Declare a benchmark; under control asks once, for it is binding."""
        one = next((one for one in self.record.benchmarks if one.place == place), None) if self.record is not None else None
        if one is None:
            self.frame.standing.say(say("This type of incident has no such benchmark."))
        elif one.code == CONTROL and not one.declared_at:
            await self.frame.ask_verb("benchmark.declare", self.number, one.code)
        else:
            self.row_key(partial(self._declare, place))

    def _declare(self, place: int) -> None:
        one = next(one for one in self.record.benchmarks if one.place == place)
        name = one.zh if language() == "zh_CN" else one.en
        if one.declared_at:
            when = self.frame.teller().clock(one.declared_at)
            self.frame.standing.say(say("{name} was declared at {time}; strike its entry if it was wrong.", name=name, time=when))
        else:
            self.do("benchmark.declare", one.code, said=say("Declared: {name}", name=name))

    def _mark_due(self) -> bool:
        """Whether a time mark asks now; else say when the next one does."""
        mark = self.record.mark if self.record is not None else None
        if mark is None:
            self.frame.standing.say(say("No time mark is to come."))
            return False
        if mark.due_at > self.frame.standing.now_text():
            when = self.frame.teller().clock(mark.due_at)
            self.frame.standing.say(say("The next time mark comes at {time}.", time=when))
            return False
        return True

    def action_right(self) -> None:
        """The strategy is still right."""

        def landed() -> None:
            if self._mark_due():
                self.do("mark.answer", say("strategy and level still right"), said=say("Noted: the strategy is still right."))

        self.row_key(landed)

    async def action_change(self) -> None:
        """It must change: with a word."""
        if self._mark_due():
            await self.frame.ask_verb("mark.answer", self.number, change=True)
