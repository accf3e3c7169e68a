"""Makes a big desk quickly and honestly: every row goes through the real unit of work, every record into the real journal, so that verify is green."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from commandpost.desk import APP, Desk, create_desk, open_desk
from commandpost.domain.core.clock import MovedClock, now_stamp, offset_of
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.report import Opening, open_incident
from commandpost.domain.log.commands.writing import Origin, write_entry, write_fact
from commandpost.domain.log.kinds import BookRef, duty_book
from commandpost.domain.site.lineage import writing_as
from commandpost.settings import NAME
from commandpost.store import capture
from commandpost.store.files import DATABASE
from commandpost.store.mark import Mark, Marks
from commandpost.store.schema import SCHEMA
from commandpost.store.unit import Heading, Stamp, StoreUnit
from tests.bench import words

DATA, STATE = (
    Path("data") / NAME,
    Path("state") / NAME,
)  # as the platform lays them out, so that the command finds them as it does at a desk
ZONE = "Asia/Shanghai"
OPEN = 48  # incidents still open at the end: a bad evening
BATCH = 2000  # records a transaction while it is made: the data are honest, only the waiting for the disk is left out
TYPES = ("fire", "crowd_crush", "lift_entrapment", "medical", "missing_child", "power_outage", "flood", "complaint")


@dataclass(frozen=True, slots=True)
class Size:
    """How much a desk holds."""

    incidents: int
    entries: int

    @property
    def name(self) -> str:
        """As people say it."""
        return f"{_short(self.entries)} entries"


SMALL, BIG, HUGE = Size(100, 1_000), Size(10_000, 100_000), Size(100_000, 1_000_000)


def _short(count: int) -> str:
    return f"{count // 1_000_000}M" if count >= 1_000_000 else f"{count // 1000}k"


class Shelf:
    """The desks made in this run, each once, in a folder that goes when the run is over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def desk(self, size: Size) -> Path:
        """Give the folder of a desk of that size, with `data` and `state` in it; made when first asked for."""
        made = self.folder / f"{SCHEMA}-{size.incidents}-{size.entries}"
        if not made.exists():
            beside = made.with_suffix(".new")
            shutil.rmtree(beside, ignore_errors=True)
            make(beside, size)
            beside.rename(made)
        return made

    def copy(self, size: Size, name: str) -> Path:
        """Give a desk of its own to write into."""
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.desk(size), target)
        connection = sqlite3.connect(target / DATA / DATABASE)
        stream = connection.execute("SELECT value FROM own WHERE key = 'stream'").fetchone()[0]
        connection.close()
        marks = Marks(target / STATE, target / DATA / DATABASE)
        if (mark := marks.read(stream)) is not None:  # here the copy is the desk, not a second one that must not write
            marks.drop(stream)
            marks.write(mark)
        return target


