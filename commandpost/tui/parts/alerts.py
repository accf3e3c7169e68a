"""What fell due and waits for somebody's answer, as every page shows it; and the desk's own watch, begun once the desk can write (R4.2; SCREENS).

The line stands only while there is something to say. It takes no focus and covers nothing: the page gives it one line.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from commandpost.locale.words import say
from commandpost.tui.parts.errand import Errand, handed, homeward

if TYPE_CHECKING:
    from textual.widget import Widget

    from commandpost.domain.alarms.records.shown import Waiting, WaitingShown
    from commandpost.tui.app import DeskApp
    from commandpost.watch.watching import Watching

QUESTION = "alert.waiting"
MOST = 50  # rows held: the strip shows the oldest, its page more than fit on a screen
ON_SCREEN = ("screen", "call")  # the channels of the plan whose messages the line is: a bell is heard, not seen
COMING_S = 10.0  # so long the count of a wave holds that is still being written down
LOOKED_S = 0.4  # a key pressed sooner after a line came was on its way already, and is nobody who saw it
JUST_S = 2.0  # a key pressed so soon after the line went was meant for it
SITTING_S = 5  # a stretch without a watch that ended this soon before the desk was opened is news


class Alerts:
    """The alarms that wait. Cheap to make: it asks nothing before the desk can write."""

    def __init__(self, frame: DeskApp) -> None:
        self._frame = frame
        self._errand, self._guard = Errand(frame, "alerts"), Errand(frame, "watch")
        self.begun = False
        self.answer: Waiting | None = None
        self.fault = ""  # why nobody watches, while it lasts
        self.answering: set[str] = set()  # answered on the screen, not in the book yet
        self.watching: Watching | None = None
        self._coming, self._coming_until = 0, 0.0
        self._shown_at = self._left_at = 0.0
        self._left: WaitingShown | None = None  # the last one that was shown
        self._opened_s = 0.0
        self._gap: tuple[str, str] | None = None
        self._marked: set[tuple[str, int]] = set()
        self._looked: tuple[Waiting | None, set[str | None]] | None = None  # the answer, and what of it was in sight, that a key has counted

    # what is shown

    @property
    def rows(self) -> tuple[WaitingShown, ...]:
        """The alarms that wait, the oldest first, as many as are held."""
        return self.answer.rows if self.answer is not None else ()

    @property
    def total(self) -> int:
        """How many wait; those of a wave count that are still being written down."""
        known = self.answer.total if self.answer is not None else 0
        return max(known, self._coming) if time.monotonic() < self._coming_until else known

    @property
    def off_until(self) -> str | None:
        """Until when no alarm is sent; None where they are."""
        return self.answer.maintenance_until if self.answer is not None else None

    @property
    def shown_id(self) -> str | None:
        """The obligation whose alarm the line shows, or showed a moment ago: a key pressed at it is meant for it."""
        if self.rows:
            return self.rows[0].deadline
        lately = self._left is not None and time.monotonic() - self._left_at < JUST_S
        return self._left.deadline if lately and self._left is not None else None

    def row(self, deadline: str) -> WaitingShown | None:
        """The alarm of an obligation, while it waits, or where it was the last one shown."""
        held = (*self.rows, *([self._left] if self._left is not None else []))
        return next((row for row in held if row.deadline == deadline), None)

    def gone(self, deadline: str) -> bool:
        """Whether it is certain that this alarm waits no more."""
        known = self.answer is not None and self.answer.total <= len(self.rows)
        return known and all(row.deadline != deadline for row in self.rows)

    # asking

    def ask(self, tables: frozenset[str] | None) -> None:
        """Ask what waits, if a table concerns it."""
        desk = self._frame.desk
        if self.begun and desk is not None and (tables is None or desk.reads(QUESTION) & tables):
            self._errand.run(partial(desk.ask, QUESTION, most=MOST), self.take, self._frame.complain)

    def take(self, answer: Waiting) -> None:
        """Take the answer: the line comes, changes or goes."""
        if self.rows and not answer.rows:
            self._left, self._left_at = self.rows[0], time.monotonic()
        before, self.answer = self.shown_id, answer
        if answer.total >= self._coming:
            self._coming = 0
        if self.shown_id != before:
            self._shown_at = time.monotonic()
        if not answer.total:
            self._marked.clear()
        self._lay()
        if (page := self._frame.page_under) is not None and (told := getattr(page.bottom, "alarms_changed", None)):
            told()
        self._tell_gap(answer)
        self._frame.standing.refresh()

    def strip(self) -> list[Widget]:
        """Give the line for a page that is being put together, where there is something to say."""
        if not self._says:
            return []
        from commandpost.tui.parts.alert_strip import AlertStrip

        return [AlertStrip()]

    @property
    def _says(self) -> bool:
        return bool(self.rows) or self.off_until is not None

    def _lay(self) -> None:
        shifted = False
        for screen in self._frame.desk_screens():
            there = next(iter(screen.query("AlertStrip")), None)
            if there is not None:  # out of sight, not taken away: what is being taken away could not come back at once
                shifted |= there.display != self._says
                there.display = self._says
            elif self._says and screen.pane is not None and screen.pane.is_attached:
                screen.mount(*self.strip(), before=screen.pane)
                shifted = True
        if shifted:
            top = self._frame.screen_stack[-1]
            if (give_way := getattr(top, "page_shifts", None)) is not None:
                give_way()
            self._frame.call_after_refresh(self._cursor)

    def _cursor(self) -> None:
        if (tell := getattr(self._frame.focused, "tell_terminal", None)) is not None:
            tell()  # the terminal's own cursor goes with a line that has moved

    # time and keys

    def tick(self) -> None:
        """A second has passed: begin once the desk can write; say when nobody watches; ask when alarms are to be sent again."""
        frame = self._frame
        if not self.begun:
            if frame.doing.ready or frame.standing.fault:
                self.begun, self._opened_s = True, frame.standing.now_s()
                self.ask(None)
                self.watch()
            return
        fault = (self.watching.fault if self.watching is not None else None) or ""
        if fault != self.fault:
            self.fault = fault
            if fault:
                frame.standing.say(say("Nobody watches: {why}", why=fault), wrong=True)
            frame.standing.refresh()
        until = self.off_until
        if until is not None and frame.standing.now_text() >= until and not self._errand.out:
            self.ask(None)

    def key_heard(self) -> None:
        """Somebody is there: what is in sight was seen. One line of many is none of the others that its message carried."""
        if not self.rows or time.monotonic() - self._shown_at < LOOKED_S or (desk := self._frame.desk) is None or not self._frame.doing.ready:
            return  # a desk that cannot write has said so, and says it no more at each key
        page = self._frame.page
        sight = {self.shown_id, *(page.pane.alarms_in_sight() if page is not None and page.pane is not None else ())}
        if self._looked is not None and self._looked[0] is self.answer and self._looked[1] == sight:
            return  # no key counts again what the one before it has counted
        self._looked = self.answer, sight
        carried = Counter(piece for row in self.rows for piece in row.messages if piece[1] in ON_SCREEN)
        seen = Counter(piece for row in self.rows if row.deadline in sight for piece in row.messages if piece[1] in ON_SCREEN)
        fresh = [(*piece, count) for piece, count in seen.items() if count == carried[piece] and (piece[0], count) not in self._marked]
        if fresh:
            self._marked |= {(message, count) for message, _, count in fresh}
            self._frame.doing.do(partial(desk.do, "alert.seen", messages=fresh), lambda _: "", self._frame.complain)

    def _tell_gap(self, answer: Waiting) -> None:
        """Say once when nobody watched, if that ended in this sitting, or with it."""
        gap = answer.unwatched
        if gap is None or gap == self._gap:
            return
        from commandpost.domain.alarms.rules.messages import HANDFUL
        from commandpost.domain.alarms.rules.wording import unwatched
        from commandpost.store.instant import instant

        self._gap = gap
        standing = self._frame.standing
        if instant(gap[1]).timestamp() >= self._opened_s - SITTING_S and answer.total <= HANDFUL:  # else the line says it
            said = standing.notice.text + " " if standing.notice is not None and standing.notice.read else ""
            words = unwatched(gap, standing.zone)
            standing.say(said + say("{words}.", words=words[:1].upper() + words[1:]), stays_longer=True)

    # the desk's own watch

    def watch(self) -> None:
        """Begin to watch, or begin anew with other settings; everything heavy is loaded in a thread."""
        if (make := getattr(self._frame.opener, "watch", None)) is None:
            return
        chosen = self._frame.preferences.values
        ring = partial(self._reach, self._ring) if chosen["bell"] == "on" else None
        write = partial(self._reach, self._write) if chosen["notifications"] != "off" else None

        def begin() -> None:
            self.leave()
            heard = partial(homeward, self._frame, self._raised)
            self.watching = make(heard, ring=ring, write=write, desktop=chosen["notifications"] == "on")
            if self.watching is not None:
                self.watching.start()

        self._guard.run(begin, lambda _: None, self._frame.complain)

    def leave(self) -> None:
        """Stop watching; what is under way another watch takes up. Called from any thread, also when nobody watched."""
        watching, self.watching = self.watching, None
        if watching is not None:
            watching.stop()

    def _raised(self, wave: Waiting) -> None:
        self._coming, self._coming_until = wave.total, time.monotonic() + COMING_S
        self.ask(None)

    def _reach(self, hear: Callable[..., object], *words: str) -> None:
        """From the watch's thread to the terminal, waiting until it has it: the book says that it rang only where it did; a screen that is left does not."""
        if not handed(self._frame, hear, *words):
            raise OSError

    def _ring(self) -> None:
        self._frame.bell()

    def _write(self, text: str) -> None:
        """Between two pictures, on the thread that paints them: no picture is torn."""
        frame = self._frame
        if (driver := frame._driver) is not None and not frame.is_headless:
            driver.write(text)
