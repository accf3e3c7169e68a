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
from textual.app import SystemCommand
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from commandpost.locale.words import set_language
from commandpost.tui.panes_table import FIRST, PANES
from commandpost.tui.parts.desk_keys import DeskKeys
from commandpost.tui.parts.desk_screen import DeskScreen
from commandpost.tui.parts.preferences import Preferences
from commandpost.tui.themes import THEMES, theme_for

# What the first paint does not need is imported after it, in the methods that need it; a test holds that.
if TYPE_CHECKING:
    from commandpost.desk import Desk
    from commandpost.domain.core.clock import Clock
    from commandpost.domain.core.ids import Ids
    from commandpost.tui.opener import Opener
    from commandpost.tui.parts.alerts import Alerts
    from commandpost.tui.parts.doing import Doing
    from commandpost.tui.parts.drafts import Drafts
    from commandpost.tui.parts.going import Going
    from commandpost.tui.parts.standing import Standing
    from commandpost.tui.parts.telling import Teller
    from commandpost.tui.parts.walk import Walk


class DeskApp(DeskKeys):
    """The desk on the screen."""

    TITLE = "commandpost"
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

    @cached_property
    def alerts(self) -> Alerts:
        """What fell due and waits for an answer, and the watch that tells of it."""
        from commandpost.tui.parts.alerts import Alerts

        return Alerts(self)

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
        """A key takes a greeting away, and what has been read."""
        if isinstance(event, events.Key) and self.furnished.is_set():
            self.standing.key_heard()
            self.alerts.key_heard()
        await super().on_event(event)

    def desk_screens(self) -> Iterable[DeskScreen]:
        """Every screen with a pane, seen or not."""
        for mode in PANES:
            with contextlib.suppress(KeyError):
                yield from (screen for screen in self.get_screen_stack(mode) if isinstance(screen, DeskScreen))

    def changed(self, tables: frozenset[str] | None) -> None:
        """Somebody wrote: the strips and exactly the panes concerned ask again."""
        self.standing.ask(tables)
        self.alerts.ask(tables)
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
        self.alerts.ask(None)
        for screen in self.desk_screens():
            screen.retell()

    def teller(self) -> Teller:
        """Give who knows the words of the plan in force."""
        from commandpost.tui.parts.telling import Teller

        assert self.desk is not None  # noqa: S101 - asked for when answers are there
        return Teller(self.desk.plan, self.standing.zone)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Ours stand in palette.py."""
        return ()

    async def action_quit(self) -> None:
        """Leave; what was entered is done first."""
        self.action_walk_leave()
        if self.furnished.is_set():
            from commandpost.tui.parts.ending import all_done

            await all_done(self)
        self.exit(0)

    def new_key(self) -> str:
        """Give a submission key that nothing else carries."""
        return self.desk.new_id() if self.desk is not None else self.ids()


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
    app.alerts.leave()
    if app.desk is not None:
        app.desk.close()
    return app.return_code or code or 0
