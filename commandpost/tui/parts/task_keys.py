"""What the keys do to a task, on the page of the lists and on the task's own: on the row as it was shown, one tick a press (R4.4)."""

from __future__ import annotations

import time
from functools import partial
from typing import Any, ClassVar

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.cells import cut
from commandpost.tui.parts.counted import clock
from commandpost.tui.parts.entry_line import EntryLine
from commandpost.tui.parts.list_words import Shown
from commandpost.tui.parts.pane import Pane

HELD_S = 2.0  # so long after a tick another Space on the same task is the finger that did it
SAID = 60  # cells of a task in the sentence at the foot


class TaskKeys(Pane):
    """A page on which tasks are ticked; it says which task one stands on."""

    OPENS_FORM: ClassVar[tuple[str, ...]] = ("done", "skip", "assign", "note", "undo", "add", "complete", "send", "write", "level")

    # Keys that open a form have priority, so that what is typed right after them falls into the form.
    BINDINGS = bound(
        Key("task.done", "space", "done", Sentence("done"), priority=True),
        Key("task.skip", "x", "skip", Sentence("not applicable"), priority=True),
        Key("task.undo", "u", "undo", Sentence("take back"), priority=True),
        Key("task.assign", "r", "assign", Sentence("reassign"), priority=True),
        Key("task.note", "e", "note", Sentence("write on it"), priority=True),
        Key("log.add", "l", "write", Sentence("log entry"), show=False, priority=True),
    )

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self._ticked: tuple[str, float] = ("", 0.0)

    # what a page says

    def task_here(self) -> Shown | None:
        """Give the task one stands on."""
        raise NotImplementedError

    def task_of(self, id: str) -> Shown | None:
        """Give a task as it is shown now; None when it has gone."""
        raise NotImplementedError

    def list_of(self, id: str) -> Any:
        """Give the list that a task stands on, None where the page does not know it."""
        raise NotImplementedError

    def none_here(self) -> str:
        """Say that there is no task to act on."""
        return say("no task is chosen")

    # what the keys do

    def number_here(self) -> str:
        """This incident."""
        return self.number

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter typed into a line is a letter."""
        if action in self.OPENS_FORM and getattr(self.app.focused, "takes_words", False):
            return False
        return super().check_action(action, parameters)

    async def action_write(self) -> None:
        """Open the line for an entry of the log."""
        await self.desk_screen.open_line(EntryLine(self.frame, self.number))

    async def action_done(self) -> None:
        """Tick it; held down it ticks one. Of a critical task of another group that is late, whose word it is stands in a form."""
        if (task := self._chosen()) is None:
            return
        if not self.redrawing and not self.frame.doing.busy and self.asks_whose(task):
            await self._ask_whose(task)
            return
        self.row_key(partial(self._done_landed, task.id))

    def _done_landed(self, id: str) -> None:
        task = self.task_of(id)
        if task is None:
            self.frame.standing.row_gone()
        elif task.state != "open":
            if self._ticked[0] != id or time.monotonic() > self._ticked[1]:
                self.frame.standing.say(self.over_words(task))
        elif self.asks_whose(task):
            self.frame.run_worker(self._ask_whose(task))
        else:
            self._ticked = (id, time.monotonic() + HELD_S)
            self.do("task.done", id, said=say("Done: {task}", task=cut(task.words, SAID)))

    def asks_whose(self, task: Shown) -> bool:
        """Whether a tick wants the name of who said so: late, critical, another group's; never in a task's first two minutes."""
        now, one = self.frame.standing.now_s(), self.list_of(task.id)
        if not (task.critical and task.late(now)) or now < task.soon_until or task.mine:
            return False
        return one is not None and one.card is not None and not one.mine

    async def _ask_whose(self, task: Shown) -> None:
        await self.frame.ask_verb("task.done", self.number, task.id)

    async def action_skip(self) -> None:
        """Not applicable: with a reason, in a task's first two minutes without a word; the reason is owed then."""
        if (task := self._chosen()) is None:
            return
        if self.frame.standing.now_s() >= task.soon_until or task.state != "open":
            await self._form("task.skip", task)
            return

        def landed() -> None:
            now = self.task_of(task.id)
            if now is None:
                self.frame.standing.row_gone()
            elif now.state == "open":
                said = say("Not applicable: {task} (the reason is owed)", task=cut(now.words, SAID))
                self.do("task.skip", now.id, said=said)
            else:
                self.frame.standing.say(self.over_words(now))

        self.row_key(landed)

    async def action_assign(self) -> None:
        """Give it to another post or person."""
        if (task := self._chosen()) is not None:
            await self._form("task.assign", task)

    async def action_note(self) -> None:
        """Note something about it: begun, blocked, a count, evidence."""
        if (task := self._chosen()) is not None:
            await self._form("task.note", task)

    def action_undo(self) -> None:
        """Take the tick back, as a record of its own."""
        if (task := self._chosen()) is None:
            return

        def landed() -> None:
            now = self.task_of(task.id)
            if now is None:
                self.frame.standing.row_gone()
            elif now.state in ("done", "skipped"):
                self.do("task.undo", now.id, said=say("Taken back: {task} is open again", task=cut(now.words, SAID)))
            else:
                self.frame.standing.say(say("There is nothing to take back: the task is open.") if now.state == "open" else self.over_words(now))

        self.row_key(landed)

    # how it is done

    def _chosen(self) -> Shown | None:
        task = self.task_here()
        if task is None:
            self.frame.standing.say(self.none_here())
        return task

    def do(self, verb: str, *words: Any, said: str, **options: Any) -> None:
        """Do a verb of this incident at once, and say it; what is pressed before the desk can write keeps its time."""
        frame, key = self.frame, self.frame.new_key()
        at = None if frame.doing.ready else frame.standing.now_text()

        def refused(error: Exception) -> None:
            frame.complain(error)
            self.ask()  # another desk was first: what it did is shown with the sentence that says so

        frame.doing.do(lambda: frame.desk.do(verb, self.number, *words, at=at, key=key, **options), lambda _: said, refused)  # type: ignore[union-attr]

    async def _form(self, verb: str, task: Shown) -> None:
        over = verb in ("task.skip", "task.assign")
        await self.form_on(
            lambda: self.task_of(task.id), lambda now: (verb, (self.number, now.id), {}),
            lambda now: self.over_words(now) if over and now.state != "open" else None,
        )  # fmt: skip

    def over_words(self, task: Shown) -> str:
        """Say that a task is no longer open, and how it comes back."""
        zone = self.frame.standing.zone
        if task.state == "stood_down":
            return say("This task stands down: the level or the type has changed.")
        when = clock(task.done, zone) if task.done is not None else ""
        key = key_of("task.undo")
        if task.state == "skipped":
            return say("Not applicable since {time}; {key} takes that back.", time=when, key=key)
        return say("Done already: {time} by {who}; {key} takes it back.", time=when, who=task.by or say("somebody"), key=key)
