"""DESIGN 2, 4: what a form reads and keeps, for any words and any hour."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandpost.domain import registry
from commandpost.tui.parts.ask.fields import Field, Known, moment_of, packed, unpack
from commandpost.tui.parts.ask.words import WORDS
from commandpost.tui.parts.finding import Choice
from tests.story import Post
from tests.tui.seat import sitting

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York", "UTC"])
WORDS_OF_A_FIELD = st.text(st.characters(codec="utf-8"), max_size=40)


@given(MOMENTS, ZONES, st.integers(0, 23), st.integers(0, 59), st.sampled_from([":", "："]))
def test_an_hour_is_the_last_time_the_clock_showed_it(now: datetime, zone: str, hour: int, minute: int, colon: str) -> None:
    there = ZoneInfo(zone)
    read = datetime.fromisoformat(moment_of(f" {hour}{colon}{minute:02d} ", now, there))
    assert (read.astimezone(there).hour, read.astimezone(there).minute) == (hour, minute) or read.utcoffset() != now.astimezone(there).utcoffset()
    assert now - timedelta(hours=26) < read <= now + timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "minutes"), [("10 min", 10), ("+10m", 10), ("90 MINUTES", 90), ("5分钟内", 5), ("10 分钟后", 10), ("2h", 120), ("2小时", 120)]
)
def test_so_many_minutes_lie_ahead_and_never_behind(text: str, minutes: int) -> None:
    now, there = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), ZoneInfo("Europe/London")  # the hour that the clock leaves out is no minute
    assert datetime.fromisoformat(moment_of(text, now, there, to_come=True)) == now + timedelta(minutes=minutes)
    assert moment_of(text, now, there) == text.strip()


@given(st.text(max_size=30))
def test_anything_else_is_left_for_the_verb_to_read(text: str) -> None:
    read = moment_of(text, datetime(2026, 11, 24, tzinfo=UTC), UTC)
    assert read == text.strip() or "T" in read


@given(st.lists(st.tuples(WORDS_OF_A_FIELD, WORDS_OF_A_FIELD), min_size=1, max_size=6))
def test_what_is_kept_comes_back(typed: list[tuple[str, str]]) -> None:
    def fields() -> list[Field]:
        return [Field("log.add", f"f{at}", "TEXT", required=True) for at in range(len(typed))]

    first, second = fields(), fields()
    for field, (text, key) in zip(first, typed, strict=True):
        field.text, field.key = text, key
    unpack(second, packed(first))
    for before, after in zip(first, second, strict=True):
        assert (after.text, after.key) == ((before.text, before.key) if before.text else ("", ""))
    assert (packed(first) == "") == all(not text for text, _ in typed)


@given(st.text(max_size=60))
def test_a_draft_that_nobody_can_read_is_left(kept: str) -> None:
    field = Field("log.add", "text", "TEXT", required=True)
    unpack([field], kept)
    assert isinstance(field.text, str)


def test_other_words_than_the_choice_are_no_choice() -> None:
    field = Field("incident.set_level", "level", "LEVEL", required=True)
    field.know(Known((Choice("II", ("II orange", "II")), Choice("III", ("III yellow", "III"))), closed=True, start="III"))
    assert (field.text, field.said, field.touched) == ("III yellow", "III", False)
    field.typed("III yello")
    assert (field.key, field.said, field.touched) == ("", "III yello", True)
    assert [choice.key for choice in field.found()] == ["III"]


def test_every_field_of_the_screens_own_verbs_has_its_sentence() -> None:
    from commandpost.desk import load
    from commandpost.domain.core.kinds import parameters

    ours = [verb for verb in registry.COMMANDS if verb.split(".")[0] in ("incident", "fact", "log", "post", "person", "place")]
    asked_otherwise = {"incident.end/met", "incident.end/override"}  # each criterion is a field of its own
    for verb in ours:
        for parameter in parameters(load(registry.COMMANDS[verb])) if verb != "log.import" else ():
            known = {f"{verb}/{parameter.name}", parameter.name} & set(WORDS)
            assert known or f"{verb}/{parameter.name}" in asked_otherwise, f"{verb} {parameter.name}"


async def test_what_was_entered_before_a_crash_is_done_once(post: Post) -> None:
    post.report("fire 2F !III")
    place = 'ask:["log.add", ["26-0001"], {}]'
    sent = ["key-1", json.dumps({"text": ["119 called", ""], "by": ["Guard 12", ""]}), post.time("13:00"), True]
    post.desk.keep_draft(place, json.dumps({"text": "", "key": "", "sent": [sent]}))
    post.desk.keep_draft("places", json.dumps([place]))
    for _ in range(2):
        async with sitting(post.desk) as seat:
            await seat.until(lambda: not post.desk.draft(place), "done")
    entries = post.desk.ask("log.list", "26-0001")
    assert [(entry.text, entry.by) for entry in entries][1:] == [("119 called", "Guard 12")]


async def test_the_page_lives_on_under_a_form_and_touches_nothing(post: Post) -> None:
    post.report("fire 2F !III")
    async with sitting(post.desk) as seat:
        await seat.see("▌26-0001")
        await seat.press("enter")
        await seat.see("report chain")
        await seat.press("e")
        await seat.see("▸ place")
        await seat.press("tab")
        await seat.type("half a word")
        await seat.press("left", "left")
        post.desk.do("log.add", "26-0001", "from the other desk")
        seat.app.changed(None)
        await seat.see("from the other desk", "half a word")
        await seat.type("X")
        await seat.see("half a woXrd")
