"""The panes of the desk by name, each with the module that is loaded when it is first opened (DESIGN 4)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commandpost.tui.parts.pane import Pane

FIRST = "board"

PANES: dict[str, str] = {
    "board": "commandpost.tui.panes.board:Board",
}


def pane_class(name: str) -> type[Pane]:
    """Load a pane by its name."""
    module, _, found = PANES[name].partition(":")
    return getattr(import_module(module), found)  # type: ignore[no-any-return]
