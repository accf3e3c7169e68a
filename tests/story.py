"""The vocabulary of the stories: one post, sat at through the desk itself, with a clock that is moved; what nobody expected fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from commandpost.desk import Desk, Done, create_desk, open_desk, tables
from commandpost.domain.core.clock import MovedClock
from commandpost.domain.core.refusal import Refusal, Refused
from commandpost.plan import pack
from commandpost.store import migrate
from commandpost.store.ddl import shape_of
from commandpost.store.files import DATABASE
from commandpost.store.instant import instant, stamp
from commandpost.store.read import open_readonly
from commandpost.store.verify import verify
from commandpost.store.writer import open_raw

ZONE = "Asia/Shanghai"


@cache
def _our_pack() -> pack.Pack:
    return pack.read_folder(pack.our_pack_dir())


@cache
def _empty_file() -> sqlite3.Connection:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with TemporaryDirectory() as folder:
        migrate.bring_up(Path(folder), open_raw, stamp="")
        with closing(sqlite3.connect(Path(folder) / DATABASE)) as made:
            made.backup(kept)
    return kept


@contextmanager
def quickly_made() -> Iterator[None]:
    """Let a desk made within have the plan pack as it was read the first time, and the tables as the migration made them then.

    How a pack is read is for tests/plan, how a migration runs for tests/store/test_migration.py and the installed command.
    """
    ours = _our_pack()
    with patch.object(pack, "read_folder", lambda folder: ours), patch.object(migrate, "_upgrade", _empty_file().backup):
        yield


def prove(desk: Desk, *, warned: str = "") -> None:
    """Hold the invariant of the house: every row is the fold of the journal, every text has its commitment (JOURNAL 1.8).

    No warning either, but one that holds the words `warned`.
    """
    connection = open_readonly(desk.reader.path)
    try:
        found = verify(connection, [shape_of(table) for table in tables()], desk.marks.read)
    finally:
        connection.close()
    assert found.ok, found.fault
    assert [warned in warning for warning in found.warnings] == [True] * bool(warned), found.warnings


class Post:
    """A command post on a made evening: `post.at("13:25").report("fire 2F smoke !III")`."""

    def __init__(
        self,
        folder: Path,
        *,
        language: str = "en",
        start: str = "2026-11-05T13:00",
        zone: str = ZONE,
        day_starts: str = "06:00",
    ) -> None:
        self.folder, self.zone = folder, zone
        self.clock = MovedClock(datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)))
        with quickly_made():
            self.desk = create_desk(
                folder / "data", folder / "state", site="Harbour Mall", desk="A", operator="Lin Wei", language=language, zone=zone,
                day_starts=day_starts, clock=self.clock,
            )  # fmt: skip
        self.expected_findings = 0
        self.at_end: list[Callable[[], None]] = []  # what else must hold when the story is over

    def at(self, clock: str) -> Post:
        """Move the clock to HH:MM[:SS] of the site's day (never back), or to a full ISO time."""
        if "T" in clock or len(clock) > 8:
            self.clock.put(
                instant(clock)
                if "+" in clock or clock.endswith("Z")
                else datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(self.zone))
            )
            return self
        local = self.clock.now().astimezone(ZoneInfo(self.zone))
        parts = [int(p) for p in clock.split(":")]
        moved = local.replace(hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else 0, microsecond=0)
        self.clock.put(moved)
        return self

    def forward(self, **delta: float) -> Post:
        """Move the clock forward: minutes=30."""
        self.clock.put(self.clock.now() + timedelta(**delta))
        return self

    def time(self, clock: str) -> str:
        """Give HH:MM[:SS] of the clock's day in the site's zone as a stamp."""
        local = self.clock.now().astimezone(ZoneInfo(self.zone))
        parts = [int(p) for p in clock.split(":")]
        return stamp(
            local.replace(hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else 0, microsecond=0)
        )

    def do(self, command: str, *args: Any, **kwargs: Any) -> Done:
        """Do a verb; a reaction that fails fails the story."""
        done = self.desk.do(command, *args, **kwargs)
        assert len(done.findings) <= self.expected_findings, done.findings
        return done

    def ask(self, question: str, *args: Any, **kwargs: Any) -> Any:
        """Ask a question."""
        return self.desk.ask(question, *args, **kwargs)

    def report(self, line: str, **kwargs: Any) -> str:
        """Report an incident; gives its number."""
        return self.do("incident.report", line, **kwargs).ref

    def refuses(self, command: str, *args: Any, **kwargs: Any) -> Refusal:
        """Do a verb that must be refused, with nothing written; gives the refusal."""
        before = self.desk.reader("SELECT count(*) FROM journal")[0][0]
        with pytest.raises(Refused) as caught:
            self.desk.do(command, *args, **kwargs)
        assert self.desk.reader("SELECT count(*) FROM journal")[0][0] == before
        refusal = caught.value.refusal
        assert refusal.what and refusal.do
        return refusal

    def people(self, **posts: str) -> Post:
        """Add people by post: people(head_safety="Zhou Li"); underscores as in the plan's codes."""
        known = {person.name for person in self.ask("person.list")}
        for post, name in posts.items():
            if name not in known:
                self.do("person.add", name)
                known.add(name)
            self.do("post.assign", post, name)
        return self

    def owed(self, incident: str, kind: str | None = None, state: str | None = "pending", **kwargs: Any) -> list[Any]:
        """Give an incident's obligations, of a kind, in a state."""
        rows = self.ask("deadline.list", incident=incident, **kwargs)
        return [row for row in rows if (kind is None or row.kind == kind) and (state is None or row.state == state)]

    def rows(self, incident: str, kind: str | None = None, **kwargs: Any) -> dict[str, tuple[str, str]]:
        """Give an incident's obligations as code -> (state, due as HH:MM of the site); a later row of the same code stands."""
        found = self.ask("deadline.list", incident=incident, **kwargs)
        return {row.code: (row.state, self.local(row.due_at)) for row in found if kind in (None, row.kind)}

    def meets(self, incident: str, code: str, **kwargs: Any) -> Done:
        """Report an obligation of an incident met, by its code."""
        row = next(row for row in self.owed(incident) if row.code == code)
        return self.do(
            "deadline.meet", row.id, **{"to": "whom it concerns", "channel": "phone", "note": "told"} | kwargs
        )

    def show(self, incident: str) -> Any:
        """Show an incident."""
        return self.ask("incident.show", incident)

    def suggest(self, incident: str, clock: str | None = None) -> Any:
        """Ask what the rules suggest, now or as of HH:MM of today."""
        return self.ask("incident.suggest", incident, **({"as_of": self.time(clock)} if clock else {}))

    def log(self, book: str = "duty") -> list[Any]:
        """Give the entries of a book."""
        return list(self.ask("log.list", book))

    def local(self, moment: str | None) -> str:
        """Give a moment as HH:MM[:SS] of the site, the day before it where it is another one; nothing for None."""
        if moment is None:
            return ""
        there = instant(moment).astimezone(ZoneInfo(self.zone))
        today = self.clock.now().astimezone(ZoneInfo(self.zone)).date()
        clock = there.strftime("%H:%M:%S" if there.second else "%H:%M")
        return clock if there.date() == today else f"{there:%m-%d} {clock}"

    def again(self) -> Post:
        """Close the desk and open it again, as after a restart."""
        self.desk.close()
        self.desk = open_desk(self.folder / "data", self.folder / "state", clock=self.clock)
        return self

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                for check in self.at_end:
                    check()
                prove(self.desk)
        finally:
            self.desk.close()
