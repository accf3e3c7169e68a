"""What the keys of the whole desk do, on whatever page one is: each goes somewhere, or opens a line at the foot (DESIGN 4)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual.app import App

from commandpost.locale.words import LANGUAGES, language, say, set_language
from commandpost.tui.keys import GLOBAL, bound, key_of
from commandpost.tui.themes import THEMES

if TYPE_CHECKING:
    from commandpost.tui.parts.desk_screen import DeskScreen
    from commandpost.tui.parts.going import Going
    from commandpost.tui.parts.standing import Standing
    from commandpost.tui.parts.walk import Walk


class DeskKeys(App[int]):
    """The actions of the keys in keys.py; the frame is one of these."""

    BINDINGS = bound(*GLOBAL)

    furnished: asyncio.Event
    standing: Standing
    walk: Walk | None

    if TYPE_CHECKING:

        @property
        def going(self) -> Going: ...
        @property
        def page(self) -> DeskScreen | None: ...
        def retell(self) -> None: ...

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
        if action in ("report_line", "command_line", "search", "jump", "acknowledge"):
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

    def action_lists(self) -> None:
        """Open the checklists of the incident one stands on or in, else of the most urgent one."""
        self.going.lists(self.page.pane_here.number_here() if self.page is not None else "")

    def action_cards(self) -> None:
        """Open the action cards, for the incident one stands on or in."""
        self.going.cards(self.page.pane_here.number_here() if self.page is not None else "")

    def action_help(self) -> None:
        """Show the keys that work here."""
        self.going.help()

    async def action_jump(self) -> None:
        """Show a letter over every place one can go to on this page."""
        await self.furnished.wait()
        self.going.jump()

    async def action_acknowledge(self) -> None:
        """Answer the alarm that is shown, or the one that one stands on."""
        await self.furnished.wait()
        await self.going.acknowledge()

    def action_alarms(self) -> None:
        """Open the list of everything that waits for an answer."""
        self.going.alarms()

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
