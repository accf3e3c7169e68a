"""What a form is about: the verb with the words that are known already, also as the place where its draft is kept (DESIGN 2)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Call = tuple[str, tuple[Any, ...], dict[str, Any]]  # a verb, its words in order, its options


def ask_place(verb: str, words: Sequence[Any], options: Mapping[str, Any]) -> str:
    """Give the place where the draft of a form is kept: the verb with what is known, so that each keeps its own."""
    return "ask:" + json.dumps([verb, list(words), dict(options)], ensure_ascii=False)


def asked_at(place: str) -> Call:
    """Give the verb and what is known of such a place."""
    verb, words, options = json.loads(place.removeprefix("ask:"))
    return verb, tuple(words), options
