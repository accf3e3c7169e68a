"""A pane is a question and what it shows: asked in a thread, drawn anew when its tables changed (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.widget import Widget

from commandpost.tui.parts.errand import Errand

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.ask.calls import Call
    from commandpost.tui.parts.desk_screen import DeskScreen
    from commandpost.tui.parts.table_columns import Row


WIDE, VAST, HIGH = 100, 160, 30  # from these sizes on a pane shows more


class Pane(Widget):
    """One view of the book. A subclass names its questions in `asks` and draws each answer in `show`."""

    DEFAULT_CSS = "Pane { height: 1fr; layout: vertical; border-top: solid $faint; }"
    SCOPED_CSS = False

    number = ""  # of the incident that the whole page is about, where it is about one

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._errands: dict[str, Errand] = {}
        self._held: list[Callable[[], None]] = []
        self._stale = False

    # What a pane says of itself

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """Name what this pane wants to know now: question id -> (arguments, options)."""
        raise NotImplementedError

    def show(self, question: str, record: Any) -> None:
        """Draw the answer to one question."""
        raise NotImplementedError

    def first(self, board: Any) -> None:
        """The desk was just opened and brought its board along."""
        self.ask()

    def missed(self, question: str, error: Exception) -> None:
        """A question could not be answered: one line on the page, what is shown stays."""
        self.frame.complain(error)

    def tick(self) -> None:
        """A second has passed: draw what counts."""

    def take_keys(self) -> None:
        """Focus what the keys move in."""
        for widget in self.query("*"):
            if widget.focusable:
                self.screen.set_focus(widget)  # at once, or it would take the keys back from a line opened meanwhile
                return

    def choose(self, key: str) -> None:
        """Put the cursor on a row by its key, as soon as it is shown."""

    def number_here(self) -> str:
        """Give the number of the incident that one stands on, or nothing."""
        return ""

    def alarm_here(self) -> str | None:
        """Give the obligation whose alarm one stands on, where the page is a list of alarms: nothing where it stands on none."""
        return None

    def alarms_in_sight(self) -> tuple[str, ...]:
        """Give the obligations whose alarms the page shows, where it is a list of them."""
        return ()

    def why_off(self, action: str) -> str | None:
        """Say why an action of this page is off now; None when it is on, or nobody can say."""
        return None

    def retell(self) -> None:
        """The language or the theme was changed: say everything anew."""
        self.ask()

    # What the base does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that is off is shown as such."""
        return None if self.why_off(action) is not None else True

    def on_key(self, event: events.Key) -> None:
        """A key that is off says why when it is pressed."""
        if event.key not in self._bindings.key_to_bindings and not self.frame.preferences.keymap:
            return  # none of ours: most keys move in a list, and are not made to wait for all that hold
        off = self.screen.active_bindings.get(event.key)  # the user's own keys are among them
        if off is not None and not off.enabled and off.node is self:
            action = off.binding.action.partition("(")[0].rpartition(".")[2]
            if (why := self.why_off(action)) is not None:
                self.frame.standing.say(why)
                event.stop()
                return

    @property
    def frame(self) -> DeskApp:
        """The app that this pane stands in."""
        return cast("DeskApp", self.app)

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen that this pane stands on."""
        return cast("DeskScreen", self.screen)

    @property
    def was_left(self) -> bool:
        """Whether the page was left before it was put together: a key pressed in a rush behind the one that opened it."""
        return self._pruning or not self.is_attached

    def on_mount(self) -> None:
        """Ask for the first time, if the desk is already open."""
        if not self.was_left:
            self.take_keys()
            self.ask()

    def on_resize(self, event: events.Resize) -> None:
        """Say how much room there is, for the style beside the pane."""
        wide, high = event.size.width, self.app.size.height
        self.set_class(wide >= WIDE, "-wide")
        self.set_class(wide >= VAST, "-vast")
        self.set_class(high >= HIGH, "-high")

    def ask(self, *questions: str) -> None:
        """Ask the questions named anew (all of them, when none is named)."""
        desk = self.frame.desk
        if desk is None:
            return
        for question, (words, options) in self.asks().items():
            if questions and question not in questions:
                continue
            errand = self._errands.setdefault(question, Errand(self, f"ask {question}"))
            errand.run(
                partial(desk.ask, question, *words, **options),
                partial(self._landed, question),
                partial(self._missed, question),
            )

    def changed(self, tables: frozenset[str] | None) -> None:
        """Ask those questions anew that read one of the tables; a pane nobody looks at, once when it is seen again."""
        desk = self.frame.desk
        if desk is None:
            return
        mine = [question for question in self.asks() if tables is None or desk.reads(question) & tables]
        if not mine:
            return
        if self.frame.page is not self.screen:
            self._stale = True
            return
        self.ask(*mine)

    def seen_again(self) -> None:
        """The pane is looked at again after another one was."""
        if self._stale:
            self._stale = False
            self.ask()

    @property
    def redrawing(self) -> bool:
        """True while what is shown may be old: an answer is on its way."""
        return any(errand.out for errand in self._errands.values())

    def row_key(self, act: Callable[[], None]) -> None:
        """Run what a row key means, as soon as what is shown is true; `act` carries the row as shown then."""
        if self.redrawing or self.frame.doing.busy:
            self._held.append(act)
        else:
            act()

    async def form_on(
        self, now: Callable[[], Row | None], call: Callable[[Row], Call], why_not: Callable[[Row], str | None] = lambda row: None
    ) -> None:
        """Open the form of a verb for a row as it was shown, once what is shown is true; for no other row, if that one has gone.

        `now` gives the row as it stands then, `call` the verb with its words, `why_not` why it cannot be done to it.
        """

        def found() -> Call | None:
            if (row := now()) is None:
                self.frame.standing.row_gone()
            elif why := why_not(row):
                self.frame.standing.say(why)
            else:
                return call(row)
            return None

        def landed() -> None:
            if (wanted := found()) is not None:
                verb, words, options = wanted
                self.frame.run_worker(self.frame.ask_verb(verb, *words, **options))

        if self.redrawing or self.frame.doing.busy:
            self.row_key(landed)
        elif (wanted := found()) is not None:  # at once, so that the keys typed next fall into the form
            verb, words, options = wanted
            await self.frame.ask_verb(verb, *words, **options)

    def _landed(self, question: str, record: Any) -> None:
        self.show(question, record)
        self.release()

    def _missed(self, question: str, error: Exception) -> None:
        self.missed(question, error)
        self.release()

    def release(self) -> None:
        """Let the held row keys act, if what is shown is true now."""
        if self._held and not self.redrawing and not self.frame.doing.busy:
            held, self._held = self._held, []
            for act in held:
                act()
