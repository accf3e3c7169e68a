"""The lines that are always there: who sits where, what is open; what falls due; which keys work (DESIGN 4)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import App
from textual.binding import ActiveBinding
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import say
from commandpost.tui.keys import key_name, told
from commandpost.tui.parts.battery import LOW
from commandpost.tui.parts.cells import Span, cell_len, cut, fold, segments, shown
from commandpost.tui.parts.counted import is_late, left
from commandpost.tui.parts.ink import Painted, level_ink
from commandpost.tui.parts.naming import level_words

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.jump import Place
    from commandpost.tui.parts.standing import Due, Notice, Standing

LEVELS = ("I", "II", "III", "IV")
KEYS_NEED = 24  # cells in which it is worth while to name keys
WIDE_ITEM = 36  # an obligation needs so many cells to be read


class OneLine(Painted, Widget):
    """A line of the standing."""

    DEFAULT_CSS = "OneLine { height: 1; }"
    DEFAULT_CLASSES = "strip"

    @property
    def standing(self) -> Standing:
        """What the frame knows."""
        return cast("DeskApp", self.app).standing

    def spans(self, width: int) -> list[Span]:
        """Say what stands on the line."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        width = self.size.width
        return Strip(segments(self.spans(width), width, self.paints), width)


def _length(spans: list[Span]) -> int:
    return sum(cell_len(text) for text, _ in spans)


