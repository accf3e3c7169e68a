"""The board by window, filter and order gives what a plain filter and sort of every row gives, whatever was asked (R4.3; DESIGN 5)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandpost.domain.board.kinds import ORDERS
from commandpost.domain.board.records import BoardRow
from commandpost.domain.core.refusal import Refused
from commandpost.store.instant import instant, stamp
from tests.story import Post

OPEN = ("reported", "responding", "controlled")
LEVELS = ("unset", "I", "II", "III", "IV")
TYPES = ("fire", "lift_entrapment", "customer_injury", "crowd_crush")
KNOWN = {"gate-4": ("四号门", "Gate 4"), "roof": ("屋顶花园", "Roof garden"), "hall": ("中庭", "Atrium")}
TOLD = ("behind the kiosk", "员工通道")
DAYS = ("2026-11-05", "2026-11-06", "2026-11-07", "2026-11", "today")
LINES = (
    "fire gate-4 smoke", "lift stuck roof 3 trapped", "customer fell hall, 1 minor", "crowd crush gate-4", "fire", "customer fell",
)  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    """Three days with sixty incidents, open and ended, with and without a level, merged, imported, told in words."""
    chance = random.Random(4)
    with Post(tmp_path_factory.mktemp("book")) as post:
        post.people(head_safety="Zhou Li", deputy_leader="chen hao")
        for code, (zh, en) in KNOWN.items():
            post.do("place.add", code, zh=zh, en=en)
        numbers: list[str] = []
        for _ in range(60):
            post.forward(minutes=chance.choice([0, 1, 20, 70, 160]))
            number = post.report(chance.choice(LINES) + chance.choice(["", " !I", " !II", " !III", " !IV"]))
            numbers.append(number)
            if chance.random() < 0.5:
                _tries(post, "incident.describe", number, place=chance.choice(TOLD))
            if chance.random() < 0.5:
                _tries(post, "incident.control", chance.choice(numbers))
            if chance.random() < 0.4:
                ended = chance.choice(numbers)
                codes = [criterion.code for criterion in post.show(ended).criteria]
                _tries(post, "incident.control", ended)
                _tries(post, "incident.end", ended, reason="out", confirmed_by="Chen Hao", met=codes)
            if chance.random() < 0.3:
                _tries(post, "log.add", chance.choice(numbers), "nothing new")
            if chance.random() < 0.1:
                _tries(post, "incident.merge", numbers[-1], numbers[-2], reason="the same")
        post.forward(minutes=3)
        yield post


def _tries(post: Post, command: str, *args: Any, **kwargs: Any) -> None:
    try:
        post.do(command, *args, **kwargs)
    except Refused:
        return


@pytest.fixture(scope="module")
def everything(book: Post) -> list[BoardRow]:
    """Every row of the book, newest first: nobody writes in it after it is made."""
    rows = list(book.ask("board", state=["all"], order="since", limit=1000).rows)
    listed = {line.number for line in book.ask("incident.list") if getattr(line, "merged_into", None) is None}
    assert {row.number for row in rows} == listed
    return sorted(rows, key=lambda row: (row.received_at, row.number), reverse=True)


def kept(post: Post, row: BoardRow, asked: dict[str, list[str]]) -> bool:
    """Say whether a row fits what was asked: one of each kind, every kind."""
    states = {
        one
        for state in asked.get("state", ["open"])
        for one in {"open": OPEN, "all": (*OPEN, "ended")}.get(state, (state,))
    }
    day = instant(row.received_at).astimezone(ZoneInfo(post.zone)).date().isoformat()
    today = post.clock.now().astimezone(ZoneInfo(post.zone)).date().isoformat()
    places = {KNOWN[code][1] if code in KNOWN else code for code in asked.get("place", ())}
    return (
        row.state in states
        and (not asked.get("level") or (row.level or "unset") in asked["level"])
        and (not asked.get("type") or row.type in asked["type"])
        and (not places or row.place in places)
        and (not asked.get("day") or any(day.startswith(today if one == "today" else one) for one in asked["day"]))
    )


def sort(post: Post, rows: list[BoardRow], order: str) -> list[BoardRow]:
    """Sort rows, given newest first, as the words of each order say."""
    now = post.clock.now()
    near = stamp(now + timedelta(minutes=10))
    names = {en: en.casefold() for _, en in KNOWN.values()}

    def urgency(row: BoardRow) -> tuple[Any, ...]:
        due = row.next.due_at if row.next and not row.after_the_fact else "9"
        late = row.next is not None and row.next.late_s > 0 and not row.after_the_fact
        return (
            row.state == "ended",
            *(() if row.state == "ended" else (
                row.after_the_fact, not late, due if late else "", row.state == "controlled", due >= near,
                LEVELS.index(row.level or "unset"), due,
            )),
        )  # fmt: skip

    keys: dict[str, Any] = {
        "urgency": urgency,
        "level": lambda row: LEVELS.index(row.level or "unset"),
        "what": lambda row: row.type_name.casefold(),
        "where": lambda row: (row.place not in names, names.get(row.place or "", "")),
        "state": lambda row: (*OPEN, "ended").index(row.state),
        "since": lambda row: 0,
        "command": lambda row: (row.commander is None, (row.commander or "").casefold()),
    }
    if order == "number":
        return sorted(rows, key=lambda row: row.number, reverse=True)
    if order == "last":
        return sorted(rows, key=lambda row: row.last_at or "", reverse=True)
    return sorted(rows, key=keys[order])


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.fixed_dictionaries(
        {}, optional={
            "state": some("open", "all", "ended", *OPEN), "level": some(*LEVELS), "type": some(*TYPES), "place": some(*KNOWN, *TOLD),
            "day": some(*DAYS),
        },
    ),
    order=st.sampled_from(ORDERS), reverse=st.booleans(), offset=st.integers(0, 70), limit=st.sampled_from([0, 1, 7, 25, 300]),
)  # fmt: skip
def test_a_window_is_what_a_plain_filter_and_sort_gives(
    book: Post, everything: list[BoardRow], asked: dict[str, list[str]], order: str, reverse: bool, offset: int, limit: int
) -> None:
    asked = {name: values for name, values in asked.items() if values}
    whole = {"state": ["all"]} if {"all", "ended"} & set(asked.get("state", ())) else {}
    if whole and order in ("command", "last"):
        with pytest.raises(Refused):
            book.ask("board", order=order, **asked)
        return
    naive = sort(book, [row for row in everything if kept(book, row, asked)], order)
    naive = naive[::-1] if reverse else naive
    found = book.ask("board", order=order, reverse=reverse, offset=offset, limit=limit, **asked)
    assert [row.number for row in found.rows] == [row.number for row in naive[offset : offset + limit]]
    assert (found.size, found.offset) == (len(naive), offset)
    assert found.of == sum(kept(book, row, {"state": asked["state"]} if "state" in asked else {}) for row in everything)


def test_the_counts_above_the_list_are_of_the_whole_desk_whatever_it_is_narrowed_to(book: Post, everything: list[BoardRow]) -> None:
    rows = [row for row in everything if row.state != "ended"]
    found = book.ask("board", type=["fire"], level=["I"], limit=1)
    assert found.open == len(rows) and found.late == sum(row.next is not None and row.next.late_s > 0 for row in rows)
    assert found.owed == len(book.ask("deadline.list")) - sum(
        row.started_at > stamp(book.clock.now()) for row in book.ask("deadline.list")
    )
    assert found.owed_late == sum(row.late_s > 0 for row in book.ask("deadline.list")) > 0
    assert sum(found.counts.values()) == len(rows)


def test_it_tells_when_its_order_will_turn(post: Post) -> None:
    number = post.report("customer fell hall !IV")
    board = post.ask("board")
    (row,) = board.rows
    assert row.next is not None and board.turns_s is not None and board.late == 0
    post.clock.put(post.clock.now() + timedelta(seconds=board.turns_s))
    assert post.ask("board").late == 1 and post.ask("board").rows[0].number == number


def test_what_it_can_be_narrowed_to_is_what_is_there(book: Post, everything: list[BoardRow]) -> None:
    values: dict[str, set[str]] = {}
    for value in book.ask("board.values"):
        values.setdefault(value.kind, set()).add(value.code)
    zone = ZoneInfo(book.zone)
    days = {instant(row.received_at).astimezone(zone).date().isoformat() for row in everything}
    assert values["state"] == {"all", *(row.state for row in everything)}
    assert values["level"] == {row.level or "unset" for row in everything}
    assert values["type"] == {row.type for row in everything}
    assert values["place"] == {
        next((c for c, (_, en) in KNOWN.items() if en == row.place), row.place) for row in everything if row.place
    }
    assert values["day"] == days | {day[:7] for day in days}
    for kind, codes in values.items():  # and every one of them is understood and finds something
        for code in codes:
            states = {} if kind == "state" else {"state": ["all"]}
            assert book.ask("board", limit=1, **states, **{kind: [code]}).size > 0, (kind, code)


@pytest.mark.parametrize("asked", [
    {"state": ["asleep"]}, {"level": ["V"]}, {"type": ["picnic"]}, {"place": [" "]}, {"day": ["2026-13-01"]}, {"day": ["Tuesday"]},
    {"order": "mood"}, {"offset": -1}, {"limit": "many"},
])  # fmt: skip
def test_what_it_cannot_be_narrowed_to_is_said(post: Post, asked: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        post.ask("board", **asked)
    assert caught.value.refusal.do


def test_a_day_is_the_sites_own(post: Post) -> None:
    post.at("2026-11-05T23:59:59").report("fire !IV")
    post.at("2026-11-06T00:00:01").report("fire !IV")
    assert [row.number for row in post.ask("board", day=["2026-11-05"]).rows] == ["26-0001"]
    assert [row.number for row in post.ask("board", day=["yesterday"]).rows] == ["26-0001"]
    assert [row.number for row in post.ask("board", day=["today"]).rows] == ["26-0002"]
