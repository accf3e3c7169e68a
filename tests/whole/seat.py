"""A seat at the installed command in a real terminal: keys in, a screen of lines out (pyte reads what a terminal would show)."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pyte

ASKED = (
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
)
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$]p?|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9;]*[a-z]")  # what pyte cannot read
COMMAND = str(Path(sys.executable).with_name("commandpost"))


class Seat:
    """One run of `commandpost` in a terminal of its own."""

    def __init__(self, folder: Path, *words: str, cols: int = 120, rows: int = 36, env: dict[str, str] | None = None) -> None:
        self.folder = folder
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.env = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "COMMANDPOST_DATA": str(folder / "data"),
            "COMMANDPOST_STATE": str(folder / "state"),
            **(env or {}),
        }
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            if name not in (env or {}):
                self.env.pop(name, None)
        self._child = pexpect.spawn(COMMAND, list(words), env=self.env, dimensions=(rows, cols), timeout=30)

    def press(self, *keys: str) -> Seat:
        """Press keys: a text is typed as it is; enter, esc and the like by name."""
        names = {"enter": "\r", "esc": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "tab": "\t", "ctrl+q": "\x11", "ctrl+l": "\x0c"}
        for key in keys:
            self._child.send(names.get(key, key))
            self._pump(0.05)
        return self

    def sees(self, text: str, limit: float = 30.0) -> Seat:
        """Wait until the text stands on the screen; fails with the screen when it never does."""
        end = time.monotonic() + limit
        wanted = text.replace(" ", "")
        while wanted not in self.screen().replace(" ", ""):
            assert time.monotonic() < end, f"never saw {text!r} in\n{self.screen()}"
            self._pump(0.1)
        return self

    def sees_not(self, text: str, limit: float = 15.0) -> Seat:
        """Wait until the text is gone."""
        end = time.monotonic() + limit
        while text.replace(" ", "") in self.screen().replace(" ", ""):
            assert time.monotonic() < end, f"still see {text!r} in\n{self.screen()}"
            self._pump(0.1)
        return self

    def screen(self) -> str:
        """Give the screen as lines."""
        lines = []
        for y in range(self._screen.lines):
            lines.append("".join(self._screen.buffer[y][x].data for x in range(self._screen.columns)).rstrip())
        return "\n".join(lines)

    def cursor(self) -> tuple[int, int]:
        """Give where the terminal's own cursor stands (column, row)."""
        self._pump(0.3)
        return self._screen.cursor.x, self._screen.cursor.y

    def settled(self, quiet: float = 0.4, limit: float = 10.0) -> Seat:
        """Wait until nothing on the screen has changed for a while."""
        before, since, end = "", time.monotonic(), time.monotonic() + limit
        while time.monotonic() - since < quiet and time.monotonic() < end:
            self._pump(0.1)
            if (now := self.screen()) != before:
                before, since = now, time.monotonic()
        return self

    def picture(self) -> pyte.Screen:
        """Give the screen with its colours, for who paints it."""
        return self._screen

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the program by a signal and wait until it is gone."""
        self._child.kill(number)
        self._child.wait()

    def leave(self) -> int | None:
        """Leave by the key; gives the exit code."""
        self.press("ctrl+q")
        end = time.monotonic() + 20
        while self._child.isalive() and time.monotonic() < end:
            self._pump(0.1)
        return self._child.exitstatus

    def shell(self, *words: str, code: int = 0) -> str:
        """Say something on the command line beside the open desk; gives what it printed."""
        import subprocess

        done = subprocess.run([COMMAND, *words], env=self.env, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def _pump(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while True:
            try:
                data = self._child.read_nonblocking(65536, timeout=max(0.01, end - time.monotonic()))
            except pexpect.TIMEOUT:
                return
            except pexpect.EOF:
                return
            for pattern, answer in ASKED:
                for _ in pattern.findall(data):
                    self._child.send(answer)
            self._stream.feed(PRIVATE.sub(b"", data))
            if time.monotonic() >= end:
                return

    def __enter__(self) -> Seat:
        return self

    def __exit__(self, *gone: object) -> None:
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
        self._child.close(force=True)


def plain(words: Sequence[str]) -> str:
    """Join words as they are typed on the command line."""
    return " ".join(words)
