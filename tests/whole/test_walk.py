"""The walk of the first minute, by keys alone in a real terminal, in each language: told at the foot, done, and nothing of it real (R7.3)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from tests.whole.seat import Seat

pytestmark = pytest.mark.heavy  # a real terminal, watched for many seconds


class Words(NamedTuple):
    """What is typed and what is seen in one language."""

    language: str
    site: str
    operator: str
    offer: str
    shout: str
    why: str
    entry: str
    out: str
    done: str
    idle: str
    deciding: str
    controlling: str
    ending: str


WALKS = [
    Words("en", "Harbour Mall", "Lin Wei", "First time here?", "smoke at the back door", "a small one", "a bin was burning",
          "cold and aired", "That was a whole incident", "Nothing is due.", "Decide the response level", "Say that the incident is under", "Declare the end ·"),
    Words("zh_CN", "海港城", "林蔚", "第一次使用", "后门冒烟", "火很小", "垃圾桶起火", "已冷却通风", "一起事件已走完", "没有到期事项",
          "决定响应级别", "报告事件已控制", "宣布应急结束"),
]  # fmt: skip


def confirm(seat: Seat) -> None:
    """Press Enter as a person does who has read the question: an Enter right after another is the same finger."""
    seat.cursor()
    seat.cursor()
    seat.press("enter")


@pytest.mark.parametrize("words", WALKS, ids=lambda w: w.language)
def test_the_first_minute(tmp_path: Path, words: Words) -> None:
    with Seat(tmp_path, "--lang", words.language) as seat:
        seat.sees("语言").press(words.site, "enter", "enter", words.operator, "enter", "enter")
        seat.sees(words.offer).press("enter").sees("1/5").sees("演练 EXERCISE")
        seat.press("n").sees("▸ ").press(words.shout, "enter").sees("2/5").sees("▌26-0001")
        confirm(seat)
        seat.sees("▸ l ")
        seat.press("v").sees(words.deciding).press("IV", "enter", words.why, "enter").sees("3/5")
        seat.press("l").sees("26-0001 ▸").press(words.entry, "enter").sees("#3 ").press("esc").sees("4/5")
        seat.cursor()  # a terminal would read Esc and the next key as one
        seat.press("k").sees(words.controlling)
        confirm(seat)
        confirm(seat)
        seat.sees("5/5")
        seat.press("K").sees(words.ending)
        for answer in ("y", "y", "y", words.out, words.operator):
            seat.press(answer, "enter")
        for _ in range(4):  # the last field, and the question that a binding step asks once
            if words.done.replace(" ", "") not in seat.screen().replace(" ", ""):
                confirm(seat)
        seat.sees(words.done).sees(words.idle).press("esc").sees_not("演练 EXERCISE", limit=5)
        shown = json.loads(seat.shell("incident", "show", "26-0001", "--json"))
        assert shown["drill"] and shown["state"] == "ended" and shown["level"] == "IV"
        assert json.loads(seat.shell("deadline", "list", "--json")) == []
        seat.press("esc").sees_not(words.done)
        assert seat.leave() == 0
        assert json.loads(seat.shell("verify", "--json"))["ok"]
        again = seat.shell("incident", "report", "power out Hall 1").split()[0]
        assert not json.loads(seat.shell("incident", "show", again, "--json"))["drill"]
