"""Sits at the command line from outside: the installed command in its own process, or the same door in this one where only words are tried."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).with_name("commandpost")


@dataclass(frozen=True)
class Said:
    """What a call answered: exit code, standard output and error."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The one line it printed."""
        assert self.code == 0, self.err
        (line,) = self.out.splitlines()
        return line

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        assert self.code == 0, self.err
        return json.loads(self.out)


class Seat:
    """A data and a state folder, and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = os.environ | {
            "COMMANDPOST_DATA": str(folder / "data"),
            "COMMANDPOST_STATE": str(folder / "state"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
        }

    def __call__(self, *words: str, stdin: str = "", **env: str) -> Said:
        """Run the installed command."""
        run = subprocess.run(
            [str(COMMAND), *words], input=stdin, capture_output=True, text=True, encoding="utf-8", env=self.env | env, timeout=120
        )  # fmt: skip
        assert "Traceback" not in run.stderr, run.stderr
        return Said(run.returncode, run.stdout, run.stderr)


class Inside:
    """The same door, opened in this process: what is said is what the installed command says."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys = folder, capsys
        monkeypatch.setenv("COMMANDPOST_DATA", str(folder / "data"))
        monkeypatch.setenv("COMMANDPOST_STATE", str(folder / "state"))
        monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def __call__(self, *words: str) -> Said:
        """Say it."""
        from commandpost.cli import main

        self._capsys.readouterr()
        code = main(list(words))
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)
