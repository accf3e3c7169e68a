"""Holds what every obligation has in common: what is known, what was marked met, what end and reopening do (R4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commandpost.domain.incidents.records.assessment import Clock
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.records.wanted import Ends, Wanted
from commandpost.domain.incidents.rules.ahead import clocks_ahead
from commandpost.domain.incidents.rules.clocks import answers_at, clocks, rules_of
from commandpost.domain.incidents.rules.timeline import Timeline
from commandpost.plan.reader import IncidentType, Plan
from commandpost.store.instant import seconds_between, shifted

ENDED = "ended"
# what nobody owes any more once the incident has ended; the law's rows and what the end itself opened stay
OVER_AT_THE_END = frozenset(
    {
        "chain_step", "notify", "followup", "level", "commander", "threshold", "order_read_back", "order_done", "hold", "command_offer",
        "task_critical", "first_step", "task",
    }
)
# what waits while the incident is held: never the law, nor who decides, who commands, what runs, who was ordered what
WAITS = frozenset({"chain_step", "notify", "followup"})


@dataclass(frozen=True, slots=True)
class Case:
    """One incident as it is known at `now`, with the clocks that run.

    `clock_starts` says when each clock started or, by what runs, will start, in the order of the type's rules.
    """

    plan: Plan
    history: History
    now: str
    timeline: Timeline
    answers: Mapping[str, str]
    clocks: tuple[Clock, ...]
    clock_starts: Mapping[str, str]

    @classmethod
    def of(cls, plan: Plan, history: History, now: str) -> Case:
        """Lay out what the obligations ask about."""
        timeline = Timeline(plan.metrics, history.marks, now)
        answers = answers_at(history, now)
        running = clocks(plan, history, timeline, answers)
        starts = {clock.rule: clock.starts_at for clock in running} | dict(clocks_ahead(plan, history, timeline))
        in_order = {rule.code: starts[rule.code] for rule in rules_of(plan, history) if rule.code in starts}
        return cls(plan, history, now, timeline, answers, running, in_order)

    @property
    def kind(self) -> IncidentType:
        """Give today's type."""
        return self.plan.types[self.history.types[-1].type]

    @property
    def ended(self) -> bool:
        """Tell whether the incident has been declared ended and not reopened."""
        return self.history.state == ENDED

    def met(self, kind: str, code: str, round_: int = 1, since: str = "") -> str | None:
        """Give when a person marked a row as met, None where nobody did (at or after `since`)."""
        found = (m.at for m in self.history.met if (m.kind, m.code, m.round) == (kind, code, round_) and m.at >= since)
        return next(found, None)

    def begins(self, start: str, met_at: str | None) -> str:
        """Give when an obligation begins: a reopening lets what was not met before begin anew."""
        reopened = self.history.reopened_at
        if reopened is None or (met_at is not None and met_at < reopened):
            return start
        return max(start, reopened)

    def row(
        self,
        kind: str,
        code: str,
        *,
        started_at: str,
        due_at: str,
        source: str,
        to: tuple[str, ...] = (),
        owner: str | None = None,
        round_: int = 1,
        applies: str | None = None,
        also: tuple[str, ...] = (),
        met_at: str | None = None,
        ends: Ends | None = None,
        owner_person: str | None = None,
        about: str | None = None,
        lawful: bool = False,
    ) -> Wanted:
        """Make a row: met by a person at `met_at`, else over as `ends` says, else over with the incident; `lawful` tells that the law set its time."""
        if met_at is not None and (ends is None or ends[0] == "cancelled"):
            ends = ("met", met_at, "reported")
        if ends is None and self.ended and kind in OVER_AT_THE_END:
            ends = ("cancelled", "ended")
        if kind in WAITS and not lawful:
            over = ends[1] if ends is not None and ends[0] == "met" else None
            started_at, due_at = waited(self.history, started_at, due_at, over)
        return Wanted(kind, code, round_, started_at, due_at, to, owner, applies, source, also, ends, owner_person, about)


def waited(history: History, started_at: str, due_at: str, over: str | None) -> tuple[str, str]:
    """Give when a row begins and is due with the time left out in which the incident was held.

    What was late already when it was held stays late, what was over by then stays as it was.
    """
    for hold in history.holds:
        until = min(hold.until, hold.ended_at or hold.until)
        if (over is not None and over <= hold.at) or started_at >= until or due_at <= hold.at:
            continue
        began = max(started_at, hold.at)
        started_at, due_at = until, shifted(until, seconds=seconds_between(began, due_at))
    return started_at, due_at
