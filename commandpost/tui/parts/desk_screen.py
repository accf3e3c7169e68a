"""The screen every pane stands on: the two strips above it, the line one types in and the keys below it (DESIGN 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from commandpost.tui.panes_table import pane_class
from commandpost.tui.parts.first_paint import FirstPaint

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.bottom_line import BottomLine
    from commandpost.tui.parts.pane import Pane
    from commandpost.tui.parts.strips import KeyLine
    from commandpost.tui.parts.walk import WalkStrip


class DeskScreen(Screen[None]):
    """One pane in the frame of the desk."""

    DEFAULT_CSS = "DeskScreen { layout: vertical; overflow: hidden; }"
    AUTO_FOCUS = ""  # the pane takes the keys itself, before any that are typed into a line opened meanwhile

    def __init__(self, pane: Pane | str) -> None:
        super().__init__()
        self._named = pane if isinstance(pane, str) else ""
        self.pane: Pane | None = None if isinstance(pane, str) else pane
        self._back_to: Widget | None = None

    @property
    def was_left(self) -> bool:
        """Whether the screen was left meanwhile: what was waited for has nowhere to go."""
        return self._pruning or not self.is_attached

    @property
    def frame(self) -> DeskApp:
        """The app."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """The frame around the pane; the very first one is painted before the pane is loaded."""
        if self.frame.painted:
            yield from self._furniture()
        else:
            yield FirstPaint()

    async def furnish(self) -> None:
        """After the first paint: put the real things in."""
        await self.mount_all(self._furniture())
        await self.query(FirstPaint).remove()
        self.pane_here.take_keys()

    def _furniture(self) -> list[Widget]:
        from commandpost.tui.parts.ink import InkWell
        from commandpost.tui.parts.strips import KeyLine, NextStrip, StatusStrip

        if self.pane is None:
            self.pane = pane_class(self._named)()
        above = [InkWell(), StatusStrip(), NextStrip(), *self.frame.alerts.strip(), self.pane]
        if self.frame.walk is not None:
            from commandpost.tui.parts.walk import WalkStrip

            above.append(WalkStrip())
        return [*above, KeyLine()]

    @property
    def pane_here(self) -> Pane:
        """The pane, once it is there."""
        assert self.pane is not None  # noqa: S101 - asked for after furnishing
        return self.pane

    def tick(self) -> None:
        """A second has passed."""
        self.tick_strips()
        if self.pane is not None and self.pane.is_mounted:  # else the second fell between its key and its list
            self.pane.tick()

    def tick_strips(self) -> None:
        """A second has passed, and a panel lies over the page: only its clock and countdowns run on."""
        for strip in self.query(".strip"):
            strip.refresh()

    def told_anew(self) -> None:
        """What the strips say has changed."""
        for strip in self.query(".strip"):
            strip.refresh()
        for line in self.query(".keys"):
            cast("KeyLine", line).anew()

    def retell(self) -> None:
        """The language was changed."""
        self.told_anew()
        if self.pane is not None and self.pane.is_mounted:
            self.pane.retell()
        if (line := self.bottom) is not None:
            line.retell()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Looked at again."""
        self.told_anew()
        if self.pane is not None and self.pane.is_mounted:
            self.pane.seen_again()

    # the line at the foot

    @property
    def bottom(self) -> BottomLine | None:
        """The line that is being typed in, if there is one."""
        # by hand: Textual keeps what `query_one` found, and with it each line that was ever open
        return cast("BottomLine | None", next((one for one in self.children if one.id == "bottom"), None))

    async def open_line(self, line: BottomLine) -> None:
        """Open a line to type in; one that is open gives way, its words are kept."""
        if (old := self.bottom) is not None:
            await old.remove()
        else:
            self._back_to = self.focused
        if self.was_left:
            return
        await self.mount(line, after=self.pane)
        if not line.was_left:
            self._offer_gives_way()
            self.set_focus(line.line)  # at once: the keys typed next are already waiting

    async def on_bottom_line_closed(self, event: BottomLine.Closed) -> None:
        """The line is done, or its words wait: the place and the keys go back to the pane."""
        event.stop()
        if event.line is self.bottom:  # else another line has taken the place meanwhile
            await event.line.remove()
            self._offer_gives_way()
            if self._back_to is not None and self._back_to.is_attached:
                self._back_to.focus()

    def _offer_gives_way(self) -> None:
        for strip in self.query("WalkStrip"):
            cast("WalkStrip", strip).give_way()
