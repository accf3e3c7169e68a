"""The screen every pane stands on: the two strips above it, the line one types in and the keys below it (DESIGN 4)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.widget import Widget

from commandpost.tui.parts.ink import InkScreen
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.strips import KeyLine, NextStrip, OneLine, StatusStrip

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.bottom_line import BottomLine


class DeskScreen(InkScreen[None]):
    """One pane in the frame of the desk."""

    DEFAULT_CSS = """
    DeskScreen { layout: vertical; overflow: hidden; }
    DeskScreen > Pane { border-top: solid $faint; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-vast")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012
    AUTO_FOCUS = "Pane PagedTable, Pane LogView"

    def __init__(self, pane: Pane) -> None:
        if pane.STYLE:
            self.CSS_PATH = Path(pane.STYLE)  # type: ignore[misc]  # the style lies beside the pane
        super().__init__()
        self.pane = pane
        self._back_to: Widget | None = None

    @property
    def frame(self) -> DeskApp:
        """The app."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """The frame around the pane."""
        yield StatusStrip()
        yield NextStrip()
        yield self.pane
        yield KeyLine()

    def tick(self) -> None:
        """A second has passed."""
        self.query_one(StatusStrip).refresh()
        self.query_one(NextStrip).refresh()
        self.pane.tick()

    def told_anew(self) -> None:
        """What the strips say has changed."""
        for strip in self.query(OneLine):
            strip.refresh()

    def retell(self) -> None:
        """The language was changed."""
        self.told_anew()
        self.pane.retell()
        if (line := self.bottom) is not None:
            line.retell()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Looked at again."""
        self.told_anew()
        self.pane.seen_again()

    # the line at the foot

    @property
    def bottom(self) -> BottomLine | None:
        """The line that is being typed in, if there is one."""
        from commandpost.tui.parts.bottom_line import BottomLine

        try:
            return self.query_one("#bottom", BottomLine)
        except NoMatches:
            return None

    async def open_line(self, line: BottomLine) -> None:
        """Open a line to type in; one that is open gives way, its words are kept."""
        if (old := self.bottom) is not None:
            await old.remove()
        else:
            self._back_to = self.focused
        await self.mount(line, before=self.query_one(KeyLine))

    async def close_line(self) -> None:
        """Give the place and the keys back to the pane."""
        if (line := self.bottom) is not None:
            await line.remove()
            if self._back_to is not None and self._back_to.is_attached:
                self._back_to.focus()

    async def on_bottom_line_closed(self, event: Any) -> None:
        """The line is done, or its words wait."""
        event.stop()
        await self.close_line()
