"""R4.4 in a real pty: killed while a list is read aloud, it is opened again at the same step; an alarm answered in between moves nothing."""

from __future__ import annotations

import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from tests.tui.terminal import FIRE, Terminal, new_desk, shell

pytestmark = pytest.mark.heavy  # a real terminal, watched for many seconds


def hold(terminal: Terminal, key: str, times: int) -> None:
    """Hold a key down as a keyboard does: once, after half a second thirty times a second."""
    terminal.send(key)
    time.sleep(0.5)
    for _ in range(times):
        terminal.send(key)
        time.sleep(0.03)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that was killed at step 3 of a list that is read aloud."""
    before = (datetime.now(UTC) - timedelta(minutes=2)).isoformat(timespec="seconds")  # so that something of it is late
    folder = new_desk(tmp_path_factory.mktemp("reading"), *FIRE, "--at", before)
    with Terminal(folder, columns=80, rows=24) as terminal:
        terminal.see("▌26-")
        terminal.send(":list read 26-0001 rescue\r")
        terminal.see("step 1 of 5")
        hold(terminal, " ", 20)
        terminal.see("step 2 of 5")
        terminal.settle()
        terminal.see("step 2 of 5")  # held down it ticked one
        terminal.send(".")
        terminal.see("step 3 of 5")
        terminal.settle()
        assert terminal.kill(signal.SIGKILL) == -9
    return folder


def test_killed_it_is_opened_again_at_the_same_step(reading: Path) -> None:
    assert shell(reading, "log", "list", "26-0001").count("Done:") == 1
    with Terminal(reading, columns=80, rows=24) as terminal:
        terminal.see("step 3 of 5")
        terminal.see("back at step 3 of 5")
        terminal.see("1 left open")
        assert terminal.kill(signal.SIGKILL) == -9


def test_after_an_alarm_was_answered_the_step_that_was_left_is_on_the_screen(reading: Path) -> None:
    with Terminal(reading, columns=80, rows=24) as terminal:
        terminal.see("step 3 of 5")
        terminal.see("a acknowledge")
        terminal.send("a")
        terminal.see("a word")
        terminal.send("on it\r")
        terminal.see("back at step 3 of 5")
        terminal.see("step 3 of 5")
        terminal.escape()
        terminal.see("No.")
