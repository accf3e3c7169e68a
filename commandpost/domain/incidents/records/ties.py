"""What is known of two incidents that somebody wants to tie, and the ties of one as it is shown (R4.1)."""

from __future__ import annotations

from typing import NamedTuple


class TieEnd(NamedTuple):
    """One of two incidents: its number, whether it ended, whether it is a drill or was written down after the fact, and how it is merged already."""

    number: str
    ended: bool
    drill: bool
    after_the_fact: bool
    merged_into: str | None
    holds: tuple[str, ...]


class Ties(NamedTuple):
    """The ties of an incident by number: those merged into it, and those linked with it."""

    merged: tuple[str, ...]
    links: tuple[str, ...]
