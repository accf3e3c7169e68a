"""Runs the command as a stranger would, and holds what every fault must end in: what is wrong, what to do, code 1, no traceback (issue 3)."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DROPPED = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: with them root writes where nobody may
PR_CAPBSET_DROP = 24


@dataclass(frozen=True)
class Said:
    """What the command answered: its code, and both streams."""

    code: int
    out: str
    err: str

    @property
    def clear(self) -> str:
        """Give the refusal: two lines, what is wrong and what to do; fails where it is anything else."""
        assert "Traceback" not in self.err + self.out, self.err
        assert self.code == 1, (self.code, self.out, self.err)
        what, do, *rest = self.err.strip().splitlines()
        assert what and do and not rest, self.err
        return f"{what} {do}"

    @property
    def done(self) -> str:
        """Give what was printed; fails where it was refused."""
        assert (self.code, self.err) == (0, ""), (self.code, self.err)
        return self.out.strip()


def commandpost(
    folder: Path,
    *words: str,
    state: Path | None = None,
    as_anybody: bool = False,
    before: Callable[[], None] | None = None,
) -> Said:
    """Run `python -m commandpost` on the desk in `folder/data`; `as_anybody` without the rights that root has over every file."""

    def first() -> None:
        if as_anybody:
            give_up_rights()
        if before:
            before()

    environment = {
        **os.environ,
        "COMMANDPOST_STATE": str(state or folder / "state"),
        "COMMANDPOST_DATA": str(folder / "data"),
        "LANG": "C.UTF-8",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "commandpost", "--lang", "en", *words],
        env=environment, cwd=folder, capture_output=True, text=True, errors="replace", timeout=120, stdin=subprocess.DEVNULL,
        preexec_fn=first if as_anybody or before else None,
    )  # fmt: skip
    return Said(ran.returncode, ran.stdout, ran.stderr)


def give_up_rights() -> None:
    """Take from root what lets it write in any folder; whoever is not root has it not."""
    if os.getuid() == 0:
        for capability in DROPPED:
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def rights_hold(folder: Path) -> bool:
    """Whether a folder that is closed to writing is closed to the command that gave its rights up."""
    probe = folder / "probe"
    probe.mkdir()
    probe.chmod(0o500)
    text = f"open({str(probe / 'x')!r}, 'w')"
    ran = subprocess.run([sys.executable, "-c", text], preexec_fn=give_up_rights, capture_output=True)
    probe.chmod(0o700)
    return ran.returncode != 0 and b"PermissionError" in ran.stderr
