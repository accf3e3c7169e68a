"""A column longer than its room: its bar keeps a cell of its own and stands where its lines do, from the first look on (DESIGN 4)."""

from __future__ import annotations

from textual.scroll_view import ScrollView

from commandpost.tui.parts.ink import Painted


class Scrolled(Painted, ScrollView):
    """Lines painted one by one, with a bar beside them when they are many."""

    # the cell of the bar is kept free: lines folded before there was a bar would be too long once it is there
    DEFAULT_CSS = """
    Scrolled { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; overflow-x: hidden; }
    """

    def watch_show_vertical_scrollbar(self, _: bool, there: bool) -> None:
        """What was scrolled before the bar was there, the bar was not told."""
        if there:
            self.vertical_scrollbar.position = self.scroll_y
