"""Two command lines tick the same list of one file in the same moment: each tick counts once, and whoever came second is told who was first (R4.4)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.command import commandpost

READY = "import sys; from commandpost.cli import main; print('ready', flush=True); sys.stdin.readline(); sys.exit(main(sys.argv[1:]))"
HANDS = ("Wang Lei", "Zhou Li")


def together(folder: Path, *lines: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """Let processes that are loaded and waiting run their lines in the same moment; gives (code, out, err) of each."""
    environment = {**os.environ, "COMMANDPOST_STATE": str(folder / "state"), "COMMANDPOST_DATA": str(folder / "data"), "LANG": "C.UTF-8"}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", READY, "--lang", "en", *line], env=environment, cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for line in lines
    ]  # fmt: skip
    for process in running:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return [(*_ended(process),) for process in running]


def _ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def tasks(folder: Path, number: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(commandpost(folder, "task", "list", number, "--json").done)
    return found


@pytest.mark.heavy
def test_two_command_lines_tick_one_list_in_the_same_moment(tmp_path: Path) -> None:
    assert commandpost(tmp_path, "init", "--site", "Mall", "--desk", "A", "--operator", "Lin Wei").code == 0
    assert commandpost(tmp_path, "incident", "report", "fire 2F smoke !II").code == 0
    number = json.loads(commandpost(tmp_path, "incident", "list", "--json").done)[0]["number"]
    codes = [row["id"] for row in tasks(tmp_path, number) if row["group"] == "rescue"]
    assert len(codes) >= 4
    ticked = {}
    for code in codes[:4]:  # the same task by both: one is first, the other is told so
        answers = together(tmp_path, *(("task", "done", number, code, "--by", hand) for hand in HANDS))
        assert sorted(answer[0] for answer in answers) == [0, 1], answers
        first = HANDS[[answer[0] for answer in answers].index(0)]
        (said,) = [answer[2] for answer in answers if answer[0] == 1]
        assert "This task is done already: " in said and f"by {first}" in said and "Traceback" not in said
        ticked[code] = first
    done = {row["id"]: row["done_by"] for row in tasks(tmp_path, number) if row["state"] == "done"}
    assert done == ticked
    # different tasks, and one that both take back
    others = [row["id"] for row in tasks(tmp_path, number) if row["state"] == "open"][:2]
    assert [answer[0] for answer in together(tmp_path, *(("task", "done", number, code) for code in others))] == [0, 0]
    back = together(tmp_path, *(("task", "undo", number, codes[0], "--reason", hand) for hand in HANDS))
    assert sorted(answer[0] for answer in back) == [0, 1]
    assert "nothing to take back" in "".join(answer[2] for answer in back)
    rows = tasks(tmp_path, number)
    assert {row["id"] for row in rows if row["state"] == "done"} == {*codes[1:4], *others} and len(rows) == len({row["id"] for row in rows})
    log = json.loads(commandpost(tmp_path, "log", "list", number, "--json").done)
    assert sum(entry["text"].startswith("Done: ") for entry in log) == 6
    assert sum(entry["text"].startswith("Taken back: ") for entry in log) == 1
    assert commandpost(tmp_path, "verify").code == 0
