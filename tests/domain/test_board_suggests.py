"""The board suggests the level that the incident itself suggests, whatever was said, struck or changed (R4.3)."""

from __future__ import annotations

from tests.story import Post


def test_the_board_and_the_incident_suggest_the_same(post: Post) -> None:
    """Counts, a struck count, running minutes, a change of type, nothing at all."""
    lines = (
        "fire 2F smoke",
        "fire 2F smoke, 3 dead",
        "fire 2F smoke, 40 hurt",
        "lift stuck at B2",
        "cident at gate 4",
        "lost child at gate 4",
    )
    numbers = [post.report(line) for line in lines]
    post.do("log.add", numbers[0], "two dead", set=["deaths=2"])
    post.do("log.add", numbers[2], "it was four", set=["serious=4"])
    post.do("log.strike", numbers[1], "1", reason="not true")
    post.do("incident.change_type", numbers[4], "fire", reason="flames are seen")
    post.do("fact.start", numbers[3], "stranded_minutes")
    for forward in (0, 45, 600):
        post.forward(minutes=forward)
        told = {row.number: row.suggested for row in post.ask("board").rows}
        for number in numbers:
            found = post.ask("incident.suggest", number)
            assert told[number] == (found.level or found.default_level), number
