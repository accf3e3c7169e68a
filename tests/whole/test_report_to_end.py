"""The whole, by the installed command in a real terminal: first run, a shouted report, level, chain, log, control, end, proof; in each language."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from tests.whole.seat import Seat


class Evening(NamedTuple):
    """What is typed and what is seen in one language."""

    language: str
    site: str
    operator: str
    line: str
    number_seen: str
    level: str
    entry: str
    reason: str
    end: str
    after: str


EVENINGS = [
    Evening(
        "en", "Harbour Mall", "Lin Wei", "fire 2F-foodcourt smoke, 2 hurt, extinguisher used", "26-0001", "II orange",
        "fire out, checking the ceiling void", "fire in the duct", "cold and aired", "Clear the scene",
    ),
    Evening(
        "zh_CN", "海港城", "林蔚", "火灾 2F美食广场 冒烟 2人受伤 已用灭火器", "26-0001", "II 橙",
        "明火已灭，正在检查吊顶", "烟道着火", "已冷却通风", "清理事故现场",
    ),
]  # fmt: skip


@pytest.mark.parametrize("evening", [pytest.param(one, id=one.language, marks=[pytest.mark.heavy] if one is not EVENINGS[0] else []) for one in EVENINGS])
def test_from_report_to_end(tmp_path: Path, evening: Evening) -> None:
    """R4.1–R4.5: an incident is worked through by keyboard alone, and the book proves it."""
    with Seat(tmp_path, "--lang", evening.language) as seat:
        first_run(seat, evening)
        seat.press("n").sees("▸").press(evening.line, "enter").sees(evening.number_seen)
        for said in (
            f'incident set-level 26-0001 II --reason "{evening.reason}"',
            f'incident chain 26-0001 department --by "{evening.operator}"',
            "incident chain 26-0001 group",
        ):
            seat.press(":").sees(": ▸").press(said, "enter").sees_not(": ▸")
        seat.sees(evening.level)
        seat.press("l").sees("26-0001 ▸").press(evening.entry, "enter").sees(evening.entry)
        seat.press("esc").sees_not("26-0001 ▸")
        for said in (
            "incident control 26-0001",
            f'incident end 26-0001 --reason "{evening.end}" --confirmed-by "{evening.operator}" '
            f"--met flames_out --met headcount --override systems_reset={evening.end.split()[0]}",
        ):
            seat.press(":").sees(": ▸").press(said, "enter").sees_not(": ▸")
        seat.sees(evening.after)
        shown = json.loads(seat.shell("incident", "show", "26-0001", "--json"))
        assert seat.leave() == 0
        assert shown["state"] == "ended" and shown["level"] == "II" and shown["type"] == "fire"
        assert shown["facts"]["injured"] == 2
        assert {step["step"] for step in shown["chain"] if step["at"]} == {"scene", "department", "group"}
        entries = json.loads(seat.shell("log", "list", "26-0001", "--json"))
        assert [int(e["number"]) for e in entries] == list(range(1, len(entries) + 1))
        assert entries[0]["text"] == evening.line
        assert evening.entry in [e["text"] for e in entries]
        assert json.loads(seat.shell("verify", "--json"))["ok"]


def first_run(seat: Seat, evening: Evening) -> None:
    """Answer the five questions of the first run; the language was named on the command line."""
    seat.sees("语言")
    seat.press(evening.site, "enter")
    seat.press("enter")
    seat.press(evening.operator, "enter", "enter")
    seat.sees(evening.site + " ·")
