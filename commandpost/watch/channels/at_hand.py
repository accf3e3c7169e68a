"""Puts together the channels that a watch has at hand: what its terminal, its desktop and the site's settings give it (issue 5, point 1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from commandpost.watch.channels.bell import Bell
from commandpost.watch.channels.contract import Channel
from commandpost.watch.channels.desktop import Desktop
from commandpost.watch.channels.program import Program
from commandpost.watch.channels.terminal import Terminal
from commandpost.watch.channels.toast import Toast


def at_hand(
    *,
    toast: bool = False,
    ring: Callable[[], None] | None = None,
    write: Callable[[str], None] | None = None,
    program: Sequence[str] = (),
    desktop: bool = False,
) -> list[Channel]:
    """Give the channels, quick ones first."""
    found: list[Channel] = [Toast()] if toast else []
    found += [Bell(ring)] if ring is not None else []
    found += [Terminal(write)] if write is not None else []
    found += [Desktop()] if desktop else []
    found += [Program(program)] if program else []
    return found
