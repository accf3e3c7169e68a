"""An evening made by chance: verbs in any order, some written down late, some by a clock that runs ahead; after each the desk must be of one piece."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from commandpost.domain.core.clock import now_stamp
from commandpost.domain.core.refusal import Refused
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.commands.owed import told_until
from commandpost.domain.incidents.kinds import find_incident
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.rules.obligations import KINDS, wanted
from commandpost.domain.incidents.rules.owed import Case
from commandpost.domain.incidents.rules.owed_levels import reaches
from commandpost.store.instant import stamp
from tests.story import Post

LINES = (
    "fire 2F smoke, 2 hurt !III", "lift stuck L5 3 trapped", "ride stuck at the top, 8 stranded !II", "noise", "customer fell, 1 minor !IV",
    "food poisoning 5 ill", "火灾 2F 冒烟 2人受伤 !II", "crowd crush at gate 3, 12 injured !I",
)  # fmt: skip
TYPES = (
    "fire",
    "lift_entrapment",
    "ride_failure",
    "crowd_crush",
    "complaint_mass",
    "food_poisoning",
    "customer_injury",
    "gas_leak",
    "unclassified",
)
FIGURES = (
    "deaths",
    "serious_injuries",
    "minor_injuries",
    "injured",
    "trapped",
    "evacuated",
    "persons_ill",
    "stranded_minutes",
    "closure_hours",
)
RUNNING = ("stranded_minutes", "trapped_minutes", "closure_hours", "missing_minutes", "outage_minutes")
STEPS = ("department", "group", "verified", "activated", "authority")
LEVELS = ("I", "II", "III", "IV")
POSTS = ("leader", "deputy_leader", "head_safety", "head_security")

Verb = tuple[str, tuple[Any, ...], dict[str, Any]]


class AnyEvening:
    """Chance at a post: `chance` decides what is done, to which incident, and when it is said to have happened."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.post = Post(folder, language=self.chance.choice(["en", "zh_CN"]))
        self.numbers: list[str] = []
        self.done: list[Verb] = []
        self.post.people(head_safety="Zhou Li")
        self.post.do("person.add", "Chen Hao")

    def go_on(self, steps: int) -> None:
        """Do so many things; every one that is not refused leaves the desk of one piece."""
        for _ in range(steps):
            self.post.forward(minutes=self.chance.choice([0, 0, 1, 3, 7, 20, 65]))
            verb = self._something()
            if verb is None:
                continue
            try:
                done = self.post.desk.do(verb[0], *verb[1], **verb[2])
            except Refused:
                continue
            self.done.append(verb)
            assert not done.findings, (done.findings, self.done)
            if verb[0] == "incident.report":
                self.numbers.append(done.ref)
            for number in self.numbers:
                self.hold(number)
            assert self.post.ask("board").counts and isinstance(self.post.ask("deadline.list"), list)

    def hold(self, number: str) -> None:
        """One open row an obligation; the header is the latest of its facts; nobody owes an ended incident what ends with it."""
        shown, rows = self.post.show(number), self.post.ask("deadline.list", incident=number)
        open_ = [(row.kind, row.code, row.round) for row in rows if row.state == "pending"]
        assert len(open_) == len(set(open_)), self.done
        assert sum(kind == "followup" for kind, _, _ in open_) <= 1, self.done
        assert len(asked := [code for kind, code, _ in open_ if kind == "level"]) <= 1, self.done
        for code in asked:
            if ">" in code:  # opened anew: only while what is suggested stands above what is decided
                (suggested, _, decided), levels = code.partition(">"), self.post.desk.plan.levels
                assert reaches(self._case(number), suggested), (code, self.done)
                assert decided == (shown.level or "") and (not decided or levels[suggested].rank < levels[decided].rank), (code, self.done)
        if shown.state == "ended":
            assert not {kind for kind, _, _ in open_} & {
                "followup",
                "level",
                "commander",
                "chain_step",
                "notify",
                "threshold",
            }, self.done
        latest = self._asking(
            number, "SELECT level FROM level_decision WHERE incident_id = ? ORDER BY at DESC, rowid DESC LIMIT 1"
        )
        assert (latest[0][0] if latest else None) == shown.level, self.done
        latest = self._asking(
            number, "SELECT type FROM type_change WHERE incident_id = ? ORDER BY at DESC, rowid DESC LIMIT 1"
        )
        assert latest[0][0] == shown.type, self.done

    def is_what_the_rules_want(self, number: str) -> None:
        """The table of deadlines is what the rules make of the book, and settling it once more changes nothing."""
        before = self._rows(number)
        ref = self.post.do("log.add", number, "nothing new").ref
        self.post.do("log.strike", number, ref, reason="nothing new")
        assert self._rows(number) == before, self.done
        ask = self._ask()
        head = find_incident(ask, number)
        history = history_of(ask, head)
        want = {row.key: row for row in wanted(ask.plan(head.plan), history, told_until(history, ask.now))}
        there: dict[tuple[Any, ...], set[str]] = {}
        for row in self.post.ask("deadline.list", incident=number):
            there.setdefault((row.kind, row.code, row.round, row.due_at), set()).add(row.state)
        for key, row in want.items():
            states = there.get(key, set())
            if row.ends is not None and row.ends[-1] == "reported":  # it met the row that stood when it was written down
                assert any("met" in found for other, found in there.items() if other[:3] == key[:3]), (key, self.done)
            elif row.kind == "level" and row.ends is not None and row.ends[0] == "met":  # or the one that stood for the first
                assert any("met" in found for other, found in there.items() if other[0] == "level"), (key, self.done)
            elif row.ends is None or row.ends[0] == "met":
                assert ("pending" if row.ends is None else "met") in states, (key, states, self.done)
            else:
                assert "pending" not in states, (key, states, self.done)
        for key, states in there.items():
            if "pending" in states and key[0] in KINDS:
                assert key in want and want[key].ends is None, (key, self.done)

    def _case(self, number: str) -> Case:
        ask = self._ask()
        head = find_incident(ask, number)
        history = history_of(ask, head)
        return Case.of(ask.plan(head.plan), history, told_until(history, ask.now))

    def _ask(self) -> Ask:
        desk = self.post.desk
        return Ask(desk.reader, desk.site, desk.plan_of, now_stamp(self.post.clock))

    def _asking(self, number: str, sql: str) -> list[Any]:
        return self.post.desk.reader(sql, (find_incident(self._ask(), number).id,))

    def _rows(self, number: str) -> list[tuple[Any, ...]]:
        rows = self.post.ask("deadline.list", incident=number)
        return sorted(
            (row.kind, row.code, row.round, row.due_at, row.state, row.applies or "", row.to, row.also) for row in rows
        )

    def _something(self) -> Verb | None:
        chance = self.chance
        if not self.numbers or chance.random() < 0.08:
            return "incident.report", (chance.choice(LINES),), self._when()
        number = chance.choice(self.numbers)
        makers: list[tuple[int, Callable[[str], Verb | None]]] = [
            (10, lambda n: ("incident.set_level", (n, chance.choice(LEVELS)), {"reason": "r"})),
            (7, lambda n: ("incident.change_type", (n, chance.choice(TYPES)), {"reason": "r"})),
            (8, lambda n: ("incident.chain", (n, chance.choice(STEPS)), {})),
            (
                9,
                lambda n: (
                    "log.add",
                    (n, "x"),
                    {"set": [f"{chance.choice(FIGURES)}={chance.choice([0, 1, 2, 3, 12, 40])}"]},
                ),
            ),
            (6, lambda n: ("fact.start", (n, chance.choice(RUNNING)), {})),
            (5, lambda n: ("fact.stop", (n, chance.choice(RUNNING)), {})),
            (7, self._law),
            (10, self._report),
            (8, self._strike),
            (5, lambda n: ("incident.control", (n,), {})),
            (6, self._end),
            (3, lambda n: ("incident.reopen", (n,), {"reason": "r"})),
            (3, lambda n: ("post.assign", (chance.choice(POSTS), chance.choice(["Zhou Li", "Chen Hao"])), {})),
            (
                2,
                lambda n: (
                    "incident.describe",
                    (n,),
                    {"scope": "s", "place": "gate 4", "department": chance.choice(["security", "technical"])},
                ),
            ),
            (2, lambda n: ("log.redact", (n, "1"), {"basis": "b"})),
        ]
        maker = chance.choices([one for _, one in makers], [weight for weight, _ in makers])[0]
        verb = maker(number)
        return None if verb is None else (verb[0], verb[1], verb[2] | self._when())

    def _when(self) -> dict[str, Any]:
        if self.chance.random() < 0.6:
            return {}
        return {"at": stamp(self.post.clock.now() - timedelta(minutes=self.chance.choice([-3, 1, 5, 17, 45, 120])))}

    def _law(self, number: str) -> Verb | None:
        rules = self.post.desk.plan.types[self.post.show(number).type].rules
        if not rules:
            return None
        if self.chance.random() < 0.3:
            return "incident.confirm", (number, self.chance.choice(rules)), {}
        return (
            "incident.answer",
            (number, self.chance.choice(rules), self.chance.choice(["yes", "no"])),
            {"reason": "r"},
        )

    def _report(self, number: str) -> Verb | None:
        rows = self.post.owed(number)
        return (
            ("deadline.meet", (self.chance.choice(rows).id,), {"to": "x", "channel": "y", "note": "z"})
            if rows
            else None
        )

    def _strike(self, number: str) -> Verb | None:
        standing = [entry.number for entry in self.post.log(number) if not entry.struck]
        return ("log.strike", (number, self.chance.choice(standing)), {"reason": "r"}) if standing else None

    def _end(self, number: str) -> Verb:
        codes = [criterion.code for criterion in self.post.show(number).criteria]
        return "incident.end", (number,), {"reason": "r", "confirmed_by": "Chen Hao", "met": codes}
