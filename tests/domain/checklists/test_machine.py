"""R4.4 No sequence of actions loses a record, counts a task twice, or leaves an escalation alive for a task that is done or stands down (state machine)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from commandpost.domain.core.refusal import Refused
from tests.story import Post

TICKS = ("task.done", "task.skip", "task.undo")
OPEN = ("pending", "raised", "acknowledged")
CHOSEN = st.integers(0, 60)


class Lists(RuleBasedStateMachine):
    """One incident whose level, type and state change while its tasks are ticked and taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.post = Post(Path(self._folder.name))
        self.post.people(head_safety="Zhou Li")
        self.number = self.post.report("fire 2F smoke !III")
        self.records = self.entries = 0
        self.known: set[str] = set()
        self.done: dict[str, str | None] = {}

    def teardown(self) -> None:
        self.post.desk.close()
        self._folder.cleanup()

    def _do(self, verb: str, *args: object, **kwargs: object) -> bool:
        self.post.forward(minutes=1)
        try:
            done = self.post.desk.do(verb, *args, **kwargs)
        except Refused:
            return False
        assert not done.findings, done.findings
        return True

    @rule(level=st.sampled_from(["I", "II", "III", "IV"]))
    def decide(self, level: str) -> None:
        self._do("incident.set_level", self.number, level, reason="r")

    @rule(kind=st.sampled_from(["fire", "gas_leak", "lost_child"]))
    def change(self, kind: str) -> None:
        self._do("incident.change_type", self.number, kind, reason="r")

    @rule(which=CHOSEN, tick=st.sampled_from(TICKS))
    def tick(self, which: int, tick: str) -> None:
        rows = self.post.ask("task.list", self.number, all=True)
        found = rows[which % len(rows)]
        more = {"reason": "r"} if tick == "task.skip" else {}
        if self._do(tick, self.number, found.id, **more):
            self.done[found.id] = {"task.done": "done", "task.skip": "skipped"}.get(tick)

    @rule(which=CHOSEN)
    def give(self, which: int) -> None:
        rows = self.post.ask("task.list", self.number)
        self._do("task.assign", self.number, rows[which % len(rows)].id, "Zhou Li")

    @rule()
    def add(self) -> None:
        self._do("task.add", self.number, "fetch the ladder", critical=True)

    @rule(group=st.sampled_from(["rescue", "logistics", "investigation", "first_ten"]), verb=st.sampled_from(["list.complete", "list.send"]))
    def of_list(self, group: str, verb: str) -> None:
        self._do(verb, self.number, group)

    @rule()
    def strike_the_last(self) -> None:
        entry = self.post.log(self.number)[-1]
        if entry.text.startswith("Done: ") and self._do("log.strike", self.number, entry.number, reason="r"):
            self.done = {row.id: row.state if row.state in ("done", "skipped") else None for row in self.post.ask("task.list", self.number, all=True)}

    @rule()
    def mark(self) -> None:
        self._do("mark.answer", self.number, "same plan")

    @rule()
    def end_and_reopen(self) -> None:
        criteria = self.post.show(self.number).criteria
        codes = [getattr(one, "code", one) for one in criteria]
        self._do("incident.control", self.number)
        if self._do("incident.end", self.number, reason="r", confirmed_by="Zhou Li", override=[f"{code}=x" for code in codes]):
            self.holds()
            self._do("incident.reopen", self.number, reason="r")

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "post"):
            return
        rows = self.post.ask("task.list", self.number, all=True)
        codes = [row.id for row in rows]
        assert len(codes) == len(set(codes)) and self.known <= set(codes)
        self.known = set(codes)
        states = {row.id: row.state for row in rows}
        for code, state in self.done.items():
            assert (states[code] if states[code] in ("done", "skipped") else None) == state, code
        over = {code for code, state in states.items() if state != "open"}
        owed = self.post.ask("deadline.list", incident=self.number)
        open_ = [row for row in owed if row.state in OPEN and row.kind in ("task_critical", "task", "first_step")]
        assert len({row.code for row in open_}) == len(open_)
        assert not {row.code for row in open_} & over
        if self.post.show(self.number).state == "ended":
            assert not open_
        records, entries = self.post.desk.reader("SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM log_entry)")[0]
        assert records >= self.records and entries >= self.entries
        self.records, self.entries = records, entries
        assert all(row.owner and row.text_zh and row.target_at for row in rows)
        shown = [line.id for one in self.post.ask("list.show", self.number).lists for line in one.tasks]
        assert sorted(shown) == sorted(codes)  # on the page each task stands on one list, once: done is never more than there is


TestLists = Lists.TestCase
TestLists.settings = settings(max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
