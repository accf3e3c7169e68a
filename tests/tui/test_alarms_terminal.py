"""In a real pty, at 80x24: an alarm is one BEL, one OSC sequence and one line; the half-typed words stay as they were (issue 5, the bars)."""

from __future__ import annotations

import re
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from tests.tui.terminal import Terminal, shell

pytestmark = pytest.mark.heavy  # a real terminal, watched for many seconds
OSC = re.compile(rb"\x1b\]9;([^\x07]*)\x07")
WORDS = {
    "en": ("ready", "report ▸", "LATE", "26-0001", "Answer the alarm", "Answered: ", "gate 3"),
    "zh_CN": ("就绪", "上报 ▸", "超时", "26-0001", "应答提醒", "已应答：", "gate 3"),
}


def desk(folder: Path, language: str) -> Path:
    shell(
        folder, "init", "--site", "Harbour Mall", "--desk", "A", "--operator", "Lin Wei", "--lang", language, "--zone", "Asia/Shanghai",
    )  # fmt: skip
    (folder / "data" / "settings.toml").write_text('notifications = "terminal"\n', encoding="utf-8")
    return folder


def fire(folder: Path, minutes: int) -> None:
    began = datetime.now(UTC) - timedelta(minutes=minutes)
    shell(folder, "incident", "report", "fire 2F smoke !II", "--at", began.isoformat(timespec="seconds"))


def rung(terminal: Terminal) -> int:
    """Give how often the bell rang; an OSC sequence ends with the same byte."""
    return len(re.findall(rb"\x07", re.sub(rb"\x1b\][^\x07\x1b]*\x07", b"", terminal.bytes)))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_alarm_is_heard_seen_and_answered_beside_a_half_typed_line(tmp_path: Path, language: str) -> None:
    ready, prompt, late, number, answer, answered, place = WORDS[language]
    desk(tmp_path, language)
    with Terminal(tmp_path, columns=80, rows=24, LANG=f"{language if language != 'en' else 'en_US'}.UTF-8") as terminal:
        terminal.see(ready)
        terminal.until(lambda: any(thread_is_there(tmp_path)), 20)
        terminal.send("n")
        terminal.see(prompt)
        terminal.send("smoke at gate 3, 烟")
        terminal.see("smoke at gate 3, 烟")
        terminal.until(lambda: terminal.text().count(place) == 2)  # typed, and understood
        cursor = terminal.screen.cursor
        terminal.settle()
        stood = (cursor.x, cursor.y)
        fire(tmp_path, 40)
        terminal.until(lambda: late in terminal.lines()[2] and number not in terminal.lines()[3], 20)
        terminal.see("smoke at gate 3, 烟")
        terminal.until(lambda: rung(terminal) == 1 and bool(OSC.search(terminal.bytes)))
        (first,) = OSC.findall(terminal.bytes)
        told = first.decode()
        assert late in told and number in told and "Lin" not in told
        terminal.settle()
        assert (cursor.x, cursor.y) == stood, "the words and the place where one types have not moved"
        terminal.send(" x")
        terminal.see("smoke at gate 3, 烟 x")
        terminal.send("\x15")
        terminal.escape()
        terminal.until(lambda: prompt not in terminal.text())
        before = terminal.lines()[2]
        terminal.send("a")
        terminal.see(answer)
        time.sleep(0.5)
        terminal.send("on it\r")
        terminal.see(answered)
        terminal.until(lambda: terminal.lines()[2] != before)
        assert rung(terminal) == 1
        began = time.monotonic()
        terminal.send("\x11")
        assert terminal.ended() == 0
        assert time.monotonic() - began < 5
    told_lately = shell(tmp_path, "alert", "lately", "--json")
    assert '"sent"' in told_lately and '"answered_by": "Lin Wei"' in told_lately


def thread_is_there(folder: Path) -> list[bool]:
    """Whether the desk's watch stands: it says so in the file."""
    import sqlite3

    connection = sqlite3.connect(f"file:{folder / 'data' / 'commandpost.db'}?mode=ro", uri=True)
    try:
        return [True for _ in connection.execute("SELECT 1 FROM own WHERE key = 'watched'")]
    finally:
        connection.close()
