"""R7.2: `commandpost --demo` in a real terminal: the evening stands there in both languages, nothing is left of it, nothing of the user's is touched."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from commandpost.demo import PREFIX
from tests.tui.terminal import Terminal
from tests.whole.seat import COMMAND, Seat

pytestmark = pytest.mark.heavy  # a real terminal, watched for many seconds

AT = "2026-11-05T20:42:00+08:00"


def rooms(tmp_path: Path) -> dict[str, str]:
    """A place of its own for what is thrown away, so that a test can look into it."""
    (tmp_path / "run").mkdir(exist_ok=True)
    return {"XDG_RUNTIME_DIR": str(tmp_path / "run"), "TZ": "Asia/Shanghai"}


def left(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "run").glob(PREFIX + "*"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ["DEMO", "Harbour Mall", "II orange 1", "LATE 0:03:00", "follow-up no. 2", "26-0003", "26-0002", "26-0001"],
        ),
        ("zh_CN", ["演示", "海港城购物中心", "II 橙 1", "超时 0:03:00", "续报第2次", "26-0003", "26-0002", "26-0001"]),
    ],
)
def test_the_middle_of_an_evening(tmp_path: Path, lang: str, words: list[str]) -> None:
    with Seat(tmp_path, "--demo", "--lang", lang, "--at", AT, env=rooms(tmp_path)) as seat:
        for word in words:
            seat.sees(word)
        seat.press("d").sees("气象台" if lang == "zh_CN" else "Weather office")
        seat.press("[").sees("14号对讲机" if lang == "zh_CN" else "Radio 14")
        assert len(left(tmp_path)) == 1
        assert seat.leave() == 0
    assert left(tmp_path) == [] and not (tmp_path / "data").exists() and not (tmp_path / "state").exists()


def test_its_clock_runs_and_it_can_be_worked_at(tmp_path: Path) -> None:
    with Seat(tmp_path, "--demo", "--lang", "en", env=rooms(tmp_path)) as seat:
        seat.sees("This is a demo").sees("LATE 0:03:0")
        seat.press("ctrl+l").sees("超时 0:03:").press("ctrl+l").sees("LATE 0:03:")
        seat.press("n").sees("▸").press("theft 2F-foodcourt phone gone !IV", "enter").sees("26-0004 is in the book")
        assert seat.leave() == 0
    assert left(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_it_is_gone_when_it_is_told_to_end(tmp_path: Path, number: signal.Signals) -> None:
    with Terminal(tmp_path, "--demo", **rooms(tmp_path)) as terminal:
        terminal.see("26-0003")
        assert terminal.kill(number) == 0
    assert left(tmp_path) == []


def test_it_is_gone_when_the_terminal_is_closed(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--demo", **rooms(tmp_path)) as terminal:
        terminal.see("26-0003")
        terminal.hang_up()
    assert left(tmp_path) == []


def test_what_a_crash_left_is_taken_away_by_the_next_and_one_that_is_open_stays(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--demo", **rooms(tmp_path)) as first:
        first.see("26-0003")
        (standing,) = left(tmp_path)
        with Terminal(tmp_path, "--demo", **rooms(tmp_path)) as second:
            second.see("26-0003")
            assert len(left(tmp_path)) == 2
            second.child.kill(signal.SIGKILL)
            second.ended()
        assert len(left(tmp_path)) == 2
        with Seat(tmp_path, "--demo", env=rooms(tmp_path)) as third:
            third.sees("26-0003")
            assert standing in left(tmp_path) and len(left(tmp_path)) == 2
            assert third.leave() == 0
        assert left(tmp_path) == [standing]


@pytest.mark.parametrize(
    "words", [("--demo", "board"), ("--demo", "--data", "x"), ("--demo", "--as", "Lin Wei"), ("--demo", "--at", "noon")]
)
def test_it_stands_alone(words: tuple[str, ...]) -> None:
    done = subprocess.run([COMMAND, *words, "--lang", "en"], capture_output=True, text=True)
    assert done.returncode == 2
    if "noon" not in words:
        assert "--demo stands alone; --lang goes with it." in done.stderr
