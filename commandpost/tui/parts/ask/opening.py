"""Opens the form of a verb, its own where it has one; and reads back one that was entered before a crash (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from commandpost.tui.parts.ask.calls import Call, asked_at
from commandpost.tui.parts.ask.fields import unpack
from commandpost.tui.parts.ask.form import AskForm
from commandpost.tui.parts.ask.forms import SPECIAL
from commandpost.tui.parts.errand import fetched

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


def call_of(place: str, kept: str, frame: DeskApp) -> Call:
    """Give the verb with all its words, of a form that was entered before a crash."""
    verb, words, options = asked_at(place)
    kind = SPECIAL.get(verb, AskForm)
    fields = kind.fields_for(verb, words, options, kind.told_of(kept))
    unpack(fields, kept)
    return kind.call_for(verb, words, options, fields, frame)


async def ask_form(frame: DeskApp, verb: str, words: Sequence[Any], options: Mapping[str, Any]) -> AskForm:
    """Make the form of a verb; one whose fields the book names is made when the book has named them.

    The option `start` gives words by field that stand there at first and may be changed.
    """
    kind, desk, told = SPECIAL.get(verb, AskForm), frame.desk, None
    options = dict(options)
    start = options.pop("start", {})
    if kind.BOOK_NAMES_FIELDS and desk is not None:
        told, error = await fetched(partial(kind.ask_first, desk, words))
        if error is not None:
            frame.complain(error)
    return kind(frame, verb, words, options, told, start)
