"""What the frame knows: where it stands, the time there, what is open, what falls due, the last notice (DESIGN 4)."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.locale.words import say
from commandpost.store.instant import instant, stamp
from commandpost.tui.parts import battery
from commandpost.tui.parts.cells import cell_len
from commandpost.tui.parts.counted import clock_s, is_late
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.sweeping import Sweeping

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

log = logging.getLogger("commandpost.tui")
QUESTION = "board"
BATTERY_S = 60.0
POLL_S = 0.25  # so often the desk looks whether another process wrote
GREETS_S = 12.0
READ_S, CELLS_A_SECOND = 1.0, 25  # a sentence has been read after a moment, and as long as its words take
SETTLE_S = 0.4  # after Enter on a line, a second Enter is the same finger, not a wish to open a row


class Due(NamedTuple):
    """An obligation as the next strip tells it; `due_s` in epoch seconds."""

    subject: str
    incident: str
    due_s: float


class Notice(NamedTuple):
    """A sentence at the foot of the page, until a moment of the monotonic clock."""

    text: str
    wrong: bool
    until: float
    read: float = 0.0  # from this moment on it has been read, and the first key takes it away
    stays: bool = False  # no key takes it away


class Standing:
    """The state that the strips tell, filled by one question."""

    def __init__(self, frame: DeskApp) -> None:
        self._frame = frame
        self._errand = Errand(frame, "strips")
        self.site: Any = None
        self.zone: tzinfo = UTC
        self.exercise = False
        self.late = self.owed = 0  # obligations that nobody has met in time, and all there are, on the whole desk
        self._late_next_s: float | None = None  # when the next of them falls due
        self.battery: int | None = None  # per cent while on battery
        self._battery_errand = Errand(frame, "battery")
        self._battery_at = 0.0
        self.open_by_level: Mapping[str, int] | None = None
        self.due: tuple[Due, ...] | None = None
        self.notice: Notice | None = None
        self.fault = ""
        self._settled_at = 0.0
        self.sweeping = Sweeping()

    # time

    def now(self) -> datetime:
        """The desk's time; every countdown on the screen reads this one."""
        desk = self._frame.desk
        return (desk.clock if desk is not None else self._frame.clock).now()

    def now_s(self) -> float:
        """The desk's time in epoch seconds."""
        return self.now().timestamp()

    def now_text(self) -> str:
        """The desk's time as it is written down."""
        return stamp(self.now())

    def to_next_second(self) -> float:
        """Seconds until the clock on the strip changes."""
        return 1.005 - self.now_s() % 1

    def clock_text(self) -> str:
        """The time of day at the site; nothing while the site is not known."""
        return clock_s(self.now_s(), self.zone) if self._frame.desk is not None and self.site is not None else ""

    def run_clock(self) -> None:
        """From now on count the seconds, and look whether another process wrote."""
        self._second()
        self._frame.set_interval(POLL_S, self._poll)

    def _second(self) -> None:
        if (page := self._frame.page) is not None:
            page.tick()
        elif (under := self._frame.page_under) is not None:
            under.tick_strips()  # the panel over it covers no clock
        self.tick()
        self._frame.preferences.tick()
        self._frame.set_timer(self.to_next_second(), self._second)

    def _poll(self) -> None:
        desk = self._frame.desk
        if desk is not None and desk.changed():
            self._frame.changed(None)

    # what is open, what is due

    def opened(self, board: Any) -> None:
        """The desk is open: say where it stands and what its board tells."""
        from zoneinfo import ZoneInfo

        desk = self._frame.desk
        assert desk is not None  # noqa: S101 - called when it is open
        self.zone = ZoneInfo(desk.site.zone)
        self.take(board)

    def ask(self, tables: frozenset[str] | None) -> None:
        """Ask what the strips tell, if a table concerns it and the page that is seen does not ask the same."""
        desk = self._frame.desk
        if desk is None or not (tables is None or desk.reads(QUESTION) & tables):
            return
        pane = page.pane if (page := self._frame.page) is not None else None
        if pane is None or QUESTION not in pane.asks():
            self._count_late()

    def _count_late(self) -> None:
        if (desk := self._frame.desk) is not None:
            self._errand.run(lambda: desk.ask(QUESTION, limit=0), self.take, self._frame.complain)

    def take(self, board: Any) -> None:
        """Take what the board's answer says of the whole desk."""
        desk = self._frame.desk
        self.site = desk.site if desk is not None else None
        self.exercise = board.exercise
        self.late, self.owed = board.owed_late, board.owed
        self._late_next_s = None if board.late_next is None else instant(board.late_next).timestamp()
        self.open_by_level = board.counts
        self.due = tuple(Due(d.subject, d.incident or "", instant(d.due_at).timestamp()) for d in board.soon)
        self.refresh()

    def refresh(self) -> None:
        """Draw the strips of the page that is seen, also where a panel lies over it."""
        if (page := self._frame.page_under) is not None:
            page.told_anew()

    # the state of writing

    def writing_state(self) -> str:
        """Say whether what is entered goes into the book at once."""
        frame = self._frame
        if self.fault:
            return say("cannot write")
        if frame.desk is None:
            return say("opening …")
        if not frame.doing.ready:
            waiting = frame.doing.busy
            return say("reading; {count} waiting to be written", count=waiting) if waiting else say("reading")
        return say("writing") if frame.doing.busy else say("ready")

    # one sentence at the foot

    def say(self, sentence: str, *, wrong: bool = False, stays: bool = False, stays_longer: bool = False) -> None:
        """Say one thing; a refusal, and news with a remark to them, stay longer than news."""
        if "commandpost " in sentence:
            from commandpost.tui.parts.said_here import said_here

            sentence = said_here(sentence, self._frame.screen)
        lasts = 10**9 if stays else self._frame.preferences.notice_s * (2 if wrong or stays_longer else 1)
        now = time.monotonic()
        self.notice = Notice(sentence, wrong, now + lasts, now + READ_S + cell_len(sentence) / CELLS_A_SECOND, stays)
        self.refresh()

    def row_gone(self) -> None:
        """The row that a key was meant for is not there any more: it acts on no other."""
        self.say(say("That row has gone. Choose one with the arrow keys."))

    def greet(self, sentence: str) -> None:
        """Say what one looks at, for some seconds or until the first key: then the keys of the page stand there again."""
        self.notice = Notice(sentence, False, time.monotonic() + GREETS_S)
        self.refresh()

    def key_heard(self) -> None:
        """Somebody goes on: what has been read stands in the way of no key's name, no sweep either."""
        self.sweeping.key_heard()
        if self.notice is not None and not self.notice.stays and time.monotonic() >= self.notice.read:
            self.notice = None
            self.refresh()

    def complain(self, error: Exception, *, stays: bool = False) -> None:
        """Say what is wrong and what to do; what nobody foresaw goes to the log file with its traceback."""
        refusal = getattr(error, "refusal", None)
        if refusal is None:
            log.error("unforeseen", exc_info=error)
            name = type(error).__name__
            self.say(say("Something went wrong here ({name}). The log file has the details.", name=name), wrong=True)
        else:
            self.say(refusal.sentence(), wrong=True, stays=stays)

    def tick(self) -> None:
        """Take back what has been said long enough; look at the battery once a minute."""
        if self._late_next_s is not None and is_late(self._late_next_s, self.now_s()):
            self._late_next_s = None  # asked once for each that falls due, not once a second
            self._count_late()
        self._frame.alerts.tick()
        self.sweeping.tick()
        if time.monotonic() >= self._battery_at:
            self._battery_at = time.monotonic() + BATTERY_S
            self._battery_errand.run(battery.left, self._battery, self._frame.complain)
        if self.notice is not None and time.monotonic() > self.notice.until:
            self.notice = None
            self.refresh()

    def _battery(self, percent: int | None) -> None:
        self.battery = percent

    # one finger, one Enter

    def settle(self) -> None:
        """A line was just entered."""
        self._settled_at = time.monotonic() + SETTLE_S

    @property
    def settling(self) -> bool:
        """True while another Enter can only be the same one."""
        return time.monotonic() < self._settled_at
