"""One line to type in: the terminal's own cursor stands where the next character goes, nothing pasted is lost."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from commandpost.locale.words import say

LONGEST = 8_000  # characters; more than that is a file, not a shout


class Line(Input):
    """An Input for people who type while somebody shouts, in Chinese too."""

    DEFAULT_CSS = """
    Line, Line:focus { background: $background; }
    """

    takes_words = True  # no key is a command here

    class Entered(Message):
        """Enter was pressed: these are the words, already taken out of the line."""

        def __init__(self, line: Line, text: str) -> None:
            super().__init__()
            self.line, self.text = line, text

        @property
        def control(self) -> Line:
            """The line they were typed in."""
            return self.line

    class TooLong(Message):
        """What was typed or pasted does not fit on the line; nothing was taken."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, text: str = "", *, field: bool = False, **options: str | None) -> None:
        super().__init__(text, compact=True, select_on_focus=False, **options)  # type: ignore[arg-type]
        self._field = field  # a field of a form keeps its words on Enter
        self.cursor_blink = False
        self._rests_until = 0.0
        self.holds: Callable[[str], bool] | None = None  # whoever owns the line may want to ask before these words are taken

    def on_mount(self) -> None:
        """Remember whom to leave: the screen would keep a line that is gone for as long as nobody selects with the mouse."""
        self._listens = self.screen.text_selection_started_signal

    def on_unmount(self) -> None:
        """It is gone."""
        self._listens.unsubscribe(self)

    def rest(self, seconds: float) -> None:
        """Take no Enter for a moment: the finger that chose something in a list above may still be down."""
        self._rests_until = time.monotonic() + seconds

    async def _on_key(self, event: events.Key) -> None:
        """Do what a key means in the line (Backspace, ctrl+u, Enter) before the keys typed after it.

        Textual alone does it when the key has bubbled up to the app, and a key typed in a rush is already in the line.
        """
        for binding in () if event.is_printable else self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):  # else it is none of the line's: ↓ moves in the list below
                event.stop()
                event.prevent_default()

    async def action_submit(self) -> None:
        """Take the words at once, so that a second Enter finds an empty line and what is typed next is a new one."""
        if time.monotonic() < self._rests_until or (self.holds is not None and self.holds(self.value)):
            return
        self.post_message(self.Entered(self, self.value))
        if not self._field:
            self.value = ""  # after the message, so that whoever keeps drafts hears of the Enter first

    def put(self, text: str) -> None:
        """Put words into the line, the cursor behind them."""
        self.value = text
        self.cursor_position = len(text)

    def on_paste(self, event: events.Paste) -> None:
        """Take every line of what was pasted, as one; Textual alone would keep the first only."""
        event.prevent_default()
        event.stop()
        text = " ".join(part.strip() for part in event.text.splitlines() if part.strip())
        if len(self.value) + len(text) > LONGEST:
            count = len(event.text)
            what = say("That is {count} characters: too long for a line. Nothing was taken.", count=count)
            self.post_message(self.TooLong(f"{what} {say('Save it as a file and import it: log import FILE.csv')}"))
            return
        start, end = sorted(self.selection)
        self.replace(text, start, end)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next character will stand; Textual alone is a cell off at the line's end."""
        x, y, _, _ = self.content_region
        scrolled, _ = self.scroll_offset
        return Offset(x + self._position_to_cell(self.cursor_position) - scrolled, y)

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Follow a long line that moves under the cursor."""
        super().watch_scroll_x(old_value, new_value)
        self.tell_terminal()

    def on_resize(self, event: events.Resize) -> None:
        """Follow the line when it is laid out anew."""
        self.tell_terminal()

    def tell_terminal(self) -> None:
        """Put the terminal's own cursor where the next character goes; called where the line may have moved."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset


async def do_in_order(owner: Widget, event: events.Key) -> None:
    """Do what a key means to whoever holds the line, before the keys typed after it: the line does its own at once, and what it leaves is done here."""
    for binding in () if event.is_printable else owner._bindings.key_to_bindings.get(event.key, ()):
        event.stop()
        event.prevent_default()
        await owner.app.run_action(binding.action, owner)
