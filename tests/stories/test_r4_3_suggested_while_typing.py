"""R4.3 The level suggested while a line is typed is the one that `incident suggest` says when it is reported."""

from __future__ import annotations

import pytest

from commandpost.domain.incidents.rules.quick_suggests import suggests
from tests.story import Post


@pytest.mark.parametrize(
    "line",
    [
        "fire 2F-foodcourt smoke, 2 hurt, extinguisher used",
        "火灾 冒烟 12人受伤 3人死亡",
        "lift stopped, 4 trapped",
        "顾客滑倒",
        "odd noise",
        "#gas leak fire 1 dead",
    ],
)
def test_what_is_suggested_while_typing_is_suggested_when_reported(post: Post, line: str) -> None:
    post.do("place.add", "2F-foodcourt", zh="二楼美食广场", en="2F food court")
    reader = post.desk.line_reader()
    told = reader.grammar.understand(line)
    assert [place.code for place in reader.places] == ["2F-foodcourt"]
    typed = suggests(reader.plan, told, post.time("13:00"))
    reported = post.suggest(post.report(line))
    assert typed.level == (reported.level or reported.default_level)
    assert [(h.metric, h.level) for h in typed.hits] == [(h["metric"], h["level"]) for h in reported.hits]
