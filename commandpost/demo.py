"""`commandpost --demo`: a furnished desk in the middle of an evening, made anew in a folder of its own, gone when it is closed (R7.2)."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from commandpost.domain.core.clock import SystemClock
from commandpost.locale.words import language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from commandpost.desk import Desk
    from commandpost.settings import Settings
    from commandpost.watch.watching import Watching

PREFIX = "commandpost-demo-"
LOCK = "in-use"
ROOM = 64 * 2**20  # bytes that must be free where the demo is made
YOUNG_S = 60.0  # a folder so young may be another demo that has not taken its lock yet
ZONE = "Asia/Shanghai"  # of the invented mall, where the clock stands still


class EveningClock:
    """Stands where the evening is put; from `run` on it is the machine's own, or stands still for a picture."""

    def __init__(self, begins: datetime, stands: datetime | None) -> None:
        self._system, self._now, self._mono, self._stands = SystemClock(), begins.astimezone(UTC), 0, stands
        self._runs = False

    def put(self, now: datetime) -> None:
        """Put the wall clock to a moment of the evening, never back."""
        moved = (now - self._now).total_seconds()
        if moved > 0:
            self._mono += round(moved * 1000)
            self._now = now.astimezone(UTC)

    def run(self) -> None:
        """The evening is played: from now on time passes as it does."""
        self._runs = self._stands is None

    def now(self) -> datetime:
        """Give the wall time, aware, in UTC."""
        return self._system.now() if self._runs else self._now

    def monotonic_ms(self) -> int:
        """Give milliseconds that never go back: of the evening, then of the machine."""
        return self._system.monotonic_ms() if self._runs else self._mono

    def boot(self) -> str:
        """Give an id: the evening's, then this boot's."""
        return self._system.boot() if self._runs else "evening"


class Demo:
    """What the screen opens instead of a desk: plays the evening in a folder of its own, and takes it away when it is left."""

    settings: Settings | None = None  # nothing that is chosen here lasts
    demo = True

    def __init__(self, stands: datetime | None = None) -> None:
        self._stands, self._language = stands, language()
        self._folder: Path | None = None
        self._lock: IO[bytes] | None = None
        self._clock: EveningClock | None = None
        self._share = 0.0

    def __call__(self) -> Desk:
        """Play the evening and give the desk as it stands then; called in a thread."""
        from commandpost.desk import create_desk
        from commandpost.exchange.evening import DAY_MIN, Evening

        take_away_left_behind()
        folder = self._make_folder()
        evening = Evening(self._language, self._stands or datetime.now(UTC))
        clock = self._clock = EveningClock(evening.begins, self._stands)
        zone = ZONE if self._stands is not None else self.zone()
        desk = create_desk(
            folder / "data", folder / "state", site=evening.site["site"][evening.tongue], desk="A", operator=evening.operator,
            language=self._language, zone=zone, day_starts=_hour(evening.minute(-DAY_MIN), zone), clock=clock,
        )  # fmt: skip
        evening.play(desk, clock, self._heard)
        clock.run()
        self._share = 1.0
        return desk

    def _heard(self, share: float) -> None:
        self._share = share

    def waiting(self) -> str:
        """Say how far the evening is played; nothing when it is."""
        if self._share >= 1.0:
            return ""
        return say("The demo: an evening is being played, {percent} %.", percent=round(self._share * 100))

    def hello(self) -> str:
        """Say what one looks at; a picture shows its keys instead."""
        if self._stands is not None:
            return ""
        return say(
            "This is a demo: nobody in it is real, and everything is gone when you close it (ctrl+q). Try Enter, d, n, ?"
        )

    def watch(
        self, on_raised: Callable[[Any], None], *, ring: Callable[[], None] | None, write: Callable[[str], None] | None, desktop: bool
    ) -> Watching | None:
        """Watch the evening as a desk is watched; what is invented never leaves this terminal. For a picture the time stands."""
        from commandpost.watch.watching import Watching

        if self._folder is None:
            return None
        folder, clock = self._folder, self._clock
        return Watching(folder / "data", folder / "state", on_raised, ring=ring, write=write, desktop=False, clock=clock)

    def exists(self) -> bool:
        """There always is one."""
        return True

    def init(self, **_: str) -> Desk:
        """Nothing is to be made: the demo makes itself."""
        raise AssertionError("the demo makes itself")

    def zone(self) -> str:
        """Give this machine's time zone, so that the clock on the screen is the one on the wall."""
        from commandpost.doors import local_zone

        return local_zone()

    def left(self) -> None:
        """Take everything away: the desk is closed, or nobody will ever close it."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _make_folder(self) -> Path:
        where = next((place for place in _places() if _takes(place)), None)
        self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=where))
        self._lock = (self._folder / LOCK).open("wb")
        _locked(self._lock)
        return self._folder


def _hour(moment: datetime, zone: str) -> str:
    """Give the hour at which the duty day turns, so that the whole evening lies in one day at whatever hour the demo is opened."""
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def _places() -> Iterator[Path]:
    """Give where a demo may be made: in memory where the system offers that (300 commits need no disk), else where it keeps what is thrown away."""
    if named := os.environ.get("XDG_RUNTIME_DIR"):
        yield Path(named)
    yield Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, closed to others
    yield Path(tempfile.gettempdir())


def _takes(place: Path) -> bool:
    try:
        return place.is_dir() and os.access(place, os.W_OK | os.X_OK) and shutil.disk_usage(place).free >= ROOM
    except OSError:
        return False


def _locked(file: IO[bytes]) -> bool:
    """Take the lock, which the system lets go of when this process ends, however it ends; gives whether it was free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def take_away_left_behind() -> None:
    """Take away demos whose process is gone: a crash, a power cut, a kill."""
    for place in dict.fromkeys(_places()):
        with contextlib.suppress(OSError):
            for folder in place.glob(PREFIX + "*"):
                if _left_behind(folder):
                    shutil.rmtree(folder, ignore_errors=True)


def _left_behind(folder: Path) -> bool:
    try:
        with (folder / LOCK).open("rb") as lock:
            return _locked(lock)
    except FileNotFoundError:
        with contextlib.suppress(OSError):
            return time.time() - folder.stat().st_mtime > YOUNG_S
    except OSError:
        pass  # another user's
    return False