def environment(folder: Path) -> dict[str, str]:
    """Give the environment in which the bare command sits at that desk."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMMANDPOST_")}
    if sys.platform == "linux":
        found = {"XDG_DATA_HOME": str(folder / DATA.parent), "XDG_STATE_HOME": str(folder / STATE.parent)}
    else:
        found = {"COMMANDPOST_DATA": str(folder / DATA), "COMMANDPOST_STATE": str(folder / STATE)}
    return {**kept, **found, "LANG": "en_US.UTF-8"}


def opened(folder: Path) -> Desk:
    """Open a desk that was made here."""
    return open_desk(folder / DATA, folder / STATE)


def make(folder: Path, size: Size, *, seed: int = 7) -> None:
    """Make a desk with so many incidents and entries; the last ones open, the others ended, the whole spread over the two years before now."""
    now = datetime.now(UTC).replace(microsecond=0)
    began = now - timedelta(days=730)
    clock = MovedClock(began)
    desk = create_desk(
        folder / DATA, folder / STATE, site="Harbour Mall 海港广场", desk="A", operator="Lin Wei", language="en", zone=ZONE,
        day_starts="06:00", clock=clock,
    )  # fmt: skip
    with desk:
        evening = _Evenings(desk, clock, Random(seed), size)
        evening.people()
        with _unsynced(desk):
            evening.past(began, now - timedelta(hours=3))
            evening.tonight(now - timedelta(hours=2), now)


@contextmanager
def _unsynced(desk: Desk) -> Iterator[None]:
    raw = desk._need_writer().raw
    raw.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA synchronous=FULL")
        for _ in range(64):
            desk.idle()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Evenings:
    """Tells what happened at the desk, record by record."""

    def __init__(self, desk: Desk, clock: MovedClock, chance: Random, size: Size) -> None:
        self._desk, self._clock, self._chance, self._size = desk, clock, chance, size
        self._writer = desk._need_writer()
        self._identity = writing_as(self._writer.read)
        self._zone = ZoneInfo(ZONE)
        self._entries = 0
        self._operator = desk.site.operator
        self._args: dict[str, Any] = {}
        self._types = [name for name in TYPES if name in desk.plan.types] or list(desk.plan.types)

    def people(self) -> None:
        """Let some posts be held, and name some places."""
        for name in ("Zhou Li", "Chen Yu", "王磊", "赵敏"):
            self._desk.do("person.add", name)
        for post, name in zip(list(self._desk.plan.posts)[:4], ("Zhou Li", "Chen Yu", "王磊", "赵敏"), strict=True):
            self._desk.do("post.assign", post, name)
        for code, zh, en in (
            ("2F-foodcourt", "2F美食广场", "2F food court"),
            ("gate-1", "1号门", "gate 1"),
            ("B2", "地下车库B2", "car park B2"),
        ):
            self._desk.do("place.add", code, zh=zh, en=en)

    def past(self, began: datetime, until: datetime) -> None:
        """Tell everything that is over: each incident reported, written about, ended; in between the duty log."""
        over = self._size.incidents - OPEN
        each = (self._size.entries - OPEN * 10) // over
        step = (until - began) / over
        for first in range(0, over, BATCH // (each + 1)):
            with self._writer.transaction():
                for number in range(first, min(over, first + BATCH // (each + 1))):
                    self._clock.put(began + step * number)
                    self._incident(each)
            if first % (20 * BATCH) < BATCH:
                self._desk._commits = 1
                self._desk.idle()
        head = StoreUnit(self._writer, self._identity, self._desk.new_id).head()
        self._desk._mark = Mark(self._desk.site.stream, head.seq, head.hash)

    def tonight(self, began: datetime, until: datetime) -> None:
        """Report what is still going on, by the verbs themselves, with all that follows from them."""
        left = self._size.entries - self._entries - OPEN
        for number in range(OPEN):
            self._clock.put(began + (until - began) * number / OPEN)
            level = ("", " !IV", " !III", " !II")[number % 4]
            ref = self._desk.do(
                "incident.report",
                f"{self._chance.choice(('fire', '火灾'))} 2F-foodcourt smoke, {number % 5} hurt{level}",
            ).ref
            for _ in range(left // (OPEN - number)):
                self._entry_verb(ref)
                left -= 1

    def _entry_verb(self, ref: str) -> None:
        text = words.sentence(self._chance, self._entries)
        self._entries += 1
        self._desk.do(
            "log.add", ref, text, by=self._chance.choice(words.SAYERS), channel=self._chance.choice(words.CHANNELS)
        )

    def _incident(self, entries: int) -> None:
        with self._record("incident.report") as unit:
            book = self._reported(unit)
        for number in range(entries - 1):
            self._clock.put(self._clock.now() + timedelta(seconds=self._chance.randrange(20, 200)))
            with self._record("log.add") as unit:
                target = duty_book(unit, "") if number % 10 == 9 else book
                self._entry(unit, target)
        with self._record("incident.end") as unit:
            self._ended(unit, book)

    def _reported(self, unit: Unit) -> BookRef:
        kind = self._chance.choice(self._types)
        line = unit.keep("entry", words.sentence(self._chance, self._entries))
        book = open_incident(
            unit,
            Opening(kind, line, unit.at, unit.at, None, unit.keep("place", self._chance.choice(words.PLACES_ZH)), None),
        )
        entry = self._entry(unit, book, line)
        write_fact(unit, book.id, entry, "deaths", "set", "0")
        for code in ("department", "group"):
            key = unit.insert(
                "deadline", incident_id=book.id, kind="chain", code=code, round=1, started_at=unit.at, due_at=unit.at, state="pending",
                addressees='["head_of_safety"]', also="[]", policy="generic", sleeps=0,
            )  # fmt: skip
            unit.insert(
                "deadline_change",
                deadline_id=key,
                state="pending",
                at=unit.at,
                recorded_at=unit.now,
                by_person=unit.who,
                why="owed",
            )
        return book

    def _entry(self, unit: Unit, book: BookRef, text: str | None = None) -> str:
        """Write an entry as `log.add` does: seven in ten say who, six over which channel, two where."""
        chance = self._chance
        text = text or unit.keep("entry", words.sentence(chance, self._entries))
        self._entries += 1
        by = unit.keep("by", chance.choice(words.SAYERS)) if chance.random() < 0.7 else None
        channel = unit.keep("channel", chance.choice(words.CHANNELS)) if chance.random() < 0.6 else None
        place = unit.keep("place", chance.choice(words.PLACES_ZH)) if chance.random() < 0.2 else None
        entry = write_entry(unit, book, text, "report", Origin(words=by, channel=channel, place=place))
        unit.incident = book.id if book.kind == "incident" else None
        unit.make("log_entry", entry.id, entry.ref)
        said = {"text": text, "by": by, "channel": channel, "place": place}
        self._args = {"book": book.id, **{name: unit.mention(key) for name, key in said.items() if key}}
        return entry.id

    def _ended(self, unit: Unit, book: BookRef) -> None:
        for key, state in unit("SELECT id, state FROM deadline WHERE incident_id = ?", (book.id,)):
            unit.update("deadline", key, when={"state": state}, state="met")
            unit.insert(
                "deadline_change",
                deadline_id=key,
                state="met",
                at=unit.at,
                recorded_at=unit.now,
                by_person=unit.who,
                why="reported",
            )
        unit.insert("state_change", incident_id=book.id, state="ended", at=unit.at, by_person=unit.who)
        unit.update("incident", book.id, state="ended", level="IV", controlled_at=unit.at, ended_at=unit.at)
        unit.incident = book.id

    @contextmanager
    def _record(self, command: str) -> Iterator[Unit]:
        """One unit of work with its record, inside the big transaction."""
        capture.clear(self._writer.raw)
        self._args = {}
        desk, now = self._desk, now_stamp(self._clock)
        store = StoreUnit(self._writer, self._identity, desk.new_id)
        unit = Unit(
            store=store, site=desk.site, _plan_of=desk.plan_of, now=now, at=now, who=self._operator, new_id=desk.new_id
        )
        yield unit
        heading = Heading(
            command=command, key=desk.new_id(), who=unit.who, args=self._args, incident=unit.incident, made=[[m.kind, m.id, m.ref] for m in unit.made]
        )  # fmt: skip
        store.seal(heading, Stamp(now, offset_of(self._clock.now(), ZONE), "bench", self._clock.monotonic_ms()), APP)


def without_triggers(source: Path, target: Path) -> None:
    """Copy a desk's file as plain SQLite would keep it: the same tables, rows and indexes, no trigger."""
    target.unlink(missing_ok=True)
    with sqlite3.connect(source) as desk, sqlite3.connect(target, isolation_level=None) as plain:
        desk.backup(plain)
        for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            plain.execute(f"DROP TRIGGER {name}")
    plain.close()
    desk.close()
