"""The fields of a form, made from a verb's own signature: required ones first, what was typed or chosen in each (DESIGN 2: declared once)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from commandpost.domain.core.clock import last_shown
from commandpost.domain.core.kinds import Misused, parameters, printable, read_moment
from commandpost.domain.registry import COMMANDS
from commandpost.locale.words import say
from commandpost.tui.parts.ask.words import label_of, sentence_of
from commandpost.tui.parts.finding import Choice, Finder

TO_COME = ("due", "until")  # moments that lie ahead
SPAN = re.compile(r"\s*\+?\s*(\d{1,3})\s*(?:(m|min|mins|minutes?|分|分钟)|(h|hours?|小时))\s*(?:内|后)?\s*", re.IGNORECASE)  # from now on
WHEN = "at"  # no parameter of a verb: the event time that every verb takes
NOT_NOW = frozenset(
    {"operator.take", "person.add", "person.erase", "place.add", "log.redact"}
)  # nobody backdates these


class Known(NamedTuple):
    """What a field may hold: the choices, whether it must be one of them, the one that stands there at first."""

    choices: tuple[Choice, ...]
    closed: bool = False
    start: str = ""


class Field:
    """One field of a form: its words on the screen, the key of the choice they stand for, and what may be chosen."""

    def __init__(
        self, verb: str, name: str, metavar: str, *, required: bool, many: bool = False, label: str = "", wanted: bool = False
    ) -> None:
        self.name, self.metavar, self.required, self.many = name, metavar, required, many
        self._verb, self._label = verb, label
        self.wanted = wanted or required  # nothing is done without it, although its form may ask for it in its own way
        self.text = self.key = ""
        self.start = ""  # the words that stood there before anybody typed
        self.known: Known | None = None
        self._finder = Finder(())

    @property
    def label(self) -> str:
        """What the field is called."""
        return self._label or label_of(self._verb, self.name)

    @property
    def sentence(self) -> str:
        """What is to be typed there."""
        return sentence_of(self._verb, self.name)

    @property
    def need(self) -> str:
        """Whether it is needed; stands in the field while that is empty, so that nobody learns it from a refusal."""
        return say("needed") if self.wanted else say("may be left out")

    @property
    def closed(self) -> bool:
        """Whether only one of the choices will do."""
        return self.known is not None and self.known.closed

    @property
    def none_known(self) -> str:
        """Say that what is typed is none of the choices, where only those will do."""
        if self._verb in ("task.assign", "task.add"):
            return say("Nobody known: only a post or a person the desk knows can be taken.")
        return say("None of the choices.")

    def know(self, known: Known) -> None:
        """Take the choices; the words already there stand for one of them where they are its name."""
        self.known, self._finder = known, Finder(known.choices)
        if self.key and (choice := self.choice(self.key)) is not None:  # said anew, perhaps in the other language
            self.take(choice)
        elif not self.text and known.start and (choice := self.choice(known.start)) is not None:
            self.take(choice)
            self.start = self.text

    def choice(self, key: str) -> Choice | None:
        """Give the choice of that key."""
        return next((choice for choice in self.known.choices if choice.key == key), None) if self.known else None

    def found(self) -> list[Choice]:
        """Give the choices that fit what is typed; all of them where one is chosen already."""
        if self.known is None:
            return []
        return list(self.known.choices) if self.key else self._finder.find(self.last_piece)

    @property
    def last_piece(self) -> str:
        """What is being typed now, where a field takes several."""
        return re.split(r"[;；]", self.text)[-1].strip() if self.many else self.text

    def take(self, choice: Choice) -> None:
        """Put a choice into the field."""
        if self.many:
            before = re.split(r"[;；]", self.text)[:-1]
            self.text = "; ".join([*(part.strip() for part in before), choice.key])
            return
        self.text, self.key = choice.names[0], choice.key

    def typed(self, text: str) -> None:
        """Other words than those of the choice are no choice any more."""
        if text != self.text:
            self.text, self.key = text, ""

    @property
    def touched(self) -> bool:
        """Whether somebody typed or chose here."""
        return self.text != self.start

    @property
    def said(self) -> Any:
        """What the verb is given."""
        if self.many:
            return [part.strip() for part in re.split(r"[;；]", self.text) if part.strip()]
        if self.metavar == "FLAG":
            return True if self.key == "yes" else None
        return self.key or self.text.strip()


def fields_of(verb: str, words: Sequence[Any], options: Mapping[str, Any]) -> list[Field]:
    """Give the fields of a verb that are not known yet, the required ones first, when it happened last."""
    from commandpost.desk import load

    wanted = parameters(load(COMMANDS[verb]))
    given = {p.name for p, _ in zip((p for p in wanted if p.positional), words, strict=False)} | set(options)
    made = [
        Field(verb, p.name, "FLAG" if p.flag else p.kind.metavar if p.kind else "", required=p.required, many=p.many)
        for p in wanted
        if p.name not in given
    ]
    made.sort(key=lambda field: not field.required)
    if verb not in NOT_NOW and WHEN not in given:
        made.append(Field(verb, WHEN, "WHEN", required=False))
    return made


def named_words(verb: str, words: Sequence[Any]) -> dict[str, Any]:
    """Give the words that are known already by the names of their parameters."""
    from commandpost.desk import load

    wanted = parameters(load(COMMANDS[verb]))
    return {p.name: word for p, word in zip((p for p in wanted if p.positional), words, strict=False)}


def packed(fields: Sequence[Field], *, whole: bool = False) -> str:
    """Give what was typed as it is kept on disk: nothing where nobody typed, unless the `whole` is entered."""
    if not whole and not any(field.touched for field in fields):
        return ""
    return json.dumps({f.name: [f.text, f.key] for f in fields if f.text}, ensure_ascii=False)


def unpack(fields: Sequence[Field], kept: str) -> None:
    """Put back what was kept; what nobody can read is left."""
    try:
        read = json.loads(kept) if kept else {}
        for field in fields:
            if field.name in read:
                field.text, field.key = (str(part) for part in read[field.name])
    except (ValueError, TypeError):
        return


def moment_of(text: str, now: datetime, zone: tzinfo, *, to_come: bool = False) -> str:
    """Read `14:05` as the last time the clock at the site showed it, or the next; `10 min` only ahead; the rest is left for the verb."""
    if to_come and (span := SPAN.fullmatch(text)) is not None:
        ahead = timedelta(minutes=int(span[1])) if span[2] else timedelta(hours=int(span[1]))
        return (now.astimezone(UTC) + ahead).astimezone(zone).isoformat()
    if (then := last_shown(text, now, zone)) is None:
        return text.strip()
    return (then + timedelta(days=1) if to_come else then).isoformat()


def missing(fields: Sequence[Field]) -> Field | None:
    """Give the first required field that is empty."""
    return next((field for field in fields if field.required and not field.text.strip()), None)


def missing_words(field: Field) -> str:
    """Say that it is."""
    return say("“{field}” is missing. {sentence}", field=field.label, sentence=field.sentence)


def fault(fields: Sequence[Field], now: datetime, zone: tzinfo) -> tuple[Field, str] | None:
    """Give the first field that cannot be as it is, with what to say of it: one that is missing, a time that is none."""
    if (empty := missing(fields)) is not None:
        return empty, missing_words(empty)
    for field in fields:
        if field.metavar in ("WHEN", "TIME") and field.text.strip():
            try:
                read_moment(moment_of(str(field.said), now, zone, to_come=field.name in TO_COME))
            except Misused:
                return field, say("“{text}” is not a time. Write it like 14:05.", text=printable(field.text)[:60])
    return None
