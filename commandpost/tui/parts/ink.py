"""Hands every part of the screen the same few inks, so that a colour means one thing everywhere (SCREENS)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import ClassVar, cast

from rich.style import Style
from textual.css.query import NoMatches
from textual.widget import Widget

INKS = (
    "quiet", "faint", "strong", "accent", "flag", "late", "level-I", "level-II", "level-III", "level-IV",
    "struck", "chosen", "found",
)  # fmt: skip
NO_INKS: dict[str, Style] = {}


class InkWell(Widget):
    """Holds the inks of the theme in force for the screen it stands on (desk.tcss); it is never seen."""

    DEFAULT_CSS = "InkWell { display: none; }\n" + (Path(__file__).parent.parent / "desk.tcss").read_text(
        encoding="utf-8"
    )
    COMPONENT_CLASSES: ClassVar = {f"ink--{name}" for name in INKS}

    _inks: dict[str, Style] | None = None

    @property
    def inks(self) -> dict[str, Style]:
        """The inks by name; a new dictionary whenever the theme changes, so that old paint can be told from new."""
        if self._inks is None:
            self._inks = {name: self.get_component_rich_style(f"ink--{name}", partial=True) for name in INKS}
        return self._inks

    def notify_style_update(self) -> None:
        """Forget the inks: the theme was changed."""
        super().notify_style_update()
        self._inks = None


class Paints(dict[str, Style]):
    """The inks laid on one widget's paper: to paint a line nothing has to be mixed any more (MEASURED 4)."""

    def __init__(self, inks: dict[str, Style], paper: Style) -> None:
        super().__init__({name: paper + ink for name, ink in inks.items()})
        self.inks, self.paper = inks, paper

    def __missing__(self, name: str) -> Style:
        return self.paper

    def over(self, name: str) -> Paints:
        """The same inks over a paper of another colour, for the chosen row; a reversed row keeps one colour, and what is underlined or struck."""
        paper = self[name]
        inks = {name: ink.without_color for name, ink in self.inks.items()} if paper.reverse else self.inks
        return Paints(inks, paper)


class Painted:
    """What a widget does that paints its own lines; no widget itself, for Textual inherits style along one line only."""

    _paints: Paints | None = None
    _well: InkWell | None = None

    @property
    def paints(self) -> Paints:
        """The inks of the screen on this widget's paper; new ones whenever the theme or the style changes."""
        widget = cast("Widget", self)
        if self._well is None:
            with suppress(NoMatches):
                self._well = widget.screen.query_one(InkWell)
        inks = self._well.inks if self._well is not None else NO_INKS
        if self._paints is None or self._paints.inks is not inks:
            self._paints = Paints(inks, widget.rich_style)
        return self._paints

    def notify_style_update(self) -> None:
        """Forget the paper: the style was changed."""
        super().notify_style_update()  # type: ignore[misc]
        self._paints = None


def level_ink(level: str | None) -> str:
    """Give the ink of a response level; none has none."""
    return f"level-{level}" if level else ""
