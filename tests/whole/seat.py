"""A seat at the installed command in a real terminal: keys in, a screen of lines out (pyte reads what a terminal would show)."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pyte

from tests.tui.terminal import Terminal

COMMAND = str(Path(sys.executable).with_name("commandpost"))
NAMES = {"enter": "\r", "esc": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "tab": "\t", "ctrl+q": "\x11", "ctrl+l": "\x0c"}


class Seat:
    """One run of `commandpost` in a terminal of its own."""

    def __init__(self, folder: Path, *words: str, cols: int = 120, rows: int = 36, env: dict[str, str] | None = None) -> None:
        self._terminal = Terminal(folder, *words, columns=cols, rows=rows, command=(COMMAND,), **(env or {}))
        self._terminal.child.delaybeforesend = 0.05  # a person's keys, not a burst

    def press(self, *keys: str) -> Seat:
        """Press keys: a text is typed as it is; enter, esc and the like by name."""
        for key in keys:
            self._terminal.send(NAMES.get(key, key))
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
        return self._terminal.text()

    def cursor(self) -> tuple[int, int]:
        """Give where the terminal's own cursor stands (column, row)."""
        self._pump(0.3)
        return self._terminal.screen.cursor.x, self._terminal.screen.cursor.y

    def settled(self, quiet: float = 0.4) -> Seat:
        """Wait until nothing has been written for a while."""
        self._terminal.settle(quiet)
        return self

    def picture(self) -> pyte.Screen:
        """Give the screen with its colours, for who paints it."""
        return self._terminal.screen

    def leave(self) -> int:
        """Leave by the key; gives the exit code."""
        self.press("ctrl+q")
        return self._terminal.ended(20)

    def shell(self, *words: str, code: int = 0) -> str:
        """Say something on the command line beside the open desk; gives what it printed."""
        done = subprocess.run([COMMAND, *words], env=self._terminal.env, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def _pump(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._terminal.pump(left):
            pass

    def __enter__(self) -> Seat:
        return self

    def __exit__(self, *gone: object) -> None:
        child = self._terminal.child
        if child.isalive():
            child.kill(signal.SIGKILL)
        child.close(force=True)
