"""What holds for whoever is to be heard, whatever happens (R4.4): answers, pauses and calls never hide a silence, and there is one open round."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commandpost.domain.callout.records.hearing import Expected, Pause
from commandpost.domain.callout.rules.allowed import may_pause, may_stop
from commandpost.domain.callout.rules.hearing import due_after, following, missed, open_round, rounds, rows_of
from commandpost.store.instant import seconds_between, shifted

ZERO = "2026-11-05T05:00:00.000Z"


def at(minute: float) -> str:
    return shifted(ZERO, minutes=minute)


@st.composite
def evenings(draw: st.DrawFn) -> tuple[Expected, int]:
    """Somebody who is to be heard, told as the desk tells it: minute by minute, a pause only where the desk allows one."""
    told = Expected("x", "roll_call", "who", "head_rescue", draw(st.integers(1, 40)), draw(st.sampled_from([1, 3, None])), None, "Asia/Shanghai", ZERO)
    minute = 0
    for _ in range(draw(st.integers(0, 14))):
        minute += draw(st.integers(0, 25))
        what = draw(st.sampled_from(["heard", "pause", "call"]))
        if what == "heard":
            told = told._replace(heard=(*told.heard, at(minute)))
        elif what == "call":
            told = told._replace(calls=(*told.calls, at(minute)))
        else:
            until = at(minute + draw(st.integers(-5, 60)))
            if may_pause(told, until, at(minute), at(minute), "who") is None:
                told = told._replace(pauses=(*told.pauses, Pause(at(minute), until)))
    return told, minute


@given(evenings())
@settings(max_examples=300, deadline=None)
def test_one_open_round_the_last_and_every_answer_ends_one(evening: tuple[Expected, int]) -> None:
    told, _ = evening
    found = rounds(told)
    assert [row.number for row in found] == list(range(1, len(told.heard) + 2))
    assert [row.heard_at for row in found] == [*told.heard, None]
    assert open_round(told) == found[-1] and [row.round for row in rows_of(told)] == [row.number for row in found][-3:]


@given(evenings(), st.integers(0, 600))
@settings(max_examples=300, deadline=None)
def test_whoever_was_silent_is_silent_until_heard_whatever_else_is_said(evening: tuple[Expected, int], more: int) -> None:
    told, minute = evening
    now = at(minute + more)
    due = open_round(told).due_at
    if due > now:
        return
    assert may_pause(told, at(minute + more + 60), now, now, "who") is not None
    assert may_stop(told, now, "who") is not None
    called = told._replace(calls=(*told.calls, now))
    assert open_round(called).due_at == due  # a call makes nothing later
    ended = told._replace(over_at=now)
    assert rows_of(ended)[-1].ends is None  # nor does the end
    assert missed(told, now) >= 1
    heard = told._replace(heard=(*told.heard, now))
    assert open_round(heard).due_at > now and [row.due_at for row in rounds(heard)][-2] == due  # how late it was stays known


@given(evenings(), st.integers(0, 90))
@settings(max_examples=300, deadline=None)
def test_a_pause_the_desk_allows_moves_no_round_that_was_met_and_lets_nobody_be_silent_beyond_it(evening: tuple[Expected, int], length: int) -> None:
    told, minute = evening
    now, until = at(minute + 1), at(minute + 1 + length)
    before = open_round(told)
    if may_pause(told, until, now, now, "who") is not None:
        return
    paused = told._replace(pauses=(*told.pauses, Pause(now, until)))
    assert rounds(paused)[:-1] == rounds(told)[:-1]
    assert open_round(paused).due_at == max(before.due_at, until)


@given(evenings())
@settings(max_examples=200, deadline=None)
def test_a_roll_called_is_answered_within_its_minutes_or_late(evening: tuple[Expected, int]) -> None:
    told, minute = evening
    called = told._replace(calls=(*told.calls, at(minute + 1)))
    if told.at_once_min is not None and told.heard:
        assert seconds_between(at(minute + 1), open_round(called).due_at) <= told.at_once_min * 60


@given(st.integers(0, 7 * 24 * 60), st.integers(1, 240), st.sampled_from([("10:00", "22:00"), ("08:30", "20:15"), None]))
def test_a_round_falls_within_the_hours_and_never_before_it_was_due_by_the_clock(minute: int, every: int, hours: tuple[str, str] | None) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    due = following(at(minute), every, hours, "Asia/Shanghai")
    assert due >= at(minute + every) or hours is not None
    assert due > at(minute)
    if hours is not None:
        local = datetime.fromisoformat(due).astimezone(ZoneInfo("Asia/Shanghai")).strftime("%H:%M")
        assert hours[0] < local <= hours[1]


def test_the_hours_of_a_day() -> None:
    eleven = "2026-11-05T03:00:00.000Z"
    assert following(eleven, 120, ("10:00", "22:00"), "Asia/Shanghai") == "2026-11-05T05:00:00.000Z"
    assert following("2026-11-05T00:00:00.000Z", 120, ("10:00", "22:00"), "Asia/Shanghai") == "2026-11-05T04:00:00.000Z"
    assert following("2026-11-05T13:00:00.000Z", 120, ("10:00", "22:00"), "Asia/Shanghai") == "2026-11-06T04:00:00.000Z"
    told = Expected("x", "patrol", "who", "p", 20, None, None, "UTC", eleven)
    assert due_after(told, eleven) == "2026-11-05T03:20:00.000Z"
