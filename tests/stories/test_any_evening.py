"""R4 Whatever is done, in whatever order, late or by a clock that runs ahead: no reaction fails, what is owed is what the rules want, the book is proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.any_evening import AnyEvening


def play(folder: Path, seed: int) -> None:
    evening = AnyEvening(folder, seed)
    with evening.post:
        evening.go_on(evening.chance.randint(15, 40))
        for number in evening.numbers:
            evening.is_what_the_rules_want(number)
            assert evening.post.ask("incident.brief", number, kind="final").zh


@pytest.mark.parametrize("seed", range(8))
def test_an_evening_made_by_chance(tmp_path: Path, seed: int) -> None:
    play(tmp_path, seed)


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(8, 200))
def test_many_evenings_made_by_chance(tmp_path: Path, seed: int) -> None:
    play(tmp_path, seed)
