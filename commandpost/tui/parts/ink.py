"""Hands every part of the screen the same few inks, so that a colour means one thing everywhere (SCREENS)."""

from __future__ import annotations

from typing import cast

from rich.style import Style
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget

INKS = (
    "quiet", "faint", "strong", "accent", "flag", "late", "level-I", "level-II", "level-III", "level-IV",
    "struck", "chosen",
)  # fmt: skip

CLASSES = {f"ink--{name}" for name in INKS}
NO_INKS: dict[str, Style] = {}


class Inked:
    """What a screen does that knows the inks of the theme in force (desk.tcss)."""

    _inks: dict[str, Style] | None = None

    @property
    def inks(self) -> dict[str, Style]:
        """The inks by name; a new dictionary whenever the theme changes, so that old paint can be told from new."""
        if self._inks is None:
            screen = cast("Widget", self)
            self._inks = {name: screen.get_component_rich_style(f"ink--{name}", partial=True) for name in INKS}
        return self._inks

    def notify_style_update(self) -> None:
        """Forget the inks: the theme was changed."""
        super().notify_style_update()  # type: ignore[misc]
        self._inks = None


class InkScreen(Inked, Screen[ScreenResultType]):
    """A page with inks."""

    COMPONENT_CLASSES = CLASSES


class InkModal(Inked, ModalScreen[ScreenResultType]):
    """A page over another one, with inks; the keys of the desk rest while it is there."""

    COMPONENT_CLASSES = CLASSES


def inks_of(widget: Widget) -> dict[str, Style]:
    """Give the inks of the screen that the widget stands on."""
    screen = widget.screen
    return screen.inks if isinstance(screen, Inked) else NO_INKS


def level_ink(level: str | None) -> str:
    """Give the ink of a response level; none has none."""
    return f"level-{level}" if level else ""
