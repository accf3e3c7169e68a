"""Two watches and a desk on one file: each step exactly once, counted from the journal; killed at any moment, nothing is lost and nothing doubled (R4.2)."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("fork is POSIX", allow_module_level=True)

from commandpost.desk import open_desk
from commandpost.domain.alarms.records.shown import Message
from commandpost.domain.core.clock import MovedClock, SystemClock
from commandpost.store.instant import stamp
from commandpost.watch.channels.contract import SENT, Fared
from commandpost.watch.channels.toast import Toast
from commandpost.watch.loop import Watch
from tests.bench.alarms import _desk, lay
from tests.story import prove

fork = multiprocessing.get_context("fork")
IN_ONE_BEAT = 12
NIGHT = int(os.environ.get("COMMANDPOST_NIGHT", "200"))
Pace = Any  # seconds since the night began, then the moment at which each watch last began to look: shared by all of them


class Told:
    """A channel that leaves a line in a file for each message: what really went out."""

    name, slow = "told", False

    def __init__(self, file: Path, *serves: str) -> None:
        self._file, self.serves = file, frozenset(serves)

    def deliver(self, message: Message) -> Fared:
        with self._file.open("a", encoding="utf-8") as out:
            out.write(f"{message.id} {message.alarms}\n")
        return SENT


def night(folder: Path, count: int, hours: float) -> datetime:
    """Lay a night's deadlines on a fresh desk; gives when it begins."""
    began = datetime(2026, 11, 5, 14, 0, tzinfo=UTC)
    clock = MovedClock(began)
    with _desk(folder, clock) as desk:
        chance = random.Random(7)
        lay(desk, clock, sorted(began + timedelta(seconds=chance.randrange(60, int(hours * 3600))) for _ in range(count)))
    return began


def stand(folder: Path, began: datetime, number: int, pace: Pace, hours: float) -> None:
    """A watch of its own process, walking through the night by a clock that all of them share."""
    clock = Shared(began, pace)
    with open_desk(folder / "data", folder / "state", clock=clock) as desk:
        channels = [Told(folder / f"told-{number}", "bell", "desktop"), *([Toast()] if number == 0 else [])]
        watch = Watch(desk, channels)
        while pace[0] < hours * 3600 + 600:
            begun = pace[0]
            watch.beat()
            pace[1 + number] = begun  # the clock goes on when everybody has looked
            if watch.faults:
                os.write(2, f"{watch.faults}\n".encode())
                os._exit(3)
        watch.close()
    os._exit(0)


class Shared(MovedClock):
    """One clock for several processes: seconds since the night began."""

    def __init__(self, began: datetime, pace: Pace) -> None:
        super().__init__(began)
        self._began, self._pace = began, pace

    def now(self) -> datetime:
        return self._began + timedelta(seconds=self._pace[0])

    def monotonic_ms(self) -> int:
        return int(self._pace[0] * 1000)


def steps_of(folder: Path, now: datetime) -> Counter[tuple[str, int, int, int]]:
    """Count every step in the records of the journal, and prove the book."""
    found: Counter[tuple[str, int, int, int]] = Counter()
    with open_desk(folder / "data", folder / "state", clock=MovedClock(now)) as desk:
        for (body,) in desk.reader("SELECT body FROM journal"):
            for row in json.loads(body)["rows"]:
                if row["t"] == "alert_step" and row["op"] == "i":
                    found[row["a"]["deadline_id"], row["a"]["cycle"], row["a"]["step"], row["a"]["round"]] += 1
        prove(desk)
    return found


