"""The frame of the desk: paints itself first, opens the book behind it, ticks, keeps the panes (DESIGN 4)."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import io
from collections.abc import Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.console import Console
from textual import events
from textual.app import App, SystemCommand
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from commandpost.locale.words import LANGUAGES, language, say, set_language
from commandpost.tui.keys import GLOBAL, bound, key_of
from commandpost.tui.panes_table import FIRST, PANES
from commandpost.tui.parts.desk_screen import DeskScreen
from commandpost.tui.parts.preferences import Preferences
from commandpost.tui.themes import THEMES, theme_for

# What the first paint does not need is imported after it, in the methods that need it; a test holds that.
if TYPE_CHECKING:
    from commandpost.desk import Desk
    from commandpost.domain.core.clock import Clock
    from commandpost.domain.core.ids import Ids
    from commandpost.tui.opener import Opener
    from commandpost.tui.parts.doing import Doing
    from commandpost.tui.parts.drafts import Drafts
    from commandpost.tui.parts.going import Going
    from commandpost.tui.parts.standing import Standing
    from commandpost.tui.parts.telling import Teller
    from commandpost.tui.parts.walk import Walk


class DeskApp(App[int]):
    """The desk on the screen."""

    TITLE = "commandpost"
    BINDINGS = bound(*GLOBAL)
    DEFAULT_MODE = FIRST
    MODES: ClassVar = {name: partial(DeskScreen, name) for name in PANES}

    theme: Reactive[str] = Reactive(theme_for)  # ours from the first paint on

    clock: Clock  # until the desk is open and brings its own
    ids: Ids
    drafts: Drafts
    doing: Doing
    standing: Standing

    def __init__(self, opener: Opener) -> None:
        super().__init__()
        self.opener = opener
        self.preferences = Preferences(self, getattr(opener, "settings", None))
        self.set_reactive(DeskApp.theme, self.preferences.theme())
        self.set_keymap(self.preferences.keymap)
        self.desk: Desk | None = None
        self.painted = False
        self.furnished = asyncio.Event()
        self.walk: Walk | None = None

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes of the desk; others know nothing of its levels."""
        return THEMES

    @cached_property
    def going(self) -> Going:
        """Where one may go from here."""
        from commandpost.tui.parts.going import Going

        return Going(self)

    @property
    def page(self) -> DeskScreen | None:
        """The page that is seen, if it is one with a pane: nothing lies over it, and the desk is not being left."""
        top = self.screen_stack[-1:]
        return top[0] if top and isinstance(top[0], DeskScreen) else None

    @property
    def page_under(self) -> DeskScreen | None:
        """The page that is seen, or that lies under a panel."""
        return next((one for one in reversed(self.screen_stack) if isinstance(one, DeskScreen)), None)

    # opening: the frame, then the rows, then the pen

    def on_mount(self) -> None:
        """The frame is being painted; what follows waits for it."""
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        from commandpost.tui.parts.opening import Opening

        self.painted = True
        await Opening(self).begin(cast("DeskScreen", self.screen))

    async def on_event(self, event: events.Event) -> None:
        """The first key takes a greeting away."""
        if isinstance(event, events.Key) and self.furnished.is_set():
            self.standing.key_heard()
        await super().on_event(event)

    def desk_screens(self) -> Iterable[DeskScreen]:
        """Every screen with a pane, seen or not."""
        for mode in PANES:
            with contextlib.suppress(KeyError):
                yield from (screen for screen in self.get_screen_stack(mode) if isinstance(screen, DeskScreen))

    def changed(self, tables: frozenset[str] | None) -> None:
        """Somebody wrote: the strips and exactly the panes concerned ask again."""
        self.standing.ask(tables)
        for screen in self.desk_screens():
            screen.pane_here.changed(tables)

    def released(self) -> None:
        """A verb is done: row keys that waited may act."""
        for screen in self.desk_screens():
            screen.pane_here.release()

    def complain(self, error: Exception, *, stays: bool = False) -> None:
        """Say what is wrong and what to do."""
        self.standing.complain(error, stays=stays)

    def retell(self) -> None:
        """Say everything anew: the language was changed."""
        for screen in self.desk_screens():
            screen.retell()

    def teller(self) -> Teller:
        """Give who knows the words of the plan in force."""
        from commandpost.tui.parts.telling import Teller

        assert self.desk is not None  # noqa: S101 - asked for when answers are there
        return Teller(self.desk.plan, self.standing.zone)

    def new_key(self) -> str:
        """Give a submission key that nothing else carries."""
        return self.desk.new_id() if self.desk is not None else self.ids()

    # the keys of the whole desk

    async def action_report_line(self) -> None:
        """Report an incident in one line."""
        await self.open_quick(verbs=False)

    async def action_command_line(self) -> None:
        """Type a verb, or a report."""
        await self.open_quick(verbs=True)

    async def open_quick(self, *, verbs: bool, text: str = "", wrong: str | None = None) -> None:
        """Open the quick line, with words in it or those that were kept, and with what was wrong with them."""
        await self.furnished.wait()  # a key pressed into the first paint waits, with all that are typed after it
        await self.going.line(verbs=verbs, text=text, wrong=wrong)

    async def ask_verb(self, verb: str, *words: Any, **options: Any) -> None:
        """Ask for the words of a verb that are not known yet, in a form at the foot of the page, and do it."""
        await self.furnished.wait()
        await self.going.form(verb, words, options)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that open a line are letters while one is being typed in, and rest under a page that lies over this one."""
        if action.startswith("walk_"):
            return self.walk is not None and self.page is not None and self.walk.takes(action, self.page)
        if action == "search" and self.page is not None and getattr(self.page.pane, "begins_anew", False):
            return True
        if action in ("report_line", "command_line", "search", "jump"):
            return self.page is not None and not getattr(self.focused, "takes_words", False)
        return True

    def action_pane(self, name: str) -> None:
        """Go to a pane, to its first page."""
        self.going.home(name)

    def open_incident(self, number: str) -> None:
        """Open an incident."""
        self.going.incident(number)

    async def action_search(self) -> None:
        """Find what was written down."""
        await self.furnished.wait()
        self.going.search()

    def action_duty(self) -> None:
        """Open today's duty log."""
        self.going.book("duty")

    def action_hear(self) -> None:
        """Open the list of those who are to be heard: of the incident that the page is about, else of the whole desk."""
        self.going.hearing(self.page.pane_here.number if self.page is not None else "")

    def action_help(self) -> None:
        """Show the keys that work here."""
        self.going.help()

    async def action_jump(self) -> None:
        """Show a letter over every place one can go to on this page."""
        await self.furnished.wait()
        self.going.jump()

    def action_walk_begin(self) -> None:
        """Take the walk that is offered."""
        if self.walk is not None:
            self.walk.begin()

    def action_walk_leave(self) -> None:
        """Leave the walk."""
        if self.walk is not None:
            self.walk.leave()

    def action_settings(self) -> None:
        """Show the settings of this laptop, and every key."""
        self.going.settings()

    def action_command_palette(self) -> None:
        """Show every command."""
        self.going.palette()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Ours stand in palette.py."""
        return ()

    def action_language(self) -> None:
        """Speak the other language."""
        set_language(next(code for code in LANGUAGES if code != language()))
        self.retell()

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, night, plain."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_help_quit(self) -> None:
        """Somebody pressed ctrl+c to leave: say how one does, in the language spoken."""
        if self.furnished.is_set():
            self.standing.say(say("{key} leaves the desk.", key=key_of("desk.quit")))

    async def action_quit(self) -> None:
        """Leave; what was entered is done first."""
        self.action_walk_leave()
        if self.furnished.is_set():
            from commandpost.tui.parts.ending import all_done

            await all_done(self)
        self.exit(0)


def run(open_desk: Opener, lang: str) -> int:
    """Sit down at the desk; returns the exit code when it is left."""
    set_language(lang)
    gc.disable()  # until the rows are there: nothing that is loaded now is garbage
    app = DeskApp(open_desk)
    app.error_console = Console(file=io.StringIO())  # a fault is told in one line; its traceback is for the log file
    code = app.run()
    if (fault := app._exception) is not None:
        from commandpost.tui.parts.ending import fell

        fell(app, fault)
    if app.desk is not None:
        app.desk.close()
    return app.return_code or code or 0
