"""Replays a kept evening against the watch: entries and figures at their times, the clock moved between them, every word the watch says kept (issue 5).

Nothing is added to what the file says: nobody answers an alarm, nobody holds a post, no obligation is met, and no level is set but where the log says
that it was decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from commandpost.desk import Desk, create_desk
from commandpost.domain.alarms.rules.wording import alert_line
from commandpost.domain.core.clock import MovedClock, now_stamp
from commandpost.exchange.csv_entries import read_entries
from commandpost.locale.words import set_language
from commandpost.store.instant import instant
from commandpost.watch.loop import Watch
from tests.story import quickly_made


class Case(NamedTuple):
    """A kept evening: its file, the type of its incident, the site's zone, when it is over, and which entry says that it was decided."""

    file: Path
    type: str
    zone: str
    until: str
    decided: str


class Said(NamedTuple):
    """One alarm as the watch raised it, with the line it said; `again` where the same step was told before."""

    at: str
    deadline: str
    subject: str
    due_at: str
    step: int
    told: tuple[str, ...]
    line: str
    again: bool


class Heard(NamedTuple):
    """An entry of the evening and what the desk suggested once it stood in the book."""

    row: dict[str, Any]
    level: str | None
    grade: str | None
    decided: str | None


@dataclass
class Evening:
    """What came of it: the entries and the alarms in one order, and the look back."""

    number: str = ""
    told: list[Heard | Said] = field(default_factory=list)
    stats: Any = None
    left: list[Any] = field(default_factory=list)  # what is open at the end
    ends: dict[str, int] = field(default_factory=dict)  # deadline -> the step that tells that nobody answered


def replay(case: Case) -> Evening:
    """Let the evening pass in front of a desk and its watch."""
    set_language("en")
    found = Evening()
    with standing_desk(case) as (desk, clock):
        watch = Watch(desk)
        watch.after_raising = lambda since: _hear(found, desk, since)
        for row in read_entries(case.file, desk.plan).rows:
            if instant(row["at"]) > instant(case.until):
                break
            _pass(watch, clock, instant(row["at"]))
            write(found, desk, case, row)
        _pass(watch, clock, instant(case.until))
        found.stats = desk.ask("stats")
        found.left = desk.ask("deadline.list")
        policies = desk.reader("SELECT id, policy FROM deadline")
        found.ends = {key: len(desk.plan.policies[code].steps) + 1 for key, code in policies}
    return found


@contextmanager
def standing_desk(case: Case) -> Iterator[tuple[Desk, MovedClock]]:
    """A desk without holders: who held which post that evening is not in the file."""
    first = case.file.read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    clock = MovedClock(datetime.fromisoformat(first) - timedelta(minutes=5))
    with TemporaryDirectory() as folder:
        with quickly_made():
            made = create_desk(
                Path(folder) / "data", Path(folder) / "state", site="Festival", desk="A", operator="Operator", language="en", zone=case.zone,
                day_starts="06:00", clock=clock,
            )  # fmt: skip
        with made as desk:
            yield desk, clock


def write(found: Evening, desk: Desk, case: Case, row: dict[str, Any]) -> None:
    """Write an entry as the operator would have: the first into the duty log, promoted at once; figures with the entry that says them."""
    said = {name: row[name] for name in ("by", "channel", "place") if name in row}
    if not found.number:
        desk.do("log.add", "duty", row["text"], **said)
        found.number = desk.do("incident.promote", "duty", "1", type=case.type).ref
        for metric, value in row["facts"].items():
            desk.do("fact.set", found.number, metric, value)
    else:
        desk.do("log.add", found.number, row["text"], **said, set=[f"{metric}={value}" for metric, value in row["facts"].items()])
    shown = desk.ask("incident.suggest", found.number)
    decided = None
    if case.decided in row["text"]:
        decided = shown.level
        desk.do("incident.set_level", found.number, decided, reason=row["text"])
    found.told.append(Heard(row, shown.level, shown.grade, decided))


def _hear(found: Evening, desk: Desk, since: str) -> None:
    """Keep what the watch says of what it has just raised."""
    before = {(one.deadline, one.step) for one in found.told if isinstance(one, Said)}
    for row in desk.ask("alert.waiting", since=since).rows:
        line = alert_line(desk.plan, row, now_stamp(desk.clock))
        again = (row.deadline, row.step) in before
        found.told.append(Said(row.raised_at, row.deadline, row.subject, row.due_at, row.step, row.told, line, again))


def _pass(watch: Watch, clock: MovedClock, until: datetime) -> None:
    """Let time pass: the watch looks whenever something falls due, and once a minute."""
    while True:
        at = watch.beat()
        assert not watch.faults, watch.faults
        now = clock.now()
        if now >= until:
            return
        coming = min(until, now + timedelta(minutes=1))
        if at is not None and instant(at) < coming:
            coming = max(instant(at), now + timedelta(milliseconds=1))
        clock.put(coming)
