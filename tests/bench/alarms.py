"""How late what falls due is raised among 5,000 pending deadlines, what waiting costs, how long a desk takes that wakes after three hours (DESIGN 5)."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from commandpost.desk import APP, Desk, create_desk, open_desk
from commandpost.domain.alarms.records.shown import Message
from commandpost.domain.core.clock import Clock, MovedClock, SystemClock, now_stamp
from commandpost.domain.core.unit import Unit
from commandpost.domain.site.lineage import writing_as
from commandpost.store import capture
from commandpost.store.instant import instant, seconds_between, stamp
from commandpost.store.unit import Heading, Stamp, StoreUnit
from commandpost.watch.channels.contract import SENT, Fared
from commandpost.watch.channels.toast import Toast
from commandpost.watch.loop import Watch
from commandpost.watch.waking import Waking
from tests.bench.data import Shelf
from tests.bench.figures import Figure, Taken, median

PENDING, MISSED, ASLEEP_H = 5_000, 1_000, 3
IDLE_S, BUSY_S = 20, 20
LATE_BAR_MS, CORE_BAR_PERCENT, WAKE_BAR_MS = 100.0, 0.2, 100.0
POSTS = ("duty_officer", "head_safety", "head_information", "deputy_leader", "leader", "head_security")
KINDS = (("followup", "followup"), ("notify", "notify_row"), ("chain_step", "report_chain"), ("statutory", "statutory_clock"))


class Counting:
    """A bell that only counts."""

    name, serves, slow = "bell", frozenset({"bell"}), False

    def __init__(self) -> None:
        self.rung = 0

    def deliver(self, message: Message) -> Fared:
        """Count."""
        self.rung += 1
        return SENT


def alarms(shelf: Shelf, quick: bool) -> Taken:
    """Wait, raise, wake."""
    return [*_waking(shelf.folder / "asleep", 3 if quick else 9), *_waiting(shelf.folder / "awake")]


def _waking(folder: Path, rounds: int) -> Taken:
    """1,000 fell due while nobody watched: from the wake to the one digest on the screen, all of it written."""
    took, whole, digests = [], [], []
    for number in range(rounds):
        clock = MovedClock(SystemClock().now())
        with _desk(folder / str(number), clock) as desk:
            shown: list[int] = []
            watch = Watch(desk, [Toast(), Counting()], lambda answer: shown.append(answer.total))
            watch.beat()
            now = clock.now()
            lay(desk, clock, (now + timedelta(hours=ASLEEP_H) * (n + 1) / MISSED for n in range(MISSED)))
            watch.beat()
            clock.put(now + timedelta(hours=ASLEEP_H))
            began = time.perf_counter()
            watch.beat()
            took.append(1000 * (time.perf_counter() - began))
            while watch.agenda.coming(watch.now()):
                watch.beat()
            whole.append(1000 * (time.perf_counter() - began))
            raised = desk.reader("SELECT count(DISTINCT deadline_id) FROM alert_step")[0][0]
            digests.append(shown == [MISSED] and raised == MISSED)
    note = f"{MISSED} missed in {ASLEEP_H} h, one digest: {'yes' if all(digests) else 'NO'}"
    return [
        Figure("waking after 3 h: the digest", median(took), "ms", WAKE_BAR_MS, note=note),
        Figure("waking after 3 h: all of it written", median(whole), "ms", None),
    ]


def _waiting(folder: Path) -> Taken:
    """5,000 pending: what the waiting costs, then a hundred of them fall due one after another."""
    with _desk(folder, SystemClock()) as desk:
        now = desk.clock.now()
        far = (now + timedelta(days=1, seconds=n) for n in range(PENDING - 100))
        near = (now + timedelta(seconds=IDLE_S + 15 + n * BUSY_S / 100) for n in range(100))
        lay(desk, desk.clock, [*near, *far])
    with open_desk(folder / "data", folder / "state") as desk:
        watch = Watch(desk, [Toast(), Counting()])
        waking = Waking(watch)
        waking.start()
        time.sleep(4)
        began, used = time.monotonic(), time.process_time()
        time.sleep(IDLE_S)
        share = 100 * (time.process_time() - used) / (time.monotonic() - began)
        time.sleep(max(0.0, (now + timedelta(seconds=IDLE_S + 18 + BUSY_S) - desk.clock.now()).total_seconds()))
        waking.stop()
        watch.close()
        late = [1000 * seconds_between(at, raised) for at, raised in desk.reader("SELECT at, raised_at FROM alert_step WHERE step = 1")]
    late.sort()
    return [
        Figure(f"raised late, {PENDING} pending: p99", late[int(0.99 * (len(late) - 1))], "ms", LATE_BAR_MS, note=f"{len(late)} raised"),
        Figure(f"raised late, {PENDING} pending: median", median(late), "ms", None),
        Figure(f"waiting with {PENDING} pending", share, "% of a core", CORE_BAR_PERCENT),
    ]


def _desk(folder: Path, clock: Clock) -> Desk:
    desk = create_desk(
        folder / "data", folder / "state", site="Harbour Mall", desk="A", operator="Lin Wei", language="en", zone="Asia/Shanghai",
        day_starts="06:00", clock=clock,
    )  # fmt: skip
    for number, post in enumerate(POSTS):
        desk.do("person.add", f"Person {number}")
        desk.do("post.assign", post, f"Person {number}")
    return desk


def lay(desk: Desk, clock: Clock, due: Iterable[object]) -> list[str]:
    """Open a deadline for each moment (aware), as `settle` does, in one record of the journal; gives their ids."""
    ref = desk.do("incident.report", "fire 2F smoke !III").ref
    head = desk.reader("SELECT id FROM book WHERE kind = 'incident' ORDER BY rowid DESC LIMIT 1")[0][0]
    for row in desk.ask("deadline.list", incident=ref):
        if row.state == "pending":
            desk.do("deadline.acknowledge", row.id)  # what the report itself owes is no part of what is counted
    writer = desk._need_writer()
    with writer.transaction():
        capture.clear(writer.raw)
        now = now_stamp(clock)
        store = StoreUnit(writer, writing_as(writer.read), desk.new_id)
        unit = Unit(store=store, site=desk.site, _plan_of=desk.plan_of, now=now, at=now, who=desk.site.operator, new_id=desk.new_id)
        made = [_open(unit, head, number, stamp(at)) for number, at in enumerate(due)]  # type: ignore[arg-type]
        heading = Heading(command="incident.report", key=desk.new_id(), who=unit.who, args={}, incident=head)
        store.seal(heading, Stamp(now, "+08:00", clock.boot(), clock.monotonic_ms()), APP)
    return made


def _open(unit: Unit, incident: str, number: int, due_at: str) -> str:
    kind, policy = KINDS[number % len(KINDS)]
    key = unit.insert(
        "deadline", incident_id=incident, kind=kind, code=f"{kind}.{number}", round=1, started_at=due_at, due_at=due_at,
        state="pending", addressees=json.dumps([POSTS[number % len(POSTS)]]), owner_post=POSTS[number % len(POSTS)], also="[]",
        policy=policy, sleeps=0,
    )  # fmt: skip
    unit.insert(
        "deadline_change", deadline_id=key, state="pending", at=unit.now, recorded_at=unit.now, by_person=unit.who, why="owed"
    )
    assert instant(due_at)
    return key
