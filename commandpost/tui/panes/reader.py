"""One step of a list on the whole screen, wide apart and in both languages, to be read aloud and answered by one key (R4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.panes.reader_words import END, ReaderWords
from commandpost.tui.parts.cells import cut, shown
from commandpost.tui.parts.one_press import OnePress
from commandpost.tui.parts.reading_place import ReadingPlace
from commandpost.tui.parts.sheet import Sheet

if TYPE_CHECKING:
    from commandpost.domain.checklists.records.reading import Reading

NAMED = 30  # cells of a step in the sentence at the foot
ON_STEP = ("done", "pass_over", "who", "skip", "note")


class Reader(ReaderWords, can_focus=True):
    """A list read aloud: Space is “done” from whoever stands at the foot, what was passed over stays open above the line."""

    DEFAULT_CSS = """
    Reader > .head { height: 2; }
    Reader > .words { height: 1fr; }
    Reader > .foot { height: 3; border-top: solid $faint; }
    """

    BINDINGS = bound(
        Key("task.done", "space", "done", Sentence("done")),
        Key("read.pass", "down,full_stop", "pass_over", Sentence("pass over")),
        Key("read.before", "up", "before", Sentence("step before"), show=False),
        Key("read.who", "Q", "who", Sentence("who answered"), priority=True),
        Key("task.skip", "x", "skip", Sentence("not applicable"), priority=True),
        Key("card.fill", "D", "fill", Sentence("fill in"), priority=True),
        Key("task.note", "e", "note", Sentence("note"), show=False, priority=True),
        Key("task.undo", "u", "undo", Sentence("take back"), show=False, priority=True),
        Key("read.list", "tab", "other(1)", Sentence("next list")),
        Key("read.list_before", "shift+tab", "other(-1)", Sentence("list before"), show=False),
        Key("list.confirm", "enter", "confirm", Sentence("gone through")),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self, number: str, list: str = "", *, when_due: bool = False, back: bool = False) -> None:
        super().__init__()
        self.number, self.list = number, list  # no list: what is to be read now
        self.at: str | None = None  # the step on the screen, END behind the last one
        self.record: Reading | None = None
        self._when_due = when_due  # opened from a list: a pause point that is due is gone through first
        self._back = back  # opened anew after a fall: says so at any rate
        self._said = ""
        self._named: dict[str, str] = {}  # who answers for a post, where somebody else was named
        self._mine: set[str] = set()  # what was ticked here
        self._last: str | None = None
        self._undoes: str | None = None
        self._press = OnePress()
        self._naming = False
        self._hidden = False  # another page was looked at since a step was seen
        self._left = False  # the keys were elsewhere: only then does one come back

    def compose(self) -> ComposeResult:
        """The list and the place in it; the step; who answers."""
        now = self.frame.standing.now_s
        yield Sheet(self._head, now, counts=False, classes="head")
        yield Sheet(self._words, now, counts=False, classes="words")
        yield Sheet(self._foot, now, classes="foot")

    def take_keys(self) -> None:
        """The page itself takes the keys: nothing on it moves but the step."""
        self.screen.set_focus(self)

    def number_here(self) -> str:
        """The incident whose list is read."""
        return "" if self.number.startswith("duty") else self.number

    # asking

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """The list; of a card its words besides."""
        found: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {"list.read": ((self.number, *([self.list] if self.list else [])), {})}
        return {**found, "card.show": ((self.card_code,), {})} if self.card_code else found

    def missed(self, question: str, error: Exception) -> None:
        """There is no such list, or no such incident any more."""
        super().missed(question, error)
        if self.record is None and self.frame.page is self.screen:
            self._place.left()

    def show(self, question: str, record: Any) -> None:
        """Draw the step; where another one ticked it meanwhile, go on and say so."""
        if question == "card.show":
            self.card = record
            self.say_again()
            return
        first, before = self.record is None or self.list != record.list, self.record
        self.record, self.number = record, record.book
        if first and (self._when_due or record.at_pause) and record.pause is not None and record.pause.code != record.list:
            self._when_due = False
            self._turn_to(record.pause.code)
            return
        self.list = record.list
        self._when_due = False
        if self.card_code and (self.card is None or self.card.code != self.card_code):
            self.ask("card.show")
        if first or before is None:
            self._begin()
        else:
            self._follow()
        self._keep()
        self.say_again()

    @property
    def _place(self) -> ReadingPlace:
        return ReadingPlace(self.frame.drafts)

    def _begin(self) -> None:
        """Go to the step that was left, or to the first that is open."""
        kept = self._place.of(self.number, self.list)
        steps = self._steps
        self.at = self._open_from(self._index(kept)) if kept is not None and kept != END else self._open_from(0)
        first = next((step.id for step in steps if step.state == "open"), END)
        if self.at == END:
            self.at = first
        if self.at != END and (self._back or (kept not in (None, END) and self.at != steps[0].id)):
            self._say_back()
        self._back = False

    def _follow(self) -> None:
        """The list is another one now: stay on the step, unless it is ticked."""
        if self._undoes is not None and (step := self._step(self._undoes)) is not None and step.state == "open":
            self.at, self._undoes = step.id, None
        elif self.at != END and (step := self._step(self.at)) is not None and step.state != "open":
            if step.id not in self._mine:
                who = shown(step.done_by or "")
                self._said = say("Done meanwhile by {who}: {task}", who=who, task=self._spoken(step)) if step.state == "done" else ""
            self.at = self._open_from(self._index(step.id))
        elif self.at != END and self._step(self.at) is None:  # it stands down
            self.at = self._open_from(0)

    def _keep(self) -> None:
        if self.at is not None:
            self._place.at(self.number, self.list, self.at)

    def _turn_to(self, code: str) -> None:
        self.list, self.at, self._said = code, None, ""
        self.ask()

    # the steps

    def _go(self, to: str) -> None:
        self.at, self._said = to, ""
        self._keep()
        self.say_again()

    # the keys

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing now."""
        if self.record is None:
            return None
        if action in ON_STEP and self.step is None:
            return say("no step is being read")
        if action == "undo" and self._last is None:
            return say("nothing was ticked here")
        if action == "confirm" and not self._at_pause:
            return say("this is no pause point")
        if action == "confirm" and self.step is not None:
            return say("first to the end of the list, by Space or ↓")
        if action == "other" and len(self.record.lists) < 2:
            return say("there is no other list")
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter typed into a line is a letter."""
        if getattr(self.app.focused, "takes_words", False):
            return False
        if action == "fill" and not self.says_words:
            return False
        return super().check_action(action, parameters)

    async def action_done(self) -> None:
        """Whoever stands at the foot answered “done”; a key that is held down ticks one step."""
        step, desk = self.step, self.frame.desk
        if not self._press.counts() or step is None or desk is None or self.frame.doing.busy:
            return
        number, by, key = self.number, self.who(step), self.frame.new_key()
        self._mine.add(step.id)

        def done(answer: Any) -> str:
            self._last = step.id
            return say("{task}: ", task=cut(self._spoken(step), NAMED)) if answer.remarks else ""  # what is said beside it is of this step, not of the next

        self._said = ""  # one is in it again
        self.frame.doing.do(lambda: desk.do("task.done", number, step.id, by=by, key=key), done, self.frame.complain)

    def action_pass_over(self) -> None:
        """Leave the step open and go on."""
        if self.step is not None:
            self._go(self._open_from(self._index(self.at) + 1))

    def action_before(self) -> None:
        """Back to the step before that is open."""
        if self.left_open:
            self._go(self.left_open[-1].id)

    async def action_who(self) -> None:
        """Name who answered."""
        from commandpost.tui.parts.who_answers import WhoAnswers

        if (step := self.step) is None:
            return
        usual = tuple(dict.fromkeys(name for name in (self.who(step), step.person, self._role(step)) if name))

        def take(name: str) -> None:
            self._named[step.who_en] = name
            self.say_again()

        self._naming = True
        await self.desk_screen.open_line(WhoAnswers(self.frame, self.number, usual, take))

    async def _form(self, verb: str) -> None:
        if (step := self.step) is not None:
            self._mine.add(step.id)
            await self.frame.ask_verb(verb, self.number, step.id)

    async def action_skip(self) -> None:
        """Say that the step is not applicable."""
        await self._form("task.skip")

    async def action_note(self) -> None:
        """Note something about the step."""
        await self._form("task.note")

    async def action_fill(self) -> None:
        """Fill in what is said at this step."""
        await self.frame.ask_verb("card.fill", self.card_code)

    async def action_undo(self) -> None:
        """Take the last tick back."""
        if self._last is not None:
            self._undoes, self._last = self._last, None
            self._mine.discard(self._undoes)
            await self.frame.ask_verb("task.undo", self.number, self._undoes)

    def action_other(self, by: int) -> None:
        """Go to another list of this incident."""
        if self.record is None or not (codes := [one.code for one in self.record.lists]):
            return
        here = codes.index(self.list) if self.list in codes else -1
        self._turn_to(codes[(here + by) % len(codes)])

    def action_confirm(self) -> None:
        """Say that the lists were gone through; what is open stays open."""
        desk = self.frame.desk
        if desk is None or self.frame.standing.settling or self.frame.doing.busy:
            return
        number, point, key = self.number, self.list, self.frame.new_key()

        def done(answer: Any) -> str:
            if self.frame.page is self.screen:
                self.action_back()
            return say("{entry} is in the log of {book}.", entry=answer.ref, book=number)

        self.frame.standing.settle()
        self.frame.doing.do(lambda: desk.do("list.confirm", number, point, key=key), done, self.frame.complain)

    def action_back(self) -> None:
        """Leave; the place is kept."""
        self.frame.pop_screen()

    # interruptions

    def _say_back(self) -> None:
        if self.step is not None:
            self._said = say("back at step {number} of {count}", number=self._index(self.at) + 1, count=len(self._steps))

    def on_focus(self, event: events.Focus) -> None:
        """A line over the foot has gone: the step is the one that was left."""
        if self.record is not None and not self._naming and self._left:
            self._say_back()
            self.say_again()
        self._naming = self._left = False

    def on_blur(self, event: events.Blur) -> None:
        """Something else takes the keys now."""
        self._left = self.record is not None

    def seen_again(self) -> None:
        """Another page was looked at: the step is the one that was left."""
        if self.record is not None and self._hidden:
            self._say_back()
            self._keep()
            self.say_again()
        self._hidden = False
        super().seen_again()

    def on_hide(self) -> None:
        """Another page is looked at."""
        self._hidden = self.record is not None

    def on_unmount(self) -> None:
        """The page was left: it is not opened by itself at the next start. Where the desk is left, or falls, it is."""
        if self.app.is_running:
            self._place.left()

    # the words

    def say_again(self) -> None:
        """Draw it anew."""
        for sheet in self.query(Sheet):
            sheet.again()
        self.refresh_bindings()

    def retell(self) -> None:
        """The other language comes first."""
        self._said = ""
        self.say_again()
        super().retell()

    def on_resize(self, event: events.Resize) -> None:
        """Other sizes set the words otherwise."""
        super().on_resize(event)
        self.call_after_refresh(self.say_again)
