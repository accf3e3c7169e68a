"""The frame of the desk: paints itself first, opens the book behind it, ticks, keeps the panes (DESIGN 4)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import App, SystemCommand
from textual.screen import Screen

from commandpost.domain.core.clock import Clock, SystemClock
from commandpost.domain.core.ids import Ids, UuidIds
from commandpost.locale.words import LANGUAGES, language, say, set_language
from commandpost.tui.keys import GLOBAL, bound
from commandpost.tui.panes_table import FIRST, PANES, pane_class
from commandpost.tui.parts.desk_screen import DeskScreen
from commandpost.tui.parts.doing import Doing
from commandpost.tui.parts.drafts import QUICK, Drafts
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.standing import Standing
from commandpost.tui.themes import NAMES, THEMES, theme_for

if TYPE_CHECKING:
    from commandpost.desk import Desk
    from commandpost.tui.opener import Opener
    from commandpost.tui.parts.telling import Teller

log = logging.getLogger("commandpost.tui")
POLL_S = 0.25  # so often the desk looks whether another process wrote


def _screen_of(name: str) -> DeskScreen:
    return DeskScreen(pane_class(name)())


class DeskApp(App[int]):
    """The desk on the screen."""

    CSS_PATH = "desk.tcss"
    TITLE = "commandpost"
    BINDINGS = bound(*GLOBAL)
    DEFAULT_MODE = FIRST
    MODES: ClassVar = {name: partial(_screen_of, name) for name in PANES}

    def __init__(self, opener: Opener, clock: Clock | None = None, ids: Ids | None = None) -> None:
        super().__init__()
        self.opener = opener
        self.clock: Clock = clock or SystemClock()  # until the desk is open and brings its own
        self._ids: Ids = ids or UuidIds(self.clock)
        self.desk: Desk | None = None
        self.drafts = Drafts(self)
        self.doing = Doing(self)
        self.standing = Standing(self)
        self._errand = Errand(self, "open")
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = theme_for()

    # opening: the frame, then the rows, then the pen

    def on_mount(self) -> None:
        """The frame is painted; open the book behind it."""
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):
            if number is not None:
                with contextlib.suppress(
                    NotImplementedError, ValueError, RuntimeError
                ):  # Windows, or not the main thread
                    asyncio.get_running_loop().add_signal_handler(number, self._told_to_stop)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if not self.opener.exists():
            from commandpost.tui.panes.first_run import FirstRun

            self.push_screen(FirstRun(self.opener, self.standing.now_s), self._made)
        else:
            self.open()

    def _made(self, desk: Desk | None) -> None:
        if desk is not None:
            self._opened(desk)

    def open(self) -> None:
        """Open the desk in a thread."""
        self._errand.run(self.opener, self._opened, self._not_opened)

    def _opened(self, desk: Desk) -> None:
        self.desk = desk
        self.standing.opened()
        self.changed(None)
        self.retell()
        self.set_interval(POLL_S, self._poll)
        self._tick()
        places = self.doing.take_up(self.drafts.opened())
        self.doing.warm()
        if QUICK in places:
            self.notify_line(say("A half-typed line was kept. n brings it back."))
        elif places:
            self.notify_line(say("A half-typed entry was kept for {book}.", book=places[0].removeprefix("entry:")))

    def _not_opened(self, error: Exception) -> None:
        self.complain(error, stays=True)

    def _told_to_stop(self) -> None:
        self.drafts.flush()
        self.exit(0)

    # the seconds, and other people's writing

    def _tick(self) -> None:
        for screen in self.screen_stack[-1:]:
            if isinstance(screen, DeskScreen):
                screen.tick()
        self.standing.tick()
        self.set_timer(self.standing.to_next_second(), self._tick)

    def _poll(self) -> None:
        if self.desk is not None and self.desk.changed():
            self.changed(None)

    def desk_screens(self) -> Iterable[DeskScreen]:
        """Every screen with a pane, seen or not."""
        for mode in PANES:
            with contextlib.suppress(KeyError):
                yield from (screen for screen in self.get_screen_stack(mode) if isinstance(screen, DeskScreen))

    def changed(self, tables: frozenset[str] | None) -> None:
        """Somebody wrote: the strips and exactly the panes concerned ask again."""
        self.standing.ask(tables)
        for screen in self.desk_screens():
            screen.pane.changed(tables)

    def released(self) -> None:
        """A verb is done: row keys that waited may act."""
        for screen in self.desk_screens():
            screen.pane.release()

    # saying

    def teller(self) -> Teller:
        """Give who knows the words of the plan in force."""
        from commandpost.tui.parts.telling import Teller

        assert self.desk is not None  # noqa: S101 - asked for when answers are there
        return Teller(self.desk.plan, self.standing.zone)

    def new_key(self) -> str:
        """Give a submission key that nothing else carries."""
        return self.desk.new_id() if self.desk is not None else self._ids()

    def notify_line(self, sentence: str, *, wrong: bool = False, stays: bool = False) -> None:
        """Say one thing at the foot of the page."""
        self.standing.say(sentence, wrong=wrong, stays=stays)

    def complain(self, error: Exception, *, stays: bool = False) -> None:
        """Say what is wrong and what to do; what nobody foresaw goes to the log file with its traceback."""
        refusal = getattr(error, "refusal", None)
        if refusal is None:
            log.error("unforeseen", exc_info=error)
            name = type(error).__name__
            self.notify_line(
                say("Something went wrong here ({name}). The log file has the details.", name=name), wrong=True
            )
        else:
            self.notify_line(refusal.sentence(), wrong=True, stays=stays)

    def retell(self) -> None:
        """Say everything anew: the language was changed."""
        for screen in self.desk_screens():
            screen.retell()

    # the keys of the whole desk

    async def action_report_line(self) -> None:
        """Report an incident in one line."""
        await self.open_quick(verbs=False)

    async def action_command_line(self) -> None:
        """Type a verb, or a report."""
        await self.open_quick(verbs=True)

    async def open_quick(self, *, verbs: bool, text: str = "", wrong: str | None = None) -> None:
        """Open the quick line, with words in it or those that were kept, and with what was wrong with them."""
        from commandpost.tui.parts.command_line import CommandLine

        if isinstance(self.screen, DeskScreen):
            await self.screen.open_line(CommandLine(self, verbs=verbs, text=text, wrong=wrong))

    async def type_verb(self, words: str) -> None:
        """Put a verb on the command line, for its words to be added."""
        chosen = self.screen.pane.number_here() if isinstance(self.screen, DeskScreen) else ""
        if chosen and words.startswith(("incident ", "fact ", "log ")) and words != "incident report ":
            words += f"{chosen} "
        await self.open_quick(verbs=True, text=words)

    def action_pane(self, name: str) -> None:
        """Go to a pane; from something opened in it, back to its first page."""
        self.switch_mode(name)
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def open_incident(self, number: str, *, entry: bool = False) -> None:
        """Open an incident's log."""
        from commandpost.tui.panes.incident import Incident

        self.push_screen(DeskScreen(Incident(number, entry=entry)))

    def action_help(self) -> None:
        """Show the keys that work here."""
        from commandpost.tui.parts.help import Help, keys_here

        self.push_screen(Help(keys_here(self.screen), self.standing.now_s))

    def action_command_palette(self) -> None:
        """Show every command."""
        from commandpost.tui.parts.palette import DeskPalette

        if not DeskPalette.is_open(cast("App[object]", self)):
            self.push_screen(DeskPalette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Ours stand in palette.py."""
        return ()

    def action_language(self) -> None:
        """Speak the other language."""
        set_language(next(code for code in LANGUAGES if code != language()))
        self.retell()

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, plain."""
        self.theme = NAMES[(NAMES.index(self.theme) + 1) % len(NAMES)]

    async def action_quit(self) -> None:
        """Leave; what was entered is done first."""
        for _ in range(500):
            if not self.doing.busy:
                break
            await asyncio.sleep(0.01)
        self.drafts.flush()
        self.exit(0)


def run(open_desk: Opener, lang: str) -> int:
    """Sit down at the desk; returns the exit code when it is left."""
    set_language(lang)
    app = DeskApp(open_desk)
    code = app.run()
    if app.desk is not None:
        app.desk.close()
    return app.return_code or code or 0
