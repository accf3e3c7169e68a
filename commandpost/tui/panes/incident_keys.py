"""What the keys do in an incident: every verb of the book with a form for its words, on the row as it was shown (R4.1–R4.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commandpost.locale.words import say
from commandpost.tui.keys import key_of
from commandpost.tui.parts.entry_line import EntryLine
from commandpost.tui.parts.pane import Pane

if TYPE_CHECKING:
    from commandpost.tui.panes.incident_words import Owed
    from commandpost.tui.parts.ask.calls import Call
    from commandpost.tui.parts.log_lines import Entry
    from commandpost.tui.parts.log_view import LogView
    from commandpost.tui.parts.rows import Rows

LOG, DUE, STATE = range(3)
ON_ENDED = ("level", "type", "control", "end", "hold", "command")  # what has ended allows no such step
ON_ENTRY = ("strike", "redact")
STEPS = {
    "order_read_back": "order.read_back", "order_done": "order.done", "instruction_read_back": "order.read_back", "instruction": "order.done",
}  # fmt: skip


class IncidentKeys(Pane):
    """The keys of an incident; what they stand on is drawn by the page."""

    number: str
    record: Any
    suggestion: Any
    owed: list[Owed] | None
    column: int

    if TYPE_CHECKING:

        @property
        def entries(self) -> LogView: ...
        @property
        def due(self) -> Rows: ...
        @property
        def state(self) -> Rows: ...
        @property
        def wide(self) -> bool: ...
        def to_column(self, at: int) -> None: ...

    # why a key is off

    def why_off(self, action: str) -> str | None:
        """Say why a key does nothing now."""
        if self.record is None:
            return None
        state = self.record.state
        if state == "ended" and action in ON_ENDED:
            return say("already ended")
        if action == "control":
            return {"reported": say("no level is set yet"), "controlled": say("already under control")}.get(state)
        if action == "reopen" and state != "ended":
            return say("it has not ended")
        if action in ("meet", "escalate") and not any(one.open for one in self.owed or ()):
            return say("nothing is due here")
        if action == "escalate" and (until := self.frame.alerts.off_until) is not None:
            return say("alarms are off until {time}", time=self.frame.teller().clock(until))
        if action == "chain" and all(step.at for step in self.record.chain):
            return say("the report has gone all the way")
        if action == "answer" and self.suggestion is not None and not self._rules():
            return say("no rule of law is in question yet")
        if action in ON_ENTRY:
            return self._why_entry(action)
        return None

    def _rules(self) -> bool:
        found = self.suggestion
        return bool(found.asks or found.clocks or found.confirmables)

    def _why_entry(self, action: str) -> str | None:
        entry = self.entries.chosen if self.put_together else None
        if entry is None:
            return say("no entry is chosen")
        return say("already struck") if action == "strike" and entry.struck else None

    @property
    def put_together(self) -> bool:
        """Whether the page is put together."""
        return self.is_mounted and bool(self.query("LogView"))

    # the verbs of the incident

    async def action_write(self) -> None:
        """Open the line for the next entry."""
        await self.desk_screen.open_line(EntryLine(self.frame, self.number))

    async def action_level(self) -> None:
        """Decide the response level."""
        await self.form("incident.set_level", self.number)

    async def action_fact(self) -> None:
        """Say a figure, or that it begins or ends."""
        await self.form("fact.set", self.number)

    async def action_chain(self) -> None:
        """Take a step of the report chain."""
        await self.form("incident.chain", self.number)

    async def action_describe(self) -> None:
        """Say the parts of the report."""
        await self.form("incident.describe", self.number)

    async def action_answer(self) -> None:
        """Answer what the desk asks about the law."""
        await self.form("incident.answer", self.number)

    async def action_control(self) -> None:
        """Say that it is under control."""
        await self.form("incident.control", self.number)

    async def action_end(self) -> None:
        """Declare the end."""
        await self.form("incident.end", self.number)

    async def action_reopen(self) -> None:
        """Open it again."""
        await self.form("incident.reopen", self.number)

    async def action_type(self) -> None:
        """Change what it is."""
        await self.form("incident.change_type", self.number)

    async def action_tie(self) -> None:
        """Merge or link it, or undo that."""
        await self.frame.going.tie(self.number)

    def action_orders(self) -> None:
        """The orders given in it."""
        self.frame.going.orders(self.number)

    async def action_give_order(self) -> None:
        """Give an order."""
        await self.form("log.add", self.number, kind="order")

    async def action_command(self) -> None:
        """Offer, accept, decline or take command."""
        await self.frame.going.command(self.number)

    def action_read(self) -> None:
        """Read aloud what is to be read now: what a pause point asks, else the first list that is open."""
        self.frame.going.reader(self.number)

    def action_handover(self) -> None:
        """The page for whoever takes command."""
        self.frame.going.handover(self.number)

    async def action_hold(self) -> None:
        """Let it wait until a time."""
        await self.form("incident.hold", self.number)

    async def action_resume(self) -> None:
        """Take it back from waiting."""
        await self.form("incident.resume", self.number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One key lets it wait or takes it back, whichever can be done; a letter typed into a line is a letter."""
        if action in ("hold", "resume"):
            waits = self.record is not None and bool(getattr(self.record, "held_until", None))
            if waits == (action == "hold"):
                return False
        return super().check_action(action, parameters)

    def action_papers(self) -> None:
        """Its photos and papers."""
        self.frame.going.papers(self.number)

    def action_brief(self) -> None:
        """Read the report aloud."""
        from commandpost.tui.panes.brief import BriefPane
        from commandpost.tui.parts.desk_screen import DeskScreen

        self.frame.push_screen(DeskScreen(BriefPane(self.number)))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.frame.pop_screen()

    async def form(self, verb: str, *words: Any, **options: Any) -> None:
        """Ask for the words of a verb."""
        await self.frame.ask_verb(verb, *words, **options)

    # what is done to a row

    async def action_strike(self) -> None:
        """Strike the entry one stands on."""
        await self._on_entry("log.strike")

    async def action_redact(self) -> None:
        """Take words of the entry out, by law."""
        await self._on_entry("log.redact")

    async def _on_entry(self, verb: str) -> None:
        if not self.wide and self.column != LOG:
            self._show_first(LOG)
            return
        entry = self.entries.chosen
        if entry is not None:
            await self.form_on(lambda: self._entry(entry.number), lambda now: (verb, book_of(now, self.number), {}))

    def _entry(self, number: str) -> Entry | None:
        return next((entry for entry in self.entries.entries if entry.number == number), None)

    async def action_meet(self) -> None:
        """Meet the obligation one stands on."""
        if not self.wide and self.column != DUE:
            self._show_first(DUE)
            return
        key = self.due.cursor or ""
        if not key.startswith("due:"):
            key = next((f"due:{one.id}" for one in self.owed or () if one.open), "") if self.due.cursor else ""
            self.due.choose(key)
            self.frame.standing.say(say("Choose what is met with the arrow keys, then m."))
            return
        await self._meet(key.removeprefix("due:"))

    async def action_escalate(self) -> None:
        """Tell the next one of the obligation one stands on, at once."""
        if not self.wide and self.column != DUE:
            self._show_first(DUE)
            return
        what, _, id = (self.due.cursor or "").partition(":")
        if what != "due":
            words = say("Choose what is escalated with the arrow keys, then {key}.", key=key_of("deadline.escalate"))
            self.frame.standing.say(words)
            return
        await self.form_on(lambda: self._open(id), lambda now: ("deadline.escalate", (now.id,), {}))

    def _open(self, id: str) -> Owed | None:
        return next((one for one in self.owed or () if one.id == id and one.open), None)

    async def _meet(self, id: str) -> None:
        one = self._open(id)
        if one is None:
            return
        if one.kind == "level":
            await self.action_level()
        elif one.kind == "commander":
            await self._name_commander()
        elif one.kind == "command_offer":
            await self.action_command()
        elif one.kind == "hold":
            await self.action_resume()
        elif one.kind in ("task_critical", "first_step", "task"):
            await self.form("task.done", self.number, *([one.code] if one.kind == "task_critical" else []))
        elif one.kind == "time_mark":
            await self.form("mark.answer", self.number)
        elif one.kind == "threshold":
            await self.form("fact.stop", self.number, one.code.partition(">=")[0])
        else:
            await self.form_on(lambda: self._open(id), self._met)

    def _met(self, one: Owed) -> Call:
        """Give what meets an obligation: a team answers, an order comes back, all else is reported."""
        if one.kind in self._heard_kinds:
            return "hear.answer", (one.code,), {}
        return STEPS.get(one.kind, "deadline.meet"), (one.id,), {}

    @property
    def _heard_kinds(self) -> set[str]:
        desk = self.frame.desk
        known = getattr(desk.plan, "hear_from", {}) if desk is not None else {}
        return {kind.kind for kind in known.values()}

    @property
    def _only_a_name_is_missing(self) -> bool:
        """Whether nobody commands and nobody was asked: then the post wants a holder."""
        record = self.record
        return record.commander.person is None and getattr(record, "offer", None) is None

    async def _name_commander(self) -> None:
        post = self.record.commander.post if self.record is not None else None
        await self.form("post.assign", *([post] if post else []))

    def _show_first(self, column: int) -> None:
        """Nobody acts on a row that is not seen."""
        self.to_column(column)
        self.frame.standing.say(say("This is what the key acts on; press it again."))

    async def action_open(self) -> None:
        """Enter: do what the row one stands on is about."""
        if self.frame.standing.settling or self.record is None:
            return
        if self.column == LOG:
            return
        key = (self.due if self.column == DUE else self.state).cursor or ""
        what, _, which = key.partition(":")
        match what:
            case "due":
                await self._meet(which)
            case "chain":
                await self.form("incident.chain", self.number, which)
            case "criterion":
                await self.action_end()
            case "level" if self.why_off("level") is None:
                await self.action_level()
            case "command" if self.why_off("command") is None:
                await (self._name_commander() if self._only_a_name_is_missing else self.action_command())
            case "people" | "facts":
                await self.action_fact()
            case "parts":
                await self.action_describe()
            case "ask":
                await self.form("incident.answer", self.number, which)
            case "confirm":
                await self.form("incident.confirm", self.number, which)


def book_of(entry: Entry, number: str) -> tuple[str, str]:
    """Give the book and the number of an entry; one of a duplicate that was merged stands in its own book."""
    book, mark, rest = entry.number.partition(" #")
    return (book, f"#{rest}") if mark else (number, entry.number)
