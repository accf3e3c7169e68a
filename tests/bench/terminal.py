"""Sits at a program in a real terminal and tells when something can be read on it: what a person sees, not what a program says of itself."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, modes
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles, links
    rb"|\x1b[P_^X][^\x1b]*\x1b\\"  # DCS and its like
    rb"|\x1b[ -/]*[0-~]"
)
ANSWERS: tuple[tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]], ...] = (
    (re.compile(rb"\x1b\[6n"), lambda m: b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[0?c"), lambda m: b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?(\d+)\$p"), lambda m: b"\x1b[?" + m[1] + b";2$y"),
    (re.compile(rb"\x1b\[\?u"), lambda m: b"\x1b[?0u"),
)


CHOSEN = re.compile(r"▌ *(\d\d-\d{4,6})")


def _read(raw: bytes) -> str:
    return SEQUENCE.sub(b" ", raw).split(b"\x1b", 1)[0].decode("utf-8", errors="ignore")


class Terminal:
    """One program in a terminal of its own; the clock starts just before it does."""

    def __init__(
        self, command: Sequence[str], *, cols: int = 120, rows: int = 36, env: Mapping[str, str] | None = None
    ) -> None:
        self._raw = b""
        full = {**(env or os.environ), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            full.pop(name, None)
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            os.execvpe(command[0], list(command), full)

    def until(self, seen: Callable[[str], bool], limit: float = 60.0) -> float:
        """Give the seconds from the start until what was written satisfies `seen`; raises TimeoutError with the last words."""
        while True:
            left = self.began + limit - time.perf_counter()
            if left <= 0 or not self._pump(left):
                raise TimeoutError(self.text()[-2000:] or "nothing was written")
            at = time.perf_counter()
            if seen(self.text()):
                return at - self.began

    def rest(self, seconds: float) -> None:
        """Let it go on for a while."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._pump(left)

    def text(self) -> str:
        """Give everything written so far, without what steers the terminal; a jump of the cursor reads as a space."""
        return _read(self._raw)

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._fd, keys.encode())

    def press(self, keys: str, seen: Callable[[str], bool], limit: float = 10.0) -> float:
        """Press keys; gives the seconds until what is written from then on satisfies `seen`. Raises TimeoutError with what was written."""
        start, pressed = len(self._raw), time.perf_counter()
        os.write(self._fd, keys.encode())
        while (left := pressed + limit - time.perf_counter()) > 0 and self._pump(left):
            at = time.perf_counter()
            if seen(_read(self._raw[start:])):
                return at - pressed
        raise TimeoutError(f"{keys!r}: {_read(self._raw[start:])[-2000:]}")

    @property
    def chosen(self) -> str | None:
        """Give the number of the row that was last shown as chosen."""
        return self.chosen_in(self.text())

    @staticmethod
    def chosen_in(text: str) -> str | None:
        """Give the number of the row that a text last shows as chosen."""
        found = CHOSEN.findall(text)
        return found[-1] if found else None

    def busy_s(self) -> float:
        """Give the seconds of processor of all its threads by the scheduler's own account, finer than `cpu_s`."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9

    def cpu_s(self) -> float:
        """Give the seconds of processor it has used: what a busy machine does not stretch."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as status:
            fields = status.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss_mb(self) -> float:
        """Give the memory it holds, in MB."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

    def _pump(self, limit: float) -> bool:
        if not select.select([self._fd], [], [], limit)[0]:
            return True
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        for pattern, answer in ANSWERS:
            for asked in pattern.finditer(data):
                os.write(self._fd, answer(asked))
        self._raw += data
        return bool(data)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *gone: object) -> None:
        for call in (
            lambda: os.kill(self.pid, signal.SIGKILL),
            lambda: os.waitpid(self.pid, 0),
            lambda: os.close(self._fd),
        ):
            try:
                call()
            except (ProcessLookupError, ChildProcessError, OSError):
                continue
