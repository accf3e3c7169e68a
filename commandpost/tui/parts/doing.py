"""Brings what was entered into the book, one line after the other, and the words back when a rule says no."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from commandpost.locale.words import language, say
from commandpost.tui.parts.command_words import Spoken, laid_out, run_spoken, spoken
from commandpost.tui.parts.drafts import ASKED, QUICK, READING, Draft, Sent, entry_place, place_words
from commandpost.tui.parts.entry_words import SaidEntry, known, may_have_head, read_entry
from commandpost.tui.parts.errand import Errand, Queue
from commandpost.tui.parts.verbs import learn

if TYPE_CHECKING:
    from commandpost.desk import Desk
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.ask.calls import Call
    from commandpost.tui.parts.ask.form import AskForm

ID = 32  # nothing that people name things by is so long
Then = Callable[[Any], str]  # gives the sentence that says what was done


class Doing:
    """The queue of what the operator wants done. It waits until the desk can write, and loses nothing meanwhile."""

    def __init__(self, frame: DeskApp) -> None:
        self._frame = frame
        self._queue = Queue(frame, "doing")
        self._learning = Errand(frame, "learn")
        self.ready = False
        self._warming = 0

    @property
    def busy(self) -> int:
        """How many verbs are not done yet."""
        return len(self._queue) - self._warming

    def warm(self) -> None:
        """The desk is open: load what writing needs; everything entered meanwhile waits behind it."""
        self._warming = 1
        self._queue.first(self._desk.warm, self._warmed, self._not_warmed)
        self._queue.start()

    def _warmed(self, _: Any) -> None:
        self._warming, self.ready = 0, True
        self._frame.standing.refresh()
        self._learning.run(learn, lambda _: self._frame.standing.sweeping.loaded(), self._frame.complain)

    def _not_warmed(self, error: Exception) -> None:
        self._warming = 0
        self._frame.standing.fault = say("cannot write")
        self._frame.complain(error, stays=True)

    @property
    def _desk(self) -> Desk:
        desk = self._frame.desk
        assert desk is not None  # noqa: S101 - the queue starts when it is open
        return desk

    def do(self, work: Callable[[], Any], then: Then, failed: Callable[[Exception], None]) -> None:
        """Do one piece of work after what was entered before; panes redraw what it changed, and its news are said."""
        frame = self._frame

        def landed(done: Any) -> None:
            if (tables := getattr(done, "tables", None)) is not None:
                frame.changed(tables)
            said = [then(done), *getattr(done, "remarks", ()), *getattr(done, "findings", ())]
            if sentences := [ended(sentence) for sentence in said if sentence]:
                frame.standing.say(" ".join(sentences), stays_longer=len(sentences) > 1)
            if frame.walk is not None:
                frame.walk.done(done)
            frame.released()

        def missed(error: Exception) -> None:
            failed(error)
            frame.released()

        self._queue.run(work, landed, missed)

    # what the lines at the foot of the screen enter

    def report(self, text: str) -> None:
        """A line that becomes an incident."""
        self._report(self._frame.drafts.send(QUICK, text, self._pressed_at()))

    def entry(self, book: str, text: str) -> None:
        """A line that becomes an entry of a book."""
        self._entry(book, self._frame.drafts.send(entry_place(book), text, self._pressed_at()))

    def verb(self, said: Spoken, text: str) -> None:
        """A line that is a verb, or a question."""
        self._verb(said, self._frame.drafts.send(QUICK, text, self._pressed_at(), verb=True))

    def asked(self, place: str, text: str, call: Call, form: AskForm | None) -> Sent:
        """A verb with the words of its form; the form closes when it is done, and says why when it is not."""
        sent = self._frame.drafts.send(place, text, self._pressed_at(), verb=True)
        self._asked(place, sent, call, form)
        return sent

    def take_up(self, back: dict[str, Draft]) -> list[str]:
        """After a crash: do what was entered and had to wait; give the places where words still stand."""
        for place, draft in back.items():
            for sent in draft.sent:
                if sent.at is None:  # it may be in the book already: the words come back, their key makes them once
                    self._frame.drafts.back_as_words(place, sent)
                elif place.startswith(ASKED):
                    from commandpost.tui.parts.ask.opening import call_of

                    self._asked(place, sent, call_of(place, sent.text, self._frame), None)
                elif place.startswith("entry:"):
                    self._entry(place.removeprefix("entry:"), sent)
                elif sent.verb and (said := spoken(sent.text)) is not None:
                    self._verb(said, sent)
                else:
                    self._report(sent)
        return [place_words(place) for place in back if place != READING and self._frame.drafts.at(place).text]

    def _pressed_at(self) -> str | None:
        return None if self.ready else self._frame.standing.now_text()

    def _report(self, sent: Sent) -> None:
        def done(answer: Any) -> str:
            self._frame.drafts.done(QUICK, sent)
            for screen in self._frame.desk_screens():
                screen.pane_here.choose(answer.ref)
            return say("{number} is in the book.", number=answer.ref)

        self._send(QUICK, sent, lambda: self._desk.do("incident.report", sent.text, at=sent.at, key=sent.key), done)

    def _entry(self, book: str, sent: Sent) -> None:
        def done(answer: Any) -> str:
            self._frame.drafts.done(entry_place(book), sent)
            if book.startswith("duty"):
                return say("{entry} is in the duty log.", entry=answer.ref)
            return say("{entry} is in the log of {book}.", entry=answer.ref, book=book)

        def add() -> Any:
            desk = self._desk
            said = read_entry(sent.text, known(desk)) if may_have_head(sent.text) else SaidEntry(sent.text)
            return desk.do("log.add", book, said.text, at=sent.at, key=sent.key, **said.options())

        self._send(entry_place(book), sent, add, done)

    def _verb(self, said: Spoken, sent: Sent) -> None:
        def done(answer: Any) -> str:
            self._frame.drafts.done(QUICK, sent)
            if said.is_question:
                return self._answered(said, answer)
            return done_words(answer)

        common = {} if said.is_question else {"at": sent.at, "key": sent.key}
        self._send(QUICK, sent, lambda: run_spoken(self._desk, said, **common), done)

    def _asked(self, place: str, sent: Sent, call: Call, form: AskForm | None) -> None:
        verb, words, options = call
        at = options.pop("at", sent.at)

        def done(answer: Any) -> str:
            self._frame.drafts.done(place, sent)
            if form is not None:
                form.done()
                if (words := form.said(answer)) is not None:
                    return words
            return done_words(answer)

        def refused(error: Exception) -> None:
            self._frame.drafts.refused(place, sent)
            refusal = getattr(error, "refusal", None)
            if refusal is None or form is None or form.closing or not form.is_attached:
                self._frame.complain(error)
            if form is not None:
                form.refuse(refusal.sentence() if refusal is not None else say("The log file has the details."))

        self.do(lambda: self._desk.do(verb, *words, at=at, key=sent.key, **options), done, refused)

    def _answered(self, said: Spoken, answer: Any) -> str:
        number = getattr(answer, "number", None)
        if said.id == "incident.show" and number:
            self._frame.open_incident(number)
        elif said.id == "board":
            self._frame.action_pane("board")
        elif said.id == "search":
            self._frame.going.search(" ".join(word for word in said.words if not word.startswith("--")))
        elif said.id == "list.show":
            self._frame.going.lists(answer.number)
        elif said.id == "task.show":
            self._frame.going.task(answer.number, answer.line.id)
        elif said.id == "task.timeline" and said.words:
            self._frame.going.timeline(said.words[0])
        elif said.id == "command.handover" and said.words:
            self._frame.going.handover(answer.incident)
        elif said.id == "hear.list" and (book := named_book(said, "for")) is not None:
            self._frame.going.hearing(book)
        elif said.id == "order.list" and (book := named_book(said, "book")) is not None:
            self._frame.going.orders(book)
        elif said.id == "card.list" or (said.id == "card.show" and answer.open is None):
            self._frame.going.cards(text=" ".join(said.words))
        elif said.id == "card.show":
            self._frame.going.card(answer.code)
        elif said.id == "task.owed":
            self._frame.going.owed_notes(said.words[0])
        elif said.id == "list.read":
            self._frame.going.reader(*said.words[:2])
        elif said.id == "attachment.list":
            self._frame.going.papers(said.words[0] if said.words else "duty")
        elif said.id in ("log.list", "log.day") and not any(word.startswith("--") for word in said.words):
            self._frame.going.book(said.words[0] if said.words else "duty")
        else:
            self._frame.going.answer(said)
        return ""

    def _send(self, place: str, sent: Sent, work: Callable[[], Any], done: Then) -> None:
        def refused(error: Exception) -> None:
            self._frame.drafts.refused(place, sent)
            self._words_back(place, sent, error)

        self.do(work, done, refused)

    def _words_back(self, place: str, sent: Sent, error: Exception) -> None:
        """A rule said no: the words are back in their line, with the reason."""
        frame, refusal = self._frame, getattr(error, "refusal", None)
        if refusal is None:
            frame.complain(error)
            return
        page = frame.page
        line = page.bottom if page is not None else None
        if line is not None and line.place == place and not line.closing:
            line.refuse(refusal.sentence(), frame.drafts.at(place).text)
        elif page is not None and place == QUICK and (line is None or line.closing):
            frame.run_worker(frame.open_quick(verbs=sent.verb, wrong=refusal.sentence()))
        else:  # something else is being typed, or another page is seen: the words wait where they were typed
            frame.complain(error)


def done_words(answer: Any) -> str:
    """Say that it is done, with what was made where that has a number; an id tells nobody anything."""
    return say("Done: {ref}", ref=answer.ref) if answer.ref and len(answer.ref) < ID else say("Done.")


def named_book(said: Spoken, option: str) -> str | None:
    """Give the book that a question names by its only option, nothing where it asks for the whole desk; None for other words."""
    words, options = laid_out(said, frozenset(), frozenset())
    return None if words or set(options) - {option} else str(options.get(option, ""))


def ended(sentence: str) -> str:
    """Give a sentence with its full stop."""
    if sentence[-1:] in ".。…!?！？":
        return sentence
    return sentence + ("。" if language() == "zh_CN" else ".")
