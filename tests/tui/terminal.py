"""A real terminal around the installed command: a pty that pyte reads, so that bytes, cursor and signals are the real ones."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect
import pyte

from tests.bench.terminal import ANSWERS

# what pyte cannot read
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$]p?|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9;]*[a-z]")
MODULE = (sys.executable, "-m", "commandpost")
FIRE = ("incident", "report", "fire 2F-foodcourt smoke !III")


def shell(folder: Path, *words: str) -> str:
    """Say something on the command line beside the terminal; gives what it printed."""
    done = subprocess.run(
        [*MODULE, "--data", str(folder / "data"), *words],
        env={"COMMANDPOST_STATE": str(folder / "state"), "LANG": "en_US.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def new_desk(folder: Path, *first: str) -> Path:
    """Make a desk in that folder and say the first words at it."""
    shell(
        folder, "init", "--site", "Harbour Mall", "--desk", "A", "--operator", "Lin Wei", "--lang", "en", "--zone", "Asia/Shanghai",
    )  # fmt: skip
    shell(folder, *first)
    return folder


class Terminal:
    """One run of `commandpost` on a data folder."""

    def __init__(
        self, folder: Path, *words: str, columns: int = 120, rows: int = 36, command: Sequence[str] = MODULE, **environ: str
    ) -> None:
        self.env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.env |= {
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "COMMANDPOST_DATA": str(folder / "data"),
            "COMMANDPOST_STATE": str(folder / "state"), "LANG": "en_US.UTF-8", **environ,
        }  # fmt: skip
        self.columns, self.rows = columns, rows
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.child = pexpect.spawn(
            command[0],
            [*command[1:], *words],
            env=self.env,
            dimensions=(rows, columns),
            timeout=30,
            encoding=None,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *gone: object) -> None:
        self.child.close(force=True)

    def pump(self, seconds: float = 0.02) -> bool:
        """Read what the program wrote."""
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return False
        self.bytes += data
        for pattern, answer in ANSWERS:
            for asked in pattern.finditer(data):
                self.child.send(answer(asked))
        self._stream.feed(PRIVATE.sub(b"", data))
        return True

    def lines(self) -> list[str]:
        """The screen as text; the empty cell behind a wide character is left out."""
        buffer = self.screen.buffer
        return ["".join(buffer[y][x].data for x in range(self.columns)).rstrip() for y in range(self.rows)]

    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines())

    def see(self, text: str, seconds: float = 20) -> None:
        """Wait until the screen says it."""
        end = time.monotonic() + seconds
        while text not in self.text():
            assert time.monotonic() < end, f"never saw {text!r}:\n{self.text()}"
            assert self.child.isalive() or self.pump(), f"it ended:\n{self.text()}"
            self.pump()

    def settle(self, quiet: float = 0.25, seconds: float = 10) -> None:
        """Read until nothing more comes for a while; a clock that ticks is waited for no longer than `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.pump(quiet):
            pass

    def until(self, true: Callable[[], bool], seconds: float = 10) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, self.text()
            self.pump()

    def send(self, keys: str) -> None:
        """Press keys, as bytes."""
        self.child.send(keys.encode())

    def escape(self) -> None:
        """Press Esc, and let it be no part of a longer key."""
        self.send("\x1b")
        end = time.monotonic() + 0.3
        while time.monotonic() < end:
            self.pump()

    def hang_up(self, seconds: float = 10) -> None:
        """Close the terminal, as a lid or a lost line does, and wait for the program to end by itself."""
        self.child.ptyproc.fileobj.close()
        self.child.closed = self.child.ptyproc.closed = True
        end = time.monotonic() + seconds
        while os.waitpid(self.child.pid, os.WNOHANG) == (0, 0):
            assert time.monotonic() < end, "it goes on without a terminal"
            time.sleep(0.02)
        self.child.terminated = self.child.ptyproc.terminated = True

    def kill(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; gives the exit status, or minus the signal."""
        self.child.kill(number)
        return self.ended()

    def ended(self, seconds: float = 10) -> int:
        """Wait for the end."""
        end = time.monotonic() + seconds
        while self.child.isalive():
            assert time.monotonic() < end, f"it did not end:\n{self.text()}"
            self.pump()
        status = self.child.exitstatus
        return status if status is not None else -int(self.child.signalstatus or 0)