def walk(folder: Path, began: datetime, watches: int, kills: int, step_s: float, hours: float) -> None:
    """Let the night pass in front of so many watches; kill one of them now and then, and start another."""
    pace = fork.RawArray("d", [0.0, *([-1.0] * watches)])  # no lock: who is killed while it holds one would stop everybody
    chance = random.Random(3)

    def start(number: int) -> multiprocessing.process.BaseProcess:
        process = fork.Process(target=stand, args=(folder, began, number, pace, hours), daemon=True)
        process.start()
        return process

    standing = [start(number) for number in range(watches)]
    moments = sorted(chance.uniform(0.0, hours * 3600) for _ in range(kills))
    while pace[0] < hours * 3600 + 600:
        while min(pace[1:]) < pace[0]:
            time.sleep(0.0005)
            assert all(process.exitcode in (None, 0) for process in standing), "a watch has left"
        pace[0] += step_s
        if moments and pace[0] > moments[0]:
            moments.pop(0)
            number = chance.randrange(watches)
            assert standing[number].pid is not None
            time.sleep(chance.uniform(0.0, 0.02))  # somewhere within its beat
            os.kill(standing[number].pid or 0, signal.SIGKILL)
            standing[number].join()
            pace[1 + number] = -1.0
            standing[number] = start(number)
    for process in standing:
        process.join(30)
        assert process.exitcode == 0


@pytest.mark.parametrize(("count", "kills"), [(30, 0), (30, 3)])
def test_a_short_night(tmp_path: Path, count: int, kills: int) -> None:
    _whole_night(tmp_path, count, kills, step_s=60.0, hours=0.75)


@pytest.mark.heavy
@pytest.mark.parametrize("kills", [0, 40])
def test_a_night_of_many_deadlines(tmp_path: Path, kills: int) -> None:
    """Two hundred, 1,000 with COMMANDPOST_NIGHT=1000: as many an hour whatever the number, 40 kills in the second."""
    _whole_night(tmp_path, NIGHT, kills, step_s=20.0, hours=NIGHT / 125)


def _whole_night(folder: Path, count: int, kills: int, *, step_s: float, hours: float) -> None:
    began = night(folder, count, hours)
    walk(folder, began, 3, kills, step_s, hours)
    end = began + timedelta(hours=hours, minutes=20)
    with open_desk(folder / "data", folder / "state", clock=MovedClock(end)) as desk:
        last = Watch(desk, [Told(folder / "told-last", "bell", "desktop")])
        for _ in range(50):
            last.beat()
        assert not last.faults
        wanted = {row[0] for row in desk.reader("SELECT id FROM deadline WHERE due_at <= ? AND state IN ('pending', 'raised')", (stamp(end),))}
        messages = desk.reader("SELECT message_id, fate FROM delivery WHERE channel IN ('bell', 'desktop')")
    found = steps_of(folder, end)
    assert set(found.values()) == {1}
    assert {key[0] for key in found} >= wanted and len(wanted) >= count
    _each_was_sent(folder, messages, kills)


def _each_was_sent(folder: Path, messages: list[tuple[str, str]], kills: int) -> None:
    """Every message that a watch took was sent; twice only what a watch had sent and died before it said so: one beat's messages a death."""
    fates: dict[str, list[str]] = {}
    for message, fate in messages:
        fates.setdefault(message, []).append(fate)
    assert [message for message, known in fates.items() if "sent" not in known] == []
    lines = Counter(line for file in folder.glob("told-*") for line in file.read_text(encoding="utf-8").splitlines())
    assert sum(count - 1 for count in lines.values()) <= kills * IN_ONE_BEAT
    assert {line.split()[0] for line in lines} == set(fates)


@pytest.mark.heavy
def test_real_watches_killed_in_real_time(tmp_path: Path) -> None:
    """`watch` as it is installed: three processes with the real clock, killed again and again while deadlines fall due."""
    import subprocess
    import sys

    with _desk(tmp_path, SystemClock()) as desk:
        now = desk.clock.now()
        wanted = lay(desk, desk.clock, (now + timedelta(seconds=4 + n / 10) for n in range(100)))
    words = [sys.executable, "-m", "commandpost", "--data", str(tmp_path / "data"), "watch"]
    chance, env = random.Random(5), {**os.environ, "COMMANDPOST_STATE": str(tmp_path / "state")}
    standing = [subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL) for _ in range(3)]
    until = time.monotonic() + 18
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.2, 1.2))
        number = chance.randrange(3)
        standing[number].kill()
        standing[number].wait()
        standing[number] = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL)
    time.sleep(4)
    for process in standing:
        process.terminate()
        assert process.wait(15) == 0
    found = steps_of(tmp_path, SystemClock().now())
    assert set(found.values()) == {1} and {key[0] for key in found} >= set(wanted)
