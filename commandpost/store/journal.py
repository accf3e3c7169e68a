"""Writes down what every unit of work did, in exact bytes, each record bound to the one before it (JOURNAL 1.2): what an investigator is shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

FORMAT = 1
PREFIX = b"commandpost/journal/1\0"
NO_PREV = ""  # the first record of a stream stands alone; its parent is named in the stream's own row


class Head(NamedTuple):
    """Where a stream stands: the number, hash and hybrid clock of its last record (seq 0 before the first)."""

    seq: int
    hash: str
    hlc: str


def hash_of(body: bytes) -> str:
    """Give the SHA-256 of a record's stored bytes, in hex."""
    return hashlib.sha256(PREFIX + body).hexdigest()


def encode(record: dict[str, Any]) -> bytes:
    """Give the canonical bytes of a record: keys sorted, UTF-8 exactly as typed, no float, no NaN (ValueError)."""
    _refuse_floats(record.values())
    return _CANONICAL(record).encode("utf-8")


def decode(body: bytes) -> dict[str, Any]:
    """Read a record's bytes; refuses (ValueError) a doubled key, a float, anything that is not one object."""
    value = json.loads(body.decode("utf-8"), object_pairs_hook=_single, parse_float=_no_float, parse_constant=_no_float)
    if not isinstance(value, dict):
        raise ValueError("a record is one object")
    return value


def next_hlc(last: str, wall_ms: int) -> str:
    """Give the next reading of the hybrid clock (JOURNAL 1.3): 48 bits of milliseconds, 16 of counter, as 16 hex digits, strictly rising."""
    before = int(last, 16) if last else 0
    return f"{max(before + 1, wall_ms << 16):016x}"


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _no_float(text: str) -> Any:
    raise ValueError(f"{text}: no floats in a record")


_PLAIN = frozenset({str, int, bool, type(None)})
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _refuse_floats(values: Iterable[Any]) -> None:
    for value in values:
        if type(value) in _PLAIN:
            continue
        if isinstance(value, dict):
            _refuse_floats(value.values())
        elif isinstance(value, list | tuple):
            _refuse_floats(value)
        elif isinstance(value, float):
            raise ValueError("no floats in a record")
