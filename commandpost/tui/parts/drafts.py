"""Keeps what is being typed on disk from the first key: Escape, a crash or a power cut brings it back (DESIGN 2)."""

from __future__ import annotations

import contextlib
import json
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.locale.words import say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.command_words import spelling
from commandpost.tui.parts.errand import Errand

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

QUICK = "quick"  # the line of a report or a command
ASKED = "ask:"  # the form of a verb, with what was known
READING = "reading"  # the step that is being read aloud, list by list (reading_place.py)
PLACES = "places"  # which other places hold something: JSON list


def entry_place(book: str) -> str:
    """Give the place of the entry that is being typed for a book."""
    return f"entry:{book}"


def place_words(place: str) -> str:
    """Say where words stand: in the quick line, in the log of a book, or in the form of a verb."""
    if place.startswith(ASKED):
        verb, words, _ = json.loads(place.removeprefix(ASKED))
        return " ".join([spelling(verb), *(str(word) for word in words if len(str(word)) < 32)])  # an id tells nobody
    if place == QUICK:
        return say("the quick line")
    book = place.removeprefix("entry:")
    if book != "duty":
        return book
    return say("the duty log ({page}, then {entry})", page=key_of("log.day"), entry=key_of("log.add"))


class Sent(NamedTuple):
    """A line that was entered, perhaps not done: its key, its words, when (if writing was not possible yet)."""

    key: str
    text: str
    at: str | None
    verb: bool = False


class Draft:
    """What stands at a place: the words, the submission key they will carry, and what was entered before them."""

    def __init__(self, text: str = "", key: str = "", sent: list[Sent] | None = None) -> None:
        self.text, self.key, self.sent = text, key, sent or []

    def packed(self) -> str:
        """Give it as it is kept; nothing for nothing."""
        if not self.text and not self.sent:
            return ""
        return json.dumps({"text": self.text, "key": self.key, "sent": self.sent}, ensure_ascii=False)

    @classmethod
    def unpacked(cls, kept: str) -> Draft:
        """Read what was kept; words that somebody else put there are words."""
        try:
            read = json.loads(kept)
            return cls(str(read["text"]), str(read["key"]), [Sent(*item) for item in read["sent"]])
        except (ValueError, TypeError, KeyError):
            return cls(text=kept)


def _names(kept: str) -> list[str]:
    try:
        return [str(name) for name in json.loads(kept)] if kept else []
    except ValueError:
        return []


def read_drafts(desk: Any) -> dict[str, str]:
    """Read what was half typed when the desk was last left, by place."""
    kept = {place: desk.draft(place) for place in (QUICK, *_names(desk.draft(PLACES)))}
    return {place: text for place, text in kept.items() if text}


class Drafts:
    """The drafts of this desk: in memory at once, on disk as soon as a thread is free; many keys make one write."""

    def __init__(self, frame: DeskApp) -> None:
        self._frame = frame
        self._drafts: dict[str, Draft] = {}
        self._kept: dict[str, str] = {}  # as on disk
        self._errands: dict[str, Errand] = {}
        self._pen = threading.RLock()  # a second signal may come while the first is being answered
        self._wish = 0
        self._done: dict[str, int] = {}

    def at(self, place: str) -> Draft:
        """Give what stands at a place."""
        return self._drafts.setdefault(place, Draft())

    def opened(self, kept: dict[str, str]) -> dict[str, Draft]:
        """The desk is open and gives what was kept before; words typed since the start stay. Gives what came back."""
        back: dict[str, Draft] = {}
        for place, text in kept.items():
            self._kept[place] = text
            old, new = Draft.unpacked(text), self.at(place)
            if not new.text:
                new.text, new.key = old.text, old.key
            new.sent[:0] = old.sent
            back[place] = old
        for place in list(self._drafts):
            self._write(place)
        return back

    def typed(self, place: str, text: str) -> None:
        """Keep the words now typed there; other words than those that came back get another key."""
        draft = self.at(place)
        if text == draft.text:
            return
        draft.text, draft.key = text, self._frame.new_key()
        self._write(place)

    def send(self, place: str, text: str, at: str | None, *, verb: bool = False) -> Sent:
        """The words were entered: they stay on disk under their key until `done`."""
        draft = self.at(place)
        sent = Sent(draft.key or self._frame.new_key(), text, at, verb)
        draft.sent.append(sent)
        draft.text = draft.key = ""
        if at is not None:
            self._write(place)  # else what is on disk, the same words under the same key, is still right
        return sent

    def done(self, place: str, sent: Sent) -> None:
        """They are in the book."""
        draft = self.at(place)
        draft.sent = [other for other in draft.sent if other.key != sent.key]
        self._write(place)

    def refused(self, place: str, sent: Sent) -> None:
        """They are not in the book: the words come back, in front of any that were typed since."""
        draft = self.at(place)
        draft.sent = [other for other in draft.sent if other.key != sent.key]
        if place.startswith(ASKED):  # fields are not put behind one another
            draft.text = draft.text or sent.text
        else:
            draft.text = f"{sent.text} {draft.text}".strip()
        draft.key = self._frame.new_key()
        self._write(place)

    def back_as_words(self, place: str, sent: Sent) -> None:
        """They may be in the book or not: they come back under the same key, which makes them once."""
        draft = self.at(place)
        draft.sent = [other for other in draft.sent if other.key != sent.key]
        if not draft.text:
            draft.text, draft.key = sent.text, sent.key
        elif draft.text != sent.text and not place.startswith(ASKED):
            draft.text, draft.key = f"{sent.text} {draft.text}", self._frame.new_key()
        self._write(place)

    def _write(self, place: str) -> None:
        desk, text = self._frame.desk, self.at(place).packed()
        errand = self._errands.setdefault(place, Errand(self._frame, f"draft {place}"))
        if desk is None or (self._kept.get(place, "") == text and not errand.out):
            return
        self._wish += 1
        errand.run(
            partial(self._put, desk, place, text, self._wish), partial(self._landed, place), self._frame.complain
        )

    def _put(self, desk: Any, place: str, text: str, wish: int) -> str:
        """Write in a thread; a wish that was overtaken by a newer one is left out, else it would undo it."""
        with self._pen:
            if wish > self._done.get(place, 0):
                self._list(desk, place)
                desk.keep_draft(place, text)
                self._done[place] = wish
        return text

    def _list(self, desk: Any, place: str) -> None:
        """Write down that this place holds something, before it does: nobody would look there else after a crash."""
        if place == QUICK or place in _names(desk.draft(PLACES)):  # asked anew: an erasure takes every draft away
            return
        holding = {p for p, draft in list(self._drafts.items()) if p != QUICK and (draft.text or draft.sent)}
        desk.keep_draft(PLACES, json.dumps(sorted({*holding, place})))

    def _landed(self, place: str, text: str) -> None:
        self._kept[place] = text

    def flush(self) -> None:
        """Write everything now, what has just been typed too: the terminal was closed or the machine goes down."""
        desk = self._frame.desk
        if desk is None:
            return
        for screen in self._frame.desk_screens():
            if (line := screen.bottom) is not None and not line.closing:
                draft, words = self.at(line.place), line.words
                if words != draft.text:
                    draft.text, draft.key = words, self._frame.new_key()
        for place, draft in self._drafts.items():
            if self._kept.get(place, "") != (text := draft.packed()):
                self._wish += 1
                with contextlib.suppress(Exception):  # one that cannot be written must not keep the others from it
                    self._kept[place] = self._put(desk, place, text, self._wish)
