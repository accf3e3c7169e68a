"""What is painted before anything else is loaded: the frame alone, so that the desk is there at once (MEASURED 1)."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from commandpost.locale.words import say
from commandpost.tui.keys import GLOBAL, key_of, told


class FirstPaint(Widget):
    """Lines where the strips, the list and the keys will be; it gives way to them."""

    def render_line(self, y: int) -> Strip:
        """Paint one of them."""
        width, height = self.size
        quiet, faint, accent = (
            Style(color=self.app.theme_variables[name].removeprefix("ansi_")) for name in ("quiet", "faint", "accent")
        )
        if y == 0:
            state = say("opening …")
            gap = " " * (width - len(" commandpost") - cell_len(state) - 2)
            line = [Segment(" commandpost", quiet), Segment(gap), Segment(state, quiet)]
        elif y == 2:
            line = [Segment("─" * width, faint)]
        elif y == height - 1:
            line = [Segment(" ")]
            for key in GLOBAL:
                if key.show:
                    line += [Segment(key_of(key.id), accent), Segment(f" {told(key.says)}  ", quiet)]
        else:
            line = []
        return Strip(line).adjust_cell_length(width).apply_style(self.rich_style)
