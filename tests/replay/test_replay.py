"""The page of a replayed evening is what the product says today (issue 5)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from tests.replay.__main__ import ASTROWORLD, CALLED, PAGE, page
from tests.replay.evening import Heard, Said, replay
from tests.replay.lists import lists_at


@pytest.mark.heavy
def test_the_page_of_the_evening_is_fresh() -> None:
    evening = replay(ASTROWORLD)
    lists = lists_at(ASTROWORLD, CALLED)
    assert page(evening, lists, ZoneInfo(ASTROWORLD.zone)) == PAGE.read_text(encoding="utf-8"), "python -m tests.replay"
    heard = [one for one in evening.told if isinstance(one, Heard)]
    said = [one for one in evening.told if isinstance(one, Said)]
    assert len(heard) == 28 and [one.decided for one in heard if one.decided] == ["I"]
    assert len({(one.deadline, one.at, one.step) for one in said}) == len(said)  # nothing is told twice at once
    assert [level for _, level in lists.decided] == ["II", "I"]
    open_ = [row for row in lists.timeline if row.kind == "open"]
    assert len(open_) == len(lists.tasks) and sum(row.late_s > 0 for row in open_ if row.late_s is not None) == sum(
        task.late_s > 0 for task in lists.tasks.values()
    )
