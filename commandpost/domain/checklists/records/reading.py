"""What is read aloud: a list with its steps in both languages and who answers, and the pause point that asks for it (R4.4)."""

from __future__ import annotations

from typing import NamedTuple


class PauseDue(NamedTuple):
    """A pause point that is due in an incident since a moment: `open` counts what is read there, `critical` says that only what is critical is."""

    incident: str
    code: str
    zh: str
    en: str
    since: str
    open: int
    critical: bool


class ReadStep(NamedTuple):
    """A step as it is read aloud. `who_zh`, `who_en` name the post or role that does it, `person` its holder.

    `list` is the list it stands on (null for what belongs to none), `state` open, done or skipped; `late_s` whole seconds.
    """

    id: str
    list: str | None
    zh: str
    en: str
    detail_zh: str | None
    detail_en: str | None
    who_zh: str
    who_en: str
    person: str | None
    critical: bool
    target_at: str
    late_s: int
    state: str
    done_at: str | None
    done_by: str | None


class ListHere(NamedTuple):
    """A list of the book that can be read: how many of its steps are open."""

    code: str
    zh: str
    en: str
    open: int
    total: int


class Reading(NamedTuple):
    """A list to be read aloud: `mode` is read_do or do_confirm, `at_pause` says that it is what a pause point asks.

    `pause` is the pause point that is due, `lists` all that can be read in this book.
    """

    book: str
    list: str
    zh: str
    en: str
    mode: str
    at_pause: bool
    pause: PauseDue | None
    steps: tuple[ReadStep, ...]
    lists: tuple[ListHere, ...]
