"""Windows of the whole book, ended incidents too: each order walks an index that answers every filter as well, however long the list (R4.3; DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from commandpost.domain.board.kinds import STATES
from commandpost.domain.board.records import Which
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import language

LEVELS = (None, "I", "II", "III", "IV")
COLUMNS = {"level": "level", "what": "type", "where": "place_id", "state": "state"}  # orders that go by groups
INDEXES = {
    "level": "incident_level", "what": "incident_type", "where": "incident_place", "state": "incident_state", "since": "incident_received",
    "number": "incident_recorded",
}  # fmt: skip


# every type there is, by one step in the index each
TYPES = """WITH RECURSIVE there(type) AS (
  SELECT min(type) FROM incident UNION ALL SELECT (SELECT min(i.type) FROM incident i WHERE i.type > there.type) FROM there WHERE there.type IS NOT NULL)
SELECT type FROM there WHERE type IS NOT NULL"""
PAST = "SELECT (SELECT count(*) FROM incident) - (SELECT count(*) FROM incident WHERE merged_into IS NOT NULL)"


class Part(NamedTuple):
    """A stretch of a list: how many rows, counted when it matters, and how to fetch the numbers of some of them.

    `fetch(skip, most, backwards)` leaves rows out and gives those that follow, from its end towards its begin where `backwards` is said.
    """

    size: Callable[[], int]
    fetch: Callable[[int, int, bool], list[int]]


def held(rows: Sequence[int]) -> Part:
    """Make a part of numbers that are known."""
    return Part(
        lambda: len(rows), lambda skip, most, backwards: list((rows[::-1] if backwards else rows)[skip : skip + most])
    )


def cut(parts: Sequence[Part], size: int, offset: int, limit: int, reverse: bool) -> list[int]:
    """Give the window that begins at `offset` of a list of `size` rows; a reversed list is read from its end.

    It is walked from the end that is nearer: only parts that are left out whole have to be counted.
    """
    begin, end = min(offset, size), min(offset + limit, size)
    if reverse:
        begin, end = size - end, size - begin
    backwards = begin > size - end
    skip = size - end if backwards else begin
    found: list[int] = []
    for part in reversed(parts) if backwards else parts:
        if len(found) >= end - begin:
            break
        if skip and (count := part.size()) <= skip:
            skip -= count
            continue
        found += part.fetch(skip, end - begin - len(found), backwards)
        skip = 0
    return found[::-1] if backwards != reverse else found


def past(ask: Ask, alive: int) -> int:
    """Give how many incidents have ended: all but the merged and the open ones, which are few and known."""
    return int(ask(PAST)[0][0]) - alive


def over(ask: Ask, which: Which, count: int) -> Part:
    """Give the ended ones of a board, newest first; there are `count` where nothing narrows them."""
    ended = which._replace(states=("ended",))
    if which.words:
        return _told_in_words(ask, ended, "since")[0]
    return _part(ask, ended, "since", count=None if narrowed(which) else count)


def narrowed(which: Which) -> bool:
    """Whether more than the state narrows a board."""
    return which != Which(which.states)


def grouped(ask: Ask, which: Which, order: str, count: int) -> tuple[list[Part], int]:
    """Give the parts of a list in an order, its groups one after the other, in each the newest first; and its rows, `count` as above."""
    if which.words:
        parts = _told_in_words(ask, which, order)
        return parts, sum(part.size() for part in parts)
    if order not in COLUMNS:
        part = _part(ask, which, order, count=None if narrowed(which) else count)
        return [part], part.size()
    column, (where, params) = COLUMNS[order], _where(which)
    if not narrowed(which):  # how many there are is known: no group is counted that nobody walks past
        return [_part(ask, which, order, f"{column} IS ?", (group,)) for group in _groups(ask, order, None)], count
    sql = f"SELECT {column}, count(*) FROM incident INDEXED BY {INDEXES[order]} WHERE {where} GROUP BY {column}"  # noqa: S608 - names of ours
    sizes = dict(ask(sql, params))
    groups = [group for group in _groups(ask, order, sizes) if group in sizes]
    return [_part(ask, which, order, f"{column} IS ?", (group,), sizes[group]) for group in groups], sum(sizes.values())


def _groups(ask: Ask, order: str, there: Collection[Any] | None) -> Iterable[Any]:
    """Give the groups of an order, one after the other; `there` are those that have rows, where that is known."""
    if order == "level":
        return LEVELS
    if order == "state":
        return STATES
    if order == "where":
        return (*places_in_order(ask), None)
    return types_in_order(ask, {code for (code,) in ask(TYPES)} if there is None else set(there))


def types_in_order(ask: Ask, codes: set[str]) -> list[str]:
    """Give types by their names; one that the plan in force no longer has, by its code."""
    types = ask.plan().types
    return sorted(codes, key=lambda code: (_collated(types[code].name(language()) if code in types else code), code))


def places_in_order(ask: Ask) -> list[str]:
    """Give the known places by their names; what was told in words has no place among them."""
    zh = language() == "zh_CN"
    rows = ask("SELECT id, zh, en FROM place")
    return [row[0] for row in sorted(rows, key=lambda row: (_collated(row[1] if zh else row[2]), row[0]))]


def _collated(name: str) -> bytes:
    """Names as people look them up: the common Chinese characters stand by pinyin in GB 18030."""
    return name.casefold().encode("gb18030")


def _part(
    ask: Ask, which: Which, order: str, also: str = "1", values: tuple[Any, ...] = (), count: int | None = None
) -> Part:
    where, params = _where(which)
    rows = f"FROM incident INDEXED BY {_index(which, order)} WHERE {also} AND {where}"

    def size() -> int:
        return int(ask(f"SELECT count(*) {rows}", (*values, *params))[0][0]) if count is None else count

    def fetch(skip: int, most: int, backwards: bool) -> list[int]:
        way = "" if backwards else " DESC"
        sql = f"SELECT rowid {rows} ORDER BY {_time(order)}{way}, rowid{way} LIMIT ? OFFSET ?"
        return [row for (row,) in ask(sql, (*values, *params, most, skip))]

    return Part(cache(size), fetch)


def _index(which: Which, order: str) -> str:
    """Give the index a list is walked by: each begins with what its order groups by, or with the one value it is narrowed to."""
    if order == "since":
        for few, index in (
            (which.types, "what"),
            (which.places, "where"),
            (which.levels, "level"),
            (which.states, "state"),
        ):
            if len(few) == 1 and None not in few:
                return INDEXES[index]
    return INDEXES[order]


def _time(order: str) -> str:
    return "recorded_at" if order == "number" else "received_at"


def _where(which: Which) -> tuple[str, tuple[Any, ...]]:
    """Say in SQL what `chosen` says of the open ones, but for places; every column stands in each index."""
    terms = ["merged_into IS NULL"]
    params: list[Any] = []
    if set(which.states) != set(STATES):
        terms.append(_among("state", which.states))
        params += which.states
    if which.levels:
        named = [level for level in which.levels if level is not None]
        unset = " OR level IS NULL" if None in which.levels else ""
        terms.append(f"({_among('level', named)}{unset})")
        params += named
    if which.types:
        terms.append(_among("type", which.types))
        params += which.types
    if which.places and not which.words:
        terms.append(_among("place_id", which.places))
        params += which.places
    if which.days:
        terms.append("(" + " OR ".join(["received_at >= ? AND received_at < ?"] * len(which.days)) + ")")
        params += [at for stretch in which.days for at in stretch]
    return " AND ".join(terms), tuple(params)


def _told_in_words(ask: Ask, which: Which, order: str) -> list[Part]:
    """Give a list narrowed to places that were told in words: from the few that have them outward, in one reading."""
    where, params = _where(which)
    group = COLUMNS.get(order, "NULL")
    sql = (
        f"SELECT i.rowid, {group} FROM (SELECT i.rowid AS n FROM personal p CROSS JOIN incident i ON i.place = p.id "  # noqa: S608 - names of ours
        f"WHERE p.kind IN ('place', 'part') AND {_among('p.value', which.words)} "
        f"UNION SELECT rowid FROM incident WHERE {_among('place_id', which.places)}) told CROSS JOIN incident i ON i.rowid = told.n "
        f"WHERE {where} ORDER BY {_time(order)} DESC, i.rowid DESC"
    )
    rows = ask(sql, (*which.words, *which.places, *params))
    if order in COLUMNS:
        rank = {value: at for at, value in enumerate(_groups(ask, order, {value for _, value in rows}))}
        rows.sort(key=lambda row: rank[row[1]])
    found = [row for row, _ in rows]
    return [held(found)]


def _among(column: str, values: Sequence[Any]) -> str:
    return f"{column} IN ({', '.join('?' * len(values))})"
