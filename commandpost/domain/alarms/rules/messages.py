"""Gathers alarms for one person on one channel within a minute into one message (ANCHORS: merged, bundled; a digest on waking)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commandpost.store.instant import seconds_between

MINUTE_S = 60
HANDFUL = 5  # more at once are one digest that can be walked
TAKEN_FOR_S = 30  # whoever took a message and has said nothing since is taken for dead
ATTEMPTS = 3
DIGEST_S = 10  # what is raised this soon after a digest began was counted in it


class Piece(NamedTuple):
    """One alarm of one person on one channel, with the message that carried it."""

    target: str
    channel: str
    message: str
    raised_at: str


class Fate(NamedTuple):
    """One line of a message's fate."""

    fate: str
    at: str
    alarms: int


def open_messages(pieces: Sequence[Piece], now: str) -> dict[tuple[str, str], str]:
    """Give the message that still takes alarms in, by (person or post, channel): one begun less than a minute ago.

    What a clock that was set back left in the future takes nothing in.
    """
    began: dict[str, str] = {}
    for piece in pieces:
        began[piece.message] = min(piece.raised_at, began.get(piece.message, piece.raised_at))
    return {
        (piece.target, piece.channel): piece.message
        for piece in pieces
        if 0 <= seconds_between(began[piece.message], now) < MINUTE_S
    }


def wants_sending(began: str, alarms: int, fates: list[Fate], now: str) -> bool:
    """Whether a message is to be sent now: never yet, or grown since and its minute over, or its taker died.

    `alarms` is how many it holds, those of a digest's own moment (`grown`) counted as told.
    """
    if not fates:
        return True
    last = fates[-1]
    if last.fate == "taken":
        return abs(seconds_between(last.at, now)) >= TAKEN_FOR_S and _takings(fates) < ATTEMPTS
    return alarms > max(one.alarms for one in fates) and abs(seconds_between(began, now)) >= MINUTE_S


def grown(raised: Sequence[str], began: str, fates: list[Fate]) -> int:
    """Give how many alarms a message holds that need telling: what a digest that was told gathered in its own moment is told with it."""
    told = max((one.alarms for one in fates), default=0)
    if told <= HANDFUL:
        return len(raised)
    own = sum(seconds_between(began, at) <= DIGEST_S for at in raised)
    return len(raised) - max(0, own - told)


def given_up(fates: list[Fate], now: str) -> bool:
    """Whether a message's takers died too often: it has failed."""
    if not fates or fates[-1].fate != "taken" or _takings(fates) < ATTEMPTS:
        return False
    return abs(seconds_between(fates[-1].at, now)) >= TAKEN_FOR_S


def _takings(fates: list[Fate]) -> int:
    """How often it was taken since it was last sent or had failed."""
    count = 0
    for one in reversed(fates):
        if one.fate != "taken":
            break
        count += 1
    return count
