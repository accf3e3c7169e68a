"""Says what the desk understood of a line while it is typed: type, place, counts, level, the level suggested and why (R4.1, R4.3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from textual.dom import DOMNode

from commandpost.locale.words import language, say
from commandpost.tui.parts.cells import Span, shown
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.finding import HAN, sound
from commandpost.tui.parts.ink import level_ink
from commandpost.tui.parts.naming import level_words

if TYPE_CHECKING:
    from commandpost.domain.incidents.questions.places import LineReader
    from commandpost.domain.incidents.rules.quick_line import Grammar, Understood
    from commandpost.domain.incidents.rules.quick_nearest import Near, NearWords, Offers
    from commandpost.domain.incidents.rules.quick_suggests import LineSuggestion
    from commandpost.tui.app import DeskApp

AT_ONCE = 200  # characters read between two keys, within 2 ms; a longer line is read in a thread
_known: WeakKeyDictionary[Any, LineReader] = (
    WeakKeyDictionary()
)  # the last reader of a desk: a second line needs no waiting


_near: WeakKeyDictionary[Any, tuple[Grammar, bool, NearWords]] = WeakKeyDictionary()  # what finds the word that was meant, with its sounds or without


class Read(NamedTuple):
    """A line as it was understood, what the rules suggest for it, and what may have been meant by what was not understood."""

    line: str
    understood: Understood
    suggestion: LineSuggestion
    offers: Offers | None

    @property
    def offer(self) -> tuple[str, Near] | None:
        """The first thing that may have been meant, with the part it would be."""
        type_, place = self.offers or (None, None)
        return ("type", type_) if type_ is not None else ("place", place) if place is not None else None


class Understanding:
    """Reads the line of one quick line: no key asks the file, and no key waits."""

    def __init__(self, owner: DOMNode, frame: DeskApp, again: Callable[[], None]) -> None:
        self._frame, self._again = frame, again
        self._fetching, self._reading = Errand(owner, "line reader"), Errand(owner, "reading a line")
        self._nearing = Errand(owner, "words that may be meant")
        self._wanted: str | None = None
        self._making: tuple[Grammar, bool] | None = None
        self.last: Read | None = None

    @property
    def reader(self) -> LineReader | None:
        """Grammar, plan and places; None until they were fetched."""
        return _known.get(self._frame) if self._frame.desk is not None else None

    def fetch(self) -> None:
        """Ask for plan and places as they stand now, and learn what reading needs, in a thread."""
        if (desk := self._frame.desk) is not None:
            self._fetching.run(partial(_fetched, desk), self._fetched, self._frame.complain)

    def _fetched(self, reader: LineReader) -> None:
        known, _known[self._frame] = self.reader, reader
        if known is not reader:
            self.last = None
            self._again()

    def read(self, line: str) -> Read | None:
        """Give what is understood; of a long line what was understood last, until the thread has read it."""
        reader = self.reader
        if reader is None:
            return None
        if self.last is None or self.last.line != line:
            work = partial(_read, reader, line, self._frame.standing.now_text(), self._near_words(reader.grammar, line))
            if len(line) <= AT_ONCE:
                self.last = work()
            elif self._wanted != line:
                self._wanted = line
                self._reading.run(work, self._landed, self._frame.complain)
        return self.last

    def nothing_understood(self, line: str) -> bool:
        """Whether neither what nor where was understood of a line; False while nobody can know."""
        if self.reader is None:
            return False
        told = self.reader.grammar.understand(line)
        return told.type_word is None and told.place is None

    def _near_words(self, grammar: Grammar, line: str) -> NearWords | None:
        """Give what finds the word that was meant; made in a thread, with the sounds of Chinese once Chinese is typed."""
        sounding = HAN.search(line) is not None
        of, sounds, known = _near.get(self._frame, (None, False, None))
        if of is grammar and (sounds or not sounding):
            return known
        if (wanted := (grammar, sounding)) != self._making:
            self._making = wanted
            self._nearing.run(partial(_made_near, grammar, sounding), self._near_made, self._frame.complain)
        return known if of is grammar else None

    def _near_made(self, made: tuple[Grammar, bool, NearWords]) -> None:
        _near[self._frame] = made
        self.last = None
        self._again()

    def _landed(self, read: Read) -> None:
        self.last, self._wanted = read, None
        self._again()


def _fetched(desk: Any) -> LineReader:
    import commandpost.domain.incidents.rules.quick_preview
    import commandpost.domain.incidents.rules.quick_suggests  # noqa: F401 - else the first key would wait for it

    reader: LineReader = desk.line_reader()
    return reader


def _made_near(grammar: Grammar, sounding: bool) -> tuple[Grammar, bool, NearWords]:
    from commandpost.domain.incidents.rules.quick_nearest import NearWords

    return grammar, sounding, NearWords(grammar, sound if sounding else None)


def _read(reader: LineReader, line: str, at: str, near: NearWords | None) -> Read:
    from commandpost.domain.incidents.rules.quick_suggests import suggests

    understood = reader.grammar.understand(line)
    offers = near.offers(understood) if near is not None else None
    return Read(line, understood, suggests(reader.plan, understood, at), offers)


def parts_told(read: Read, reader: LineReader) -> list[list[Span]]:
    """Say the parts that were understood of a report, each with its name; the level suggested stands beside the one said."""
    from commandpost.domain.incidents.rules.quick_preview import preview

    told: list[list[Span]] = []
    level = say("level")
    for part in preview(read.understood, reader.plan, language(), reader.places):
        name: Span = (f"{part.label} ", "quiet")
        if part.label == level:
            ink = level_ink(read.understood.level) if read.understood.level else ""
            told.append([name, (part.value, ink), *suggestion_told(read, reader)])
        elif part.certain:
            told.append([name, (shown(part.value), "strong")])
        elif read.understood.type_word is None and part.label == say("type"):
            told.append([name, (say("not understood, it opens as unclassified"), "")])
        else:
            told.append([name, (shown(part.value), "")])
    kind, place = read.offers or (None, None)
    if kind is not None:
        told[0] = [told[0][0], *_meant(read, reader, "type", kind)]
    if place is not None:
        at = next((at for at, part in enumerate(told) if part[0][0] == f"{say('place')} "), None)
        said: list[Span] = [(say("place") + " ", "quiet")] if at is None else [*told[at], ("  ", "")]
        told[1 if at is None else at : 1 if at is None else at + 1] = [[*said, *_meant(read, reader, "place", place)]]
    return told


def _meant(read: Read, reader: LineReader, part: str, near: Near) -> list[Span]:
    """Say what may be meant by words that were not understood; it is asked, and never taken by itself."""
    typed = shown(read.line[near.start : near.end])
    return [(say("“{typed}”: ", typed=typed), ""), (say("{name}?", name=meant_name(reader, part, near.key)), "accent")]


def meant_name(reader: LineReader, part: str, key: str) -> str:
    """Give the name of a type or a place in the language spoken."""
    named: Any = reader.plan.types[key] if part == "type" else next(place for place in reader.places if place.id == key)
    return shown(named.zh if language() == "zh_CN" else named.en)


def suggestion_told(read: Read, reader: LineReader) -> list[Span]:
    """Say what the rules suggest, and why."""
    from commandpost.domain.incidents.rules.quick_suggests import reason_in_short

    level = read.suggestion.level
    why = reason_in_short(reader.plan, read.suggestion)
    return [
        (say(" — rules suggest "), "quiet"),
        (level_words(level), level_ink(level)),
        (say(": {why}", why=why), "quiet"),
    ]
