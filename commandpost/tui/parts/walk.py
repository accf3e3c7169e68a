"""The first minute at the desk: a walk that logs an exercise by one's own keys, each next key told at the foot (R7.3; DESIGN 4)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events
from textual.strip import Strip

from commandpost.domain.core.refusal import Refused
from commandpost.locale.words import say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.cells import Span, fold, segments
from commandpost.tui.parts.strips import OneLine

if TYPE_CHECKING:
    from commandpost.desk import Desk
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.desk_screen import DeskScreen

PLACE = "walk"  # a draft stands here while the exercise of a walk is on: a crash must not leave it unsaid
STEPS = ("incident.report", "incident.set_level", "log.add", "incident.control", "incident.end")
OFFERED, STARTING = -2, -1


class Walk:
    """One walk: offered, then step by step; it follows what is really done, by whatever key."""

    def __init__(self, frame: DeskApp, *, offered: bool = False) -> None:
        self._frame = frame
        self.step = OFFERED if offered else STARTING
        self.number = ""
        self._ours = False  # the exercise is the walk's own, and ends with it

    def begin(self) -> None:
        """Start the exercise; whoever sits in one already walks in that one."""
        frame, desk = self._frame, self._frame.desk
        if desk is None or self.step >= 0:
            return
        self.step = STARTING
        self.tell()
        if desk.site.drill:
            self.step = 0
            self.tell()
            return

        def started(done: Any) -> str:
            self._ours, self.step = True, 0
            self.tell()
            return ""

        def failed(error: Exception) -> None:
            self._close()
            frame.complain(error)

        reason = say("a walk of one minute at the desk")

        def start() -> Any:
            desk.keep_draft(PLACE, "on")
            return desk.do("drill.start", reason=reason)

        frame.doing.do(start, started, failed)

    def done(self, done: Any) -> None:
        """Something is in the book: go on, if it was the step."""
        command = getattr(done, "command", "")
        if self.step == OFFERED:
            if command == STEPS[0]:
                self._close()  # whoever reports needs no offer
            return
        if command == "drill.stop":
            self._ours = False
        if not 0 <= self.step < len(STEPS) or command not in STEPS[self.step :]:
            return
        if command == STEPS[0]:
            self.number = done.ref
        self.step = STEPS.index(command) + 1
        if self.step == len(STEPS):
            self._stop()
        self.tell()

    def leave(self) -> None:
        """Leave it, at whatever step; what was reported stays an exercise in the book."""
        if self.step >= 0 and self.step < len(STEPS):
            self._stop()
        self._close()

    def _stop(self) -> None:
        desk = self._frame.desk
        if not self._ours or desk is None:
            return
        self._ours = False

        number = self.number

        def stop() -> Any:
            if number:
                put_away(desk, number)
            done = desk.do("drill.stop")
            desk.keep_draft(PLACE, "")
            return done

        def stopped(_: Any) -> str:
            self._frame.changed(None)  # several verbs were one piece of work: every page asks anew
            return say("The exercise is over; nothing of it counts as real.")

        self._frame.doing.do(stop, stopped, self._frame.complain)

    def _close(self) -> None:
        self._frame.walk = None
        for screen in self._frame.desk_screens():
            screen.query(WalkStrip).remove()

    def tell(self) -> None:
        """Say the next key on every page."""
        for screen in self._frame.desk_screens():
            if screen.is_mounted and not screen.query(WalkStrip):
                screen.mount(WalkStrip(), before=screen.query_one(".keys"))
        self._frame.standing.refresh()

    def takes(self, action: str, page: DeskScreen) -> bool:
        """Whether Enter begins it, or Esc leaves it, on this page now: never while something is being typed."""
        if page.bottom is not None or page.pane_here.id != "board":
            return False
        return action == "walk_leave" or self.step == OFFERED

    def _works_here(self, command: str) -> bool:
        page = self._frame.page
        if page is None or page.bottom is not None or command == STEPS[0]:
            return True  # while one types, what was told goes on being told
        if page.pane_here.number_here() != self.number:
            return False
        return any(active.binding.id == command for active in page.active_bindings.values())

    def sentence(self) -> str:
        """Say the next key."""
        leave = say("Esc on the board leaves the walk.")
        if self.step == OFFERED:
            return say(
                "First time here? Enter begins a walk of one minute: an exercise by your own keys, nothing of it counts. "
                "Esc: not now; {key} brings it later.",
                key=key_of("desk.palette"),
            )
        if self.step == STARTING:
            return say("The exercise begins …")
        if self.step == len(STEPS):
            return say(
                "That was a whole incident: {number} is in the book as an exercise. "
                "{help} tells every key, {palette} every command. Esc on the board closes this.",
                number=self.number,
                help=key_of("desk.help"),
                palette=key_of("desk.palette"),
            )
        at = f"{self.step + 1}/{len(STEPS)}  "
        match STEPS[self.step] if self._works_here(STEPS[self.step]) else "":
            case "incident.report":
                key = key_of("incident.report")
                what = say("Report it: press {key}, type  smoke at the back door  and press Enter.", key=key)
            case "incident.set_level":
                key = key_of("incident.set_level")
                what = say("Set its level: press {key}, choose IV, say why, and Enter.", key=key)
            case "log.add":
                key = key_of("log.add")
                what = say(
                    "Write what happens: press {key}, type  a bin was burning, put out  and Enter; Esc closes the line.",
                    key=key,
                )
            case "incident.control":
                what = say(
                    "Say that it is under control: press {key}, Enter, and Enter again to confirm.",
                    key=key_of("incident.control"),
                )
            case "incident.end":
                key = key_of("incident.end")
                what = say(
                    "Declare the end: press {key}, answer what must be met, Enter, and Enter again to confirm.", key=key
                )
            case _:
                what = say("Open it: on the board, the cursor on {number}, press Enter.", number=self.number)
        return f"{at}{what} {leave}"


def put_away(desk: Desk, number: str) -> None:
    """End what a walk reported and meet what it owes, in its own words: an exercise must not nag the real desk."""
    why = say("an exercise of the walk; nothing is to be done")
    shown = desk.ask("incident.show", number)
    with suppress(Refused):  # what cannot be put away stays an open drill, and the end of the exercise names it
        if shown.level is None:
            desk.do("incident.set_level", number, "IV", reason=why)
        if shown.state not in ("controlled", "ended"):
            desk.do("incident.control", number)
        if shown.state != "ended":
            open_still = [f"{criterion.code}={why}" for criterion in shown.criteria if not criterion.met]
            desk.do("incident.end", number, reason=why, confirmed_by=desk.site.operator_name, override=open_still)
    for owed in desk.ask("deadline.list", incident=number):
        if owed.state == "pending":
            with suppress(Refused):
                desk.do("deadline.meet", owed.id, to=desk.site.operator_name, channel=say("walk"), note=why)


class WalkStrip(OneLine):
    """Two lines above the keys, while there is a walk."""

    DEFAULT_CSS = "WalkStrip { height: 2; }"

    _lines: tuple[str, ...] = ()

    def on_mount(self) -> None:
        """Take the room that the sentence needs."""
        self.give_way()
        self._fold()

    def give_way(self) -> None:
        """While a line or a form is open Enter means something else: what is only offered is not said then."""
        walk: Walk | None = self.app.walk  # type: ignore[attr-defined]
        self.display = walk is None or walk.step != OFFERED or not self.screen.query("#bottom")

    def on_resize(self, event: events.Resize) -> None:
        """Other widths break it elsewhere."""
        self._fold()

    def _fold(self) -> None:
        walk: Walk | None = self.app.walk  # type: ignore[attr-defined]
        width = self.app.size.width
        lines = tuple(fold(walk.sentence(), width - 2)) if walk is not None else ()
        if lines != self._lines:
            self._lines = lines
            self.styles.height = max(1, len(lines))

    def render_line(self, y: int) -> Strip:
        """Paint a line of the sentence."""
        if y == 0:
            self.call_later(self._fold)
        spans: list[Span] = [(" ", ""), (self._lines[y] if y < len(self._lines) else "", "accent")]
        return Strip(segments(spans, self.size.width, self.paints), self.size.width)


def begin_walk(frame: DeskApp) -> None:
    """Begin a walk, also again."""
    if frame.walk is not None:
        frame.walk.leave()
    frame.walk = Walk(frame)
    frame.walk.begin()


def offer_walk(frame: DeskApp) -> None:
    """The desk was just made: offer a walk."""
    frame.walk = Walk(frame, offered=True)
    frame.walk.tell()


def cut_off(desk: Desk) -> str:
    """Say that the exercise of a walk is still on, after the desk had fallen in it; asks the book, so in a thread."""
    if not desk.draft(PLACE):
        return ""
    return say("An exercise is still on, from a walk that was cut off. The verb  drill stop  ends it.")
