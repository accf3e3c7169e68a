"""A small desk in memory for the parts of the screen that need no book on disk; its records have the real shape."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

from commandpost.domain.alarms.records.shown import Waiting
from commandpost.domain.board.records import Board, BoardRow, NextOwed, ValueShown
from commandpost.domain.core.clock import MovedClock
from commandpost.domain.core.refusal import refuse
from commandpost.domain.incidents.questions.places import LineReader
from commandpost.domain.incidents.records.owed import OwedShown
from commandpost.domain.incidents.records.shown import ChainShown, Commander, CriterionShown, IncidentShown
from commandpost.domain.incidents.rules.quick_line import Grammar
from commandpost.domain.log.records import EntryShown
from commandpost.store.instant import stamp

T0 = datetime(2026, 11, 24, 6, 7, 42, tzinfo=UTC)  # 14:07:42 in Shanghai


def named(zh: str, en: str) -> Any:
    return SimpleNamespace(zh=zh, en=en, name=lambda lang: zh if lang == "zh_CN" else en)


@cache
def our_reader() -> LineReader:
    from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder
    from commandpost.plan.reader import Plan

    text = canonical(read_folder(our_pack_dir()))
    plan = Plan.from_json(json.loads(text), digest(text))
    return LineReader(Grammar(plan, ()), plan, ())


def small_plan() -> Any:
    return SimpleNamespace(
        metrics={"injured": named("受伤", "Injured")},
        types={"fire": named("火灾", "Fire"), "unclassified": named("未分类", "Unclassified")},
        posts={"deputy": named("副组长", "deputy leader")},
        groups={"rescue": named("应急救援组", "Rescue group")},
        grade_tables={},
        lists={},
    )


@dataclass
class FakeDesk:
    clock: Any = field(default_factory=lambda: MovedClock(T0))
    zone: str = "Asia/Shanghai"
    slow: Callable[[str], None] = lambda question: None

    def __post_init__(self) -> None:
        self.site = SimpleNamespace(
            name="Harbour Mall", label="A", operator_name="Lin Wei", zone=self.zone, language="en"
        )
        self.plan = small_plan()
        self.rows: list[BoardRow] = []
        self.logs: dict[str, list[EntryShown]] = {}
        self.done: list[tuple[str, tuple[Any, ...], str | None]] = []
        self.kept: dict[str, str] = {}
        self.keys: dict[str, Any] = {}
        self.asked: list[str] = []
        self.others_wrote = False
        self.exercise = False
        self.remarks: list[str] = []
        self.may_write = threading.Event()
        self.may_write.set()
        self._ids = 0

    # furniture

    def ago(self, **span: float) -> str:
        return stamp(self.clock.now() - timedelta(**span))

    def ahead(self, **span: float) -> str:
        return stamp(self.clock.now() + timedelta(**span))

    def row(self, number: str, what: str, where: str, due: tuple[str, str] | None = None, **more: Any) -> BoardRow:
        record = BoardRow(
            id=number, number=number, level="III", suggested=None, colour="yellow", type="fire", type_name=what,
            place=where, state="responding", started_at=self.ago(minutes=42, seconds=10),
            received_at=self.ago(minutes=42, seconds=10), ended_at=None, commander="Chen Hao", command_post="deputy leader",
            vacant=False, next=NextOwed("followup", *due, 0) if due else None, last_at=self.ago(minutes=1),
            last_word="checking the ceiling void", drill=False, after_the_fact=False,
        )  # fmt: skip
        self.rows.append(record._replace(**more))
        self.logs.setdefault(number, [self.entry("1", where, by="Guard 12", channel="radio")])
        return self.rows[-1]

    def entry(self, number: str, text: str, **more: Any) -> EntryShown:
        base = EntryShown(
            number,
            self.ago(minutes=2),
            self.ago(minutes=2),
            "desk",
            None,
            None,
            None,
            "report",
            text,
            False,
            None,
            {},
            None,
        )
        return replace(base, **more)

    def furnish(self) -> FakeDesk:
        self.row(
            "26-0007",
            "Fire",
            "2F food court",
            ("report to district bureau", self.ago(minutes=3, seconds=10)),
            level="II",
        )
        self.row("26-0009", "Lift entrapment", "Lift B3", ("2 h limit", self.ahead(minutes=11, seconds=5)))
        self.row(
            "26-0008", "Customer fall", "Gate 4", ("level to be named", self.ahead(minutes=4)), level=None,
            suggested="IV", commander=None, command_post=None, state="reported",
        )  # fmt: skip
        self.row("26-0003", "Crowd crush", "Hall 1", level=None, suggested="I", after_the_fact=True, state="reported")
        return self

    # the desk's own

    def ask(self, question: str, *words: Any, **options: Any) -> Any:
        self.asked.append(question)
        self.slow(question)
        return getattr(self, "ask_" + question.replace(".", "_"))(*words, **options)

    def ask_board(self, *, offset: int = 0, limit: int = 300, **narrowed: Any) -> Any:
        counts = dict.fromkeys(("I", "II", "III", "IV", "none"), 0)
        for row in self.rows:
            if not row.after_the_fact:
                counts[row.level or "none"] += 1
        soon = [
            SimpleNamespace(subject=r.next.subject, incident=r.number, due_at=r.next.due_at)
            for r in self.rows
            if r.next
        ]
        soon.sort(key=lambda owed: owed.due_at)
        now = stamp(self.clock.now())
        late = [row for row in self.rows if row.next and row.next.due_at < now and not row.after_the_fact]
        return Board(
            as_of=now, counts=counts, soon=tuple(soon[:3]), rows=tuple(self.rows[offset : offset + limit]), exercise=self.exercise,
            size=len(self.rows), offset=offset, of=len(self.rows), open=len(self.rows), late=len(late), owed=len(soon),
            owed_late=len(late),
        )  # fmt: skip

    def ask_board_values(self) -> Any:
        return [ValueShown("level", "II", ("II orange", "II 橙", "2")), ValueShown("type", "fire", ("Fire", "火灾"))]

    def ask_log_list(self, number: str, newest: int | None = None) -> Any:
        return list(self.logs.get(number, []))[-newest if newest else None :]

    def ask_incident_show(self, number: str) -> Any:
        row = next(r for r in self.rows if r.number == number)
        return IncidentShown(
            number=number, type=row.type, type_name=row.type_name, title=row.type_name, place=row.place,
            department=None,
            state=row.state, level=row.level, suggested=row.suggested or "II", grade=None,
            commander=Commander("deputy", row.commander, None), groups=("rescue",),
            chain=(
                ChainShown("scene", "person on scene", row.received_at, "Guard 12"),
                ChainShown("group", "leading group", None, None),
            ),
            parts={}, missing_parts=(), started_at=row.started_at,
            received_at=row.received_at, controlled_at=None, ended_at=None, windows_until={}, facts={"injured": 2},
            criteria=(CriterionShown("c", "fire out", False, False),),
            drill=False, after_the_fact=row.after_the_fact, history=(),
        )  # fmt: skip

    def ask_alert_waiting(self, *, most: int = 50) -> Waiting:
        return Waiting(0, (), None, None, None)

    def ask_list_pauses(self, incident: str | None = None) -> Any:
        return []

    def ask_incident_suggest(self, number: str) -> Any:
        row = next(r for r in self.rows if r.number == number)
        return SimpleNamespace(
            level=row.suggested, decided=row.level, default_level="II", hits=(), ahead=(), grade=None, asks=(), confirmables=(), clocks=(),
            grade_needs=(),
        )  # fmt: skip

    def ask_deadline_list(self, incident: str | None = None) -> Any:
        owed = next(r for r in self.rows if r.number == incident).next
        if owed is None:
            return []
        return [
            OwedShown(
                "d1",
                incident,
                owed.subject,
                owed.kind,
                "f",
                1,
                self.ago(minutes=30),
                owed.due_at,
                "pending",
                None,
                0,
                ("group",),
                "leading group",
                None,
                (),
            )  # fmt: skip
        ]

    def reads(self, question: str) -> frozenset[str]:
        return {
            "board": frozenset({"incident", "deadline", "log_entry"}),
            "board.values": frozenset({"incident", "place"}),
            "log.list": frozenset({"log_entry"}),
            "incident.show": frozenset({"incident"}),
            "incident.suggest": frozenset({"incident"}),
            "list.pauses": frozenset({"list_step"}),
            "alert.waiting": frozenset({"deadline", "alert_step", "acknowledgement"}),
            "deadline.list": frozenset({"deadline"}),
        }[question]

    def changed(self) -> bool:
        changed, self.others_wrote = self.others_wrote, False
        return changed

    def draft(self, place: str) -> str:
        return self.kept.get(place, "")

    def keep_draft(self, place: str, text: str) -> None:
        if text:
            self.kept[place] = text
        else:
            self.kept.pop(place, None)

    def warm(self) -> None:
        self.may_write.wait(10)

    def new_id(self) -> str:
        self._ids += 1
        return f"key-{self._ids}"

    def line_reader(self) -> Any:
        return our_reader()

    def do(self, command: str, *words: Any, at: str | None = None, key: str | None = None, **options: Any) -> Any:
        if key in self.keys:
            return self.keys[key]
        ref, tables = "", frozenset[str]()
        if command == "incident.report":
            if "refuse me" in words[0]:
                raise refuse("This is refused.", "Say something else.", "R4.1")
            ref = f"26-{len(self.rows) + 10:04d}"
            self.row(ref, "Fire", words[0][:20], last_word=words[0])
            tables = frozenset({"incident", "log_entry", "deadline"})
        elif command == "log.add":
            entries = self.logs[words[0]]
            ref = f"#{len(entries) + 1}"
            now = stamp(self.clock.now())
            entries.append(self.entry(str(len(entries) + 1), words[1], event_at=now, recorded_at=now))
            tables = frozenset({"log_entry"})
        self.done.append((command, words, at))
        done = SimpleNamespace(
            command=command, ref=ref, made=[], remarks=list(self.remarks), findings=[], tables=tables, again=False
        )
        if key:
            self.keys[key] = done
        return done

    def close(self) -> None:
        pass


class FakeOpener:
    """Opens the fake; `empty` is a data directory without a desk."""

    def __init__(self, desk: FakeDesk, *, empty: bool = False) -> None:
        self.desk, self.empty = desk, empty
        self.made: dict[str, str] = {}

    def __call__(self) -> FakeDesk:
        return self.desk

    def exists(self) -> bool:
        return not self.empty

    def zone(self) -> str:
        return "Asia/Shanghai"

    def init(self, **what: str) -> FakeDesk:
        if what["site"] == "nowhere":
            raise refuse("There is no such place.", "Name another.", "R2.1")
        self.made, self.empty = what, False
        self.desk.site.name = what["site"]
        return self.desk
