"""On the desk nobody is sent to a shell: what a rule names is a key of the page, or a line behind `:` (DESIGN 4)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

import commandpost.tui.panes.incident  # noqa: F401 - its keys are declared
from commandpost.tui.parts.said_here import said_here


def screen(*on: str, off: tuple[str, ...] = ()) -> Any:
    """A page on which these commands have a key."""
    active = [SimpleNamespace(enabled=name not in off, binding=SimpleNamespace(id=name)) for name in (*on, *off)]
    return SimpleNamespace(active_bindings=dict(enumerate(active)))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("What to hand over: commandpost command handover 26-0001.", "What to hand over: T."),
        ("移交内容见：commandpost command handover 26-0001。", "移交内容见：T。"),
        ("See the list: commandpost deadline list", "See the list: :deadline list"),
        ("Take it by key: commandpost incident set-level 26-0001 II", "Take it by key: :incident set-level 26-0001 II"),
        ("Bring it back: commandpost restore FILE", "Bring it back: commandpost restore FILE"),
        ("commandpost is open already.", "commandpost is open already."),
    ],
)
def test_the_key_of_the_page_or_a_line(sentence: str, said: str) -> None:
    assert said_here(sentence, screen("command.handover", off=("incident.set_level",))) == said
