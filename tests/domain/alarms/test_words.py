"""R4.2 What goes out says how long something is late in one way, and that somebody is told again where it is again."""

from __future__ import annotations

import pytest

from commandpost.domain.alarms.records.shown import WaitingShown
from commandpost.domain.alarms.rules.wording import told_words
from commandpost.domain.incidents.rules.unmet import Unmet, unmet_words
from commandpost.locale.words import speaking

NOW = "2026-11-06T08:05:30.000Z"


def waiting(told: tuple[str, ...], next_to: tuple[str, ...], next_at: str = "2026-11-06T08:15:30.000Z") -> WaitingShown:
    return WaitingShown("d", None, None, "a report", NOW, 0, NOW, 3, told, next_at, next_to, False, None, (), "a report")


@pytest.mark.parametrize(
    ("told", "next_to", "said"),
    [
        (("Lin Wei",), ("Chen Hao",), "told: Lin Wei; in 10 min: Chen Hao"),
        (("Chen Hao",), ("Chen Hao",), "told: Chen Hao; in 10 min again: Chen Hao"),
        (("Wang Jun", "Chen Hao"), ("Chen Hao",), "told: Wang Jun, Chen Hao; in 10 min again: Chen Hao"),
        (("Chen Hao",), ("Wang Jun", "Chen Hao"), "told: Chen Hao; in 10 min: Wang Jun, Chen Hao"),
        (("Chen Hao",), (), "told: Chen Hao"),
    ],
)
def test_who_is_told_once_more_is_told_again(told: tuple[str, ...], next_to: tuple[str, ...], said: str) -> None:
    with speaking("en"):
        assert told_words(waiting(told, next_to), NOW) == said
        assert told_words(waiting(told, told, NOW), NOW).endswith(f"any moment again: {', '.join(told)}")


def test_what_is_late_for_more_than_a_day_says_so_in_days() -> None:
    with speaking("en"):
        late = [Unmet("a report", "2026-11-05T05:00:00.000Z"), Unmet("another", "2026-11-06T08:00:00.000Z")]
        assert unmet_words(late, NOW) == "2 not met, 2 late: a report (1 d 03:05 late); another (0:05:30 late)"