class StatusStrip(OneLine):
    """Site, desk, operator; open incidents by level; EXERCISE, what is late, the state of writing, the battery; the time."""

    def spans(self, width: int) -> list[Span]:
        """Say what must be said; then, as long as there is room, the more important first. The counts stand in the middle."""
        said, more = self._must(), list(self._may())
        full = width >= 100
        place, counts, right = self._laid(said, full)
        for name in more:
            trial = self._laid({*said, name}, full)
            if sum(_length(part) for part in trial) + 6 <= width:
                said.add(name)
                place, counts, right = trial
        if (over := sum(_length(part) for part in (place, counts, right)) + 6 - width) > 0:
            first, ink = place[0]
            place = [(cut(first, max(4, cell_len(first) - over)), ink)]
        room = width - _length(right) - _length(counts)
        before = max(2, (width - _length(counts)) // 2 - _length(place) - 1)
        before = max(2, min(before, room - _length(place) - 3))
        line: list[Span] = [(" ", ""), *place, (" " * before, ""), *counts]
        line.append((" " * max(2, width - _length(line) - _length(right)), ""))
        return line + right

    def _must(self) -> set[str]:
        ready = self.standing.writing_state() == say("ready")
        low = self.standing.battery is not None and self.standing.battery <= LOW
        unwatched = bool(cast("DeskApp", self.app).alerts.fault)
        return {name for name, must in (("state", not ready), ("battery", low), ("watch", unwatched)) if must}

    def _may(self) -> tuple[str, ...]:
        return ("late", "none open", "battery", "operator", "state", "desk")

    def _laid(self, said: set[str], full: bool) -> tuple[list[Span], list[Span], list[Span]]:
        return self._place(said), self._counts(full=full, none="none open" in said), self._right(said)

    def _right(self, said: set[str]) -> list[Span]:
        standing = self.standing
        right: list[Span] = []
        if getattr(cast("DeskApp", self.app).opener, "demo", False):
            right += [(say("DEMO"), "accent"), ("  ", "")]
        if standing.exercise:
            right += [(" 演练 EXERCISE ", "flag"), ("  ", "")]
        if "watch" in said:
            right += [(say("nobody watches"), "strong"), ("  ", "")]
        if standing.late and "late" in said:
            right += [(say("LATE") + f" {standing.late}", "late"), ("  ", "")]
        if "state" in said and (state := standing.writing_state()):
            right += [(state, "quiet"), ("  ", "")]
        if "battery" in said and (percent := standing.battery) is not None:
            right += [(say("bat {percent} %", percent=percent), "strong" if percent <= LOW else "quiet"), ("  ", "")]
        if clock := standing.clock_text():
            right += [(clock, "strong"), (" ", "")]
        return right

    def _place(self, said: set[str]) -> list[Span]:
        site = self.standing.site
        if site is None:
            return [("commandpost", "quiet")]
        rest = [say("Desk {label}", label=site.label)] if "desk" in said else []
        if "operator" in said and site.operator_name:
            rest.append(shown(site.operator_name))
        return [(shown(site.name), "strong"), *([(" · " + " · ".join(rest), "quiet")] if rest else [])]

    def _counts(self, *, full: bool, none: bool) -> list[Span]:
        counts = self.standing.open_by_level
        if counts is None:
            return []
        spans: list[Span] = []
        for level in LEVELS:
            number = counts.get(level, 0)
            if not number and not none:
                continue
            text = level_words(level) if number else level
            spans += [
                (f"{text} ", level_ink(level) if number else "quiet"),
                (str(number), level_ink(level) if number else "quiet"),
            ]
            spans.append(("   " if full else "  ", ""))
        if unset := counts.get("none", 0):
            spans += [(say("level not set") if full else say("not set"), "strong"), (f" {unset}", "strong"), ("  ", "")]
        return spans[:-1]


class NextStrip(OneLine):
    """The obligations due soonest with their countdowns; late ones first, in words and in red."""

    _begins: tuple[tuple[int, str], ...] = ()  # where each obligation stands, and whose it is

    def jump_places(self) -> list[Place]:
        """Each obligation leads to its incident."""
        from commandpost.tui.parts.jump import Place

        def go(incident: str) -> None:
            frame = cast("DeskApp", self.app)
            pane = frame.page.pane_here if frame.page is not None else None
            if getattr(pane, "number", None) != incident:  # else one is there already
                frame.open_incident(incident)

        return [Place(Offset(x, 0), partial(go, incident)) for x, incident in self._begins if incident]

    def spans(self, width: int) -> list[Span]:
        """Say as many as can be read, and how many more there are."""
        standing = self.standing
        self._begins = ()
        if standing.due is None:
            return []
        if not standing.due:
            return [(" ", ""), (say("Nothing is due."), "quiet")]
        fits = max(1, min(len(standing.due), 3, (width - 1) // WIDE_ITEM))
        more = max(standing.owed, len(standing.due)) - fits
        tail = f" +{more} " if more > 0 else ""
        room = (width - 1 - len(tail) - 3 * (fits - 1)) // fits
        self._begins = tuple((at * (room + 3), due.incident) for at, due in enumerate(standing.due[:fits]))
        now, spans, first_next = standing.now_s(), [(" ", "")], True
        for at, due in enumerate(standing.due[:fits]):
            if at:
                spans.append((" │ ", "faint"))
            late = is_late(due.due_s, now)
            lead = say("LATE") if late else say("NEXT") if first_next else ""
            first_next = first_next and late
            spans += self._item(due, lead, late, now, room, last=at == fits - 1)
        return [*spans, (tail, "quiet")]

    def _item(self, due: Due, lead: str, late: bool, now: float, room: int, *, last: bool) -> list[Span]:
        count = lasted(now - due.due_s) if late else left(due.due_s, now)[0]
        head = f"{lead} {count}  " if lead else f"{count}  "
        subject = cut(shown(due.subject), max(4, room - cell_len(head) - cell_len(due.incident) - 1))
        spans: list[Span] = [
            (head, "late" if late else "strong"),
            (subject, "late" if late else ""),
            (f" {due.incident}", "quiet"),
        ]
        fill = room - _length(spans)
        return [*spans, (" " * fill, "")] if fill > 0 and not last else spans


class KeyLine(OneLine):
    """The keys that work here, and the last thing the desk has to say, in full: the keys stand behind it, as many as fit."""

    DEFAULT_CLASSES = "keys"

    _said: Notice | None = None
    _lines: tuple[str, ...] = ()

    def on_mount(self) -> None:
        """Follow the focus: other keys work elsewhere."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def anew(self) -> None:
        """Say what there is to say now; a long sentence takes as many lines as it needs."""
        notice = self.standing.notice
        if notice is not self._said and self.size.width:
            self._said = notice
            self._fold()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Other widths break the sentence elsewhere."""
        self._said = self.standing.notice
        self._fold()

    def _fold(self) -> None:
        said = self._said
        text = "" if said is None else (say("Not done: ") if said.wrong else "") + shown(said.text)
        self._lines = tuple(fold(text, self.size.width - 2)) if text else ()
        apart = said is not None and said.stays and self._beside < KEYS_NEED  # it stays: the keys get a line of their own
        self.styles.height = max(1, len(self._lines) + apart)

    @property
    def _beside(self) -> int:
        """Cells that are left behind the last line of the sentence."""
        return self.size.width - 2 - (cell_len(self._lines[-1]) if self._lines else 0) - 2

    def render_line(self, y: int) -> Strip:
        """Paint a line of the sentence, or the keys."""
        if self._said is None or y >= len(self._lines):
            return super().render_line(y)
        width = self.size.width
        spans: list[Span] = [(" ", ""), (self._lines[y], "strong" if self._said.wrong else "accent")]
        if y == len(self._lines) - 1 and self._beside >= KEYS_NEED:
            spans += [("  ", ""), *self.spans(self._beside + 1)]
        return Strip(segments(spans, width, self.paints), width)

    def spans(self, width: int) -> list[Span]:
        """Say the keys that matter here, as many as fit whole; help stands at the end, where it is always found."""
        found: dict[str, ActiveBinding] = {}
        for active in self._shown():
            found.setdefault(active.binding.id or "", active)
        tail = _told(found.pop("desk.help")) if "desk.help" in found else []
        # the shout comes first; then the page's own; what is off gives way before what works
        ids = sorted(found, key=lambda name: (name != "incident.report", isinstance(found[name].node, App)))
        room = width - 4 - _length(tail)
        items = {name: _told(found[name]) for name in ids}
        kept: set[str] = set()
        for name in sorted(ids, key=lambda name: not found[name].enabled):
            if (size := _length(items[name]) + 2) <= room:
                kept.add(name)
                room -= size
        spans: list[Span] = [(" ", "")]
        for name in ids:
            if name in kept:
                spans += [*items[name], ("  ", "")]
        return [*spans, (" " * max(0, width - 1 - _length(spans) - _length(tail)), ""), *tail]

    def _shown(self) -> list[ActiveBinding]:
        active = self.screen.active_bindings.values()
        return [one for one in active if one.binding.show and one.binding.description and not one.binding.system]


def _told(active: ActiveBinding) -> list[Span]:
    ink = "quiet" if active.enabled else "faint"
    name = (key_name(active.binding.key), "accent" if active.enabled else "faint")
    return [name, (" " + told(active.binding.description), ink)]
