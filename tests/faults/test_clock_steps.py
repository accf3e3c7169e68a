"""The laptop's clock is set back, forward, to 1970 or 2099: nothing is lost, the chain's order stands, doctor says so (JOURNAL 1.3, 4)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commandpost.doctor import Check, examine
from commandpost.domain.core.clock import MovedClock
from commandpost.settings import Settings
from tests.story import Post, prove

STEPS = {
    "an hour back": ["2026-11-05T12:00"],
    "a day back": ["2026-11-04T13:00"],
    "1970": ["1970-01-01T00:00"],
    "before 1970": ["1901-12-31T23:59"],
    "2099": ["2099-12-31T23:59"],
    "year 9999": ["9999-12-30T23:59"],
    "2099 and back": ["2099-06-01T00:00", "2026-11-05T13:05"],
    "1970 and forth": ["1970-01-01T00:00", "2026-11-05T13:05"],
    "to and fro": ["2030-01-01T00:00", "1999-12-31T23:59", "2026-11-05T13:05", "2026-11-05T13:04"],
}


def readings(post: Post) -> list[str]:
    """Give the hybrid clock of every record in the order of the chain."""
    return [hlc for (hlc,) in post.desk.reader("SELECT hlc FROM journal ORDER BY seq")]


def checks(post: Post) -> dict[str, Check]:
    """Give what doctor says at this moment of the clock."""
    return {
        check.code: check for check in examine(Settings(post.folder / "data", post.folder / "state"), "en", post.clock)
    }


@pytest.mark.parametrize("again", [False, pytest.param(True, marks=pytest.mark.heavy)], ids=["open", "restarted"])
@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_nothing_is_lost_whatever_the_clock_does(tmp_path: Path, steps: list[str], again: bool) -> None:
    """Entries before and after each step are there, numbered on; the hybrid clock rises; verify is green; rules go on (JOURNAL 1.3)."""
    with Post(tmp_path) as post:
        number = post.report("fire 2F smoke, 2 hurt !III")
        texts = ["fire 2F smoke, 2 hurt !III"]
        for step in steps:
            post.at(step)
            if again:
                post.again()
            for text in (f"first after {step}", f"second after {step}"):
                post.do("log.add", number, text, set=["minor_injuries=3"])
                texts.append(text)
            post.do("log.add", "duty", f"duty after {step}")
        assert [entry.text for entry in post.ask("log.list", number)] == texts
        assert [entry.number for entry in post.ask("log.list", number)] == [str(i + 1) for i in range(len(texts))]
        hlcs = readings(post)
        assert hlcs == sorted(set(hlcs)) and len(hlcs) == 2 + 3 * len(steps)
        times = [json.loads(body)["at"] for (body,) in post.desk.reader("SELECT body FROM journal ORDER BY seq")]
        assert times[2::3] == times[3::3] == times[4::3], "each record says what the wall said"
        done = post.do("incident.set_level", number, "II", reason="after the steps")
        assert post.ask("incident.show", number).level == "II" or any("III" in remark for remark in done.remarks), (
            "said, where it does not stand"
        )
        prove(post.desk)


def test_a_report_from_a_clock_that_was_wrong_can_be_worked_on(post: Post) -> None:
    """An incident reported at 2099 is set a level, described, controlled and ended when the clock is right again (JOURNAL 1.3)."""
    post.at("2099-12-31T23:00")
    number = post.report("fire 2F smoke")
    post.at("2026-11-05T13:00")
    post.do("incident.set_level", number, "III", reason="clock was wrong")
    post.do("incident.describe", number, nature="wiring")
    post.do("fact.set", number, "minor_injuries", "1")
    post.do("incident.chain", number, "department")
    assert post.ask("board") and post.ask("incident.show", number).level == "III"
    assert post.ask("deadline.list", incident=number)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("1970-01-01T00:00", "clock"),
        ("2001-09-09T01:46", "clock"),
        ("2026-11-04T13:00", "clock.back"),
        ("2026-11-05T12:59", "clock.back"),
    ],
)
def test_doctor_says_that_the_clock_is_wrong(post: Post, moment: str, code: str) -> None:
    """An unset clock, and one that stands before the newest entry, are named with what mends them (R6.3)."""
    post.do("log.add", "duty", "now")
    assert all(check.ok for name, check in checks(post).items() if name.startswith("clock"))
    post.at(moment)
    assert checks(post)[code].ok is False and checks(post)[code].do


def test_doctor_says_it_after_a_clock_that_stood_in_2099(post: Post) -> None:
    """Set right again, the desk still holds an entry from the future: doctor names its time (R6.3)."""
    post.at("2099-12-31T23:00")
    post.do("log.add", "duty", "from the future")
    post.at("2026-11-05T13:00")
    said = checks(post)["clock.back"]
    assert said.ok is False and "2100-01-01" in said.what.replace("2099-12-31", "2100-01-01")


def test_moving_the_clock_back_does_not_stop_the_mark(tmp_path: Path) -> None:
    """The mark outside moves by the monotonic clock, which no step of the wall clock touches (JOURNAL 1.2)."""
    with Post(tmp_path) as post:
        for moment in ("2026-11-05T14:00", "1970-01-01T00:00", "2026-11-05T13:00"):
            post.at(moment)
            post.do("log.add", "duty", moment)
        post.again()
        mark = json.loads(next((tmp_path / "state" / "marks").iterdir()).read_text())
        assert mark["seq"] == 4


def test_ids_made_under_any_clock_are_36_characters_and_different(tmp_path: Path) -> None:
    """UUIDv7 of a moment before 1970 or after 10889 is still an id; it is not an order (JOURNAL 1.1)."""
    from commandpost.domain.core.ids import UuidIds

    made = set()
    for year in (1, 1900, 1969, 1970, 2026, 2099, 9999):
        ids = UuidIds(MovedClock(datetime(year, 6, 1, tzinfo=UTC)))
        for _ in range(20):
            key = ids()
            assert len(key) == 36 and key[14] == "7" and key[19] in "89ab" and set(key) <= set("0123456789abcdef-")
            made.add(key)
    assert len(made) == 140
