"""Writes a chosen type, place or level into a shouted line as the grammar reads it back, and takes nothing that was typed away (R4.1).

The line stays the only truth: a choice is a mark in it (#type, @place, !level), checked by reading the line again. A mark
that stands there already is replaced; plain words stay, since the mark outranks them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from commandpost.domain.incidents.rules.quick_line import Grammar, Understood, closing_level

Fits = Callable[[Understood], bool]


def with_type(grammar: Grammar, line: str, code: str, names: Sequence[str]) -> str | None:
    """Give the line with a type chosen, by the first of its names that is read back as this type; None if none is."""
    before = grammar.understand(line)
    span = before.type_span if before.type_span and _is(line[before.type_span[0]], "#") else None
    forms = [f"#{name}{end}" for name in names for end in ("", ",")]
    return _best(
        grammar,
        _written(line, span, forms, first=True),
        lambda told: told.type == code and told.type_word is not None,
        lambda told: _place(told) == _place(before) and _counts(told) == _counts(before),
        before.level,
    )


def with_place(grammar: Grammar, line: str, place: str, names: Sequence[str]) -> str | None:
    """Give the line with a known place chosen by its id, written by the first of its names that is read back as it."""
    before = grammar.understand(line)
    found = before.place
    span = (found.start, found.end) if found and _is(line[found.start], "@") else None
    forms = [form for name in names for form in (f"@{name}", f'@"{name}"')]
    return _best(
        grammar,
        _written(line, span, forms, first=False),
        lambda told: told.place is not None and told.place.id == place,
        lambda told: told.type == before.type and _counts(told) == _counts(before),
        before.level,
    )


def with_level(line: str, level: str | None) -> str:
    """Give the line closed by a level; None takes the closing level away."""
    while True:
        found, end = closing_level(line)
        if found is None:
            break
        line = line[:end]
    return f"{line.rstrip()} !{level}".lstrip() if level else line.rstrip()


def _written(line: str, span: tuple[int, int] | None, forms: Iterable[str], *, first: bool) -> Iterator[str]:
    _, end = closing_level(line)
    said, close = line[:end], line[end:]
    for form in forms:
        if span is not None:
            rest = said[span[1] :].removeprefix(",") if first else said[span[1] :]
            glued = rest[:1] in ("", *",，、;；.。")
            yield _joined(said[: span[0]], form + rest, close) if glued else _joined(said[: span[0]], form, rest, close)
        elif first:
            yield _joined(form, said, close)
        else:
            yield _joined(said, form, close)
    if span is None and not first:  # behind the limit nothing is read: then it stands in front
        for form in forms:
            yield _joined(form, said, close)


def _joined(*pieces: str) -> str:
    return " ".join(piece.strip() for piece in pieces if piece.strip())


def _best(grammar: Grammar, lines: Iterable[str], chosen: Fits, same: Fits, level: str | None) -> str | None:
    """Give the first line in which the choice is read and all else is as before, else the first in which it is read."""
    second: str | None = None
    for line in lines:
        told = grammar.understand(line)
        if not chosen(told) or told.level != level:
            continue
        if same(told):
            return line
        second = second or line
    return second


def _is(char: str, mark: str) -> bool:
    return unicodedata.normalize("NFKC", char) == mark


def _place(told: Understood) -> tuple[str | None, str] | None:
    return (told.place.id, told.place.text) if told.place else None


def _counts(told: Understood) -> dict[str, int]:
    return {count.metric: count.value for count in told.counts}
