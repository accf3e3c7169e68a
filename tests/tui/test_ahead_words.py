"""R4.3: the page says what is still to come: higher than the level that is decided or suggested, a worse grade, a clock of the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from types import SimpleNamespace
from typing import Any

import pytest

from commandpost.desk import Desk
from commandpost.store.instant import instant
from commandpost.tui.parts.ahead_words import LEVELS, ahead_lines
from commandpost.tui.parts.telling import Teller
from tests.story import Post

AT = "2026-11-05T05:00:00.000Z"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for its plan; nothing is written."""
    with Post(tmp_path_factory.mktemp("plan")) as post:
        yield post.desk


def coming(level: str | None, grade: str | None = None, *, clocks: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "at": AT,
        "level": level,
        "grade": grade,
        "metric": "stranded_minutes",
        "at_least": 1,
        "starts_clocks": clocks,
    }


def told(desk: Desk, ahead: list[dict[str, Any]], **found: Any) -> list[str]:
    said = SimpleNamespace(
        **{"decided": None, "level": None, "default_level": "IV", "grade": None, "ahead": ahead, **found}
    )
    lines = ahead_lines(said, instant(AT).timestamp() - 720, Teller(desk.plan, UTC), 200)
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize("decided", [None, *LEVELS])
@pytest.mark.parametrize("suggested", LEVELS)
def test_only_what_is_higher_than_both_the_decided_and_the_suggested_level(
    desk: Desk, decided: str | None, suggested: str
) -> None:
    higher = min(LEVELS.index(level) for level in (decided, suggested) if level is not None)
    lines = told(desk, [coming(level) for level in LEVELS], decided=decided, level=suggested)
    assert [line.split()[0] for line in lines] == list(LEVELS[:higher])


def test_a_type_without_a_rule_that_was_hit_stands_at_its_own_level(desk: Desk) -> None:
    assert told(desk, [coming("III"), coming("II")], default_level="III")[0].startswith(" II orange in 0:12:00")


def test_a_grade_is_said_until_it_is_reached_whatever_the_level(desk: Desk) -> None:
    ahead = [coming("III", "一般"), coming("II", "较大")]
    assert [line.partition(" in ")[0] for line in told(desk, ahead, decided="I")] == [
        " Ordinary",
        " Relatively serious",
    ]
    assert [line.partition(" in ")[0] for line in told(desk, ahead, decided="I", grade="一般")] == [
        " Relatively serious"
    ]


def test_a_clock_of_the_law_is_said_though_no_level_comes_with_it(desk: Desk) -> None:
    rule = next(iter(desk.plan.rules))
    (line,) = told(desk, [coming("IV", clocks=(rule,))], decided="I")
    assert line.startswith(" a clock of the law in 0:12:00") and desk.plan.rules[rule].en in line
