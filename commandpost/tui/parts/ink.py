"""Hands every part of the screen the same few inks, so that a colour means one thing everywhere (SCREENS)."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.style import Style
from textual.css.query import NoMatches
from textual.widget import Widget

INKS = (
    "quiet", "faint", "strong", "accent", "flag", "late", "level-I", "level-II", "level-III", "level-IV",
    "struck", "chosen",
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


def inks_of(widget: Widget) -> dict[str, Style]:
    """Give the inks of the screen that the widget stands on."""
    try:
        return widget.screen.query_one(InkWell).inks
    except NoMatches:
        return NO_INKS


def level_ink(level: str | None) -> str:
    """Give the ink of a response level; none has none."""
    return f"level-{level}" if level else ""
