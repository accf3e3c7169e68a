"""A desk that is open: runs every verb as one unit of work, answers every question, keeps what is being typed (DESIGN 2)."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commandpost.domain import moments, registry
from commandpost.domain.core.binding import bind, done_before
from commandpost.domain.core.broken import InWords, plainly
from commandpost.domain.core.clock import Clock, SystemClock, now_stamp, offset_of
from commandpost.domain.core.done import Again, Done
from commandpost.domain.core.ids import Ids, UuidIds
from commandpost.domain.core.kinds import clean, read_event, taken_as
from commandpost.domain.core.refusal import Refused
from commandpost.domain.core.submission import answer_of_erased, first_answer
from commandpost.domain.core.unit import Ask, Made, SiteFacts, Unit
from commandpost.domain.shapes import SHAPES
from commandpost.domain.site.lineage import Stood, copy_refused, first_mark, next_life, standing, writing_as
from commandpost.domain.site.standing import Reading, site_facts
from commandpost.locale.words import say
from commandpost.store import drafts, logfile
from commandpost.store.identity import Identity
from commandpost.store.loading import loading
from commandpost.store.mark import ErasedIds, Mark, Marks
from commandpost.store.read import Reader

if TYPE_CHECKING:
    from commandpost.domain.incidents.questions.places import LineReader
    from commandpost.plan.reader import Plan
    from commandpost.store.unit import Written
    from commandpost.store.writer import Writer

APP = "commandpost 0.1.0"
log = logging.getLogger("commandpost.desk")


@cache
def load(entry: registry.Entry) -> Callable[..., Any]:
    """Give the function behind a verb or question."""
    return getattr(import_module(entry.module), entry.function)  # type: ignore[no-any-return]


class Desk:
    """An open desk. Questions may come from any thread; verbs are done one at a time."""

    def __init__(self, folder: Path, state: Path, *, clock: Clock | None = None, ids: Ids | None = None) -> None:
        self.folder, self.state = folder, state
        logfile.keep(state)
        self.clock: Clock = clock or SystemClock()
        self.new_id: Ids = ids or UuidIds(self.clock)
        self.reader = Reader(folder)
        self.marks, self.erased = Marks(state, self.reader.path), ErasedIds(state)
        self._plans: dict[str, Plan] = {}
        self._writer: Writer | None = None
        self._opening = threading.Lock()
        self._version = self._head = -1
        self._mark: Mark | None = None
        self._marked_at = self._looked_at = -(10**9)
        self._commits = 0
        self._site: SiteFacts | None = None
        self._stood = Stood()
        self._lent: list[Path] = []
        self.begun: Done | None = None  # the new life that opening a copy had to begin

    @property
    def site(self) -> SiteFacts:
        """Where this desk stands and who sits at it, as last committed."""
        if self._site is None:
            self._site = site_facts(self.reader)
        return self._site

    @property
    def plan(self) -> Plan:
        """The plan pack in force."""
        assert self.site.plan is not None  # noqa: S101 - every site adopts one when it is opened
        return self.plan_of(self.site.plan)

    def plan_of(self, digest: str) -> Plan:
        """Give a plan pack that this site once adopted, by its version."""
        if digest not in self._plans:
            from commandpost.plan.reader import Plan

            sql = "SELECT content FROM plan_pack WHERE digest = ? LIMIT 1"
            with self._in_words():
                text = (self.reader(sql, (digest,)) or self._need_writer().read(sql, (digest,)))[0][0]
                if sha256(text.encode()).hexdigest() != digest:
                    raise sqlite3.DatabaseError("malformed: the plan is not the one that was adopted")
                self._plans[digest] = Plan.from_json(json.loads(text), digest)
        return self._plans[digest]

    def ask(self, question: str, *args: Any, **kwargs: Any) -> Any:
        """Answer a question of the registry by its id; gives frozen records. Refuses (Refused) what cannot be answered."""
        return self.ask_with_remarks(question, *args, **kwargs)[0]

    def ask_with_remarks(self, question: str, *args: Any, **kwargs: Any) -> tuple[Any, list[str]]:
        """Answer a question, and say what a person should know beside the answer: that a number was merged into another."""
        function = load(registry.QUESTIONS[question])
        with self._in_words():
            if self._head == -1:  # before the first answer, so that what another commits right behind it is news
                self.changed()
            ask = Ask(self.reader, self.site, self.plan_of, now_stamp(self.clock))
            bound, _ = bind(function, ask, args, kwargs)
            return function(ask, **bound), ask.remarks

    def line_reader(self) -> LineReader:
        """Give what reads a line as it is typed; one question, in a thread, so that no key has to ask."""
        from commandpost.domain.incidents.questions.places import line_reader

        with self._in_words():
            return line_reader(Ask(self.reader, self.site, self.plan_of, now_stamp(self.clock)))

    def understand(self, line: str) -> Any:
        """Give what a line says: type, place, counts, level (`rules.quick_line.Understood`)."""
        return self.line_reader().grammar.understand(line)

    def reads(self, question: str) -> frozenset[str]:
        """Give the tables a question reads."""
        return getattr(load(registry.QUESTIONS[question]), "reads", frozenset())

    def changed(self) -> bool:
        """Whether the book grew by another's hand since this was last asked, or since the first question; a kept draft is no news, nor what this desk did."""
        version = self.reader.version()
        if version == self._version:
            return False
        self._version, before, self._head = version, self._head, self._newest()
        if self._head == before:
            return False
        self._site = None
        return before != -1

    def _newest(self) -> int:
        return int(self.reader("SELECT coalesce(max(rowid), 0) FROM journal")[0][0])

    def keep_draft(self, place: str, text: str) -> None:
        """Keep what is being typed; on disk when this returns. An empty text drops the draft."""
        with self._in_words():
            drafts.keep(self.folder, place, clean(text), now_stamp(self.clock))

    def draft(self, place: str) -> str:
        """Give what was being typed there, or nothing."""
        with self._in_words():
            return drafts.kept(self.reader, place)

    def warm(self) -> None:
        """Load what writing needs; run it in a thread after the first paint."""
        with loading():
            import commandpost.store.statements  # noqa: F401 - else the first verb that changes a row would wait for it
        self._need_writer()

    def do(
        self,
        command: str,
        *args: Any,
        who: str | None = None,
        at: str | None = None,
        key: str | None = None,
        **kwargs: Any,
    ) -> Done:
        """Run a verb of the registry by its id as one unit of work: all of it is on disk when this returns, or nothing is.

        `who` is the name of who acts (else the operator), `at` the event time, `key` the submission key: the same key with the
        same words gives the first answer again, with other words it is refused. Raises Refused when a rule says no.
        """
        self._refuse_copy()
        words, named = done_before(load(registry.COMMANDS[command]), self.folder, args, kwargs)
        return self._do(command, writing_as, words, named, who, at, clean(key) if key else None)

    def _do(
        self,
        command: str,
        whose: Callable[[Reading], Identity],
        args: Sequence[Any],
        kwargs: dict[str, Any],
        who: str | None,
        at: str | None,
        key: str | None,
    ) -> Done:
        from commandpost.domain.log import papers
        from commandpost.store.sweep import owe
        from commandpost.store.unit import Heading, Stamp, StoreUnit

        function, writer = load(registry.COMMANDS[command]), self._need_writer()
        try:
            with self._in_words(), writer.transaction():
                now = now_stamp(self.clock)
                identity, site = self._stood.now(writer.read, writer.version(), whose)
                store = StoreUnit(writer, identity, self.new_id)
                event = read_event(at, now, site.zone or "UTC") if at else None
                unit = Unit(
                    store=store, site=site, _plan_of=self.plan_of, now=now, at=event or now,
                    who=None, new_id=self.new_id, at_given=event is not None, drill=site.drill,
                )  # fmt: skip
                unit.who = self._who(unit, who)
                try:
                    bound, kept = bind(function, unit, args, kwargs)
                except Refused:
                    if (made := answer_of_erased(unit, command, key)) is None:
                        raise
                    raise Again(made) from None
                if event:
                    kept["at"] = event
                    taken_as(unit, event, bound.values(), at)
                if key and (made := first_answer(unit, command, key, kept)) is not None:
                    raise Again(made)
                function(unit, **bound)
                findings = self._follow(unit)
                if unit.forgotten:
                    owe(store.read, store.own, unit.forgotten)
                if unit.gone:
                    papers.owe(store.read, store.own, unit.gone)
                heading = Heading(
                    command=command, key=key or self.new_id(), who=unit.who, args=kept, why=unit.why, drill=unit.drill,
                    incident=unit.incident, made=[[m.kind, m.id, "" if m.kind == "person" else m.ref] for m in unit.made],
                )  # fmt: skip
                zone = unit.site.zone or "UTC"
                stamped = Stamp(now, offset_of(self.clock.now(), zone), self.clock.boot(), self.clock.monotonic_ms())
                written = store.seal(heading, stamped, APP)
        except Again as again:
            return Done(command, [self._remembered(*item) for item in again.made], again=True)
        self._after(identity, written, unit)
        forgotten = {"personal"} if unit.forgotten else set()  # what shows the words must ask again: they are gone
        return Done(command, unit.made, unit.remarks, written.tables | forgotten, findings)

    def _after(self, identity: Identity, written: Written, unit: Unit) -> None:
        self._site = self.begun = None
        if self._head != -1 and (head := self._newest()) == self._head + 1:  # else another wrote as well
            self._head = head
        self._stood.committed(written.tables)
        self._commits += 1
        self._mark = Mark(identity.stream, written.head.seq, written.head.hash)
        if (mono := self.clock.monotonic_ms()) - self._marked_at >= 1000 or unit.forgotten:
            self._marked_at = mono
            self._put_mark(synced=bool(unit.forgotten))
        if unit.forgotten:
            unit.remarks.extend(self._sweep(self._need_writer(), 10_000))

    def _sweep(self, writer: Writer, patience: int) -> list[str]:
        from commandpost.domain.log import papers
        from commandpost.store.sweep import sweep

        left = papers.sweep(writer, self.folder)  # the bytes first: the file is then rid of their hashes too
        return [*left, *sweep(writer, self.folder, self.erased, patience=patience)]

    def _put_mark(self, *, synced: bool = False) -> None:
        if self._mark is not None:
            try:
                self.marks.write(self._mark, synced=synced)
            except OSError as fault:
                log.warning("the mark outside the file could not be written: %s", fault.strerror)

    def _remembered(self, kind: str, key: str, ref: str) -> Made:
        if kind == "person":  # a name never stands in a record
            from commandpost.domain.contacts.kinds import person_name

            ref = person_name(Ask(self.reader, self.site, self.plan_of, now_stamp(self.clock)), key) or ""
        return Made(kind, key, ref)

    def _who(self, unit: Unit, name: str | None) -> str | None:
        if name is None:
            return unit.site.operator
        from commandpost.domain.contacts.kinds import find_person

        return find_person(unit, name)

    def _follow(self, unit: Unit) -> list[str]:
        findings: list[str] = []
        for moment in unit.told:
            for reaction in moments.REACTIONS[moment.name]:
                entry = registry.Entry(reaction, "")
                before = [(kept, len(kept)) for kept in (unit.made, unit.remarks, unit.told)]
                try:
                    with unit.store.savepoint():
                        load(entry)(unit, moment)
                except Refused:
                    raise
                except Exception as fault:
                    if isinstance(fault, sqlite3.OperationalError):
                        raise  # a full or broken disk is no fault of the reaction, and has undone the whole unit
                    for kept, length in before:  # what it said it had made was undone with it
                        del kept[length:]
                    log.exception("reaction %s failed", reaction)
                    unit.insert(
                        "finding",
                        at=unit.now,
                        reaction=reaction,
                        fault=type(fault).__name__,
                        incident_id=moment.incident,
                    )
                    findings.append(
                        say("{reaction} failed; the entry itself is safe. See the log file.", reaction=reaction)
                    )
        return findings

    def _need_writer(self) -> Writer:
        with self._opening:
            if self._writer is None:
                from commandpost.store.writer import Writer

                with self._in_words():
                    self._writer = Writer(self.folder, SHAPES)
                    self.reader.see()
                    self._sweep(self._writer, 1000)
            return self._writer

    def standing(self) -> str:
        """Give `""` when this file may be written, `copy` when it is one, `behind` when it was put back."""
        return standing(self.reader, self.marks, self.site.stream)

    def _refuse_copy(self) -> None:
        if self._mark is not None:
            return
        with self._in_words():
            stream = self.site.stream
            if stands := self.standing():
                raise copy_refused(stands, self.marks, stream)
            from commandpost.store.unit import head_of

            head = head_of(self.reader, stream)
            self._mark = Mark(stream, head.seq, head.hash)

    def new_stream(self, reason: str, *, who: str | None = None, at: str | None = None) -> Done:
        """Open a new life of this desk's journal: after a restore, a clone, a copied file (JOURNAL 1.1)."""
        if self.begun is not None:
            return self.begun
        words: dict[str, Any] = {}

        def whose(read: Reading) -> Identity:
            from commandpost.store.unit import head_of

            before, life = site_facts(read).stream, next_life(read, self.new_id())
            first_mark(self.marks, life.stream)
            parent = head_of(read, before)
            words["parent"] = json.dumps([before, parent.seq, parent.hash])
            words["forgotten"] = json.dumps(self.erased.remembered(read))
            return life

        return self._do("stream.new", whose, (reason,), words, who, at, None)

    def _in_words(self) -> InWords:
        return InWords(self.reader, self.folder, Again)

    def lend(self, sha256: str, name: str) -> Path:
        """Give a copy of attached bytes for the system's own program to show; it goes when this desk is left."""
        from commandpost.domain.log.papers import lend

        self._lent.append(lend(self.folder, sha256, name))
        return self._lent[-1]

    def idle(self) -> None:
        """A small step of tidying the index and the write-ahead log; call it when nobody types."""
        if self._writer is not None and self._commits:
            from commandpost.store.sweep import rest

            rest(self._writer)
            self._sweep(self._writer, 100)
            self._commits = 0
            if (mono := self.clock.monotonic_ms()) - self._looked_at >= 3_600_000:
                from commandpost.domain.log.papers import sweep_strays

                self._looked_at = mono
                sweep_strays(self._writer, self.folder)

    def close(self) -> None:
        """Finish what is owed, move the mark to the last commit and let go of the file."""
        self._put_mark(synced=True)
        if self._writer is not None:
            try:
                if self._commits >= 16:
                    self.idle()
                self._sweep(self._writer, 500)
            except sqlite3.Error as fault:
                log.error("the file refused: %s", plainly(fault))
        self.leave()

    def leave(self) -> None:
        """Let go of the file as it stands."""
        if self._lent:
            from commandpost.domain.log.papers import give_back

            give_back(self._lent)
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self.reader.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *gone: object) -> None:
        self.close()
