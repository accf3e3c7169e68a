"""A record's bytes are canonical and say exactly what was typed; the hybrid clock only rises (JOURNAL 1.2, 1.3)."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandpost.store.journal import decode, encode, hash_of, next_hlc

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
LEAF = st.none() | st.booleans() | st.integers() | TEXT
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=20
)
RECORD = st.dictionaries(TEXT, VALUE, max_size=8)
quick = settings(max_examples=60, deadline=None)
WALL = st.integers(min_value=-62_135_596_800_000, max_value=253_402_300_799_999)  # year 1 to year 9999


def shuffled(value: Any, chance: random.Random) -> Any:
    """Give the same value with the keys of every object in another order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


@quick
@given(RECORD)
def test_what_was_written_is_read_back_exactly(record: dict[str, Any]) -> None:
    """Any text, number, list or object comes back as it went in (JOURNAL 1.2, "UTF-8 exactly as typed")."""
    assert decode(encode(record)) == record


@quick
@given(RECORD, st.randoms(use_true_random=False))
def test_the_bytes_do_not_depend_on_the_order_of_keys(record: dict[str, Any], chance: random.Random) -> None:
    """The same record gives the same bytes and the same hash in whatever order its keys were put (JOURNAL 1.2, canonical)."""
    body = encode(record)
    assert encode(shuffled(record, chance)) == body
    assert encode(decode(body)) == body
    assert hash_of(encode(shuffled(record, chance))) == hash_of(body)


@quick
@given(TEXT)
def test_text_stands_in_the_bytes_as_typed(text: str) -> None:
    """No normalisation, no escaping beyond what JSON must escape: the typed bytes stand in the body (JOURNAL 1.2)."""
    body = encode({"text": text})
    plain = "".join(c for c in text if c not in '"\\' and ord(c) >= 0x20)
    if plain == text:
        assert text.encode() in body
    assert "\\u" not in body.decode().replace("\\\\", "") or any(ord(c) < 0x20 for c in text)


@quick
@given(RECORD, st.floats(), st.lists(st.sampled_from(["list", "object"]), max_size=4))
def test_a_float_is_refused_at_any_depth(record: dict[str, Any], number: float, path: list[str]) -> None:
    """Neither 4.7 nor NaN nor infinity ever stands in a record (JOURNAL 1.2, "no floats, no NaN")."""
    value: Any = number
    for step in path:
        value = [value] if step == "list" else {"x": value}
    with pytest.raises(ValueError, match="float"):
        encode({**record, "hidden": value})
    with pytest.raises(ValueError, match="float"):
        encode({**record, "hidden": (value,)})


@pytest.mark.parametrize(
    "body",
    [b'{"a":1.0}', b'{"a":1e5}', b'{"a":[{"b":-0.5}]}', b'{"a":NaN}', b'{"a":Infinity}', b'{"a":-Infinity}', b'{"a":1,"a":1}',
     b'{"x":{"a":1,"a":2}}', b'[{"a":1}]', b'"a"', b"1", b"null", b"", b"{", b'{"a":"\xff"}', b'{"a":1}x'],
)  # fmt: skip
def test_ill_formed_bytes_are_refused(body: bytes) -> None:
    """A doubled key, a float, NaN, broken UTF-8 or anything that is not one object is no record (JOURNAL 1.2)."""
    with pytest.raises(ValueError):
        decode(body)


@quick
@given(st.characters(categories=("Cs",)))
def test_half_a_character_is_refused(half: str) -> None:
    """A lone surrogate cannot become bytes, so it is refused, not replaced (JOURNAL 1.2)."""
    with pytest.raises(ValueError):
        encode({"text": half})


@quick
@given(RECORD)
def test_nothing_stands_between_the_tokens(record: dict[str, Any]) -> None:
    """The bytes hold no white space of their own and their keys are sorted, as RFC 8785 wants (JOURNAL 1.2)."""
    body = encode(record)
    assert body == json.dumps(json.loads(body), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@quick
@given(st.lists(WALL, min_size=1, max_size=60))
def test_the_hybrid_clock_only_rises(walls: list[int]) -> None:
    """Steps back, 1970, 2099, year 1: every reading is later than the one before, and never behind the wall (JOURNAL 1.3)."""
    last = ""
    for wall in walls:
        reading = next_hlc(last, wall)
        assert len(reading) == 16 and int(reading, 16) >= max(wall, 0) << 16
        assert reading > last
        last = reading


def test_many_records_within_one_millisecond_are_told_apart() -> None:
    """Seventy thousand records of one millisecond overflow the counter into the next, and still rise (JOURNAL 1.3)."""
    last = next_hlc("", 1_795_000_000_000)
    for _ in range(70_000):
        reading = next_hlc(last, 1_795_000_000_000)
        assert reading > last
        last = reading


def test_after_a_wild_clock_the_reading_goes_on_from_the_highest() -> None:
    """A clock that once stood in 2099 costs nothing but a high reading: set right, the next is one higher (JOURNAL 1.3)."""
    wild = next_hlc("", 4_102_444_800_000)
    assert int(next_hlc(wild, 1_795_000_000_000), 16) == int(wild, 16) + 1
