"""Reads one YAML file of a plan with the line of every value, trusting nothing: no alias, tag or doubled key.

Values are read as YAML 1.2 reads them: true, false, null, whole numbers and decimals (exactly, as Decimal); all else is
text as typed, so that `No`, `12:30` or `010` stay what the safety manager wrote. The events come from the C parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from commandpost.locale.words import say
from commandpost.plan.fault import Fault, Where, field_name

MAX_BYTES = 2_000_000  # ours has 20 kB a file; more than this is not a plan that somebody wrote
MAX_DEPTH = 20  # ours has 7
MAX_DIGITS = 15
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z", re.ASCII)


@dataclass(slots=True)
class Source:
    """A file as read: its values, the line (from 1) of each, and what could not be read."""

    name: str
    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line_of(self, where: Where) -> int:
        """Give the line of a place; of what is missing there, the line of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 0)

    def fault(self, where: Where, what: str, do: str, *, warning: bool = False) -> Fault:
        """Make a fault at a place of this file."""
        return Fault(self.name, self.line_of(where), field_name(self.data, where), what, do, warning)

    def unreadable(self, line: int, what: str, do: str) -> None:
        """Note that the file could not be read, from this line on (0: at all)."""
        self.faults.append(Fault(self.name, line, "", what, do))


class _Stop(Exception):
    """Ends the reading of a file at a fault after which nothing in it can be trusted."""


def read_source(file: Path, name: str) -> Source:
    """Read a file; every fault is in the answer's `faults`, none is raised."""
    source = Source(name)
    text = _text(file, source)
    if text is None:
        return source
    reading = _Reading(source)
    try:
        reading.whole(yaml.parse(text, Loader=yaml.CSafeLoader))
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        _not_yaml(source, text, error)
    except yaml.YAMLError:
        source.unreadable(0, *_control_character())
    for line, where, what, do in reading.found:
        source.faults.append(Fault(name, line, field_name(source.data, where), what, do))
    return source


def _text(file: Path, source: Source) -> str | None:
    """Give the text of a file, or None when a fault was noted."""
    try:
        with file.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        source.unreadable(0, say("The file is missing."), _copy_ours())
        return None
    except OSError as error:
        what = say("The file cannot be read ({reason}).", reason=error.strerror or type(error).__name__)
        source.unreadable(0, what, say("Check that it is a plain file and that you may read it."))
        return None
    if len(raw) > MAX_BYTES:
        what = say("The file is larger than {limit} bytes.", limit=MAX_BYTES)
        source.unreadable(0, what, say("A plan is written by people: take out what does not belong in it."))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        source.unreadable(line, say("The text is not UTF-8."), say("Save the file as UTF-8 in your editor."))
        return None
    found = UNREADABLE.search(text)
    if found:
        source.unreadable(text.count("\n", 0, found.start()) + 1, *_control_character())
        return None
    return text


def _copy_ours() -> str:
    return say("Copy it from the plan that came with commandpost.")


def _control_character() -> tuple[str, str]:
    return say("There is a control character in the text."), say("Delete it and type the text anew.")


def _not_yaml(source: Source, text: str, error: yaml.MarkedYAMLError) -> None:
    """Note a fault of the YAML itself, at the line that helps; a tab is named as what it is."""
    problem = str(error.problem)
    mark = error.problem_mark
    if error.context_mark is not None and (mark is None or mark.index >= len(text) or "end of stream" in problem):
        mark = error.context_mark  # what is never closed is noticed at the end of the file; its beginning helps
    number = mark.line if mark is not None else 0
    rows = text.splitlines()
    row = rows[number] if number < len(rows) else ""
    indent = row[: len(row) - len(row.lstrip())]
    if "\t" in indent or ("\t" in row and "cannot start any token" in problem):
        what = say("There is a tab where YAML allows only spaces.")
        source.unreadable(number + 1, what, say("Indent with spaces."))
    else:
        do = say("Look at indentation, quotes, colons and brackets here and on the line before.")
        source.unreadable(number + 1, say("The line cannot be read as YAML."), do)


class _Reading:
    """Turns the parser's events into values, noting where each stands."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[tuple[int, Where, str, str]] = []

    def whole(self, events: Iterator[yaml.Event]) -> None:
        """Read the one document of the file."""
        for event in events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if self.source.lines:
                self._note(
                    event, (), say("A second document begins here."), say("Take out the line with three dashes.")
                )
                return
            self.source.data = self._value(next(events), events, ())
        if self.source.data is None:
            self.source.unreadable(1, say("The file is empty."), _copy_ours())

    def _note(self, event: yaml.Event, where: Where, what: str, do: str) -> None:
        self.found.append((_line(event), where, what, do))

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], where: Where) -> Any:
        self.source.lines[where] = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            what = say("Anchors and aliases (& and *) are not used in a plan.")
            self._note(event, where, what, say("Write the value out; a text that begins with & or * goes in quotes."))
            raise _Stop
        if getattr(event, "tag", None) is not None:
            what = say("Tags (!) are not used in a plan.")
            self._note(event, where, what, say("Take the tag out; a text that begins with ! goes in quotes."))
            raise _Stop
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, where)
        if len(where) >= MAX_DEPTH:
            what = say("The values are nested too deeply.")
            self._note(event, where[:3], what, say("Look for a bracket that is not closed."))
            raise _Stop
        return self._mapping(events, where) if isinstance(event, yaml.MappingStartEvent) else self._list(events, where)

    def _list(self, events: Iterator[yaml.Event], where: Where) -> list[Any]:
        rows: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            rows.append(self._value(event, events, (*where, len(rows))))
        return rows

    def _mapping(self, events: Iterator[yaml.Event], where: Where) -> dict[str, Any]:
        row: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._note(event, where, say("A field's name must be a plain word."), say("Write it as name: value."))
                raise _Stop
            name = event.value
            here = (*where, name)
            if UNREADABLE.search(name):
                self._note(event, where, *_control_character())
                raise _Stop
            if name in row:
                first = self.source.lines[here]
                what = say("The field {name} stands here twice, first on line {line}.", name=name, line=first)
                self._note(event, here, what, say("Keep one of the two."))
            row[name] = self._value(next(events), events, here)
            # a field is looked for where its name stands, also when its value begins on a later line
            self.source.lines[here] = _line(event)
        return row

    def _scalar(self, event: yaml.ScalarEvent, where: Where) -> Any:
        text = event.value
        if UNREADABLE.search(text):
            self._note(event, where, *_control_character())
            return ""
        if not event.implicit[0]:
            return text  # it was typed in quotes
        if text in _NULLS:
            return None
        if text in _BOOLS:
            return _BOOLS[text]
        integer = _INTEGER.match(text)
        if not integer and not _DECIMAL.match(text):
            return text
        if len(text) > MAX_DIGITS:
            self._note(event, where, say("The number is too long."), say("Write at most {n} digits.", n=MAX_DIGITS))
            return 0
        return int(text) if integer else Decimal(text)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 0
