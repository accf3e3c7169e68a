"""One thing said over the radio, as it is written down: text, who, channel, place, and the submission key that the screen sends along."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from tests.bench import words


class Said(NamedTuple):
    """What is said."""

    text: str
    by: str
    channel: str
    place: str
    key: str


def spoken(seed: int) -> Iterator[Said]:
    """Give one thing said after the other, for ever, the same for the same seed."""
    chance, number = Random(seed), 0
    while True:
        number += 1
        yield Said(
            words.sentence(chance, number),
            chance.choice(words.SAYERS),
            chance.choice(words.CHANNELS),
            chance.choice(words.PLACES_ZH),
            str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        )
