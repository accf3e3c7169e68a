"""Says every sentence of the desk in the operator's language: English is the key, Chinese stands in the catalogue (gettext)."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh_CN", "en")
DOMAIN = "commandpost"

_current = "en"
_for_now: ContextVar[str | None] = ContextVar("language_for_now", default=None)


def set_language(code: str) -> None:
    """Switch the language of this process; refuses (ValueError) what is not in LANGUAGES."""
    global _current
    if code not in LANGUAGES:
        raise ValueError(code)
    _current = code


def language() -> str:
    """Give the language now spoken: `zh_CN` or `en`."""
    return _for_now.get() or _current


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language within this block alone; other threads keep theirs."""
    token = _for_now.set(code)
    try:
        yield
    finally:
        _for_now.reset(token)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    with (Path(__file__).parent / code / f"{DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def say_in(code: str, msgid: str, /, **values: Any) -> str:
    """Say a sentence in the language given, its {blanks} filled."""
    text = _catalogue(code).gettext(msgid)
    return text.format(**values) if values else text


def say(msgid: str, /, **values: Any) -> str:
    """Say a sentence in the language now spoken, its {blanks} filled."""
    return say_in(language(), msgid, **values)
